"""The ambition web of everything, exported as a picture that scales and as a table in text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.exporting import write
from bot.exports.formats import Format
from bot.store.database import Database
from dialogs.script import Script
from tests.exported import add, source


def test_the_web_is_a_picture_and_the_same_in_words(
    any_database: Database, script: Script, tmp_path: Path
) -> None:
    add(any_database)
    named = source(any_database, script)
    named = replace(named, organisation=replace(named.organisation, name="<Waterrijk> & co"))

    write(Format.SVG, tmp_path / "web.svg", named)
    write(Format.TXT, tmp_path / "web.txt", named)

    drawn = (tmp_path / "web.svg").read_text("utf-8")
    assert "Ambitieweb &lt;Waterrijk&gt; &amp; co" in drawn
    assert drawn.startswith("<svg")
    told = (tmp_path / "web.txt").read_text("utf-8").splitlines()
    assert told[0] == "Ambitieweb <Waterrijk> & co"
    assert any(line.startswith("Circulair: ") for line in told)
    assert "Gemiddelde van 1 inkopen" in told[-1]


def test_the_web_of_nothing_is_empty_and_is_drawn(
    any_database: Database, script: Script, tmp_path: Path
) -> None:
    write(Format.SVG, tmp_path / "web.svg", source(any_database, script))
    write(Format.TXT, tmp_path / "web.txt", source(any_database, script))

    assert "<svg" in (tmp_path / "web.svg").read_text("utf-8")
    assert "Energietransitie: niet gekozen" in (tmp_path / "web.txt").read_text("utf-8")
