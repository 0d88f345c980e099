"""What procurement hears, through the real app: of what is new, what is silent, and each week."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.local import locally
from bot.playground.client import Message, PersonClient
from bot.playground.follow import Following
from bot.playground.people import AMINA, GENERAL, INKOOP, PIET, SANNE
from bot.ports import Place, Said
from bot.reminders.rounds import Rounds
from bot.settings import Settings
from bot.store import moments
from bot.store.database import Database
from dialogs.messages import plain
from dialogs.moves import Filled
from tests.assuring import count, ledger, on, told, with_contract
from tests.office import Office, at_work

MONDAY, TUESDAY = "2027-01-11", "2027-01-12"
NEW, SILENT, DIGEST = "Nieuwe inkoop", "werkdagen op", "Weekoverzicht"
WHOLE = "channels:\n  procurement: C0INKOOP\nroles:\n  procurement_team: [U0PIET]\n"
NO_CHANNEL = "roles:\n  procurement_team: [U0PIET, U0AMINA]\n"


async def looks(office: Office, day: str = "", time: str = "10:00") -> None:
    """That moment comes, the bot looks around, and what waits for its time is sent."""
    if day:
        await on(office, day, time)
    await told(office)
    await office.local.bot.rounds.beat()
    await office.local.bot.courier.sweep()
    await office.local.bot.settled()


async def in_channel(office: Office, words: str, person: PersonClient | None = None) -> list[str]:
    """What stands in the procurement channel with these words."""
    found = await (person or office.piet).messages(INKOOP)
    return [each.plain() for each in found if words in each.plain()]


async def privately(person: PersonClient, words: str) -> list[Message]:
    """What stands in somebody's direct message with these words."""
    return [each for each in await person.messages(await person.direct()) if words in each.plain()]


@asynccontextmanager
async def organised(settings: Settings, folder: Path, text: str) -> AsyncIterator[Office]:
    """An office whose organisation file says this."""
    path = folder / "organisation.yaml"
    path.write_text(text, encoding="utf-8")
    ours = settings.model_copy(
        update={"inkoop_organisation_file": path, "inkoop_procurement_team": ""}
    )
    async with locally(ours) as local, at_work(local) as office:
        yield office


async def begun(office: Office, title: str = "40 laptops") -> Following:
    """A purchase of Sanne's in a promising category, that is more than a draft."""
    talk = await office.start(title)
    await talk.press("ICT")
    await talk.press("Meteen naar de vragen")
    await talk.press("Ja, ik heb het nodig")
    await office.local.bot.settled()
    return talk


async def test_a_new_purchase_is_told_once_in_the_channel(office: Office) -> None:
    await on(office, TUESDAY)
    talk = await office.start()
    await talk.press("ICT")
    await looks(office)
    assert await in_channel(office, NEW) == []  # a draft is nobody's business yet

    await talk.press("Meteen naar de vragen")
    await talk.press("Ja, ik heb het nodig")
    await looks(office)

    (line,) = await in_channel(office, NEW)
    assert "kansrijke categorie (ICT): INK-0001" in line
    assert "U0SANNE" in line
    desk = Desk(office.local.bot.parts)
    changed = (("2027-01-13", "transport"), ("2027-01-14", "ict"))
    for revision, (day, category) in enumerate(changed, 1):
        place = ("intake.category", "choice")
        said = Said(f"changed:{day}", SANNE, Place(SANNE), purchase="INK-0001")
        await desk.talk(said, Filled({place: category}, {place: revision}))
        await looks(office, day)
        (stored,) = await office.stored()
        assert stored["category"] == category
    assert len(await in_channel(office, NEW)) == 1
    assert await count(office.piet, NEW) == 0


async def test_it_waits_for_office_hours(office: Office) -> None:
    await on(office, "2027-01-15", "17:30")
    await begun(office)
    await looks(office)
    await looks(office, "2027-01-16", "12:00")
    assert await in_channel(office, NEW) == []

    await looks(office, "2027-01-18", "09:01")

    assert len(await in_channel(office, NEW)) == 1


