"""Stopping a purchase is confirmed right away, or not at all."""

from __future__ import annotations

from dialogs.moves import Pressed
from dialogs.script import Script
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
