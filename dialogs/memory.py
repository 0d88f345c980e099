"""What the organisation still has, and who bought the same: said before the first question.

Of somebody else's purchase only this is told: what it is, whose, about what time it is, and whether
it was bought.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from dialogs.messages import Button, Line, Link, Message, Person, Value
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.subcommands import purchase_id
from knowledge.likeness import SAME

QUESTION = "circularity.1"
MEMORY, ASK = "memory", "ask_owner"
LISTED, BUTTONS, MARKETS = 3, 4, 5
"""So many of each sort are told, with so many buttons in sight, and so many market places."""
SHOWN = 120
RECENT = timedelta(days=730)
"""So long ago a colleague bought it at most, for what they know of it to be of use."""
AHEAD, PAST_YEARS = timedelta(days=182), 3
"""How long before its end we ask whether something can be taken over, and how many years after."""
ARRANGED_FOR = timedelta(days=90)
"""So long after its owner arranged where it goes, it may still be there."""

Sort = Literal["spare", "used", "bought", "without"]
"""Something that was offered; that is at the end of its use; that a colleague bought; or that they
did not need after all."""
SORTS: tuple[Sort, ...] = get_args(Sort)
TO_TAKE: tuple[Sort, ...] = ("spare", "used")
SPARE, BOUGHT, WITHOUT, USED = "spare", "bought", "without", "use/"
"""Under which kinds things are kept to be found again; behind the last comes a year."""

Markets = Sequence[tuple[str, str]]
"""Names and addresses of where things are offered for reuse."""


@dataclass(frozen=True, slots=True)
class Known:
    """Something that a colleague has or knows: an offer (`ref` is its id), else a purchase.

    `year` is until when it is needed; `told` is when its owner said that its use ends; `how` is
    the answer by which it was not needed.
    """

    sort: Sort
    ref: int
    text: str
    owner: str
    since: datetime
    year: str = ""
    told: datetime | None = None
    how: str = ""

    @property
    def name(self) -> str:
        """How a button names it: `spare.3`, `used.12`."""
        return f"{self.sort}.{self.ref}"

    @property
    def purchase(self) -> str:
        """The name of the purchase that it is; empty for an offer."""
        return "" if self.sort == "spare" else purchase_id(str(self.ref))


@dataclass(frozen=True, slots=True)
class Recollection:
    """What is worth telling: what may be taken over, and which colleagues know of it."""

    spare: Sequence[Known] = ()
    bought: Sequence[Known] = ()


def recalled_as(purchase: Purchase, end_of_use: date | None = None) -> frozenset[str]:
    """Under which kinds a purchase is kept to be found again; `end_of_use` is its contract's."""
    if purchase.status == "not_bought":
        return frozenset({WITHOUT})
    if purchase.closed or not (purchase.contracted or purchase.status == "complete"):
        return frozenset()
    year = str(end_of_use.year) if end_of_use else purchase.value("circularity.5", "year")
    known = year.isdecimal() and len(year) == 4
    return frozenset({BOUGHT, f"{USED}{year}"} if known else {BOUGHT})


def years(today: date) -> tuple[int, int]:
    """The years in which the use of something ended that may be taken over now."""
    return today.year - PAST_YEARS, (today + AHEAD).year


def is_like(scene: Scene, title: str, known: Known) -> bool:
    """Whether something is of the same kind as what somebody wants to buy."""
    return scene.script.likeness.alike(title, known.text) >= SAME


def recollection(scene: Scene, purchase: Purchase, found: Iterable[Known]) -> Recollection:
    """What is worth telling of what was found: of the same kind, and of somebody else."""
    like = [
        each
        for each in found
        if each.owner != purchase.owner
        and _is_recent(scene, each)
        and is_like(scene, purchase.title, each)
    ]
    like.sort(key=lambda each: (SORTS.index(each.sort), -each.since.timestamp(), -each.ref))
    spare = _one_each(each for each in like if each.sort != "bought")[:LISTED]
    named = {each.owner for each in spare}
    bought = _one_each(each for each in like if each.sort == "bought" and each.owner not in named)
    return Recollection(spare, bought[:LISTED])


def _is_recent(scene: Scene, known: Known) -> bool:
    return known.sort in TO_TAKE or known.since >= scene.now - RECENT


def _one_each(found: Iterable[Known]) -> list[Known]:
    """The first of each owner and text: who bought the same every year is asked once."""
    first: dict[tuple[str, str], Known] = {}
    for each in found:
        first.setdefault((each.owner, each.text if each.sort == "spare" else each.sort), each)
    return list(first.values())


def told(scene: Scene, purchase: Purchase, found: Recollection, markets: Markets) -> Message | None:
    """What is said before the first question; nothing where nothing is known.

    In a channel for the owner alone: guests may read along there.
    """
    numbered = list(enumerate((*found.spare, *found.bought), 1))
    only_for = purchase.owner if purchase.shared else ""
    market = _markets(scene, markets)
    if not numbered:
        return Message(MEMORY, market, only_for=only_for) if market else None
    ask = scene.label("memory.ask")
    buttons = tuple(
        Button(ASK, ask.format(number=number), f"{purchase.id}/{each.name}")
        for number, each in numbered
    )
    return Message(
        key=MEMORY,
        heading=scene.label("memory.heading"),
        lines=(*_listed(scene, numbered, len(found.spare)), *market),
        notes=(scene.say("memory.only_then"),),
        buttons=buttons[:BUTTONS],
        more=buttons[BUTTONS:],
        only_for=only_for,
    )


def _listed(scene: Scene, numbered: Sequence[tuple[int, Known]], spare: int) -> list[Line]:
    lines = []
    for number, each in numbered:
        if number == 1 and spare:
            lines.append(scene.say("memory.to_take"))
        if number == spare + 1:
            lines.append(scene.say("memory.to_ask"))
        lines.append(line_of(scene, each, number))
    return lines


def line_of(scene: Scene, known: Known, number: int) -> Line:
    """One thing: what it is, whose, and since when."""
    key: str = known.sort
    if known.sort == "without":
        key = "without_reuse" if known.how == "reuse" else "without_need"
    if known.sort == "used" and known.told:
        key = "used_told"
    values: dict[str, Value] = {
        "number": str(number),
        "text": shown(known.text, SHOWN),
        "person": Person(known.owner),
        "day": scene.day(known.told or known.since),
        "id": known.purchase,
        "year": known.year,
    }
    return scene.say(f"memory.{key}", **values)


def _markets(scene: Scene, markets: Markets) -> tuple[Line, ...]:
    """The market places on one line; their names are the organisation's own."""
    if not markets:
        return ()
    links: dict[str, Value] = {
        f"place_{place}": Link(url, name) for place, (name, url) in enumerate(markets[:MARKETS], 1)
    }
    places = " · ".join(f"{{{place}}}" for place in links)
    return (Line(scene.label("memory.markets").replace("{places}", places), links),)
