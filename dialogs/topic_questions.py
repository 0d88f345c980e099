"""A question to an ambassador: how it is asked, and how the answer comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.ambassadors import ASK, Place, name_of, who_line
from dialogs.contract_forms import field_of, one_section
from dialogs.explaining import FORWARD
from dialogs.messages import Button, Form, Line, Message, Person, Value
from dialogs.questions import LONGEST
from dialogs.reading import PERSON, clean, shown
from dialogs.scene import Scene

ANSWER = "topic_answer"
QUESTION = "topic_question/"
"""How the keys begin of what is told of a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked an ambassador.

    `state` is waiting, reminded, let_go (the asker was told to try another) or answered.
    """

    id: int
    topic: str
    asker: str
    ambassador: str
    text: str
    asked_at: datetime
    state: str = "waiting"
    answer: str = ""

    @property
    def key(self) -> str:
        """The key of what the ambassador reads."""
        return f"{QUESTION}{self.id}"

    @property
    def key_again(self) -> str:
        """The key of what reminds them."""
        return f"{self.key}/again"

    @property
    def key_let_go(self) -> str:
        """The key of what tells the asker to try another."""
        return f"{self.key}/let_go"


def ask_form(scene: Scene, topic: str, people: Sequence[str], text: str = "") -> Form:
    """The form in which a question is asked; `people` may get it, the first of them unless the
    asker chooses another."""
    name = "ask_ambassador"
    fields = [
        field_of(
            scene, "", name, "text", "text", text,
            needed=True, longest=LONGEST, hint=scene.label("ask_ambassador.hint"),
        )
    ]  # fmt: skip
    if len(people) > 1:
        first = f"{PERSON}{people[0]}"
        fields.insert(0, field_of(scene, "", name, "person", "person", first, needed=True))
    lines = (scene.say("ask_ambassador.who"), who_line(scene, topic, {topic: people}))
    form = one_section(scene, ASK, topic, name, fields)
    return replace(form, lines=lines)


def read_question(
    scene: Scene, values: Mapping[Place, str], people: Sequence[str]
) -> tuple[str, str, dict[Place, Line]]:
    """The question, whom it is for, and what is wrong."""
    text = clean(values.get(("ask_ambassador", "text"), ""))
    chosen = values.get(("ask_ambassador", "person"), "").removeprefix(PERSON) or people[0]
    errors: dict[Place, Line] = {}
    if not text:
        errors["ask_ambassador", "text"] = scene.say("ask_ambassador.no_text")
    if chosen not in people:
        errors["ask_ambassador", "person"] = scene.say("ask_ambassador.another")
    return text[:LONGEST], chosen, errors


def asked(scene: Scene, question: Question, *, again: bool = False) -> Message:
    """What the ambassador reads, the first time or once more, with a button to answer."""
    opening = "topic_question.again" if again else "topic_question.asked"
    return Message(
        key=question.key_again if again else question.key,
        lines=(*_asked(scene, question, opening), scene.say("topic_question.dont_know")),
        buttons=(
            Button(ANSWER, scene.label("topic_question.answer"), str(question.id), "primary"),
        ),
    )


def _asked(
    scene: Scene, question: Question, opening: str = "topic_question.asked"
) -> tuple[Line, ...]:
    person, topic = Person(question.asker), name_of(scene, question.topic)
    return (
        scene.say(opening, person=person, topic=topic),
        scene.say("topic_question.text", text=question.text),
    )


def done(scene: Scene, question: Question, replaces: str) -> Message:
    """What takes its place once it was answered."""
    return Message(
        key=f"{replaces}/done",
        replaces=replaces,
        lines=(
            *_asked(scene, question),
            scene.say("topic_question.done"),
            scene.say("topic_question.text", text=question.answer),
        ),
    )


def answered(scene: Scene, question: Question) -> Message:
    """What the asker reads."""
    topic = name_of(scene, question.topic)
    return Message(
        key=f"{ANSWER}/{question.id}",
        lines=(
            scene.say(
                "topic_question.answered", person=Person(question.ambassador), topic=topic
            ),
            scene.say("topic_question.text", text=question.answer),
        ),
        notes=(scene.say("topic_question.about", text=shown(question.text)),),
    )  # fmt: skip


def answer_form(scene: Scene, question: Question) -> Form:
    """The form in which an ambassador answers."""
    text = field_of(
        scene, "", "topic_reply", "text", "text",
        needed=True, longest=LONGEST, hint=scene.label("topic_reply.hint"),
    )  # fmt: skip
    form = one_section(scene, ANSWER, str(question.id), "topic_reply", [text])
    return replace(form, lines=_asked(scene, question))


def read_answer(scene: Scene, values: Mapping[Place, str]) -> tuple[str, dict[Place, Line]]:
    """The answer that was filled in, and what is wrong with it."""
    text = clean(values.get(("topic_reply", "text"), ""))[:LONGEST]
    return text, {} if text else {("topic_reply", "text"): scene.say("topic_reply.no_text")}


def let_go(scene: Scene, question: Question, *, stopped: bool, others: bool) -> Message:
    """What the asker is told when no answer came: `stopped` when none is to be expected any more,
    `others` when somebody else may be asked."""
    key = "topic_question.stopped" if stopped else "topic_question.no_answer"
    topic, text = question.topic, question.text
    buttons = [Button(FORWARD, scene.label("explain.button.forward"), topic, text=text)]
    if others:
        another = scene.label("topic_question.another")
        buttons.insert(0, Button(ASK, another, topic, "primary", text=text))
    values: dict[str, Value] = {
        "person": Person(question.ambassador), "topic": name_of(scene, topic),
    }  # fmt: skip
    return Message(
        key=question.key_let_go,
        lines=(
            scene.say(key, **values),
            scene.say("topic_question.try_other" if others else "topic_question.try_procurement"),
        ),
        notes=(scene.say("topic_question.about", text=shown(question.text)),),
        buttons=tuple(buttons),
    )
