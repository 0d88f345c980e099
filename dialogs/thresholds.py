"""How near a purchase comes to the European threshold, and what we say about that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dateutil.relativedelta import relativedelta

from dialogs.amounts import euros
from dialogs.bands import Band, band_of
from dialogs.messages import Line
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from knowledge.catalogue import REST
from knowledge.moments import Term
from knowledge.thresholds import Kind, thresholds

How = Literal["not_known", "if_no_works", "close", "maybe_above"]
NEARER: tuple[How, ...] = ("if_no_works", "close", "maybe_above")
"""From far to near; `not_known` is none of them."""
_SUPPLIES: Kind = "supplies_services"


@dataclass(frozen=True, slots=True)
class Near:
    """A threshold that a purchase comes near to, or may lie above.

    `close` when its band holds the threshold or ends at it, `if_no_works` when only the threshold
    for supplies and services is that near, and `not_known` when none is known for this year.
    `amount` is the threshold in euros, 0 when it is not known.
    """

    how: How
    kind: Kind
    amount: int = 0


def near_threshold(scene: Scene, purchase: Purchase, term: Term | None = None) -> Near | None:
    """The threshold that matters to a purchase today; None when it stays below, or has no estimate.

    With the `term` of its contract, the estimate may be of the first period only: then the band
    reaches as much further as the options that are left make the term longer.
    """
    band = band_of(scene.script, purchase)
    if band is None:
        return None
    kind = _kind(scene, purchase)
    known = thresholds(scene.today, scene.buyer)
    if known is None:
        return Near("not_known", kind)
    most = _with_options(band, term)
    if how := _how(band.least, most, known.of(kind)):
        return Near(how, kind, known.of(kind))
    if kind == "works" and _how(band.least, most, known.of(_SUPPLIES)):
        return Near("if_no_works", _SUPPLIES, known.of(_SUPPLIES))
    return None


def _kind(scene: Scene, purchase: Purchase) -> Kind:
    categories = scene.script.catalogue.categories
    return (categories.get(purchase.category or "") or categories[REST]).kind


def _how(least: int, most: int | None, threshold: int) -> How | None:
    if least >= threshold:
        return "maybe_above"
    return "close" if most is None or most >= threshold else None


def _with_options(band: Band, term: Term | None) -> int | None:
    """Where a band ends when all options to extend are used as well."""
    if band.most is None or term is None or not term.extensions:
        return band.most
    first_end = term.end - relativedelta(months=term.extended * term.extension_months)
    last_end = term.end + relativedelta(months=term.extensions * term.extension_months)
    days = max((first_end - term.start).days + 1, 1)
    return band.most * ((last_end - term.start).days + 1) // days


def threshold_lines(scene: Scene, purchase: Purchase) -> list[Line]:
    """What the buyer must know of it: what counts, what not to do, and whom to talk with."""
    near = near_threshold(scene, purchase)
    return [_said(scene, "threshold", near)] if near else []


def options_lines(scene: Scene, purchase: Purchase, term: Term) -> list[Line]:
    """The same on a contract, as long as there are options that count as well.

    It was tendered already, so a threshold that is not known yet says nothing here.
    """
    near = near_threshold(scene, purchase, term)
    if near is None or near.how == "not_known" or not term.extensions or term.ended:
        return []
    return [_said(scene, "threshold", near)]


def threshold_mark(scene: Scene, purchase: Purchase) -> list[Line]:
    """The same in a few words, for a card, a list, or procurement."""
    near = near_threshold(scene, purchase)
    return [_said(scene, "threshold_mark", near)] if near else []


def _said(scene: Scene, words: str, near: Near) -> Line:
    key = f"{words}.{near.how}"
    if near.how == "not_known":
        return scene.say(key, year=str(scene.today.year))
    kind = scene.label(f"threshold.kind_{near.kind}")
    return scene.say(key, amount=euros(near.amount, scene.language), kind=kind)
