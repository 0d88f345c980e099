"""The policy in the organisation file: all that may stand there, and each mistake on its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.organisation import organisation_of
from bot.parts import Organisation
from bot.settings import BadSettings, Settings
from knowledge.catalogue import load_catalogue
from tests.bot.test_organisation import EXAMPLE, told, written

BOATS = 'name = { nl = "Boten", en = "Boats" }\nwords = ["boot"]\n'
GOAL = "policy:\n  goals:\n    - goal: Schone auto's\n      theme: energy\n"


@pytest.fixture(autouse=True)
def _nothing_set(bot_settings: Settings) -> None:
    """This machine's environment says nothing."""


def said(folder: Path, text: str) -> Organisation:
    return told(written(folder, text))


def test_the_example_has_a_whole_policy() -> None:
    found = told(EXAMPLE)

    policy = found.policy
    assert policy.missing == ()
    assert 5 <= len(policy.goals) <= 6
    assert all(goal.owner for goal in policy.goals)
    assert len(policy.strategies) >= len(load_catalogue().categories) - 2
    assert all(each.level for each in policy.strategies.values())
    assert policy.own_themes == ("local",)
    assert set(policy.levels) == set(policy.web) == {1, 2, 3}
    named = found.procurement_team | found.policy_officers | found.board | found.administrators
    assert found.policy_officers
    assert named <= set().union(*found.departments.values())
    assert found.board_above == 150000
    assert found.department_of("U03JOOST02") == "Inkoop en contracten"


def test_what_stands_there_is_read(tmp_path: Path) -> None:
    found = said(
        tmp_path,
        GOAL + "      target: 55 %\n      year: 2030\n      owner: U0PIET\n"
        "  weight_border: 30%\n  levels:\n    1: Eis\n  strategies:\n    ict:\n      level: 2\n"
        "board_above: 90000\ndepartments:\n  R&D 'Noord': [U0PIET]\n"
        "roles:\n  policy_officers: [U0AMINA]\n  tenderboard: [U0JOHN]\n",
    )

    (goal,) = found.policy.goals
    assert (goal.target, goal.year, goal.owner) == ("55 %", 2030, "U0PIET")
    assert (found.policy.weight_border, found.policy.levels) == (30, {1: "Eis"})
    assert found.policy.strategies["ict"].level == 2
    assert found.policy_officers == {"U0AMINA"}
    assert found.board == {"U0JOHN"}
    assert found.board_above == 90000
    assert found.departments == {"R&D 'Noord'": {"U0PIET"}}


def test_the_organisations_own_categories_may_have_a_strategy(tmp_path: Path) -> None:
    own = tmp_path / "kennis" / "catalogue"
    own.mkdir(parents=True)
    (own / "categories.toml").write_text(f"[boats]\n{BOATS}", "utf-8")
    text = "knowledge: kennis\npolicy:\n  strategies:\n    boats:\n      level: 2\n"

    assert said(tmp_path, text).policy.strategies["boats"].level == 2
    (own / "categories.toml").unlink()
    with pytest.raises(BadSettings, match=r"line 4: .*there is no category boats; there are "):
        organisation_of(
            Settings(_env_file=None, inkoop_organisation_file=tmp_path / "organisatie.yaml")
        )


def test_of_broken_own_knowledge_only_that_is_told(tmp_path: Path) -> None:
    """Who reads that folder tells what is wrong there; the policy is not blamed for it."""
    own = tmp_path / "kennis" / "catalogue"
    own.mkdir(parents=True)
    (own / "categories.toml").write_text("[boats\n", "utf-8")

    found = said(
        tmp_path, "knowledge: kennis\npolicy:\n  strategies:\n    boats:\n      level: 2\n"
    )

    assert "boats" in found.policy.strategies


def themes(count: int) -> str:
    rows = "".join(f"    own_{number}:\n      name: Thema {number}\n" for number in range(count))
    return f"policy:\n  themes:\n{rows}"


def goals(count: int) -> str:
    row = "    - {goal: Schoon, theme: energy, target: 1, year: 2030}\n"
    return f"policy:\n  goals:\n{row * count}"


def departments(count: int) -> str:
    rows = "".join(f"  Afdeling {number}: [U0PIET]\n" for number in range(count))
    return f"departments:\n{rows}"


