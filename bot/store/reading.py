"""Reading many purchases at once, in pages, for exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from bot.ports import Held
from bot.store import boards, contracts, ledger, lessons, people, successes
from bot.store.database import Bound, Database
from bot.store.periods import ALL, Span, values_of, wanted
from bot.store.purchases import number_of, with_answers
from bot.store.tables import answers, purchases, workspaces
from dialogs.board import Board
from dialogs.contract import Contract
from dialogs.ledger import Entry
from dialogs.lesson import Lesson
from dialogs.purchase import Answer
from dialogs.success import Success

PAGE = 100
"""So many purchases are read at once: on SQLite nobody else can write meanwhile."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A purchase with every revision of every answer, oldest first; its contract and its ledger.

    `gone` are all people of the workspace that are not, or no longer, colleagues.
    """

    held: Held
    revisions: Sequence[tuple[str, str, Answer]]
    contract: Contract | None = None
    ledger: Sequence[Entry] = ()
    gone: frozenset[str] = frozenset()
    rounds: Sequence[Board] = ()
    successes: Sequence[Success] = ()
    lessons: Sequence[Lesson] = ()


def all_workspaces(database: Database) -> list[str]:
    """The workspaces that have purchases."""
    with database.engine.connect() as connection:
        return list(connection.scalars(sa.select(workspaces.c.workspace).order_by("workspace")))


def every_purchase(database: Database, workspace: str, span: Span = ALL) -> Iterator[Stored]:
    """Every purchase of a workspace, or those of a span, by number, a page at a time."""
    last = 0
    while page := database.run_now(workspace, partial(_page, after=last, span=span)):
        yield from page
        last = number_of(page[-1].held.purchase.id)


def _page(bound: Bound, after: int, span: Span) -> list[Stored]:
    # What is sparse lies far apart, and everything in between is read along with it.
    most = PAGE if span == ALL else PAGE // 2
    query = _PURCHASES.where(*wanted(span))
    found = bound.run(query, after=after, most=most, **values_of(span)).all()
    if not found:
        return []
    by_number: dict[int, list[tuple[str, str, Answer]]] = {}
    for row in bound.run(_REVISIONS, first=found[0].number, last=found[-1].number):
        answer = Answer(row.value, row.answered_by, row.answered_at, row.revision)
        by_number.setdefault(row.number, []).append((row.question, row.part, answer))
    made = contracts.of_purchases(bound, found[0].number, found[-1].number)
    entries = ledger.of_purchases(bound, found[0].number, found[-1].number)
    rounds = boards.of_purchases(bound, found[0].number, found[-1].number)
    told = successes.of_purchases(bound, found[0].number, found[-1].number)
    learnt = lessons.of_purchases(bound, found[0].number, found[-1].number)
    gone = people.gone(bound)
    stored = []
    for row in found:
        said = by_number.get(row.number, [])
        held = with_answers(row, said)
        its = entries.get(held.purchase.id, ())
        on_board = rounds.get(held.purchase.id, ())
        celebrated, lessons_told = told.get(held.purchase.id, ()), learnt.get(held.purchase.id, ())
        stored.append(
            Stored(held, said, made.get(row.number), its, gone, on_board, celebrated, lessons_told)
        )
    return stored


_PURCHASES = (
    sa.select(purchases)
    .where(
        purchases.c.workspace == sa.bindparam("ours"),
        purchases.c.number > sa.bindparam("after"),
    )
    .order_by(purchases.c.number)
    .limit(sa.bindparam("most"))
)
_REVISIONS = (
    sa.select(answers)
    .where(
        answers.c.workspace == sa.bindparam("ours"),
        answers.c.number.between(sa.bindparam("first"), sa.bindparam("last")),
    )
    .order_by(
        answers.c.number, answers.c.answered_at, answers.c.question, answers.c.part,
        answers.c.revision,
    )
)  # fmt: skip
