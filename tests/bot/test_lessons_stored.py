"""Lessons as they are stored, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.ports import Place
from bot.store import lessons, purchases
from bot.store.database import Bound, Database
from dialogs.lesson import Lesson
from dialogs.purchase import Purchase

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
LESSON = Lesson(0, "ict", "circularity.1", "a", "b", "c", date(2027, 1, 12), state="shared")


def bought(bound: Bound) -> None:
    for number in (1, 2):
        purchase = Purchase(purchases.next_id(bound, NOW), f"{number} laptops", "U1", NOW, NOW)
        purchases.add(bound, purchase, Place("U1"))


def test_a_lesson_is_found_where_it_helps_and_nowhere_else(any_database: Database) -> None:
    def work(bound: Bound) -> None:
        bought(bound)
        made = [
            replace(LESSON, id=lessons.add(bound, each))
            for each in (
                LESSON,
                replace(LESSON, purchase="INK-0002", author="U2", owner="U1"),
                replace(LESSON, author="U3"),
                replace(LESSON, question="circularity.2"),
                replace(LESSON, state="waiting", owner="U1", purchase="INK-0001"),
                replace(LESSON, state="removed"),
            )
        ]
        free, about, theirs = (each.id for each in made[:3])

        def helping(buyer: str, purchase: str, most: int = 9) -> list[int]:
            found = lessons.helping_buyer(bound, "ict", "circularity.1", buyer, purchase, most)
            return [each.id for each in found]

        assert helping("U9", "INK-0001") == [theirs, about, free]
        assert helping("U9", "INK-0001", 2) == [theirs, about]
        assert helping("U3", "INK-0001") == [about, free]  # not what they wrote themselves
        assert helping("U9", "INK-0002") == [theirs, free]  # not of the purchase itself
        assert len(lessons.helping(bound, "ict", "circularity.1", 9)) == 3
        assert [*lessons.of_purchases(bound, 1, 2)] == ["INK-0002"]
        loaded = lessons.load(bound, about)
        assert loaded == replace(
            LESSON, id=about, purchase="INK-0002", author="U2", owner="U1"
        )  # fmt: skip

    any_database.run_now("T1", work)
    other = lessons.helping
    assert any_database.run_now("T2", lambda b: other(b, "ict", "circularity.1", 9)) == []


def test_what_waits_is_found_by_its_owner_and_by_its_day(any_database: Database) -> None:
    def work(bound: Bound) -> None:
        bought(bound)
        waits = replace(LESSON, state="waiting", owner="U1", purchase="INK-0001")
        first = lessons.add(bound, waits)
        second = lessons.add(bound, replace(waits, told_on=date(2027, 1, 11)))
        assert [each.id for each in lessons.waiting_for(bound, "U1", 9)] == [second, first]
        assert lessons.waiting_for(bound, "U2", 9) == []
        assert lessons.waiting(bound, date(2027, 1, 11), 0, 9) == [second]
        assert lessons.waiting(bound, date(2027, 1, 12), 0, 1) == [first]
        assert lessons.waiting(bound, date(2027, 1, 12), first, 9) == [second]

        lessons.set_state(bound, first, "shared")
        assert [each.id for each in lessons.waiting_for(bound, "U1", 9)] == [second]
        assert lessons.load(bound, 10**9) is None

    any_database.run_now("T1", work)
