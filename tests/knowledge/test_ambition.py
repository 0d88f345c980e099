"""The ambition level and the chances: rules of the presentation, with a border of one's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ambition import derived
from knowledge.opportunity import ASKED, scan

known = st.booleans() | st.none()
percent = st.integers(0, 100)
said = st.fixed_dictionaries({name: st.sampled_from(["yes", "no", ""]) for name in ASKED})


@pytest.mark.parametrize(
    ("requirements", "criterion", "weight", "level", "reason"),
    [
        (None, None, None, None, "unknown"),
        (True, None, None, None, "unknown"),
        (False, False, None, None, "nothing"),
        (False, True, 60, None, "only_criterion"),
        (True, False, None, 1, "only_requirements"),
        (True, True, None, 2, "no_weight"),
        (True, True, 24, 2, "below"),
        (True, True, 25, 3, "from"),
    ],
)
def test_the_level_is_that_of_the_presentation(
    requirements: bool | None, criterion: bool | None, weight: int | None, level: int, reason: str
) -> None:
    found = derived(requirements, criterion, weight, 25)

    assert (found.level, found.reason) == (level, reason)


@given(requirements=known, criterion=known, weight=percent, more=percent, border=percent)
def test_more_weight_never_lowers_the_level(
    requirements: bool | None, criterion: bool | None, weight: int, more: int, border: int
) -> None:
    low, high = sorted((weight, more))

    before = derived(requirements, criterion, low, border).level or 0
    after = derived(requirements, criterion, high, border).level or 0

    assert before <= after


@given(answers=said, promising=st.booleans(), framework=st.booleans(), name=st.sampled_from(ASKED))
def test_what_speaks_for_it_never_lowers_the_rank(
    answers: dict[str, str], promising: bool, framework: bool, name: str
) -> None:
    for value in ("no", ""):
        before = scan(promising=promising, framework=framework, answers=answers | {name: value})
        after = scan(promising=promising, framework=framework, answers=answers | {name: "yes"})
        assert before.points < after.points
        assert ("low", "middle", "high").index(before.rank) <= ("low", "middle", "high").index(
            after.rank
        )


@given(answers=said)
def test_what_is_not_proportional_is_never_high(answers: dict[str, str]) -> None:
    found = scan(promising=True, framework=True, answers=answers | {"proportional": "no"})

    assert found.rank != "high"
    assert "not_proportional" in found.reasons


def test_a_returning_framework_agreement_counts_extra() -> None:
    once = scan(promising=True, framework=False, answers={})
    returning = scan(promising=True, framework=True, answers={})

    assert returning.points > once.points
    assert returning.unknown == ASKED
