"""The European thresholds: each holds on its days, and nobody guesses on another."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import ValidationError

from knowledge.thresholds import Buyer, Kind, load_periods, thresholds
from knowledge.wording import KNOWLEDGE

FILE = KNOWLEDGE / "figures" / "thresholds.toml"


@pytest.mark.parametrize(
    ("on", "buyer", "kind", "amount"),
    [
        ("2024-01-01", "decentral", "supplies_services", 221_000),
        ("2025-12-31", "central", "supplies_services", 143_000),
        ("2025-12-31", "special", "supplies_services", 443_000),
        ("2025-12-31", "decentral", "works", 5_538_000),
        ("2026-01-01", "decentral", "supplies_services", 216_000),
        ("2026-01-01", "central", "supplies_services", 140_000),
        ("2027-12-31", "special", "supplies_services", 432_000),
        ("2027-12-31", "decentral", "works", 5_404_000),
        ("2027-12-31", "decentral", "social_specific", 750_000),
        ("2027-12-31", "special", "social_specific", 1_000_000),
        ("2027-12-31", "central", "concessions", 5_404_000),
    ],
)
def test_the_amount_follows_from_the_day_the_buyer_and_the_kind(
    on: str, buyer: Buyer, kind: Kind, amount: int
) -> None:
    found = thresholds(date.fromisoformat(on), buyer)

    assert found is not None
    assert found.of(kind) == amount


@pytest.mark.parametrize("on", ["2023-12-31", "2028-01-01", "2030-06-01", "1999-01-01"])
@pytest.mark.parametrize("buyer", ["central", "decentral", "special"])
def test_a_day_outside_every_period_has_no_amount(on: str, buyer: Buyer) -> None:
    assert thresholds(date.fromisoformat(on), buyer) is None


def test_there_is_no_day_between_two_periods() -> None:
    periods = load_periods()

    for before, after in pairwise(periods):
        assert after.first == before.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("from = 2026-01-01", "from = 2025-06-01", "begins within the one before it"),
        ("until = 2027-12-31", "until = 2025-12-31", "ends before it begins"),
        ("works = 5404000", "works = 0", "greater than 0"),
        ("works = 5404000", 'works = "5404000"', "valid integer"),
        ("works = 5404000", "roads = 5404000", "Field required"),
        ('"https://cwmf', '"cwmf', "no address"),
    ],
)
def test_a_table_that_cannot_be_is_refused(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    text = FILE.read_text("utf-8")
    assert right in text
    (tmp_path / FILE.name).write_text(text.replace(right, wrong), "utf-8")

    with pytest.raises(ValidationError, match=said):
        load_periods(tmp_path)
