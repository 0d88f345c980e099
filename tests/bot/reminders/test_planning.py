"""The plan follows the contract: nothing twice, nothing missed, however often it changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.planning import Rules, changes, planned
from dialogs.contract import Contract, Promise
from dialogs.moment import Moment
from dialogs.open_points import OpenPoint
from knowledge.moments import Rhythm, Term, faults, load_offsets
from knowledge.workdays import Calendar

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
RULES = Rules(load_offsets(), Calendar(frozenset({date(2027, 12, 24)})), AMSTERDAM)
NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
TERM = Term(date(2027, 1, 11), date(2029, 1, 10), 2, 12, 3, date(2028, 5, 5), date(2033, 12, 31))
CONTRACT = Contract(
    "INK-0001", "Laptopreus BV", "", TERM, "U1", "U2",
    promises=(Promise(1, "Repareren", owner="U3"), Promise(2, "Ophalen", rhythm="at_end_of_use")),
)  # fmt: skip

days = st.dates(date(2024, 1, 1), date(2035, 1, 1))
terms = st.builds(
    lambda start, length, extensions, months, notice, expires, use: Term(
        start, start + timedelta(days=length), extensions, months, notice, expires, use
    ),
    days, st.integers(0, 3000), st.integers(0, 4), st.sampled_from([6, 12, 24]),
    st.integers(0, 6), st.none() | days, st.none() | days,
).filter(lambda term: not faults(term))  # fmt: skip
contracts = st.builds(
    lambda term, rhythms: Contract(
        "INK-0001", "B", "", term, "U1", "U2",
        promises=tuple(
            Promise(number, "x", owner="U3" if number % 2 else "", rhythm=rhythm)
            for number, rhythm in enumerate(rhythms, 1)
        ),
    ),
    terms, st.lists(st.sampled_from(get_args(Rhythm)), max_size=4),
)  # fmt: skip


def plan(contract: Contract | None, *points: OpenPoint) -> tuple[Moment, ...]:
    return planned(contract, points, "INK-0001", RULES)


def stored(found: tuple[Moment, ...]) -> list[Moment]:
    """The same as the ledger holds them."""
    return [replace(each, id=number) for number, each in enumerate(found, 1)]


@given(contracts)
def test_every_moment_is_on_a_working_day_at_nine_and_none_is_there_twice(
    contract: Contract,
) -> None:
    found = plan(contract)

    assert len({each.key for each in found}) == len(found)
    for each in found:
        assert RULES.calendar.works(each.on)
        assert each.due_at is not None
        local = each.due_at.astimezone(AMSTERDAM)
        assert (local.date(), local.time()) == (each.on, time(9))
        assert each.owner in ("U1", "U3")


@given(contracts)
def test_every_promise_has_a_moment_and_an_owner(contract: Contract) -> None:
    found = plan(contract)

    for promise in contract.promises:
        theirs = [each for each in found if each.promise == promise.number]
        assert theirs
        assert {each.owner for each in theirs} == {contract.owner_of(promise)}


@given(contracts, st.lists(days, min_size=1, max_size=4))
def test_windows_put_together_hold_what_the_whole_holds(
    contract: Contract, cuts: list[date]
) -> None:
    found = plan(contract)
    edges = [date.min, *sorted(cuts), date.max]

    parts = [each.key for start, end in pairwise(edges) for each in found if start < each.on <= end]

    assert sorted(parts) == sorted(each.key for each in found)


@given(contracts, contracts)
def test_planning_twice_changes_nothing_and_a_change_gives_what_a_new_plan_gives(
    before: Contract, after: Contract
) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    ledger = stored(changes(plan(before), [], long_ago, "").added)
    again = changes(plan(before), ledger, long_ago, "")
    assert (again.added, again.changed) == ((), ())

    new = changes(plan(after), ledger, long_ago, "the contract changed")

    kept = {each.id: each for each in ledger} | {each.id: each for each in new.changed}
    waiting = {(m.key, m.on, m.owner) for m in [*kept.values(), *new.added] if m.open}
    assert waiting == {(m.key, m.on, m.owner) for m in plan(after)}


def test_an_answered_moment_is_never_planned_anew() -> None:
    ledger = [replace(each, state="answered", due_at=None) for each in stored(plan(CONTRACT))]
    longer = replace(CONTRACT, term=replace(TERM, end=date(2031, 1, 10)))

    found = changes(plan(longer), ledger, NOW, "the contract changed")

    assert all(each.on > date(2028, 12, 1) for each in found.added)
    again = {"retender", "end", "evaluation"}  # of the contract as it is now
    assert {each.key for each in found.changed} == again
    assert all(each.state == "planned" for each in found.changed)


def test_a_follow_up_stays_as_long_as_what_it_follows_up() -> None:
    (first, *rest) = stored(plan(CONTRACT))
    follow_up = replace(first, id=999, key=f"{first.key}+1", on=date(2027, 6, 1))
    ledger = [replace(first, state="answered", due_at=None), follow_up, *rest]

    assert follow_up not in changes(plan(CONTRACT), ledger, NOW, "x").changed
    ended = replace(CONTRACT, term=replace(TERM, ended=date(2027, 1, 12)))
    dropped = {each.key: each for each in changes(plan(ended), ledger, NOW, "ended").changed}
    assert dropped[follow_up.key].state == "dropped"


def test_what_is_long_past_when_a_contract_is_entered_is_written_down_as_not_asked() -> None:
    late = datetime(2028, 6, 1, 8, 0, tzinfo=UTC)

    found = {each.key: each for each in changes(plan(CONTRACT), [], late, "").added}

    assert found["kick_off"].state == "dropped"
    assert found["kick_off"].reason
    assert found["retender"].state == "planned"
    assert found["promise/1/6/2"].state == "dropped"
    assert found["promise/1/6/3"].state == "planned"


def test_what_somebody_else_looks_after_now_is_asked_of_them_at_once() -> None:
    ledger = [
        replace(each, state="asked", step=2, receiver="U2") if each.promise == 1 else each
        for each in stored(plan(CONTRACT))
    ]
    promise = replace(CONTRACT.promises[0], owner="U9")

    found = changes(plan(CONTRACT.with_promise(promise)), ledger, NOW, "x")

    assert {(m.owner, m.receiver, m.state, m.step, m.due_at) for m in found.changed} == {
        ("U9", "U9", "planned", 0, NOW)
    }


def test_an_open_point_that_gets_another_day_is_asked_then() -> None:
    point = OpenPoint("checklist.1", "U1", date(2027, 2, 1))
    (asked,) = stored(plan(None, point))
    asked = replace(asked, state="asked", step=1)

    (again,) = changes(plan(None, replace(point, due=date(2027, 3, 1))), [asked], NOW, "x").changed
    assert (again.state, again.on, again.step) == ("planned", date(2027, 3, 1), 0)
    (done,) = changes((), [asked], NOW, "the question was answered").changed
    assert (done.state, done.due_at) == ("answered", None)


def test_a_contracts_own_figures_move_its_moments() -> None:
    own = replace(CONTRACT, offsets={"kick_off_days": 30})

    found = {each.key: each for each in plan(own)}

    assert found["kick_off"].on == date(2027, 2, 10)
    assert {each.key: each for each in plan(CONTRACT)}["kick_off"].on == date(2027, 1, 25)
