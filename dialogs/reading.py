"""From what people type to values, or Unclear with the words that say what to do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

LATEST_YEARS = 60


class Unclear(Exception):
    """We could not read it; `key` names the words that say what to do instead."""

    def __init__(self, key: str, values: Mapping[str, str] | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.values = values or {}


@dataclass(frozen=True, slots=True)
class Read:
    """What was understood, and the rest of the text: an explanation that came along."""

    value: str
    rest: str = ""


_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_UNSEEN = ("Cc", "Cf", "Zs", "Zl", "Zp")
_FOLLOWS = re.compile(r"^\s*(?:[,.;:!–—-]+\s*|(?=(?:want|omdat|maar|en|because|but|and)\b))", re.I)


def clean(text: str) -> str:
    """A text without control and direction-override characters, in NFC, trimmed.

    Those characters cannot be stored everywhere (NUL) or can make a line read differently from
    what it says (U+202E); letters of right-to-left scripts stay. A text of which nothing can be
    seen, such as U+200B alone, is empty.
    """
    cleaned = unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()
    return cleaned if any(unicodedata.category(sign) not in _UNSEEN for sign in cleaned) else ""


def folded(text: str) -> str:
    """A text as it is compared: lower case, without accents, quotes and closing marks."""
    decomposed = unicodedata.normalize("NFKD", clean(text).casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.strip(" .!?'\"“”‘’«»").replace(",", " ").split())


def read_choice(text: str, options: Sequence[tuple[str, Iterable[str]]]) -> Read | None:
    """The option that a text names: by number, by key, by its words, or by its first words.

    `options` are the keys, each with the words people use for it. 'Ja, want ...' gives the
    option and the rest as explanation. None when no option is named.
    """
    typed = folded(text)
    if typed.isdecimal() and 1 <= int(typed) <= len(options):
        return Read(options[int(typed) - 1][0])
    known = [(folded(word), key) for key, words in options for word in words]
    for word, key in known:
        if typed == word:
            return Read(key)
    for word, key in sorted(known, key=lambda pair: -len(pair[0])):
        found = re.match(rf"\s*{re.escape(word)}(?!\w)", text, re.I)
        follows = found and _FOLLOWS.match(text[found.end() :])
        if word and found and follows:
            return Read(key, clean(text[found.end() + follows.end() :]))
    return None


_MONTHS = (
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "january february march april may june july august september october november december",
)
_MONTH = {name: number for row in _MONTHS for number, name in enumerate(row.split(), 1)}
_NUMBER = {
    "een": 1, "1": 1, "a": 1, "one": 1, "twee": 2, "two": 2, "drie": 3, "three": 3, "vier": 4,
    "four": 4, "vijf": 5, "five": 5, "zes": 6, "six": 6, "acht": 8, "eight": 8, "tien": 10,
    "ten": 10, "twaalf": 12, "twelve": 12,
}  # fmt: skip
_UNIT = {
    "dag": "days", "dagen": "days", "day": "days", "days": "days",
    "week": "weeks", "weken": "weeks", "weeks": "weeks",
    "maand": "months", "maanden": "months", "month": "months", "months": "months",
    "jaar": "years", "year": "years", "years": "years",
}  # fmt: skip
_NEAR = {
    "vandaag": relativedelta(), "today": relativedelta(),
    "morgen": relativedelta(days=1), "tomorrow": relativedelta(days=1),
    "overmorgen": relativedelta(days=2),
    "volgende week": relativedelta(weeks=1), "next week": relativedelta(weeks=1),
    "volgende maand": relativedelta(months=1), "next month": relativedelta(months=1),
    "volgend jaar": relativedelta(years=1), "next year": relativedelta(years=1),
}  # fmt: skip


def read_date(text: str, today: date) -> Read:
    """A day from today on, as ISO text.

    Raises Unclear for a day that does not exist, lies in the past, is more than sixty years away,
    or is not a day at all. A day without a year is the first one to come.
    """
    typed = " ".join(folded(text).replace(",", " ").split())
    day = _relative(typed, today) or _written(typed, today)
    if day is None:
        raise Unclear("unclear.date", {"text": shown(text)})
    return Read(_from_today(day, today).isoformat())


def _relative(typed: str, today: date) -> date | None:
    if typed in _NEAR:
        return today + _NEAR[typed]
    found = re.fullmatch(r"(?:over|in)\s+(\w+)\s+(\w+)", typed)
    if not found:
        return None
    count, unit = found.groups()
    number = int(count) if count.isdecimal() and len(count) < 5 else _NUMBER.get(count)
    if number is None or unit not in _UNIT or ((unit := _UNIT[unit]) == "years" and number > 99):
        return None
    return today + relativedelta(**{unit: number})  # type: ignore[arg-type]


def _written(typed: str, today: date) -> date | None:
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", typed)
    if iso:
        year, month, day = (int(number) for number in iso.groups())
        return _existing(year, month, day)
    found = re.fullmatch(r"(\d{1,2})[-/. ]+(\d{1,2}|[a-z]+)\.?(?:[-/. ]+(\d{4}|\d{2}))?", typed)
    swapped = re.fullmatch(r"([a-z]+) (\d{1,2})(?: (\d{4}))?", typed)
    if swapped:
        name, number, in_year = swapped.groups()
    elif found:
        number, name, in_year = found.groups()
    else:
        return None
    known_month = int(name) if name.isdecimal() else _MONTH.get(name)
    if known_month is None:
        return None
    if in_year:
        return _existing(
            int(in_year) + (2000 if len(in_year) == 2 else 0), known_month, int(number)
        )
    this_year = _existing(today.year, known_month, int(number))
    return this_year if this_year >= today else _existing(today.year + 1, known_month, int(number))


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear("unclear.no_such_day", {"day": f"{day}-{month}-{year}"}) from None


def _from_today(day: date, today: date) -> date:
    if day < today:
        raise Unclear("unclear.past", {"day": f"{day:%d-%m-%Y}"})
    if day > today + relativedelta(years=LATEST_YEARS):
        raise Unclear("unclear.far", {"day": f"{day:%d-%m-%Y}"})
    return day


def read_year(text: str, today: date) -> Read:
    """A year from this year on; 'over 5 jaar' counts from today. Raises Unclear otherwise."""
    typed = folded(text)
    relative = re.fullmatch(r"(?:over |in )?(\d{1,2}) (?:jaar|years?)", typed)
    found = re.fullmatch(r"(?:in |rond |around |ongeveer |about )?(\d{4})", typed)
    if relative:
        year = today.year + int(relative.group(1))
    elif found:
        year = int(found.group(1))
    else:
        raise Unclear("unclear.year", {"text": shown(text), "example": str(today.year + 5)})
    if not today.year <= year <= today.year + LATEST_YEARS:
        raise Unclear(
            "unclear.year_range",
            {"from": str(today.year), "to": str(today.year + LATEST_YEARS)},
        )
    return Read(str(year))


def read_text(text: str, longest: int) -> Read:
    """A text in somebody's own words; raises Unclear when it is empty or too long."""
    cleaned = clean(text)
    if not cleaned:
        raise Unclear("unclear.empty")
    if len(cleaned) > longest:
        raise Unclear("unclear.long", {"length": str(len(cleaned)), "longest": str(longest)})
    return Read(cleaned)


