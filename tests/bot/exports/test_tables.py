"""The tables of CSV and Excel: every column has a header in both languages, and is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.exports.labels import Labels
from bot.exports.tables import TABLES
from dialogs.scene import Scene
from dialogs.script import Script
from tests.exported import AMSTERDAM, NOW

PAGE = Path(__file__).parent.parent.parent.parent / "docs" / "exports.md"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_column_has_one_header_and_every_header_a_column(
    script: Script, language: str
) -> None:
    labels = Labels(Scene(script, language, NOW, AMSTERDAM))
    keys = {key for table in TABLES for key, _ in table.columns}

    for table in TABLES:
        headers = table.headers(labels)
        assert len(set(headers)) == len(headers), table.name
    written = script.wordings[language].phrases
    assert {f"column.{key}" for key in keys} == {
        each for each in written if each.startswith("column.")
    }
    assert {f"sheet.{table.name}" for table in TABLES} == {
        each for each in written if each.startswith("sheet.")
    }


def test_the_page_about_exports_tells_of_every_column() -> None:
    text = PAGE.read_text("utf-8")

    for table in TABLES:
        start = text.index(f"### {table.name.capitalize()}\n")
        told = re.findall(r"^\| (`[^|]+) \|", text[start : text.index("\n#", start + 1)], re.M)
        named = {name for row in told for name in re.findall(r"`(\w+)`", row)}
        assert named == {key for key, _ in table.columns}, table.name


def test_the_page_tells_the_goals_of_every_theme(script: Script) -> None:
    text = PAGE.read_text("utf-8")

    for theme in script.catalogue.themes.values():
        goals = ", ".join(f"`{goal}`" for goal in theme.goals)
        assert f"| {theme.name['nl']} | {goals} |" in text
