"""Takes the words out of messages about a success that went out before: they held a name."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.claims import MESSAGE
from bot.store.database import Bound
from bot.store.tables import outbox
from dialogs.messages import Message

_FORGET = (
    sa.update(outbox)
    .where(
        outbox.c.workspace == sa.bindparam("ours"),
        outbox.c.number.is_(None),
        outbox.c.state.in_(("sent", "dropped")),
        sa.or_(
            outbox.c.key.in_((sa.bindparam("posted"), sa.bindparam("changed"))),
            outbox.c.key.startswith(sa.bindparam("seen")),
            outbox.c.key.startswith(sa.bindparam("asked")),
        ),
    )
    .values(message=sa.bindparam("blank"))
)
BLANK = MESSAGE.dump_json(Message("forgotten", ()), exclude_defaults=True).decode()


def forget_words(bound: Bound, success: int) -> None:
    """Empties what was sent about a success: where it stands is kept, what it said is not."""
    bound.run(
        _FORGET, posted=f"success/{success}", changed=f"success/{success}!",
        seen=f"preview/{success}@", asked=f"consent/{success}/", blank=BLANK,
    )  # fmt: skip
