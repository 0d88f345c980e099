"""The moments of a contract: none missed, none twice, and always on a working day."""

from __future__ import annotations

import calendar as months_of
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge.moments import (
    Moment,
    Offsets,
    Rhythm,
    Term,
    contract_moments,
    faults,
    load_offsets,
    promise_moments,
)
from knowledge.wording import KNOWLEDGE
from knowledge.workdays import Calendar, days_later

OFFSETS = load_offsets()
DUTCH = Calendar()
FOUR_YEARS = Term(date(2027, 1, 1), date(2030, 12, 31))
RHYTHMS: tuple[Rhythm, ...] = (
    "after_start", "every_3_months", "every_6_months", "every_12_months", "at_end",
    "at_end_of_use",
)  # fmt: skip
STEPS: dict[Rhythm, int] = {"every_3_months": 3, "every_6_months": 6, "every_12_months": 12}

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
calendars = st.builds(
    lambda day, offsets: Calendar(frozenset(days_later(day, offset) for offset in offsets)),
    days,
    st.frozensets(st.integers(0, 40), max_size=20),
)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """A contract without faults, still running or ended."""
    start = draw(days)

    def some_day() -> date:
        return start + timedelta(draw(st.integers(0, 3000)))

    return Term(
        start,
        some_day(),
        extensions=draw(st.integers(0, 4)),
        extension_months=draw(st.integers(1, 24)),
        notice_months=draw(st.integers(0, 12)),
        certificate_expires=some_day() if draw(st.booleans()) else None,
        end_of_use=some_day() if draw(st.booleans()) else None,
        ended=some_day() if draw(st.booleans()) else None,
        extended=draw(st.integers(0, 3)),
    )


@st.composite
def figures(draw: st.DrawFn) -> Offsets:
    """Other offsets than the shipped ones."""
    changed = {
        name: draw(st.integers(1, 36)) for name in Offsets.model_fields if name.endswith("months")
    }
    return Offsets.model_validate({**OFFSETS.model_dump(), **changed})


def month_later(day: date, months: int) -> date:
    """A day so many months later, counted without the library that the code uses."""
    years, month = divmod(day.month - 1 + months, 12)
    last = months_of.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def by_key(moments: tuple[Moment, ...]) -> dict[str, Moment]:
    return {moment.key: moment for moment in moments}


def of_contract(term: Term) -> dict[str, Moment]:
    return by_key(contract_moments(term, OFFSETS, DUTCH))


def of_promise(rhythm: Rhythm, term: Term) -> dict[str, Moment]:
    return by_key(promise_moments(rhythm, term, OFFSETS, DUTCH))


def test_a_contract_of_four_years_from_beginning_to_end() -> None:
    term = replace(
        FOUR_YEARS,
        extensions=2,
        extension_months=12,
        notice_months=3,
        certificate_expires=date(2028, 6, 30),
        end_of_use=date(2037, 1, 1),
    )

    moments = contract_moments(term, OFFSETS, DUTCH)

    assert [(f"{each.on:%a %d-%m-%Y}", each.key) for each in moments] == [
        ("Fri 15-01-2027", "kick_off"),
        ("Thu 01-04-2027", "first_kpi"),
        ("Thu 01-07-2027", "periodic/1"),
        ("Mon 03-01-2028", "certificate/1"),
        ("Mon 03-01-2028", "yearly/1"),
        ("Fri 30-06-2028", "certificate/expiry"),
        ("Mon 03-07-2028", "periodic/3"),
        ("Tue 02-01-2029", "certificate/2"),
        ("Tue 02-01-2029", "yearly/2"),
        ("Mon 02-07-2029", "periodic/5"),
        ("Mon 31-12-2029", "retender"),
        ("Wed 02-01-2030", "certificate/3"),
        ("Wed 02-01-2030", "yearly/3"),
        ("Fri 29-03-2030", "option/1"),
        ("Mon 01-07-2030", "periodic/7"),
        ("Mon 30-09-2030", "end"),
        ("Fri 31-01-2031", "evaluation"),
        ("Fri 28-03-2031", "option/2"),
        ("Tue 01-07-2036", "end_of_use"),
    ]


@pytest.mark.parametrize(
    ("start", "third", "sixth", "ninth"),
    [
        (date(2028, 2, 29), date(2028, 5, 29), date(2028, 8, 29), date(2028, 11, 29)),
        (date(2027, 8, 31), date(2027, 11, 30), date(2028, 2, 29), date(2028, 5, 31)),
        (date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30)),
    ],
)
def test_months_are_counted_from_the_start_itself_t18(
    start: date, third: date, sixth: date, ninth: date
) -> None:
    moments = of_promise("every_3_months", Term(start, date(2032, 1, 1)))

    assert [moments[f"3/{number}"].rule_day for number in (1, 2, 3)] == [third, sixth, ninth]


