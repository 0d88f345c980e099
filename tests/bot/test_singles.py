"""Statements that are transactions by themselves, on connections that a thread keeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from bot.store.database import Bound, Database, NotSaved

pytestmark = pytest.mark.postgresql
WE = "T0NIEUW"
ASK = sa.text("SELECT pg_backend_pid() FROM (SELECT :ours) AS asked")


@pytest.fixture
def stored(postgresql: str) -> Iterator[Database]:
    database = Database(postgresql)
    yield database
    database.dispose()


def process(bound: Bound) -> int:
    found: int = bound.run(ASK).scalar_one()
    return found


def test_a_thread_keeps_its_connection(stored: Database) -> None:
    assert stored.run_single_now(WE, process) == stored.run_single_now(WE, process)


def test_what_was_said_stays_said_whatever_fails_after_it(stored: Database) -> None:
    def say(bound: Bound) -> None:
        bound.connection.execute(sa.text("CREATE TABLE IF NOT EXISTS said (word text)"))
        bound.connection.execute(sa.text("INSERT INTO said VALUES ('here')"))
        raise NotSaved("after it")

    with pytest.raises(NotSaved):
        stored.run_single_now(WE, say)

    with stored.engine.begin() as connection:
        assert connection.execute(sa.text("SELECT word FROM said")).scalar_one() == "here"
        connection.execute(sa.text("DROP TABLE said"))


def test_a_connection_that_was_cut_is_told_once_and_then_made_anew(stored: Database) -> None:
    cut = stored.run_single_now(WE, process)
    with stored.engine.begin() as connection:
        connection.execute(sa.text("SELECT pg_terminate_backend(:cut)"), {"cut": cut})

    with pytest.raises(NotSaved):
        stored.run_single_now(WE, process)

    assert stored.run_single_now(WE, process) != cut


async def test_closing_closes_what_the_threads_kept(stored: Database) -> None:
    kept = await stored.run_single(WE, process)

    await stored.close()

    with stored.engine.begin() as connection:
        ask = sa.text("SELECT count(*) FROM pg_stat_activity WHERE pid = :kept")
        assert connection.execute(ask, {"kept": kept}).scalar_one() == 0
