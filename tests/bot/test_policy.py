"""The policy through the real app: everybody sees it, policy officers change it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.playground.people import AMINA, JOHN, PIET
from bot.settings import Settings
from tests.governing import (
    BARE,
    GOAL,
    goal_key,
    governed,
    opened,
    part,
    saved,
    shown,
    told,
    versions,
)
from tests.office import Office, view_of


@pytest.fixture
async def ruled(bot_settings: Settings, tmp_path: Path) -> AsyncIterator[Office]:
    """An office with a policy, of which Amina and John are the officers."""
    async with governed(bot_settings, tmp_path) as office:
        yield office


async def test_everybody_who_works_here_sees_the_policy(ruled: Office) -> None:
    seen = await shown(ruled.sanne)

    for words in ("Een gezonde gemeente", "Auto's zonder uitstoot", "100%, uiterlijk in 2030",
                  "ICT: niveau 2, significant; weging 15 %", "Lokaal", "Dit is de ondergrens",
                  "Nog te kiezen: wat duurzaam en circulair inkopen hier betekent"):  # fmt: skip
        assert words in seen.plain(), words
    assert "Teksten wijzigen" not in seen.buttons()
    await ruled.sanne.press(seen, "Per soort inkoop")
    part = await told(ruled.sanne, "De helft is opgeknapt")
    assert "Nog zonder strategie: Energie" in part.plain()
    assert part.buttons() == []


async def test_in_english_it_is_told_in_english(ruled: Office) -> None:
    await ruled.sanne.command("taal en")

    seen = await shown(ruled.sanne, "Our policy", "policy")

    assert "by 2030" in seen.plain()
    assert "level 2, significant; weight 15 %" in seen.plain()
    assert "ICT" in seen.plain()


async def test_where_nothing_is_set_the_choices_and_the_national_ambitions_are_named(
    office: Office,
) -> None:
    seen = await shown(office.sanne)

    assert "Nog te kiezen: de ambitie (waarom), de doelen (hoe)" in seen.plain()
    assert "Begin gewoon" in seen.plain()
    assert "https://www.rijksoverheid.nl/onderwerpen/circulaire-economie/" in str(seen.blocks)


async def test_an_officer_changes_a_text_and_everybody_sees_it(ruled: Office) -> None:
    text = "Eerst *hergebruik* <x>"

    said = await saved(ruled.amina, "texts", {"policy_texts/definition/0": text})

    assert "Bewaard" in said
    seen = await shown(ruled.sanne)
    assert text in seen.plain()
    assert "Nog te kiezen" not in seen.plain()
    (version,) = await versions(ruled)
    assert (version.part, version.by, version.content) == (
        "definition", AMINA, {"definition": text},
    )  # fmt: skip


async def test_what_was_left_as_it_was_is_not_set_in_chat(ruled: Office) -> None:
    said = await saved(ruled.amina, "texts", {})

    assert "niets gewijzigd" in said
    assert await versions(ruled) == []


async def test_a_goal_is_added_changed_removed_and_put_back(ruled: Office) -> None:
    await saved(ruled.amina, "goals/new", {**GOAL, "policy_goal/owner/0": PIET})
    assert "Stoelen van eigen zolder" in (await shown(ruled.sanne)).plain()

    await saved(ruled.amina, "goals/c1", {"policy_goal/year/0": "2029"})
    seen = (await shown(ruled.sanne)).plain()
    assert "Circulair: 40%, uiterlijk in 2029. Eigenaar: @U0PIET" in seen
    await saved(ruled.amina, "goals/c1", {"policy_goal/also/0": ["no_owner"]})
    assert "uiterlijk in 2029. Eigenaar" not in (await shown(ruled.sanne)).plain()
    await saved(ruled.amina, "goals/c1", {"policy_goal/also/0": ["remove"]})
    assert "Stoelen van eigen zolder" not in (await shown(ruled.sanne)).plain()

    await saved(ruled.amina, f"goals/{goal_key(ruled)}", {"policy_goal/also/0": ["remove"]})
    overview = await shown(ruled.amina)
    assert "Auto's zonder uitstoot" not in overview.plain()
    await ruled.amina.press(overview, "Alle doelen")
    goals = await told(ruled.amina, "Er zijn nog geen doelen")
    await ruled.amina.press(goals, "(verwijderd) Auto's zonder uitstoot")
    view = await view_of(ruled.amina)
    await ruled.amina.submit(view, {"policy_goal/also/0": ["file"]})
    assert "Auto's zonder uitstoot" in (await shown(ruled.sanne)).plain()


async def test_a_goal_of_the_chat_has_no_file_to_go_back_to(ruled: Office) -> None:
    await saved(ruled.amina, "goals/new", GOAL)
    await saved(ruled.amina, "goals/c1", {"policy_goal/year/0": "2031"})

    view = await opened(ruled.amina, "goals/c1")

    boxes = view.inputs()["policy_goal/also/0"]["element"]["options"]
    assert [each["value"] for each in boxes] == ["remove"]


async def test_a_strategy_is_chosen_by_category_and_follows_through(ruled: Office) -> None:
    seen = await shown(ruled.amina)
    await ruled.amina.press(seen, "Groen")
    view = await view_of(ruled.amina)
    assert "Wat draagt Groen bij" in view.plain()

    await ruled.amina.submit(
        view,
        {
            "policy_strategy/contributes/0": "Bloemen zonder gif",
            "policy_strategy/level/0": "3",
            "policy_strategy/weight/0": "25 %",
            "policy_strategy/owner/0": JOHN,
        },
    )

    found = ruled.local.bot.parts.policies.current.strategy("green")
    assert (found.level, found.weight, found.owner) == (3, 25, JOHN)
    assert "Groen: niveau 3, ambitieus; weging 25 %" in (await shown(ruled.sanne)).plain()


async def test_a_strategy_goes_back_to_the_file(ruled: Office) -> None:
    await saved(ruled.amina, "strategies/ict", {"policy_strategy/level/0": "none"})
    assert "ICT: weging 15 %" in (await shown(ruled.sanne)).plain()

    await saved(ruled.amina, "strategies/ict", {"policy_strategy/also/0": ["file"]})

    assert "ICT: niveau 2, significant" in (await shown(ruled.sanne)).plain()
    assert ruled.local.bot.parts.policies.layers.chat.content == {}


async def test_levels_and_the_border_are_set_and_go_back_one_by_one(ruled: Office) -> None:
    await saved(
        ruled.amina, "levels",
        {"policy_levels/weight_border/0": "30", "policy_levels/level_1/0": "Anders",
         "policy_levels/web_3/0": "Beter dan ervoor"},
    )  # fmt: skip
    now = ruled.local.bot.parts.policies.current
    assert (now.weight_border, now.levels, now.web) == (
        30, {1: "Anders"}, {3: "Beter dan ervoor"},
    )  # fmt: skip

    await saved(ruled.amina, "levels", {"policy_levels/also/0": ["level_1", "weight_border"]})

    now = ruled.local.bot.parts.policies.current
    assert (now.weight_border, now.levels) == (25, {1: "Dit is de ondergrens"})
    assert now.web == {3: "Beter dan ervoor"}


async def test_own_themes_are_added_used_and_removed(ruled: Office) -> None:
    added = {"policy_theme/name/0": "Échte buurt & mkb", "policy_theme/target/0": "2"}
    await saved(ruled.amina, "themes/new", added)
    await saved(ruled.amina, "themes/energy", {"policy_theme/meaning/0": "Minder gas"})
    seen = (await shown(ruled.sanne)).plain()
    assert "Échte buurt & mkb" in seen
    assert "Energietransitie: Minder gas" in seen
    await saved(ruled.amina, "goals/new", {**GOAL, "policy_goal/theme/0": "echte_buurt_mkb"})

    view = await opened(ruled.amina, "themes/echte_buurt_mkb")
    result = await ruled.amina.submit(view, {"policy_theme/also/0": ["remove"]})

    assert "Stoelen van eigen zolder" in result.errors["policy_theme/also/0"]
    await ruled.amina.close(view)
    await saved(ruled.amina, "goals/c3", {"policy_goal/theme/0": "circular"})
    await saved(ruled.amina, "themes/echte_buurt_mkb", {"policy_theme/also/0": ["remove"]})
    assert "Échte buurt & mkb" not in (await shown(ruled.sanne)).plain()


WRONG = [
    ("goals/new", {**GOAL, "policy_goal/year/0": "30"}, "policy_goal/year/0", "vier cijfers"),
    ("goals/new", {**GOAL, "policy_goal/target/0": "veel"}, "policy_goal/target/0", "Begin met"),
    ("goals/new", {**GOAL, "policy_goal/target/0": "140%"}, "policy_goal/target/0", "Meer dan 100"),
    ("strategies/ict", {"policy_strategy/weight/0": "140"}, "policy_strategy/weight/0",
     "heel getal van 0 tot en met 100"),
    ("levels", {"policy_levels/weight_border/0": "x"}, "policy_levels/weight_border/0",
     "heel getal"),
    ("themes/new", {"policy_theme/name/0": "lokaal"}, "policy_theme/name/0", "al een thema"),
]  # fmt: skip


@pytest.mark.parametrize(("form", "values", "place", "words"), WRONG)
async def test_what_is_wrong_is_told_at_the_field_and_nothing_changes(
    ruled: Office, form: str, values: dict[str, str], place: str, words: str
) -> None:
    view = await opened(ruled.amina, form)

    result = await ruled.amina.submit(view, values)

    assert set(result.errors) == {place}
    assert words in result.errors[place]
    assert await versions(ruled) == []


async def test_what_is_wrong_is_told_in_the_language_of_who_fills_in(ruled: Office) -> None:
    await ruled.john.command("taal en")
    view = await opened(ruled.john, "goals/new")

    result = await ruled.john.submit(view, {**GOAL, "policy_goal/year/0": "soon"})

    assert "a year of four digits" in result.errors["policy_goal/year/0"]


async def test_an_owner_must_be_a_colleague(ruled: Office) -> None:
    view = await opened(ruled.amina, "goals/new")

    result = await ruled.amina.submit(view, {**GOAL, "policy_goal/owner/0": "U0INKOOPBOT"})

    assert "policy_goal/owner/0" in result.errors
    assert await versions(ruled) == []


async def test_at_most_forty_goals_fit_and_every_one_is_shown(
    bot_settings: Settings, tmp_path: Path
) -> None:
    row = "    - {goal: Doel %s, theme: energy, target: 1, year: 2030}\n"
    rows = "".join(row % number for number in range(1, 41))
    text = f"{BARE}policy:\n  goals:\n{rows}"
    async with governed(bot_settings, tmp_path, text) as office:
        first = await part(office.amina, "goals")
        assert "Bladzijde 1 van 4" in first.plain()
        assert "Doel 12" in first.plain()
        await office.amina.press(first, "Meer")
        second = await told(office.amina, "Bladzijde 2 van 4")
        assert "Doel 13" in second.plain()

        view = await opened(office.amina, "goals/new")
        result = await office.amina.submit(view, GOAL)

        assert "40 doelen" in result.errors["policy_goal/goal/0"]


async def test_a_purchase_is_looked_at_by_the_policy_of_now(ruled: Office) -> None:
    parts = ruled.local.bot.parts

    await saved(ruled.amina, "levels", {"policy_levels/weight_border/0": "10"})

    assert parts.scene("nl").policy.weight_border == 10


async def test_a_form_that_did_not_open_says_so_and_offers_nothing_else(ruled: Office) -> None:
    seen = await shown(ruled.amina)
    ruled.local.workspace.faults.plan("views.open", error="expired_trigger_id")

    await ruled.amina.press(seen, "Teksten wijzigen")

    said = await told(ruled.amina, "Dat duurde te lang voor Slack")
    assert said.buttons() == []
    await ruled.amina.press(seen, "Teksten wijzigen")
    assert (await view_of(ruled.amina)).inputs()
