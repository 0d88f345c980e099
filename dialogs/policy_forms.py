"""The forms in which the policy is changed, filled in with what stands there now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, get_args

from dialogs.ambition import level_name, themes
from dialogs.contract_forms import field_of, one_section
from dialogs.messages import Field, Form, InputKind, Line, Option, Person
from dialogs.policy_history import valued
from dialogs.policy_lines import category_name
from dialogs.policy_sections import NEW
from dialogs.reading import PERSON
from dialogs.scene import Scene
from knowledge.policy import LONGEST, SHORT, Goal, Strategy, ThemePolicy
from knowledge.policy_layers import LayeredPolicy, Spot

FORM = "policy_form"
Kind = Literal["texts", "levels", "goals", "strategies", "themes"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NAMES: Mapping[Kind, str] = {
    "texts": "policy_texts", "levels": "policy_levels", "goals": "policy_goal",
    "strategies": "policy_strategy", "themes": "policy_theme",
}  # fmt: skip
"""Under which name the words of a form stand, and its fields."""

SPOTS: Mapping[Kind, Mapping[str, Spot]] = {
    "texts": {part: Spot(part) for part in ("ambition", "definition", "suppliers")},
    "levels": {
        "weight_border": Spot("weight_border"),
        **{f"level_{level}": Spot("levels", level) for level in "123"},
        **{f"web_{level}": Spot("web", level) for level in "123"},
    },
}
"""Where each field of a form goes, in those whose fields stand in places of their own."""

ALSO, FILE, REMOVE, NO_OWNER = "also", "file", "remove", "no_owner"
"""The boxes below a form, and what one may tick there."""
NONE = "none"
"""Stands for a level that was not chosen: once chosen, a menu cannot be made empty."""

Values = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Target:
    """Which form is meant, the key of what it is about, and the version that was on screen."""

    kind: Kind
    key: str = ""
    seen: int = 0

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}/{self.seen}"

    @property
    def name(self) -> str:
        """The name of its fields."""
        return NAMES[self.kind]

    @property
    def spots(self) -> Mapping[str, Spot]:
        """Every place that it is about, by field; under an empty name where it is about one."""
        if self.kind in ("texts", "levels"):
            return SPOTS[self.kind]
        return {"": Spot(self.kind, self.key)}  # type: ignore[arg-type]

    @staticmethod
    def read(text: str) -> Target | None:
        """The inverse of str(), or of a button without the version; None for anything else."""
        kind, _, rest = text.partition("/")
        key, _, seen = rest.partition("/")
        if kind not in KINDS or (seen and not (seen.isdecimal() and len(seen) < 9)):
            return None
        return Target(kind, key, int(seen or 0))


@dataclass(frozen=True, slots=True)
class Crossed:
    """Somebody else changed a place while a form was open: who, when, and what stands there now."""

    by: str
    at: datetime
    value: object


def exists(scene: Scene, layers: LayeredPolicy, target: Target) -> bool:
    """Whether there is something to change under the key of a form."""
    match target.kind:
        case "goals":
            known = layers.goals.keys() | LayeredPolicy(layers.file).goals.keys()
        case "strategies":
            return target.key in scene.script.catalogue.categories
        case "themes":
            known = themes(scene).keys() | set(layers.file.own_themes)
        case _:
            return not target.key
    return target.key in known or target.key == NEW


def form(
    scene: Scene, layers: LayeredPolicy, target: Target, typed: Values | None = None,
    crossed: Mapping[str, Crossed] | None = None,
) -> Form:  # fmt: skip
    """The form; `typed` is what somebody filled in that was not taken, and `crossed` why, by field.

    What was taken away from the file is filled in as it stands there.
    """
    crossed = crossed or {}
    fields = [*_FIELDS[target.kind](scene, layers, target), *_also(scene, layers, target)]
    if typed is not None:
        fields = [_as_typed(each, typed) for each in fields]
    fields = [
        replace(each, note=_note(scene, crossed[each.about.part]))
        if each.about.part in crossed
        else each
        for each in fields
    ]
    lines = list(_intro(scene, target))
    if crossed:
        lines.append(scene.say("policy.crossed"))
        lines += [_note(scene, each) for name, each in crossed.items() if not name]
    made = one_section(scene, FORM, str(target), target.name, fields)
    return replace(made, lines=tuple(lines))


def _as_typed(field: Field, typed: Values) -> Field:
    return replace(field, value=typed.get((field.about.question, field.about.part), ""))


def _note(scene: Scene, crossed: Crossed) -> Line:
    person = Person(crossed.by)
    return valued(scene, "crossed_now", crossed.value, person=person, day=scene.day(crossed.at))


def _intro(scene: Scene, target: Target) -> Sequence[Line]:
    match target.kind:
        case "strategies":
            return [scene.say("policy_strategy.intro", category=category_name(scene, target.key))]
        case "themes":
            if target.key == NEW:
                return [scene.say("policy_theme.intro_new")]
            name = themes(scene).get(target.key, target.key)
            return [scene.say("policy_theme.intro", theme=name)]
    return [scene.say(f"{target.name}.intro")]


def _field(
    scene: Scene, target: Target, part: str, kind: InputKind, value: object = "", **more: Any
) -> Field:
    hint = f"{target.name}.{part}_hint"
    if hint in scene.script.wordings[scene.language].phrases:
        more["hint"] = scene.label(hint)
    text = "" if value is None else str(value)
    return field_of(scene, str(target), target.name, part, kind, text, **more)


def _texts(scene: Scene, layers: LayeredPolicy, target: Target) -> list[Field]:
    """A long text for each place; the border of the weight is a short one."""
    short = {"longest": 10, "needed": True}
    return [
        _field(scene, target, part, "text", layers.value(spot),
               **(short if spot.part == "weight_border" else {"longest": LONGEST}))
        for part, spot in target.spots.items()
    ]  # fmt: skip


def _goal(scene: Scene, layers: LayeredPolicy, target: Target) -> list[Field]:
    goal = layers.goals.get(target.key) or LayeredPolicy(layers.file).goals.get(target.key)
    options = tuple(Option(key, name) for key, name in themes(scene).items())
    return [
        _field(scene, target, "goal", "text", goal and goal.goal, longest=SHORT, needed=True),
        _field(scene, target, "theme", "choice", goal and goal.theme, options=options,
               needed=True, menu=True),
        _field(scene, target, "target", "text", goal and goal.target, longest=60, needed=True),
        _field(scene, target, "year", "text", goal and goal.year, longest=10, needed=True),
        _field(scene, target, "owner", "person", _person(goal.owner if goal else "")),
    ]  # fmt: skip


def _strategy(scene: Scene, layers: LayeredPolicy, target: Target) -> list[Field]:
    found = layers.current.strategy(target.key)
    levels = _levels(scene.label("policy_strategy.level_none"), lambda n: level_name(scene, n))
    return [
        _field(scene, target, "contributes", "text", found.contributes, longest=LONGEST),
        _field(scene, target, "level", "choice", found.level or NONE, options=levels, menu=True),
        _field(scene, target, "weight", "text", found.weight, longest=10),
        _field(scene, target, "owner", "person", _person(found.owner)),
    ]


def _theme(scene: Scene, layers: LayeredPolicy, target: Target) -> list[Field]:
    current, file = layers.current.themes, layers.file.themes
    found = current.get(target.key) or file.get(target.key) or ThemePolicy()
    none = scene.label("policy_theme.target_none")
    levels = _levels(none, lambda n: scene.label(f"web.level_{n}"))
    fields = [
        _field(scene, target, "meaning", "text", found.meaning, longest=LONGEST),
        _field(scene, target, "target", "choice", found.target or NONE, options=levels, menu=True),
    ]
    if is_own(scene, target):
        fields.insert(0, _field(scene, target, "name", "text", found.name, longest=70, needed=True))
    return fields


_FIELDS: Mapping[Kind, Callable[[Scene, LayeredPolicy, Target], list[Field]]] = {
    "texts": _texts, "levels": _texts, "goals": _goal, "strategies": _strategy, "themes": _theme,
}  # fmt: skip


def is_own(scene: Scene, target: Target) -> bool:
    """Whether a form is about a theme of the organisation itself."""
    return target.kind == "themes" and target.key not in scene.script.catalogue.themes


def _levels(none: str, name: Callable[[int], str]) -> tuple[Option, ...]:
    return (Option(NONE, none), *(Option(str(level), name(level)) for level in (1, 2, 3)))


def _person(owner: str) -> str:
    return f"{PERSON}{owner}" if owner else ""


def _also(scene: Scene, layers: LayeredPolicy, target: Target) -> list[Field]:
    """The boxes to tick: what goes back to the file, is taken away, or loses its owner."""
    options = [
        Option(key or FILE, scene.label(f"{target.name}.{key or FILE}"))
        for key, spot in target.spots.items()
        if layers.is_set(spot) and _in_file(layers, target)
    ]
    value = layers.value(target.spots.get("", Spot("ambition")))
    if isinstance(value, Goal) or (isinstance(value, ThemePolicy) and value.name):
        options.append(Option(REMOVE, scene.label(f"{target.name}.{REMOVE}")))
    if isinstance(value, Goal | Strategy) and value.owner:
        options.append(Option(NO_OWNER, scene.label(f"{target.name}.{NO_OWNER}")))
    if not options:
        return []
    return [_field(scene, target, ALSO, "several", options=tuple(options))]


def _in_file(layers: LayeredPolicy, target: Target) -> bool:
    """Whether there is a file to go back to: not for a goal or own theme that was added in chat."""
    if target.kind == "goals":
        return target.key in LayeredPolicy(layers.file).goals
    if target.kind == "themes":
        in_chat = layers.chat.themes.get(target.key)
        return not (in_chat and in_chat.name) or target.key in layers.file.themes
    return True
