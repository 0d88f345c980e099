"""When something is ripe to be celebrated, and what ambassadors read of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dialogs.messages import plain
from dialogs.moment import Moment
from dialogs.ripe import Kind, Ripe, Subject, kept_for_a_year, line, proposal, reached
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.policy import Policy, ThemePolicy

STARTS = date(2027, 1, 11)
NOW = datetime(2028, 6, 1, 10, tzinfo=UTC)


def scene(script: Script, target: int = 2) -> Scene:
    policy = Policy(themes={"circular": ThemePolicy(target=target)} if target else {})
    return Scene(script, "nl", NOW, UTC, policy)


def answers(*given: tuple[str, str]) -> list[Moment]:
    """Moments that were answered so, on these days."""
    return [
        Moment(
            "INK-0042", f"promise/3/{number}", "promise", date.fromisoformat(day), "U1", "U1", None,
            id=number, promise=3, state="answered", answer=answer,
            answered_at=datetime.fromisoformat(f"{day}T10:00+00:00"),
        )
        for number, (day, answer) in enumerate(given, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "since"),
    [
        ([], ""),
        ([("2027-07-12", "kept")], ""),
        ([("2027-07-12", "kept"), ("2028-01-11", "kept")], "2028-01-11"),
        ([("2028-01-11", "kept")], "2028-01-11"),
        ([("2027-07-12", "partly"), ("2028-01-11", "kept")], ""),
        ([("2027-07-12", "not"), ("2028-01-11", "kept"), ("2028-07-11", "kept")], ""),
        (
            [("2027-07-12", "not"), ("2028-01-11", "kept"), ("2028-07-11", "kept"),
             ("2029-01-11", "kept")],
            "2029-01-11",
        ),
        ([("2028-01-11", "kept"), ("2028-07-11", "not")], ""),
        ([("2028-01-11", "kept"), ("2028-07-11", "unknown")], ""),
    ],
)  # fmt: skip
def test_a_promise_is_kept_for_a_year(given: list[tuple[str, str]], since: str) -> None:
    planned = Moment("INK-0042", "promise/3/9", "promise", date(2030, 1, 1), "U1", "U1", NOW)

    found = kept_for_a_year([*answers(*given)[::-1], planned], STARTS)

    assert (found.date().isoformat() if found else "") == since


def test_a_question_that_waited_for_a_working_day_still_makes_a_year() -> None:
    given = answers(("2027-07-12", "not"), ("2028-01-03", "kept"), ("2029-01-01", "kept"))

    assert kept_for_a_year(given, STARTS)


@pytest.mark.parametrize(
    ("purchases", "total", "target", "is_reached"),
    [(3, 6, 2, True), (4, 6, 2, False), (2, 6, 2, False), (3, 9, 0, False), (3, 9, 3, True)],
)
def test_a_goal_is_reached_by_the_mean_over_enough_purchases(
    script: Script, purchases: int, total: int, target: int, is_reached: bool
) -> None:
    sums = {"themes": (purchases, 0), "theme/circular": (purchases, total)}

    found = list(reached(scene(script, target), sums))

    assert found == (["circular"] if is_reached else [])


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("kept", "kept/INK-0042/3", "een jaar lang nagekomen: Reparatie <binnen> *drie* dagen"),
        ("level", "level/INK-0042", "gegund met ambitieniveau 3, door @U1"),
        ("theme", "theme/circular", "de eerste inkoop hier met het thema Circulair, van @U1"),
        ("goal", "goal/circular", "Circulair staat op het ambitieweb gemiddeld op 2,3"),
        ("not_bought", "not_bought/INK-0042", "niet gekocht, door @U1"),
    ],
)
def test_a_proposal_says_why_and_leads_to_the_story(
    script: Script, kind: Kind, key: str, words: str
) -> None:
    purchase = "" if kind == "goal" else "INK-0042"
    promise = "Reparatie <binnen> *drie* dagen"
    subject = Subject(
        Ripe(key, kind, NOW, purchase), "40 laptops", "U1", promise=promise, mean=2.333, target=2
    )

    message = proposal(scene(script), subject)

    assert words in plain(message.lines[0])
    assert [each.argument for each in message.buttons] == [purchase or "theme/circular", key]
    linked = line(scene(script), replace(subject, link="https://voorbeeld.nl/x"))
    assert ("https://voorbeeld.nl/x" in plain(linked)) == bool(purchase)
