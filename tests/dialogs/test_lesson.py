"""Lessons in words: what is asked after a contract, what a form takes, and what others read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from dialogs.assurance import answered, shown_answer
from dialogs.contract import Contract
from dialogs.lesson import Lesson, lines_of, offered
from dialogs.lesson_asking import asked
from dialogs.lesson_forms import LONGEST, lesson_form, read_lesson
from dialogs.messages import Message, plain
from dialogs.moment import Moment
from dialogs.nudges import Subject, nudge
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.moments import Term, load_offsets

NOW = datetime(2029, 3, 12, 9, tzinfo=UTC)
TODAY = date(2029, 3, 12)
PURCHASE = Purchase("INK-0001", "40 laptops", "U0SANNE", NOW, NOW)
FILLED = {
    ("lesson", "expected"): "Alles komt terug",
    ("lesson", "happened"): "Niets kwam terug",
    ("lesson", "differently"): "Spreek een datum af",
    ("lesson", "category"): "ict",
    ("lesson", "question"): "circularity.5",
}
LESSON = Lesson(7, "ict", "circularity.5", "Alles", "Niets", "Een datum", TODAY, "INK-0001")


@pytest.fixture(params=["nl", "en"])
def scene(script: Script, request: pytest.FixtureRequest) -> Scene:
    return Scene(script, request.param, NOW, ZoneInfo("Europe/Amsterdam"))


def subject(kind: str) -> Subject:
    """A moment of a contract that ended."""
    term = Term(date(2027, 1, 11), date(2029, 1, 10))
    contract = Contract("INK-0001", "Laptopreus BV", "", term, "U0PIET", "")
    moment = Moment("INK-0001", kind, kind, TODAY, "U0PIET", "U0PIET", NOW, id=3)
    return Subject(moment, PURCHASE, contract, load_offsets())


def of(message: Message) -> list[str]:
    """What the buttons of a message do, and on what."""
    return [f"{each.verb}/{each.argument}" for each in message.buttons]


def test_a_lesson_is_asked_at_the_evaluation_and_below_its_answer(scene: Scene) -> None:
    evaluation = subject("evaluation")
    message = nudge(scene, evaluation, "U0PIET")
    assert scene.say("lesson.asked") in message.lines
    assert "lesson_write/of/INK-0001" in of(message)
    for given in ("kept", "partly"):
        after = replace(evaluation, moment=answered(evaluation.moment, given, "U0PIET", NOW))
        shown = shown_answer(scene, after, None)
        assert "lesson_write/of/INK-0001" in of(shown)

    assert "lesson_write/of/INK-0001" not in of(nudge(scene, subject("yearly"), "U0PIET"))


def test_the_form_names_who_has_to_agree_before_anything_is_written(scene: Scene) -> None:
    own = lesson_form(scene, PURCHASE, "U0SANNE")
    other = lesson_form(scene, PURCHASE, "U0PIET")
    free = lesson_form(scene, None, "U0PIET")
    assert len({plain(each.lines[0]) for each in (own, other, free)}) == 3
    assert "@U0SANNE" in plain(other.lines[0])
    known = lesson_form(scene, PURCHASE, "U0PIET", knows=True)
    for form, suggested in ((own, "ict"), (known, "ict"), (other, "")):  # by its title
        values = {each.about.part: each.value for each in form.sections[0].fields}
        assert values["category"] == suggested
    assert values["question"] == "circularity.1"
    assert {each.about.part: each.value for each in free.sections[0].fields}["category"] == ""


def test_texts_that_are_kept_with_a_name_are_not_sent_in_again_without_one(scene: Scene) -> None:
    refused = replace(LESSON, author="U0PIET", owner="U0SANNE", state="refused")
    first = lesson_form(scene, PURCHASE, "U0PIET")
    again = lesson_form(scene, PURCHASE, "U0PIET", refused)
    assert "nameless" in {each.about.part for each in first.sections[0].fields}
    assert "nameless" not in {each.about.part for each in again.sections[0].fields}


@pytest.mark.parametrize(
    ("part", "value"),
    [("expected", ""), ("happened", "\u200b\n"), ("differently", "x" * (LONGEST + 1)),
     ("category", "gone"), ("question", "intake.what")],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_at_its_field(scene: Scene, part: str, value: str) -> None:
    found = read_lesson(scene, FILLED | {("lesson", part): value})
    assert list(found.errors) == [("lesson", part)]
    assert found.texts == {}


def test_a_form_gives_clean_texts_and_whether_a_name_is_kept(scene: Scene) -> None:
    found = read_lesson(scene, FILLED | {("lesson", "happened"): " Niets\u202e kwam "})
    assert found.errors == {}
    assert found.texts["happened"] == "Niets kwam"
    assert not found.nameless
    assert read_lesson(scene, FILLED | {("lesson", "nameless"): "nameless"}).nameless


def test_others_read_a_name_only_where_it_was_given(scene: Scene) -> None:
    named = replace(LESSON, author="U0PIET", owner="U0SANNE")
    assert "@U0PIET" in plain(lines_of(scene, named)[-1])
    assert "@" not in "".join(map(plain, lines_of(scene, LESSON)))
    assert "@" not in "".join(map(plain, offered(scene, named, more=False).lines))
    assert "@U0SANNE" in plain(asked(scene, named, "stuck").lines[0])
    assert asked(scene, named, "stuck").notes == ()
