"""The digests of months as they were said, to change what no longer holds."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.claims import MESSAGE
from bot.store.database import Bound
from bot.store.forgetting import BLANK
from bot.store.later import key_in_row
from bot.store.tables import outbox
from dialogs.messages import Message
from dialogs.monthly import CHANGED, MONTH

NEWEST = 60
"""So many are looked at: one a month, or one for each of the team where no channel took it."""
_SAID = (
    sa.select(outbox.c.key, outbox.c.channel, outbox.c.message)
    .where(
        outbox.c.workspace == sa.bindparam("ours"),
        outbox.c.number.is_(None),
        outbox.c.key >= MONTH,
        outbox.c.key < f"{MONTH[:-1]}0",  # which comes after the slash
        outbox.c.state != "dropped",
        outbox.c.message != BLANK,
    )
    .order_by(outbox.c.id.desc())
    .limit(NEWEST)
)
_FORGET = (
    sa.update(outbox)
    .where(
        outbox.c.workspace == sa.bindparam("ours"),
        outbox.c.number.is_(None),
        sa.or_(
            sa.and_(
                outbox.c.key.in_((sa.bindparam("said"), sa.bindparam("changed"))),
                outbox.c.state.in_(("sent", "dropped")),
            ),
            sa.and_(outbox.c.key == sa.bindparam("refused"), outbox.c.state == "dropped"),
        ),
    )
    .values(message=sa.bindparam("blank"))
)


def as_said(bound: Bound) -> dict[str, tuple[Message, str]]:
    """The newest digests by key, each as it is now, with the channel or person that it is for."""
    found: dict[str, tuple[Message, str]] = {}
    for row in bound.run(_SAID):
        said = row.key.removesuffix(key_in_row(CHANGED, replaces=True))
        found.setdefault(said, (MESSAGE.validate_json(row.message), row.channel))
    return found


def forget_words(bound: Bound, key: str) -> None:
    """Empties what was sent of a digest, and what a channel did not take of it before that went to
    somebody apart: another takes its place."""
    changed, refused = key_in_row(f"{key}{CHANGED}", replaces=True), key.partition("@")[0]
    bound.run(_FORGET, said=key, changed=changed, refused=refused, blank=BLANK)
