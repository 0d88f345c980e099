"""Each part of the policy whole, page by page, and the ways to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from babel.lists import format_list

from dialogs.ambition import themes
from dialogs.messages import Button, Line, Menu, Message, Option, Person
from dialogs.policy_lines import (
    CHANGE,
    SHOW,
    Item,
    category_name,
    expected_line,
    goal_lines,
    known_strategies,
    theme_line,
)
from dialogs.reading import shown
from dialogs.scene import Scene
from knowledge.policy_layers import LayeredPolicy

Section = Literal["texts", "goals", "strategies", "themes", "levels"]
SECTIONS: tuple[Section, ...] = get_args(Section)
NEW = "new"
"""Stands for the key of a goal or theme that gets one when its form is sent in."""

PAGE_LINES, PAGE_SIGNS = 24, 6000
"""So much fits on a page: Slack refuses messages that are a few times as long."""


def section(
    scene: Scene, layers: LayeredPolicy, name: Section, page: int, *, changes: bool
) -> Message:
    """A part of the policy, whole, page by page; for who may change it with the way to do so."""
    items = _ITEMS[name](scene, layers)
    menu, buttons = _ways(scene, layers, name) if changes else (None, ())
    return paged(scene, name, items, page, menu, buttons)


def paged(
    scene: Scene, name: str, items: Sequence[Item], page: int, menu: Menu | None = None,
    buttons: tuple[Button, ...] = (),
) -> Message:  # fmt: skip
    """A page of a part; an item is never torn apart, and what is left is behind a button."""
    pages = _pages(items)
    page = min(max(page, 1), len(pages)) if pages else 1
    notes: tuple[Line, ...] = ()
    if len(pages) > 1:
        notes = (scene.say("policy.page", page=str(page), count=str(len(pages))),)
    if page < len(pages):
        more = Button(SHOW, scene.label("policy.button.more"), f"{name}/{page + 1}")
        buttons = (more, *buttons)
    lines = pages[page - 1] if pages else (scene.say(f"policy.empty_{name}"),)
    heading = scene.label(f"policy.heading_{name}")
    return Message(SHOW, lines, heading=heading, notes=notes, menu=menu, buttons=buttons)


def _pages(items: Sequence[Item]) -> list[Item]:
    pages: list[Item] = []
    signs = 0
    for item in items:
        length = sum(
            len(str(value)) for line in item for value in (line.words, *line.values.values())
        )
        full = pages and (len(pages[-1]) + len(item) > PAGE_LINES or signs + length > PAGE_SIGNS)
        if not pages or full:
            pages.append(())
            signs = 0
        pages[-1] += item
        signs += length
    return pages


def _ways(
    scene: Scene, layers: LayeredPolicy, name: Section
) -> tuple[Menu | None, tuple[Button, ...]]:
    """What there is to choose from to change a part, and the buttons below it."""
    match name:
        case "goals":
            options = _goal_options(scene, layers)
            add = change_button(scene, "add_goal", f"goals/{NEW}")
            return _menu(scene, "goals", "choose_goal", options), (add,)
        case "strategies":
            return category_menu(scene), ()
        case "themes":
            add = change_button(scene, "add_theme", f"themes/{NEW}")
            return _menu(scene, "themes", "choose_theme", _theme_options(scene, layers)), (add,)
    return None, (change_button(scene, f"change_{name}", name),)


def _menu(scene: Scene, argument: str, label: str, options: Sequence[Option]) -> Menu | None:
    if not options:
        return None
    return Menu(CHANGE, argument, scene.label(f"policy.button.{label}"), tuple(options))


def category_menu(scene: Scene) -> Menu | None:
    """Every kind of purchase, to change its strategy."""
    found = scene.script.catalogue.categories.items()
    options = [Option(key, each.name[scene.language]) for key, each in found]
    return _menu(scene, "strategies", "choose_category", options)


def change_button(scene: Scene, label: str, argument: str) -> Button:
    """A button that opens a form."""
    return Button(CHANGE, scene.label(f"policy.button.{label}"), argument)


def _goal_options(scene: Scene, layers: LayeredPolicy) -> list[Option]:
    """The goals, and those of the file that were taken away: they can be put back."""
    in_file = LayeredPolicy(layers.file).goals
    gone = (key for key in in_file if key not in layers.goals)
    return [
        *(Option(key, shown(goal.goal, 75)) for key, goal in layers.goals.items()),
        *(_removed(scene, key, in_file[key].goal) for key in gone),
    ]


def _theme_options(scene: Scene, layers: LayeredPolicy) -> list[Option]:
    known = themes(scene)
    gone = (key for key in layers.file.own_themes if key not in known)
    return [
        *(Option(key, name) for key, name in known.items()),
        *(_removed(scene, key, layers.file.themes[key].name) for key in gone),
    ]


def _removed(scene: Scene, key: str, name: str) -> Option:
    return Option(key, shown(scene.label("policy.button.removed").format(name=name), 75))


def _texts(scene: Scene, layers: LayeredPolicy) -> list[Item]:
    policy = layers.current
    found = {"why": policy.ambition, "definition": policy.definition, "suppliers": policy.suppliers}
    return [
        (scene.say(f"policy.{name}"), scene.say("policy.text", text=text))
        for name, text in found.items()
        if text
    ]


def _goals(scene: Scene, layers: LayeredPolicy) -> list[Item]:
    return [goal_lines(scene, goal) for goal in layers.current.goals]


def _strategies(scene: Scene, layers: LayeredPolicy) -> list[Item]:
    known = known_strategies(scene, layers.current)
    items = []
    for key, strategy in known.items():
        lines = [expected_line(scene, key, strategy)]
        if strategy.contributes:
            lines.append(scene.say("policy.contributes", text=strategy.contributes))
        if strategy.owner:
            lines.append(scene.say("policy.owner", owner=Person(strategy.owner)))
        items.append(tuple(lines))
    lacking = [
        category_name(scene, key) for key in scene.script.catalogue.categories if key not in known
    ]
    if known and lacking:
        named = format_list([shown(each, 30) for each in lacking], locale=scene.language)
        items.append((scene.say("policy.none_for", categories=named),))
    return items


def _themes(scene: Scene, layers: LayeredPolicy) -> list[Item]:
    items = []
    for key, name in themes(scene).items():
        chosen = layers.current.themes.get(key)
        ours = scene.script.catalogue.themes.get(key)
        meaning = (chosen.meaning if chosen else "") or (
            ours.meaning[scene.language] if ours else ""
        )
        lines = [theme_line(scene, name, meaning)]
        if chosen and chosen.target:
            level = scene.label(f"web.level_{chosen.target}")
            lines.append(scene.say("policy.theme_target", level=level))
        items.append(tuple(lines))
    return items


def _levels(scene: Scene, layers: LayeredPolicy) -> list[Item]:
    policy = layers.current
    items: list[Item] = []
    for heading, texts in (("levels", policy.levels), ("web", policy.web)):
        for number, (level, meaning) in enumerate(sorted(texts.items())):
            line = scene.say("policy.level", level=str(level), meaning=meaning)
            items.append((line,) if number else (scene.say(f"policy.{heading}"), line))
    return [(scene.say("policy.border", border=str(policy.weight_border)),), *items]


_ITEMS: Mapping[Section, Callable[[Scene, LayeredPolicy], list[Item]]] = {
    "texts": _texts, "goals": _goals, "strategies": _strategies, "themes": _themes,
    "levels": _levels,
}  # fmt: skip
