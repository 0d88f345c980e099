"""The example workspace, with an organisation that is not that of the example."""

from __future__ import annotations

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
