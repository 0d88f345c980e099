"""Rounds and verdicts as they are stored, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.ports import Place
from bot.store import boards, purchases
from bot.store.boards import After
from bot.store.database import Bound, Database, NotSaved, Stale
from dialogs.board import NEEDED, Board, Said, outcome_of
from dialogs.findings import Finding
from dialogs.purchase import Purchase

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
FOUND = (
    Finding("misses", "level", {"level": "1", "expected": "2", "category": "ict"}),
    Finding("meets", "questions"),
)


def begun(bound: Bound, count: int = 1) -> None:
    """So many purchases, each put on the board a minute after the one before."""
    for number in range(1, count + 1):
        purchase = Purchase(purchases.next_id(bound, NOW), f"{number} laptops", "U1", NOW, NOW)
        purchases.add(bound, purchase, Place("U1"))
        put(bound, purchase.id, NOW + timedelta(minutes=number))


def put(bound: Bound, purchase: str = "INK-0001", now: datetime = NOW) -> Board | None:
    return boards.put(bound, purchase, "U1", FOUND, ["U2", "U3"], now)


def judge(person: str, verdict: Said = "agreed") -> Callable[[Bound], bool]:
    """Gives a verdict, and ends the round when it is the second; whether it did."""

    def work(bound: Bound) -> bool:
        board = boards.newest(bound, "INK-0001")
        assert board
        if not board.open:
            return False
        board = boards.give(bound, board, person, verdict, "Omdat.", NOW)
        if len(board.verdicts) < NEEDED:
            return False
        boards.close(bound, board, outcome_of(board.verdicts), NOW)
        return True

    return work


def newest(bound: Bound) -> Board:
    found = boards.newest(bound, "INK-0001")
    assert found
    return found


async def test_a_round_comes_back_as_it_was_put(any_database: Database) -> None:
    await any_database.run("T1", begun)

    board = await any_database.run("T1", newest)

    expected = Board("INK-0001", 1, "U1", NOW + timedelta(minutes=1), FOUND, ("U2", "U3"))
    assert board == expected
    assert await any_database.run("T1", put) is None
    assert await any_database.run("T2", lambda bound: boards.newest(bound, "INK-0001")) is None
    assert await any_database.run("T2", lambda bound: boards.waiting(bound, 5)) == ([], 0)


async def test_of_many_at_once_two_verdicts_end_it_once(any_database: Database) -> None:
    await any_database.run("T1", begun)

    ended = await asyncio.gather(
        *(any_database.run("T1", judge(f"U{number}")) for number in range(2, 10))
    )

    board = await any_database.run("T1", newest)
    assert sum(ended) == 1
    assert (board.outcome, len(board.verdicts)) == ("agreed", NEEDED)


async def test_who_read_it_before_it_was_closed_writes_nothing(any_database: Database) -> None:
    await any_database.run("T1", begun)
    seen = await any_database.run("T1", newest)
    await any_database.run("T1", judge("U2"))
    await any_database.run("T1", judge("U3", "advice"))

    def late(bound: Bound) -> None:
        boards.give(bound, seen, "U4", "agreed", "", NOW)

    def again(bound: Bound) -> None:
        boards.close(bound, replace(seen, findings=()), "agreed", NOW)

    for work in (late, again):
        with any_database.engine.begin() as connection, pytest.raises(Stale):
            work(Bound(connection, "T1"))
        with pytest.raises(NotSaved):
            await any_database.run("T1", work)
    board = await any_database.run("T1", newest)
    assert (board.outcome, board.findings) == ("advice", FOUND)
    assert {each.person for each in board.verdicts} == {"U2", "U3"}


async def test_who_says_something_else_takes_the_place_of_what_they_said(
    any_database: Database,
) -> None:
    await any_database.run("T1", begun)

    await any_database.run("T1", judge("U2"))
    await any_database.run("T1", judge("U2", "advice"))

    board = await any_database.run("T1", newest)
    assert [each.verdict for each in board.verdicts] == ["advice"]
    assert board.open


async def test_what_waits_is_paged_oldest_first(any_database: Database) -> None:
    def work(bound: Bound) -> list[tuple[list[str], int]]:
        begun(bound, 5)
        first = boards.newest(bound, "INK-0001")
        assert first
        boards.close(bound, first, "stopped", NOW)
        put(bound, "INK-0001", NOW + timedelta(hours=1))
        boards.give(bound, newest(bound), "U2", "agreed", "", NOW)
        pages = []
        after: After | None = None
        for _ in range(3):
            found, count = boards.waiting(bound, 2, after)
            pages.append(([f"{each.purchase}:{each.given}" for each in found], count))
            if found:
                number = purchases.number_of(found[-1].purchase)
                after = After(found[-1].put_at, number)
        return pages

    assert await any_database.run("T1", work) == [
        (["INK-0002:0", "INK-0003:0"], 5),
        (["INK-0004:0", "INK-0005:0"], 5),
        (["INK-0001:1"], 5),
    ]


async def test_the_rounds_of_many_purchases_come_in_order(any_database: Database) -> None:
    def work(bound: Bound) -> dict[str, list[int]]:
        begun(bound, 3)
        boards.close(bound, newest(bound), "agreed", NOW)
        put(bound)
        found = boards.of_purchases(bound, 1, 2)
        return {name: [each.round for each in rounds] for name, rounds in found.items()}

    assert await any_database.run("T1", work) == {"INK-0001": [1, 2], "INK-0002": [1]}
