"""The database behind one executor: synchronous work off the event loop, one transaction each."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.sql.dml import ReturningInsert

from bot.store.singles import Singles

Result = TypeVar("Result")

TRIES = 8
LOCKED_MILLISECONDS = 1500
"""How long SQLite waits for a lock; with everything else it must fit Slack's three seconds."""

RESTED_SECONDS = 1.0
"""A connection that was not used for so long may be gone; one that fails before takes all others
of its pool with it, so that the next work finds new ones."""


class Stale(Exception):
    """Somebody else changed the row between our reading and our writing; step again."""


class NotSaved(Exception):
    """The database did not take it: locked, read-only, missing, or out of reach."""


class Bound:
    """A transaction bound to one workspace: every statement is run for that workspace only.

    Inserts get our workspace as their column; every other statement must name `:ours`.
    """

    def __init__(self, connection: sa.Connection, workspace: str) -> None:
        self.connection = connection
        self.workspace = workspace

    def run(self, statement: sa.Executable, **values: object) -> sa.CursorResult[*tuple[Any, ...]]:
        """Runs a statement for our workspace."""
        return self.connection.execute(statement, {**values, self._name(statement): self.workspace})

    def run_many(
        self, statement: sa.Executable, rows: list[dict[str, object]]
    ) -> sa.CursorResult[*tuple[Any, ...]]:
        """Runs a statement once for each row."""
        name = self._name(statement)
        return self.connection.execute(statement, [{**row, name: self.workspace} for row in rows])

    @staticmethod
    def _name(statement: sa.Executable) -> str:
        return "workspace" if isinstance(statement, sa.Insert | ReturningInsert) else "ours"


class Database:
    """One database. On SQLite a single thread writes; on PostgreSQL a few threads share a pool."""

    def __init__(self, url: str, threads: int = 4) -> None:
        """Raises NotSaved for an address that leads nowhere; connects at the first work."""
        try:
            self.url = sa.make_url(url)
            self.is_sqlite = self.url.get_backend_name() == "sqlite"
            self._threads = 1 if self.is_sqlite else threads
            self.engine = _engine(self.url, self._threads)
            self._singles = None if self.is_sqlite else _singles(self.url, self._threads)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise NotSaved("write it as sqlite:///FILE or postgresql+psycopg://...") from error
        except OSError as error:
            raise NotSaved(f"{error.strerror}: {error.filename}") from error
        self._file = _File(self.url.database if self.is_sqlite else None)
        self._executor = ThreadPoolExecutor(self._threads, thread_name_prefix="store")

    async def run(self, workspace: str, work: Callable[[Bound], Result]) -> Result:
        """Does work in one transaction, again when it turned out stale.

        Raises NotSaved when the database does not take it; then nothing of it is stored.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self.run_now, workspace, work)

    async def run_single(self, workspace: str, work: Callable[[Bound], Result]) -> Result:
        """Does work that is a single statement: on PostgreSQL a transaction by itself."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, self.run_single_now, workspace, work)

    def run_now(self, workspace: str, work: Callable[[Bound], Result]) -> Result:
        """The same as `run`, on the thread that calls."""
        return self._run(self.engine.begin, workspace, work)

    def run_single_now(self, workspace: str, work: Callable[[Bound], Result]) -> Result:
        """The same as `run_single`, on the thread that calls."""
        begin = self._singles.connect if self._singles else self.engine.begin
        return self._run(begin, workspace, work)

    def _run(
        self,
        begin: Callable[[], AbstractContextManager[sa.Connection]],
        workspace: str,
        work: Callable[[Bound], Result],
    ) -> Result:
        for _ in range(TRIES):
            self._file.check(self.engine)
            try:
                with begin() as connection:
                    return work(Bound(connection, workspace))
            except Stale:
                continue
            except DBAPIError as error:
                if _clashed(error):
                    continue
                raise NotSaved(type(error.orig).__name__) from error
        raise NotSaved("too many changes at the same time")

    async def close(self) -> None:
        """Lets running work finish and closes every connection."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self._executor.shutdown)
        self.dispose()

    def dispose(self) -> None:
        """Closes every connection; nobody may be at work with one."""
        self.engine.dispose()
        if self._singles:
            self._singles.close()


class _File:
    """The file of an SQLite database: writing goes on in a file that was deleted, and is lost."""

    def __init__(self, name: str | None) -> None:
        self._name = name
        self._known: tuple[int, int] | None = None

    def check(self, engine: sa.Engine) -> None:
        """Opens the file anew when another took its place; raises NotSaved when it is gone."""
        if self._name is None:
            return
        try:
            found = os.stat(self._name)
        except OSError as error:
            if self._known is None:
                return
            engine.dispose()
            raise NotSaved("its file is gone; put it back, or stop and run migrate") from error
        if self._known not in (None, (found.st_dev, found.st_ino)):
            engine.dispose()
        self._known = (found.st_dev, found.st_ino)


def _clashed(error: DBAPIError) -> bool:
    """Whether two transactions clashed, so that trying again helps (PostgreSQL 40001, 40P01)."""
    return getattr(error.orig, "sqlstate", None) in ("40001", "40P01", "23505")


def _engine(url: sa.URL, threads: int) -> sa.Engine:
    if url.get_backend_name() != "sqlite":
        return _pool(url, threads)
    if url.database in (None, "", ":memory:"):
        raise NotSaved("name a file, as in sqlite:///var/inkoopmaatje.db")
    if not url.database.startswith("file:"):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        pool_size=threads,
        max_overflow=1,
        connect_args={"timeout": LOCKED_MILLISECONDS / 1000, "check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    engine.dialect.do_begin = _begin_immediate  # type: ignore[method-assign]
    return engine


def _pool(url: sa.URL, threads: int, **more: Any) -> sa.Engine:
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        pool_size=threads,
        max_overflow=0,
        pool_timeout=2,
        connect_args={"connect_timeout": 2, "options": "-c statement_timeout=2500"},
        **more,
    )
    _look_after(engine)
    return engine


def _singles(url: sa.URL, threads: int) -> Singles:
    engine = _pool(url, threads, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
    return Singles(engine, RESTED_SECONDS)


def _look_after(engine: sa.Engine) -> None:
    """Asks a connection that rested whether it is still there, before work is begun on it.

    Not each time: to ask takes as long as half of the work that is done with one row.
    """
    failures = engine.dialect.loaded_dbapi.Error

    @sa.event.listens_for(engine, "checkin")
    def rests(_: object, record: sa.pool.ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()

    @sa.event.listens_for(engine, "checkout")
    def still_there(connection: Any, record: sa.pool.ConnectionPoolEntry, _: object) -> None:
        now = time.monotonic()
        if now - record.info.get("rests_since", now) < RESTED_SECONDS:
            return
        try:
            connection.execute("SELECT 1")
            connection.rollback()
        except failures as error:
            raise sa.exc.DisconnectionError from error


def _prepare_sqlite(connection: Any, _: object) -> None:
    """WAL, and every commit on the disk before it counts: an answer survives a power cut."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {LOCKED_MILLISECONDS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin_immediate(dbapi_connection: Any) -> None:
    """Takes the write lock at once, so that a transaction never fails half-way for lack of it."""
    dbapi_connection.execute("BEGIN IMMEDIATE")
