"""Roles from user groups: who is in one has the role, now and as it changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.local import Local, settings_for
from bot.parts import Organisation
from bot.playground.people import AMINA, INKOOP, JOHN, PIET, SANNE
from bot.playground.server import LocalWorkspace
from bot.registrar import Registrar
from bot.roster import named_groups, resolved
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.socket_mode import listening
from bot.wiring import Bot, running
from tests.assuring import on
from tests.office import Office, at_work

TEAM, STRANGE = "S0INKOOPTEAM", "S0BESTAATNIET"
GONE, GOES_ON, NOBODY = "leeg, uitgezet of verwijderd", "wie er het laatst in zat", "nu niemand"
ROLES = f"""
roles:
  procurement_team: [{TEAM}]
  administrators: [{AMINA}]
"""
ASK = "usergroups.users.list"


@asynccontextmanager
async def workspace_with(*members: str) -> AsyncIterator[LocalWorkspace]:
    """A workspace with a group of procurement in it."""
    async with LocalWorkspace(manifest(), retry_seconds=(0.2, 0.5)) as workspace:
        workspace.administration.make_group("inkoopteam", *members)
        yield workspace


@asynccontextmanager
async def bot_in(
    workspace: LocalWorkspace, settings: Settings, folder: Path, text: str = ROLES
) -> AsyncIterator[Bot]:
    """A bot in it with this organisation file; what it stored is there for the next."""
    path = folder / "organisatie.yaml"
    path.write_text(text, encoding="utf-8")
    ours = settings.model_copy(
        update={"inkoop_organisation_file": path, "inkoop_procurement_team": ""}
    )
    async with (
        running(settings_for(ours, workspace), clock=workspace.clock) as bot,
        listening(bot.app, workspace.app_token),
    ):
        yield bot


@asynccontextmanager
async def office_with(
    settings: Settings, folder: Path, *members: str, text: str = ROLES
) -> AsyncIterator[Office]:
    """An office in which the group has these members."""
    async with (
        workspace_with(*members) as workspace,
        bot_in(workspace, settings, folder, text) as bot,
        at_work(Local(workspace, bot)) as office,
    ):
        yield office


def registrar(bot: Bot) -> Registrar:
    assert bot.registrar is not None
    return bot.registrar


def team(bot: Bot) -> frozenset[str]:
    return bot.parts.organisation.procurement_team


async def settled(office: Office) -> None:
    """Every event has arrived, and what came of it is done."""
    await office.local.settled()


async def told(office: Office, words: str) -> dict[str, list[str]]:
    """What the people got in their direct messages with these words, once the office is open."""
    await on(office, "2027-01-11")
    await office.local.bot.courier.sweep()
    await settled(office)
    people = {each.person: each for each in (office.piet, office.amina, office.sanne, office.john)}
    return {
        id: [e.plain() for e in await each.messages(await each.direct()) if words in e.plain()]
        for id, each in people.items()
    }


async def test_who_is_in_the_group_has_its_role(bot_settings: Settings, tmp_path: Path) -> None:
    async with office_with(bot_settings, tmp_path, PIET, JOHN) as office:
        assert team(office.local.bot) == {PIET, JOHN}

        await office.john.command("vragen")
        await office.sanne.command("vragen")

        listed = [each.plain() for each in await office.john.ephemerals()]
        assert listed
        assert not any("voor collega's van inkoop" in each for each in listed)
        await office.told(office.sanne, "voor collega's van inkoop")


async def test_who_comes_and_who_goes_is_known_at_once(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with office_with(bot_settings, tmp_path, PIET) as office:
        office.local.workspace.administration.change_group(TEAM, AMINA, JOHN)
        await settled(office)

        assert team(office.local.bot) == {AMINA, JOHN}
        assert office.local.bot.parts.organisation.roles_of(PIET) == {"budget_holder"}


async def test_what_no_event_told_is_known_within_the_hour(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with office_with(bot_settings, tmp_path, PIET) as office:
        workspace, bot = office.local.workspace, office.local.bot
        workspace.workspace.groups[TEAM].users = [JOHN]
        await registrar(bot).beat()
        assert team(bot) == {PIET}

        workspace.clock.advance(timedelta(hours=1, seconds=1))
        await registrar(bot).beat()

        assert team(bot) == {JOHN}


async def test_one_may_ask_for_it_to_be_known_now(bot_settings: Settings, tmp_path: Path) -> None:
    async with office_with(bot_settings, tmp_path, PIET) as office:
        office.local.workspace.workspace.groups[TEAM].users = [JOHN]

        await registrar(office.local.bot).look()

        assert team(office.local.bot) == {JOHN}


@pytest.mark.parametrize(
    "fault",
    [
        {"error": "internal_error"},
        {"error": "missing_scope"},
        {"status": 500},
        {"retry_after": 3600},
        {"drop_reply": True},
    ],
    ids=str,
)
async def test_what_we_had_stays_while_slack_fails(
    bot_settings: Settings, tmp_path: Path, fault: dict[str, Any]
) -> None:
    """T8: and a minute after that it is asked again."""
    async with office_with(bot_settings, tmp_path, PIET) as office:
        workspace, bot = office.local.workspace, office.local.bot
        workspace.workspace.groups[TEAM].users = [JOHN]
        workspace.clock.advance(timedelta(hours=2))
        workspace.faults.plan(ASK, times=None, **fault)
        await registrar(bot).beat()
        tries = len([each for each in workspace.traffic if each.kind == ASK])
        await registrar(bot).beat()

        assert team(bot) == {PIET}
        assert len([each for each in workspace.traffic if each.kind == ASK]) == tries
        workspace.faults.clear()
        workspace.clock.advance(timedelta(minutes=2))
        await registrar(bot).beat()
        assert team(bot) == {JOHN}


async def test_a_change_that_could_not_be_asked_about_is_asked_at_the_next_beat(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with office_with(bot_settings, tmp_path, PIET) as office:
        workspace = office.local.workspace
        workspace.faults.plan(ASK, times=None, error="missing_scope")
        workspace.administration.change_group(TEAM, JOHN)
        await settled(office)
        assert team(office.local.bot) == {PIET}

        workspace.faults.clear()
        workspace.clock.advance(timedelta(minutes=2))
        await registrar(office.local.bot).beat()

        assert team(office.local.bot) == {JOHN}


async def test_a_restart_while_slack_is_silent_knows_who_was_in_it(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with workspace_with(PIET, JOHN) as workspace:
        async with bot_in(workspace, bot_settings, tmp_path):
            pass
        workspace.faults.plan(ASK, times=None, error="service_unavailable")

        async with bot_in(workspace, bot_settings, tmp_path) as bot:
            assert team(bot) == {PIET, JOHN}


async def test_another_process_hears_of_it_too(bot_settings: Settings, tmp_path: Path) -> None:
    async with (
        workspace_with(PIET) as workspace,
        bot_in(workspace, bot_settings, tmp_path) as one,
        bot_in(workspace, bot_settings, tmp_path) as other,
    ):
        workspace.workspace.groups[TEAM].users = [JOHN]
        await registrar(one).look()
        asked = len(workspace.calls(ASK))

        await registrar(other).beat()

        assert team(other) == {JOHN}
        assert len(workspace.calls(ASK)) == asked


@pytest.mark.parametrize("how", ["disable_group", "remove_group", "empty"])
async def test_a_group_that_is_gone_costs_nobody_their_role_and_is_told_once(
    bot_settings: Settings, tmp_path: Path, how: str
) -> None:
    async with office_with(bot_settings, tmp_path, PIET) as office:
        bot, administration = office.local.bot, office.local.workspace.administration
        if how == "empty":
            administration.change_group(TEAM)
        else:
            getattr(administration, how)(TEAM)
        await settled(office)
        for _ in range(3):
            await registrar(bot).look()

        assert team(bot) == {PIET}
        heard = await told(office, GONE)
        (message,) = heard.pop(AMINA)
        assert TEAM in message
        assert "procurement_team" in message
        assert GOES_ON in message
        assert not any(heard.values())


async def test_it_is_told_again_when_it_goes_again(bot_settings: Settings, tmp_path: Path) -> None:
    async with office_with(bot_settings, tmp_path, PIET) as office:
        administration = office.local.workspace.administration
        for back in (False, True, False):
            administration.disable_group(TEAM, back=back)
            await settled(office)
            office.local.workspace.clock.advance(timedelta(minutes=1))

        assert len((await told(office, GONE))[AMINA]) == 2


async def test_without_administrators_procurement_is_told_and_without_those_the_contact(
    bot_settings: Settings, tmp_path: Path
) -> None:
    text = f"contact: {SANNE}\nroles:\n  procurement_team: [{TEAM}]\n"
    async with office_with(bot_settings, tmp_path, PIET, text=text) as office:
        office.local.workspace.administration.disable_group(TEAM)
        await settled(office)
        assert {who for who, told_here in (await told(office, GONE)).items() if told_here} == {PIET}

    text = f"contact: {SANNE}\nroles:\n  ambassadors: [{STRANGE}]\n"
    async with office_with(bot_settings, tmp_path, PIET, text=text) as office:
        heard = await told(office, GONE)
        assert {who for who, told_here in heard.items() if told_here} == {SANNE}
        assert NOBODY in heard[SANNE][0]


async def test_in_the_channel_of_procurement_it_is_told_there(
    bot_settings: Settings, tmp_path: Path
) -> None:
    text = f"channels:\n  procurement: {INKOOP}\nroles:\n  procurement_team: [{STRANGE}]\n"
    async with office_with(bot_settings, tmp_path, text=text) as office:
        await on(office, "2027-01-11")
        await office.local.bot.courier.sweep()

        assert STRANGE in (await office.piet.wait_for_message(INKOOP, GONE)).plain()


async def test_a_team_that_is_not_known_yet_is_not_everybody(
    bot_settings: Settings, tmp_path: Path
) -> None:
    """Where no team was named at all, everybody sees the questions."""
    async with workspace_with(PIET) as workspace:
        workspace.faults.plan(ASK, times=None, error="missing_scope")
        async with (
            bot_in(workspace, bot_settings, tmp_path) as bot,
            at_work(Local(workspace, bot)) as office,
        ):
            assert team(bot) == frozenset()

            await office.sanne.command("vragen")

            await office.told(office.sanne, "voor collega's van inkoop")


async def test_where_no_group_is_named_slack_is_asked_for_none(office: Office) -> None:
    workspace = office.local.workspace
    workspace.administration.make_group("inkoopteam", JOHN)
    await settled(office)

    assert office.local.bot.registrar is None
    assert workspace.calls(ASK) == []
    assert [each.ok for each in workspace.traffic if each.kind == "events_api"] != []
    assert all(each.ok for each in workspace.traffic if each.direction == "to the bot")


async def test_a_group_in_the_environment_counts_too(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with workspace_with(PIET) as workspace:
        ours = bot_settings.model_copy(
            update={"inkoop_procurement_team": SANNE, "inkoop_ambassadors": f"{TEAM} {JOHN}"}
        )
        async with running(settings_for(ours, workspace), clock=workspace.clock) as bot:
            assert bot.parts.organisation.ambassadors == {PIET, JOHN}
            assert bot.parts.organisation.procurement_team == {SANNE}


def test_every_role_and_every_department_may_be_groups() -> None:
    nobody = Organisation("nl", ZoneInfo("Europe/Amsterdam"))
    named = replace(
        nobody,
        procurement_team=frozenset({"S1", "U1"}), ambassadors=frozenset({"S2"}),
        administrators=frozenset({"S3"}), policy_officers=frozenset({"S4"}),
        board=frozenset({"S5"}), departments={"Facilitair": frozenset({"S1", "S6", "U9"})},
    )  # fmt: skip

    found = resolved(named, {f"S{n}": frozenset({f"U{n}0", "U1"}) for n in range(1, 6)})

    assert found.procurement_team == {"U1", "U10"}
    assert found.ambassadors == {"U1", "U20"}
    assert found.administrators == {"U1", "U30"}
    assert found.policy_officers == {"U1", "U40"}
    assert found.board == {"U1", "U50"}
    assert found.departments == {"Facilitair": {"U1", "U10", "U9"}}
    assert found.department_of("U10") == "Facilitair"
    assert named_groups(named) == {
        "S1": ["procurement_team", "Facilitair"], "S3": ["administrators"],
        "S4": ["policy_officers"], "S5": ["tenderboard"], "S2": ["ambassadors"],
        "S6": ["Facilitair"],
    }  # fmt: skip
    assert resolved(nobody, {}) == nobody
