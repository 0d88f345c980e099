"""Takes who asks for a report or an export: whether they may, over what, and that it is coming."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from bot.desk import Taken
from bot.exports.formats import Format
from bot.parts import Parts
from bot.ports import Outgoing, Place, Reply, Said
from bot.store import periods
from bot.store.database import Bound
from bot.store.periods import Span
from bot.store.unfinished import unfinished
from dialogs.messages import CARRIED, Button, Message
from dialogs.period import Period, period_name, read_period
from dialogs.reading import Unclear
from dialogs.scene import Scene
from dialogs.turn import said as said_line
from dialogs.turn import say

REPORT = "report/"
"""How the keys of messages about reports begin."""
DONE = "/done"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report, or an export in a format, for somebody; `id` names it among others."""

    id: str
    person: str
    language: str
    period: Period
    count: int
    format: Format = Format.XLSX
    summary: bool = True

    @property
    def thing(self) -> str:
        """The name of the words for it."""
        return "report" if self.summary else "export"

    @property
    def key(self) -> str:
        """The key of the message that tells how far it is."""
        return f"{REPORT}{self.id}"


REMEMBERED, SILENT = timedelta(days=2), timedelta(minutes=15)
"""How long we look back, and how long a report that is alive keeps silent at most."""
Prepare = Callable[[Wanted], Coroutine[Any, Any, None]]


class Reporting:
    """Answers at once; the work itself is for `bot.preparing`, after that."""

    def __init__(self, parts: Parts, prepare: Prepare) -> None:
        self._parts = parts
        self.prepare = prepare

    def report(self, bound: Bound, scene: Scene, said: Said, text: str) -> Taken:
        """A report over what a text names: a period, a department."""
        if not self._parts.may(bound, said.person, "report"):
            return Taken(Reply(scene.language, say(scene, "rights.refused")))
        try:
            departments = self._parts.organisation.departments
            period = read_period(scene, text, departments)
        except Unclear as unclear:
            label = scene.label("button.start_this")
            start = Button("start_this", label, "menu", text=text)
            carried = (start,) if len(text) <= CARRIED else ()
            told = said_line(scene.say(unclear.key, **unclear.values), with_buttons=carried)
            return Taken(Reply(scene.language, told))
        return self._coming(bound, scene, said, Wanted("", said.person, scene.language, period, 0))

    def export(self, bound: Bound, scene: Scene, said: Said, text: str) -> Taken:
        """Everything, in the format that a text names."""
        if not self._parts.may(bound, said.person, "export"):
            return Taken(Reply(scene.language, say(scene, "rights.refused")))
        named = text.strip().casefold() or Format.XLSX.value
        if named == "excel":
            named = Format.XLSX.value
        if named not in [each.value for each in Format]:
            formats = ", ".join(each.value for each in Format)
            return Taken(Reply(scene.language, say(scene, "report.formats", formats=formats)))
        wanted = Wanted("", said.person, scene.language, Period(), 0, Format(named), summary=False)
        return self._coming(bound, scene, said, wanted)

    def _coming(self, bound: Bound, scene: Scene, said: Said, wanted: Wanted) -> Taken:
        parts = self._parts
        span = span_of(parts, wanted.period)
        number = periods.count(bound, span)
        name = period_name(scene, wanted.period)
        if not number:
            return Taken(Reply(scene.language, say(scene, "report.empty", period=name)))
        wanted = replace(wanted, id=secrets.token_hex(8), count=number)
        begun = progress(scene, wanted, 0)
        row = parts.say_at(bound, Place(said.person), begun)
        in_direct = said.place.direct and not said.reply_to
        told = (
            None
            if in_direct
            else say(
                scene, "report.coming", thing=scene.label(f"report.{wanted.thing}"), period=name
            )
        )
        return Taken(Reply(scene.language, told), (row,), partial(self.prepare, wanted))

    async def own_up(self) -> None:
        """Says of what was broken off that it was: its process is gone. Raises NotSaved."""
        parts = self._parts
        parts.courier.take(await parts.database.run(parts.workspace, self._broken_off))

    def _broken_off(self, bound: Bound) -> list[Outgoing]:
        parts, now = self._parts, self._parts.clock.now()
        found = unfinished(bound, REPORT, DONE, now - REMEMBERED, now - SILENT)
        rows = []
        for key, person in found.items():
            scene = parts.scene(parts.language_of(bound, person))
            line = scene.say("report.stopped")
            message = Message(f"{key}{DONE}", (line,), replaces=key)
            rows.append(parts.say_at(bound, Place(person), message))
        return rows


def progress(scene: Scene, wanted: Wanted, done: int, *, again: bool = False) -> Message:
    """How far a report is."""
    key = wanted.key
    line = scene.say(
        "report.progress",
        thing=scene.label(f"report.{wanted.thing}"),
        period=period_name(scene, wanted.period),
        done=str(done),
        count=str(wanted.count),
    )
    return Message(f"{key}/so_far" if again else key, (line,), replaces=key if again else "")


def span_of(parts: Parts, period: Period) -> Span:
    """A period as moments: it begins and ends at midnight, where the organisation is."""
    zone = parts.organisation.zone

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    return Span(
        midnight(period.first) if period.first else None,
        midnight(period.last + timedelta(days=1)) if period.last else None,
        period.department,
    )
