"""Purchases as an Excel workbook: a sheet for each table, typed cells, and not one formula.

XlsxWriter writes each row to a temporary file as soon as the next one begins, a file for each
sheet: so all sheets grow side by side in one pass, and memory does not grow with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileSizeError
from xlsxwriter.worksheet import Worksheet

from bot.exports.formats import TooLarge
from bot.exports.json_export import ExportedPurchase
from bot.exports.labels import Labels
from bot.exports.tables import TABLES, Cell, Kind, Row, Table

MOST_ROWS = 1_048_575
"""So many rows fit under the header of a sheet."""
LONGEST = 32_767
"""So many characters fit in a cell, counted as Excel does: in units of UTF-16."""
LONGEST_NAME = 31
FIRST_YEAR = 1900
"""Before it Excel knows no days; such a day is written as text."""
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_WIDTHS: dict[Kind, int] = {
    "short": 16, "text": 28, "long": 48, "number": 12, "amount": 14, "euros": 14,
    "date": 12, "moment": 17,
}  # fmt: skip
_FORMATS: dict[Kind, str] = {
    "number": "0", "amount": "General", "euros": '"€" #,##0', "date": "dd-mm-yyyy",
    "moment": "dd-mm-yyyy hh:mm",
}  # fmt: skip
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


def write(
    file: BinaryIO, labels: Labels, purchases: Iterable[ExportedPurchase], rows: int = MOST_ROWS
) -> None:
    """Writes the workbook; a sheet that holds so many `rows` is followed by another.

    Raises TooLarge when a sheet is too large for a file that Excel opens.
    """
    # In a folder of their own: an export that is broken off leaves nothing behind.
    with TemporaryDirectory(prefix="inkoopmaatje-") as folder:
        workbook = Workbook(file, {**_OPTIONS, "tmpdir": folder})
        try:
            _fill(_Book(workbook, labels, rows), purchases)
            workbook.close()
        except FileSizeError as error:
            raise TooLarge from error
        finally:
            # XlsxWriter lets go of these only where a workbook is closed well.
            for each in workbook.worksheets():
                each.row_data_fh.close()  # type: ignore[attr-defined]


def _fill(book: _Book, purchases: Iterable[ExportedPurchase]) -> None:
    sheets = [_Sheet(book, table) for table in TABLES]
    for purchase in purchases:
        for sheet in sheets:
            for row in sheet.table.rows(book.labels, purchase):
                sheet.add(row)
    for sheet in sheets:
        sheet.end()


def readable(text: str, cut: str) -> str:
    """A text as a cell can hold it: without what XML forbids, and cut where it is too long.

    `cut` are the words that then stand at its end.
    """
    if not text.isprintable():
        text = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) <= LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return text
    return units[: 2 * (LONGEST - len(cut))].decode("utf-16-le", "ignore") + cut


class _Book:
    """The workbook and what its sheets share."""

    def __init__(self, workbook: Workbook, labels: Labels, rows: int) -> None:
        self.workbook = workbook
        self.labels = labels
        self.rows = rows
        self.header = workbook.add_format({"bold": True, "bg_color": "#DDEBE3", "bottom": 1})
        self.formats = {
            kind: workbook.add_format({"num_format": how}) for kind, how in _FORMATS.items()
        }
        self.cut = labels.word("export.cut")
        self._names: set[str] = set()

    def sheet(self, name: str) -> Worksheet:
        """A new sheet, under the name itself or with a number behind it."""
        bare = _NOT_IN_A_NAME.sub(" ", name).strip("' ")[: LONGEST_NAME - 6] or "-"
        free, count = bare, 1
        while free.casefold() in self._names:
            count += 1
            free = f"{bare} ({count})"
        self._names.add(free.casefold())
        return self.workbook.add_worksheet(free)


class _Sheet:
    """One table, on as many sheets as it needs."""

    def __init__(self, book: _Book, table: Table) -> None:
        self.table = table
        self._book = book
        self._kinds = [kind for _, kind in table.columns]
        self._formats = [book.formats.get(kind) for kind in self._kinds]
        self._begin()

    def _begin(self) -> None:
        labels = self._book.labels
        self._sheet = self._book.sheet(labels.word(f"sheet.{self.table.name}"))
        self._sheet.freeze_panes(1, 1)
        for number, kind in enumerate(self._kinds):
            self._sheet.set_column(number, number, _WIDTHS[kind])
        for number, header in enumerate(self.table.headers(labels)):
            self._sheet.write_string(0, number, header, self._book.header)
        self._row = 0

    def add(self, row: Row) -> None:
        """Writes a row under the last one, on a next sheet where this one is full."""
        if self._row == self._book.rows:
            self.end()
            self._begin()
        self._row += 1
        for number, value in enumerate(row):
            if value is not None:
                self._write(number, value)

    def _write(self, number: int, value: Cell) -> None:
        sheet, row, how = self._sheet, self._row, self._formats[number]
        if isinstance(value, str):
            sheet.write_string(row, number, readable(value, self._book.cut))
        elif isinstance(value, int | float):
            sheet.write_number(row, number, value, how)
        elif isinstance(value, date) and value.year >= FIRST_YEAR:
            # It takes a day without a time as well, though its types do not say so.
            sheet.write_datetime(row, number, value, how)  # type: ignore[call-overload]
        elif isinstance(value, datetime | date):
            sheet.write_string(row, number, value.isoformat())

    def end(self) -> None:
        """Lets every column be filtered; the last thing that happens to a sheet."""
        self._sheet.autofilter(0, 0, self._row, len(self._kinds) - 1)
