"""Databases full of moments and messages, for the benchmark of nudges."""

from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.ports import Outcome, Outgoing, Sent
from bot.store.assurance_tables import contracts, moments, promises
from bot.store.claims import MESSAGE
from bot.store.database import Database
from bot.store.schema import migrate
from bot.store.tables import outbox, people, purchases
from dialogs.messages import Line, Message

TEAM = "T0BENCH"
NOW = datetime(2027, 1, 12, 10, 0, tzinfo=UTC)
"""A Tuesday, at eleven in the morning in Amsterdam."""
PURCHASES = 100
POSTGRESQL = os.environ.get("INKOOP_TEST_POSTGRESQL", "")


class Moved:
    """A clock that stands where it was put."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at


class AtOnce:
    """A stand-in for Slack: it takes everything at once, without a network."""

    def __init__(self) -> None:
        self.count = 0

    async def send(self, outgoing: Outgoing) -> Outcome:
        self.count += 1
        return Sent(outgoing.channel, f"{1_700_000_000 + self.count}.000100")

    async def find(self, outgoing: Outgoing) -> Outcome | None:
        return None


class Databases:
    """Makes empty databases at the newest schema: copies of one that was migrated."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self._folder = folder
        self._template = _name()

    def __enter__(self) -> Databases:
        self._server("CREATE DATABASE {}", self._template)
        empty = Database(self._url(self._template))
        migrate(empty)
        asyncio.run(empty.close())
        return self

    def __exit__(self, *_: object) -> None:
        self._server("DROP DATABASE {} WITH (FORCE)", self._template)

    @contextmanager
    def fresh(self) -> Iterator[Database]:
        """An empty database, gone when the block ends."""
        name = _name()
        if self.kind == "sqlite":
            shutil.copy(self._folder / self._template, self._folder / name)
        self._server(f"CREATE DATABASE {{}} TEMPLATE {self._template}", name)
        try:
            found = Database(self._url(name))
            yield found
            found.dispose()
        finally:
            self._server("DROP DATABASE {} WITH (FORCE)", name)

    def _url(self, name: str) -> str:
        if self.kind == "sqlite":
            return f"sqlite:///{self._folder / name}"
        return sa.make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)

    def _server(self, command: str, name: str) -> None:
        """Tells PostgreSQL's server; SQLite has none."""
        if self.kind == "sqlite":
            return
        server = sa.create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(sa.text(command.format(name)))
        server.dispose()


def _name() -> str:
    return f"bench_{uuid.uuid4().hex[:12]}"


def _fill(stored: Database, count: int, table: sa.Table, values: dict[str, object]) -> None:
    """Inserts so many rows by one statement; what is text is SQL over `i`, the row's number."""
    if stored.is_sqlite:
        numbers = f"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) SELECT i FROM n)"  # noqa: E501, S608
    else:
        numbers = f"generate_series(1, {count})"
    alias = "AS n" if stored.is_sqlite else "AS n(i)"
    columns = {
        name: sa.literal_column(value) if isinstance(value, str) else
        sa.literal(value, table.c[name].type)
        for name, value in {"workspace": f"'{TEAM}'", **values}.items()
    }  # fmt: skip
    chosen = sa.select(*columns.values()).select_from(sa.text(f"{numbers} {alias}"))
    with stored.engine.connect() as connection:
        if not stored.is_sqlite:
            connection.execute(sa.text("SET statement_timeout = 0"))
        connection.execute(sa.insert(table).from_select(list(columns), chosen))
        connection.commit()


def settle(stored: Database) -> None:
    """Lets the database put in order what it holds, as it does by itself in the end."""
    connection: Any = stored.engine.raw_connection()
    driver = connection.driver_connection
    if stored.is_sqlite:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        driver.autocommit = True
        for each in ("SET statement_timeout = 0", "VACUUM ANALYZE", "CHECKPOINT"):
            driver.execute(each)
    connection.invalidate()


