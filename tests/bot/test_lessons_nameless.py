"""The promise of a lesson without a name: nothing that is kept or logged tells who wrote it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.playground.client import PersonClient
from tests.assuring import on
from tests.learning import (
    DIFFERENTLY,
    EXPECTED,
    LESSON,
    NAMELESS,
    form,
    in_direct,
    round_made,
    rows,
    sent,
)
from tests.office import Office

MAY = "Mogen collega's deze les lezen?"
LOCK = "BEGIN IMMEDIATE"
TAKE_AWAY, PUT_BACK = ("ALTER TABLE lessons RENAME TO away", "ALTER TABLE away RENAME TO lessons")
"""What makes the store fail for everything, and for a lesson alone."""


class Everything(logging.Handler):
    """Keeps all that is logged, with what was raised."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        raised = logging.Formatter().formatException(record.exc_info) if record.exc_info else ""
        self.lines.append(f"{record.name} {record.getMessage()} {record.args} {raised}")


@contextmanager
def listening() -> Iterator[list[str]]:
    """All that any library and we log meanwhile, at the lowest level."""
    kept = Everything()
    loggers = [logging.getLogger(), logging.getLogger("inkoopmaatje")]
    before = [each.level for each in loggers]
    for each in loggers:
        each.setLevel(logging.DEBUG)
    loggers[0].addHandler(kept)
    try:
        yield kept.lines
    finally:
        loggers[0].removeHandler(kept)
        for each, level in zip(loggers, before, strict=True):
            each.setLevel(level)


async def nameless(office: Office, person: PersonClient, purchase: str) -> str:
    """Writes a lesson without a name, while everything is looked at; gives the receipt.

    No row in which this person stands changes by it, or comes; no line of the log names them.
    """
    view = await form(office, person, purchase)
    await office.local.settled()
    before = await rows(office, person.person)
    direct = await rows(office, await person.direct())
    with listening() as logged:
        with sqlite3.connect(Path(office.local.bot.parts.database.url.database or "")) as other:
            for breaks, mends in ((LOCK, "ROLLBACK"), (TAKE_AWAY, PUT_BACK)):
                other.execute(breaks)
                refused = await person.submit(view, LESSON | NAMELESS)
                other.execute(mends)
                assert "Ik kan nu niets bewaren" in next(iter(refused.errors.values()))
        other.close()
        told = await person.submit(view, LESSON | NAMELESS)
        assert told.errors == {}
        assert told.view is not None
        await office.local.settled()
    assert any("form.not_saved" in line for line in logged)
    assert [line for line in logged if person.person in line] == []
    assert await rows(office, person.person) == before
    assert await rows(office, await person.direct()) == direct
    return told.view.plain()


async def test_a_lesson_about_somebody_elses_purchase_names_nobody_for_ever(
    office: Office,
) -> None:
    await on(office, "2027-01-11")
    await office.at_first_question()
    told = await nameless(office, office.john, "INK-0001")
    assert "Je naam heb ik niet bewaard." in told
    john = await rows(office, office.john.person)

    # It is asked about from the next day on: the time of a message tells nothing.
    await round_made(office)
    assert await in_direct(office.sanne, MAY) == []
    await on(office, "2027-01-12", "10:30")
    await round_made(office)
    (ask,) = await in_direct(office.sanne, MAY)
    assert "Van een collega, zonder naam, 11 januari 2027." in ask.plain()
    await office.sanne.press(ask, "Ja, deel deze les")
    await office.local.settled()
    await sent(office)
    (stored,) = (await office.stored())[0]["lessons"]
    assert (stored["author"], stored["differently"]) == (None, DIFFERENTLY)
    assert await rows(office, office.john.person) == john
    kept = [row.partition(":")[0] for row in await rows(office, EXPECTED)]
    assert sorted(kept) == ["lessons", "outbox"]  # the lesson, and the question to Sanne


async def test_a_lesson_about_my_own_purchase_does_not_name_that_either(office: Office) -> None:
    await on(office, "2027-01-11")
    await office.at_first_question()
    told = await nameless(office, office.sanne, "INK-0001")
    assert "Je naam en het nummer van je inkoop heb ik niet bewaard." in told
    assert (await office.stored())[0]["lessons"] == []
    (lesson,) = await rows(office, EXPECTED)
    assert "'shared'" in lesson
    assert ", None, 'ict', 'circularity.1'," in lesson
    (heard,) = [row for row in await rows(office, "lesson/") if row.startswith("inbox")]
    assert "datetime.datetime(2027, 1, 10, 23, 0, tz" in heard  # midnight, for all of that day
