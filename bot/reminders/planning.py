"""From a contract and open points to their moments. Pure: same facts, same plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from dialogs.contract import Contract
from dialogs.moment import Moment
from dialogs.open_points import OpenPoint
from knowledge.moments import Offsets, contract_moments, promise_moments
from knowledge.workdays import Calendar

OUTLIVES = ("evaluation", "end_of_use", "at_end_of_use")
"""What is still asked of a contract that ended early."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a plan follows besides the contract: the figures, the working days, the zone."""

    offsets: Offsets
    calendar: Calendar
    zone: tzinfo

    def of(self, own: Mapping[str, int]) -> Rules:
        """The same with a contract's own figures in the place of the organisation's."""
        if not own:
            return self
        return replace(self, offsets=self.offsets.model_copy(update=dict(own)))


def planned(
    contract: Contract | None, points: Iterable[OpenPoint], purchase: str, rules: Rules
) -> tuple[Moment, ...]:
    """Every moment that a purchase has: of its contract, its promises and its open points."""
    found = list(_points(points, purchase, rules))
    if contract is not None:
        found += _contract(contract, rules.of(contract.offsets))
    return tuple(found)


def _contract(contract: Contract, rules: Rules) -> Iterator[Moment]:
    ended = contract.term.ended is not None
    for moment in contract_moments(contract.term, rules.offsets, rules.calendar):
        owner = contract.owner
        if not ended or moment.kind in OUTLIVES:
            yield _moment(contract.purchase, moment.key, moment.kind, moment.on, owner, rules)
    for promise in contract.alive:
        owner = contract.owner_of(promise)
        for moment in promise_moments(promise.rhythm, contract.term, rules.offsets, rules.calendar):
            if ended and moment.key not in OUTLIVES:
                continue
            key = f"promise/{promise.number}/{moment.key}"
            each = _moment(contract.purchase, key, "promise", moment.on, owner, rules)
            yield replace(each, promise=promise.number)


def _points(points: Iterable[OpenPoint], purchase: str, rules: Rules) -> Iterator[Moment]:
    for point in points:
        on = rules.calendar.on_or_after(point.due)
        key = f"open/{point.question}"
        each = _moment(purchase, key, "open_point", on, point.owner, rules)
        yield replace(each, question=point.question)


def _moment(purchase: str, key: str, kind: str, on: date, owner: str, rules: Rules) -> Moment:
    due_at = rules.calendar.opening(on, rules.zone)
    return Moment(purchase, key, kind, on, owner, owner, due_at, planned_on=on)
