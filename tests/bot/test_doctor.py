"""`doctor` against the local workspace: what is well, and what to do about what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.clock import SystemClock
from bot.doctor import examine
from bot.local import Local, settings_for
from bot.playground.people import AMINA, INKOOP, PIET
from bot.settings import Settings
from tests.program import fresh_bot


class Late:
    """A clock that is two minutes slow."""

    def now(self) -> datetime:
        """Two minutes ago, in UTC."""
        return datetime.now(UTC) - timedelta(minutes=2)


async def told(settings: Settings, **changed: object) -> dict[str, str]:
    """What the doctor says, by what it is about."""
    found = await examine(settings.model_copy(update=changed), SystemClock())
    return {each.about: each.line for each in found}


async def test_where_all_is_well_each_is_a_line(local: Local, bot_settings: Settings) -> None:
    found = await told(settings_for(bot_settings, local.workspace))

    assert list(found) == [
        "time zone", "knowledge", "database", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "scopes",
        "clock", "procurement channel", "success channel",
    ]  # fmt: skip
    assert all(line.startswith("ok: ") for line in found.values()), found
    assert INKOOP in found["procurement channel"]
    assert found["scopes"] == "ok: scopes: all there"


async def test_what_is_wrong_is_told_with_what_to_do(
    local: Local, bot_settings: Settings, tmp_path: Path
) -> None:
    settings = settings_for(bot_settings, local.workspace)
    del local.workspace.workspace.scopes["files:write"]

    found = await told(
        settings,
        slack_app_token=SecretStr("xapp-none"),
        database_url=f"sqlite:///{tmp_path}/new.db",
    )
    late = {each.about: each.line for each in await examine(settings, Late())}

    assert found["scopes"].startswith("wrong: scopes: files:write missing: install the app again")
    assert found["SLACK_APP_TOKEN"].startswith("wrong: SLACK_APP_TOKEN: Slack does not accept it")
    assert "python -m bot migrate" in found["database"]
    assert late["clock"].startswith("wrong: clock: 1")
    assert late["clock"].endswith("set this machine's clock right")


async def test_each_user_group_with_a_role_is_a_line(
    local: Local, bot_settings: Settings, tmp_path: Path
) -> None:
    administration = local.workspace.administration
    one = administration.make_group("inkoopteam", PIET)
    two = administration.make_group("ambassadeurs", PIET, AMINA)
    off = administration.make_group("beheer", AMINA)
    administration.disable_group(off)
    path = tmp_path / "organisatie.yaml"
    path.write_text(
        f"roles:\n  procurement_team: [{one}]\n  administrators: [{one}, {off}, S0NERGENS]\n"
        f"  ambassadors: [{two}]\n"
    )
    settings = settings_for(
        bot_settings.model_copy(
            update={"inkoop_organisation_file": path, "inkoop_procurement_team": ""}
        ),
        local.workspace,
    )

    found = await told(settings)

    for group, line in {
        one: "found, 1 member, for procurement_team, administrators",
        two: "found, 2 members, for ambassadors",
    }.items():
        assert found[f"user group {group}"] == f"ok: user group {group}: {line}"
    for group in (off, "S0NERGENS"):
        line = found[f"user group {group}"]
        assert line.startswith(f"wrong: user group {group}: no longer there, switched off, or emp")
        assert "name others for administrators" in line


async def test_the_scope_of_user_groups_is_missed_only_where_one_has_a_role(
    local: Local, bot_settings: Settings
) -> None:
    del local.workspace.workspace.scopes["usergroups:read"]
    settings = settings_for(bot_settings, local.workspace)

    without = await told(settings)
    found = await told(settings, inkoop_procurement_team="S0INKOOP")

    assert without["scopes"] == "ok: scopes: all there"
    assert found["scopes"].startswith("wrong: scopes: usergroups:read missing")
    assert "does not tell who is in it (missing_scope)" in found["user group S0INKOOP"]


async def test_a_token_that_is_none_ends_what_slack_is_asked(
    local: Local, bot_settings: Settings
) -> None:
    settings = settings_for(bot_settings, local.workspace)

    found = await told(settings, slack_bot_token=SecretStr("xoxb-none"))

    assert found["SLACK_BOT_TOKEN"].startswith("wrong: SLACK_BOT_TOKEN: Slack does not accept it")
    assert "xoxb-none" not in str(found)
    assert "scopes" not in found


def test_without_tokens_it_says_so_and_ends_with_one(tmp_path: Path) -> None:
    asked = fresh_bot("doctor", folder=tmp_path)

    assert asked.returncode == 1
    assert asked.stderr == ""
    assert "ok: time zone: Europe/Amsterdam, where it is " in asked.stdout
    assert "wrong: tokens: SLACK_BOT_TOKEN is missing" in asked.stdout
