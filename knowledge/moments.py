"""Which assurance moments a contract has, and on which days."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict, Field

from knowledge.wording import KNOWLEDGE
from knowledge.workdays import Calendar, days_later

FIGURES = ("_days", "_months", "_workdays", "_a_week")
"""How the names of the figures end: with their unit."""
LONGEST_YEARS = 60
"""A contract runs at most so many years; later moments than that are not computed."""

Rhythm = Literal[
    "after_start", "every_3_months", "every_6_months", "every_12_months", "at_end", "at_end_of_use"
]
"""When somebody looks whether a promise is kept."""
Kind = Literal[
    "kick_off", "first_kpi", "periodic", "yearly", "certificate", "option", "retender", "end",
    "evaluation", "end_of_use",
]  # fmt: skip
"""What a moment of the contract itself is about."""

_Months = Annotated[int, Field(ge=0, le=120)]
_EveryMonths = Annotated[int, Field(ge=1, le=120)]
_Days = Annotated[int, Field(ge=0, le=366)]
_Workdays = Annotated[int, Field(ge=1, le=120)]


class Offsets(BaseModel):
    """How far each moment lies from the day it hangs on, and how often we may knock.

    The unit is in each name. All are proposals that an organisation may change; the source is in
    the file.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    valid_from: date
    mark: Literal["P"]
    source: str = Field(min_length=1)
    kick_off_days: _Days
    first_kpi_months: _Months
    periodic_months: _EveryMonths
    yearly_months: _EveryMonths
    certificate_months: _EveryMonths
    option_months: _Months
    retender_months: _Months
    end_months: _Months
    evaluation_months: _Months
    end_of_use_months: _Months
    second_nudge_workdays: _Workdays
    deputy_workdays: _Workdays
    channel_workdays: _Workdays
    silent_workdays: _Workdays
    messages_a_week: Annotated[int, Field(ge=1, le=100)]
    follow_up_days: Annotated[int, Field(ge=1, le=366)]


def bounds(name: str) -> tuple[int, int]:
    """The lowest and the highest that a figure may be; KeyError when there is no such figure."""
    field = Offsets.model_json_schema()["properties"][name]
    return field["minimum"], field["maximum"]


def load_offsets(folder: Path = KNOWLEDGE / "figures") -> Offsets:
    """The figures of `moments.toml` in a folder; pydantic's ValidationError says what is off."""
    return Offsets.model_validate(
        tomllib.loads((folder / "moments.toml").read_text(encoding="utf-8"))
    )


@dataclass(frozen=True, slots=True)
class Term:
    """How long a contract runs, from its first day up to and including its last.

    `end` is the last day as it stands now; `extensions` are the options that are left, and
    `extended` those that were used. `ended` is the day on which the contract really stopped.
    """

    start: date
    end: date
    extensions: int = 0
    extension_months: int = 0
    notice_months: int = 0
    certificate_expires: date | None = None
    end_of_use: date | None = None
    ended: date | None = None
    extended: int = 0

    @property
    def last_day(self) -> date:
        """The last day when every option that is left is used."""
        return _full_months(self.end, max(0, self.extensions) * self.extension_months)

    def notice_deadline(self, option: int) -> date:
        """The last day to decide about an option, counted from 1, the used ones included."""
        options_before = option - self.extended - 1
        end_before = _full_months(self.end, options_before * self.extension_months)
        return _full_months(end_before, -self.notice_months)

    def extend(self) -> Term:
        """The contract after its next option was used; ValueError when none is left."""
        if self.extensions < 1:
            raise ValueError("no option to extend is left")
        return replace(
            self,
            end=_full_months(self.end, self.extension_months),
            extensions=self.extensions - 1,
            extended=self.extended + 1,
        )


def faults(term: Term) -> tuple[str, ...]:
    """The keys of what cannot be right about a term, in a fixed order; empty when all is well."""
    wrong = {
        "end_before_start": term.end < term.start,
        "notice_longer_than_contract": term.notice_months > 0
        and days_later(_full_months(term.end, -term.notice_months), 1) < term.start,
        "extension_without_months": term.extensions > 0 and term.extension_months < 1,
        "too_long": term.last_day > _months(term.start, LONGEST_YEARS * 12),
    }
    return tuple(key for key, is_wrong in wrong.items() if is_wrong)


@dataclass(frozen=True, slots=True)
class Moment:
    """One day on which we ask how it goes.

    `key` names it within its contract or promise and stays when dates change; `rule_day` is the
    day as the rule says, `on` the working day on which it is asked.
    """

    key: str
    kind: Kind | Literal["promise"]
    on: date
    rule_day: date


@dataclass(frozen=True, slots=True)
class _Rule:
    key: str
    kind: Kind | Literal["promise"]
    day: date
    before: bool = False
    """It is in time only on or before its day."""
    outlives: bool = False
    """It is asked also when the contract ended early."""


def contract_moments(term: Term, offsets: Offsets, calendar: Calendar) -> tuple[Moment, ...]:
    """The moments of a contract itself, earliest first, each key once.

    What recurs (`periodic`, `yearly`, `certificate`) and the beginning (`kick_off`, `first_kpi`)
    fall before the end; on one day `first_kpi` goes before `yearly`, and `yearly` before
    `periodic`. The yearly moment looks at the criteria too, which are renewed about every year and
    a half. Certificates are looked at only when the contract has one, `end_of_use` only when its
    day is known. Option 1, 2, ... are all there: set `ended` when a contract is not extended.

    A moment that would come before the start falls on the first working day of the contract. After
    `ended` only the evaluation, counted from that day, and the end of use remain.
    """
    return _placed(_contract_rules(term, offsets), term, calendar)


