"""The Excel workbook, read back by another library: types, panes, filters, and not one formula."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from bot.exporting import write
from bot.exports import xlsx_export
from bot.exports.formats import Format
from bot.exports.labels import Labels
from bot.exports.tables import TABLES
from bot.exports.xlsx_export import LONGEST, readable
from bot.store.database import Database
from dialogs.script import Script
from tests.exported import PIET, SAID, add, celebrated, contracted, source

FORMULA, ADDRESS = '=HYPERLINK("http://x";"1+1")', "http://example.org/x"


@pytest.fixture
def book(any_database: Database, script: Script, tmp_path: Path) -> Workbook:
    """A workbook of one full purchase, with texts in it that look like more than that."""
    said = {**SAID, ("circularity.1", "explanation"): ADDRESS}
    id = add(any_database, title="=1+1", given=said, description=FORMULA)
    promises = ["mailto:jan@example.nl", "+31 6 12345678", "{=1+1}", "internal:Beloften!A1"]
    contracted(any_database, id, date(2027, 1, 11), date(2029, 1, 10), promises, "@leverancier")
    write(Format.XLSX, tmp_path / "all.xlsx", source(any_database, script))
    return openpyxl.load_workbook(tmp_path / "all.xlsx")


def cells(sheet: Worksheet, row: int = 2) -> dict[str, Cell | MergedCell]:
    """The cells of a row by the keys of their columns."""
    (table,) = (
        each for each in TABLES if len(each.columns) == sheet.max_column
        and sheet.title.startswith(SHEETS[each.name])
    )  # fmt: skip
    keys = [key for key, _ in table.columns]
    return dict(zip(keys, sheet[row], strict=True))


SHEETS = {
    "purchases": "Inkopen", "answers": "Antwoorden", "promises": "Beloften",
    "moments": "Momenten", "themes": "Thema's", "successes": "Successen",
    "lessons": "Geleerde lessen",
}  # fmt: skip


def test_there_is_a_sheet_for_each_table_with_its_header_in_sight(book: Workbook) -> None:
    assert book.sheetnames == list(SHEETS.values())
    for sheet in book.worksheets:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.cell(1, 1).value == "Inkoop"
        assert sheet.cell(1, 1).font.bold
        assert all(12 <= each.width <= 50 for each in sheet.column_dimensions.values())


def test_days_are_days_and_numbers_are_numbers(book: Workbook) -> None:
    row = cells(book["Inkopen"])

    assert row["wanted"].value == datetime(2027, 3, 1)
    assert row["wanted"].number_format == "dd-mm-yyyy"
    assert row["created"].value == datetime(2027, 1, 11, 10, 0, 30)
    assert row["created"].number_format == "dd-mm-yyyy hh:mm"
    assert (row["value_from"].value, row["value_to"].value) == (10_000, 50_000)
    assert row["value_from"].number_format == '"€" #,##0'
    assert (row["level"].value, row["points"].value, row["promises"].value) == (3, 5, 4)
    assert row["framework"].value == "nee"
    moment = cells(book["Momenten"])
    assert (moment["day"].value, moment["moment"].value) == (datetime(2027, 1, 11), "startgesprek")
    assert (moment["state"].value, moment["evidence"].value) == ("gepland", 1)
    answer = cells(book["Antwoorden"])
    assert (answer["question"].value, answer["choice"].value) == (
        "circularity.1", "Ja, ik heb het nodig",
    )  # fmt: skip
    later = cells(book["Antwoorden"], 3)
    assert (later["due"].value, later["responsible"].value) == (datetime(2027, 2, 1), PIET)
    assert later["responsible_kind"].value == "collega"
    themes = [[cell.value for cell in row] for row in book["Thema's"].iter_rows(min_row=2)]
    assert [row[2:7] for row in themes] == [
        ["Circulair", "ja", 2, "2, significant", 3],
        ["Stilte in de wijk", "ja", None, "niet gekozen", 2],
        ["Energietransitie", "nee", 1, "1, inzicht", None],
    ]


def test_what_people_typed_is_never_a_formula_and_never_a_link(book: Workbook) -> None:
    typed = {cells(book["Inkopen"])[key].value for key in ("title", "description", "supplier")}
    typed |= {cells(book["Antwoorden"])["explanation"].value}
    typed |= {cells(book["Beloften"], number)["promise"].value for number in (2, 3, 4, 5)}

    assert typed == {
        "=1+1", FORMULA, "@leverancier", ADDRESS, "mailto:jan@example.nl", "+31 6 12345678",
        "{=1+1}", "internal:Beloften!A1",
    }  # fmt: skip
    every = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in every}
    assert not any(cell.hyperlink for cell in every)


def test_successes_and_lessons_tell_no_name_of_who_did_not_agree(
    any_database: Database, script: Script
) -> None:
    celebrated(any_database, add(any_database))
    found = source(any_database, script)
    file = io.BytesIO()

    xlsx_export.write(file, Labels(found.scene), found.purchases)

    book = openpyxl.load_workbook(file)
    header, row = book["Successen"].iter_rows(values_only=True)
    told = dict(zip(header, row, strict=True))
    assert (told["Opnieuw gebruikt"], told["Minder kosten (€)"]) == (22, None)
    assert (told["Genoemd"], told["Geplaatst door"], told["Reacties"]) == (PIET, PIET, 3)
    header, row = book["Geleerde lessen"].iter_rows(values_only=True)
    told = dict(zip(header, row, strict=True))
    assert (told["Anders doen"], told["Door"]) == ("Vaker bellen", None)


def test_a_sheet_that_is_full_is_followed_by_another(
    any_database: Database, script: Script
) -> None:
    for number in range(5):
        add(any_database, title=f"inkoop {number}")
    found = source(any_database, script)
    file = io.BytesIO()

    xlsx_export.write(file, Labels(found.scene), found.purchases, rows=4)

    book = openpyxl.load_workbook(file)
    assert book.sheetnames[: len(SHEETS)] == list(SHEETS.values())
    assert sorted(book.sheetnames[len(SHEETS) :]) == [
        "Antwoorden (2)", "Antwoorden (3)", "Inkopen (2)", "Thema's (2)", "Thema's (3)",
        "Thema's (4)",
    ]  # fmt: skip
    titles = [
        row[1] for name in ("Inkopen", "Inkopen (2)")
        for row in book[name].iter_rows(min_row=2, values_only=True)
    ]  # fmt: skip
    assert titles == [f"inkoop {number}" for number in range(5)]
    assert book["Inkopen (2)"].freeze_panes == "B2"
    assert book["Antwoorden (2)"].auto_filter.ref == "A1:N5"
    assert book["Antwoorden (3)"].auto_filter.ref == "A1:N3"


def test_what_does_not_fit_in_a_cell_is_cut_where_one_sees_it() -> None:
    short = "é" * LONGEST
    pairs = "🌳" * LONGEST

    assert readable(short, " (…)") == short
    assert readable("x" * (LONGEST + 1), " (…)") == "x" * (LONGEST - 4) + " (…)"
    cut = readable(pairs, " (…)")
    assert len(cut.encode("utf-16-le")) // 2 in (LONGEST, LONGEST - 1)
    assert set(cut.removesuffix(" (…)")) == {"🌳"}


def test_a_long_or_odd_text_is_readable_in_the_sheet(
    any_database: Database, script: Script, tmp_path: Path
) -> None:
    long = "lang " * 10_000
    odd = "a\x01b\r\nc _x0041_ 'd' <e> & \ufffe  f"
    add(any_database, title=odd, description=long)

    write(Format.XLSX, tmp_path / "all.xlsx", source(any_database, script))

    row = cells(openpyxl.load_workbook(tmp_path / "all.xlsx")["Inkopen"])
    description = str(row["description"].value)
    assert len(description) == LONGEST
    assert description.endswith(" … [ingekort: meer past niet in een cel]")
    # To Excel _x0041_ is an A, and _x005F_ the bare sign before it.
    assert row["title"].value == "ab\nc _x005F_x0041_ 'd' <e> &   f"
