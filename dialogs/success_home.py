"""The stories on a home page: one's own that are not posted yet."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.messages import Button, Message
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.success import Success

SHOW = "success_show"
ON_HOME = 5
"""So many are shown."""


def stories(scene: Scene, mine: Sequence[Success]) -> list[Message]:
    """A card for each; nothing where there are none."""
    if not mine:
        return []
    return [
        Message("stories", (scene.say("success.mine"),)),
        *(_card(scene, each) for each in mine),
    ]


def _card(scene: Scene, success: Success) -> Message:
    state = scene.label(f"success.state_{success.state}")
    line = scene.say("success.mine_line", title=shown(success.title, 100), state=state)
    button = Button(SHOW, scene.label("success.show"), str(success.id))
    return Message("story", (line,), buttons=(button,))