PERSON = "person:"
PARTY = "party:"
PARTY_LENGTH = 200
NAME_WORDS = 6
"""The name of a company has at most so many words."""
_NO_NAME = frozenset(
    (
        "ik", "wij", "we", "denk", "denken", "elk", "elke", "iedere", "niet", "misschien", "weet",
        "weten", "moet", "think", "every", "maybe", "perhaps", "know", "don't", "not",
    )
)  # fmt: skip
"""Words of a sentence, not of a name."""


def read_person(text: str, mentions: Sequence[str], speaker: str, outside: bool) -> Read:
    """Who is meant: somebody mentioned, 'ik', or an outside party by name where that may be.

    The value is `person:ID` or `party:NAME`. Raises Unclear when it names nobody we can reach, or
    reads as a sentence.
    """
    if mentions:
        return Read(f"{PERSON}{mentions[0]}")
    if folded(text) in ("ik", "ikzelf", "ik zelf", "mijzelf", "me", "i", "myself", "i do"):
        return Read(f"{PERSON}{speaker}")
    if not outside:
        raise Unclear("unclear.colleague", {"text": shown(text)})
    named = read_text(text, PARTY_LENGTH).value
    words = folded(named).split()
    if len(words) > NAME_WORDS or not _NO_NAME.isdisjoint(words):
        raise Unclear("unclear.party")
    return Read(f"{PARTY}{named}")


def shown(text: str, longest: int = 80) -> str:
    """A text on one line, cut visibly at a number of characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