def test_the_year_of_a_leap_day_starts_on_28_february_in_other_years() -> None:
    moments = of_promise("every_12_months", Term(date(2028, 2, 29), date(2033, 1, 1)))

    assert [moment.rule_day for moment in moments.values()] == [
        date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29),
    ]  # fmt: skip


def test_nothing_recurs_on_the_last_day() -> None:
    term = Term(date(2027, 1, 1), date(2028, 7, 1), certificate_expires=date(2035, 1, 1))
    half_yearly = OFFSETS.model_copy(update={"certificate_months": 6})

    moments = by_key(contract_moments(term, half_yearly, DUTCH))

    assert {"certificate/2", "yearly/1"} <= moments.keys()
    assert moments.keys().isdisjoint({"certificate/3", "periodic/3"})
    assert "6/3" not in of_promise("every_6_months", term)


def test_what_must_be_in_time_comes_before_a_weekend_and_the_rest_after_it() -> None:
    # 26 December 2026 is a Saturday and a holiday; the whole week may be closed.
    term = Term(date(2026, 6, 26), date(2027, 3, 26), end_of_use=date(2027, 6, 26))

    assert of_contract(term)["end"].on == date(2026, 12, 24)
    assert of_contract(term)["periodic/1"].on == date(2026, 12, 28)
    assert of_promise("at_end", term)["at_end"].on == date(2026, 12, 24)
    assert of_promise("at_end_of_use", term)["at_end_of_use"].on == date(2026, 12, 24)
    longer = replace(term, end=date(2027, 12, 26))
    assert of_contract(longer)["retender"].on == date(2026, 12, 24)
    assert of_contract(term)["end_of_use"].on == date(2026, 12, 24)
    closed = Calendar(frozenset(date(2026, 12, 21) + timedelta(n) for n in range(14)))
    moments = by_key(contract_moments(term, OFFSETS, closed))
    assert moments["end"].on == date(2026, 12, 18)
    assert moments["periodic/1"].on == date(2027, 1, 4)
    assert moments["end"].rule_day == moments["periodic/1"].rule_day == date(2026, 12, 26)


def test_a_certificate_is_looked_at_on_or_before_the_day_it_expires() -> None:
    expires = date(2028, 1, 1)

    moments = of_contract(replace(FOUR_YEARS, certificate_expires=expires))

    assert moments["certificate/expiry"].on == date(2027, 12, 31)
    assert "certificate/1" not in moments
    assert "certificate/2" in moments
    assert not [key for key in of_contract(FOUR_YEARS) if key.startswith("certificate")]
    late = of_contract(replace(FOUR_YEARS, certificate_expires=date(2031, 1, 1)))
    assert "certificate/expiry" not in late


def test_every_option_comes_before_its_own_deadline() -> None:
    term = Term(date(2027, 1, 1), date(2028, 6, 30), 3, 6, 3)

    assert [term.notice_deadline(option) for option in (1, 2, 3)] == [
        date(2028, 3, 31), date(2028, 9, 30), date(2029, 3, 31),
    ]  # fmt: skip
    moments = of_contract(term)
    assert [moments[f"option/{option}"].rule_day for option in (1, 2, 3)] == [
        date(2027, 9, 30), date(2028, 3, 30), date(2028, 9, 30),
    ]  # fmt: skip
    assert moments["retender"].rule_day == date(2027, 6, 30)
    assert term.last_day == date(2029, 12, 31)
    assert replace(term, extensions=-1).last_day == term.end


def test_an_option_keeps_its_name_and_day_when_the_one_before_it_is_used() -> None:
    term = Term(date(2027, 1, 1), date(2028, 6, 30), 3, 6, 3)
    before, extended = of_contract(term), term.extend()

    after = of_contract(extended)

    assert extended.end == date(2028, 12, 31)
    assert extended.last_day == term.last_day
    assert "option/1" not in after
    assert [after[key] for key in ("option/2", "option/3")] == [
        before[key] for key in ("option/2", "option/3")
    ]
    assert after["retender"].rule_day == date(2027, 12, 31)
    with pytest.raises(ValueError, match="no option"):
        FOUR_YEARS.extend()


def test_one_day_has_one_talk_about_the_figures() -> None:
    same = OFFSETS.model_copy(update={"first_kpi_months": 6, "yearly_months": 6})

    moments = contract_moments(FOUR_YEARS, same, DUTCH)

    talks = [each.key for each in moments if each.kind in ("first_kpi", "yearly", "periodic")]
    assert talks == ["first_kpi", *(f"yearly/{number}" for number in range(2, 8))]


