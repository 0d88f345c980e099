"""The ambition of a purchase: its level, by what is asked of the market, and its themes.

The level follows from what is entered (`knowledge.ambition`); nobody can claim one. The ambition
web has a scale of its own (`dialogs.web`): the two are never put together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from babel.lists import format_list

from dialogs.contract_forms import field_of, one_section
from dialogs.messages import Button, Field, Form, Line, Message, Option
from dialogs.purchase import Purchase
from dialogs.reading import clean
from dialogs.scene import Scene
from knowledge.ambition import Derived, derived

AMBITION = "ambition"
REQUEST, THEMES, ABOUT = "ambition.request", "ambition.themes", "ambition.about"
"""Under these ids the answers are kept, with their revisions."""
YES, NO = "yes", "no"
_WEIGHT = re.compile(r"0*(?:[0-9]{1,2}|100)")
Values = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Read:
    """What came back of a form: the purchase after it, or what is wrong by field."""

    purchase: Purchase
    errors: Mapping[tuple[str, str], Line] = field(default_factory=dict)


def level_of(scene: Scene, purchase: Purchase) -> Derived:
    """The ambition level of a purchase, by the organisation's own border."""
    weight = purchase.value(REQUEST, "weight")
    return derived(
        said(purchase, "requirements"),
        said(purchase, "criterion"),
        int(weight) if weight.isdecimal() else None,
        scene.policy.weight_border,
    )


def said(purchase: Purchase, part: str) -> bool | None:
    """Whether yes or no was answered; None while nothing was."""
    return {YES: True, NO: False}.get(purchase.value(REQUEST, part))


def themes(scene: Scene) -> dict[str, str]:
    """Every theme by key, with its name: the presentation's, and the organisation's own."""
    named = {key: each.name[scene.language] for key, each in scene.script.catalogue.themes.items()}
    return named | {key: scene.policy.themes[key].name for key in scene.policy.own_themes}


def ticked(purchase: Purchase) -> tuple[str, ...]:
    """The keys of the themes that were ticked."""
    value = purchase.value(THEMES, "ticked")
    return tuple(value.split(",")) if value else ()


def department_of(purchase: Purchase) -> str:
    """The department that a purchase is of; empty when it is not known."""
    return purchase.value(ABOUT, "department")


def of_department(purchase: Purchase, department: str, now: datetime) -> Purchase:
    """The purchase as one of its owner's department, until somebody says otherwise."""
    return purchase.with_answer(ABOUT, "department", department, purchase.owner, now)


def with_theme(purchase: Purchase, theme: str, person: str, now: datetime) -> Purchase:
    """The purchase with one more theme ticked."""
    chosen = dict.fromkeys((*ticked(purchase), theme))
    return purchase.with_answer(THEMES, "ticked", ",".join(chosen), person, now)


def ambition_form(scene: Scene, purchase: Purchase, departments: tuple[str, ...] = ()) -> Form:
    """The form with what is asked of the market, how much it weighs, and the themes."""

    def each(part: str, kind: str, value: str, **more: object) -> Field:
        return field_of(scene, purchase.id, AMBITION, part, kind, value, **more)  # type: ignore[arg-type]

    yes_no = tuple(Option(key, scene.label(f"ambition.{key}")) for key in (YES, NO))
    named = tuple(Option(key, label) for key, label in themes(scene).items())
    fields = [
        each("requirements", "choice", purchase.value(REQUEST, "requirements"), options=yes_no,
             hint=scene.label("ambition.requirements_hint")),
        each("criterion", "choice", purchase.value(REQUEST, "criterion"), options=yes_no,
             hint=scene.label("ambition.criterion_hint")),
        each("weight", "text", purchase.value(REQUEST, "weight"), longest=10,
             hint=scene.label("ambition.weight_hint")),
        each("themes", "several", ",".join(ticked(purchase)), options=named),
    ]  # fmt: skip
    if departments:
        options = tuple(Option(name, name) for name in departments)
        fields.append(
            each("department", "choice", department_of(purchase), options=options, menu=True)
        )
    return one_section(scene, AMBITION, purchase.id, AMBITION, fields)


