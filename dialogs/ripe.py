"""What is ripe to be celebrated: when it is, and how ambassadors are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Literal

from babel.numbers import format_decimal

from dialogs.ambition import themes
from dialogs.messages import Button, Line, Link, Message, Person, Value
from dialogs.moment import Moment
from dialogs.portfolio import Sums, count, mean_levels
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.success import Success
from dialogs.web import targets

Kind = Literal["kept", "level", "theme", "goal", "not_bought", "ambitious"]
"""A promise kept for a year, an award at the highest level, the first in a theme, a goal that was
reached, not bought after all. `ambitious` has no contract yet: it is shown, and not proposed."""
WRITE, PASS = "success_write", "ripe_pass"
RIPE = "ripe/"
"""How the keys begin of what ambassadors are proposed."""
YEAR = timedelta(days=365)
NEARLY_A_YEAR = timedelta(days=358)
"""Between two questions that come on the same day of the year, as each waits for a working day."""
ENOUGH = 3
"""Of so many purchases at least is a mean worth something."""
TITLE = 60
PROMISE = 160


@dataclass(frozen=True, slots=True)
class Ripe:
    """One thing, by its key for ever: `kept/INK-0042/3`, `theme/circular`; since when it is so.

    `purchase` is empty where it is about none.
    """

    key: str
    kind: Kind
    ripe_at: datetime
    purchase: str = ""

    @property
    def theme(self) -> str:
        """The theme that it is about; empty where it is about none."""
        return self.key.partition("/")[2] if self.kind in ("theme", "goal") else ""

    @property
    def promise(self) -> int:
        """The number of the promise that it is about; 0 where it is about none."""
        return int(self.key.rpartition("/")[2]) if self.kind == "kept" else 0

    @property
    def about(self) -> str:
        """What a success of it is about: the purchase, else `theme/circular`."""
        return self.purchase or f"theme/{self.theme}"


@dataclass(frozen=True, slots=True)
class Subject:
    """What there is to tell of it: the purchase with its owner, the promise, or how far it got.

    `link` is the conversation, where others can open it.
    """

    ripe: Ripe
    title: str = ""
    owner: str = ""
    link: str = ""
    promise: str = ""
    mean: float = 0
    target: int = 0


def key_of(kind: str, *about: object) -> str:
    """The key of something that is ripe."""
    return "/".join((kind, *map(str, about)))


# When it is


def kept_for_a_year(answered: Iterable[Moment], starts: date) -> datetime | None:
    """Since when a promise is kept for a year; None when it is not.

    The newest answers to it are an unbroken row that spans a year; or nothing else was ever
    answered, and the contract ran for a year by then.
    """
    told = [each for each in answered if each.state == "answered" and each.answered_at]
    told.sort(key=lambda each: (each.answered_at, each.id))
    row = [*takewhile(lambda each: each.answer == "kept", reversed(told))]
    if not row:
        return None
    begins = starts if len(row) == len(told) else row[-1].on
    return row[0].answered_at if row[0].on - min(begins, row[-1].on) >= NEARLY_A_YEAR else None


def reached(scene: Scene, sums: Sums) -> Iterator[str]:
    """The themes of which the goal on the ambition web is reached.

    Goals in another unit, such as a percentage, cannot be seen from what is entered here.
    """
    if count(sums, "themes") < ENOUGH:
        return
    means = mean_levels(scene, sums)
    for key, target in targets(scene).items():
        if means.get(key, 0) >= target:
            yield key


# How it is told


def line(scene: Scene, subject: Subject) -> Line:
    """What it is, and why it is ripe."""
    ripe = subject.ripe
    theme = themes(scene).get(ripe.theme, ripe.theme)
    if ripe.kind == "goal":
        mean = format_decimal(round(subject.mean, 1), locale=scene.language)
        return scene.say("ripe.goal", theme=theme, level=mean, target=str(subject.target))
    values: dict[str, Value] = {
        "id": Link(subject.link, ripe.purchase) if subject.link else ripe.purchase,
        "title": shown(subject.title, TITLE),
    }
    match ripe.kind:
        case "kept":
            values["promise"] = shown(subject.promise, PROMISE)
        case "theme":
            values |= {"theme": theme, "owner": Person(subject.owner)}
        case _:
            values["owner"] = Person(subject.owner)
    return scene.say(f"ripe.{ripe.kind}", **values)


def proposal(scene: Scene, subject: Subject) -> Message:
    """What every ambassador gets, at most once a week."""
    return Message(
        key=f"{RIPE}{subject.ripe.key}",
        heading=scene.label("ripe.heading"),
        lines=(line(scene, subject), scene.say("ripe.how")),
        buttons=(
            _tell(scene, subject),
            Button(PASS, scene.label("ripe.pass"), subject.ripe.key),
        ),
        notes=(scene.say("ripe.note"),),
    )


def passed(scene: Scene, replaces: str) -> Message:
    """What takes its place for who will not tell it now."""
    return Message(f"{replaces}/passed", (scene.say("ripe.passed"),), replaces=replaces)


def cards(
    scene: Scene, subjects: Sequence[Subject], offered: Sequence[Success]
) -> tuple[Message, ...]:
    """What an ambassador sees on their own page: what waits for them, then what is ripe."""
    heading = scene.say("ripe.heading_line")
    rows = [
        Message(
            "row",
            (scene.say("ripe.offered", title=shown(each.title, TITLE), owner=Person(each.author)),),
            buttons=(Button(WRITE, scene.label("ripe.look"), str(each.id)),),
        )
        for each in offered
    ]
    rows += [
        Message("row", (line(scene, each),), buttons=(_tell(scene, each, ""),)) for each in subjects
    ]
    if not rows:
        return (Message("row", (scene.say("ripe.none"),)),)
    first = Message("row", (heading, *rows[0].lines), buttons=rows[0].buttons)
    return (first, *rows[1:])


def _tell(scene: Scene, subject: Subject, style: Literal["", "primary"] = "primary") -> Button:
    return Button(WRITE, scene.label("ripe.tell"), subject.ripe.about, style)
