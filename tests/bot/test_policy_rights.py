"""Who may not change the policy is told so in one sentence, and nothing changes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.playground.people import AMINA, SANNE
from bot.settings import Settings
from tests.governing import (
    forged,
    governed,
    opened,
    versions,
)
from tests.office import Office, view_of


@pytest.fixture
async def ruled(bot_settings: Settings, tmp_path: Path) -> AsyncIterator[Office]:
    """An office with a policy, of which Amina and John are the officers."""
    async with governed(bot_settings, tmp_path) as office:
        yield office


@pytest.mark.parametrize("argument", ["texts", "goals/new", "strategies/ict", "levels"])
async def test_a_click_by_who_may_not_is_refused_in_one_sentence(
    ruled: Office, argument: str
) -> None:
    action = {"type": "button", "action_id": f"policy_change/{argument}", "block_id": "b"}

    await forged(ruled, SANNE, {"type": "block_actions", "actions": [action]})

    view = await view_of(ruled.sanne)
    assert "alleen wie daarvoor is aangewezen" in view.plain()
    assert view.inputs() == {}


@pytest.mark.parametrize(
    ("argument", "place", "value"),
    [
        ("texts//0", "policy_texts/ambition", "Van mij"),
        ("goals/new/0", "policy_goal/goal", "Van mij"),
        ("levels//0", "policy_levels/weight_border", "1"),
    ],
)
async def test_a_form_by_who_may_not_changes_nothing(
    ruled: Office, argument: str, place: str, value: str
) -> None:
    values = {f"{place}/0": {"value": {"type": "plain_text_input", "value": value}}}
    view = {
        "id": "V1", "type": "modal", "callback_id": "policy_form", "state": {"values": values},
        "private_metadata": json.dumps({"argument": argument}), "blocks": [],
    }  # fmt: skip

    answer = await forged(ruled, SANNE, {"type": "view_submission", "view": view})

    assert "alleen wie daarvoor is aangewezen" in str(answer)
    assert await versions(ruled) == []


async def test_the_history_is_for_who_may_change(ruled: Office) -> None:
    action = {"type": "button", "action_id": "policy/history/1", "block_id": "b"}

    await forged(ruled, SANNE, {"type": "block_actions", "actions": [action]})

    direct = await ruled.sanne.direct()
    await ruled.sanne.wait_for_message(direct, "alleen wie daarvoor is aangewezen")


async def test_who_became_a_guest_sees_and_changes_nothing(ruled: Office) -> None:
    view = await opened(ruled.amina, "texts")
    ruled.local.workspace.administration.change(AMINA, guest=True)
    await ruled.local.bot.people.known(AMINA, timedelta())

    result = await ruled.amina.submit(view, {"policy_texts/ambition/0": "Van een gast"})

    assert "te gast" in result.errors["policy_texts/ambition/0"]
    assert await versions(ruled) == []
    seen = await ruled.amina.command("beleid")
    assert seen is not None
    assert "Een gezonde gemeente" not in seen.plain()
