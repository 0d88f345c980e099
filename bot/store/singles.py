"""Connections on which each statement is a transaction by itself; each thread keeps its own.

BEGIN, COMMIT and what a pool does around them take longer than the statement between them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy as sa


class Singles:
    """Hands each thread its connection; one that rested, or failed, goes back to the pool, which
    asks whether it is still there."""

    def __init__(self, engine: sa.Engine, rested_seconds: float) -> None:
        """Takes an engine in AUTOCOMMIT of its own."""
        self._engine = engine
        engine.dialect.do_commit = _done_already  # type: ignore[method-assign]
        self._rested_seconds = rested_seconds
        self._mine = threading.local()
        self._kept: set[sa.Connection] = set()

    @contextmanager
    def connect(self) -> Iterator[sa.Connection]:
        """This thread's connection."""
        connection = self._connection()
        try:
            yield connection
        except BaseException:
            self._give_back(connection)
            raise
        self._mine.used_at = time.monotonic()

    def close(self) -> None:
        """Closes all connections; nobody may be at work with one."""
        for connection in list(self._kept):
            with suppress(sa.exc.DBAPIError):  # it is gone already
                connection.close()
        self._kept.clear()
        self._engine.dispose()

    def _connection(self) -> sa.Connection:
        kept: sa.Connection | None = getattr(self._mine, "connection", None)
        if kept is not None:
            if time.monotonic() - self._mine.used_at < self._rested_seconds:
                return kept
            self._give_back(kept)
        connection = self._engine.connect()
        self._kept.add(connection)
        self._mine.connection = connection
        return connection

    def _give_back(self, connection: sa.Connection) -> None:
        self._mine.connection = None
        self._kept.discard(connection)
        connection.close()


def _done_already(dbapi_connection: Any) -> None:
    """Nothing: what is a transaction by itself was committed when it ended."""
