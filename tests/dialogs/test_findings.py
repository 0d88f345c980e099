"""What the tenderboard is shown: what of a purchase meets the policy, misses it, is not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from dialogs.board_gaps import due_on, with_gaps
from dialogs.board_lines import finding_line, grouped
from dialogs.findings import Finding, findings
from dialogs.messages import plain
from dialogs.purchase import UNKNOWN, Purchase
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.policy import Goal, Policy, Strategy, ThemePolicy
from knowledge.workdays import Calendar
from tests.boarding import INTAKE, MEETS, MISSES, NINE, POLICY
from tests.dialogs.talking import AMSTERDAM, START

EMPTY = Purchase("INK-0001", "40 laptops", "U1", START, START, status="in_progress")


def scene_of(script: Script, policy: Policy = POLICY, language: str = "nl") -> Scene:
    return Scene(script, language, START, AMSTERDAM, policy)


def purchase(*given: Mapping[str, str]) -> Purchase:
    """A purchase with these answers."""
    after = EMPTY
    for place, value in (pair for each in given for pair in each.items()):
        question, part = place.split("/")
        after = after.with_answer(question, part, value, "U1", START)
    return after


def kinds(script: Script, bought: Purchase, policy: Policy = POLICY) -> dict[str, str]:
    """What is found, by what it is about."""
    return {each.about: each.kind for each in findings(scene_of(script, policy), bought)}


def test_what_does_all_that_the_policy_asks_meets_it(script: Script) -> None:
    scan = {f"opportunity.scan/{name}": "yes" for name in
            ("impact", "visible", "team", "market", "proportional")}  # fmt: skip

    found = kinds(script, purchase(INTAKE, NINE, MEETS, scan))

    assert set(found.values()) == {"meets"}
    assert set(found) == {
        "level", "weight", "themes", "web", "requirements", "questions", "chances",
    }  # fmt: skip


def test_what_falls_short_misses(script: Script) -> None:
    found = kinds(script, purchase(INTAKE, NINE, MISSES))

    assert {about for about, kind in found.items() if kind == "misses"} == {
        "level", "weight", "themes", "web",
    }  # fmt: skip


def test_what_was_not_filled_in_is_not_known_and_misses_nothing(script: Script) -> None:
    found = kinds(script, purchase(INTAKE))

    assert set(found.values()) == {"unknown"}


def test_without_a_category_nothing_is_expected(script: Script) -> None:
    found = findings(scene_of(script), purchase(MEETS))

    line = finding_line(scene_of(script), found[0])
    assert found[0] == Finding("unknown", "strategy", {"category": ""})
    assert "nog niet gekozen" in plain(line)
    assert not {"level", "weight"} & {each.about for each in found}


@pytest.mark.parametrize(
    ("given", "expected", "kind"),
    [
        ({"criterion": "yes", "weight": "25"}, 3, "meets"),
        ({"criterion": "yes", "weight": "24"}, 3, "misses"),
        ({"criterion": "yes"}, 3, "unknown"),
        ({"criterion": "yes"}, 2, "meets"),
        ({"criterion": "no"}, 2, "misses"),
        ({"criterion": "no"}, 1, "meets"),
        ({}, 1, "unknown"),
    ],
)
def test_the_level_follows_from_what_is_asked_and_is_laid_beside_what_is_expected(
    script: Script, given: dict[str, str], expected: int, kind: str
) -> None:
    asked = {f"ambition.request/{part}": value for part, value in given.items()}
    bought = purchase(INTAKE, {"ambition.request/requirements": "yes"}, asked)
    policy = Policy(strategies={"ict": Strategy(level=expected)})

    assert kinds(script, bought, policy)["level"] == kind


def test_a_level_without_requirements_misses_even_level_one(script: Script) -> None:
    bought = purchase(INTAKE, {"ambition.request/requirements": "no"})
    policy = Policy(strategies={"ict": Strategy(level=1)})

    assert kinds(script, bought, policy)["level"] == "misses"


def test_the_webs_scale_is_never_laid_beside_the_level(script: Script) -> None:
    policy = Policy(strategies={"ict": Strategy(level=3)}, themes={"green": ThemePolicy(target=3)})
    bought = purchase(INTAKE, MEETS, {"web.levels/green": "1"})

    found = kinds(script, bought, policy)

    assert (found["level"], found["web"]) == ("meets", "misses")
    bought = purchase(INTAKE, MISSES, {"web.levels/green": "3"})
    found = kinds(script, bought, policy)
    assert (found["level"], found["web"]) == ("misses", "meets")


def test_a_target_counts_for_the_themes_that_a_purchase_is_about(script: Script) -> None:
    policy = Policy(themes={key: ThemePolicy(target=2) for key in ("green", "circular", "energy")})
    bought = purchase({"ambition.themes/ticked": "circular", "web.levels/energy": "2"})

    found = {each.kind: each.facts for each in findings(scene_of(script, policy), bought)
             if each.about == "web"}  # fmt: skip

    assert found == {"meets": {"themes": "energy:2:2"}, "unknown": {"themes": "circular:0:2"}}


def test_a_question_that_was_set_aside_is_not_known_and_not_yet_misses(script: Script) -> None:
    bought = purchase(NINE, {"checklist.1/choice": "not_yet", "checklist.1/due": "2027-01-01",
                             "checklist.1/responsible": "person:U1"},
                      {"circularity.2/choice": UNKNOWN})  # fmt: skip

    found = [each for each in findings(scene_of(script), bought) if each.about == "questions"]

    assert [plain(finding_line(scene_of(script), each)) for each in found] == [
        "Nog niet klaar: Marktonderzoek. Daarvoor staat al een open punt.",
        "Nog geen antwoord op: Hernieuwbaar materiaal.",
    ]


def test_where_much_can_be_won_and_nothing_is_asked_that_misses(script: Script) -> None:
    scan = {f"opportunity.scan/{name}": "yes" for name in
            ("impact", "visible", "team", "market", "proportional")}  # fmt: skip
    bought = purchase(INTAKE, scan, {"ambition.request/requirements": "no"})

    assert kinds(script, bought)["chances"] == "misses"


def test_without_a_policy_what_is_missing_comes_first_and_the_rest_is_there(
    script: Script,
) -> None:
    found = findings(scene_of(script, Policy(ambition="Groen")), purchase(INTAKE, NINE, MISSES))

    assert found[0] == Finding("unknown", "policy", {"missing": "goals,strategies,definition"})
    assert [each.about for each in found[1:]] == ["requirements", "questions", "chances"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_finding_has_its_words(script: Script, language: str) -> None:
    scene = scene_of(script, language=language)
    for given in ((), (INTAKE,), (INTAKE, NINE, MISSES), (INTAKE, NINE, MEETS), (NINE, MEETS)):
        for policy in (POLICY, Policy()):
            found = findings(scene_of(script, policy, language), purchase(*given))
            for line in grouped(scene, found):
                said = plain(line)
                assert "{" not in said
                assert not said.endswith((": .", "( )."))


def test_a_theme_and_a_category_that_are_gone_are_said_by_their_key(script: Script) -> None:
    scene = scene_of(script)
    goal = Goal(goal="Rust", theme="quiet", target="1", year=2030)
    policy = Policy(goals=(goal,), strategies={"gone": Strategy(level=1)})
    bought = purchase({"intake.category/choice": "gone"})

    said = [plain(finding_line(scene, each))
            for each in findings(scene_of(script, policy), bought)]  # fmt: skip

    assert any("quiet" in each for each in said)
    assert any("bij gone minstens niveau 1" in each for each in said)


def gaps_of(
    script: Script, bought: Purchase, policy: Policy = POLICY
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The gaps of a purchase after a round, by choice; and which were closed in it."""
    scene = scene_of(script, policy)
    found = findings(scene, bought)
    after, closed = with_gaps(scene, bought, found, date(2027, 1, 4), "U2")
    choices = {
        name: after.value(f"gaps.{name}", "choice") for name in ("level", "weight", "themes", "web")
    }
    return choices, closed


