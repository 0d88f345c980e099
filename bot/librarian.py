"""Looks whether the knowledge of the organisation itself changed, and puts the new on the shelf."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bot.log import log
from bot.parts import Parts
from bot.reminders.procurement import OWN, Drawn, tell_procurement
from bot.reminders.receivers import in_their_hours
from bot.store import inbox
from bot.store.database import Bound
from dialogs import load_script
from dialogs.own import broken, mended
from dialogs.script import Script
from knowledge.own import files
from knowledge.problems import BadWords, Problem

BROKEN = f"{OWN}broken/"


@dataclass(frozen=True, slots=True)
class State:
    """How a folder looks: what is where, when it was written and how large it is."""

    files: tuple[tuple[str, int, int], ...]
    there: bool = True


def state_of(folder: Path) -> State:
    """How a folder looks now, without reading its files."""
    found = []
    for path in files(folder):
        known = path.stat()
        found.append((path.relative_to(folder).as_posix(), known.st_mtime_ns, known.st_size))
    return State(tuple(found), folder.is_dir())


def mark_of(folder: Path) -> str:
    """What stands in a folder, in a few letters: the same for every process that has a copy."""
    mark = hashlib.sha256()
    for path in files(folder):
        mark.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        mark.update(path.read_bytes())
    return mark.hexdigest()[:16]


class Librarian:
    """Keeps the shelf of one process up to date. What does not fit is told, and not used."""

    def __init__(self, parts: Parts, folder: Path) -> None:
        self._parts = parts
        self._folder = folder
        self._known: State | None = None
        self._suspect: State | None = None

    async def look(self) -> None:
        """Takes what is new in the folder when it fits; else tells what is wrong, once.

        What does not fit is looked at again first: it may be that it is still being copied. Raises
        OSError when a file goes away meanwhile, and NotSaved; then all of it is done next time.
        """
        state = await asyncio.to_thread(state_of, self._folder)
        if state == self._known:
            return
        try:
            script = await asyncio.to_thread(load, self._folder, self._parts.script)
        except BadWords as error:
            if state == self._suspect:
                await self._broken(error.problems)
                self._known = state
            self._suspect = state
        else:
            self._parts.shelf.script = script
            await self._mended()
            self._known, self._suspect = state, None

    async def _broken(self, problems: Iterable[Problem]) -> None:
        """Tells what is wrong, unless another process did."""
        found = [replace(each, path=self._inside(each.path)) for each in problems]
        for each in found:
            log.warning("knowledge.broken", file=str(each.path), line=each.line, mend=each.mend)
        mark = await asyncio.to_thread(mark_of, self._folder)
        parts = self._parts

        def work(bound: Bound) -> None:
            now = parts.clock.now()
            if inbox.remember(bound, f"{BROKEN}{mark}", now):
                key = f"{BROKEN}{mark}/{now:%Y%m%d%H%M%S}"
                self._tell(bound, key, lambda scene: broken(scene, found))

        await parts.database.run(parts.workspace, work)

    async def _mended(self) -> None:
        """Tells that all is well, when it was told that it was not, and nobody did so yet."""
        parts = self._parts

        def work(bound: Bound) -> bool:
            was_broken = inbox.take_back(bound, BROKEN)
            if was_broken:
                key = f"{OWN}mended/{parts.clock.now():%Y%m%d%H%M%S}"
                self._tell(bound, key, mended)
            return was_broken

        was_broken = await parts.database.run(parts.workspace, work)
        log.info("knowledge.taken", mended=was_broken)

    def _tell(self, bound: Bound, key: str, drawn: Drawn) -> None:
        """To procurement; where nobody is procurement, to the contact."""
        parts = self._parts
        if tell_procurement(parts, bound, key, drawn):
            return
        contact = parts.organisation.contact
        if not contact:
            log.warning("knowledge.nobody_to_tell", workspace=parts.workspace)
            return
        message = replace(drawn(parts.scene(parts.language_of(bound, contact))), key=key)
        in_their_hours(parts, bound, contact, message)

    def _inside(self, path: Path) -> Path:
        """A file as seen from the folder."""
        return path.relative_to(self._folder) if path.is_relative_to(self._folder) else path


def load(folder: Path, before: Script) -> Script:
    """Our knowledge with that of a folder over it, ready to be searched; raises BadWords."""
    script = load_script(dialogs=before.dialogs, own=folder)
    _made = script.finder  # here, off the event loop, and not by who asks first
    return script
