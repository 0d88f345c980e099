"""The database is locked, read-only or missing: the person hears so, and the next try works."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.opening import check_schema
from bot.playground.follow import Following
from bot.settings import BadSettings
from bot.store.database import Bound, Database
from tests.office import TITLE, Office, what_does

SENTENCE = "Ik kan nu niets bewaren"


def file_of(office: Office) -> Path:
    return Path(office.local.bot.parts.database.url.database or "")


async def test_a_locked_database_a_click_is_told_and_the_next_one_works(office: Office) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    await office.local.bot.settled()
    with sqlite3.connect(file_of(office)) as other:
        other.execute("BEGIN IMMEDIATE")

        await office.sanne.press(question, "Ja, ik heb het nodig")

        await office.told(office.sanne, SENTENCE)
        other.rollback()
    assert "Vraag 2 van 9" in (await talk.press("Ja, ik heb het nodig")).plain()


async def test_a_locked_database_what_was_typed_comes_again_and_is_stored(office: Office) -> None:
    """Slack is not acknowledged, and so sends it again (T13)."""
    talk = await office.at_first_question()
    await office.local.bot.settled()
    last = await talk.last()
    with sqlite3.connect(file_of(office)) as other:
        other.execute("BEGIN IMMEDIATE")
        await office.sanne.say(talk.channel, "ja, de oude zijn op", talk.thread)
        await office.told(office.sanne, SENTENCE)
        other.rollback()

    assert "Vraag 2 van 9" in (await talk.next_after(last.ts)).plain()
    assert (await office.answers())["circularity.1"]["explanation"] == "de oude zijn op"
    told = [each for each in await office.sanne.ephemerals() if SENTENCE in each.plain()]
    assert len(told) == 1


async def test_a_form_stays_open_with_everything_in_it(office: Office) -> None:
    talk = await office.at_first_question()
    await office.sanne.press(await talk.last(), "Alles in één formulier")
    view = await office.view(office.sanne, "Alles in één formulier")
    await office.local.bot.settled()
    with sqlite3.connect(file_of(office)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = await office.sanne.submit(view, {"circularity.1/choice/0": "need"})
        other.rollback()

    assert SENTENCE in next(iter(result.errors.values()))
    assert (await office.sanne.submit(view, {"circularity.1/choice/0": "need"})).errors == {}
    assert (await office.answers())["circularity.1"]["choice"] == "need"


async def test_a_command_is_told(office: Office) -> None:
    with sqlite3.connect(file_of(office)) as other:
        other.execute("BEGIN IMMEDIATE")
        told = await office.sanne.command(TITLE)
        other.rollback()

    assert told is not None
    assert SENTENCE in told.plain()
    await office.sanne.command(TITLE)
    await Following.newest(office.sanne, await office.sanne.direct())


async def test_the_home_page_says_sorry(office: Office) -> None:
    with sqlite3.connect(file_of(office)) as other:
        other.execute("BEGIN IMMEDIATE")
        await office.sanne.home()
        home = await office.until(office.sanne.see_home)
        other.rollback()

    assert "Ik kan je inkopen nu niet laten zien" in home.plain()


async def test_a_database_that_loses_a_table_and_gets_it_back(office: Office) -> None:
    talk = await office.at_first_question()
    await office.local.bot.settled()
    with sqlite3.connect(file_of(office)) as other:
        other.execute("ALTER TABLE answers RENAME TO gone")

    await click_in_vain(office, talk)

    with sqlite3.connect(file_of(office)) as other:
        other.execute("ALTER TABLE gone RENAME TO answers")
    assert "Vraag 2 van 9" in (await talk.press("Ja, ik heb het nodig")).plain()


async def test_a_database_that_may_only_be_read(office: Office) -> None:
    talk = await office.at_first_question()
    await office.local.bot.settled()
    database = office.local.bot.parts.database

    def only_read(bound: Bound) -> None:
        bound.connection.exec_driver_sql("PRAGMA query_only = ON")

    await database.run("", only_read)
    await click_in_vain(office, talk)
    database.engine.dispose()

    assert "Vraag 2 van 9" in (await talk.press("Ja, ik heb het nodig")).plain()


async def fill_up(office: Office) -> None:
    """From now on the database may not grow, as on a disk that is full."""
    await office.local.bot.settled()

    def full(bound: Bound) -> None:
        ask = bound.connection.exec_driver_sql
        ask("CREATE TABLE filler (bytes BLOB)")
        ask("INSERT INTO filler VALUES (zeroblob(100000))")
        pages = ask("PRAGMA page_count").scalar_one()
        assert ask(f"PRAGMA max_page_count = {pages}").scalar_one() == pages

    parts = office.local.bot.parts
    await parts.database.run(parts.workspace, full)


async def make_room(office: Office) -> None:
    """A new connection knows nothing of that limit."""
    office.local.bot.parts.database.engine.dispose()


async def test_a_full_disk_a_click_is_told_and_the_next_one_works(office: Office) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    await fill_up(office)

    await click_in_vain(office, talk)

    assert await office.answers() == {}
    assert (await talk.last()).ts == question.ts
    await make_room(office)
    await office.sanne.click(question, *what_does(question, "need"))
    await talk.next_after(question.ts)
    assert (await office.answers())["circularity.1"]["choice"] == "need"


async def test_a_full_disk_what_was_typed_is_stored_as_soon_as_there_is_room(
    office: Office,
) -> None:
    """Slack is not acknowledged, and so sends it again."""
    talk = await office.at_first_question()
    question = await talk.last()
    await fill_up(office)
    why = "want " + "de oude zijn op " * 150
    await office.sanne.say(talk.channel, f"ja, {why}", talk.thread)
    await office.told(office.sanne, SENTENCE)

    await make_room(office)

    await talk.next_after(question.ts)
    answer = (await office.answers())["circularity.1"]
    assert (answer["choice"], answer["explanation"]) == ("need", why.strip())
    assert answer["revision"] == 1


async def test_a_full_disk_a_form_keeps_what_was_filled_in(office: Office) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    await office.sanne.click(question, *what_does(question, "form/INK-0001"))
    view = await office.view(office.sanne)
    values = {"circularity.1/choice/0": "need", "circularity.4/explanation/0": "repareren " * 200}
    await fill_up(office)

    refused = await office.sanne.submit(view, values)

    assert SENTENCE in next(iter(refused.errors.values()))
    assert [each.id for each in await office.sanne.views()] == [view.id]
    assert await office.answers() == {}
    await make_room(office)
    assert (await office.sanne.submit(view, {})).errors == {}
    assert (await office.answers())["circularity.4"]["explanation"] == ("repareren " * 200).strip()


async def test_a_full_disk_starts_no_half_purchase(office: Office) -> None:
    await fill_up(office)

    told = await office.sanne.command(TITLE * 200)

    assert told is not None
    assert SENTENCE in told.plain()
    assert await office.stored() == []
    await make_room(office)
    talk = await office.start()
    assert (await talk.card()).plain().startswith("INK-0001")


async def test_a_database_whose_file_is_gone_and_comes_back(office: Office) -> None:
    """Without a look at the file, answers would go on into a file that nobody can open again."""
    talk = await office.at_first_question()
    await office.local.bot.settled()
    path = file_of(office)
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    away = path.with_suffix(".away")
    path.rename(away)

    await click_in_vain(office, talk)

    away.rename(path)
    assert "Vraag 2 van 9" in (await talk.press("Ja, ik heb het nodig")).plain()
    with sqlite3.connect(path) as other:
        (count,) = other.execute("SELECT count(*) FROM answers WHERE part = 'choice'").fetchone()
    assert count >= 1


async def click_in_vain(office: Office, talk: Following) -> None:
    await office.sanne.press(await talk.last(), "Ja, ik heb het nodig")
    await office.told(office.sanne, SENTENCE)


def test_a_database_that_is_not_there_or_old_is_refused_at_the_start(tmp_path: Path) -> None:
    old = Database(f"sqlite:///{tmp_path / 'old.db'}")

    with pytest.raises(Exception, match="run `python -m bot migrate` first"):
        check_schema(old)

    old.engine.dispose()


def test_a_file_that_cannot_be_opened_is_refused_at_the_start(tmp_path: Path) -> None:
    """A folder stands where the file should be."""
    with pytest.raises(BadSettings, match="DATABASE_URL: the database cannot be opened"):
        check_schema(Database(f"sqlite:///{tmp_path}"))
