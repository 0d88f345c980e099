"""The same questions as a form, drawn from the same declaration, and what was filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dialogs.asking import about_part, heading, kind_of
from dialogs.messages import Field, Form, FormSection, Line
from dialogs.messages import Person as Somebody
from dialogs.moves import Filled
from dialogs.purchase import UNKNOWN, Purchase
from dialogs.reading import (
    PARTY,
    PERSON,
    Unclear,
    clean,
    read_date,
    read_person,
    read_text,
    read_year,
    shown,
)
from dialogs.scene import Scene
from dialogs.script import Asked
from dialogs.words import Answers, Choice, Date, Part, Person, Text, Year

Place = tuple[str, str]
"""A question id and a part."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A form that was looked through: what changes, what cannot be, and what somebody else
    answered while the form was open."""

    changes: Mapping[Place, str] = field(default_factory=dict)
    errors: Mapping[Place, Line] = field(default_factory=dict)
    crossed: Mapping[Place, str] = field(default_factory=dict)


def form(
    scene: Scene,
    purchase: Purchase,
    question: str = "",
    crossed: Mapping[Place, str] | None = None,
) -> Form:
    """All questions on one form, or a single one; what was answered is filled in.

    `crossed` holds what this person filled in where somebody else has answered meanwhile.
    """
    crossed = crossed or {}
    asked_here = [scene.script.by_id[question]] if question else scene.script.counted
    return Form(
        verb="filled",
        argument=purchase.id,
        title=scene.label("form.title_one" if question else "form.title"),
        submit=scene.label("form.submit"),
        close=scene.label("form.close"),
        lines=(
            scene.say("form.intro", id=purchase.id, title=purchase.title)
            if not crossed
            else scene.say("form.crossed"),
        ),
        sections=tuple(
            _section(scene, purchase, asked, crossed, bool(question)) for asked in asked_here
        ),
    )


def start_form(scene: Scene, title: str = "") -> Form:
    """The form that starts a purchase: what is asked before the nine."""
    empty = Purchase("", "", "", scene.now, scene.now)
    before = [asked for asked in scene.script.questions if not asked.counted]
    crossed = {("intake.what", "text"): title} if title else {}
    return Form(
        verb="start",
        argument="",
        title=scene.label("form.title_start"),
        submit=scene.label("form.submit_start"),
        close=scene.label("form.close"),
        lines=(scene.say("form.intro_start"),),
        sections=tuple(_section(scene, empty, asked, crossed) for asked in before),
    )


def _section(
    scene: Scene,
    purchase: Purchase,
    asked: Asked,
    crossed: Mapping[Place, str],
    noted: bool = False,
) -> FormSection:
    words = scene.script.wordings[scene.language].dialogs[asked.dialog]
    own = words.questions[asked.question.name]
    top = Line("*{place}*\n{ask}", {"place": heading(scene, asked), "ask": own.ask})
    fields = [
        _field(scene, purchase, asked, part, crossed, noted) for part in _once(asked.question.parts)
    ]
    return FormSection(top if asked.counted else None, tuple(fields))


def _once(parts: Iterable[Part]) -> list[Part]:
    """The parts by name: one that is asked in one case and offered in another is one field."""
    by_name: dict[str, Part] = {}
    for part in parts:
        by_name.setdefault(part.name, part)
    return list(by_name.values())


def _field(
    scene: Scene,
    purchase: Purchase,
    asked: Asked,
    part: Part,
    crossed: Mapping[Place, str],
    noted: bool,
) -> Field:
    before = purchase.answer(asked.id, part.name)
    mine = crossed.get((asked.id, part.name))
    note = None
    if before and (noted or mine is not None):
        note = scene.say(
            "form.answered_by",
            person=Somebody(before.by),
            day=scene.day(before.at),
            value=_short(scene.value(asked, part, before.value)),
        )
    return Field(
        about=about_part(purchase, asked, part),
        kind=kind_of(part),
        label=_label(scene, asked, part),
        options=scene.options(asked, part) if isinstance(part, Choice) else (),
        hint=scene.label(f"form.hint_{kind_of(part)}"),
        value=mine if mine is not None else purchase.value(asked.id, part.name),
        note=note,
        longest=part.longest if isinstance(part, Text) else 3000,
        outside=isinstance(part, Person) and part.outside,
        needed=asked.id == "intake.what",
    )


def _short(value: object) -> str | Somebody:
    return value if isinstance(value, Somebody) else shown(str(value), 200)


def _label(scene: Scene, asked: Asked, part: Part) -> str:
    if not asked.counted:
        words = scene.script.wordings[scene.language].dialogs[asked.dialog]
        return words.prompt(asked.question.name, part.name)
    return scene.label(f"form.part_{part.name}")


def check(scene: Scene, purchase: Purchase, filled: Filled, person: str) -> Checked:
    """Looks through what was filled in; takes over only what this person changed."""
    changes: dict[Place, str] = {}
    errors: dict[Place, Line] = {}
    crossed: dict[Place, str] = {}
    for place, raw in filled.values.items():
        asked = scene.script.by_id.get(place[0])
        part = _part(asked, _after(purchase, filled, asked.id), place[1]) if asked else None
        if asked is None or part is None:
            continue
        try:
            value = _value(scene, asked, part, raw, person)
        except Unclear as unclear:
            errors[place] = scene.say(unclear.key, **unclear.values)
            continue
        before = purchase.answer(*place)
        if value == (before.value if before and before.value != UNKNOWN else ""):
            continue
        if value == "" and not (before and part.asking == "offered"):
            continue
        if before and before.revision > filled.seen.get(place, 0):
            crossed[place] = value
        else:
            changes[place] = value
    return Checked(changes, errors, crossed)


def _after(purchase: Purchase, filled: Filled, question: str) -> Answers:
    """What a question would hold once the form is taken."""
    new = {part: raw for (where, part), raw in filled.values.items() if where == question and raw}
    return {**purchase.values(question), **new}


def _part(asked: Asked, values: Answers, name: str) -> Part | None:
    """The part with a name: of two that share it, the one that applies."""
    named = [part for part in asked.question.parts if part.name == name]
    return next((part for part in named if part.only_if(values)), named[0] if named else None)


def _value(scene: Scene, asked: Asked, part: Part, raw: str, person: str) -> str:
    """The value that a field holds; empty when it was left so. Raises Unclear."""
    if not clean(raw):
        return ""
    match part:
        case Choice():
            if raw not in scene.script.labels(scene.language, asked, part):
                raise Unclear("unclear.choice")
            return raw
        case Text():
            return read_text(raw, part.longest).value
        case Date():
            return read_date(raw, scene.today).value
        case Year():
            return read_year(raw, scene.today).value
        case Person():
            if raw.startswith(PERSON):
                return raw
            return read_person(raw.removeprefix(PARTY), (), person, part.outside).value
    return ""