def promise_moments(
    rhythm: Rhythm, term: Term, offsets: Offsets, calendar: Calendar
) -> tuple[Moment, ...]:
    """The moments at which one promise is looked at, earliest first, each key once.

    A promise is looked at at least once: when the contract is shorter than the rhythm, on its last
    day. `at_end_of_use` without a known day falls where `at_end` would, and remains when the
    contract ended early; all else after `ended` disappears.
    """
    return _placed(_promise_rules(rhythm, term, offsets), term, calendar)


def _contract_rules(term: Term, offsets: Offsets) -> Iterator[_Rule]:
    yield from _from_the_start(term, offsets)
    yield from _certificates(term, offsets.certificate_months)
    yield from _options(term, offsets.option_months)
    yield _Rule("retender", "retender", _months(term.end, -offsets.retender_months), before=True)
    yield _Rule("end", "end", _months(term.end, -offsets.end_months), before=True)
    over = term.ended or term.end
    yield _Rule("evaluation", "evaluation", _months(over, offsets.evaluation_months), outlives=True)
    if term.end_of_use:
        day = _months(term.end_of_use, -offsets.end_of_use_months)
        yield _Rule("end_of_use", "end_of_use", day, before=True, outlives=True)


def _from_the_start(term: Term, offsets: Offsets) -> Iterator[_Rule]:
    kick_off = days_later(term.start, offsets.kick_off_days)
    if kick_off < term.end:
        yield _Rule("kick_off", "kick_off", kick_off)
    taken = set()
    first = _months(term.start, offsets.first_kpi_months)
    if first < term.end:
        taken.add(first)
        yield _Rule("first_kpi", "first_kpi", first)
    for number, day in _every(offsets.yearly_months, term):
        if day not in taken:
            taken.add(day)
            yield _Rule(f"yearly/{number}", "yearly", day)
    for number, day in _every(offsets.periodic_months, term):
        if day not in taken:
            yield _Rule(f"periodic/{number}", "periodic", day)


def _certificates(term: Term, months: int) -> Iterator[_Rule]:
    expires = term.certificate_expires
    if expires is None:
        return
    for number, day in _every(months, term):
        if day != expires:
            yield _Rule(f"certificate/{number}", "certificate", day)
    if expires <= term.end:
        yield _Rule("certificate/expiry", "certificate", expires, before=True)


def _options(term: Term, months: int) -> Iterator[_Rule]:
    latest = _months(term.start, LONGEST_YEARS * 12)
    left = term.extensions if term.extension_months > 0 else min(term.extensions, 1)
    for option in range(term.extended + 1, term.extended + left + 1):
        deadline = term.notice_deadline(option)
        if deadline > latest:
            return
        yield _Rule(f"option/{option}", "option", _months(deadline, -months), before=True)


def _promise_rules(rhythm: Rhythm, term: Term, offsets: Offsets) -> Iterator[_Rule]:
    at_end = _months(term.end, -offsets.end_months)
    match rhythm:
        case "after_start":
            yield _first("after_start", _months(term.start, offsets.first_kpi_months), term)
        case "every_3_months" | "every_6_months" | "every_12_months":
            months = int(rhythm.split("_")[1])
            yield _first(f"{months}/1", _months(term.start, months), term)
            for number, day in _every(months, term):
                if number > 1:
                    yield _Rule(f"{months}/{number}", "promise", day)
        case "at_end":
            yield _Rule("at_end", "promise", at_end, before=True)
        case "at_end_of_use":
            if term.end_of_use:
                day = _months(term.end_of_use, -offsets.end_of_use_months)
            else:
                day = min(at_end, term.ended or at_end)
            yield _Rule("at_end_of_use", "promise", day, before=True, outlives=True)


def _first(key: str, day: date, term: Term) -> _Rule:
    """The first look at a promise: never after the contract."""
    return _Rule(key, "promise", min(day, term.end), before=day >= term.end)


def _every(months: int, term: Term) -> Iterator[tuple[int, date]]:
    """The days after each so many months from the start, numbered, before the last day.

    Each is counted from the start itself: 31 January, 28 February, 31 March.
    """
    for number in range(1, LONGEST_YEARS * 12 // months + 1):
        day = _months(term.start, number * months)
        if day >= term.end:
            return
        yield number, day


def _placed(rules: Iterable[_Rule], term: Term, calendar: Calendar) -> tuple[Moment, ...]:
    moments = []
    for rule in rules:
        on = calendar.on_or_before(rule.day) if rule.before else calendar.on_or_after(rule.day)
        if on < term.start:
            on = calendar.on_or_after(term.start)
        if rule.outlives or term.ended is None or on <= term.ended:
            moments.append(Moment(rule.key, rule.kind, on, rule.day))
    return tuple(sorted(moments, key=lambda moment: (moment.on, moment.rule_day, moment.key)))


def _months(day: date, months: int) -> date:
    """A day so many months later, or earlier; it stops at `date.min` and `date.max`."""
    try:
        return day + relativedelta(months=months)
    except (ValueError, OverflowError):
        return date.max if months > 0 else date.min


def _full_months(last_day: date, months: int) -> date:
    """A last day so many full months later: half a year after 30 June is 31 December.

    A contract runs up to and including its last day, so the months are counted from the next.
    """
    return days_later(_months(days_later(last_day, 1), months), -1)
