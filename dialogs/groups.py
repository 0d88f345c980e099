"""What we say of the user groups that have a role: one is gone."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.messages import Message
from dialogs.scene import Scene


def group_gone(scene: Scene, group: str, places: Sequence[str], *, known: bool) -> Message:
    """A group is not there any more; what that means, and what to do.

    `places` are where it is named; `known` whether we know who was in it.
    """
    return Message(
        "group",
        (
            scene.say("group.gone", group=group),
            scene.say("group.named", places=", ".join(places)),
            scene.say("group.goes_on" if known else "group.nobody"),
            scene.say("group.mend"),
        ),
    )
