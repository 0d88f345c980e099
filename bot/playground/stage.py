"""The workspace as a stage: its clock, what passes behind it, and how it begins again."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

MORNING = time(9)
LONGEST_LEAP = timedelta(days=366 * 60)
MOST_TRAFFIC = 200


class Backstage(Protocol):
    """What the page shows of the bot itself, and may ask of it."""

    async def stored(self) -> list[Json]:
        """Every purchase, as the export gives it."""

    async def forget(self) -> None:
        """Forgets everything that was stored."""

    async def language(self, person: str) -> str:
        """The language in which the bot speaks to somebody."""


class Stage:
    """What whoever shows the workspace may do with it; each method raises SlackError."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.backstage: Backstage | None = None

    async def do_advance(self, person: str, body: Json) -> Any:
        """Sets the clock forward by `days`, `weeks` and `months`, or to the morning of `to`."""
        clock = self._workspace.clock
        zone = ZoneInfo(self._workspace.person(person).zone)
        here = clock.now().astimezone(zone)
        try:
            if body.get("to"):
                then = datetime.combine(date.fromisoformat(body["to"]), MORNING, zone)
            else:
                count = {name: int(body.get(name, 0)) for name in ("days", "weeks", "months")}
                then = here + relativedelta(**count)  # type: ignore[arg-type]
        except (ValueError, TypeError, OverflowError):
            raise SlackError("invalid_date") from None
        leap = then.astimezone(UTC) - here.astimezone(UTC)
        if not timedelta() < leap < LONGEST_LEAP:
            raise SlackError("clock_only_forward")
        clock.advance(leap)
        now = clock.now().isoformat()
        self._workspace.tell({"type": "clock", "now": now})
        return now

    async def do_traffic(self, person: str, body: Json) -> Any:
        """What passed between the bot and the workspace after number `after`, oldest first."""
        try:
            after = int(body.get("after") or 0)
        except (ValueError, TypeError, OverflowError):
            raise SlackError("invalid_number", status=400) from None
        newer = [each for each in self._workspace.traffic if each.number > after]
        return [_told(asdict(each)) for each in newer[-MOST_TRAFFIC:]]

    async def do_passed(self, person: str, body: Json) -> Any:
        """How much passed so far: who looks again and again asks for the rest when this moved."""
        return self._workspace.passed

    async def do_language(self, person: str, body: Json) -> Any:
        """The language in which the bot speaks to somebody; without a bot that of their Slack."""
        return await self.language(person)

    async def language(self, person: str) -> str:
        """The language in which the page speaks to somebody: that of what the bot tells them."""
        if self.backstage:
            return await self.backstage.language(person)
        return self._workspace.person(person).locale[:2]

    async def do_stored(self, person: str, body: Json) -> Any:
        """Every purchase as it is stored; nothing where there is no looking behind."""
        return await self.backstage.stored() if self.backstage else []

    async def do_start_again(self, person: str, body: Json) -> Any:
        """Empties the workspace, and what the bot stored."""
        if self.backstage:
            await self.backstage.forget()
        self._workspace.empty()

    async def do_toured(self, person: str, body: Json) -> Any:
        """The tour was closed or finished: it does not come uninvited again."""
        self._workspace.toured = True
        self._workspace.dirty = True


def _told(record: Json) -> Json:
    """A record as JSON can hold it."""
    told: Json = json.loads(json.dumps(record, default=str))
    return told
