"""What the benchmark of nudges is measured against: a bare claim, APScheduler, procrastinate."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.executors.debug import DebugExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import BaseScheduler

from bot.store.database import Database
from bot.store.tables import WAITING
from tests.benchmarks.nudges_stored import NOW, TEAM

PAST = datetime(2020, 1, 1, tzinfo=UTC)
LATER = datetime(9000, 1, 1, tzinfo=UTC)


class Rival:
    """Something that finds, claims and marks rows."""

    name = ""

    async def open(self) -> None:
        """Before the first turn."""

    async def ready(self, rows: int) -> None:
        """Before each turn, outside what is measured."""

    async def take(self, rows: int, turn: int) -> int:
        """Takes so many rows; gives how many it took."""
        raise NotImplementedError

    async def close(self) -> None:
        """After the last turn."""


class Bare(Rival):
    """Two statements a row and nothing around them, each committed by itself.

    On PostgreSQL straight through psycopg. The same table and indexes as ours.
    """

    name = "bare SQL claim"

    def __init__(self, stored: Database) -> None:
        self._sqlite = stored.is_sqlite
        lock = "" if self._sqlite else " FOR UPDATE SKIP LOCKED"
        mark = ":" if self._sqlite else "%("
        end = "" if self._sqlite else ")s"
        find = f"workspace = '{TEAM}' AND {WAITING} AND due_at <= {mark}now{end}"
        self._claim = (
            f"UPDATE outbox SET state = 'sending', attempts = attempts + 1, "  # noqa: S608
            f"claimed_by = 'bench', due_at = {mark}later{end}, claimed_at = {mark}now{end} "
            f"WHERE id = (SELECT id FROM outbox WHERE {find} ORDER BY due_at, id LIMIT 1{lock}) "
            "RETURNING id, channel, message"
        )
        self._done = (
            f"UPDATE outbox SET state = 'sent', sent_ts = '1.1', sent_channel = 'D1' "  # noqa: S608
            f"WHERE id = {mark}id{end}"
        )
        given: dict[str, Any] = {"now": NOW, "later": NOW + timedelta(seconds=20)}
        as_text = {name: f"{at:%Y-%m-%d %H:%M:%S.%f}" for name, at in given.items()}
        self._values: dict[str, Any] = as_text if self._sqlite else given
        raw: Any = stored.engine.raw_connection()
        self._connection = raw.driver_connection
        if not self._sqlite:
            self._connection.autocommit = True

    async def take(self, rows: int, turn: int) -> int:
        for _ in range(rows):
            found = self._connection.execute(self._claim, self._values).fetchone()
            self._connection.execute(self._done, {"id": found[0]})
        return rows


class _Steps(BaseScheduler):
    """APScheduler's scheduler, which looks for what is due when it is told to."""

    def wakeup(self) -> None:
        """Nothing: it is told when."""

    def shutdown(self, wait: bool = True) -> None:
        """Stops."""
        super().shutdown(wait)


def _scheduler(kind: type[BaseScheduler], stored: Database) -> BaseScheduler:
    scheduler: BaseScheduler = kind(timezone=UTC, job_defaults={"misfire_grace_time": None})
    url = stored.url.render_as_string(hide_password=False)
    scheduler.add_jobstore(SQLAlchemyJobStore(url=url))
    scheduler.add_executor(DebugExecutor())
    return scheduler


class JobStore(Rival):
    """APScheduler's job store with the calls of one wake-up of its scheduler, a job at each.

    Its jobs come due one after another, as ours do. What the scheduler does around these calls is
    left out: that is in its favour.
    """

    name = "APScheduler's job store, one by one"

    def __init__(self, stored: Database) -> None:
        self._scheduler = _scheduler(_Steps, stored)
        self._found = self._taken = 0

    async def open(self) -> None:
        self._scheduler.start()

    async def ready(self, rows: int) -> None:
        for _ in range(rows):
            at = PAST + timedelta(seconds=self._found)
            self._scheduler.add_job("builtins:id", "date", [1], run_date=at)
            self._found += 1

    async def take(self, rows: int, turn: int) -> int:
        store = self._scheduler._jobstores["default"]
        before = self._taken
        for _ in range(rows):
            for job in store.get_due_jobs(PAST + timedelta(seconds=self._taken)):
                job.func(*job.args)
                store.remove_job(job.id)
                self._taken += 1
            store.get_next_run_time()
        return self._taken - before

    async def close(self) -> None:
        self._scheduler.shutdown()


class JobsAtOnce(JobStore):
    """APScheduler: its scheduler finds all that is due in one reading, and removes each."""

    name = "APScheduler, all at once"

    async def take(self, rows: int, turn: int) -> int:
        self._scheduler._process_jobs()  # what its loop does when it wakes up
        return rows - len(self._scheduler.get_jobs())


def store_jobs(stored: Database, count: int) -> None:
    """Puts so many jobs for later into a job store."""
    scheduler = _scheduler(_Steps, stored)
    for _ in range(count):
        scheduler.add_job("builtins:id", "date", [1], run_date=LATER)
    scheduler.start()
    scheduler.shutdown()


async def started(stored: Database) -> None:
    """Starts APScheduler on the jobs that are stored, and lets it look for what is due once."""
    scheduler = _scheduler(AsyncIOScheduler, stored)
    scheduler.start()
    await asyncio.sleep(0)
    scheduler._process_jobs()
    scheduler.shutdown()
    await asyncio.sleep(0)


class Procrastinate(Rival):
    """procrastinate's own calls that claim a job and finish it, without the worker around them."""

    name = "procrastinate, claim and finish alone"

    def __init__(self, stored: Database) -> None:
        # By name, for only who measures has it, and mypy does not know it.
        procrastinate: Any = importlib.import_module("procrastinate")

        url = stored.url
        name = f"host={url.query['host']} " if "host" in url.query else f"host={url.host} "
        if url.port:
            name += f"port={url.port} "
        if url.password:
            name += f"password={url.password} "
        connector = procrastinate.PsycopgConnector(
            conninfo=f"{name}user={url.username} dbname={url.database}", min_size=1, max_size=2
        )
        self._app = procrastinate.App(connector=connector)
        self._done = procrastinate.jobs.Status.SUCCEEDED

        @self._app.task(name="nothing")  # type: ignore[untyped-decorator]
        async def nothing(number: int) -> None:
            return None

        self._task = nothing

    async def open(self) -> None:
        await self._app.open_async()
        await self._app.schema_manager.apply_schema_async()
        self._worker = await self._app.job_manager.register_worker()

    async def ready(self, rows: int) -> None:
        await self._task.batch_defer_async(*[{"number": number} for number in range(rows)])

    async def take(self, rows: int, turn: int) -> int:
        manager = self._app.job_manager
        for _ in range(rows):
            job = await manager.fetch_job(queues=None, worker_id=self._worker)
            await manager.finish_job(job, self._done, delete_job=False)
        return rows

    async def close(self) -> None:
        await self._app.close_async()


class Worker(Procrastinate):
    """procrastinate as it is used: one worker that runs every job there is, one at a time."""

    name = "procrastinate, a worker"

    async def take(self, rows: int, turn: int) -> int:
        await self._app.run_worker_async(
            wait=False, concurrency=1, install_signal_handlers=False, listen_notify=False
        )
        return rows


def has_procrastinate() -> bool:
    """Whether it can be imported; it is no part of our requirements."""
    return importlib.util.find_spec("procrastinate") is not None
