"""Changes what is kept of messages outside every purchase: to say what holds now, or nothing."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from bot.store.claims import MESSAGE
from bot.store.database import Bound
from bot.store.later import key_in_row
from bot.store.tables import WAITING, outbox
from dialogs.messages import Message

_OUTSIDE = (outbox.c.workspace == sa.bindparam("ours"), outbox.c.number.is_(None))
_FORGET = (
    sa.update(outbox)
    .where(
        *_OUTSIDE,
        outbox.c.state.in_(("sent", "dropped")),
        sa.or_(
            outbox.c.key.in_((sa.bindparam("posted"), sa.bindparam("changed"))),
            outbox.c.key.startswith(sa.bindparam("seen")),
            outbox.c.key.startswith(sa.bindparam("asked")),
            outbox.c.key.startswith(sa.bindparam("told")),
        ),
    )
    .values(message=sa.bindparam("blank"))
)
_REWORD = (
    sa.update(outbox)
    .where(
        *_OUTSIDE,
        sa.text(WAITING),
        outbox.c.key == sa.bindparam("at_key"),
        outbox.c.state.in_(sa.bindparam("states", expanding=True)),
    )
    .values(message=sa.bindparam("new_message"))
)
BLANK = MESSAGE.dump_json(Message("forgotten", ()), exclude_defaults=True).decode()


def forget_words(bound: Bound, success: int) -> None:
    """Empties what was said about a success, or is not said any more: where it stands is kept."""
    bound.run(
        _FORGET, posted=f"success/{success}", changed=f"success/{success}!",
        seen=f"preview/{success}@", asked=f"consent/{success}/", told=f"about_success/{success}/",
        blank=BLANK,
    )  # fmt: skip


def reword(bound: Bound, key: str, message: Message) -> bool:
    """What is still to be said under a key, or perhaps to be said again, becomes this message.

    Whether that is enough: none of it was on its way, so nothing stands there to be changed.
    """
    plain = MESSAGE.dump_json(replace(message, replaces=""), exclude_defaults=True).decode()
    change = MESSAGE.dump_json(replace(message, replaces=key), exclude_defaults=True).decode()
    waits = bound.run(_REWORD, at_key=key, states=["pending"], new_message=plain).rowcount
    bound.run(_REWORD, at_key=key, states=["sending", "unknown"], new_message=plain)
    every = ["pending", "sending", "unknown"]
    changed = key_in_row(key, replaces=True)
    bound.run(_REWORD, at_key=changed, states=every, new_message=change)
    return waits > 0
