"""The portfolio on the home page shows the ambition web as a picture, once Slack has it."""

from __future__ import annotations

import asyncio
import base64
import math
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.pictures.png import png
from bot.pictures.radar import svg
from bot.playground.client import NotPossible, PersonClient, View
from bot.playground.people import PIET, SANNE
from bot.slack.app import Client, client
from bot.slack.home import HomePages
from dialogs.files import Picture
from dialogs.looking import Looking
from dialogs.messages import Home, Line
from tests.bot.pictures.webs import WEBS
from tests.office import Office
from tests.viewing import at_home, fill, turned

PORTFOLIO, REGISTER = "Portfolio", "Register"
TOLD = "Circulair geen doel, nu 3"
SEND = "Stuur mij het ambitieweb"
WEB = Picture("web.png", "Het web", svg(WEBS["six"]), "Circulair doel 3")
PAGE = Home("Inkoopmaatje", (Line("Alles bij elkaar"),), (), picture=WEB)


@pytest_asyncio.fixture
async def slack(office: Office) -> AsyncIterator[Client]:
    """Slack's client, on the workspace of the office."""
    workspace = office.local.workspace
    async with aiohttp.ClientSession() as session:
        yield client(workspace.bot_token, workspace.api_url, session)


async def with_levels(office: Office) -> None:
    """A purchase that reaches level 3 for one theme."""
    talk = await office.at_first_question()
    await fill(office, talk, "web", "Ambitieweb", {"web/circular/0": "3"})


def pictures(page: View | None) -> list[dict[str, Any]]:
    """The pictures that stand on a page."""
    assert page is not None
    return [block for block in page.blocks if block["type"] == "image"]


def published(office: Office, said: str = "") -> list[Any]:
    """Every page that we asked to show; or those about which Slack said this."""
    asked = [each for each in office.local.workspace.traffic if each.kind == "views.publish"]
    return [each for each in asked if not said or each.response.get("error") == said]


def files(office: Office) -> dict[str, Any]:
    """The files of the workspace by id."""
    return office.local.workspace.workspace.files


async def show(pages: HomePages, person: str = SANNE, page: Home = PAGE) -> None:
    """Shows a page with a picture."""

    async def read() -> Home:
        return page

    await pages.show(person, read)


async def test_the_portfolio_shows_the_web_with_its_numbers_in_words(office: Office) -> None:
    await with_levels(office)

    page = await at_home(office, office.piet, PORTFOLIO)

    (block,) = pictures(page)
    assert block["alt_text"].startswith("Ambitieweb")
    assert TOLD in block["alt_text"]
    assert "Circulair: gemiddeld 3" in page.plain(), "the words stay beside it"
    assert SEND in page.buttons()
    wanted = await office.local.bot.viewing.home(PIET, Looking("portfolio"))
    content = await office.piet.act("file", file=block["slack_file"]["id"])
    assert wanted.picture
    assert base64.b64decode(content) == png(wanted.picture.svg)


async def test_nobody_else_sees_the_file_of_the_picture(office: Office) -> None:
    await with_levels(office)
    page = await at_home(office, office.piet, PORTFOLIO)
    (block,) = pictures(page)

    with pytest.raises(NotPossible, match="file_not_found"):
        await office.sanne.act("file", file=block["slack_file"]["id"])


async def test_the_words_are_there_before_the_picture(office: Office) -> None:
    await with_levels(office)
    await at_home(office, office.piet, REGISTER)
    before = len(published(office))

    await turned(office, office.piet, PORTFOLIO)

    first, *_, last = [each.payload["view"] for each in published(office)[before:]]
    kinds = [[block["type"] for block in view["blocks"]] for view in (first, last)]
    assert ["image" in each for each in kinds] == [False, True]
    assert [kind for kind in kinds[1] if kind != "image"] == kinds[0]


async def test_the_next_who_looks_sees_the_same_file_at_once(office: Office) -> None:
    await with_levels(office)
    (first,) = pictures(await at_home(office, office.piet, PORTFOLIO))
    await turned(office, office.piet, REGISTER)
    before = len(published(office))

    (again,) = pictures(await turned(office, office.piet, PORTFOLIO))

    assert again["slack_file"] == first["slack_file"]
    assert len(published(office)) == before + 1
    assert len(files(office)) == 1


