"""In a channel colleagues read along, and the bot hears only what begins with its name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dialogs.messages import Message, plain
from dialogs.script import Script
from dialogs.turn import Turn
from tests.dialogs.talking import Talk, words


def in_channel(script: Script, language: str = "nl") -> Talk:
    talk = Talk(script, language=language)
    talk.turns.append(Turn(replace(talk.purchase, shared=True)))
    return talk


def notes(message: Message) -> list[str]:
    return [plain(note) for note in message.notes]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_to_type_at_says_that_typing_needs_our_name(
    script: Script, language: str
) -> None:
    talk = in_channel(script, language)
    for text in ("naar de vragen", "ja", "ja", "ja"):
        talk.say(text)
    assert not any("@Inkoopmaatje" in note for note in notes(talk.heard[0]))

    for text in ("4", "zuinig zijn", "ik", "5"):
        talk.say(text)
        assert "@Inkoopmaatje" in notes(talk.heard[0])[-1] or talk.heard[0].key.endswith("choice")

    assert talk.heard[0].key == "ask/circularity.5/explanation"


def test_a_pause_says_how_to_go_on(script: Script) -> None:
    talk = in_channel(script)

    talk.say("pauze")

    assert "Typ '@Inkoopmaatje verder'" in words(talk.heard[0])[0]
