"""The organisation's policy in short: why, how and what, and what was not chosen yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.ambition import themes
from dialogs.messages import Button, Line, Message
from dialogs.policy_lines import (
    SHOW,
    expected_line,
    goal_lines,
    known_strategies,
    missing_lines,
    theme_line,
)
from dialogs.policy_sections import NEW, SECTIONS, Section, category_menu, change_button
from dialogs.reading import shown
from dialogs.scene import Scene
from knowledge.policy import Policy
from knowledge.policy_layers import LayeredPolicy

GOALS, STRATEGIES, SHORT = 5, 8, 400
"""So many goals, strategies and characters of a text are shown in short."""


def overview(scene: Scene, layers: LayeredPolicy, *, changes: bool) -> Message:
    """The policy in short, with a button for each part; `changes` for who may change it."""
    policy = layers.current
    lines = [
        *_short_text(scene, "why", policy.ambition),
        *_short_goals(scene, policy),
        *_short_strategies(scene, policy),
        *_short_text(scene, "definition", policy.definition),
        *_short_text(scene, "suppliers", policy.suppliers),
        *_short_themes(scene, policy),
        *_short_levels(scene, policy),
    ]
    buttons = [_show(scene, section) for section in SECTIONS if changes or _says(policy, section)]
    if changes:
        buttons += [
            change_button(scene, "change_texts", "texts"),
            change_button(scene, "add_goal", f"goals/{NEW}"),
            _show(scene, "history"),
        ]
    first = () if lines else (scene.say("policy.none"),)
    return Message(
        key=SHOW,
        heading=scene.label("policy.heading"),
        lines=(*first, *lines, *missing_lines(scene, policy)),
        menu=category_menu(scene) if changes else None,
        buttons=tuple(buttons),
    )


def told(scene: Scene, policy: Policy, *, officer: bool) -> Message:
    """Which choices are missing, unasked: for who may make them, else for procurement."""
    last = "told_officer" if officer else "told_others"
    return Message(
        key=SHOW,
        lines=(
            scene.say("policy.told"),
            *missing_lines(scene, policy),
            scene.say("policy.told_goes_on"),
            scene.say(f"policy.{last}"),
        ),
        buttons=(Button(SHOW, scene.label("policy.button.show"), "overview/1", "primary"),),
    )


def _says(policy: Policy, name: Section) -> bool:
    """Whether there is something of our own in a part."""
    says: Mapping[Section, object] = {
        "texts": policy.ambition or policy.definition or policy.suppliers,
        "goals": policy.goals,
        "strategies": policy.strategies,
        "themes": policy.themes,
        "levels": policy.levels or policy.web,
    }
    return bool(says[name])


def _show(scene: Scene, name: str) -> Button:
    return Button(SHOW, scene.label(f"policy.button.{name}"), f"{name}/1")


def _short_text(scene: Scene, name: str, text: str) -> Iterator[Line]:
    if text:
        yield scene.say(f"policy.{name}")
        yield scene.say("policy.text", text=shown(text, SHORT))


def _short_goals(scene: Scene, policy: Policy) -> Iterator[Line]:
    if policy.goals:
        yield scene.say("policy.how")
    for goal in policy.goals[:GOALS]:
        yield from goal_lines(scene, goal)
    yield from _more(scene, len(policy.goals) - GOALS, "goals")


def _short_strategies(scene: Scene, policy: Policy) -> Iterator[Line]:
    known = known_strategies(scene, policy)
    if known:
        yield scene.say("policy.what")
    for key, strategy in list(known.items())[:STRATEGIES]:
        yield expected_line(scene, key, strategy)
    yield from _more(scene, len(known) - STRATEGIES, "strategies")


def _more(scene: Scene, count: int, name: Section) -> Iterator[Line]:
    if count > 0:
        button = scene.label(f"policy.button.{name}")
        yield scene.say("policy.more", count=str(count), button=button)


def _short_themes(scene: Scene, policy: Policy) -> Iterator[Line]:
    known = themes(scene)
    chosen = [key for key in known if key in policy.themes]
    if chosen:
        yield scene.say("policy.themes")
    for key in chosen:
        yield theme_line(scene, known[key], shown(policy.themes[key].meaning, SHORT // 2))


def _short_levels(scene: Scene, policy: Policy) -> Iterator[Line]:
    if policy.levels:
        yield scene.say("policy.levels")
    for level, meaning in sorted(policy.levels.items()):
        yield scene.say("policy.level", level=str(level), meaning=shown(meaning, SHORT // 2))
    if any((policy.ambition, policy.goals, policy.strategies, policy.levels)):
        yield scene.say("policy.border", border=str(policy.weight_border))
