"""Whole conversations, readable by procurement, run word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from dialogs.script import Script
from tests.dialogs.talking import Talk, words

TRANSCRIPTS = sorted((Path(__file__).parent.parent / "transcripts").glob("*.md"))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_a_transcript_runs_word_for_word(path: Path, script: Script) -> None:
    written = [line.rstrip() for line in path.read_text("utf-8").splitlines() if line.strip()]

    assert written == list(played(written, script))


def played(written: list[str], script: Script) -> list[str]:
    """The transcript as the dialogs make it now, from what the people in it say."""
    told: list[str] = []
    talk: Talk | None = None
    language = "nl"
    for line in written:
        if line.startswith(">"):
            continue
        told.append(line)
        if line.startswith("Taal: "):
            language = line.removeprefix("Taal: ")
        elif ": " in line and not line.startswith("#"):
            person, _, text = line.partition(": ")
            if talk is None:
                talk = Talk(script, text, language)
            else:
                talk.say(text, f"U0{person.upper()}")
            for message in talk.heard:
                told.extend(f"> {each}" for each in words(message))
    return told


def test_there_are_transcripts() -> None:
    assert len(TRANSCRIPTS) >= 5
