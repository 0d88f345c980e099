"""The ambition web of one purchase: how far it goes for each theme, on the web's own scale.

Insight, significant, added value: another scale than the ambition level of a purchase, which
follows from requirements and weight. The two are kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dialogs.ambition import Read, Values, themes, with_answers
from dialogs.contract_forms import one_section
from dialogs.messages import About, Field, Form, Line, Message, Option
from dialogs.purchase import Purchase
from dialogs.scene import Scene

WEB = "web.levels"
FORM = "web"
LEVELS = (1, 2, 3)


def web_of(purchase: Purchase) -> Mapping[str, int]:
    """The level on the web by theme; a theme that was not chosen is not in it."""
    values = purchase.values(WEB)
    return {theme: int(value) for theme, value in values.items() if value in ("1", "2", "3")}


def targets(scene: Scene) -> Mapping[str, int]:
    """How far the organisation wants to get by theme, where it said so."""
    return {key: each.target for key, each in scene.policy.themes.items() if each.target}


def web_form(scene: Scene, purchase: Purchase) -> Form:
    """The form with a level for each theme, and the organisation's target beside it."""
    levels = tuple(
        Option(str(level) if level else "none", scene.label(f"web.level_{level}"))
        for level in (0, *LEVELS)
    )
    now, wanted = web_of(purchase), targets(scene)
    fields = []
    for key, name in themes(scene).items():
        hint = (
            scene.label("web.target_hint").format(level=scene.label(f"web.level_{wanted[key]}"))
            if key in wanted
            else ""
        )
        value = str(now[key]) if key in now else ""
        about = About(purchase.id, FORM, key, 0)
        fields.append(Field(about, "choice", name, levels, hint, value, menu=True))
    return one_section(scene, FORM, purchase.id, FORM, fields)


def read_web(scene: Scene, purchase: Purchase, values: Values, person: str, now: datetime) -> Read:
    """The purchase with the levels that a form gives."""
    known = themes(scene)
    given = {
        (WEB, theme): value if value in ("1", "2", "3") else ""
        for (name, theme), value in values.items()
        if name == FORM and theme in known
    }
    return Read(with_answers(purchase, given, person, now))


def web_lines(scene: Scene, purchase: Purchase) -> list[Line]:
    """The web in words: for each theme what is aimed at and what it is now."""
    now, wanted = web_of(purchase), targets(scene)
    return [
        scene.say(
            "web.line_target" if key in wanted else "web.line",
            theme=name,
            level=scene.label(f"web.level_{now.get(key, 0)}"),
            target=scene.label(f"web.level_{wanted.get(key, 0)}"),
        )
        for key, name in themes(scene).items()
        if key in now or key in wanted
    ]


def web_told(scene: Scene, purchase: Purchase) -> Message:
    """What was just filled in, in words."""
    lines = web_lines(scene, purchase) or [scene.say("web.empty")]
    return Message("web", (scene.say("web.told", id=purchase.id), *lines))
