"""Where footprints fall: of one purchase, and of all of them together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import load_script
from dialogs.card import card
from dialogs.facts import facts
from dialogs.footprint import scope_explained, scope_line, scope_lines, scope_meanings
from dialogs.messages import plain
from dialogs.purchase import SKIPPED, Purchase
from dialogs.scene import Scene
from knowledge.catalogue import SCOPES

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SCENE = Scene(load_script(), "nl", NOW, ZoneInfo("Europe/Amsterdam"))
EMPTY = Purchase("INK-0001", "40 laptops", "U1", NOW, NOW, status="in_progress")


def purchase(category: str) -> Purchase:
    return EMPTY.with_answer("intake.category", "choice", category, "U1", NOW)


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("energy", "scope 1 en 2, onze eigen energie en ons wagenpark"),
        ("transport", "scope 1 en 2, onze eigen energie en ons wagenpark"),
        ("waste", "scope 3, na ons in de keten"),
        ("ict", "scope 3, vóór ons in de keten"),
        ("other", "scope 3, vóór ons in de keten"),
    ],
)
def test_the_card_says_in_which_scope_most_of_it_falls(category: str, words: str) -> None:
    line = f"De voetafdruk van deze inkoop valt vooral in {words}."

    assert [plain(each) for each in scope_line(SCENE, purchase(category))] == [line]
    assert line in [plain(each) for each in card(SCENE, purchase(category)).lines]


def test_whose_driving_it_is_decides_and_that_is_said() -> None:
    _, meaning = scope_explained(SCENE, purchase("transport"))

    assert "Rijdt een ander voor ons, dan is dat scope 3." in plain(meaning)


@pytest.mark.parametrize("category", [SKIPPED, "gone"])
def test_without_a_category_nothing_is_said(category: str) -> None:
    assert scope_line(SCENE, purchase(category)) == []
    assert scope_explained(SCENE, purchase(category)) == []


def test_each_scope_has_its_number_and_what_it_costs_at_least() -> None:
    sums = {
        "scope/upstream": (3, 1_250_000),
        "scope/own_energy": (1, 50_000),
        "scope/downstream": (2, 0),
        "level/2": (9, 9),
    }

    assert [plain(each) for each in scope_lines(SCENE, sums)] == [
        "1 inkoop in scope 1 en 2, onze eigen energie en ons wagenpark: minstens € 50.000.",
        "3 inkopen in scope 3, vóór ons in de keten: samen minstens € 1.250.000.",
        "2 inkopen in scope 3, na ons in de keten. De waarde is nog niet bekend.",
    ]
    english = [plain(each) for each in scope_lines(replace(SCENE, language="en"), sums)]
    assert english[1].endswith("together at least € 1,250,000.")


@pytest.mark.parametrize("sums", [{}, {"scope/upstream": (0, 0)}, {"status/draft": (4, 0)}])
def test_nothing_to_add_up_is_said(sums: dict[str, tuple[int, int]]) -> None:
    assert [plain(each) for each in scope_lines(SCENE, sums)] == [
        "Nog geen inkoop telt mee: wat net begonnen is, telt nog niet."
    ]


@given(st.dictionaries(st.sampled_from([f"scope/{each}" for each in SCOPES]),
                       st.tuples(st.integers(0, 10**6), st.integers(0, 10**11))))  # fmt: skip
def test_no_amount_is_said_where_none_is_known(sums: dict[str, tuple[int, int]]) -> None:
    lines = scope_lines(SCENE, sums)

    counted = {name: pair for name, pair in sums.items() if pair[0]}
    assert len(lines) == max(len(counted), 1)
    assert sum("€" in plain(each) for each in lines) == sum(
        bool(least) for _, least in counted.values()
    )


def test_what_the_register_adds_up_is_what_these_lines_read() -> None:
    bought = purchase("waste").with_answer("intake.value", "choice", "to_150k", "U1", NOW)

    lines = scope_lines(SCENE, facts(SCENE, bought).tallied)

    assert [plain(each) for each in lines] == [
        "1 inkoop in scope 3, na ons in de keten: minstens € 50.000."
    ]


def test_every_scope_is_explained_and_how_rough_it_is() -> None:
    for language in ("nl", "en"):
        lines = [plain(each) for each in scope_meanings(replace(SCENE, language=language))]
        assert len(set(lines)) == len(SCOPES) + 1


def test_an_organisations_own_category_may_say_its_scope(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "categories.toml").write_text(
        '[boats]\nname = { nl = "Boten", en = "Boats" }\nscope = "own_energy"\n'
        '[canteen]\nname = { nl = "Kantine", en = "Canteen" }\n'
        '[transport]\nscope = "upstream"\n',
        "utf-8",
    )
    scene = replace(SCENE, script=load_script(own=tmp_path))

    found = {
        each: facts(scene, purchase(each)).tallied for each in ("boats", "canteen", "transport")
    }

    assert "scope/own_energy" in found["boats"]
    assert "scope/upstream" in found["canteen"]
    assert "scope/upstream" in found["transport"]
    assert "scope 1 en 2" in plain(scope_line(scene, purchase("boats"))[0])