def test_in_a_short_contract_nothing_comes_before_the_start() -> None:
    start = date(2027, 5, 1)  # a Saturday

    moments = of_contract(Term(start, date(2027, 5, 10), 1, 12, 1))

    assert {key: moment.on for key, moment in moments.items()} == {
        "end": date(2027, 5, 3),
        "retender": date(2027, 5, 3),
        "option/1": date(2027, 5, 3),
        "evaluation": date(2027, 6, 10),
    }
    assert moments["retender"].rule_day == date(2026, 5, 10)


@pytest.mark.parametrize(
    ("rhythm", "key"),
    [("after_start", "after_start"), ("every_3_months", "3/1"), ("every_6_months", "6/1"),
     ("every_12_months", "12/1")],
)  # fmt: skip
def test_a_promise_in_a_short_contract_is_looked_at_on_the_last_day(
    rhythm: Rhythm, key: str
) -> None:
    sunday = Term(date(2027, 5, 3), date(2027, 7, 11))

    [moment] = promise_moments(rhythm, sunday, OFFSETS, DUTCH)

    assert moment == Moment(key, "promise", date(2027, 7, 9), date(2027, 7, 11))


def test_a_yearly_promise_in_a_contract_of_one_year_is_looked_at() -> None:
    year = Term(date(2027, 1, 1), date(2027, 12, 31))

    assert of_promise("every_12_months", year)["12/1"].on == date(2027, 12, 31)


def test_a_promise_about_the_end_of_use_never_vanishes() -> None:
    known = replace(FOUR_YEARS, end_of_use=date(2037, 1, 1))
    early = replace(FOUR_YEARS, ended=date(2028, 1, 14))
    [moment] = promise_moments("at_end_of_use", known, OFFSETS, DUTCH)
    assert moment.rule_day == date(2036, 7, 1)

    assert of_promise("at_end_of_use", FOUR_YEARS)["at_end_of_use"].rule_day == date(2030, 9, 30)
    assert of_promise("at_end", FOUR_YEARS)["at_end"].rule_day == date(2030, 9, 30)
    assert of_promise("at_end_of_use", early)["at_end_of_use"].rule_day == date(2028, 1, 14)


def test_a_contract_that_ended_early_keeps_what_comes_after_a_contract() -> None:
    ended = date(2028, 1, 14)
    term = replace(FOUR_YEARS, extensions=1, extension_months=12, end_of_use=date(2037, 1, 1))

    moments = of_contract(replace(term, ended=ended))

    assert [key for key, moment in moments.items() if moment.on > ended] == [
        "evaluation", "end_of_use",
    ]  # fmt: skip
    assert moments["evaluation"].rule_day == date(2028, 2, 14)
    assert "yearly/1" in moments
    on_the_day = of_contract(replace(term, ended=moments["yearly/1"].on))
    assert "yearly/1" in on_the_day
    for rhythm in RHYTHMS:
        later = promise_moments(rhythm, replace(FOUR_YEARS, ended=ended), OFFSETS, DUTCH)
        assert all(moment.on <= ended for moment in later)


@pytest.mark.parametrize(
    ("term", "keys"),
    [
        (FOUR_YEARS, ()),
        (Term(date(2027, 1, 1), date(2027, 1, 1)), ()),
        (Term(date(2027, 1, 1), date(2026, 1, 1)), ("end_before_start",)),
        (Term(date(2027, 1, 1), date(2026, 12, 31)), ("end_before_start",)),
        (Term(date(2027, 1, 1), date(2027, 12, 31), notice_months=12), ()),
        (
            Term(date(2027, 1, 1), date(2027, 12, 30), notice_months=12),
            ("notice_longer_than_contract",),
        ),
        (Term(date(2027, 1, 1), date(2028, 1, 1), extensions=1), ("extension_without_months",)),
        (Term(date(2027, 1, 1), date(2087, 1, 1)), ()),
        (Term(date(2027, 1, 1), date(2087, 1, 2)), ("too_long",)),
        (Term(date(2027, 1, 1), date(2080, 1, 1), 8, 12), ("too_long",)),
        (
            Term(date(2027, 1, 1), date.max, extensions=1, notice_months=10**9),
            ("notice_longer_than_contract", "extension_without_months", "too_long"),
        ),
    ],
)
def test_what_cannot_be_right_about_a_term(term: Term, keys: tuple[str, ...]) -> None:
    assert faults(term) == keys


@pytest.mark.parametrize(
    "term",
    [
        Term(date(2027, 1, 1), date(2026, 1, 1)),
        Term(date(2027, 1, 1), date(2028, 1, 1), 10**9, 0, 3),
        Term(date(2027, 1, 1), date(2028, 1, 1), 10**9, 1, 3),
        Term(date(2027, 1, 1), date(2028, 1, 1), 2, 10**9, 10**9),
        Term(date(2027, 1, 1), date(2028, 1, 1), ended=date(2026, 1, 1)),
        Term(date.min, date.max, 1, 12, 3, date.max, date.max),
        Term(date.max, date.max, 1, 12, 3, date.max, date.max, date.max),
    ],
)
def test_a_term_with_faults_breaks_nothing_and_stays_cheap(term: Term) -> None:
    assert len(contract_moments(term, OFFSETS, DUTCH)) < 1000
    assert of_contract(term)["evaluation"]
    for rhythm in RHYTHMS:
        assert len(promise_moments(rhythm, term, OFFSETS, DUTCH)) <= 240


