"""The organisation's own knowledge changes while the bot runs: it is taken, or told as broken."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import LOOK_SECONDS
from bot.librarian import Librarian
from bot.local import locally, settings_for
from bot.playground.client import PersonClient
from bot.playground.people import AMINA, INKOOP, PIET
from bot.settings import Settings
from bot.wiring import running
from dialogs.own import broken
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.problems import MENDS, Problem
from tests.assuring import AMSTERDAM, MONDAY, on
from tests.office import Office, at_work, what_does
from tests.program import bot

WHOLE = "knowledge: kennis\nchannels:\n  procurement: C0INKOOP\n"
NOBODY = f"knowledge: kennis\ncontact: {AMINA}\n"
BROKEN, MENDED = "In jullie eigen kennis klopt iets niet", "eigen kennis klopt weer"
ASK = '[1]\nask = "Heb je dit echt nodig?"\n'
BOATS = """
[boats]
name = { nl = "Boten", en = "Boats" }
words = ["boot", "boten", "boat"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The organisation's own folder, with one text in it."""
    folder = tmp_path / "kennis"
    put(folder, "nl/talk.toml", '[form]\nparty = "Of een bedrijf"\n')
    return folder


def put(own: Path, name: str, text: str) -> None:
    """Writes a file in the folder; its size tells it from what stood there."""
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@asynccontextmanager
async def organised(
    settings: Settings, own: Path, text: str = WHOLE
) -> AsyncIterator[tuple[Office, Librarian]]:
    """An office with this organisation file, on a Monday morning, and its librarian."""
    path = own.parent / "organisatie.yaml"
    path.write_text(text, encoding="utf-8")
    ours = settings.model_copy(
        update={"inkoop_organisation_file": path, "inkoop_procurement_team": ""}
    )
    async with locally(ours) as local, at_work(local) as office:
        await on(office, MONDAY)
        assert local.bot.librarian is not None
        yield office, local.bot.librarian


async def seen(office: Office, librarian: Librarian) -> None:
    """The librarian looks twice, so that nothing is being copied any more; all is sent."""
    for _ in range(2):
        office.local.workspace.clock.advance(timedelta(seconds=LOOK_SECONDS))
        await librarian.look()
    await office.local.bot.courier.sweep()
    await office.local.bot.settled()


async def said(person: PersonClient, channel: str, words: str) -> list[str]:
    """What stands in a channel with these words."""
    return [each.plain() for each in await person.messages(channel) if words in each.plain()]


async def test_what_changes_is_said_from_then_on(bot_settings: Settings, own: Path) -> None:
    async with organised(bot_settings, own) as (office, librarian):
        talk = await office.at_first_question()
        before = (await talk.last()).plain()
        await seen(office, librarian)

        put(own, "nl/circularity.toml", ASK)
        put(own, "catalogue/categories.toml", BOATS)
        put(own, "nl/talk.toml", '[form]\nparty = "Of toch een bedrijf"\n')
        await librarian.look()

        assert "Heb je dit echt nodig?" not in before
        first = await (await office.at_first_question("drie boten")).last()
        assert "Heb je dit echt nodig?" in first.plain()
        await office.sanne.press(first, "Alles in één formulier")
        view = await office.view(office.sanne)
        assert "Of toch een bedrijf" in str(view.blocks)
        assert not await said(office.piet, INKOOP, MENDED)


async def test_what_is_broken_is_told_once_and_the_last_good_goes_on(
    bot_settings: Settings, own: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with organised(bot_settings, own) as (office, librarian):
        put(own, "nl/circularity.toml", ASK)
        await seen(office, librarian)
        good = office.local.bot.parts.script

        async with another(office) as other:
            put(own, "nl/circularity.toml", f"{ASK}aks = 'geheim'\n")
            put(own, "library/terms.toml", "[a\n")
            for _ in range(3):
                await seen(office, librarian)
                await seen(office, other)

        assert office.local.bot.parts.script is good
        assert "Heb je dit echt nodig?" in (await (await office.at_first_question()).last()).plain()
        (told,) = await said(office.piet, INKOOP, BROKEN)
        assert "• library/terms.toml, regel 1: dit is geen TOML" in told
        assert "• nl/circularity.toml, regel 3, 1.aks: deze tekst heb ik niet" in told
        logged = [each for each in caplog.messages if "knowledge.broken" in each]
        assert len(logged) == 4, "each of the two processes tells both, once"
        assert not any("geheim" in each or "aks" in each for each in logged)


async def test_once_it_is_mended_one_line_says_so_and_the_next_time_is_told_again(
    bot_settings: Settings, own: Path
) -> None:
    async with organised(bot_settings, own) as (office, librarian), another(office) as other:
        for count in (1, 2):
            put(own, "nl/circularity.toml", "[1]\naks = 'x'\n")
            await seen(office, librarian)
            await seen(office, other)
            put(own, "nl/circularity.toml", ASK)
            await seen(office, librarian)
            await seen(office, other)
            await seen(office, librarian)
            await on(office, MONDAY.replace(hour=10 + count))

            assert len(await said(office.piet, INKOOP, BROKEN)) == count
            assert len(await said(office.piet, INKOOP, MENDED)) == count
        assert (
            office.local.bot.parts.script.wordings["nl"]
            .dialogs["circularity"]
            .questions["1"]
            .ask.startswith("Heb je")
        )


async def test_what_is_still_being_copied_is_not_told(bot_settings: Settings, own: Path) -> None:
    async with organised(bot_settings, own) as (office, librarian):
        put(own, "nl/circularity.toml", '[1]\nask = "Heb je dit')
        await librarian.look()
        put(own, "nl/circularity.toml", ASK)
        await seen(office, librarian)

        assert not await said(office.piet, INKOOP, BROKEN)
        assert not await said(office.piet, INKOOP, MENDED)


async def test_a_folder_that_goes_away_is_told(bot_settings: Settings, own: Path) -> None:
    async with organised(bot_settings, own) as (office, librarian):
        good = office.local.bot.parts.script
        shutil.rmtree(own)
        await seen(office, librarian)

        (told,) = await said(office.piet, INKOOP, BROKEN)
        assert "deze map is er niet" in told
        assert office.local.bot.parts.script is good


async def test_without_procurement_the_contact_is_told_in_their_language(
    bot_settings: Settings, own: Path
) -> None:
    async with organised(bot_settings, own, NOBODY) as (office, librarian):
        await office.amina.command("taal en")
        put(own, "en/talk.toml", "[home]\nheadin = 'x'\n")
        await seen(office, librarian)

        (told,) = await said(office.amina, await office.amina.direct(), "in your own knowledge")
        assert "en/talk.toml, line 2, home.headin: we have no text with this key" in told


async def test_a_channel_that_does_not_take_it_hands_it_to_the_team(
    bot_settings: Settings, own: Path
) -> None:
    nowhere = "knowledge: kennis\nchannels:\n  procurement: C0NOWHERE\n"
    text = f"{nowhere}roles:\n  procurement_team: [{PIET}]\n"
    async with organised(bot_settings, own, text) as (office, librarian):
        put(own, "nl/talk.toml", "[home]\nheadin = 'x'\n")
        await seen(office, librarian)
        await office.sent()

        (told,) = await said(office.piet, await office.piet.direct(), BROKEN)
        assert "home.headin: deze tekst heb ik niet" in told


async def test_a_category_that_is_taken_away_leaves_its_purchases_whole(
    bot_settings: Settings, own: Path
) -> None:
    put(own, "catalogue/categories.toml", BOATS)
    async with organised(bot_settings, own) as (office, librarian):
        talk = await office.start("drie boten")
        await talk.press("Ja, Boten")
        (own / "catalogue" / "categories.toml").unlink()
        await librarian.look()

        await talk.press("Meteen naar de vragen")
        await talk.say("ja, want de oude zijn op")

        (stored,) = await office.stored()
        assert stored["category"] == "boats"
        last = await talk.last()
        assert what_does(last, "form/INK-0001")
        await office.sanne.press(last, "Alles in één formulier")
        assert await office.view(office.sanne)


@pytest.mark.parametrize("text", ["[1]\naks = 'x'\n", "[1\n"])
def test_a_bot_does_not_start_with_what_is_broken(own: Path, text: str) -> None:
    put(own, "nl/circularity.toml", text)
    (own.parent / "organisatie.yaml").write_text(WHOLE, "utf-8")

    told = bot("run", "--port", "0", folder=own.parent, INKOOP_ORGANISATION_FILE="organisatie.yaml")

    assert told.returncode == 2
    assert told.stderr.count("\n") == 1, told.stderr
    assert told.stderr.startswith("kennis/nl/circularity.toml, line ")


def test_every_mend_can_be_said_in_both_languages_with_its_places(scenes: list[Scene]) -> None:
    for scene in scenes:
        for code in MENDS:
            values = dict.fromkeys(("count", "name", "names", "file", "places"), "zo")
            found = [Problem(Path("nl/x.toml"), 3, "a.b", code, values)] * 5
            lines = broken(scene, found).lines
            assert len(lines) == 5
            assert "{" not in str(lines[1].values["mend"]), code
            assert len(lines[1].values) == 4


@pytest.fixture
def scenes(script: Script) -> list[Scene]:
    """A scene in each language."""
    return [Scene(script, language, MONDAY, AMSTERDAM) for language in ("nl", "en")]


@asynccontextmanager
async def another(office: Office) -> AsyncIterator[Librarian]:
    """The librarian of another process of the same bot."""
    local = office.local
    parts = local.bot.parts
    assert parts.organisation.knowledge is not None
    settings = Settings(
        _env_file=None,
        database_url=parts.database.url.render_as_string(hide_password=False),
        inkoop_organisation_file=parts.organisation.knowledge.parent / "organisatie.yaml",
    )
    async with running(settings_for(settings, local.workspace), clock=local.workspace.clock) as bot:
        assert bot.librarian is not None
        yield bot.librarian
