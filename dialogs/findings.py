"""What the tenderboard looks at: what of a purchase meets the policy, misses it, or is not known.

Facts only, in no language: a round is kept with them, and `dialogs.board_lines` says them in any.
The ambition web has its own scale and is compared with its own targets; never with the level.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from dialogs.ambition import REQUEST, THEMES, level_of, said, ticked
from dialogs.chances import scan_of
from dialogs.progress import answered
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.web import targets, web_of
from knowledge.policy import Policy

Kind = Literal["meets", "misses", "unknown"]
KINDS: tuple[Kind, ...] = get_args(Kind)
GOALS_SHOWN = 3
_GOAL = 60


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was compared.

    `about` is policy, strategy, level, weight, themes, web, requirements, questions or chances.
    `facts` are what was found: numbers and keys as text, several of them with commas between.
    """

    kind: Kind
    about: str
    facts: Mapping[str, str] = field(default_factory=dict)


def findings(scene: Scene, purchase: Purchase) -> tuple[Finding, ...]:
    """Everything that can be said of a purchase beside the policy, in the order of reading.

    Where no policy is set, that is the first finding; the rest is there all the same.
    """
    found = (
        _policy(scene, purchase),
        _level(scene, purchase),
        _weight(scene, purchase),
        _themes(scene, purchase),
        *_web(scene, purchase),
        _requirements(purchase),
        *_questions(scene, purchase),
        _chances(scene, purchase),
    )
    return tuple(each for each in found if each)


def missing(found: tuple[Finding, ...]) -> Mapping[str, Finding]:
    """The findings that miss, by what they are about."""
    return {each.about: each for each in found if each.kind == "misses"}


def _policy(scene: Scene, purchase: Purchase) -> Finding | None:
    """What the policy does not say, so that it cannot be compared with."""
    policy = scene.policy
    if not _comparable(scene, policy):
        return Finding("unknown", "policy", {"missing": ",".join(policy.missing)})
    strategy = policy.strategy(purchase.category)
    if strategy.level is None and strategy.weight is None:
        return Finding("unknown", "strategy", {"category": purchase.category or ""})
    return None


def _comparable(scene: Scene, policy: Policy) -> bool:
    expects = any(each.level or each.weight for each in policy.strategies.values())
    return bool(expects or policy.goals or targets(scene))


def _level(scene: Scene, purchase: Purchase) -> Finding | None:
    expected = scene.policy.strategy(purchase.category).level
    if expected is None:
        return None
    found = level_of(scene, purchase)
    facts = {
        "level": str(found.level or 0),
        "expected": str(expected),
        "category": purchase.category or "",
    }
    # Without a weight it is level 2 for now, and may turn out to be 3.
    if found.reason == "unknown" or (found.reason == "no_weight" and expected > 2):
        return Finding("unknown", "level", facts)
    return Finding(_reached(found.level or 0, expected), "level", facts)


def _reached(value: int, expected: int) -> Kind:
    return "meets" if value >= expected else "misses"


def _weight(scene: Scene, purchase: Purchase) -> Finding | None:
    expected = scene.policy.strategy(purchase.category).weight
    if not expected:
        return None
    weight = purchase.value(REQUEST, "weight")
    facts = {"weight": weight, "expected": str(expected)}
    if said(purchase, "criterion") is False:
        return Finding("misses", "weight", {**facts, "weight": ""})
    if not weight.isdecimal():
        return Finding("unknown", "weight", facts)
    return Finding(_reached(int(weight), expected), "weight", facts)


def _themes(scene: Scene, purchase: Purchase) -> Finding | None:
    """Whether it does something for at least one theme of which there are goals."""
    goals = scene.policy.goals
    wanted = tuple(dict.fromkeys(goal.theme for goal in goals))
    if not wanted:
        return None
    if not purchase.answers.get(THEMES) and not purchase.answers.get(REQUEST):
        return Finding("unknown", "themes", {"themes": ",".join(wanted)})
    chosen = [theme for theme in wanted if theme in ticked(purchase)]
    if not chosen:
        return Finding("misses", "themes", {"themes": ",".join(wanted)})
    served = [
        f"{shown(goal.goal, _GOAL)} ({goal.target}, {goal.year})"
        for goal in goals
        if goal.theme in chosen
    ]
    others = [theme for theme in wanted if theme not in chosen]
    return Finding(
        "meets",
        "themes",
        {
            "themes": ",".join(chosen),
            "others": ",".join(others),
            "goals": "; ".join(served[:GOALS_SHOWN]),
        },
    )


def _web(scene: Scene, purchase: Purchase) -> list[Finding]:
    """The web beside its targets, for the themes that this purchase is about.

    A theme that was neither ticked nor put on the web is not compared; while nothing was chosen at
    all, every target is still open.
    """
    wanted, now, chosen = targets(scene), web_of(purchase), ticked(purchase)
    about = {theme: target for theme, target in wanted.items() if theme in now or theme in chosen}
    if wanted and not (now or chosen):
        about = dict(wanted)
    by_kind: dict[Kind, list[str]] = {}
    for theme, target in about.items():
        level = now.get(theme, 0)
        kind = _reached(level, target) if level else "unknown"
        by_kind.setdefault(kind, []).append(f"{theme}:{level}:{target}")
    return [
        Finding(kind, "web", {"themes": ",".join(by_kind[kind])})
        for kind in KINDS
        if kind in by_kind
    ]


def _requirements(purchase: Purchase) -> Finding:
    known = said(purchase, "requirements")
    kind: Kind = "unknown" if known is None else "meets" if known else "misses"
    return Finding(kind, "requirements")


def _questions(scene: Scene, purchase: Purchase) -> list[Finding]:
    """The nine: without an answer, or answered with 'not yet'; that is an open point already."""
    silent, waiting = [], []
    for asked in scene.script.counted:
        values = purchase.values(asked.id)
        if not answered(asked, values):
            silent.append(asked.id)
        elif asked.question.open_point(values):
            waiting.append(asked.id)
    found = []
    if waiting:
        found.append(Finding("misses", "questions", {"questions": ",".join(waiting)}))
    if silent:
        found.append(Finding("unknown", "questions", {"questions": ",".join(silent)}))
    return found or [Finding("meets", "questions")]


def _chances(scene: Scene, purchase: Purchase) -> Finding:
    """Where much can be won and nothing is asked of the market, that misses."""
    found = scan_of(scene, purchase)
    facts = {"rank": found.rank, "reasons": ",".join(found.reasons)}
    if found.unknown:
        return Finding("unknown", "chances", {**facts, "unknown": ",".join(found.unknown)})
    wasted = found.rank == "high" and said(purchase, "requirements") is False
    return Finding("misses" if wasted else "meets", "chances", facts)