@given(terms(), figures(), calendars)
def test_every_moment_is_on_a_working_day_once_and_not_before_the_start(
    term: Term, offsets: Offsets, calendar: Calendar
) -> None:
    found = [contract_moments(term, offsets, calendar)]
    found += [promise_moments(rhythm, term, offsets, calendar) for rhythm in RHYTHMS]

    for moments in found:
        keys = [moment.key for moment in moments]
        assert len(keys) == len(set(keys))
        assert [moment.on for moment in moments] == sorted(moment.on for moment in moments)
        assert all(calendar.works(moment.on) and moment.on >= term.start for moment in moments)
    talks = [each.rule_day for each in found[0] if each.kind in ("first_kpi", "periodic", "yearly")]
    assert len(talks) == len(set(talks))


@given(terms(), figures(), calendars, st.integers(1, 2000))
def test_a_later_end_keeps_every_moment(
    term: Term, offsets: Offsets, calendar: Calendar, later: int
) -> None:
    running = replace(term, ended=None)
    longer = replace(running, end=running.end + timedelta(later))

    before = by_key(contract_moments(running, offsets, calendar))
    after = by_key(contract_moments(longer, offsets, calendar))

    assert before.keys() <= after.keys()
    for key in before:
        if key.startswith(("kick_off", "first_kpi", "periodic", "yearly", "certificate")):
            assert before[key] == after[key]
    for rhythm in RHYTHMS:
        old = by_key(promise_moments(rhythm, running, offsets, calendar))
        assert old.keys() <= by_key(promise_moments(rhythm, longer, offsets, calendar)).keys()


@given(terms(), st.sampled_from(list(STEPS)), calendars)
def test_no_look_at_a_promise_is_missed(term: Term, rhythm: Rhythm, calendar: Calendar) -> None:
    running, months = replace(term, ended=None), STEPS[rhythm]
    naive, number = [], 1
    while month_later(running.start, number * months) < running.end:
        naive.append(month_later(running.start, number * months))
        number += 1

    moments = promise_moments(rhythm, running, OFFSETS, calendar)

    assert [moment.rule_day for moment in moments] == (naive or [running.end])
    assert [moment.key for moment in moments] == [f"{months}/{n}" for n in range(1, number)] or [
        f"{months}/1"
    ]


@given(terms(), figures())
def test_no_talk_about_the_figures_is_missed(term: Term, offsets: Offsets) -> None:
    running = replace(term, ended=None)
    naive = {month_later(running.start, offsets.first_kpi_months)}
    for months in (offsets.periodic_months, offsets.yearly_months):
        naive |= {month_later(running.start, number * months) for number in range(1, 110)}

    moments = contract_moments(running, offsets, DUTCH)

    talks = {each.rule_day for each in moments if each.kind in ("first_kpi", "periodic", "yearly")}
    assert talks == {day for day in naive if day < running.end}


def test_the_longest_contract_is_complete() -> None:
    term = Term(date(2027, 1, 1), date(2086, 12, 31))

    assert not faults(term)
    assert len(promise_moments("every_3_months", term, OFFSETS, DUTCH)) == 60 * 4 - 1
    kinds = [moment.kind for moment in contract_moments(term, OFFSETS, DUTCH)]
    assert kinds.count("yearly") == 59
    assert kinds.count("periodic") == 60
    every_seven = OFFSETS.model_copy(update={"periodic_months": 7})
    assert "periodic/102" in by_key(contract_moments(term, every_seven, DUTCH))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("periodic_months = 6 ", "periodic_months = 0 "),
        ("yearly_months = 12 ", "yearly_months = 121 "),
        ("kick_off_days = 14 ", "kick_off_days = -1 "),
        ("end_months = 3 ", "end_months = true "),
        ("end_months = 3 ", "end_month = 3 "),
        ("end_months = 3 ", "end_month = 3\nend_months = 3 "),
        ('mark = "P"', 'mark = "V"'),
    ],
)
def test_a_figure_that_cannot_be_is_refused(tmp_path: Path, line: str, fault: str) -> None:
    shipped = (KNOWLEDGE / "figures" / "moments.toml").read_text(encoding="utf-8")
    assert f"\n{line}" in shipped
    (tmp_path / "moments.toml").write_text(shipped.replace(f"\n{line}", f"\n{fault}"), "utf-8")

    with pytest.raises(ValidationError):
        load_offsets(tmp_path)
