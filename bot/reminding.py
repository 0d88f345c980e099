"""Tells what would be sent, to whom, when and why, and what waits to be sent. It sends nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import partial
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.opening import check_schema
from bot.organisation import organisation_of, rules
from bot.parts import Organisation
from bot.reminders.conscience import Habit
from bot.reminders.foreseeing import Foreseen, foresee
from bot.reminders.planning import Rules
from bot.reminders.receivers import NUDGE
from bot.reminders.subjects import Reader
from bot.settings import BadSettings, Settings, known_zone
from bot.store import claims, moments, outbox, people
from bot.store.claims import Queued
from bot.store.database import Bound, Database
from bot.store.reading import all_workspaces
from dialogs import load_script, reasons
from dialogs.history import why_not
from dialogs.messages import plain
from dialogs.moment import CHANNEL, PROCUREMENT
from dialogs.nudges import Subject, rule, what
from dialogs.reading import shown
from dialogs.scene import Scene

UNITS = {"h": "hours", "d": "days", "w": "weeks", "m": "months"}
PAGE = 200
"""So many moments are read in one transaction, for it holds what it reads."""
QUEUE = 100


def upcoming(settings: Settings, now: datetime, within: str) -> Iterator[str]:
    """A line for each message that would be sent in that time, of every workspace.

    Raises BadSettings when the time cannot be read, or the database is not there.
    """
    until = later(now, within)
    organisation = organisation_of(settings)
    database = Database(settings.database_url)
    check_schema(database)
    script = load_script(own=organisation.knowledge)
    scene = Scene(script, organisation.language, now, organisation.zone)
    reminding = Reminding(database, organisation, scene, rules(organisation))
    for workspace in all_workspaces(database):
        yield plain(
            scene.say(
                "reminders.workspace", workspace=workspace,
                start=_time(now, organisation.zone), until=_time(until, organisation.zone),
            )
        )  # fmt: skip
        yield from reminding.of(workspace, until)


def later(now: datetime, within: str) -> datetime:
    """The moment so much later: `12h`, `30d`, `2w`, `3m`; raises BadSettings."""
    found = re.fullmatch(r"([1-9][0-9]{0,3})([hdwm])", within.strip().lower())
    if not found:
        raise BadSettings(
            f"--within {within!r} is no time: write a number and h, d, w or m, such as 12h, 30d, "
            "2w or 3m."
        )
    count, unit = found.groups()
    return now + relativedelta(**{UNITS[unit]: int(count)})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Reminding:
    """Reads what is to come from the ledger and the outbox of a workspace."""

    database: Database
    organisation: Organisation
    scene: Scene
    rules: Rules

    def of(self, workspace: str, until: datetime) -> Iterator[str]:
        """What would be sent until then, and what waits already."""
        run = self.database.run_now
        coming = run(workspace, lambda bound: self._foreseen(bound, until))
        if not coming:
            yield plain(self.scene.say("reminders.none"))
        for start in range(0, len(coming), PAGE):
            page = coming[start : start + PAGE]
            yield from run(workspace, partial(self._lines, page=page))
        yield from run(workspace, self._queue)

    def _foreseen(self, bound: Bound, until: datetime) -> list[Foreseen]:
        due = moments.due_until(bound, until)
        habits = {each: self._habit(bound, each) for each in {each.receiver for each in due}}
        found = foresee(due, habits, self.scene.now, self.rules)
        return [each for each in found if each.at <= until]

    def _habit(self, bound: Bound, receiver: str) -> Habit:
        if receiver == PROCUREMENT:
            return Habit(self.organisation.zone)
        zone = self._zone(bound, receiver)
        local = self.scene.now.astimezone(zone)
        monday = local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(
            days=local.weekday()
        )
        count, newest = outbox.told_since(bound, receiver, monday, NUDGE)
        return Habit(zone, people.often(bound, receiver), count, newest)

    def _zone(self, bound: Bound, person: str) -> ZoneInfo:
        """Where somebody's clock is; the organisation's, when we do not know or it is no zone."""
        known = people.known(bound, person)
        try:
            return ZoneInfo(known_zone(known[0].zone)) if known else self.organisation.zone
        except ValueError:
            return self.organisation.zone

    def _lines(self, bound: Bound, *, page: Sequence[Foreseen]) -> list[str]:
        reader = Reader(bound, self.rules)
        return [self._line(each, reader.subject(each.moment)) for each in page]

    def _line(self, foreseen: Foreseen, subject: Subject) -> str:
        scene, moment = self.scene, foreseen.moment
        zone = foreseen.habit.zone
        turn = CHANNEL if moment.receiver == PROCUREMENT else min(moment.step, CHANNEL)
        return plain(
            scene.say(
                "reminders.line_moved" if foreseen.reason else "reminders.line",
                at=_time(foreseen.at, zone),
                zone=str(zone),
                receiver=self._receiver(moment.receiver),
                id=moment.purchase,
                title=shown(subject.purchase.title, 60),
                what=what(scene, subject),
                turn=scene.label(f"reminders.turn_{turn}"),
                rule=plain(rule(scene, subject)),
                reason=plain(reasons.line(scene, foreseen.reason)) if foreseen.reason else "",
            )
        )

    def _receiver(self, receiver: str) -> str:
        if receiver != PROCUREMENT:
            return f"@{receiver}"
        channel = self.organisation.procurement_channel
        key = "reminders.channel" if channel else "reminders.no_channel"
        return plain(self.scene.say(key, channel=channel))

    def _queue(self, bound: Bound) -> list[str]:
        count = sum(claims.waiting(bound).values())
        if not count:
            return []
        lines = [plain(self.scene.say("reminders.waiting", count=str(count)))]
        found = claims.queue(bound, QUEUE)
        lines += [self._waiting(each) for each in found]
        if count > len(found):
            lines.append(plain(self.scene.say("reminders.rest", count=str(count - len(found)))))
        return lines

    def _waiting(self, queued: Queued) -> str:
        first = queued.message.heading or plain(queued.message.lines[0])
        return plain(
            self.scene.say(
                "reminders.waiting_because" if queued.reason else "reminders.waiting_line",
                at=_time(queued.created_at, self.organisation.zone),
                receiver=queued.channel,
                text=shown(first, 80),
                state=self.scene.label(f"reminders.state_{queued.state}"),
                attempts=str(queued.attempts),
                reason=why_not(self.scene, queued.reason),
            )
        )


def _time(moment: datetime, zone: tzinfo) -> str:
    """A moment on somebody's clock, in a way that sorts."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
