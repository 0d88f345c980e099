"""What people type at a question, in words of their own."""

from __future__ import annotations

import pytest

from dialogs.messages import plain
from dialogs.script import Script
from tests.dialogs.talking import Talk, words


def at(script: Script, *texts: str) -> Talk:
    talk = Talk(script)
    for text in ("naar de vragen", *texts):
        talk.say(text)
    return talk


@pytest.mark.parametrize("text", ["?", "wat is dat", "Wat is dat?"])
def test_a_question_mark_asks_what_is_meant(script: Script, text: str) -> None:
    talk = at(script)

    talk.say(text)

    assert talk.heard[0].key == "means"


@pytest.mark.parametrize("text", ["ja hoor", "jaa", "Jazeker!", "ik denk het wel"])
def test_a_yes_in_other_words_is_the_yes_of_the_choice(script: Script, text: str) -> None:
    talk = at(script)

    talk.say(text)

    assert talk.purchase.values("circularity.1") == {"choice": "need"}


def test_a_yes_where_no_option_says_yes_is_asked_about(script: Script) -> None:
    talk = at(script, "ja", "ja", "ja")

    talk.say("ja hoor")

    assert "1. Onderhoud en reparatie" in words(talk.heard[0])[0]


@pytest.mark.parametrize(
    ("typed", "choice"),
    [("garantie", "warranty"), ("Huren", "service"), ("onderhoud, elk jaar", "maintain")],
)
def test_the_first_word_of_an_option_picks_it(script: Script, typed: str, choice: str) -> None:
    talk = at(script, "ja", "ja", "ja")

    talk.say(typed)

    assert talk.purchase.value("circularity.4", "choice") == choice


def test_the_first_word_of_a_category_picks_it(script: Script) -> None:
    talk = Talk(script)

    talk.say("diensten")

    assert talk.purchase.category == "services"


def test_what_was_kept_before_the_choice_is_shown_where_the_text_is_asked(script: Script) -> None:
    talk = at(script, "ja", "ja", "ja", "De servicedesk kijkt ernaar")

    talk.say("Onderhoud en reparatie")

    assert talk.heard[0].key == "ask/circularity.4/explanation"
    assert words(talk.heard[0])[1].startswith("Nu staat hier: De servicedesk kijkt ernaar")
    talk.say("laat zo")
    assert talk.heard[0].key == "ask/circularity.4/responsible"
    talk.say("ik")
    assert talk.heard[0].key == "ask/circularity.5/choice"


def test_a_yes_to_stopping_that_comes_too_late_asks_again(script: Script) -> None:
    talk = at(script, "stop", "pauze")

    talk.say("ja, stoppen")

    assert "echt stoppen" in plain(talk.heard[0].lines[0])
    assert not talk.purchase.closed
