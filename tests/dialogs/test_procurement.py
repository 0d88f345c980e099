"""Which new purchases procurement hears of, and when silence is silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.messages import Link, plain
from dialogs.procurement import (
    Waiting,
    new,
    not_in_channel,
    silent,
    silent_from,
    silent_owner,
    worth_telling,
)
from dialogs.purchase import SKIPPED, Purchase, Status
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.workdays import Calendar

NOW = datetime(2027, 1, 18, 9, 0, tzinfo=UTC)
EMPTY = Purchase("INK-0001", "40 laptops", "U1", NOW, NOW, status="in_progress")
CALENDAR = Calendar()


def purchase(category: str = SKIPPED, value: str = SKIPPED) -> Purchase:
    """A purchase after the questions that come before the nine."""
    after = EMPTY.with_answer("intake.category", "choice", category, "U1", NOW)
    return after.with_answer("intake.value", "choice", value, "U1", NOW)


@pytest.fixture
def scene(script: Script) -> Scene:
    return Scene(script, "nl", NOW, ZoneInfo("Europe/Amsterdam"))


@pytest.mark.parametrize(
    ("category", "value", "above", "why"),
    [
        ("ict", SKIPPED, None, "promising"),
        ("transport", SKIPPED, None, ""),
        (SKIPPED, SKIPPED, 0, ""),
        ("gone", "gone", 0, ""),
        ("transport", "more", None, ""),
        ("transport", "to_50k", 50_000, ""),
        ("transport", "to_150k", 50_000, "above"),
        ("transport", "to_150k", 60_000, "above"),  # it may be above: a line too many, not too few
        ("transport", "to_500k", 500_000, ""),
        ("transport", "more", 500_000, "above"),
        ("transport", "more", 5_000_000, "above"),  # the last band has no end
        ("transport", "to_10k", 0, "above"),
        ("ict", "more", 500_000, "both"),
    ],
)
def test_procurement_hears_of_what_is_promising_or_large(
    script: Script, category: str, value: str, above: int | None, why: str
) -> None:
    assert worth_telling(script, purchase(category, value), above) == why


@pytest.mark.parametrize("status", ["draft", "cancelled", "not_bought"])
def test_a_draft_and_what_ended_is_not_told(script: Script, status: Status) -> None:
    assert worth_telling(script, replace(purchase("ict"), status=status), 0) == ""


def test_a_new_purchase_says_why_and_where(scene: Scene) -> None:
    told = new(scene, purchase("ict", "more"), "both", "https://example.org/p1")
    assert isinstance(told.lines[0].values["id"], Link)
    assert plain(told.lines[0]) == (
        "Nieuwe inkoop in een kansrijke categorie (ICT), met een groot bedrag "
        "(meer dan € 500.000): INK-0001 (https://example.org/p1) · 40 laptops, van @U1."
    )
    assert plain(told.notes[0]) == "Bekijken? Typ /inkoop INK-0001"
    assert new(scene, purchase("ict"), "promising", "").lines[0].values["id"] == "INK-0001"


@given(
    st.dates(date(2026, 1, 1), date(2035, 1, 1)),
    st.integers(1, 40),
    st.sets(st.integers(-60, 60), max_size=30),
    st.integers(0, 90),
)
def test_silence_is_so_many_working_days_without_an_answer(
    today: date, workdays: int, closed: set[int], ago: int
) -> None:
    calendar = Calendar(frozenset(today + timedelta(each) for each in closed))
    answered = today - timedelta(days=ago)
    passed = calendar.working_days_since(answered, today)
    assert (answered < silent_from(today, workdays, calendar)) == (passed >= workdays)


def test_the_owner_of_one_may_go_on_or_stop(scene: Scene) -> None:
    told = silent_owner(scene, [Waiting(EMPTY, 10)])
    assert [(each.verb, each.argument) for each in told.buttons] == [
        ("go_on", "INK-0001"),
        ("stop", "INK-0001"),
    ]
    assert plain(told.lines[0]) == "INK-0001 · 40 laptops wacht al 10 werkdagen op je antwoord."


def test_the_owner_of_several_gets_one_message(scene: Scene) -> None:
    several = [Waiting(replace(EMPTY, id=f"INK-000{each}"), 10) for each in (1, 2, 3)]
    told = silent_owner(scene, several)
    assert [each.label for each in told.buttons] == [
        "Verder: INK-0001", "Verder: INK-0002", "Verder: INK-0003",
    ]  # fmt: skip
    assert len(silent(scene, several).lines) == 3


def test_what_the_channel_does_not_take_says_what_to_do(scene: Scene) -> None:
    told = not_in_channel(scene, silent(scene, [Waiting(EMPTY, 12)]))
    assert (
        plain(told.lines[0])
        == "INK-0001 · 40 laptops wacht al 12 werkdagen op een antwoord van @U1."
    )
    assert "Nodig mij uit in dat kanaal" in plain(told.lines[1])
