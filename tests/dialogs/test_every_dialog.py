"""What must hold for every dialog: a new one is tested the moment it is registered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import load_script
from dialogs.messages import About
from dialogs.moves import Chosen, Filled, Pressed, Typed
from dialogs.open_points import open_points
from dialogs.progress import answered_count, open_question
from dialogs.script import Script
from tests.dialogs.talking import AMSTERDAM, Talk

SCRIPT = load_script()


def test_ids_are_what_outsiders_rely_on(script: Script) -> None:
    assert [asked.id for asked in script.counted] == [
        *(f"circularity.{n}" for n in range(1, 6)),
        *(f"checklist.{n}" for n in range(1, 5)),
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_option_can_be_typed_by_its_label_in_either_language(
    script: Script, language: str
) -> None:
    for other in script.wordings:
        for asked in script.counted:
            for key, label in script.labels(other, asked, asked.question.parts[0]).items():
                talk = Talk(script, language=language)
                talk.say("naar de vragen")
                talk.move(Pressed("change", asked.id))
                talk.say(label)
                assert talk.purchase.value(asked.id, "choice") == key, (other, asked.id, label)


MOVES = st.one_of(
    st.builds(Typed, st.sampled_from(["ja", "nee", "1", "2", "ik", "2040", "1-1-2030", "x", "",
                                      "terug", "weet ik nog niet", "sla over", "stop", "pauze",
                                      "wijzig 4", "verder", "toch verder", "laat zo"])),
    st.builds(
        lambda asked, part, revision, value: Chosen(
            About("INK-0001", asked, part, revision), value
        ),
        st.sampled_from([asked.id for asked in SCRIPT.questions] + ["gone.1"]),
        st.sampled_from(["choice", "stop", "responsible", "due", "year", "gone"]),
        st.integers(0, 3),
        st.sampled_from(["yes", "need", "reuse", "stop_here", "not_yet", "person:U2"]),
    ),
    st.builds(
        lambda question, part, value, seen: Filled({(question, part): value},
                                                   {(question, part): seen}),
        st.sampled_from([asked.id for asked in SCRIPT.counted]),
        st.sampled_from(["choice", "explanation", "responsible", "due", "year"]),
        st.sampled_from(["yes", "x", "person:U2", "2030-01-01", "2040", ""]),
        st.integers(0, 2),
    ),
)  # fmt: skip


@given(st.lists(st.tuples(MOVES, st.sampled_from(["U0SANNE", "U2"])), max_size=25))
def test_whatever_is_done_the_laws_hold(moves: list[tuple[object, str]]) -> None:
    """No move breaks a turn, loses an answer, or leaves an open point without owner and date."""
    talk = Talk(SCRIPT)
    for move, person in moves:
        before = talk.purchase
        talk.move(move, person)  # type: ignore[arg-type]
        after = talk.purchase

        for question, parts in before.answers.items():
            for part, answer in parts.items():
                now = after.answers[question][part]
                assert now.revision >= answer.revision
                assert now == answer or now.revision == answer.revision + 1
        for point in open_points(SCRIPT, after, AMSTERDAM):
            assert point.owner
            assert point.due
        done = answered_count(SCRIPT, after) == len(SCRIPT.counted)
        if after.status == "complete":
            assert done
        if not after.closed and not done:
            opened = open_question(SCRIPT, after)
            assert opened or open_points(SCRIPT, after, AMSTERDAM)
        for message in talk.turns[-1].messages:
            assert message.lines


def test_a_move_that_changes_nothing_gives_the_same_purchase_back(script: Script) -> None:
    talk = Talk(script)
    talk.say("naar de vragen")
    before = talk.purchase

    talk.move(Pressed("means", question="circularity.2"))

    assert talk.purchase == before
    assert replace(before) == before