def read_ambition(
    scene: Scene, purchase: Purchase, values: Values, person: str, now: datetime,
    departments: tuple[str, ...] = (),
) -> Read:  # fmt: skip
    """The purchase with what a form gives, and nothing else; a weight is a whole number of
    percents."""
    at = {part: clean(value) for (name, part), value in values.items() if name == AMBITION}
    weight = at.get("weight", "").removesuffix("%").strip()
    if weight and not _WEIGHT.fullmatch(weight):
        return Read(purchase, {(AMBITION, "weight"): scene.say("ambition.wrong_weight")})
    known = themes(scene)
    asked = at.get("themes", "").split(",")
    chosen = [key for key in known if key in asked]
    given = {
        "requirements": (REQUEST, "requirements", _one_of(at.get("requirements", ""), (YES, NO))),
        "criterion": (REQUEST, "criterion", _one_of(at.get("criterion", ""), (YES, NO))),
        "weight": (REQUEST, "weight", str(int(weight)) if weight else ""),
        "themes": (THEMES, "ticked", ",".join(chosen)),
    }
    if departments:
        named = _one_of(at.get("department", ""), departments)
        given["department"] = (ABOUT, "department", named)
    changed = {(id, part): value for name, (id, part, value) in given.items() if name in at}
    return Read(with_answers(purchase, changed, person, now))


def with_answers(
    purchase: Purchase, given: Mapping[tuple[str, str], str], person: str, now: datetime
) -> Purchase:
    """The purchase after some answers; what was empty and stays so is no answer."""
    for (question, part), value in given.items():
        if value or purchase.answer(question, part):
            purchase = purchase.with_answer(question, part, value, person, now)
    return purchase


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    return value if value in allowed else ""


def level_line(scene: Scene, purchase: Purchase) -> Line:
    """The level in words, and why it is that."""
    found = level_of(scene, purchase)
    return scene.say(
        "ambition.line",
        level=level_name(scene, found.level),
        reason=reason(scene, purchase, found),
    )


def level_name(scene: Scene, level: int | None) -> str:
    """A level by number and name: '2, significant'."""
    return scene.label(f"level.{level or 0}")


def level_said(scene: Scene, level: int) -> str:
    """A level in a sentence: 'niveau 2, significant', 'nog geen niveau'."""
    name = level_name(scene, level)
    return scene.label("level.said").format(level=name) if level else name


def reason(scene: Scene, purchase: Purchase, found: Derived) -> str:
    """Why a purchase has its level."""
    weight = purchase.value(REQUEST, "weight")
    words = scene.label(f"level.why_{found.reason}")
    return words.format(weight=weight, border=scene.policy.weight_border)


def themes_line(scene: Scene, purchase: Purchase) -> Line | None:
    """The themes that were ticked; None when none were."""
    known = themes(scene)
    named = [known.get(key, key) for key in ticked(purchase)]
    if not named:
        return None
    return scene.say("ambition.themes_line", themes=format_list(named, locale=scene.language))


def ambition_told(scene: Scene, purchase: Purchase) -> Message:
    """What follows from what was just filled in: the level, the reason, and the next step."""
    level = level_of(scene, purchase).level
    meaning = scene.policy.levels.get(level or 0, "")
    lines = [level_line(scene, purchase)]
    if meaning:
        lines.append(scene.say("ambition.own_meaning", meaning=meaning))
    if line := themes_line(scene, purchase):
        lines.append(line)
    lines.append(scene.say(f"level.next_{level or 0}"))
    web = Button("web", scene.label("web.button"), purchase.id)
    change = Button(AMBITION, scene.label("ambition.change"), purchase.id)
    return Message("ambition", tuple(lines), buttons=(web, change))
