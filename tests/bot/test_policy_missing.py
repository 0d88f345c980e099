"""What the policy lacks: told once, and what it names that is not there any more stops nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.people import INKOOP
from bot.settings import Settings
from bot.store import inbox
from bot.store.database import Bound
from tests.assuring import MONDAY, on
from tests.governing import (
    BARE,
    FILE,
    another,
    governed,
    saved,
    shown,
    told,
)
from tests.office import Office

TOLD_KEY = "policy/missing"
MISSING = "nog niet compleet"


@pytest.fixture
async def ruled(bot_settings: Settings, tmp_path: Path) -> AsyncIterator[Office]:
    """An office with a policy, of which Amina and John are the officers."""
    async with governed(bot_settings, tmp_path) as office:
        yield office


async def test_a_category_that_goes_away_is_a_warning_and_stops_nothing(
    bot_settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = tmp_path / "kennis" / "catalogue"
    own.mkdir(parents=True)
    boats = '[boats]\nname = { nl = "Boten", en = "Boats" }\nwords = ["boot"]\n'
    (own / "categories.toml").write_text(boats, "utf-8")
    text = f"knowledge: kennis\n{FILE}".replace("    ict:", "    boats:\n      level: 3\n    ict:")
    async with governed(bot_settings, tmp_path, text) as office:
        bot = office.local.bot
        assert bot.librarian is not None
        assert "Boten: niveau 3" in (await shown(office.sanne)).plain()
        talk = await office.start("drie boten")
        (own / "categories.toml").write_text("", "utf-8")
        await bot.librarian.look()
        for _ in range(2):
            await bot.policy_watch.look()

        seen = (await shown(office.sanne)).plain()
        assert "oten" not in seen
        assert "ICT" in seen
        await talk.press("Meteen naar de vragen")
        (logged,) = (each for each in caplog.messages if "policy.unknown_categories" in each)
        assert "boats" in logged


async def test_what_is_missing_is_told_once_to_each_officer_in_office_hours(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with governed(bot_settings, tmp_path, BARE) as office:
        await on(office, MONDAY.replace(hour=3))
        async with another(office) as other:
            for bot in (office.local.bot, other, office.local.bot):
                await bot.policy_watch.tell()
        await office.local.bot.courier.sweep()
        await office.local.bot.settled()
        direct = await office.amina.direct()
        assert not [each for each in await office.amina.messages(direct) if MISSING in each.plain()]

        await on(office, MONDAY)
        await office.local.bot.courier.sweep()
        message = await office.amina.wait_for_message(direct, MISSING)

        assert "Nog te kiezen: de ambitie (waarom)" in message.plain()
        await office.amina.press(message, "Beleid bekijken")
        await told(office.amina, "Ons beleid")
        parts = office.local.bot.parts
        await parts.database.run(parts.workspace, forget_deliveries)
        await office.local.bot.policy_watch.tell()
        await on(office, MONDAY.replace(hour=12))
        await office.local.bot.courier.sweep()
        await office.local.bot.settled()
        found = [each for each in await office.amina.messages(direct) if MISSING in each.plain()]
        assert len(found) == 1
        assert not [each for each in await office.piet.messages(INKOOP) if MISSING in each.plain()]


def forget_deliveries(bound: Bound) -> None:
    """A month goes by: the inbox is empty."""
    inbox.forget(bound, MONDAY.replace(year=2040))


async def test_who_becomes_an_officer_later_is_not_told_again(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with governed(bot_settings, tmp_path, BARE) as office:
        await on(office, MONDAY)
        await office.local.bot.policy_watch.tell()
        parts = office.local.bot.parts
        await parts.database.run(parts.workspace, forget_deliveries)
        (tmp_path / "organisatie.yaml").write_text(BARE.replace("U0AMINA", "U0AMINA, U0JOHN"))

        async with another(office) as other:
            await other.policy_watch.tell()
            await other.courier.sweep()
            await other.settled()

        found = await office.john.messages(await office.john.direct())
        assert not [each for each in found if MISSING in each.plain()]


async def test_when_another_process_is_telling_this_one_is_silent(office: Office) -> None:
    await on(office, MONDAY)
    parts = office.local.bot.parts
    await parts.database.run(
        parts.workspace, lambda bound: inbox.remember(bound, TOLD_KEY, parts.clock.now())
    )

    await office.local.bot.policy_watch.tell()
    await office.local.bot.courier.sweep()
    await office.local.bot.settled()

    assert not [each for each in await office.piet.messages(INKOOP) if MISSING in each.plain()]


async def test_without_an_officer_procurement_is_told(office: Office) -> None:
    await on(office, MONDAY)
    await office.local.bot.policy_watch.tell()
    await office.local.bot.courier.sweep()

    message = await office.piet.wait_for_message(INKOOP, MISSING)

    assert "policy_officers" in message.plain()


async def test_of_a_whole_policy_nothing_is_told(ruled: Office) -> None:
    await saved(ruled.amina, "texts", {"policy_texts/definition/0": "Eerst hergebruik"})
    await on(ruled, MONDAY)
    await ruled.local.bot.policy_watch.tell()
    await ruled.local.bot.courier.sweep()
    await ruled.local.bot.settled()

    for person in (ruled.amina, ruled.piet):
        for channel in (INKOOP, await person.direct()):
            found = await person.messages(channel)
            assert not [each for each in found if MISSING in each.plain()]
