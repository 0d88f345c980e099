"""Stopping a purchase is confirmed right away, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.moves import Pressed
from dialogs.script import BadScript, Script
from dialogs.words import Answers, Choice, Question
from tests.dialogs.talking import Talk, words


def at_first_question(script: Script) -> Talk:
    talk = Talk(script)
    talk.say("naar de vragen")
    return talk


def test_a_yes_stops_only_right_after_it_was_asked(script: Script) -> None:
    talk = at_first_question(script)
    talk.say("stop")
    talk.say("Wat bedoelen ze hiermee?")

    talk.say("ja")

    assert talk.purchase.status == "in_progress"
    assert talk.purchase.value("circularity.1", "choice") == "need"


def test_an_old_button_to_stop_asks_again(script: Script) -> None:
    talk = at_first_question(script)
    talk.say("stop")
    talk.say("[Nee, doorgaan]")

    talk.move(Pressed("stop_sure"))

    assert not talk.purchase.closed
    assert "echt stoppen" in words(talk.heard[0])[0]
    assert talk.say("ja").purchase.status == "cancelled"


def test_the_open_points_that_end_are_named_before_and_after(script: Script) -> None:
    talk = at_first_question(script)
    for text in ("weet ik nog niet", "wijzig 6", "nog niet", "1-3-2027", "ik"):
        talk.say(text)

    talk.say("stop")

    asked = words(talk.heard[0])
    assert asked[1:] == [
        "Hiermee vervalt wat nog open stond (2):",
        "→ Open punt: Nodig of hergebruik – @U0SANNE, uiterlijk 7 december 2026",
        "→ Open punt: Marktonderzoek – @U0SANNE, uiterlijk 1 maart 2027",
    ]
    card = talk.say("ja").messages[-1]
    ended = "→ Vervallen open punt: Marktonderzoek – @U0SANNE, was uiterlijk 1 maart 2027"
    assert ended in words(card)


def test_what_is_still_open_when_it_is_not_bought_is_named(script: Script) -> None:
    talk = at_first_question(script)
    for text in ("wijzig 6", "nog niet", "1-3-2027", "ik", "Het is toch niet nodig"):
        talk.say(text)

    talk.say("Ja, niet kopen")

    ended = "→ Vervallen open punt: Marktonderzoek – @U0SANNE, was uiterlijk 1 maart 2027"
    assert ended in words(talk.heard[0])


def where_no_product_ends_it(script: Script, reopened: Answers) -> Script:
    """The script in which the second question may end the purchase too."""
    intake, five, checklist, gaps = script.dialogs
    first, _, *others = five.questions
    second = Question(
        "2",
        (Choice(),),
        ends=lambda answers: answers.get("choice") == "not_applicable",
        reopened=reopened,
    )
    dialogs = (intake, replace(five, questions=(first, second, *others)), checklist, gaps)
    return replace(script, dialogs=dialogs)


def test_any_question_that_ends_a_purchase_is_answered_anew_when_it_opens_again(
    script: Script,
) -> None:
    script = where_no_product_ends_it(script, {"choice": "no"})
    script.check()
    talk = Talk(script)
    for text in ("naar de vragen", "ja", "Er is geen product"):
        talk.say(text)
    assert talk.purchase.closed

    turn = talk.say("toch verder")

    assert turn.purchase.status == "in_progress"
    assert turn.purchase.values("circularity.2") == {"choice": "no"}


def test_a_question_that_ends_a_purchase_must_say_how_it_goes_on(script: Script) -> None:
    with pytest.raises(BadScript, match="reopened"):
        where_no_product_ends_it(script, {}).check()
