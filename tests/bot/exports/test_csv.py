"""The CSV: a row for each purchase, right in a Dutch Excel, and harmless whatever was typed."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exporting import Source, write
from bot.exports import csv_export
from bot.exports.csv_export import harmless, plain
from bot.exports.formats import Format, Separator
from bot.exports.json_export import ExportedPurchase, exported
from bot.exports.labels import Labels
from bot.exports.tables import PURCHASES
from bot.ports import Held, Place
from bot.store.database import Database
from bot.store.reading import Stored
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.script import Script
from tests.exported import AMSTERDAM, NOW, PIET, SANNE, TEAM, add, contracted, source

KEYS = [key for key, _ in PURCHASES.columns]
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")


def read(written: str, separator: str = ";") -> list[dict[str, str]]:
    """The rows by the keys of their columns, as a program reads them."""
    rows = csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=separator)
    return [dict(zip(KEYS, row, strict=True)) for row in list(rows)[1:]]


def file_of(database_source: Source, folder: Path) -> bytes:
    """What is written for this source."""
    write(Format.CSV, folder / "all.csv", database_source)
    return (folder / "all.csv").read_bytes()


def test_a_dutch_excel_opens_it_as_it_is(
    any_database: Database, script: Script, tmp_path: Path
) -> None:
    id = add(any_database, description="Voor\nnieuwe collega's; deels reserve")
    contracted(any_database, id, date(2027, 1, 11), date(2029, 1, 10))

    written = file_of(source(any_database, script), tmp_path)

    assert written.startswith(b"\xef\xbb\xbfInkoop;Titel;Omschrijving;Categorie;")
    assert written.count(b"\r\n") == 2
    (row,) = read(written.decode("utf-8"))
    assert row["description"] == "Voor\nnieuwe collega's; deels reserve"
    assert (row["category"], row["status"], row["value"]) == ("ICT", "bezig", "€ 10.000 – 50.000")
    assert (row["value_from"], row["value_to"], row["wanted"]) == ("10000", "50000", "2027-03-01")
    assert (row["framework"], row["level"], row["weight"]) == ("nee", "3", "30")
    assert row["level_reason"].endswith("weegt 30 %. Dat is 30 % of meer.")
    assert row["themes"] == "Circulair; Stilte in de wijk"
    assert (row["rank"], row["points"]) == ("misschien kansrijk", "5")
    assert (row["owner"], row["owner_how"]) == (SANNE, PIET)
    assert (row["answered"], row["open_points"], row["first_open"]) == ("2", "1", "2027-02-01")
    assert (row["supplier"], row["contract_end"]) == ("Laptopreus BV", "2029-01-10")
    assert row["created"] == "2027-01-11 10:00:30"
    assert row["workspace"] == TEAM


@pytest.mark.parametrize(("separator", "sign"), [("comma", ","), ("tab", "\t")])
def test_another_separator_and_another_language(
    any_database: Database, script: Script, tmp_path: Path, separator: str, sign: str
) -> None:
    add(any_database, title=f"laptops{sign} veertig")
    dutch = source(any_database, script, "en")
    other = Source(
        dutch.database, dutch.workspaces, dutch.scene, dutch.organisation, Separator(separator)
    )

    written = file_of(other, tmp_path).decode("utf-8")

    assert written.startswith(f"\ufeffPurchase{sign}Title{sign}Description{sign}")
    (row,) = read(written, sign)
    assert (row["title"], row["framework"]) == (f"laptops{sign} veertig", "no")


@given(text=st.text() | st.from_regex(r"[='+\-@\t\r\n]{1,3}.?", fullmatch=True))
def test_what_was_typed_is_no_formula_and_comes_back_whole(text: str) -> None:
    assert not harmless(text).startswith(FORMULAS)
    assert plain(harmless(text)) == text


@pytest.mark.parametrize("text", ["'s-Hertogenbosch", "laptops", "1+1", "a=b", ""])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert harmless(text) == plain(text) == text


nasty = st.text(st.characters(codec="utf-8") | st.sampled_from(";,\"'\n\r\t=+-@\0"))


@given(title=nasty, description=nasty, separator=st.sampled_from(Separator))
def test_every_text_comes_back_from_the_file(
    script: Script, title: str, description: str, separator: Separator
) -> None:
    purchases = [bare(script, title, description), bare(script, "laptops", "")]

    pieces = csv_export.export(Labels(scene(script)), purchases, separator)
    written = "".join(pieces).encode().decode("utf-8")

    first, second = read(written, separator.sign)
    assert plain(first["title"]) == title
    assert plain(first["description"]) == description
    assert second["title"] == "laptops"


def scene(script: Script) -> Scene:
    return Scene(script, "nl", NOW, AMSTERDAM)


def bare(script: Script, title: str, description: str) -> ExportedPurchase:
    """A purchase of which only this was said, as it is exported."""
    purchase = Purchase("INK-0001", title, SANNE, NOW, NOW, description=description)
    return exported(scene(script), TEAM, Stored(Held(purchase, Place(SANNE), 1), ()))
