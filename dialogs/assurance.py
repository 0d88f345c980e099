"""What comes of an answer at a moment: what is remembered, what is said, and when we come back.

Whatever is answered short of yes gets a day on which it is asked again; an open point never
vanishes silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from dialogs.lesson import written
from dialogs.messages import Button, Line, Message, Person
from dialogs.moment import Moment
from dialogs.nudges import SHOWN, Subject, answer_word
from dialogs.reading import clean, read_choice, shown
from dialogs.scene import Scene

ANSWERED = "answered"

ProofKind = Literal["text", "link", "file"]


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows how it is: some words, a link, or the name and place of a file."""

    kind: ProofKind
    value: str
    name: str = ""


def answered(moment: Moment, given: str, person: str, now: datetime) -> Moment:
    """A moment after somebody answered it."""
    return replace(
        moment,
        state="answered",
        answer=given,
        answered_by=person,
        answered_at=now,
        due_at=None,
        offered_to="",
        sequence=moment.sequence + 1,
    )


def again(moment: Moment, count: int, on: date, due_at: datetime) -> Moment:
    """What follows up an answer short of yes: the same is asked again, for the how many-th time."""
    return Moment(
        purchase=moment.purchase,
        key=moment.follow_up(count),
        kind=moment.kind,
        on=on,
        owner=moment.owner,
        receiver=moment.owner,
        due_at=due_at,
        promise=moment.promise,
        planned_on=on,
    )


def shown_answer(
    scene: Scene,
    subject: Subject,
    following: Moment | None,
    proofs: Sequence[Proof] = (),
) -> Message:
    """What takes the place of the question once it is answered."""
    moment = subject.moment
    word = answer_word(moment)
    lines = [
        *_quote(scene, subject),
        scene.say(
            f"answered.{word}",
            person=Person(moment.answered_by),
            day=scene.day(moment.answered_at or scene.now),
        ),
        *_after(scene, moment, following),
        *(_proof(scene, each) for each in proofs),
    ]
    buttons = [Button("evidence", scene.label("nudge.evidence"), subject.argument)]
    if following is not None:
        label = scene.label("nudge.next_step")
        buttons.insert(0, Button("next_step", label, subject.argument, "primary"))
    if moment.kind == "evaluation":
        lines.append(scene.say("lesson.asked"))
        buttons.append(written(scene, moment.purchase))
    return _in_place(subject, lines, tuple(buttons))


def _quote(scene: Scene, subject: Subject) -> list[Line]:
    promise = subject.promise
    if subject.moment.kind == "promise" and promise:
        return [scene.say("nudge.quote", text=shown(promise.text, SHOWN))]
    return [Line("*{what}*", {"what": scene.label(f"moment.{subject.moment.kind}")})]


def _after(scene: Scene, moment: Moment, following: Moment | None) -> list[Line]:
    if following is None:
        return [scene.say("answered.thanks")]
    day = scene.day(following.on)
    if moment.next_step:
        return [scene.say("answered.step", step=shown(moment.next_step, SHOWN), day=day)]
    key = "find_out" if moment.answer == "unknown" else "what_next"
    return [scene.say(f"answered.{key}", day=day)]


def _proof(scene: Scene, proof: Proof) -> Line:
    return scene.say("answered.evidence", proof=shown(proof.name or proof.value, 300))


def _in_place(subject: Subject, lines: Sequence[Line], buttons: tuple[Button, ...]) -> Message:
    """A message that takes the place of the question at a moment."""
    heading = f"{subject.moment.purchase} · {subject.purchase.title}"
    return Message(key=ANSWERED, heading=heading, lines=tuple(lines), buttons=buttons)


def snoozed(scene: Scene, subject: Subject, person: str) -> Message:
    """What takes the place of a question that was put off."""
    line = scene.say("snoozed.line", day=scene.day(subject.moment.on), person=Person(person))
    return _in_place(subject, [*_quote(scene, subject), line], ())


def stopped(scene: Scene, subject: Subject, person: str) -> Message:
    """What takes the place of a question that is not asked any more."""
    reason = shown(subject.moment.reason, SHOWN)
    line = scene.say(
        "stopped.line", person=Person(person), day=scene.day(scene.today), reason=reason
    )
    return _in_place(subject, [*_quote(scene, subject), line], ())


def offered(scene: Scene, subject: Subject, other: str) -> Message:
    """What takes the place of a question while somebody else thinks it over."""
    owner = Person(subject.moment.owner)
    line = scene.say("hand_over.asked", other=Person(other), owner=owner)
    again = Button("nudge_one", scene.label("nudge.answer_question"), subject.argument)
    return _in_place(subject, [*_quote(scene, subject), line], (again,))


def offer(scene: Scene, subject: Subject, person: str, reason: str) -> Message:
    """The question to somebody whether they will look after it."""
    lines = [scene.say("hand_over.offer", person=Person(person)), *_quote(scene, subject)]
    lines += whole_contract(scene, subject)
    if reason:
        lines.append(
            scene.say("hand_over.offer_reason", person=Person(person), reason=shown(reason, SHOWN))
        )
    buttons = (
        Button("accept", scene.label("hand_over.accept"), subject.argument, "primary"),
        Button("refuse", scene.label("hand_over.refuse"), subject.argument),
    )
    return replace(_in_place(subject, lines, buttons), key="offer")


def whole_contract(scene: Scene, subject: Subject) -> list[Line]:
    """Who takes over a moment of the contract itself takes over the contract, and reads so."""
    if subject.promise or subject.contract is None or subject.moment.kind == "open_point":
        return []
    return [scene.say("hand_over.whole", supplier=subject.contract.supplier)]


def decided(scene: Scene, subject: Subject, person: str, *, accepted: bool) -> Message:
    """What takes the place of an offer once it is accepted or refused."""
    key = "hand_over.accepted" if accepted else "hand_over.refused"
    owner = Person(subject.moment.owner)
    line = scene.say(key, person=Person(person), owner=owner)
    return _in_place(subject, [*_quote(scene, subject), line], ())


def told_owner(scene: Scene, subject: Subject, person: str, *, accepted: bool) -> Message:
    """What somebody hears who asked another to take it over."""
    key = "hand_over.accepted_told" if accepted else "hand_over.refused_told"
    promise = subject.promise
    text = promise.text if promise else scene.label(f"moment.{subject.moment.kind}")
    line = scene.say(key, person=Person(person), text=shown(text, SHOWN))
    button = Button("nudge_one", scene.label("nudge.answer_question"), subject.argument)
    return Message(key="told", lines=(line,), buttons=() if accepted else (button,))


def understood(scene: Scene, subject: Subject, text: str) -> str:
    """The answer that a typed line gives; empty when it is something else."""
    words = (
        ("kept", "done", "arranged"), ("partly",), ("not", "not_yet"), ("unknown",)
    )  # fmt: skip
    options = [
        (key, [scene.label(f"nudge.{name}") for name in names])
        for key, names in zip(("kept", "partly", "not", "unknown"), words, strict=True)
    ]
    found = read_choice(text, options)
    return found.value if found and not found.rest else ""


def proof_of(text: str) -> Proof:
    """Typed words or a link as proof."""
    cleaned = clean(text)
    if cleaned.startswith(("https://", "http://")) and len(cleaned.split()) == 1:
        return Proof("link", cleaned)
    return Proof("text", cleaned)


def later(when: str, today: date) -> date:
    """The day that a short delay gives: a week or a month from now."""
    return today + timedelta(days=7 if when == "week" else 30)
