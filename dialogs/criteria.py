"""Help with requirements and criteria: which kinds fit a purchase at a level, and a text to paste.

The kinds are ours, in one line each; the official texts are in the national criteria tool, which
itself warns not to copy everything.
"""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.messages import Button, Line, Link, Message
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from knowledge.library import CategoryHelp

CRITERIA, TEXT = "criteria", "criteria_text"
LEVELS = ("1", "2", "3")
"""Basic, significant, ambitious."""
PARTS = {"1": ("requirements",), "2": ("requirements", "award_criteria"),
         "3": ("award_criteria", "promises")}  # fmt: skip
"""Which lists are shown at a level: at the third what is asked is functional, and promised."""
ASKED_FUNCTIONALLY = "circularity.3"
ANSWERS = (ASKED_FUNCTIONALLY, "circularity.4", "circularity.5")
"""The answers that a text to paste is made of."""


def kind_of(scene: Scene, purchase: Purchase) -> CategoryHelp | None:
    """What we know of how to buy this: of its usual kind, else of its category."""
    key = scene.script.library.kind_of(purchase.title, _category(scene, purchase))
    found = scene.script.library.entries.get(key or "")
    return found if isinstance(found, CategoryHelp) else None


def _category(scene: Scene, purchase: Purchase) -> str | None:
    """The category that was chosen, else the one that the title tells."""
    return purchase.category or scene.script.catalogue.suggest(purchase.title)


def criteria(scene: Scene, purchase: Purchase, level: str = "") -> Message:
    """The kinds of requirements and criteria that fit at a level; the first one when none is."""
    level = level if level in LEVELS else "1"
    entry = kind_of(scene, purchase)
    if entry is None:
        which = scene.say("criteria.no_category", id=purchase.id)
        return Message(CRITERIA, (which,), buttons=(scene.button("form", purchase.id),))
    others = [each for each in LEVELS if each != level]
    buttons = [
        Button(CRITERIA, scene.label(f"criteria.level_{each}"), f"{purchase.id}/{each}")
        for each in others
    ]
    paste = Button(TEXT, scene.label("criteria.text_button"), purchase.id, "primary")
    return Message(
        key=CRITERIA,
        heading=scene.label("criteria.heading").format(
            id=purchase.id, kind=entry.title[scene.language]
        ),
        lines=(
            scene.say("criteria.at_level", level=scene.label(f"criteria.level_{level}")),
            scene.say(f"criteria.means_{level}"),
            *_lists(scene, entry, level),
            _official(scene, purchase, entry),
            scene.say("criteria.warning"),
        ),
        notes=(scene.say("explain.advice"),),
        buttons=(*buttons, paste),
    )


def _lists(scene: Scene, entry: CategoryHelp, level: str) -> Iterator[Line]:
    for part in PARTS[level]:
        yield scene.say("explain.part", name=scene.label(f"explain.parts.{part}"))
        for line in getattr(entry, part):
            yield scene.say("explain.point", words=line[scene.language])


def _official(scene: Scene, purchase: Purchase, entry: CategoryHelp) -> Line:
    """Where the official texts are: the product group in the criteria tool, or the tool."""
    catalogue = scene.script.catalogue
    tool = catalogue.resources["mvi_criteria"]
    link = Link(tool.url, tool.title[scene.language])
    key = catalogue.group_of(purchase.title, _category(scene, purchase))
    group = catalogue.product_groups[key].name[scene.language] if key else entry.group
    if not group:
        return scene.say("criteria.tool", link=link)
    return scene.say("criteria.official", group=group, link=link)


def text_to_paste(scene: Scene, purchase: Purchase) -> Message:
    """A text for a request for quotation: what it must do, in the words of the answers."""
    explained = {question: purchase.value(question, "explanation") or "" for question in ANSWERS}
    lines = [scene.say("criteria.text_intro")]
    if not explained[ASKED_FUNCTIONALLY]:
        lines.append(scene.say("criteria.text_missing"))
    lines.append(scene.say("criteria.text_what", text=purchase.title))
    for question in ANSWERS:
        if explained[question]:
            key = question.replace(".", "_")
            lines.append(scene.say(f"criteria.text_{key}", text=explained[question]))
    lines += [scene.say("criteria.text_open"), scene.say("criteria.text_proof")]
    fill = Button("form", scene.label("criteria.text_fill"), f"{purchase.id}/{ASKED_FUNCTIONALLY}")
    return Message(
        key=TEXT,
        heading=scene.label("criteria.text_heading").format(id=purchase.id),
        lines=tuple(lines),
        notes=(scene.say("criteria.text_check"),),
        buttons=(fill,),
    )
