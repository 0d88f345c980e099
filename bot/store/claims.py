"""What waits in the outbox is claimed by one process, and what came of it is written down.

pending -> sending -> sent; unknown when no answer came; dropped with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from bot.ports import Outgoing, Sent
from bot.store.database import Bound
from bot.store.purchases import short_id
from bot.store.tables import WAITING, outbox
from dialogs.messages import Message

LEASE = timedelta(seconds=20)
"""How long a row may be on its way; longer than any call to the platform may take."""
MESSAGE = TypeAdapter(Message)

_OURS = outbox.c.workspace == sa.bindparam("ours")
_THIS = (_OURS, outbox.c.id == sa.bindparam("at_id"))

_SENT = (
    sa.update(outbox)
    .where(*_THIS)
    .values(
        state="sent",
        sent_channel=sa.bindparam("new_channel"),
        sent_ts=sa.bindparam("new_ts"),
        reason="",
    )
)
_LATER = (
    sa.update(outbox)
    .where(*_THIS, outbox.c.state == "sending", outbox.c.attempts == sa.bindparam("at_attempts"))
    .values(
        state=sa.bindparam("new_state"),
        reason=sa.bindparam("new_reason"),
        due_at=sa.bindparam("new_due_at"),
    )
)
_READ = (
    "id", "number", "message", "channel", "thread", "created_at", "state", "attempts",
    "due_at",
)  # fmt: skip
_CLAIMED = {
    "state": "sending",
    "attempts": outbox.c.attempts + 1,
    "claimed_by": sa.bindparam("new_claimed_by"),
    "claimed_at": sa.bindparam("new_claimed_at"),
    "due_at": sa.bindparam("new_due_at"),
}
_CLAIM = (
    sa.update(outbox)
    .where(_OURS, outbox.c.id.in_(sa.bindparam("ids", expanding=True)))
    .values(_CLAIMED)
)
_QUEUE = (
    sa.select(outbox)
    .where(_OURS, sa.text(WAITING))
    .order_by(outbox.c.due_at, outbox.c.id)
    .limit(sa.bindparam("most"))
)
_WAITING = (
    sa.select(outbox.c.state, sa.func.count())
    .where(_OURS, sa.text(WAITING))
    .group_by(outbox.c.state)
)


@cache
def _due(most: int) -> sa.Select[Any]:
    """What is due; the limit is written out, for what PostgreSQL plans depends on it."""
    return (
        sa.select(*(outbox.c[name] for name in _READ))
        .where(
            _OURS,
            sa.text(WAITING),
            outbox.c.due_at <= sa.bindparam("now", type_=outbox.c.due_at.type),
        )
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(sa.literal_column(str(most)))
        .with_for_update(skip_locked=True)
    )


@cache
def _find_and_claim(most: int) -> sa.Executable:
    """The same and the claim in one; it gives each row as it was before."""
    found = _due(most).cte("due")
    statement = sa.update(outbox).where(_OURS, outbox.c.id == found.c.id)
    return statement.values(_CLAIMED).returning(found)


def claim_due(
    bound: Bound, claimed_by: str, now: datetime, lease: timedelta = LEASE, most: int = 200
) -> list[Outgoing]:
    """Claims what waits to be sent, and what a dead process left on its way; on PostgreSQL by a
    single statement.

    A row that may have been sent already is given back with `check_first`.
    """
    claim = {"new_claimed_by": claimed_by, "new_claimed_at": now, "new_due_at": now + lease}
    if bound.connection.dialect.name == "sqlite":  # which gives back no row as it was before
        rows = bound.run(_due(most), now=now).all()
        if rows:
            bound.run(_CLAIM, ids=[row.id for row in rows], **claim)
    else:
        found = bound.run(_find_and_claim(most), now=now, **claim)
        rows = sorted(found, key=lambda row: (row.due_at, row.id))
    return [_outgoing(row, bound.workspace, now) for row in rows]


def waiting(bound: Bound) -> dict[str, int]:
    """How many rows there are by state, of those that are not finished."""
    return {row[0]: row[1] for row in bound.run(_WAITING)}


@dataclass(frozen=True, slots=True)
class Queued:
    """A row that waits: what it says, to whom, since when, and what came of it so far."""

    message: Message
    channel: str
    created_at: datetime
    state: str
    attempts: int
    reason: str


def queue(bound: Bound, most: int) -> list[Queued]:
    """What waits to be sent, or to be looked up, first what is due first; nothing is claimed."""
    return [
        Queued(
            MESSAGE.validate_json(row.message), row.channel, row.created_at, row.state,
            row.attempts, row.reason,
        )
        for row in bound.run(_QUEUE, most=most)
    ]  # fmt: skip


def _outgoing(row: sa.Row[*tuple[Any, ...]], workspace: str, now: datetime) -> Outgoing:
    return Outgoing(
        id=row.id,
        workspace=workspace,
        purchase=short_id(row.number) if row.number is not None else "",
        message=MESSAGE.validate_json(row.message),
        channel=row.channel,
        thread=row.thread,
        created_at=row.created_at,
        claimed_at=now,
        attempts=row.attempts + 1,
        check_first=row.state in ("sending", "unknown"),
    )


def sent(bound: Bound, taken: Iterable[tuple[int, Sent]]) -> None:
    """Notes that the platform took them, each by its id; a single statement."""
    rows: list[dict[str, object]] = [
        {"at_id": id, "new_channel": at.channel, "new_ts": at.ts} for id, at in taken
    ]
    if rows:
        bound.run_many(_SENT, rows)


def later(bound: Bound, outgoing: Outgoing, state: str, reason: str, due_at: datetime) -> bool:
    """Notes that it was not sent (pending), may have been (unknown), or never will be (dropped).

    False, and nothing is noted, when the claim is not ours any more: who came after us knows more.
    """
    noted = bound.run(
        _LATER,
        at_id=outgoing.id,
        at_attempts=outgoing.attempts,
        new_state=state,
        new_reason=reason,
        new_due_at=due_at,
    )
    return noted.rowcount == 1
