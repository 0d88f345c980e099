"""Purchases as CSV, a row each: for Excel, and harmless there whatever people typed.

UTF-8 with a byte order mark, without which Excel takes it for another encoding; lines end in CR LF.
Days are 2027-01-11 and moments 2027-01-11 10:00:00, in the organisation's own time zone.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.exports.formats import Separator
from bot.exports.json_export import ExportedPurchase
from bot.exports.labels import Labels
from bot.exports.tables import PURCHASES, Cell

MARK = "\ufeff"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
"""How a text begins that a spreadsheet may take for a formula; apostrophes before it count too, so
that `plain` can undo what `harmless` did."""


def export(
    labels: Labels, purchases: Iterable[ExportedPurchase], separator: Separator
) -> Iterator[str]:
    """The export in pieces of text, one purchase at a time."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=separator.sign)

    def written(cells: Iterable[str]) -> str:
        line.seek(0)
        line.truncate()
        writer.writerow(cells)
        return line.getvalue()

    yield MARK + written(PURCHASES.headers(labels))
    for purchase in purchases:
        for row in PURCHASES.rows(labels, purchase):
            yield written(map(_cell, row))


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: one that could be gets an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(text: str) -> str:
    """The text that `harmless` was given, for who reads the file with a program."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)
