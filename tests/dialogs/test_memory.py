"""What is worth telling before question 1, and how questions to colleagues are named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogs.inquiry import Inquiry
from dialogs.memory import (
    BUTTONS,
    Known,
    Recollection,
    Sort,
    recalled_as,
    recollection,
    told,
    years,
)
from dialogs.messages import plain
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.script import Script

NOW = datetime(2027, 8, 2, 9, tzinfo=UTC)
WANTED = Purchase("INK-0099", "30 bureaustoelen", "U1", NOW, NOW)
PLACES = (("Stadsmagazijn", "https://magazijn.example/"), ("Kringloop", "https://kring.example/"))


@pytest.fixture
def scene(script: Script) -> Scene:
    return Scene(script, "nl", NOW, ZoneInfo("Europe/Amsterdam"))


def known(sort: Sort, ref: int, owner: str, text: str = "12 bureaustoelen", days: int = 9) -> Known:
    return Known(sort, ref, text, owner, NOW - timedelta(days=days), year="2027")


def test_under_which_kinds_a_purchase_is_kept() -> None:
    assert recalled_as(WANTED) == frozenset()
    complete = replace(WANTED, status="complete")
    assert recalled_as(complete) == {"bought"}
    assert recalled_as(complete, date(2031, 5, 1)) == {"bought", "use/2031"}
    in_use = complete.with_answer("circularity.5", "year", "2030", "U1", NOW)
    assert recalled_as(in_use) == {"bought", "use/2030"}
    assert recalled_as(replace(in_use, status="cancelled", contracted=True)) == frozenset()
    assert recalled_as(replace(WANTED, contracted=True)) == {"bought"}
    assert recalled_as(replace(WANTED, status="not_bought")) == {"without"}


def test_half_a_year_ahead_may_be_next_year() -> None:
    assert years(date(2027, 6, 1)) == (2024, 2027)
    assert years(date(2027, 8, 2)) == (2024, 2028)


def test_what_may_be_taken_comes_first_and_each_colleague_once(scene: Scene) -> None:
    found = [
        known("bought", 1, "U2"), known("bought", 2, "U3", days=3), known("bought", 3, "U3"),
        known("without", 4, "U4"), known("used", 5, "U5"), known("spare", 6, "U6"),
        known("spare", 7, "U6", "8 stoelen van kantoor"), known("spare", 8, "U7", "laptops"),
        known("spare", 9, "U1"),
    ]  # fmt: skip

    worth = recollection(scene, WANTED, found)

    assert [each.ref for each in worth.spare] == [7, 6, 5]
    assert [each.ref for each in worth.bought] == [2, 1]


def test_all_lines_are_numbered_and_what_does_not_fit_hides_behind_a_menu(scene: Scene) -> None:
    worth = Recollection(
        [known("spare", 1, "U2"), known("used", 2, "U3"), known("without", 3, "U4")],
        [known("bought", 4, "U5"), known("bought", 5, "U6"), known("bought", 6, "U7")],
    )

    message = told(scene, WANTED, worth, PLACES)

    assert message
    text = [plain(each) for each in message.lines]
    assert len(text) == 6 + 2 + 1
    assert text[1].startswith("1. ")
    assert text[-2].startswith("6. ")
    assert "Kringloop" in text[-1]
    assert len(message.buttons) == BUTTONS
    assert len(message.more) == 2
    assert message.buttons[1].argument == "INK-0099/used.2"
    shared = told(scene, replace(WANTED, shared=True), worth, PLACES)
    assert shared
    assert shared.only_for == "U1"


def test_without_anything_known_only_the_market_places_are_told(scene: Scene) -> None:
    nothing = Recollection()

    assert told(scene, WANTED, nothing, ()) is None
    message = told(scene, WANTED, nothing, PLACES)

    assert message
    assert not message.heading
    assert not message.buttons
    assert len(message.lines) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sort_has_its_words(scene: Scene, language: str) -> None:
    for sort in ("spare", "used", "bought", "without"):
        for how in ("reuse", "not_needed", ""):
            one = replace(known(sort, 1, "U2"), how=how, told=NOW if how else None)
            here = replace(scene, language=language)
            message = told(here, WANTED, Recollection([one]), ())
            assert message
            assert "{" not in plain(message.lines[1])


def test_a_question_is_read_back_and_nothing_else_is() -> None:
    inquiry = Inquiry("INK-0099", "used", 12, "U1")

    assert Inquiry.read(str(inquiry)) == inquiry
    assert Inquiry.of_key(inquiry.key) == inquiry
    assert Inquiry.of_key(inquiry.reminder) == inquiry
    for text in ("", "INK-0099", "INK-0099/used.x/U1", "INK-0099/odd.1/U1", "a/used.1/U1/2"):
        assert Inquiry.read(text) is None
    for key in (inquiry.silence, inquiry.given("yes"), "spare/3/2027-08-02", "card"):
        assert Inquiry.of_key(key) is None
