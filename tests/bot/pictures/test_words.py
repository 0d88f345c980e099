"""Who does not see a picture reads or hears the same numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import words
from bot.pictures.radar import Axis
from dialogs import load_script
from dialogs.messages import plain
from dialogs.scene import Scene
from tests.bot.pictures.webs import MVOI, WEBS, web

SCRIPT = load_script()


def scene(language: str = "nl") -> Scene:
    return Scene(SCRIPT, language, datetime(2026, 11, 23, 12, tzinfo=UTC), UTC)


def test_the_text_at_a_picture_says_every_number() -> None:
    assert words.alt(scene(), WEBS["six"]) == (
        "Ambitieweb van gemeente Voorbeeldstad: Klimaat en energie doel 2, nu 1; Circulair doel 3, "
        "nu 2; Groen en gezonde leefomgeving doel 2, nu 2; Internationale sociale voorwaarden doel "
        "1, nu 1; Diversiteit en inclusie doel 2, nu nog niets; Social return en kansen voor "
        "mensen met afstand tot werk doel 3, nu 2,5. Niveaus: 1 is Basis, 2 is Significant, 3 is "
        "Ambitieus."
    )


def test_it_says_so_in_english() -> None:
    radar = replace(WEBS["english"], axes=[*WEBS["english"].axes, Axis("Local", None, 1.5)])

    said = words.alt(scene("en"), radar)

    assert (
        "Circular target 2, now 1; Green and healthy living environment target 2, nothing" in said
    )
    assert "Local no target, now 1.5." in said


def test_what_was_not_chosen_is_said() -> None:
    radar = web(("Energie", "Water"), (None, 0), (0, None))
    assert "Energie niet gekozen; Water niet gekozen." in words.alt(scene(), radar)
    assert "nog geen thema's" in words.alt(scene(), web((), (), ()))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_table_has_a_line_for_each_theme_and_names_the_levels(language: str) -> None:
    lines = [plain(line) for line in words.table(scene(language), WEBS["six"])]

    assert len(lines) == 7
    for label, line in zip(MVOI, lines, strict=False):
        assert line.startswith(f"{label}: ")
    assert all(name in lines[-1] for name in WEBS["six"].rings)


def test_what_people_entered_stays_a_value_in_the_table() -> None:
    radar = web(("*{theme}* <!channel>",), (1,), (1,))
    (row, _) = words.table(scene(), radar)
    assert "channel" not in row.words
    assert row.values["theme"] == "*{theme}* <!channel>"


@given(
    st.text(max_size=1500), st.lists(st.text(max_size=150), max_size=14),
    st.sampled_from(["nl", "en"]),
)  # fmt: skip
def test_the_text_is_never_too_long_and_counts_what_it_leaves_out(
    title: str, labels: list[str], language: str
) -> None:
    count = len(labels)
    said = words.alt(scene(language), web(labels, [3] * count, [2] * count, title=title))
    assert len(said) <= words.LONGEST


def test_of_many_long_names_the_last_are_counted() -> None:
    labels = [f"{each} {'lang' * 25}" for each in range(12)]
    said = words.alt(scene(), web(labels, [3] * 12, [2] * 12))
    told = said.count("doel 3, nu 2")
    assert 0 < told < 12
    assert said.endswith(f"; en nog {12 - told} in de tabel.")
