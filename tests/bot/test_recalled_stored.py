"""The purchase memory in the database: what is found, and that it costs as much however much there
is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from bot.ports import Place
from bot.store import purchases, recalling, spares
from bot.store.celebrating_tables import recalled
from bot.store.database import Bound, Database
from bot.store.recalling import MOST, Found
from dialogs.memory import Known
from dialogs.purchase import Purchase

NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
YEARS = (2024, 2027)
CHAIRS, DESKS = frozenset({"stoel", "bureaustoel"}), frozenset({"bureau"})


@pytest.fixture
def work(any_database: Database) -> Callable[[Callable[[Bound], Any]], Any]:
    return lambda does: any_database.run_now("T1", does)


def buy(bound: Bound, number: int, kinds: set[str], terms: frozenset[str] = CHAIRS) -> int:
    """A purchase as it is found again."""
    made = Purchase(f"INK-{number:04d}", "12 bureaustoelen", "U1", NOW, NOW, status="complete")
    purchases.add(bound, made, Place("U1"))
    recalling.keep(bound, number, kinds, terms)
    return number


def find(bound: Bound, terms: frozenset[str] = CHAIRS) -> Found:
    return recalling.find(bound, terms, YEARS)


def test_what_shares_a_term_is_found_by_its_sort(work: Any, any_database: Database) -> None:
    def fill(bound: Bound) -> None:
        buy(bound, 1, {"bought", "use/2027"})
        buy(bound, 2, {"bought", "use/2031"})
        buy(bound, 3, {"bought", "use/2020"}, frozenset({"stoel"}))
        buy(bound, 4, {"without"})
        buy(bound, 5, {"bought"}, DESKS)
        spare = spares.add(bound, "12 stoelen", "U2", NOW, NOW.date())
        recalling.keep_spare(bound, spare.id, CHAIRS)

    work(fill)

    found = work(find)
    assert found == Found([1], {1: "2027"}, [2, 1, 3], [4])
    assert work(lambda bound: find(bound, frozenset())) == Found((), {}, (), ())
    assert any_database.run_now("T2", find) == Found([], {}, [], [])
    known = work(lambda bound: recalling.facts(bound, found, NOW))
    assert [(each.sort, each.ref) for each in known if each.sort != "bought"] == [
        ("spare", 1), ("used", 1), ("without", 4),
    ]  # fmt: skip


def test_other_terms_take_the_place_of_those_before(work: Any) -> None:
    work(lambda bound: buy(bound, 1, {"bought"}))
    spare = work(lambda bound: spares.add(bound, "12 stoelen", "U2", NOW, NOW.date()))
    work(lambda bound: recalling.keep_spare(bound, spare.id, CHAIRS))

    work(lambda bound: recalling.keep(bound, 1, {"bought"}, DESKS))

    assert work(find) == Found([1], {}, [], [])
    work(lambda bound: recalling.keep(bound, 1, (), DESKS))
    work(lambda bound: recalling.keep_spare(bound, 1, ()))
    assert work(lambda bound: bound.run(sa.select(recalled).where(OURS)).all()) == []


OURS = recalled.c.workspace == sa.bindparam("ours")


def test_what_is_said_to_be_gone_is_only_known_as_bought(work: Any) -> None:
    work(lambda bound: buy(bound, 1, {"bought", "use/2027"}))
    one: Callable[[Bound], Known | None] = lambda bound: recalling.one(bound, "used", 1, NOW)  # noqa: E731
    assert work(one)

    for _ in range(2):
        work(lambda bound: spares.gone(bound, 1, "12 stoelen", "U1", NOW, NOW.date()))

    known = work(lambda bound: recalling.facts(bound, find(bound), NOW))
    assert [each.sort for each in known] == ["bought"]
    assert work(lambda bound: recalling.one(bound, "without", 1, NOW)) is None
    assert work(lambda bound: spares.of(bound, "U1", 10)) == []


@contextmanager
def heard_by(database: Database) -> Iterator[list[str]]:
    """The statements."""
    seen: list[str] = []

    def heard(_: Any, __: Any, statement: str, *___: Any) -> None:
        seen.append(statement)

    sa.event.listen(database.engine, "before_cursor_execute", heard)
    yield seen
    sa.event.remove(database.engine, "before_cursor_execute", heard)


def test_it_costs_as_much_however_much_there_is(work: Any, any_database: Database) -> None:
    def fill(bound: Bound, first: int, last: int) -> None:
        rows: list[dict[str, object]] = [
            {"term": term, "kind": kind, "ref": ref}
            for ref in range(first, last)
            for term in CHAIRS
            for kind in ("bought", "use/2026")
        ]
        bound.run_many(sa.insert(recalled), rows)

    def looks(bound: Bound) -> list[Known]:
        return recalling.facts(bound, find(bound), NOW)

    work(lambda bound: [buy(bound, number, {"bought", "use/2027"}) for number in range(1, 4)])
    with heard_by(any_database) as few:
        assert len(work(looks)) == 3
    work(lambda bound: fill(bound, 10, 5_000))
    work(lambda bound: [buy(bound, n, {"bought", "use/2027"}) for n in range(5_000, 5_100)])

    with heard_by(any_database) as many:
        began = time.perf_counter()
        found = work(looks)
        took = time.perf_counter() - began

    assert len(found) <= 2 * MOST
    assert len(many) == len(few)
    (finding,) = (each for each in many if "FROM recalled" in each)
    assert finding.count("LIMIT") == finding.count("FROM recalled") == 4 * len(CHAIRS)
    assert took < 0.5