WRONG = [
    ("policy:\n  ambitoin: x\n", 2, "policy.ambitoin: there is no such key; there are ambition, "),
    ("policy: x\n", 1, "policy: here must stand keys with values: ambition, definition, "),
    (f"policy:\n  ambition: {'x' * 1501}\n", 2, "it must be at most 1500 characters"),
    (GOAL + "      target: 1\n", 3, "year is missing; write goal, theme, target and year"),
    (GOAL + "      target: 1\n      year: 30\n", 6, "'30' is not a year; write it as 2030"),
    (GOAL + "      target: 1\n      year: 1999\n", 6, "'1999' is not a year"),
    (GOAL + "      target: 120%\n      year: 2030\n", 5, "more than all of it; write a share"),
    (GOAL + "      target: veel\n      year: 2030\n", 5, "'veel' is no target; write a number"),
    (GOAL + "      target: 1\n      year: 2030\n      owner: dewi\n", 7, "'dewi' is not the id of"),
    (GOAL + "      target: 1\n      year: 2030\n      who: x\n", 7, "there are goal, theme, "),
    (GOAL.replace("energy", "enrgy") + "      target: 1\n      year: 2030\n", 4,
     "there is no theme 'enrgy'; there are social_return, energy, circular, "),
    ("policy:\n  goals: x\n", 2, "it must be a list"),
    ("policy:\n  goals:\n    - Schoon\n", 3, "here must stand keys with values: goal, theme, "),
    (goals(41), 2, "policy.goals: keep at most 40 of these."),
    ("policy:\n  weight_border: 140 %\n", 2, "'140 %' is not a percentage; write a whole number"),
    ("policy:\n  strategies:\n    ict:\n      weight: 140\n", 4, "ict.weight: '140' is not a perc"),
    ("policy:\n  strategies:\n    ict:\n      weight: -1\n", 4, "'-1' is not a percentage"),
    ("policy:\n  strategies:\n    ict:\n      level: 4\n", 4, "'4' is not a level; write 1, 2 or"),
    ("policy:\n  strategies:\n    ict:\n      owner: Bram\n", 4, "'Bram' is not the id of"),
    ("policy:\n  strategies:\n    ict:\n      levl: 2\n", 4,
     "ict.levl: there is no such key; there are contributes, level, weight, owner."),
    ("policy:\n  strategies:\n    icct:\n      level: 2\n", 3,
     "there is no category icct; there are energy, civil_works, "),
    ("policy:\n  strategies: x\n", 2, "here must stand keys with values: the key of a category"),
    ("policy:\n  strategies:\n    ict: hoog\n", 3, "values: contributes, level, weight, owner."),
    ("policy:\n  themes:\n    enrgy:\n      target: 2\n", 3,
     "there is no such key; there are social_return, energy, circular, international, green, and "),
    ("policy:\n  themes:\n    Mkb/lokaal:\n      name: Lokaal\n", 3, "at most 40 small letters"),
    ("policy:\n  themes:\n    energy:\n      target: 4\n", 4, "'4' is not a level"),
    (themes(6), 2, "policy.themes: there are 11 themes with ours; keep at most 10."),
    ("policy:\n  levels:\n    4: x\n", 3, "policy.levels.4: '4' is not a level; write 1, 2 or 3"),
    ("policy:\n  web:\n    hoog: x\n", 3, "'hoog' is not a level"),
    ("policy:\n  levels: x\n", 2, "here must stand keys with values: 1, 2 and 3."),
    ("board_above: 150.000\n", 1, "'150.000' is not an amount"),
    ("roles:\n  tenderboard: [piet]\n", 2, "'piet' is not the id of a person"),
    ("roles:\n  policy_officers: U0PIET\n", 2, "it must be a list"),
    ("departments: x\n", 1, "here must stand keys with values: the name of a department."),
    ("departments:\n  Inkoop: U0PIET\n", 2, "departments.Inkoop: it must be a list"),
    ("departments:\n  Inkoop:\n    - piet\n", 3, "'piet' is not the id of a person"),
    (f"departments:\n  {'x' * 76}: [U0PIET]\n", 2, "it must be at most 75 characters"),
    (departments(61), 1, "departments: keep at most 60 of these."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_a_mistake_names_the_file_the_line_and_what_is_allowed(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(BadSettings) as wrong:
        said(tmp_path, text)

    sentence = str(wrong.value)
    assert sentence.startswith(f"{tmp_path / 'organisatie.yaml'}, line {line}: "), sentence
    assert words in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_as_much_as_fits_is_taken(tmp_path: Path) -> None:
    assert len(said(tmp_path, goals(40)).policy.goals) == 40
    assert len(said(tmp_path, themes(5)).policy.own_themes) == 5
    assert len(said(tmp_path, departments(60)).departments) == 60
