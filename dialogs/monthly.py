"""The digest of a month: what was bought with which ambition, kept, celebrated and learnt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, tzinfo

from babel.dates import format_date
from babel.numbers import format_decimal
from dateutil.relativedelta import relativedelta

from dialogs.ambition import level_said, themes
from dialogs.files import Photo
from dialogs.messages import Button, Line, Link, Message, Person
from dialogs.moment import Answer
from dialogs.portfolio import Sums, count, mean_levels
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.success import Success, key_of
from dialogs.web import targets
from knowledge.workdays import Calendar, days_later

MONTH = "month/"
"""How the keys of digests begin."""
NOWHERE = f"{MONTH}nowhere"
CHANGED = "/changed"
MOST_CHEERED = 3
LATE_DAYS = 10
"""A month that is over for longer is not told any more."""
SHARE = "share_out"
KEY = "key"
"""The value in a line that is not in its words: by it the line of a success, or those of a lesson,
are found again."""
TOLD: tuple[Answer, ...] = ("kept", "partly", "not")
"""The answers about a promise that are told; whoever did not know did not answer yet."""
_TITLE, _LESSON = 80, 300
_MONTH = re.compile(r"(2[01]\d\d)-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, by its first day."""

    first: date

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @staticmethod
    def read(text: str) -> Month | None:
        """The inverse of str(); None for anything else."""
        found = _MONTH.fullmatch(text)
        return Month(date(int(found[1]), int(found[2]), 1)) if found else None

    @staticmethod
    def of(day: date) -> Month:
        """The month in which a day lies."""
        return Month(day.replace(day=1))

    @property
    def before(self) -> Month:
        """The month before it."""
        return Month(self.first - relativedelta(months=1))

    @property
    def after(self) -> Month:
        """The month after it."""
        return Month(self.first + relativedelta(months=1))

    def begins(self, zone: tzinfo) -> datetime:
        """The moment at which it begins, where people are."""
        return datetime.combine(self.first, time(), zone)

    def name(self, language: str) -> str:
        """What people call it: 'november 2026'."""
        return format_date(self.first, "LLLL yyyy", locale=language)


@dataclass(frozen=True, slots=True)
class Celebrated:
    """A success that was posted, and the address of its message; empty when it has none."""

    success: Success
    link: str = ""


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson, without whose it is."""

    id: int
    expected: str = ""
    happened: str = ""
    differently: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """What happened in a month.

    `bought` counts by ambition level the purchases of which the contract was recorded, `not_bought`
    those of which somebody decided that they are not needed; `promises` counts by answer how often
    somebody looked whether one is kept.
    """

    begun: int = 0
    bought: Mapping[int, int] = field(default_factory=dict)
    not_bought: int = 0
    promises: Mapping[str, int] = field(default_factory=dict)
    successes: Sequence[Celebrated] = ()
    lesson: Learnt | None = None

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to tell."""
        numbers = (self.begun, self.not_bought, *self.bought.values(), *self.promises.values())
        return not any(numbers) and not self.successes and self.lesson is None


def due_month(now: datetime, zone: tzinfo, calendar: Calendar) -> Month | None:
    """The month that may be told now: the one before; None when none may.

    It comes from 09:00 on the first working day of the next month on; some days later when we could
    not, always in office hours.
    """
    if not calendar.is_open(now, zone):
        return None
    today = now.astimezone(zone).date()
    month = Month.of(today)
    first = calendar.on_or_after(month.first)
    return month.before if today <= max(first, days_later(month.first, LATE_DAYS)) else None


def digest(
    scene: Scene, month: Month, happened: Happened, sums: Sums, photo: Photo | None = None
) -> Message:
    """The month as it is told in the channel; `photo` is the ambition web of everything."""
    name, key = month.name(scene.language), f"{MONTH}{month}"
    if happened.nothing:
        return Message(key, (scene.say("monthly.nothing", month=name),))
    return Message(
        key=key,
        heading=scene.label("monthly.heading").format(month=name),
        lines=(
            *number_lines(scene, happened),
            *_successes(scene, happened.successes),
            *_lesson(scene, happened.lesson),
            *_web(scene, sums),
        ),
        buttons=(share_button(scene, month),),
        notes=(scene.say("monthly.note"),),
        photo=photo,
    )


