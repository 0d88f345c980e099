"""What is due, found, claimed and marked: how fast, whatever is stored, and who waits meanwhile.

Beside it in the same run, in turns: the bare SQL claim, APScheduler's own job store, procrastinate.
On SQLite, and on PostgreSQL where INKOOP_TEST_POSTGRESQL gives an address (databases of its own are
made there, and dropped). Run by hand: `python -m tests.benchmarks.nudges`; `--smoke` takes a few
seconds and only shows that it works. Slack is a stand-in that takes everything at once.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp

from bot import log
from bot.courier import Courier
from bot.directory import KnownPeople
from bot.opening import check_schema
from bot.organisation import organisation_of, rules
from bot.pace import Pace
from bot.parts import Organisation, Parts
from bot.policies import PolicyShelf
from bot.ports import Known, Sent
from bot.reminders.dispatching import Dispatcher
from bot.reminders.escalation import told
from bot.roster import Roster
from bot.serving import pass_by_what_stays
from bot.settings import Settings
from bot.shelf import Shelf
from bot.slack.app import client
from bot.store import claims, moments
from bot.store.database import Bound, Database
from bot.wiring import build
from dialogs import load_script
from tests.benchmarks.nudges_rivals import (
    Bare,
    JobsAtOnce,
    JobStore,
    Procrastinate,
    Rival,
    Worker,
    has_procrastinate,
    started,
    store_jobs,
)
from tests.benchmarks.nudges_stored import (
    NOW,
    POSTGRESQL,
    TEAM,
    AtOnce,
    Databases,
    Moved,
    fill_moments,
    fill_outbox,
)

SCRIPT = load_script()


@dataclass(frozen=True)
class Size:
    """How much is done: rows a round, rounds, rows stored, due at once, stored at the start."""

    rows: int
    rounds: int
    few: int
    many: int
    due: int
    stored: int


SMOKE = Size(rows=20, rounds=2, few=1_000, many=10_000, due=100, stored=500)
WHOLE = Size(rows=200, rounds=9, few=10_000, many=1_000_000, due=10_000, stored=10_000)


def office(stored: Database) -> tuple[Parts, Dispatcher, Moved]:
    """The parts that tell people what is due, with a stand-in for Slack and a clock of our own."""
    clock = Moved()
    courier = Courier(stored, TEAM, AtOnce(), clock, "bench")
    courier.pace = Pace(0)
    zone = ZoneInfo("Europe/Amsterdam")
    organisation = Organisation("nl", zone)

    async def look_up(person: str) -> Known | None:
        return None

    async def left(person: str) -> None:
        return None

    people = KnownPeople(stored, TEAM, clock, zone, look_up)
    shelf = Shelf(SCRIPT)
    parts = Parts(
        TEAM, stored, shelf, courier, clock, Roster(organisation), people, rules(organisation),
        PolicyShelf(organisation.policy),
    )  # fmt: skip
    return parts, Dispatcher(parts, left), clock


class Outbox(Rival):
    """Ours: claims one message and notes that it was sent, each in a transaction."""

    name = "ours: outbox, one by one"

    def __init__(self, stored: Database, most: int = 1) -> None:
        self._stored = stored
        self._most = most
        if most > 1:
            self.name = f"ours: outbox, {most} at a time"

    async def take(self, rows: int, turn: int) -> int:
        done = 0
        while done < rows:
            most = min(self._most, rows - done)
            found = self._stored.run_single_now(
                TEAM, lambda bound, most=most: claims.claim_due(bound, "bench", NOW, most=most)
            )
            sent = [(each.id, Sent(each.channel, "1.1")) for each in found]
            self._stored.run_single_now(TEAM, lambda bound, sent=sent: claims.sent(bound, sent))
            done += len(found)
        return done


class Ledger(Rival):
    """Ours: finds who has something due, holds it and marks it as asked; nothing is said."""

    name = "ours: moments, the ledger alone"

    def __init__(self, stored: Database) -> None:
        self._stored = stored
        self._rules = rules(Organisation("nl", ZoneInfo("Europe/Amsterdam")))

    async def take(self, rows: int, turn: int) -> int:
        for _ in range(rows):
            (who,) = self._stored.run_now(TEAM, lambda bound: moments.due_receivers(bound, NOW, 1))
            self._stored.run_now(TEAM, lambda bound, who=who: self._mark(bound, who))
        return rows

    def _mark(self, bound: Bound, who: str) -> None:
        due = moments.due_of(bound, who, NOW)
        moments.save(bound, [told(each, None, NOW, "", self._rules) for each in due])


class Nudges(Rival):
    """Ours, whole: who is due, their question in words, stored, sent to a stand-in, noted."""

    name = "ours: moments, Dispatcher and courier"

    def __init__(self, stored: Database) -> None:
        self._parts, self._dispatcher, self._clock = office(stored)

    async def take(self, rows: int, turn: int) -> int:
        self._clock.at = NOW + timedelta(minutes=turn)
        count = await self._dispatcher.sweep()
        await self._parts.courier.idle()
        return count


async def speed(databases: Databases, size: Size) -> None:
    """Rows a second of each, in turns; against ours."""
    print(
        f"\nfinding, claiming, marking on {databases.kind}: {size.rounds} turns, {size.rows} rows"
    )
    turns = size.rounds + 1
    total = size.rows * turns
    with ExitStack() as stack:

        def fresh(fill: Callable[[Database], None]) -> Database:
            stored = stack.enter_context(databases.fresh())
            fill(stored)
            return stored

        rivals: list[Rival] = [
            Bare(fresh(lambda stored: fill_outbox(stored, total, 1))),
            Outbox(fresh(lambda stored: fill_outbox(stored, total, 1))),
            Outbox(fresh(lambda stored: fill_outbox(stored, total, 1)), 200),
            Ledger(fresh(lambda stored: fill_moments(stored, total, 1))),
            Nudges(fresh(lambda stored: fill_moments(stored, total, 1, a_turn=size.rows))),
            JobStore(fresh(lambda stored: None)),
            JobsAtOnce(fresh(lambda stored: None)),
        ]
        if databases.kind == "postgresql":
            if has_procrastinate():
                rivals += [kind(fresh(lambda stored: None)) for kind in (Procrastinate, Worker)]
            else:
                print("without procrastinate: pip install procrastinate, in an environment beside")
        for each in rivals:
            await each.open()
        rates: dict[str, list[float]] = {each.name: [] for each in rivals}
        cpu: dict[str, list[float]] = {each.name: [] for each in rivals}
        for turn in range(turns):
            for each in rivals:
                await each.ready(size.rows)
                started_at, busy = time.perf_counter(), time.process_time()
                count = await each.take(size.rows, turn)
                assert count == size.rows, f"{each.name}: {count}"
                if turn:  # the first one warms up
                    rates[each.name].append(count / (time.perf_counter() - started_at))
                    cpu[each.name].append((time.process_time() - busy) / count * 1000)
        for each in rivals:
            await each.close()
    ours = {each.name: rates[each.name] for each in rivals if each.name.startswith("ours")}
    for name, letter in zip(ours, "ABCD", strict=True):
        print(f"{letter} is {name}")
    print(f"{'':40} {'rows/s':>8} {'CPU ms':>7}   in turns, times this: A, B, C, D")
    for name, found in rates.items():
        times = [
            statistics.median(a / b for a, b in zip(mine, found, strict=True))
            for mine in ours.values()
        ]
        beside = "" if name in ours else "  ".join(f"{each:6.2f} x" for each in times)
        rate, busy = statistics.median(found), statistics.median(cpu[name])
        print(f"{name:40} {rate:8.0f} {busy:7.3f}   {beside}")


async def growth(databases: Databases, size: Size) -> None:
    """Time per claimed row with many stored against few."""
    due = size.rows * (size.rounds + 1)
    for what, fill, rival in (
        ("outbox", fill_outbox, Outbox), ("moments", fill_moments, Ledger),
    ):  # fmt: skip
        with databases.fresh() as few, databases.fresh() as many:
            fill(few, size.few, max(1, size.few // due))
            fill(many, size.many, max(1, size.many // due))
            pair = rival(few), rival(many)
            ratios, busy = [], []
            for turn in range(size.rounds + 1):
                took, worked = [], []
                for each in pair:
                    started_at, cpu = time.perf_counter(), time.process_time()
                    await each.take(size.rows, turn)
                    took.append(time.perf_counter() - started_at)
                    worked.append(time.process_time() - cpu)
                if turn:
                    ratios.append(took[1] / took[0])
                    busy.append(worked[1] / worked[0])
        print(
            f"{databases.kind}, {what}: a claimed row with {size.many:,} stored against "
            f"{size.few:,}: "
            f"{statistics.median(ratios):.2f} x the time, {statistics.median(busy):.2f} x the CPU"
        )


@dataclass(frozen=True)
class Gaps:
    """How long the event loop stood still, in milliseconds: by the clock, and in CPU of ours."""

    clock: float
    busy: float
    busy_seldom: float
    seconds: float


async def gaps(work: Callable[[], Awaitable[object]]) -> Gaps:
    """How long the event loop stood still at most while something worked.

    By a task that sleeps for a millisecond. A busy machine stops us as well; what all threads of
    this process computed in between tells what would be left of it on a machine of our own.
    """
    clock, busy = [], []

    async def tick() -> None:
        while True:
            before, worked = time.perf_counter(), time.process_time()
            await asyncio.sleep(0.001)
            clock.append((time.perf_counter() - before) * 1000 - 1)
            busy.append((time.process_time() - worked) * 1000)

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.01)
    before = time.perf_counter()
    await work()
    took = time.perf_counter() - before
    ticking.cancel()
    with suppress(asyncio.CancelledError):
        await ticking
    return Gaps(max(clock), max(busy), sorted(busy)[int(len(busy) * 0.999)], took)


async def standstill(databases: Databases, size: Size) -> None:
    """The event loop's longest standstill while much is due, beside one where nothing is."""
    for each in (1, 5):
        with databases.fresh() as stored:
            fill_moments(stored, size.due, 1, each)
            parts, dispatcher, _ = office(stored)
            pass_by_what_stays()

            async def work(parts: Parts = parts, dispatcher: Dispatcher = dispatcher) -> None:
                await dispatcher.sweep()
                await parts.courier.idle()
                await parts.courier.sweep()

            found = await gaps(work)
            idle = await gaps(partial(asyncio.sleep, min(found.seconds, 20)))
        print(
            f"{databases.kind}: {size.due:,} due, {each} a person, told in {found.seconds:.0f} s: "
            f"longest standstill {found.busy:.1f} ms of CPU (99.9 %: {found.busy_seldom:.1f}), "
            f"{found.clock:.1f} ms by the clock; with nothing to do {idle.clock:.1f} ms"
        )


