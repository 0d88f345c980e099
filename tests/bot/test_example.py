"""The example workspace: each purchase on its own day, whatever the organisation."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot import example
from bot.local import Backstage, locally
from bot.settings import Settings


async def test_the_example_is_filled_also_where_nobody_in_it_has_a_role(
    bot_settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "organisation.yaml"
    file.write_text("name: Ergens anders\nroles:\n  procurement_team: [U03FATMA01]\n", "utf-8")
    elsewhere = bot_settings.model_copy(update={"inkoop_organisation_file": file})

    async with locally(elsewhere) as local:
        await example.fill(local, lambda number, count: None)

        stored = await Backstage(local.bot).stored()
        assert len(stored) == 12


async def test_each_purchase_of_the_example_began_on_the_morning_of_its_day(
    bot_settings: Settings,
) -> None:
    async with locally(bot_settings) as local:
        await example.fill(local, lambda number, count: None)

        zone = local.bot.parts.organisation.zone
        today = local.bot.parts.clock.now().astimezone(zone).date()
        stored = await Backstage(local.bot).stored()
        began = [datetime.fromisoformat(each["created_at"]).astimezone(zone) for each in stored]
        assert sorted((today - each.date()).days for each in began) == sorted(
            story.days_ago for story in example.stories()
        )
        assert {each.hour for each in began} == {example.MORNING.hour}
