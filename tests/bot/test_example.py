"""The example workspace: every stage, each purchase on its own day, whatever the organisation."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot import example
from bot.example_days import MORNING
from bot.local import Backstage, locally
from bot.settings import Settings


async def test_the_example_has_every_stage_each_on_its_own_day_also_where_nobody_has_a_role(
    bot_settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "organisation.yaml"
    file.write_text("name: Ergens anders\nroles:\n  procurement_team: [U03FATMA01]\n", "utf-8")
    elsewhere = bot_settings.model_copy(update={"inkoop_organisation_file": file})

    async with locally(elsewhere) as local:
        await example.fill(local, lambda number, count: None)

        stored = await Backstage(local.bot).stored()
        assert len(stored) == 12
        assert {each["status"] for each in stored} == {
            "draft", "in_progress", "complete", "not_bought", "cancelled",
        }  # fmt: skip
        assert not local.workspace.clock.ahead
        zone = local.bot.parts.organisation.zone
        today = local.bot.parts.clock.now().astimezone(zone).date()
        began = [datetime.fromisoformat(each["created_at"]).astimezone(zone) for each in stored]
        assert sorted((today - each.date()).days for each in began) == sorted(
            story.days_ago for story in example.stories()
        )
        assert {each.hour for each in began} == {MORNING.hour}
