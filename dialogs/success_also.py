"""How somebody else did it: what who wants the same reads at the start."""

from __future__ import annotations

from dialogs.asking import short
from dialogs.messages import Line, Link, Message
from dialogs.purchase import SKIPPED, UNKNOWN, Purchase
from dialogs.scene import Scene
from dialogs.words import Choice


def approach(scene: Scene, link: str, example: Purchase | None) -> Message:
    """Where the story stands, and what was chosen at the circularity questions; who owns that
    purchase agreed that it is told.

    The story itself is not repeated, for here nobody would take a name out of it.
    """
    label = scene.label("success.approach_story")
    lines = [scene.say("success.approach", story=Link(link, label) if link else label)]
    if example and (chosen := _choices(scene, example)):
        lines += [scene.say("success.approach_answers"), *chosen]
    return Message(key="approach", lines=tuple(lines), notes=(scene.say("success.approach_note"),))


def _choices(scene: Scene, example: Purchase) -> list[Line]:
    """What was chosen, without what was explained: that is theirs."""
    lines = []
    for asked in scene.script.counted:
        value = example.values(asked.id).get("choice", SKIPPED)
        part = next((each for each in asked.question.parts if isinstance(each, Choice)), None)
        if asked.dialog != "circularity" or part is None or value in (SKIPPED, UNKNOWN):
            continue
        said = scene.value(asked, part, value)
        lines.append(Line("{question}: *{said}*", {"question": short(scene, asked), "said": said}))
    return lines
