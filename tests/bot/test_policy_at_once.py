"""The policy while others are at it: two officers, two processes, what came before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.people import AMINA
from bot.settings import Settings
from bot.store import policies
from bot.store.database import Bound
from tests.governing import (
    another,
    goal_key,
    governed,
    opened,
    saved,
    shown,
    told,
)
from tests.office import Office


@pytest.fixture
async def ruled(bot_settings: Settings, tmp_path: Path) -> AsyncIterator[Office]:
    """An office with a policy, of which Amina and John are the officers."""
    async with governed(bot_settings, tmp_path) as office:
        yield office


async def test_two_officers_at_once_the_second_is_told_and_keeps_what_they_typed(
    ruled: Office,
) -> None:
    await ruled.john.command("taal en")
    mine, theirs = [await opened(who, "texts") for who in (ruled.amina, ruled.john)]
    await ruled.amina.submit(mine, {"policy_texts/ambition/0": "Van Amina"})

    typed = {"policy_texts/ambition/0": "Van John", "policy_texts/suppliers/0": "Denk mee"}
    result = await ruled.john.submit(theirs, typed)

    assert result.view is not None
    said = result.view.plain()
    assert "A colleague was just before you" in said
    assert "changed this on" in str(result.view.blocks)
    assert f"<@{AMINA}>" in str(result.view.blocks)
    assert "Van Amina" in str(result.view.blocks)
    inputs = result.view.inputs()
    assert inputs["policy_texts/ambition/0"]["element"]["initial_value"] == "Van John"
    assert inputs["policy_texts/suppliers/0"]["element"]["initial_value"] == "Denk mee"
    assert ruled.local.bot.parts.policies.current.ambition == "Van Amina"

    again = await ruled.john.submit(result.view, {})

    assert again.view is not None
    assert "Saved" in again.view.plain()
    now = ruled.local.bot.parts.policies.current
    assert (now.ambition, now.suppliers) == ("Van John", "Denk mee")


async def test_two_officers_at_different_texts_both_count(ruled: Office) -> None:
    mine, theirs = [await opened(who, "texts") for who in (ruled.amina, ruled.john)]

    await ruled.amina.submit(mine, {"policy_texts/ambition/0": "Van Amina"})
    await ruled.john.submit(theirs, {"policy_texts/definition/0": "Van John"})

    now = ruled.local.bot.parts.policies.current
    assert (now.ambition, now.definition) == ("Van Amina", "Van John")


async def test_a_goal_that_was_removed_meanwhile_is_told_with_what_was_typed(
    ruled: Office,
) -> None:
    key = goal_key(ruled)
    mine, theirs = [await opened(who, f"goals/{key}") for who in (ruled.amina, ruled.john)]
    await ruled.amina.submit(mine, {"policy_goal/also/0": ["remove"]})

    result = await ruled.john.submit(theirs, {"policy_goal/year/0": "2035"})

    assert result.view is not None
    assert "Nu staat er: niets" in result.view.plain()
    year = result.view.inputs()["policy_goal/year/0"]["element"]["initial_value"]
    assert year == "2035"
    await ruled.john.submit(result.view, {})
    assert ruled.local.bot.parts.policies.current.goals[0].year == 2035


async def test_the_history_tells_who_changed_what_and_what_it_said(ruled: Office) -> None:
    await saved(ruled.amina, "texts", {"policy_texts/ambition/0": "Een groene gemeente"})
    await saved(ruled.john, "texts", {"policy_texts/also/0": ["ambition"]})
    await saved(ruled.john, f"goals/{goal_key(ruled)}", {"policy_goal/year/0": "2032"})

    await ruled.amina.press(await shown(ruled.amina), "Geschiedenis")

    seen = (await told(ruled.amina, "is gewijzigd")).plain()
    assert "@U0AMINA: de ambitie" in seen
    assert "Nu: Een groene gemeente\n   Eerst: Een gezonde gemeente" in seen
    assert "@U0JOHN: de ambitie, terug naar het bestand" in seen
    assert "uiterlijk in 2032). Eigenaar: @U0AMINA" in seen
    assert seen.index("een doel") < seen.index("terug naar het bestand") < seen.index("groene")


async def test_another_process_sees_a_change_at_its_next_beat(ruled: Office) -> None:
    async with another(ruled) as other:
        changes: list[str] = []
        other.parts.policies.changed = lambda: changes.append("changed")
        await saved(ruled.amina, "levels", {"policy_levels/weight_border/0": "40"})
        before = other.parts.policies.current.weight_border

        for _ in range(2):
            await other.policy_watch.look()

        assert (before, other.parts.policies.current.weight_border) == (25, 40)
        assert changes == ["changed"]


async def test_a_change_is_there_after_a_restart(ruled: Office) -> None:
    await saved(ruled.amina, "levels", {"policy_levels/weight_border/0": "40"})

    async with another(ruled) as other:
        assert other.parts.policies.current.weight_border == 40


async def test_whoever_follows_the_policy_is_told_when_it_changed(ruled: Office) -> None:
    followed: list[int] = []
    policies_here = ruled.local.bot.parts.policies
    policies_here.changed = lambda: followed.append(policies_here.current.weight_border)

    await saved(ruled.amina, "levels", {"policy_levels/weight_border/0": "40"})
    await saved(ruled.amina, "levels", {})

    assert followed == [40]


async def test_a_broken_version_does_not_stop_the_bot_and_the_next_change_mends_it(
    ruled: Office,
) -> None:
    await saved(ruled.amina, "texts", {"policy_texts/definition/0": "Goed"})
    parts = ruled.local.bot.parts

    def break_it(bound: Bound) -> None:
        policies.add(bound, 2, "ambition", "", {"ambitoin": 3}, "U0X", parts.clock.now())

    await parts.database.run(parts.workspace, break_it)
    await ruled.local.bot.policy_watch.look()
    assert "Goed" in (await shown(ruled.sanne)).plain()
    async with another(ruled) as other:
        assert other.parts.policies.current.ambition == "Een gezonde gemeente"

    await saved(ruled.amina, "texts", {"policy_texts/ambition/0": "Hersteld"})

    now = parts.policies.current
    assert (now.ambition, now.definition) == ("Hersteld", "Goed")
    await ruled.amina.press(await shown(ruled.amina), "Geschiedenis")
    assert "Hersteld" in (await told(ruled.amina, "is gewijzigd")).plain()
