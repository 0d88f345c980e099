"""What follows from a purchase for the register, also where its category is no longer known."""

from __future__ import annotations

from datetime import date, datetime

from dialogs.ambition import with_answers
from dialogs.facts import facts
from dialogs.messages import plain
from dialogs.owners import OWNERS
from dialogs.purchase import Purchase
from dialogs.register import Row, card
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.policy import Policy, Strategy
from tests.assuring import AMSTERDAM, at

NOW: datetime = at("2027-01-12")


def purchase(**given: str) -> Purchase:
    """A purchase of U1's with answers by `question__part`."""
    empty = Purchase("INK-0001", "40 laptops", "U1", NOW, NOW, status="in_progress")
    answers = {(place.rpartition("__")[0].replace("_", ".", 1), place.rpartition("__")[2]): value
               for place, value in given.items()}  # fmt: skip
    return with_answers(empty, answers, "U1", NOW)


def scene(script: Script, policy: Policy | None = None) -> Scene:
    return Scene(script, "nl", NOW, AMSTERDAM, policy or Policy())


def test_a_category_that_was_removed_while_in_use_still_counts(script: Script) -> None:
    about = purchase(intake_category__choice="trampolines", intake_value__choice="to_150k")

    found = facts(scene(script), about)

    assert found.tallied["category/trampolines"] == (1, 50_000)
    assert found.tallied["scope/upstream"] == (1, 50_000)
    row = Row("INK-0001", "40 laptops", "in_progress", "U1", "trampolines", "", 0, 0, 2, "",
              date(2027, 2, 1))  # fmt: skip
    shown = [plain(line) for line in card(scene(script), row, about).lines]
    assert "trampolines" in shown[1]


def test_who_left_owns_nothing_any_more(script: Script) -> None:
    about = purchase(intake_category__choice="ict")
    about = about.with_answer(OWNERS, "how", "person:U2", "U2", NOW)
    policy = Policy(strategies={"ict": Strategy(owner="U3")})

    assert facts(scene(script, policy), about).lacking == 0
    assert facts(scene(script, policy), about, frozenset({"U3"})).lacking == 1
    assert facts(scene(script, policy), about, frozenset({"U1", "U2", "U3"})).lacking == 3


def test_an_unknown_value_adds_no_euros(script: Script) -> None:
    found = facts(scene(script), purchase())

    assert found.tallied["scope/upstream"] == (1, 0)
    assert found.tallied["category/other"] == (1, 0)