async def test_two_who_look_at_the_same_moment_need_one_file(office: Office, slack: Client) -> None:
    pages = HomePages(slack)

    await asyncio.gather(show(pages, SANNE), show(pages, PIET))

    assert [len(pictures(await each.see_home())) for each in (office.sanne, office.piet)] == [1, 1]
    assert len(files(office)) == 1


async def test_who_turned_to_another_part_meanwhile_is_not_dragged_back(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    await with_levels(office)
    workspace = office.local.workspace.workspace
    workspace.looking_seconds = math.inf
    page = await at_home(office, office.piet)
    await office.piet.press(page, PORTFOLIO)
    page = await office.piet.wait_for(lambda: with_button(office.piet, SEND))

    await office.piet.press(page, REGISTER)
    await office.piet.wait_for(lambda: with_button(office.piet, "Alleen te laat"))
    workspace.looking_seconds = 0
    for file in files(office).values():
        file["usable_from"] = 0.0
    await office.local.settled()

    assert published(office, "hash_conflict"), "the picture did come too late"
    shown = await office.piet.see_home()
    assert shown is not None
    assert "Alleen te laat" in shown.buttons()
    assert pictures(shown) == []
    assert "home.picture_not_shown" not in caplog.text, "nothing is wrong with that"
    assert len(pictures(await turned(office, office.piet, PORTFOLIO))) == 1
    assert len(files(office)) == 1


async def with_button(person: PersonClient, label: str) -> View | None:
    """The page that somebody has before them, if it has this button."""
    page = await person.see_home()
    return page if page and label in page.buttons() else None


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_the_words_stay_where_slack_takes_no_files(
    office: Office, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    await with_levels(office)
    office.local.workspace.faults.plan(method, error="file_uploads_disabled")

    page = await at_home(office, office.piet, PORTFOLIO)

    assert pictures(page) == []
    assert "Circulair: gemiddeld 3" in page.plain()
    assert SEND in page.buttons()
    assert "file_uploads_disabled" in caplog.text
    await turned(office, office.piet, REGISTER)
    assert len(pictures(await turned(office, office.piet, PORTFOLIO))) == 1


async def test_a_file_that_slack_goes_on_refusing_is_made_anew_the_next_time(
    office: Office, slack: Client, caplog: pytest.LogCaptureFixture
) -> None:
    workspace, pages = office.local.workspace.workspace, HomePages(slack, pauses=(0, 0))
    workspace.looking_seconds = math.inf
    await show(pages)
    assert pictures(await office.sanne.see_home()) == []
    assert "home.picture_not_shown" in caplog.text
    assert len(published(office, "invalid_blocks")) == 3

    workspace.looking_seconds = 0
    await show(pages)

    assert len(pictures(await office.sanne.see_home())) == 1
    assert len(files(office)) == 2


async def test_a_file_that_was_thrown_away_at_slack_is_made_anew_at_once(
    office: Office, slack: Client
) -> None:
    pages = HomePages(slack)
    await show(pages)
    (thrown_away,) = files(office)
    files(office).clear()

    await show(pages)

    (block,) = pictures(await office.sanne.see_home())
    assert block["slack_file"] != {"id": thrown_away}
    assert list(files(office)) == [block["slack_file"]["id"]]


async def test_of_many_files_only_the_last_are_remembered(office: Office, slack: Client) -> None:
    pages = HomePages(slack, remembered=1)
    other = replace(PAGE, picture=replace(WEB, svg=svg(WEBS["bars"])))

    for page in (PAGE, other, other, PAGE):
        await show(pages, page=page)

    assert len(files(office)) == 3
    assert len(pictures(await office.sanne.see_home())) == 1


async def test_the_words_stay_where_the_picture_cannot_be_drawn(
    office: Office, slack: Client, caplog: pytest.LogCaptureFixture
) -> None:
    broken = replace(PAGE, picture=replace(WEB, svg="<geen svg"))

    await show(HomePages(slack), page=broken)

    shown = await office.sanne.see_home()
    assert shown is not None
    assert "Alles bij elkaar" in shown.plain()
    assert "picture.not_drawn" in caplog.text
    assert files(office) == {}


async def test_a_portfolio_without_levels_has_no_picture(office: Office) -> None:
    await office.at_first_question()

    page = await at_home(office, office.piet, PORTFOLIO)

    assert "Alles bij elkaar" in page.plain()
    assert pictures(page) == []
    assert files(office) == {}