async def test_an_amount_counts_too_and_a_small_ordinary_purchase_does_not(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with organised(bot_settings, tmp_path, WHOLE + "notify_above: 50000\n") as office:
        await on(office, TUESDAY)
        for band in ("€ 10.000 – 50.000", "€ 50.000 – 150.000"):
            talk = await office.start("12 dienstauto's")
            await talk.press("Vervoer")
            await talk.press(band)
            await talk.press("Meteen naar de vragen")
            await talk.press("Ja, ik heb het nodig")
        await looks(office)

        (line,) = await in_channel(office, NEW)
        assert "groot bedrag (€ 50.000 – 150.000): INK-0002" in line


async def test_without_a_channel_each_of_the_team_hears_it(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with organised(bot_settings, tmp_path, NO_CHANNEL) as office:
        await on(office, TUESDAY)
        await begun(office)
        await looks(office)
        await looks(office)

        assert [await count(each, NEW) for each in (office.piet, office.amina)] == [1, 1]
        assert await count(office.sanne, NEW) == 0


@pytest.mark.parametrize("how", ["archived", "removed"])
async def test_what_the_channel_does_not_take_goes_to_the_team_with_what_to_do(
    office: Office, how: str
) -> None:
    administration = office.local.workspace.administration
    if how == "archived":
        administration.archive(INKOOP)
    else:
        administration.remove_bot(INKOOP)
    await on(office, TUESDAY)
    await begun(office)
    await looks(office)
    await looks(office)  # what the team gets was stored when the channel refused

    (told_piet,) = await privately(office.piet, NEW)
    assert "Ik kon dit niet in het inkoopkanaal zetten" in told_piet.plain()
    await looks(office, "2027-01-13")
    assert await count(office.piet, NEW) == 1


async def test_a_silence_is_told_once_to_the_owner_and_to_procurement(office: Office) -> None:
    await on(office, MONDAY)
    await begun(office)
    await looks(office, "2027-01-22")  # nine working days later
    assert await in_channel(office, SILENT) == []

    for day, time in (("2027-01-25", "10:00"), ("2027-01-25", "12:00"), ("2027-01-28", "10:00")):
        await looks(office, day, time)

    (line,) = await in_channel(office, SILENT)
    assert "INK-0001" in line
    assert "wacht al 10 werkdagen op een antwoord van" in line
    (asked,) = await privately(office.sanne, "werkdagen op je antwoord")
    assert "Wil je verder, of is het niet meer nodig?" in asked.plain()
    assert asked.buttons() == ["Verder", "Stop deze inkoop"]


async def test_an_answer_takes_the_silence_back(office: Office) -> None:
    await on(office, MONDAY)
    talk = await begun(office)
    await looks(office, "2027-01-25")
    (asked,) = await privately(office.sanne, "werkdagen op je antwoord")

    assert asked
    await talk.say("ja")
    await looks(office, "2027-02-05")
    assert len(await in_channel(office, SILENT)) == 1
    await looks(office, "2027-02-08")

    assert len(await in_channel(office, SILENT)) == 2


async def test_who_paused_gets_twice_the_time(office: Office) -> None:
    await on(office, MONDAY)
    talk = await office.at_first_question()
    await talk.say("later")
    await looks(office, "2027-02-05")
    assert await in_channel(office, SILENT) == []

    await looks(office, "2027-02-08")

    (line,) = await in_channel(office, SILENT)
    assert "20 werkdagen" in line


async def test_what_was_stopped_is_never_called_silent(office: Office) -> None:
    await on(office, MONDAY)
    talk = await office.at_first_question()
    await talk.say("stop")
    await talk.press("Ja, stoppen")

    for day in ("2027-01-25", "2027-02-08", "2027-03-08"):
        await looks(office, day)

    assert await in_channel(office, SILENT) == []
    assert await count(office.sanne, "werkdagen") == 0


async def test_the_digest_comes_once_a_week_with_the_counts(office: Office) -> None:
    await with_contract(office)
    await looks(office, "2027-01-25", "08:59")
    assert await in_channel(office, DIGEST) == []

    for day, time in (("2027-01-25", "09:00"), ("2027-01-25", "11:00"), ("2027-01-27", "10:00")):
        await looks(office, day, time)

    (digest,) = await in_channel(office, DIGEST)
    assert "te doen deze week: 1" in digest.replace("*", "")  # the kick-off, asked at nine
    assert "INK-0001" in digest
    await looks(office, "2027-02-01", "09:00")
    (_, second) = await in_channel(office, DIGEST)
    assert "te laat: 1" in second.replace("*", "")


@pytest.mark.parametrize(
    ("asleep_until", "time"), [("2027-01-28", "13:00"), ("2027-03-30", "09:00")]
)
async def test_asleep_on_monday_or_a_holiday_it_comes_later_in_the_week(
    office: Office, asleep_until: str, time: str
) -> None:
    await with_contract(office)
    await looks(office, "2027-01-24", "12:00")
    if asleep_until > "2027-03":
        await looks(office, "2027-03-29", "09:30")  # Easter Monday
    assert await in_channel(office, DIGEST) == []

    await looks(office, asleep_until, time)

    assert len(await in_channel(office, DIGEST)) == 1


async def test_two_bots_on_one_database_tell_it_once(office: Office) -> None:
    await with_contract(office)
    parts = office.local.bot.parts

    async def left(person: str) -> None:
        raise AssertionError(f"{person} is here")

    others = [
        Rounds(replace(parts, database=Database(str(parts.database.url))), left) for _ in range(3)
    ]
    await on(office, "2027-01-25", "09:00")
    await asyncio.gather(*(each.beat() for each in others))
    await looks(office)

    assert len(await in_channel(office, DIGEST)) == 1
    assert len(await in_channel(office, SILENT)) == 1


async def test_everything_is_shown_in_pages_to_who_may(office: Office) -> None:
    await with_contract(office)
    await on(office, "2027-02-01")
    weekly = office.local.bot.rounds.weekly
    moments_of = (await ledger(office)).values()
    (kick_off,) = [each for each in moments_of if each.kind == "kick_off"]
    parts = office.local.bot.parts
    more = [
        replace(kick_off, key=f"kick_off+{number}", on=kick_off.on - timedelta(days=number))
        for number in range(1, 30)
    ]
    await parts.database.run(
        parts.workspace, lambda bound: moments.add(bound, more, parts.clock.now())
    )
    await looks(office)
    found = await office.amina.messages(INKOOP)
    digest = next(each for each in found if DIGEST in each.plain())
    assert digest.plain().count("INK-0001") == 10

    await office.amina.press(digest, "Toon alles")  # whoever is in the channel may

    first = await office.told(office.amina, "1 tot en met 25 van")
    assert first.plain().count("INK-0001") == 25
    await office.amina.press(first, "Toon de volgende")
    last = await office.told(office.amina, "26 tot en met 30 van 30")
    assert last.plain().count("INK-0001") == 5
    outside = await weekly.all(Said("1", AMINA, Place(AMINA)), 1)
    other = await weekly.all(Said("2", AMINA, Place(GENERAL, direct=False)), 1)
    team = await weekly.all(Said("3", PIET, Place(PIET)), 1)
    beyond = await weekly.all(Said("4", PIET, Place(PIET)), 9)
    assert outside.message
    assert other.message
    assert team.message
    assert beyond.message
    assert "voor het inkoopteam" in plain(outside.message.lines[0])
    assert "voor het inkoopteam" in plain(other.message.lines[0])
    assert "1 tot en met 25" in team.message.heading
    assert "26 tot en met 30 van 30" in beyond.message.heading
