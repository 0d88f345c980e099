"""The stories on a home page: one's own that are not posted yet, and those that wait for one."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.messages import Button, Line, Message, Person
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.success import Success

SHOW = "success_show"
ON_HOME = 5
"""So many of each are shown."""


def stories(scene: Scene, mine: Sequence[Success], offered: Sequence[Success]) -> list[Message]:
    """A card for each; nothing where there are none."""
    cards: list[Message] = []
    if mine:
        cards.append(Message("stories", (scene.say("success.mine"),)))
        cards += [_card(scene, each, scene.label(f"success.state_{each.state}")) for each in mine]
    if offered:
        cards.append(Message("stories", (scene.say("success.waiting"),)))
        cards += [_card(scene, each) for each in offered]
    return cards


def _card(scene: Scene, success: Success, state: str = "") -> Message:
    title = shown(success.title, 100)
    if state:
        line: Line = scene.say("success.mine_line", title=title, state=state)
    else:
        line = scene.say("success.offered_line", title=title, person=Person(success.author))
    button = Button(SHOW, scene.label("success.show"), str(success.id))
    return Message("story", (line,), buttons=(button,))
