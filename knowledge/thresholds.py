"""From which amount a purchase is tendered in all of Europe, on a day."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knowledge.fields import Address
from knowledge.wording import KNOWLEDGE

Buyer = Literal["central", "decentral", "special"]
"""Central government; municipalities, provinces, water boards and others; special sectors."""
Kind = Literal["supplies_services", "works", "social_specific", "concessions"]
"""What is bought, as the directives divide it."""
_Euros = Annotated[int, Field(gt=0)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Thresholds(_Strict):
    """The amounts for one kind of buyer, in euros without VAT, for the whole term."""

    supplies_services: _Euros
    works: _Euros
    social_specific: _Euros
    concessions: _Euros

    def of(self, kind: Kind) -> int:
        """The amount for a kind of purchase."""
        amount: int = getattr(self, kind)
        return amount


class Period(_Strict):
    """What holds from a day up to and including another, and where that was read."""

    first: date = Field(alias="from")
    last: date = Field(alias="until")
    sources: Annotated[list[Address], Field(min_length=1)]
    central: Thresholds
    decentral: Thresholds
    special: Thresholds

    def of(self, buyer: Buyer) -> Thresholds:
        """The amounts for a kind of buyer."""
        amounts: Thresholds = getattr(self, buyer)
        return amounts


class _File(_Strict):
    period: Annotated[list[Period], Field(min_length=1)]

    @model_validator(mode="after")
    def _one_after_the_other(self) -> _File:
        for each in self.period:
            if each.last < each.first:
                raise ValueError(f"the period from {each.first} ends before it begins")
        for before, after in pairwise(self.period):
            if after.first <= before.last:
                raise ValueError(f"the period from {after.first} begins within the one before it")
        return self


@lru_cache(maxsize=1)
def load_periods(folder: Path = KNOWLEDGE / "figures") -> Sequence[Period]:
    """The periods of `thresholds.toml` in a folder, the oldest first.

    pydantic's ValidationError says what is off.
    """
    text = (folder / "thresholds.toml").read_text(encoding="utf-8")
    return tuple(_File.model_validate(tomllib.loads(text)).period)


def thresholds(on: date, buyer: Buyer) -> Thresholds | None:
    """The amounts that hold on a day; None where no period holds that day: nobody guesses."""
    for period in load_periods():
        if period.first <= on <= period.last:
            return period.of(buyer)
    return None
