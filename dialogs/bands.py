"""Between which amounts the estimate of a purchase lies: the band that was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.purchase import Purchase
from dialogs.script import Script
from dialogs.words import Choice

ESTIMATE = "intake.value"
"""The question that asks for the estimated value."""


@dataclass(frozen=True, slots=True)
class Band:
    """From `least` to `most` euros without VAT; the last band has no most."""

    least: int
    most: int | None


def band_of(script: Script, purchase: Purchase) -> Band | None:
    """The band of the estimated value; None while nothing was chosen."""
    asked = script.by_id[ESTIMATE]
    part = asked.question.parts[0]
    value = purchase.value(asked.id, part.name)
    keys = list(script.labels(next(iter(script.wordings)), asked, part))
    if not isinstance(part, Choice) or value not in keys:
        return None
    number, ends = keys.index(value), part.up_to
    return Band(ends[number - 1] if number else 0, ends[number] if number < len(ends) else None)
