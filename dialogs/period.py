"""The period and the department that somebody asks a report of: 'kwartaal 3 2026 facilitair'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from babel.dates import get_month_names
from dateutil.relativedelta import relativedelta

from dialogs.reading import Unclear, clean, folded
from dialogs.scene import Scene

LANGUAGES = ("nl", "en")
FIRST_YEAR, LAST_YEAR = 2000, 2200
_YEAR = re.compile(r"\b(2[01]\d\d)\b")
_QUARTER = re.compile(r"\b(?:q|k|kwartaal|quarter)\s*([1-4])\b")
_MONTH = re.compile(r"\b(2[01]\d\d)-(0[1-9]|1[0-2])\b")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day up to and including the last; both None for all there is."""

    first: date | None = None
    last: date | None = None
    department: str = ""


def read_period(scene: Scene, text: str, departments: Iterable[str]) -> Period:
    """The period that a text names; this year when it names none. Raises Unclear."""
    rest = f" {folded(clean(text))} "
    department = ""
    for name in sorted(departments, key=len, reverse=True):
        if folded(name) and f" {folded(name)} " in rest:
            department, rest = name, rest.replace(f" {folded(name)} ", " ", 1)
            break
    first, last = _days(scene, " ".join(rest.split()))
    return Period(first, last, department)


def _days(scene: Scene, text: str) -> tuple[date | None, date | None]:
    today = scene.today
    for key, months, start in (
        ("this_year", 12, date(today.year, 1, 1)),
        ("last_year", 12, date(today.year - 1, 1, 1)),
        ("this_quarter", 3, _quarter(today)),
        ("last_quarter", 3, _quarter(today) - relativedelta(months=3)),
        ("this_month", 1, today.replace(day=1)),
        ("last_month", 1, today.replace(day=1) - relativedelta(months=1)),
    ):
        if text in _called(scene, key) or (not text and key == "this_year"):
            return _span(start, months)
    if text in _called(scene, "everything"):
        return None, None
    return _named(text, today)


def _called(scene: Scene, key: str) -> tuple[str, ...]:
    """What a period is called, in any language."""
    return tuple(
        folded(word)
        for wording in scene.script.wordings.values()
        for word in wording.options_of(f"period.{key}")
    )


def _named(text: str, today: date) -> tuple[date, date]:
    """A year, a quarter or a month by its name; without a year it is one of this year."""
    if found := _MONTH.search(text):
        return _all_of(text, found.group(), date(int(found[1]), int(found[2]), 1), 1)
    year = _YEAR.search(text)
    number = int(year[1]) if year else today.year
    rest = " ".join(text.replace(year.group(), " ", 1).split()).strip("- ") if year else text
    if not rest and year:
        return _span(date(number, 1, 1), 12)
    if quarter := _QUARTER.fullmatch(rest):
        return _span(date(number, 3 * int(quarter[1]) - 2, 1), 3)
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, locale=language).items():
                if rest == folded(name).rstrip("."):
                    return _span(date(number, month, 1), 1)
    raise Unclear("report.unclear", {"text": text})


def _all_of(text: str, found: str, start: date, months: int) -> tuple[date, date]:
    if text != found:
        raise Unclear("report.unclear", {"text": text})
    return _span(start, months)


def _span(start: date, months: int) -> tuple[date, date]:
    return start, start + relativedelta(months=months, days=-1)


def _quarter(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def period_name(scene: Scene, period: Period) -> str:
    """A period and a department in words: '2026', '1 mei 2026 tot en met 31 mei 2026, Groen'."""
    if period.first is None or period.last is None:
        days = scene.label("report.everything")
    elif (period.first, period.last) == _span(date(period.first.year, 1, 1), 12):
        days = str(period.first.year)
    else:
        days = scene.label("report.days").format(
            first=scene.day(period.first), last=scene.day(period.last)
        )
    return f"{days}, {period.department}" if period.department else days
