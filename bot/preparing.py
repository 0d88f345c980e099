"""Prepares a report: adds up, draws, writes the file, and hands everything over.

It runs beside the bot, a page at a time, so that nobody waits for it. Whoever asked sees how far it
is; what a process that stopped left half done, is said to be so.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bot.exporting import source_of, write
from bot.exports.formats import TooLarge
from bot.log import log
from bot.parts import Parts
from bot.pictures.apart import NotDrawn
from bot.ports import Delivered, Hands, NotDelivered, Outgoing, Place
from bot.reporting import DONE, Wanted, progress, span_of
from bot.store import periods
from bot.store.database import Bound, NotSaved
from bot.webs import picture, web
from dialogs.messages import Line, Message, plain
from dialogs.period import period_name
from dialogs.portfolio import count, mean_levels, portfolio_lines
from dialogs.scene import Scene

EVERY_SECONDS = 3.0
"""So often at most somebody sees how far it is."""
Sums = dict[str, tuple[int, int]]


class Preparing:
    """Makes what was asked for."""

    def __init__(self, parts: Parts, hands: Hands) -> None:
        self._parts = parts
        self._hands = hands

    async def prepare(self, wanted: Wanted) -> None:
        """Makes a report or an export, and says that it is there, or that it did not work out."""
        scene = self._parts.scene(wanted.language)
        name = period_name(scene, wanted.period)
        try:
            with tempfile.TemporaryDirectory() as folder:
                await self._prepare(scene, wanted, Path(folder), name)
            key = "report.done"
        except (NotDelivered, NotSaved, TooLarge, OSError) as error:
            log.error("report.failed", id=wanted.id, reason=type(error).__name__)
            key = "report.failed"
        await self._tell(wanted.person, _ended(scene, wanted, key, name))

    async def _prepare(self, scene: Scene, wanted: Wanted, folder: Path, name: str) -> None:
        thing = scene.label(f"report.{wanted.thing}").capitalize()
        files, lines = [], [scene.say("report.heading", thing=thing, period=name)]
        if wanted.summary:
            sums = await asyncio.to_thread(self._sums, wanted)
            key = "one" if wanted.count == 1 else "count"
            lines += [scene.say(f"report.{key}", count=str(wanted.count))]
            lines += portfolio_lines(scene, sums)
            files += await self._picture(scene, sums, name)
        files.append(await self._file(scene, wanted, folder, name))
        await self._hands.deliver(wanted.person, "\n".join(map(plain, lines)), files)

    def _sums(self, wanted: Wanted) -> Sums:
        """What the purchases add up to; on a thread of its own."""
        counts: Counter[str] = Counter()
        totals: Counter[str] = Counter()
        parts, span = self._parts, span_of(self._parts, wanted.period)
        for page in periods.pages(parts.database, parts.workspace, span):
            for _, tallied in page:
                for name, (number, total) in tallied.items():
                    counts[name] += number
                    totals[name] += total
        return {name: (number, totals[name]) for name, number in counts.items()}

    async def _picture(self, scene: Scene, sums: Sums, name: str) -> list[Delivered]:
        title = scene.label("report.picture").format(period=name)
        note = scene.label("web.note_all").format(
            count=count(sums, "themes"), day=scene.day(scene.now)
        )
        try:
            file = await picture(
                scene, web(scene, title, note, mean_levels(scene, sums)), "ambitieweb"
            )
        except NotDrawn as error:
            log.error("picture.not_drawn", reason=str(error))
            return []
        assert isinstance(file.content, bytes)
        return [Delivered(file.name, file.title, file.content, file.alt)]

    async def _file(self, scene: Scene, wanted: Wanted, folder: Path, name: str) -> Delivered:
        """The file with the purchases, written on a thread of its own."""
        parts, span = self._parts, span_of(self._parts, wanted.period)
        path = folder / f"inkopen.{'json' if wanted.format == 'ocds' else wanted.format}"
        loop, told = asyncio.get_running_loop(), self._reporter(scene, wanted)

        def hear(done: int) -> None:
            asyncio.run_coroutine_threadsafe(told(done), loop)

        source = source_of(parts, wanted.language, span)
        await asyncio.to_thread(write, wanted.format, path, source, hear)
        thing = scene.label(f"report.{wanted.thing}").capitalize()
        title = scene.label("report.title").format(thing=thing, period=name)
        return Delivered(path.name, title, path)

    def _reporter(self, scene: Scene, wanted: Wanted) -> Callable[[int], Coroutine[Any, Any, None]]:
        """Tells how far it is, now and then."""
        last = time.monotonic()

        async def told(done: int) -> None:
            nonlocal last
            if time.monotonic() - last < EVERY_SECONDS:
                return
            last = time.monotonic()
            with contextlib.suppress(NotSaved):
                await self._tell(wanted.person, progress(scene, wanted, done, again=True))

        return told

    async def _tell(self, person: str, message: Message) -> None:
        parts = self._parts

        def work(bound: Bound) -> Outgoing:
            return parts.say_at(bound, Place(person), message)

        parts.courier.take([await parts.database.run(parts.workspace, work)])


def _ended(scene: Scene, wanted: Wanted, key: str, name: str) -> Message:
    line: Line = scene.say(key, thing=scene.label(f"report.{wanted.thing}"), period=name)
    return Message(f"{wanted.key}{DONE}", (line,), replaces=wanted.key)