def fill_purchases(stored: Database) -> None:
    """Purchases with a contract and one promise each, for moments to be about."""
    _fill(stored, PURCHASES, purchases, {
        "number": "i", "title": "'Laptops'", "description": "''", "category": "NULL",
        "status": "'complete'", "owner": "'U1'", "channel": "'D1'", "thread": "'t' || i",
        "card": "'1.1'", "direct": True, "version": "1", "created_at": NOW, "updated_at": NOW,
        "state": {"revisit": None, "paused": False, "stopping": False, "asked_at": None,
                  "contracted": True},
    })  # fmt: skip
    _fill(stored, PURCHASES, contracts, {
        "number": "i", "supplier": "'Laptopreus'", "reference": "''",
        "starts_on": NOW.date() - timedelta(days=365), "ends_on": NOW.date() + timedelta(days=365),
        "extensions": "0", "extended": "0", "extension_months": "0", "notice_months": "0",
        "ended_reason": "''", "owner": "'U1'", "deputy": "'U2'", "offsets": {}, "version": "1",
        "created_at": NOW, "updated_at": NOW,
    })  # fmt: skip
    _fill(stored, PURCHASES, promises, {
        "number": "i", "promise": "1", "text": "'De servicedesk repareert binnen drie dagen'",
        "source": "''", "owner": "''", "deputy": "''", "proof": "''",
        "rhythm": "'every_12_months'", "offered_to": "''", "stopped": "''",
    })  # fmt: skip


def fill_moments(stored: Database, count: int, every: int, each: int = 1, a_turn: int = 0) -> None:
    """So many moments, of which each so-manieth is due; `each` of the due go to one person.

    Of the rest half is over, and half comes later. With `a_turn` so many come due each minute.
    """
    fill_purchases(stored)
    is_due = f"i % {every} = 0"
    _fill(stored, count, moments, {
        "number": f"1 + i % {PURCHASES}", "key": "'promise/1/12/' || i", "kind": "'promise'",
        "promise": "1", "question": "''", "on_day": NOW.date(), "owner": "'U1'",
        "receiver": f"CASE WHEN {is_due} THEN 'U' || (i / {every} / {each}) ELSE 'V' || i % 500 END",  # noqa: E501
        "state": f"CASE WHEN {is_due} OR i % 2 = 0 THEN 'planned' ELSE 'answered' END",
        "step": "0", "due_at": _due_at(stored, is_due, every, a_turn), "sequence": "0",
        "answer": "''", "answered_by": "''", "next_step": "''", "offered_to": "''",
        "reason": "''", "created_at": NOW,
    })  # fmt: skip
    _fill(stored, count // every // each + 1, people, {
        "person": "'U' || (i - 1)", "language": "''", "nudged": "'direct'", "updated_at": NOW,
        "zone": "'Europe/Amsterdam'", "standing": "'here'", "looked_up_at": NOW,
    })  # fmt: skip
    settle(stored)


def _due_at(stored: Database, is_due: str, every: int, a_turn: int) -> str:
    minutes = f"(i / {every} - 1) / {a_turn}" if a_turn else "0"
    if stored.is_sqlite:
        due = f"strftime('%Y-%m-%d %H:%M:%S.000000', '{NOW:%Y-%m-%d %H:%M:%S}', '+' || ({minutes}) || ' minutes')"  # noqa: E501
        later = "'2028-01-11 08:00:00.000000'"
    else:
        due = f"timestamptz '{NOW.isoformat()}' + ({minutes}) * interval '1 minute'"
        later = "timestamptz '2028-01-11 08:00:00+00'"
    return f"CASE WHEN {is_due} THEN {due} WHEN i % 2 = 0 THEN {later} END"


def fill_outbox(stored: Database, count: int, every: int) -> None:
    """So many messages, of which each so-manieth waits to be sent."""
    message = MESSAGE.dump_json(
        Message("nudge", (Line("Wordt dit nagekomen?"),)), exclude_defaults=True
    ).decode()
    waits = f"i % {every} = 0"
    _fill(stored, count, outbox, {
        "key": "'nudge/' || i", "channel": "'U' || i", "thread": "''",
        "message": f"'{message}'", "state": f"CASE WHEN {waits} THEN 'pending' ELSE 'sent' END",
        "due_at": NOW, "attempts": "0", "claimed_by": "''", "created_at": NOW,
    })  # fmt: skip
    settle(stored)
