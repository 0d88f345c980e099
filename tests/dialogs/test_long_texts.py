"""A text that is too long is refused in one sentence: nothing is cut in silence."""

from __future__ import annotations

import pytest

from dialogs.script import Script
from tests.dialogs.talking import Talk, words

LONG = "alles is stuk " * 230


@pytest.mark.parametrize("text", [LONG, f"ja, want {LONG}"])
def test_an_explanation_too_long_says_so_and_stores_nothing(script: Script, text: str) -> None:
    talk = Talk(script)
    talk.say("naar de vragen")

    talk.say(text)

    assert "er passen er 3000" in words(talk.heard[0])[0]
    assert talk.purchase.answers.get("circularity.1") is None


def test_what_does_not_fit_any_more_behind_an_explanation_is_refused(script: Script) -> None:
    talk = Talk(script)
    talk.say("naar de vragen")
    talk.say("de laptops zijn oud " * 140)
    kept = talk.purchase.value("circularity.1", "explanation")

    talk.say("en stuk " * 40)

    assert f"er passen er {3000 - len(kept) - 1}" in words(talk.heard[0])[0]
    assert talk.purchase.value("circularity.1", "explanation") == kept


def test_an_explanation_with_the_choice_joins_what_was_kept_before_it(script: Script) -> None:
    talk = Talk(script)
    talk.say("naar de vragen")
    talk.say("De laptops zijn oud")

    talk.say("ja, want ze zijn stuk")

    kept = talk.purchase.value("circularity.1", "explanation")
    assert kept == "De laptops zijn oud\nwant ze zijn stuk"
