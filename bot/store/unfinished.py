"""Work that was begun for somebody and of which nothing is heard any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from bot.store.database import Bound
from bot.store.tables import outbox

_C = outbox.c
_SAID = (
    sa.select(_C.key, _C.channel, _C.created_at)
    .where(
        _C.workspace == sa.bindparam("ours"),
        _C.number.is_(None),
        _C.key >= sa.bindparam("first"),
        _C.key < sa.bindparam("after"),
        _C.created_at > sa.bindparam("since", type_=_C.created_at.type),
    )
    .order_by(_C.key, _C.id)
)


def unfinished(
    bound: Bound, begins: str, ends: str, since: datetime, before: datetime
) -> Mapping[str, str]:
    """The keys of what was begun since a moment, last heard of before another, and not ended.

    With the channel that it was told in. `begins` is how the keys begin, `ends` how that of the
    end does.
    """
    last: dict[str, datetime] = {}
    channels: dict[str, str] = {}
    ended: set[str] = set()
    found = bound.run(_SAID, first=begins, after=f"{begins}\uffff", since=since)
    for key, channel, at in found:
        whole = "/".join(key.rstrip("!").split("/")[:2])
        last[whole] = max(at, last.get(whole, at))
        channels[whole] = channel
        if key.rstrip("!").endswith(ends):
            ended.add(whole)
    return {key: channels[key] for key, at in last.items() if key not in ended and at < before}