def test_what_people_left_on_purpose_stays_left(script: Script) -> None:
    bought = purchase(INTAKE, NINE, MISSES, {"gaps.level/choice": "left"})

    choices, closed = gaps_of(script, bought)

    assert choices == {"level": "left", "weight": "not_yet", "themes": "not_yet", "web": "not_yet"}
    assert closed == ()


def test_a_gap_keeps_the_owner_and_date_that_it_has(script: Script) -> None:
    known = {"gaps.level/choice": "not_yet", "gaps.level/responsible": "person:U9",
             "gaps.level/due": "2027-06-01"}  # fmt: skip
    scene = scene_of(script)
    bought = purchase(INTAKE, NINE, MISSES, known)

    after, _ = with_gaps(scene, bought, findings(scene, bought), date(2027, 1, 4), "U2")

    assert after.value("gaps.level", "responsible") == "person:U9"
    assert after.value("gaps.level", "due") == "2027-06-01"


def test_one_that_was_called_arranged_and_is_still_there_opens_again(script: Script) -> None:
    bought = purchase(INTAKE, NINE, MISSES, {"gaps.level/choice": "yes"})

    assert gaps_of(script, bought)[0]["level"] == "not_yet"


@pytest.mark.parametrize("policy", [POLICY, Policy()])
def test_what_is_not_known_closes_nothing(script: Script, policy: Policy) -> None:
    bought = purchase(INTAKE, {"gaps.level/choice": "not_yet"})

    choices, closed = gaps_of(script, bought, policy)

    assert choices["level"] == "not_yet"
    assert closed == ()


@pytest.mark.parametrize(
    ("wanted", "due"),
    [
        (7, date(2026, 11, 30)),
        (6, date(2026, 12, 7)),
        (None, date(2026, 12, 7)),
        (-30, date(2026, 12, 7)),
        (400, date(2027, 12, 28)),
    ],
)
def test_a_gap_is_due_when_the_purchase_is_needed_or_after_two_weeks(
    script: Script, wanted: int | None, due: date
) -> None:
    scene = scene_of(script)
    day = scene.today + timedelta(days=wanted) if wanted is not None else None
    bought = purchase({"intake.wanted/date": day.isoformat()} if day else {})

    assert due_on(scene, bought, Calendar()) == due


def test_after_two_weeks_comes_a_working_day(script: Script) -> None:
    closed = Calendar(frozenset({date(2026, 12, 7), date(2026, 12, 8)}))

    assert due_on(scene_of(script), purchase(), closed) == date(2026, 12, 9)
