"""From an amount of money as people type it to euros, and back to how people read it."""

from __future__ import annotations

import re

from babel.numbers import format_currency

LEAST = 100
"""A bare number below this is no amount: '40' may be pieces, and '3' is the third option."""

_TIMES = {
    "k": 1_000, "duizend": 1_000, "thousand": 1_000, "ton": 100_000, "m": 1_000_000,
    "mln": 1_000_000, "miljoen": 1_000_000, "million": 1_000_000,
}  # fmt: skip
_WRITTEN = {"een": 1.0, "één": 1.0, "a": 1.0, "one": 1.0, "anderhalf": 1.5, "twee": 2.0, "two": 2.0}
_AMOUNT = re.compile(
    r"(?:(?:ongeveer|circa|ca\.?|rond|zo'n|about|around)\s+)?"
    r"(?P<sign>€|eur|euro)?\s*"
    rf"(?P<number>\d[\d.,]*-?|{'|'.join(_WRITTEN)})\s*"
    rf"(?P<times>{'|'.join(sorted(_TIMES, key=len, reverse=True))})?\s*"
    r"(?P<word>€|eur|euro|euros)?"
)


def read_amount(text: str) -> float | None:
    """The euros in '40.000', '40k', '€ 12.500', '1,2 miljoen' or 'een ton'; None for other text."""
    found = _AMOUNT.fullmatch(text.casefold().strip(" .!"))
    if not found:
        return None
    amount = _number(found["number"]) * _TIMES.get(found["times"], 1)
    named = found["sign"] or found["times"] or found["word"]
    return amount if named or amount >= LEAST else None


def _number(written: str) -> float:
    """A number: the last mark in it is a decimal one, unless three digits follow."""
    if written in _WRITTEN:
        return _WRITTEN[written]
    bare = written.rstrip(".,-")
    decimals = re.search(r"[.,](\d{1,2}|\d{4,})$", bare)
    whole = re.sub(r"[.,]", "", bare[: decimals.start()] if decimals else bare)
    return float(f"{whole}.{decimals.group(1)}" if decimals else whole)


def euros(amount: int, language: str) -> str:
    """An amount in whole euros as people read it: '€ 216.000'."""
    return format_currency(amount, "EUR", format="¤ #,##0", locale=language, currency_digits=False)
