"""The small forms at a moment: put off, hand over, the next step, proof, and no more asking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dialogs.assurance import Proof, whole_contract
from dialogs.contract_forms import Values, field_of, one_section
from dialogs.messages import Form, Line
from dialogs.nudges import Subject
from dialogs.reading import PERSON, clean
from dialogs.scene import Scene

LONGEST = 1000
LONGEST_DELAY = timedelta(days=731)


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back of a small form; `errors` by (form, part)."""

    errors: dict[tuple[str, str], Line]
    text: str = ""
    day: date | None = None
    person: str = ""
    proofs: tuple[Proof, ...] = ()


def snooze_form(scene: Scene, subject: Subject) -> Form:
    """Until when a question is put off."""
    day = field_of(scene, subject.moment.purchase, "snooze", "day", "date", needed=True)
    return one_section(scene, "snooze", subject.argument, "snooze", [day])


def step_form(scene: Scene, subject: Subject, day: date) -> Form:
    """The next step, and when it is asked about; `day` is when it would be anyway."""
    id, moment = subject.moment.purchase, subject.moment
    fields = [
        field_of(scene, id, "step", "text", "text", moment.next_step, needed=True, longest=LONGEST),
        field_of(scene, id, "step", "day", "date", day.isoformat(), needed=True),
    ]
    return one_section(scene, "step", subject.argument, "step", fields)


def evidence_form(scene: Scene, subject: Subject) -> Form:
    """Words or a link as proof; a file goes into the thread."""
    id = subject.moment.purchase
    fields = [
        field_of(scene, id, "evidence", "text", "text", longest=LONGEST),
        field_of(scene, id, "evidence", "link", "text", longest=2000),
    ]
    return one_section(scene, "evidence", subject.argument, "evidence", fields)


def hand_over_form(scene: Scene, subject: Subject) -> Form:
    """Who is asked to take it over."""
    id = subject.moment.purchase
    fields = [
        field_of(scene, id, "hand_over", "person", "person", needed=True),
        field_of(scene, id, "hand_over", "reason", "text", longest=200),
    ]
    form = one_section(scene, "hand_over", subject.argument, "hand_over", fields)
    return replace(form, lines=(*form.lines, *whole_contract(scene, subject)))


def stop_form(scene: Scene, subject: Subject) -> Form:
    """Why nobody has to look at it any more."""
    id = subject.moment.purchase
    reason = field_of(scene, id, "stop_moment", "reason", "text", needed=True, longest=500)
    return one_section(scene, "stop_moment", subject.argument, "stop_moment", [reason])


def read(scene: Scene, name: str, values: Values) -> Filled:
    """What was filled in at one of these forms, and what is wrong with it."""
    at = {part: clean(value) for (form, part), value in values.items() if form == name}
    problems = _problems(scene, name, at)
    if problems:
        return Filled({(name, part): scene.say(f"problem.{key}") for part, key in problems.items()})
    proofs = [Proof("text", at["text"])] if name == "evidence" and at.get("text") else []
    if at.get("link"):
        proofs.append(Proof("link", at["link"]))
    return Filled(
        {},
        text=at.get("text") or at.get("reason", ""),
        day=date.fromisoformat(at["day"]) if at.get("day") else None,
        person=at.get("person", "").removeprefix(PERSON),
        proofs=tuple(proofs),
    )


def _problems(scene: Scene, name: str, at: dict[str, str]) -> dict[str, str]:
    """The words of what is wrong, by field."""
    found: dict[str, str] = {}
    if name in ("snooze", "step"):
        day = at.get("day", "")
        if not day:
            found["day"] = "no_date"
        elif date.fromisoformat(day) <= scene.today:
            found["day"] = "past"
        elif date.fromisoformat(day) > scene.today + LONGEST_DELAY:
            found["day"] = "far"
    if name == "step" and not at.get("text"):
        found["text"] = "no_reason"
    if name == "stop_moment" and not at.get("reason"):
        found["reason"] = "no_reason"
    if name == "hand_over" and not at.get("person"):
        found["person"] = "no_person"
    if name == "evidence":
        if at.get("link") and not at["link"].startswith(("https://", "http://")):
            found["link"] = "link"
        elif not at.get("link") and not at.get("text"):
            found["text"] = "no_proof"
    return found
