"""How one goal, one strategy or one theme of the policy reads, and what was not chosen yet."""

from __future__ import annotations

from babel.lists import format_list

from dialogs.ambition import level_name, themes
from dialogs.messages import Line, Link, Person
from dialogs.scene import Scene
from knowledge.policy import Goal, Policy, Strategy

SHOW, CHANGE = "policy", "policy_change"
NATIONAL = {"circular": "national_circular", "climate": "national_climate"}
"""The pages with what the country wants, by the places in our words."""

Item = tuple[Line, ...]


def goal_lines(scene: Scene, goal: Goal) -> Item:
    """A goal: what, for which theme, how much and by when, and whose it is."""
    values = {
        "theme": themes(scene).get(goal.theme, goal.theme), "target": goal.target,
        "year": str(goal.year),
    }  # fmt: skip
    first = scene.say("policy.goal", goal=goal.goal)
    if goal.owner:
        return first, scene.say("policy.goal_aim_owner", **values, owner=Person(goal.owner))
    return first, scene.say("policy.goal_aim", **values)


def expected(scene: Scene, strategy: Strategy) -> str:
    """The level and the weight that a strategy expects, in words; empty when it does not."""
    bits = []
    if strategy.level:
        level = level_name(scene, strategy.level)
        bits.append(scene.label("policy.expects_level").format(level=level))
    if strategy.weight is not None:
        bits.append(scene.label("policy.expects_weight").format(weight=strategy.weight))
    return "; ".join(bits)


def expected_line(scene: Scene, category: str, strategy: Strategy) -> Line:
    """A strategy on one line: its category, and what is expected there."""
    name = category_name(scene, category)
    if said := expected(scene, strategy):
        return scene.say("policy.strategy_expects", category=name, expected=said)
    return scene.say("policy.strategy", category=name)


def theme_line(scene: Scene, name: str, meaning: str) -> Line:
    """A theme, with what is meant by it where that is known."""
    if meaning:
        return scene.say("policy.theme_means", theme=name, meaning=meaning)
    return scene.say("policy.theme", theme=name)


def category_name(scene: Scene, key: str) -> str:
    """What a category is called; its key when it is there no more."""
    found = scene.script.catalogue.categories.get(key)
    return found.name[scene.language] if found else key


def known_strategies(scene: Scene, policy: Policy) -> dict[str, Strategy]:
    """The strategies in the order of the categories; one for what is no category any more waits."""
    known = scene.script.catalogue.categories
    return {key: policy.strategies[key] for key in known if key in policy.strategies}


def missing_lines(scene: Scene, policy: Policy) -> tuple[Line, ...]:
    """Which choices were not made yet, and that one can begin all the same."""
    if not policy.missing:
        return ()
    named = [scene.label(f"policy.choice_{each}") for each in policy.missing]
    lines = [
        scene.say("policy.missing", choices=format_list(named, locale=scene.language)),
        scene.say("policy.just_start"),
    ]
    if not policy.ambition:
        pages = {place: _page_of(scene, key) for place, key in NATIONAL.items()}
        lines.append(scene.say("policy.national", **pages))
    return tuple(lines)


def _page_of(scene: Scene, key: str) -> Link:
    resource = scene.script.catalogue.resources[key]
    return Link(resource.url, resource.title[scene.language])
