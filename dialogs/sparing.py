"""What somebody has left and offers to colleagues: noted, listed, and asked after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from dateutil.relativedelta import relativedelta

from dialogs.messages import Button, Home, Line, Message, Person, Style
from dialogs.reading import clean, shown
from dialogs.scene import Scene

LONGEST = 200
LISTED = 10
SHOWN = 120
KEEP, ASK_AGAIN = relativedelta(months=6), relativedelta(months=1)
"""After so long we ask whether it is still there, and once more when no answer came."""
LIST, GONE, STILL, WITHDRAW = "spares", "spare_gone", "spare_still", "spare_not"
"""What the buttons do."""
ASKED = "spare/"
"""How the keys begin of what we ask and tell of our own accord."""

State = Literal["open", "asked", "lapsed", "gone", "withdrawn"]
OFFERED: tuple[State, ...] = ("open", "asked")
"""What others are told of. `asked` waits for its owner to say that it is still there; `lapsed` is
of who never said so."""
OWN: tuple[State, ...] = ("open", "asked", "lapsed")
"""What its owner still can do something about."""


@dataclass(frozen=True, slots=True)
class Spare:
    """Something that somebody has left; `ask_on` is when they are asked whether it is there."""

    id: int
    text: str
    owner: str
    state: State
    offered_at: datetime
    ask_on: date


def read(scene: Scene, text: str) -> tuple[str, Line | None]:
    """What is offered, on one line, or why it cannot be kept."""
    found = " ".join(clean(text).split())
    if len(found) > LONGEST:
        return "", scene.say("sparing.too_long", count=str(LONGEST))
    return found, None


def noted(scene: Scene, spare: Spare, *, known: bool, again: bool) -> Message:
    """What who offers something hears; `known` when we can find it for a colleague, `again` when
    it stood there already."""
    key = "again" if again else "noted"
    lines = [scene.say(f"sparing.{key}", text=spare.text, day=scene.day(spare.ask_on))]
    if not known:
        lines.append(scene.say("sparing.not_known"))
    buttons = (_button(scene, WITHDRAW, spare), Button(LIST, scene.label("sparing.list"), "noted"))
    return Message("spare", tuple(lines), buttons=buttons)


def listed(scene: Scene, offers: Sequence[Spare], count: int) -> Message:
    """What somebody has on offer, the newest first, and how to add to it."""
    add = scene.say("sparing.add")
    if not offers:
        return Message("spares", (scene.say("sparing.none"), add))
    lines = [
        scene.say(
            f"sparing.line{'_lapsed' if each.state == 'lapsed' else ''}",
            number=str(number), text=shown(each.text, SHOWN), day=scene.day(each.offered_at),
        )
        for number, each in enumerate(offers, 1)
    ]  # fmt: skip
    if count > len(offers):
        lines.append(scene.say("sparing.more", count=str(count - len(offers))))
    gone = scene.label("sparing.gone_number")
    buttons = tuple(
        Button(GONE, gone.format(number=number), str(each.id))
        for number, each in enumerate(offers, 1)
    )
    heading = scene.label("sparing.heading")
    return Message("spares", (*lines, add), heading=heading, buttons=buttons)


def asked(scene: Scene, spare: Spare) -> Message:
    """The question whether it is still there."""
    line = scene.say("sparing.still_there", text=spare.text, day=scene.day(spare.offered_at))
    buttons = (_button(scene, STILL, spare, "primary"), _button(scene, GONE, spare))
    return Message(key_of(spare), (line,), buttons=buttons)


def lapsed(scene: Scene, spare: Spare) -> Message:
    """What somebody reads who did not answer that: it is not shown any more, until they say so."""
    line = scene.say("sparing.lapsed", text=spare.text)
    buttons = (_button(scene, STILL, spare, "primary"), _button(scene, GONE, spare))
    return Message(key_of(spare), (line,), buttons=buttons)


def key_of(spare: Spare) -> str:
    """The key of what is asked or told of an offer, on the day that it was due."""
    return f"{ASKED}{spare.id}/{spare.ask_on:%Y-%m-%d}"


def kept(scene: Scene, spare: Spare) -> Message:
    """What its owner hears who said that it is still there."""
    line = scene.say("sparing.kept", text=spare.text, day=scene.day(spare.ask_on))
    return Message("spare", (line,), buttons=(_button(scene, GONE, spare),))


def ended(scene: Scene, spare: Spare) -> Message:
    """What its owner hears who said that it is gone, or took the offer back; with a way back."""
    line = scene.say(f"sparing.{spare.state}", text=spare.text)
    return Message("spare", (line,), buttons=(_button(scene, STILL, spare),))


def left(scene: Scene, person: str, offers: Sequence[Spare]) -> Message:
    """What who gets the offers of somebody reads who left."""
    lines = [scene.say("sparing.left", person=Person(person), count=str(len(offers)))]
    lines += [
        scene.say(
            "sparing.line",
            number=str(number), text=shown(each.text, SHOWN), day=scene.day(each.offered_at),
        )
        for number, each in enumerate(offers[:LISTED], 1)
    ]  # fmt: skip
    if len(offers) > LISTED:
        lines.append(scene.say("sparing.more", count=str(len(offers) - LISTED)))
    look = Button(LIST, scene.label("sparing.list"), "left", "primary")
    return Message(f"{ASKED}left/{person}/{scene.today:%Y-%m-%d}", tuple(lines), buttons=(look,))


def with_offers(scene: Scene, page: Home, count: int) -> Home:
    """The home page of who has something on offer, with the way to it."""
    if not count:
        return page
    button = Button(LIST, scene.label("sparing.home").format(count=count), "home")
    return replace(page, buttons=(*page.buttons, button))


def _button(scene: Scene, verb: str, spare: Spare, style: Style = "") -> Button:
    return Button(verb, scene.label(f"sparing.{verb}"), str(spare.id), style)
