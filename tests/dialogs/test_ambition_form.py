"""The form of the ambition: what it takes, and what was left as it was drawn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dialogs.ambition import ambition_form, read_ambition
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.script import Script
from dialogs.touched import touched, with_drawn

NOW = datetime(2027, 1, 12, 9, tzinfo=UTC)
BLANK = Purchase("INK-0001", "Laptops", "U1", NOW, NOW)


@pytest.fixture
def scene(script: Script) -> Scene:
    return Scene(script, "nl", NOW, UTC)


@pytest.mark.parametrize("weight", ["000140", "0000999", "101", "9" * 5000, "²5", "-1"])
def test_a_weight_above_all_of_it_is_refused_with_any_zeros_before_it(
    scene: Scene, weight: str
) -> None:
    read = read_ambition(scene, BLANK, {("ambition", "weight"): weight}, "U1", NOW)

    assert list(read.errors) == [("ambition", "weight")]
    assert read.purchase == BLANK


@pytest.mark.parametrize(("weight", "kept"), [("25%", "25"), ("0100", "100"), ("0", "0")])
def test_a_weight_is_kept_as_a_whole_number(scene: Scene, weight: str, kept: str) -> None:
    read = read_ambition(scene, BLANK, {("ambition", "weight"): weight}, "U1", NOW)

    assert read.purchase.value("ambition.request", "weight") == kept


def test_what_was_left_as_it_was_drawn_says_nothing(scene: Scene) -> None:
    before = BLANK.with_answer("ambition.request", "weight", "30", "U1", NOW)
    before = before.with_answer("ambition.themes", "ticked", "circular,energy", "U1", NOW)
    argument = with_drawn(ambition_form(scene, before, ("R&D / 50%", "Groen"))).argument
    typed = {"requirements": "yes", "criterion": "", "weight": "30", "themes": "energy,circular"}

    changed = touched(argument, {("ambition", part): value for part, value in typed.items()})

    assert changed == {("ambition", "requirements"): "yes"}


def test_what_was_made_empty_is_a_change(scene: Scene) -> None:
    before = BLANK.with_answer("ambition.request", "weight", "30", "U1", NOW)
    argument = with_drawn(ambition_form(scene, before)).argument

    changed = touched(argument, {("ambition", "weight"): ""})

    assert changed == {("ambition", "weight"): ""}
