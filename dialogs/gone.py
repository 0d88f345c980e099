"""The hand-over card: what stood on the name of somebody who left, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs.bundles import IN_BUNDLE, list_line
from dialogs.messages import Button, Menu, Message, Option, Person
from dialogs.nudges import Subject, what
from dialogs.reading import shown
from dialogs.scene import Scene

TO_CHOOSE = 300
"""So many more stand in the menu; what comes after it is asked on its day."""


def gone(
    scene: Scene, person: str, subjects: Sequence[Subject], contracts: Sequence[str]
) -> Message:
    """One card for whoever gets it: each can be looked at, with all that can be done at a moment.

    `contracts` are the purchases of which the receiver may change the contract.
    """
    numbered = list(enumerate(subjects, 1))
    first, rest = numbered[:IN_BUNDLE], numbered[IN_BUNDLE:]
    lines = [scene.say("hand_over.gone_text", person=Person(person), count=str(len(subjects)))]
    lines += [list_line(scene, each, number) for number, each in first]
    if rest:
        lines.append(scene.say("hand_over.gone_more", count=str(len(rest))))
    look, contract = scene.label("hand_over.gone_look"), scene.label("hand_over.gone_contract")
    looks = [
        Button("nudge_one", look.format(number=number), each.argument) for number, each in first
    ]
    here = dict.fromkeys(each.purchase.id for _, each in first)
    opens = [Button("contract", contract.format(id=id), id) for id in here if id in contracts]
    return Message(
        key="gone",
        heading=scene.label("hand_over.gone"),
        lines=tuple(lines),
        menu=_menu(scene, rest[:TO_CHOOSE]),
        buttons=(*looks, *opens),
        notes=(scene.say("hand_over.gone_do"),),
    )


def _menu(scene: Scene, numbered: Sequence[tuple[int, Subject]]) -> Menu | None:
    """The others to choose from, each by what a button about it carries."""
    options = tuple(
        Option(each.argument, shown(f"{number}. {each.purchase.id} · {what(scene, each)}", 70))
        for number, each in numbered
    )
    label = scene.label("hand_over.gone_choose")
    return Menu("nudge_one", "", label, options) if options else None
