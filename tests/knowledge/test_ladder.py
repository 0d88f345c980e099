"""The CO2-Prestatieladder: three steps in version 4.0, five levels in 3.1, and nothing else."""

from __future__ import annotations

import pytest

from knowledge.ladder import EVERY, Ladder, read_ladder


def test_what_is_written_is_read_again() -> None:
    assert [str(each) for each in EVERY] == [
        "4.0/1", "4.0/2", "4.0/3", "3.1/1", "3.1/2", "3.1/3", "3.1/4", "3.1/5",
    ]  # fmt: skip
    assert [read_ladder(str(each)) for each in EVERY] == list(EVERY)
    assert read_ladder("4.0/2") == Ladder("4.0", 2)


@pytest.mark.parametrize("text", ["", "4.0/4", "4.0/0", "3.1/6", "4.0", "4/2", "5.0/1", "x"])
def test_a_step_that_does_not_exist_is_none(text: str) -> None:
    assert read_ladder(text) is None


def test_every_step_fits_where_it_is_stored() -> None:
    assert all(len(str(each)) <= 8 for each in EVERY)
