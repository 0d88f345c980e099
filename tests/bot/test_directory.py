"""Who is somebody: kept, asked again when it is old, told at once when they leave."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
import sqlalchemy as sa

from bot.directory import KnownPeople
from bot.playground.client import NotPossible, PersonClient
from bot.playground.people import AMINA, BOT_USER, JOHN, PIET, SANNE
from bot.playground.server import LocalWorkspace
from bot.ports import Known
from bot.slack import hears
from bot.slack.app import client
from bot.slack.directory import SlackDirectory
from bot.store import people
from bot.store.database import Database, NotSaved
from bot.store.tables import people as table
from tests.office import Office

DAY = timedelta(days=1)
NOW = timedelta()
AMSTERDAM, LONDON = "Europe/Amsterdam", "Europe/London"


def asked(office: Office) -> int:
    """How many times Slack answered about somebody."""
    return len(office.local.workspace.calls("users.info"))


async def told_all(office: Office) -> None:
    """Every event has arrived."""
    await office.local.settled()


async def test_slack_is_asked_once_and_again_when_it_is_old(office: Office) -> None:
    directory = office.local.bot.parts.directory

    first = await directory.known(JOHN, DAY)
    again = await directory.known(JOHN, DAY)

    assert first == again == Known(JOHN, LONDON)
    assert asked(office) == 1
    office.local.workspace.clock.advance(DAY + timedelta(seconds=1))
    await directory.known(JOHN, DAY)
    assert asked(office) == 2


@pytest.mark.parametrize(
    "fault",
    [
        {"error": "internal_error"},
        {"status": 500},
        {"error": "missing_scope"},
        {"error": "token_revoked"},
        {"retry_after": 3600},
        {"drop_reply": True},
    ],
    ids=str,
)
async def test_what_we_had_stays_while_slack_fails(office: Office, fault: dict[str, Any]) -> None:
    """T8: and the silence is met once, not once for each person."""
    directory = office.local.bot.parts.directory
    workspace = office.local.workspace
    known = await directory.known(JOHN, DAY)
    workspace.faults.plan("users.info", times=None, **fault)

    kept = await directory.known(JOHN, NOW)
    tries = len([each for each in workspace.traffic if each.kind == "users.info"])
    unknown = await directory.known(PIET, NOW)

    assert kept == known
    assert unknown == Known(PIET, AMSTERDAM)
    assert len([each for each in workspace.traffic if each.kind == "users.info"]) == tries


async def test_a_short_wait_that_slack_asks_for_is_waited(office: Office) -> None:
    office.local.workspace.faults.plan("users.info", retry_after=1)

    assert await office.local.bot.parts.directory.known(JOHN, DAY) == Known(JOHN, LONDON)


async def test_after_a_while_slack_is_asked_again(office: Office) -> None:
    workspace, parts = office.local.workspace, office.local.bot.parts
    async with aiohttp.ClientSession() as session:
        slack = client(workspace.bot_token, workspace.api_url, session)
        look_up = SlackDirectory(slack, parts.workspace, rest=0).look_up
        workspace.faults.plan("users.info", error="account_inactive")

        assert await look_up(JOHN) is None
        assert await look_up(JOHN) == Known(JOHN, LONDON)


async def test_who_leaves_is_seen_at_once_and_who_comes_back_too(office: Office) -> None:
    """T20: without asking; a post to them would succeed."""
    directory = office.local.bot.parts.directory
    await directory.known(JOHN, DAY)
    left: list[str] = []

    async def gone(person: str) -> None:
        left.append(person)

    office.local.bot.people.gone = gone

    office.local.workspace.administration.deactivate(JOHN)
    await told_all(office)
    known = await directory.known(JOHN, DAY)

    assert known == Known(JOHN, LONDON, deleted=True)
    assert left == [JOHN]
    office.local.workspace.administration.reactivate(JOHN)
    await told_all(office)
    assert await directory.known(JOHN, DAY) == Known(JOHN, LONDON)
    assert left == [JOHN]
    assert asked(office) == 1


async def test_who_we_never_looked_up_and_leaves_is_handed_over_and_not_kept(
    office: Office,
) -> None:
    left: list[str] = []

    async def gone(person: str) -> None:
        left.append(person)

    office.local.bot.people.gone = gone

    office.local.workspace.administration.deactivate(AMINA)
    await told_all(office)

    assert left == [AMINA]
    assert await everything_kept(office) == []


async def test_a_hand_over_that_could_not_be_stored_is_tried_again(office: Office) -> None:
    tries: list[str] = []

    async def gone(person: str) -> None:
        tries.append(person)
        if len(tries) == 1:
            raise NotSaved("locked")

    office.local.bot.people.gone = gone

    office.local.workspace.administration.deactivate(JOHN)
    await told_all(office)

    assert tries == [JOHN, JOHN]


async def everything_kept(office: Office) -> list[dict[str, Any]]:
    parts = office.local.bot.parts

    def work(bound: Any) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in bound.connection.execute(sa.select(table))]

    return await parts.database.run(parts.workspace, work)


async def test_no_name_is_kept(office: Office) -> None:
    await office.local.bot.parts.directory.known(JOHN, DAY)

    (row,) = await everything_kept(office)

    assert set(row) == {
        "workspace", "person", "language", "nudged", "updated_at", "zone", "standing",
        "looked_up_at",
    }  # fmt: skip
    assert "smith" not in str(row).lower()
    assert (row["zone"], row["standing"], row["language"]) == (LONDON, "here", "")


@pytest.mark.parametrize("zone", ["Europe/Amstelveen", "../etc/passwd", "", "Mars/" + 80 * "x"])
async def test_a_time_zone_that_nobody_knows_is_that_of_the_organisation(
    office: Office, zone: str
) -> None:
    office.local.workspace.administration.change(JOHN, zone=zone)

    assert (await office.local.bot.parts.directory.known(JOHN, DAY)).zone == AMSTERDAM


@pytest.mark.parametrize(
    ("parts", "standing"),
    [
        ({}, "here"),
        ({"guest": True}, "guest"),
        ({"is_bot": True}, "bot"),
        ({"team": "T0ELDERS"}, "outside"),
        ({"deleted": True, "guest": True}, "gone"),
    ],
)
async def test_how_somebody_stands_to_us(
    office: Office, parts: dict[str, Any], standing: str
) -> None:
    office.local.workspace.administration.change(JOHN, **parts)
    directory = office.local.bot.parts.directory

    asked_now = await directory.known(JOHN, NOW)
    kept = await directory.known(JOHN, DAY)

    assert asked_now == kept
    assert asked_now.standing == standing


async def test_who_is_not_there_counts_as_gone_and_who_may_not_be_seen_as_outside(
    office: Office,
) -> None:
    directory = office.local.bot.parts.directory
    assert (await directory.known("U0NOBODY", DAY)).deleted
    office.local.workspace.faults.plan("users.info", error="user_not_visible")
    assert (await directory.known(PIET, DAY)).outside
    assert (await directory.known(BOT_USER, DAY)).bot


def test_somebody_of_the_same_organisation_is_not_outside() -> None:
    """On Enterprise Grid a person has a workspace of their own, and may be in ours too."""
    user = {"id": "W1", "team_id": "T0OTHER", "enterprise_user": {"teams": ["T0OTHER", "T0WE"]}}

    assert hears.somebody(user, "T0WE").standing == "here"
    assert hears.somebody(user, "T0THEY").standing == "outside"
    assert hears.somebody({"id": "USLACKBOT", "team_id": "T0WE"}, "T0WE").standing == "bot"


async def test_a_post_to_who_left_succeeds_so_it_must_be_known_before(office: Office) -> None:
    office.local.workspace.administration.deactivate(JOHN)
    workspace = office.local.workspace
    async with aiohttp.ClientSession() as session:
        slack = client(workspace.bot_token, workspace.api_url, session)

        assert (await slack.chat_postMessage(channel=JOHN, text="hallo"))["ok"]
    with pytest.raises(NotPossible, match="account_inactive"):
        await office.john.home()


async def test_two_thousand_colleagues_fit_in_the_local_workspace(office: Office) -> None:
    workspace = office.local.workspace
    hired = workspace.administration.hire(2000)

    assert len(set(hired)) == 2000
    assert await office.local.bot.parts.directory.known(hired[-1], DAY) == Known(
        hired[-1], AMSTERDAM
    )
    async with PersonClient(workspace.url, workspace.client_token, hired[7]) as colleague:
        await office.start(person=colleague)
    assert (await office.stored())[0]["owner"] == hired[7]


class Fixed:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@asynccontextmanager
async def on(database: Database) -> AsyncIterator[tuple[KnownPeople, LocalWorkspace, Fixed]]:
    """The directory of a local workspace on a database."""
    manifest = {"oauth_config": {"scopes": {"bot": ["users:read"]}}}
    clock = Fixed()
    async with LocalWorkspace(manifest) as workspace, aiohttp.ClientSession() as session:
        slack = client(workspace.bot_token, workspace.api_url, session)
        look_up = SlackDirectory(slack, workspace.team_id, rest=0).look_up
        zone = ZoneInfo("America/Curacao")
        yield KnownPeople(database, workspace.team_id, clock, zone, look_up), workspace, clock


async def test_on_every_database(any_database: Database) -> None:
    async with on(any_database) as (directory, workspace, clock):
        known = await directory.known(SANNE, DAY)
        workspace.administration.change(SANNE, zone="Mars/Olympus", deleted=True)
        kept = await directory.known(SANNE, DAY)
        clock.time += 2 * DAY
        workspace.faults.plan("users.info", error="account_inactive")
        failed = await directory.known(SANNE, DAY)
        again = await directory.known(SANNE, DAY)
        workspace.administration.change(SANNE, deleted=False)
        await directory.heard(Known(SANNE, "Mars/Olympus"))
        moved = await directory.known(SANNE, DAY)

    assert known == kept == failed == Known(SANNE, AMSTERDAM)
    assert again == Known(SANNE, AMSTERDAM, deleted=True)
    assert moved == Known(SANNE, "America/Curacao")
    found = await any_database.run(directory.workspace, lambda b: people.known(b, SANNE))
    assert found == (Known(SANNE, "Mars/Olympus"), clock.time)
