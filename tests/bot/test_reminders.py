"""`python -m bot reminders`: what would be sent, to whom, when and why; and what waits already."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.ports import Known, Place
from bot.reminders.conscience import Habit
from bot.reminders.foreseeing import foresee
from bot.reminders.planning import Rules
from bot.reminding import later, upcoming
from bot.settings import Settings
from bot.store import contracts, moments, people, purchases
from bot.store.database import Bound, Database
from dialogs.contract import Contract, Promise
from dialogs.messages import Line, Message
from dialogs.moment import PROCUREMENT, Moment
from dialogs.purchase import Purchase
from dialogs.reasons import because
from knowledge.moments import Term, load_offsets
from knowledge.workdays import Calendar
from tests.office import Office
from tests.program import fresh_bot

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2027, 1, 11, 10, 0, tzinfo=AMSTERDAM)
RULES = Rules(load_offsets(), Calendar(), AMSTERDAM)
TERM = Term(date(2027, 1, 1), date(2029, 1, 1))


def moment(number: int, due_at: datetime, receiver: str = "U1", kind: str = "promise") -> Moment:
    key = f"promise/{number}/6/1"
    return Moment(
        "INK-0001", key, kind, due_at.date(), "U1", receiver, due_at.astimezone(UTC), id=number,
        promise=number if kind == "promise" else None,
    )  # fmt: skip


def stored(database: Database, workspace: str, *due: Moment) -> None:
    """One purchase with a contract of two promises, and these moments."""

    def work(bound: Bound) -> None:
        purchase = Purchase(purchases.next_id(bound, NOW), "40 laptops", "U1", NOW, NOW)
        purchases.add(bound, purchase, Place("D1"))
        promises = (
            Promise(1, "Ze gaan 7 jaar mee", rhythm="every_6_months"),
            Promise(2, "Hij haalt ze op"),
        )
        contract = Contract(purchase.id, "Laptopreus BV", "", TERM, "U1", promises=promises)
        contracts.save(bound, None, contract, NOW)
        moments.add(bound, due, NOW)
        people.learn(bound, Known("U2", "America/Curacao"), NOW)
        people.learn(bound, Known("U3", "Mars/Olympus_Mons"), NOW)

    database.run_now(workspace, work)


@pytest.fixture
def database(database_url: str) -> Database:
    return Database(database_url)


def told(database_url: str, within: str, **settings: str) -> list[str]:
    """The lines, without what this machine has set."""
    found = Settings(_env_file=None, database_url=database_url, **settings)  # type: ignore[arg-type]
    return list(upcoming(found, NOW.astimezone(UTC), within))


def test_each_line_says_when_to_whom_what_and_by_which_rule(
    database: Database, database_url: str
) -> None:
    monday = datetime(2027, 1, 18, 9, 0, tzinfo=AMSTERDAM)
    stored(database, "T0ONE", moment(2, monday + timedelta(days=1), "U2"), moment(1, monday))
    stored(database, "T0TWO")

    lines = told(database_url, "30d")

    assert lines == [
        "Werkruimte T0ONE, van 2027-01-11 10:00 tot 2027-02-10 10:00:",
        "2027-01-18 09:00 (Europe/Amsterdam) · @U1 · INK-0001 · 40 laptops · “Ze gaan 7 jaar mee” "
        "· eerste vraag. Regel: elke 6 maanden, zo staat het bij deze belofte.",
        "2027-01-19 09:00 (America/Curacao) · @U2 · INK-0001 · 40 laptops · “Hij haalt ze op” "
        "· eerste vraag. Regel: elke 6 maanden, zo staat het bij deze belofte. Wacht tot "
        "kantooruren.",
        "Werkruimte T0TWO, van 2027-01-11 10:00 tot 2027-02-10 10:00:",
        "Er wordt in deze tijd niets gevraagd.",
    ]
    assert len(told(database_url, "12h")) == 4
    assert told(database_url, "12h")[1] == "Er wordt in deze tijd niets gevraagd."


def test_it_speaks_the_language_of_the_organisation(database: Database, database_url: str) -> None:
    stored(database, "T0ONE", moment(1, NOW - timedelta(days=1)))

    (_, line) = told(database_url, "2w", inkoop_language="en")

    assert line.startswith("2027-01-11 10:00 (Europe/Amsterdam) · @U1 · INK-0001 · 40 laptops")
    assert line.endswith("first question. Rule: every 6 months, as it says with this promise.")


def test_a_time_zone_that_does_not_exist_is_the_organisations(
    database: Database, database_url: str
) -> None:
    stored(database, "T0ONE", moment(1, NOW, "U3"))

    (_, line) = told(database_url, "1d")

    assert line.startswith("2027-01-11 10:00 (Europe/Amsterdam) · @U3 · ")


def test_what_goes_to_the_channel_is_said_to_go_there(
    database: Database, database_url: str
) -> None:
    stored(database, "T0ONE", moment(1, NOW, PROCUREMENT))

    assert "inkoopkanaal C0INK ·" in told(
        database_url, "1d", inkoop_procurement_channel="C0INK"
    )[1]  # fmt: skip
    assert "de eigenaar, want er is geen inkoopkanaal" in told(database_url, "1d")[1]
    assert "melding in het inkoopkanaal." in told(database_url, "1d")[1]


def test_nobody_gets_more_in_a_week_than_they_may() -> None:
    days = [NOW + timedelta(hours=number) for number in range(7)]
    due = [moment(number, at) for number, at in enumerate(days)]

    found = foresee(due, {"U1": Habit(AMSTERDAM)}, NOW, RULES)

    next_week = datetime(2027, 1, 18, 9, 0, tzinfo=AMSTERDAM)
    assert [each.at for each in found] == [*days[:5], next_week, next_week]
    assert [each.reason for each in found] == [""] * 5 + [because("enough_messages")] * 2


def test_what_somebody_chose_is_foreseen_as_it_is_kept() -> None:
    due = [moment(1, NOW), moment(2, NOW + timedelta(hours=1)), moment(3, NOW, PROCUREMENT)]
    daily = Habit(AMSTERDAM, "daily", newest=NOW - timedelta(minutes=5))
    weekly = Habit(AMSTERDAM, "weekly", newest=NOW - timedelta(minutes=5))
    channel = {PROCUREMENT: Habit(AMSTERDAM)}

    by_day = foresee(due, {"U1": daily, **channel}, NOW, RULES)
    by_week = foresee(due, {"U1": weekly, **channel}, NOW, RULES)

    tomorrow = datetime(2027, 1, 12, 9, 0, tzinfo=AMSTERDAM)
    next_week = datetime(2027, 1, 18, 9, 0, tzinfo=AMSTERDAM)
    assert [each.at for each in by_day] == [NOW, tomorrow, tomorrow]
    assert [each.at for each in by_week] == [NOW, next_week, next_week]


def test_of_what_was_missed_of_one_thing_only_the_newest_is_foreseen() -> None:
    missed = [
        moment(1, NOW - timedelta(days=40), kind="periodic"),
        moment(2, NOW - timedelta(days=10), kind="periodic"),
    ]

    found = foresee(missed, {"U1": Habit(AMSTERDAM)}, NOW, RULES)

    assert [(each.moment.id, each.at) for each in found] == [(2, NOW)]


@pytest.mark.parametrize(
    ("within", "days"), [("12h", 0.5), ("30d", 30), ("2W", 14), (" 3m ", 90), ("1m", 31)]
)
def test_a_time_is_a_number_and_a_unit(within: str, days: float) -> None:
    assert later(NOW, within) - NOW == timedelta(days=days)


async def test_the_command_prints_what_waits_and_sends_nothing(
    office: Office, tmp_path: Path
) -> None:
    await office.at_first_question()
    await office.local.bot.settled()
    parts = office.local.bot.parts
    waiting = Message("asked/U0PIET/1", (Line("Wordt dit nagekomen?"),))
    await parts.database.run(
        parts.workspace, lambda bound: parts.say_at(bound, Place("U0PIET"), waiting)
    )
    before = len(office.local.workspace.traffic)

    ended = await asyncio.to_thread(
        fresh_bot, "reminders", "--within", "2w", folder=tmp_path,
        DATABASE_URL=str(parts.database.url),
    )  # fmt: skip

    assert ended.returncode == 0, ended.stderr
    first, nothing, count, line = ended.stdout.splitlines()
    assert first.startswith(f"Werkruimte {parts.workspace}, van ")
    assert nothing == "Er wordt in deze tijd niets gevraagd."
    assert count == "Klaar om te versturen: 1"
    assert "· U0PIET · Wordt dit nagekomen? · onderweg · poging 1" in line
    assert len(office.local.workspace.traffic) == before
