"""Who is in a user group, as it is kept: whole, the newest, and not lost when the group is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from bot.store import groups
from bot.store.database import Database
from bot.store.groups import Group

WE, THEY, TEAM = "T0WE", "T0THEY", "S0TEAM"
EARLY = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = EARLY + timedelta(minutes=1)


def kept(database: Database, workspace: str = WE) -> dict[str, Group]:
    return database.run_now(workspace, groups.kept)


def test_the_newest_takes_the_place_of_what_was_there_whole(any_database: Database) -> None:
    run = any_database.run_now

    run(WE, lambda bound: groups.keep(bound, TEAM, {"U1", "U2"}, EARLY))
    run(WE, lambda bound: groups.keep(bound, TEAM, {"U2", "U3"}, LATER))

    assert kept(any_database) == {TEAM: Group(frozenset({"U2", "U3"}), False, LATER)}
    assert kept(any_database, THEY) == {}


def test_what_was_asked_earlier_and_comes_later_is_not_taken(any_database: Database) -> None:
    run = any_database.run_now
    run(WE, lambda bound: groups.keep(bound, TEAM, {"U2"}, LATER))

    run(WE, lambda bound: groups.keep(bound, TEAM, {"U1"}, EARLY))
    late = run(WE, lambda bound: groups.lose(bound, TEAM, EARLY))

    assert not late
    assert kept(any_database) == {TEAM: Group(frozenset({"U2"}), False, LATER)}


def test_a_group_that_is_gone_keeps_who_was_last_in_it_and_is_news_once(
    any_database: Database,
) -> None:
    run = any_database.run_now
    run(WE, lambda bound: groups.keep(bound, TEAM, {"U1"}, EARLY))

    news = [run(WE, lambda bound: groups.lose(bound, TEAM, LATER)) for _ in range(2)]

    assert news == [True, False]
    assert kept(any_database) == {TEAM: Group(frozenset({"U1"}), True, LATER)}
    run(WE, lambda bound: groups.keep(bound, TEAM, {"U4"}, LATER))
    assert kept(any_database)[TEAM] == Group(frozenset({"U4"}), False, LATER)
    assert run(WE, lambda bound: groups.lose(bound, TEAM, LATER + timedelta(hours=1)))


def test_one_that_never_was_there_is_gone_with_nobody_in_it(any_database: Database) -> None:
    assert any_database.run_now(WE, lambda bound: groups.lose(bound, TEAM, EARLY))
    assert kept(any_database) == {TEAM: Group(frozenset(), True, EARLY)}


def test_of_two_that_find_out_at_once_one_tells(any_database: Database) -> None:
    any_database.run_now(WE, lambda bound: groups.keep(bound, TEAM, {"U1"}, EARLY))

    def lose(_: int) -> bool:
        return any_database.run_now(WE, lambda bound: groups.lose(bound, TEAM, LATER))

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(lose, range(4))) == [False, False, False, True]
