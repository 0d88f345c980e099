"""A question that was sent on to procurement, its answer, and the list of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogs.contract_forms import field_of, one_section
from dialogs.messages import Button, Form, Line, Message, Person
from dialogs.reading import clean, shown
from dialogs.scene import Scene

REPLY = "reply"
LONGEST = 1500
"""So long a question may be, and an answer: both fit in one message."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of somebody that waits for a human, or got an answer from one."""

    id: int
    asker: str
    text: str
    asked_at: datetime
    answer: str = ""
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that was asked and not found, and how often."""

    text: str
    count: int


def key_of(question: int) -> str:
    """The key of the message about a question."""
    return f"question/{question}"


def forwarded(scene: Scene, asked: Asked) -> Message:
    """What procurement reads, with a button to answer."""
    asker = Person(asked.asker)
    return Message(
        key=key_of(asked.id),
        lines=(
            scene.say("question.forwarded", person=asker),
            scene.say("question.text", text=asked.text),
            scene.say("question.waiting", person=asker),
        ),
        buttons=(Button(REPLY, scene.label("question.button.answer"), str(asked.id), "primary"),),
    )


def done(scene: Scene, asked: Asked) -> Message:
    """The same once it was answered: what was asked, what was said, and by whom."""
    return Message(
        key=f"{key_of(asked.id)}/done",
        replaces=key_of(asked.id),
        lines=(
            scene.say("question.forwarded", person=Person(asked.asker)),
            scene.say("question.text", text=asked.text),
            scene.say("question.done", person=Person(asked.answered_by)),
            scene.say("question.text", text=asked.answer),
        ),
    )


def answered(scene: Scene, asked: Asked) -> Message:
    """What the asker reads."""
    return Message(
        key=f"{key_of(asked.id)}/answer",
        lines=(
            scene.say("question.answered", person=Person(asked.answered_by)),
            scene.say("question.text", text=asked.answer),
        ),
        notes=(scene.say("question.about", text=shown(asked.text)),),
    )


def reply_form(scene: Scene, asked: Asked) -> Form:
    """The form in which procurement answers."""
    text = field_of(
        scene, str(asked.id), REPLY, "text", "text",
        needed=True, longest=LONGEST, hint=scene.label("reply.hint"),
    )  # fmt: skip
    form = one_section(scene, REPLY, str(asked.id), REPLY, [text])
    asker = Person(asked.asker)
    lines = (
        scene.say("question.forwarded", person=asker), scene.say("question.text", text=asked.text),
    )  # fmt: skip
    return Form(
        form.verb, form.argument, form.title, form.submit, form.close, lines=lines,
        sections=form.sections,
    )  # fmt: skip


def read(
    scene: Scene, values: Mapping[tuple[str, str], str]
) -> tuple[str, dict[tuple[str, str], Line]]:
    """The answer that was filled in, and what is wrong with it."""
    text = clean(values.get((REPLY, "text"), ""))
    return text, {} if text else {(REPLY, "text"): scene.say("reply.no_answer")}


def listed(scene: Scene, waiting: Sequence[Asked], missed: Sequence[Missed]) -> Message:
    """What procurement may fill: who waits for an answer, and what was not found how often."""
    lines: list[Line] = []
    if waiting:
        lines.append(scene.say("question.open_heading"))
        lines += [
            scene.say(
                "question.open", number=str(number), person=Person(each.asker),
                day=scene.day(each.asked_at), text=shown(each.text),
            )
            for number, each in enumerate(waiting, 1)
        ]  # fmt: skip
    else:
        lines.append(scene.say("question.none_open"))
    if missed:
        lines.append(scene.say("question.missed_heading"))
        lines += [
            scene.say("question.missed", count=str(each.count), text=shown(each.text))
            for each in missed
        ]
    else:
        lines.append(scene.say("question.none_missed"))
    buttons = tuple(
        Button(REPLY, f"{scene.label('question.button.answer')} {number}", str(each.id))
        for number, each in enumerate(waiting, 1)
    )
    heading = scene.label("question.heading")
    return Message("questions", tuple(lines), heading=heading, buttons=buttons)
