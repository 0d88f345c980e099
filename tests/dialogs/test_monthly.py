"""The digest of a month: when it comes, what is in it, and what leaves it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from dialogs.files import Photo
from dialogs.messages import Link, Message, plain
from dialogs.monthly import (
    Celebrated,
    Happened,
    Learnt,
    Month,
    digest,
    due_month,
    retold,
)
from dialogs.portfolio import Sums
from dialogs.scene import Scene
from dialogs.script import Script
from dialogs.success import Named, Success
from knowledge.policy import Policy, ThemePolicy
from knowledge.workdays import Calendar

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
NOVEMBER = Month(date(2026, 11, 1))
SUMS: Sums = {"themes": (4, 4), "theme/circular": (2, 5)}
CHAIRS = Success(
    7, "U0SANNE", "Stoelen van <zolder>", "Wij zochten eerst zelf.", NOW, NOW,
    people=(Named("U0PIET", "named", "no"),), poster="U0AMINA", state="posted", cheers=12,
)  # fmt: skip
LAMPS = replace(CHAIRS, id=8, title="Lampen", cheers=0)
MONTH = Happened(
    begun=9,
    bought={3: 1, 2: 2, 0: 1},
    not_bought=1,
    promises={"kept": 5, "not": 1},
    successes=(Celebrated(CHAIRS, "https://example.org/p1"), Celebrated(LAMPS)),
    lesson=Learnt(3, "Snel klaar", "", "Eerder bellen"),
)


@pytest.fixture
def scene(script: Script) -> Scene:
    policy = Policy(themes={"circular": ThemePolicy(target=2)})
    return Scene(script, "nl", NOW, AMSTERDAM, policy)


def told(message: Message) -> list[str]:
    """Its lines as bare text."""
    return [plain(each) for each in message.lines]


@pytest.mark.parametrize(
    ("now", "month"),
    [
        ("2026-12-01 08:59", None),
        ("2026-12-01 09:00", "2026-11"),
        ("2026-12-01 17:00", None),
        ("2026-12-11 16:59", "2026-11"),  # we were down for ten days
        ("2026-12-14 09:00", None),
        ("2027-01-01 10:00", None),  # a holiday, and then a weekend
        ("2027-01-02 10:00", None),
        ("2027-01-04 09:00", "2026-12"),
        ("2026-08-03 09:00", "2026-07"),  # the first is a Saturday
        ("2027-03-01 09:00", "2027-02"),
    ],
)
def test_a_month_is_told_from_the_first_working_day_of_the_next_on(
    now: str, month: str | None
) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=AMSTERDAM)

    found = due_month(moment, AMSTERDAM, Calendar())

    assert (str(found) if found else None) == month


def test_who_is_closed_for_weeks_is_told_on_the_first_day_back() -> None:
    closed = Calendar(frozenset(date(2026, 8, day) for day in range(1, 23)))
    first, second = (datetime(2026, 8, day, 10, tzinfo=AMSTERDAM) for day in (24, 25))

    assert due_month(first, AMSTERDAM, closed) == Month(date(2026, 7, 1))
    assert due_month(second, AMSTERDAM, closed) is None


def test_the_digest_says_in_plain_words_what_happened(scene: Scene) -> None:
    photo = Photo(3, "Circulair doel 2, nu 1,3")

    message = digest(scene, NOVEMBER, MONTH, SUMS, photo)

    assert (message.key, message.heading) == ("month/2026-11", "Zo kochten we in november 2026")
    assert told(message) == [
        "Begonnen: 9 inkopen.",
        "Gekocht: 4 inkopen. Ambitie: 1 × niveau 3, ambitieus · 2 × niveau 2, significant"
        " · 1 × nog geen ambitieniveau.",
        "Niet gekocht: 1 inkoop. Ook dat is een resultaat: het scheelt geld en grondstoffen.",
        "Beloften waar we naar vroegen: 5 × nagekomen · 1 × niet nagekomen.",
        "Successen met het meeste applaus",
        "Stoelen van <zolder> (https://example.org/p1) · 12 × applaus · gedeeld door @U0AMINA",
        "Lampen · gedeeld door @U0AMINA",
        "Een les van een collega",
        "Verwacht: Snel klaar",
        "Volgende keer: Eerder bellen",
        "Ambitieweb van alle inkopen (4): Circulair 1,2 (doel 2). De schaal loopt van 1 tot 3.",
    ]
    assert message.photo == photo
    assert [(each.verb, each.argument) for each in message.buttons] == [("share_out", "2026-11")]
    assert message.lines[5].values["title"] == Link("https://example.org/p1", CHAIRS.title)


def test_only_what_there_is_stands_in_it(scene: Scene) -> None:
    assert told(digest(scene, NOVEMBER, Happened(begun=1), {})) == ["Begonnen: 1 inkoop."]

    message = digest(scene, NOVEMBER, Happened(), SUMS)

    assert len(message.lines) == 1
    assert "In november 2026 is er niets begonnen" in told(message)[0]
    assert (message.heading, message.buttons, message.photo) == ("", (), None)


def test_a_success_that_is_withdrawn_leaves_the_digest(scene: Scene) -> None:
    before = digest(scene, NOVEMBER, MONTH, SUMS, Photo(3, "Web"))

    once = retold(scene, before, "success/7", "")

    assert once is not None
    assert (once.photo, once.heading) == (before.photo, before.heading)
    assert [each for each in told(before) if each not in told(once)] == [told(before)[5]]
    twice = retold(scene, once, "success/8", "")
    assert twice is not None
    assert not any("applaus" in each or "Lampen" in each for each in told(twice))
    assert retold(scene, twice, "success/7", "") is None
    without = retold(scene, before, "lesson/3", "")
    assert without is not None
    assert told(without) == [*told(before)[:7], told(before)[10]]


def test_a_success_with_another_title_has_it_in_the_digest_too(scene: Scene) -> None:
    before = digest(scene, NOVEMBER, MONTH, SUMS)

    after = retold(scene, before, "success/7", "Banken")

    assert after is not None
    assert (
        told(after)[5] == "Banken (https://example.org/p1) · 12 × applaus · gedeeld door @U0AMINA"
    )
    assert retold(scene, after, "success/7", "Banken") is None
    second = retold(scene, after, "success/8", "Lantaarns")
    assert second is not None
    assert told(second)[6] == "Lantaarns · gedeeld door @U0AMINA"
    assert retold(scene, before, "success/70", "") is None


def test_a_month_has_a_name_that_can_be_read_back() -> None:
    assert Month.read(str(NOVEMBER)) == NOVEMBER
    assert (str(NOVEMBER.before), str(NOVEMBER.after.after)) == ("2026-10", "2027-01")
    assert NOVEMBER.name("en") == "November 2026"
    for text in ("", "2026-13", "1999-01", "2026-1", "2026-11-01", "nowhere", "٢٠٢٦-١١"):
        assert Month.read(text) is None