async def start(stored: Database) -> None:
    """From the settings to after the first sweeps; Slack itself is not asked who we are."""
    settings = Settings(_env_file=None, slack_bot_token="xoxb-x")
    organisation = organisation_of(settings)
    url = stored.url.render_as_string(hide_password=False)
    opened = Database(url)
    check_schema(opened)
    async with aiohttp.ClientSession() as session:
        slack = client("xoxb-x", "http://127.0.0.1:1/", session)
        clock = Moved()
        bot = build(
            settings, organisation, opened, slack, TEAM, "U0BOT", "",
            clock=clock, shelf=Shelf(SCRIPT),
        )  # fmt: skip
        bot.parts.rules.calendar.works(clock.now().date())
        bot.heartbeat.start()
        await bot.courier.sweep()
        await bot.dispatcher.sweep()
        bot.heartbeat.stop()
    await opened.close()


async def startup(databases: Databases, size: Size) -> None:
    """How start-up grows with what is stored; APScheduler's own job store beside it."""
    with (
        databases.fresh() as empty, databases.fresh() as full,
        databases.fresh() as no_jobs, databases.fresh() as jobs,
    ):  # fmt: skip
        fill_moments(full, size.stored, size.stored + 1)
        store_jobs(no_jobs, 0)
        store_jobs(jobs, size.stored)
        took: dict[str, list[tuple[float, float]]] = {}
        for turn in range(size.rounds * 3 + 1):
            for name, begin, about in (
                ("empty", start, empty), ("full", start, full),
                ("no jobs", started, no_jobs), ("jobs", started, jobs),
            ):  # fmt: skip
                before, cpu = time.perf_counter(), time.process_time()
                await begin(about)
                if turn:
                    took.setdefault(name, []).append(
                        (time.perf_counter() - before, time.process_time() - cpu)
                    )
    for label, some, none in (("ours", "full", "empty"), ("APScheduler", "jobs", "no jobs")):
        pairs = list(zip(took[some], took[none], strict=True))
        wall = statistics.median(a[0] / b[0] for a, b in pairs)
        busy = statistics.median(a[1] / b[1] for a, b in pairs)
        print(
            f"{databases.kind}: start-up with {size.stored:,} stored against none, {label}: "
            f"{wall:.2f} x the time, {busy:.2f} x the CPU "
            f"({statistics.median(each[0] for each in took[some]) * 1000:.0f} ms)"
        )


def main(size: Size, parts: str) -> None:
    """Measures, and prints."""
    log.configure("ERROR", "console")
    kinds = ["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"]
    if not POSTGRESQL:
        print("without PostgreSQL: set INKOOP_TEST_POSTGRESQL to measure it too")
    measures = {"a": speed, "b": growth, "c": standstill, "d": startup}
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            with Databases(kind, Path(folder)) as databases:
                for part in parts:
                    asyncio.run(measures[part](databases, size))


if __name__ == "__main__":
    for variable in [each for each in os.environ if each.startswith("SLACK_")]:
        del os.environ[variable]
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--smoke", action="store_true", help="seconds, to see that it works")
    reader.add_argument("--parts", default="abcd", help="which of the four to measure")
    given = reader.parse_args()
    main(SMOKE if given.smoke else WHOLE, given.parts)
