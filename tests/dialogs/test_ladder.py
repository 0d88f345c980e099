"""The CO2-Prestatieladder with a contract: what is offered is held against what was asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import load_script
from dialogs.contract import Contract
from dialogs.contract_card import contract_card
from dialogs.ladder import chosen_ladder, ladder_fields, ladder_lines
from dialogs.messages import plain
from dialogs.scene import Scene
from knowledge.ladder import EVERY
from knowledge.moments import Term

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SCENE = Scene(load_script(), "nl", NOW, ZoneInfo("Europe/Amsterdam"))
STEPS = ("", *map(str, EVERY))


def contract(asked: str, offered: str) -> Contract:
    term = Term(date(2027, 1, 1), date(2028, 12, 31))
    return Contract("INK-0001", "Laptopreus BV", "", term, "U1",
                    ladder_asked=asked, ladder_offered=offered)  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "offered", "said"),
    [
        ("", "", []),
        ("4.0/2", "4.0/2", ["CO2-Prestatieladder: gevraagd versie 4.0, trede 2, aangeboden "
                            "versie 4.0, trede 2."]),
        ("4.0/2", "4.0/1", ["CO2-Prestatieladder: gevraagd versie 4.0, trede 2, aangeboden "
                            "versie 4.0, trede 1.",
                            "Dat is lager dan gevraagd. Spreek met de leverancier af hoe dat goed "
                            "komt."]),
        ("4.0/2", "3.1/1", ["CO2-Prestatieladder: gevraagd versie 4.0, trede 2, aangeboden "
                            "versie 3.1, niveau 1.",
                            "De versies verschillen. Een trede en een niveau kun je niet naast "
                            "elkaar leggen."]),
        ("3.1/5", "", ["CO2-Prestatieladder: gevraagd versie 3.1, niveau 5. Wat is aangeboden, "
                       "staat er nog niet bij."]),
        ("", "4.0/3", ["CO2-Prestatieladder: aangeboden versie 4.0, trede 3. We vroegen er niet "
                       "om."]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_in_plain_words(
    asked: str, offered: str, said: list[str]
) -> None:
    assert [plain(each) for each in ladder_lines(SCENE, contract(asked, offered))] == said
    shown = contract_card(SCENE, contract(asked, offered), (), replaces=False)
    assert set(said) <= {plain(each) for each in shown.lines}


@given(st.sampled_from(STEPS), st.sampled_from(STEPS))
def test_only_steps_of_one_version_are_compared(asked: str, offered: str) -> None:
    said = " ".join(plain(each) for each in ladder_lines(SCENE, contract(asked, offered)))

    same = bool(asked and offered) and asked[:3] == offered[:3]
    assert ("lager dan gevraagd" in said) == (same and offered[-1] < asked[-1])
    assert ("versies verschillen" in said) == (bool(asked and offered) and not same)


def test_both_menus_hold_the_versions_side_by_side_and_what_was_chosen() -> None:
    asked, offered = ladder_fields(SCENE, "INK-0001", contract("4.0/2", ""))

    assert [each.label for each in asked.options][:5] == [
        "Niets gevraagd", "versie 4.0, trede 1", "versie 4.0, trede 2", "versie 4.0, trede 3",
        "versie 3.1, niveau 1",
    ]  # fmt: skip
    assert len(asked.options) == len(offered.options) == 9
    assert (asked.value, offered.value) == ("4.0/2", "none")
    assert "versie 4.0" in asked.hint
    assert "januari 2027" in asked.hint


@pytest.mark.parametrize(
    ("sent", "kept"), [("4.0/2", "4.0/2"), ("none", ""), ("", ""), ("4.0/9", ""), ("x", "")]
)
def test_only_a_step_that_exists_is_kept(sent: str, kept: str) -> None:
    assert chosen_ladder({"ladder_asked": sent}, "asked") == kept
    assert chosen_ladder({}, "asked") == ""
