"""One's own stories on the home page, as long as they are not posted."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.messages import Button, Message
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.success import Success

SHOW = "success_show"
ON_HOME = 3
"""So many are shown."""


def stories(scene: Scene, mine: Sequence[Success]) -> list[Message]:
    """A card for each; nothing where there are none."""
    if not mine:
        return []
    return [Message("stories", (scene.say("success.mine"),)), *(_card(scene, e) for e in mine)]


def _card(scene: Scene, success: Success) -> Message:
    title, state = shown(success.title, 100), scene.label(f"success.state_{success.state}")
    line = scene.say("success.mine_line", title=title, state=state)
    button = Button(SHOW, scene.label("success.show"), str(success.id))
    return Message("story", (line,), buttons=(button,))
