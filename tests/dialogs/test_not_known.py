"""Not knowing yet is something that one says with a button or a phrase, never by accident."""

from __future__ import annotations

from dialogs.purchase import UNKNOWN
from dialogs.reading import clean
from dialogs.script import Script
from tests.dialogs.talking import Talk


def test_the_word_unknown_is_a_text_like_any_other(script: Script) -> None:
    talk = Talk(script)
    for text in ("naar de vragen", "ja", "ja", "ja", "Anders"):
        talk.say(text)

    talk.say("unknown")

    assert talk.purchase.value("circularity.4", "explanation") == "unknown"
    assert talk.turns[-1].messages[0].key == "ask/circularity.4/responsible"


def test_nobody_can_type_that_it_is_not_known() -> None:
    assert clean(UNKNOWN) != UNKNOWN


def test_nobody_known_to_be_responsible_is_not_known_yet(script: Script) -> None:
    talk = Talk(script)
    for text in (
        "naar de vragen",
        "ja",
        "ja",
        "ja",
        "Anders",
        "Zuinig zijn",
        "ik weet het nog niet",
    ):
        talk.say(text)

    assert talk.purchase.values("circularity.4")["responsible"] == UNKNOWN
