"""Rounds on the tenderboard and the verdicts in them; one open round for each purchase.

What is stored as `findings` of a round is what was found, and who was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from bot.store.database import Bound, Stale
from bot.store.purchases import number_of, short_id
from bot.store.register import on_board
from bot.store.tables import purchases
from bot.store.view_tables import boards, verdicts
from dialogs.board import Board, Outcome, Said, Verdict, Waiting
from dialogs.findings import Finding

_OURS = boards.c.workspace == sa.bindparam("ours")
_BETWEEN = boards.c.number.between(sa.bindparam("first"), sa.bindparam("last"))
_ROUNDS = sa.select(boards).where(_OURS, _BETWEEN).order_by(boards.c.number, boards.c.round)
_VERDICTS = (
    sa.select(verdicts)
    .where(
        verdicts.c.workspace == sa.bindparam("ours"),
        verdicts.c.number.between(sa.bindparam("first"), sa.bindparam("last")),
    )
    .order_by(verdicts.c.number, verdicts.c.round, verdicts.c.given_at, verdicts.c.person)
)
_PUT = sa.insert(boards)
_THIS_OPEN = (
    _OURS,
    boards.c.number == sa.bindparam("at_number"),
    boards.c.round == sa.bindparam("at_round"),
    boards.c.outcome == "",
)
_HOLD = sa.update(boards).where(*_THIS_OPEN).values(put_by=boards.c.put_by)
_CLOSE = (
    sa.update(boards)
    .where(*_THIS_OPEN)
    .values(
        outcome=sa.bindparam("new_outcome"),
        findings=sa.bindparam("new_findings", type_=sa.JSON),
        closed_at=sa.bindparam("new_closed_at", type_=boards.c.closed_at.type),
    )
)
_GIVE = sa.text(
    "INSERT INTO verdicts (workspace, number, round, person, verdict, reason, given_at) "
    "VALUES (:ours, :number, :round, :person, :verdict, :reason, :now) "
    "ON CONFLICT (workspace, number, round, person) DO UPDATE "
    "SET verdict = excluded.verdict, reason = excluded.reason, given_at = excluded.given_at"
).bindparams(sa.bindparam("now", type_=verdicts.c.given_at.type))
_WAITS = (
    purchases.c.workspace == sa.bindparam("ours"),
    purchases.c.board == "waiting",
    boards.c.outcome == "",
)
_BOTH = boards.join(
    purchases,
    sa.and_(purchases.c.workspace == boards.c.workspace, purchases.c.number == boards.c.number),
)
_GIVEN = (
    sa.select(sa.func.count())
    .where(
        verdicts.c.workspace == boards.c.workspace,
        verdicts.c.number == boards.c.number,
        verdicts.c.round == boards.c.round,
    )
    .scalar_subquery()
)
_AFTER = sa.bindparam("after", type_=boards.c.put_at.type)
_PAGE = (
    sa.select(
        boards.c.number, boards.c.put_at, purchases.c.title, purchases.c.owner,
        _GIVEN.label("given"),
    )
    .select_from(_BOTH)
    .where(
        _OURS,
        *_WAITS,
        sa.or_(
            boards.c.put_at > _AFTER,
            sa.and_(boards.c.put_at == _AFTER, boards.c.number > sa.bindparam("after_number")),
        ),
    )
    .order_by(boards.c.put_at, boards.c.number)
    .limit(sa.bindparam("most"))
)  # fmt: skip
_COUNT = sa.select(sa.func.count()).select_from(_BOTH).where(_OURS, *_WAITS)


@dataclass(frozen=True, slots=True)
class After:
    """Behind which of those that wait a page begins."""

    put_at: datetime
    number: int


FIRST = After(datetime(1970, 1, 1, tzinfo=UTC), 0)
"""Before every round."""


def put(
    bound: Bound, purchase: str, put_by: str, found: tuple[Finding, ...], told: Iterable[str],
    now: datetime,
) -> Board | None:  # fmt: skip
    """Begins a round; None when one is open. The caller holds the purchase.

    `put_by` is empty when the value of the purchase put it there; `told` are who is asked.
    """
    before = newest(bound, purchase)
    if before is not None and before.open:
        return None
    board = Board(purchase, before.round + 1 if before else 1, put_by, now, found, tuple(told))
    bound.run(
        _PUT,
        number=number_of(purchase),
        round=board.round,
        put_by=put_by,
        put_at=now,
        findings=_kept(board),
        outcome="",
    )
    on_board(bound, purchase, "waiting")
    return board


def newest(bound: Bound, purchase: str) -> Board | None:
    """The newest round of a purchase with its verdicts; None when it was never on the board."""
    number = number_of(purchase)
    found = of_purchases(bound, number, number).get(purchase)
    return found[-1] if found else None


def of_purchases(bound: Bound, first: int, last: int) -> dict[str, list[Board]]:
    """Every round of the purchases with these numbers, by name and in order; two reads in all."""
    given: dict[tuple[int, int], list[Verdict]] = defaultdict(list)
    for row in bound.run(_VERDICTS, first=first, last=last):
        verdict = Verdict(row.person, row.verdict, row.reason, row.given_at)
        given[row.number, row.round].append(verdict)
    found: dict[str, list[Board]] = defaultdict(list)
    for row in bound.run(_ROUNDS, first=first, last=last):
        board = _board(row, given.get((row.number, row.round), []))
        found[board.purchase].append(board)
    return dict(found)


def give(
    bound: Bound, board: Board, person: str, verdict: Said, reason: str, now: datetime
) -> Board:
    """Stores what somebody says in an open round, in the place of what they said before; gives the
    round after it. Raises Stale when it was closed meanwhile."""
    _hold(bound, board)
    about = {"number": number_of(board.purchase), "round": board.round, "person": person}
    bound.run(_GIVE, **about, verdict=verdict, reason=reason, now=now)
    after = newest(bound, board.purchase)
    if after is None or after.round != board.round:
        raise Stale(board.purchase)
    return after


def _hold(bound: Bound, board: Board) -> None:
    """Holds an open round for this transaction; who comes second waits, and reads what we wrote."""
    at = {"at_number": number_of(board.purchase), "at_round": board.round}
    if bound.run(_HOLD, **at).rowcount != 1:
        raise Stale(board.purchase)


def close(bound: Bound, board: Board, outcome: Outcome, now: datetime) -> None:
    """Ends a round with what is found now; raises Stale when it was closed already.

    A purchase that was stopped is not done with the board: it may come back.
    """
    changed = bound.run(
        _CLOSE,
        at_number=number_of(board.purchase),
        at_round=board.round,
        new_outcome=outcome,
        new_findings=_kept(board),
        new_closed_at=now,
    )
    if changed.rowcount != 1:
        raise Stale(board.purchase)
    on_board(bound, board.purchase, "" if outcome == "stopped" else "done")


def waiting(bound: Bound, most: int, after: After | None = None) -> tuple[list[Waiting], int]:
    """A page of what waits for the board, oldest first, and how many wait in all."""
    begin = after or FIRST
    rows = bound.run(_PAGE, after=begin.put_at, after_number=begin.number, most=most)
    found = [
        Waiting(short_id(row.number), row.title, row.owner, row.put_at, row.given) for row in rows
    ]
    return found, bound.run(_COUNT).scalar_one()


def _kept(board: Board) -> dict[str, Any]:
    found = [
        {"kind": each.kind, "about": each.about, "facts": dict(each.facts)}
        for each in board.findings
    ]
    return {"found": found, "told": list(board.told)}


def _board(row: sa.Row[*tuple[Any, ...]], given: list[Verdict]) -> Board:
    kept = row.findings
    return Board(
        purchase=short_id(row.number),
        round=row.round,
        put_by=row.put_by,
        put_at=row.put_at,
        findings=tuple(
            Finding(each["kind"], each["about"], each["facts"]) for each in kept["found"]
        ),
        told=tuple(kept["told"]),
        outcome=row.outcome,
        closed_at=row.closed_at,
        verdicts=tuple(given),
    )
