"""What procurement hears: of a new purchase where much can be won, and of one that is silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dialogs.bands import band_of
from dialogs.messages import Button, Link, Message, Person, Value
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.script import Script
from dialogs.thresholds import threshold_mark
from knowledge.workdays import Calendar, days_later

Why = Literal["", "promising", "above", "both"]
"""Why procurement hears of a new purchase; empty when it does not."""
BEGUN = ("in_progress", "complete")
TITLE = 80


def worth_telling(script: Script, purchase: Purchase, above: int | None) -> Why:
    """Why procurement should hear of a purchase, once it is more than a draft.

    `above` is the amount in euros from which it counts; None when none was set.
    """
    if purchase.status not in BEGUN:
        return ""
    category = script.catalogue.categories.get(purchase.category or "")
    promising = category is not None and category.promising
    large = above is not None and may_be_above(script, purchase, above)
    if promising and large:
        return "both"
    return "promising" if promising else "above" if large else ""


def may_be_above(script: Script, purchase: Purchase, amount: int) -> bool:
    """Whether the band of the estimated value reaches above an amount; the last has no end.

    So a line too many is said where the amount lies within a band, and never one too few.
    """
    band = band_of(script, purchase)
    return band is not None and (band.most is None or band.most > amount)


def new(scene: Scene, purchase: Purchase, why: Why, link: str) -> Message:
    """Tells of a new purchase; `link` is its conversation, where others can open that."""
    script = scene.script
    values: dict[str, Value] = {
        "id": _named(purchase, link),
        "title": shown(purchase.title, TITLE),
        "owner": Person(purchase.owner),
    }
    for place in ("category", "value"):
        asked = script.by_id[f"intake.{place}"]
        part = asked.question.parts[0]
        values[place] = scene.value(asked, part, purchase.value(asked.id, part.name))
    look = scene.say("procurement.look", id=purchase.id)
    told = scene.say(f"procurement.new_{why}", **values)
    return Message("new", (told, *threshold_mark(scene, purchase)), notes=(look,))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A purchase that nobody answered in for a number of working days, and its web address."""

    purchase: Purchase
    workdays: int
    link: str = ""


def silent_from(today: date, workdays: int, calendar: Calendar) -> date:
    """The first day of which an answer is too fresh to be called silence.

    On every earlier day, so many working days have passed since, today included.
    """
    day = days_later(today, 1)
    for _ in range(workdays):
        day = calendar.on_or_before(days_later(day, -1))
    return day


def silent(scene: Scene, waiting: Sequence[Waiting]) -> Message:
    """Tells procurement which purchases wait for an answer, and whose."""
    lines = (
        scene.say(
            "procurement.silent",
            id=_named(each.purchase, each.link),
            title=shown(each.purchase.title, TITLE),
            count=str(each.workdays),
            owner=Person(each.purchase.owner),
        )
        for each in waiting
    )
    return Message("silent", tuple(lines))


def silent_owner(scene: Scene, waiting: Sequence[Waiting]) -> Message:
    """Asks the owner of purchases that wait whether to go on, or to stop."""
    lines = [
        scene.say(
            "procurement.silent_owner",
            id=_named(each.purchase, each.link),
            title=shown(each.purchase.title, TITLE),
            count=str(each.workdays),
        )
        for each in waiting
    ]
    if len(waiting) == 1:
        id = waiting[0].purchase.id
        lines.append(scene.say("procurement.silent_ask"))
        both = (scene.button("go_on", id, "primary"), scene.button("stop", id))
        return Message("silent", tuple(lines), buttons=both)
    lines.append(scene.say("procurement.silent_ask_more"))
    go_on = scene.label("button.go_on")
    each_of_them = tuple(
        Button("go_on", f"{go_on}: {each.purchase.id}", each.purchase.id) for each in waiting
    )
    return Message("silent", tuple(lines), buttons=each_of_them)


def not_in_channel(scene: Scene, message: Message) -> Message:
    """The same for the team, when the channel does not take it, and what to do about that."""
    return replace(message, lines=(*message.lines, scene.say("procurement.no_channel")))


def _named(purchase: Purchase, link: str) -> Value:
    return Link(link, purchase.id) if link else purchase.id