def number_lines(scene: Scene, happened: Happened) -> list[Line]:
    """What happened in numbers: a line for each of which there is any."""
    lines = []
    if happened.begun:
        lines.append(_counted(scene, "begun", happened.begun))
    if bought := sum(happened.bought.values()):
        levels = " · ".join(
            f"{happened.bought[level]} × {level_said(scene, level)}"
            for level in (3, 2, 1, 0)
            if happened.bought.get(level)
        )
        lines.append(_counted(scene, "bought", bought, levels=levels))
    if happened.not_bought:
        lines.append(_counted(scene, "not_bought", happened.not_bought))
    told = " · ".join(
        f"{happened.promises[answer]} × {scene.label(f'monthly.promise_{answer}')}"
        for answer in TOLD
        if happened.promises.get(answer)
    )
    if told:
        lines.append(scene.say("monthly.promises", told=told))
    return lines


def _counted(scene: Scene, key: str, number: int, **values: str) -> Line:
    form = "one" if number == 1 else "many"
    return scene.say(f"monthly.{key}_{form}", count=str(number), **values)


def _successes(scene: Scene, successes: Sequence[Celebrated]) -> list[Line]:
    if not successes:
        return []
    return [scene.say("monthly.successes"), *(_success(scene, each) for each in successes)]


def _success(scene: Scene, celebrated: Celebrated) -> Line:
    """A success by its title; who posted it did so for everybody to see."""
    success, link = celebrated.success, celebrated.link
    title = shown(success.title, _TITLE)
    key = "success_cheered" if success.cheers else "success"
    line = scene.say(
        f"monthly.{key}",
        title=Link(link, title) if link else title,
        cheers=str(success.cheers),
        poster=Person(success.poster),
    )
    return replace(line, values={**line.values, KEY: key_of(success.id)})


def lesson_key(lesson: int) -> str:
    """By what the lines of a lesson are found again."""
    return f"lesson/{lesson}"


def retold(scene: Scene, message: Message, key: str, title: str) -> Message | None:
    """The digest after a success got another title; or, with an empty one, after that or a lesson
    was taken back.

    None when nothing of it changes; `key` is that of the success, or `lesson_key`.
    """
    lines = [
        _retitled(each, title) if each.values.get(KEY) == key else each
        for each in message.lines
        if title or each.values.get(KEY) != key
    ]
    if lines == list(message.lines):
        return None
    if not any("poster" in each.values for each in lines):
        heading = scene.say("monthly.successes")
        lines = [each for each in lines if each != heading]
    return replace(message, lines=tuple(lines))


def _retitled(line: Line, title: str) -> Line:
    before, now = line.values["title"], shown(title, _TITLE)
    after = replace(before, label=now) if isinstance(before, Link) else now
    return replace(line, values={**line.values, "title": after})


def _lesson(scene: Scene, lesson: Learnt | None) -> list[Line]:
    if lesson is None:
        return []
    told = {
        "expected": lesson.expected,
        "happened": lesson.happened,
        "differently": lesson.differently,
    }
    lines = [
        scene.say("monthly.lesson"),
        *(
            scene.say(f"monthly.lesson_{name}", text=shown(text, _LESSON))
            for name, text in told.items()
            if text
        ),
    ]
    return [replace(each, values={**each.values, KEY: lesson_key(lesson.id)}) for each in lines]


def _web(scene: Scene, sums: Sums) -> list[Line]:
    """The ambition web in words: the picture beside it may not be there, or not be seen."""
    wanted, means = targets(scene), mean_levels(scene, sums)
    if not means:
        return []
    told = [
        scene.label(f"monthly.theme{'_target' if key in wanted else ''}").format(
            theme=name,
            level=format_decimal(means.get(key, 0), "0.#", locale=scene.language),
            target=wanted.get(key, ""),
        )
        for key, name in themes(scene).items()
        if key in means or key in wanted
    ]
    number = str(count(sums, "themes"))
    return [scene.say("monthly.web", count=number, themes=" · ".join(told))]


def share_button(scene: Scene, month: Month, label: str = "") -> Button:
    """The button that makes of a month what may go outside."""
    return Button(SHARE, label or scene.label("monthly.share"), str(month))


def nowhere(scene: Scene) -> Message:
    """Tells procurement, once, that the month can be told where a channel is named."""
    return Message(NOWHERE, (scene.say("monthly.nowhere"),))


def not_taken(scene: Scene, message: Message) -> Message:
    """The digest for procurement, when the channel does not take it, and what to do about that."""
    return replace(message, lines=(*message.lines, scene.say("monthly.not_taken")))


def perhaps_there(scene: Scene, message: Message) -> Message:
    """The digest for procurement, when nobody can say whether it stands in the channel."""
    return replace(message, lines=(*message.lines, scene.say("monthly.perhaps_there")))
