"""A form that is sent in after the purchase ended: kept, shown on the card, and still ended."""

from __future__ import annotations

from dialogs.card import CARD
from dialogs.moves import Filled
from dialogs.script import Script
from tests.dialogs.talking import Talk, words


def test_changing_what_ended_it_is_saved_and_leaves_it_ended(script: Script) -> None:
    talk = Talk(script)
    for text in ("naar de vragen", "Het is toch niet nodig", "Ja, niet kopen"):
        talk.say(text)
    place = ("circularity.1", "choice")

    turn = talk.move(Filled({place: "need"}, {place: 1}))

    assert turn.purchase.status == "not_bought"
    assert turn.purchase.value(*place) == "need"
    told = talk.heard[0]
    assert words(told)[0].startswith("Bewaard. INK-0001 blijft afgesloten als 'niet gekocht'.")
    assert [button.label for button in told.buttons] == ["Toch verder"]
    (card,) = [each for each in turn.messages if each.key == CARD]
    assert "1. Nodig of hergebruik: Ja, ik heb het nodig" in words(card)
    assert talk.say("toch verder").purchase.status == "in_progress"
