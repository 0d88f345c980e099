"""From a contract and open points to the moments in the ledger. Pure: same facts, same plan.

What is planned is compared with what the ledger holds, by key; a moment that was asked or answered
is never planned anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo

from dialogs.contract import Contract
from dialogs.moment import Moment, State
from dialogs.open_points import OpenPoint
from dialogs.reasons import because
from knowledge.moments import Offsets, contract_moments, promise_moments
from knowledge.workdays import Calendar

STILL_USEFUL = {
    "kick_off": timedelta(days=60),
    "option": timedelta(days=180),
    "retender": timedelta(days=365),
    "end": timedelta(days=90),
    "evaluation": timedelta(days=90),
    "end_of_use": timedelta(days=365),
}
"""How long after its day a moment that comes once is still asked, when it is planned late.

What recurs comes again by itself."""


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


@dataclass(frozen=True, slots=True)
class Changes:
    """What must change in the ledger: moments to add, and moments that are there already."""

    added: tuple[Moment, ...] = ()
    changed: tuple[Moment, ...] = ()
    moved: tuple[Moment, ...] = field(default=())
    """Of those that changed: the ones whose sequence grew, as they come on another day, will not
    come any more, or come after all."""


def planned(
    contract: Contract | None, points: Iterable[OpenPoint], purchase: str, rules: Rules
) -> tuple[Moment, ...]:
    """Every moment that a purchase has: of its contract, its promises and its open points."""
    found = list(_points(points, purchase, rules))
    if contract is not None:
        found += _contract(contract, rules.of(contract.offsets))
    return tuple(found)


def _contract(contract: Contract, rules: Rules) -> Iterator[Moment]:
    for moment in contract_moments(contract.term, rules.offsets, rules.calendar):
        owner = contract.owner
        yield _moment(contract.purchase, moment.key, moment.kind, moment.on, owner, rules)
    for promise in contract.alive:
        owner = contract.owner_of(promise)
        for moment in promise_moments(promise.rhythm, contract.term, rules.offsets, rules.calendar):
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
    return Moment(purchase, key, kind, on, owner, owner, due_at)


def changes(wanted: Iterable[Moment], ledger: Sequence[Moment], now: datetime, why: str) -> Changes:
    """What must change in the ledger to hold what is wanted; `why` is written at what goes.

    A moment of the past is asked if it comes once and lies not too far back; else it is written
    down as one that was not asked. A follow-up stays as long as what it follows up is wanted.
    """
    known = {each.key: each for each in ledger}
    by_key = {each.key: each for each in wanted}
    added = tuple(_first(each, now) for each in by_key.values() if each.key not in known)
    changed: list[Moment] = []
    moved: list[Moment] = []
    for each in ledger:
        new = by_key.get(each.root)
        after = _without(each, why) if new is None else _with(each, new, now)
        if after != each:
            changed.append(after)
            if after.sequence != each.sequence:
                moved.append(after)
    return Changes(added, tuple(changed), tuple(moved))


def _first(moment: Moment, now: datetime) -> Moment:
    """A moment that is planned for the first time."""
    if moment.due_at is None or moment.due_at >= now - timedelta(days=1):
        return moment
    late = now - moment.due_at
    useful = STILL_USEFUL.get(moment.kind, timedelta())
    if moment.kind == "open_point" or late <= useful:
        return moment
    return replace(moment, state="dropped", due_at=None, reason=because("past"))


def _without(moment: Moment, why: str) -> Moment:
    """A moment that is not wanted any more; an answer stays, what waits is dropped."""
    if not moment.open:
        return moment
    sequence = moment.sequence + 1
    state: State = "answered" if moment.kind == "open_point" and moment.step else "dropped"
    return replace(moment, state=state, due_at=None, reason=why, sequence=sequence)


def _with(moment: Moment, new: Moment, now: datetime) -> Moment:
    """A moment that is still wanted, with the day and the owner that it has now."""
    if moment.state == "dropped" and moment.key == new.key:
        return _again(moment, new, now)
    if moment.state in ("asked", "answered") and _open_again(moment, new, now):
        return _again(moment, new, now)
    if not moment.open:
        return moment
    after = moment
    if moment.key == new.key and moment.state == "planned" and moment.on != new.on:
        after = replace(
            after, on=new.on, due_at=new.due_at, sequence=moment.sequence + 1, reason=""
        )
    if moment.owner != new.owner:
        after = _handed_over(after, new.owner, now)
    return after


def _open_again(moment: Moment, new: Moment, now: datetime) -> bool:
    """Whether what was asked before comes again, for its day moved on and is still to come.

    An open point got another date; or a contract was extended, and ends another time.
    """
    to_come = new.due_at is not None and new.due_at > now
    again = moment.kind in ("open_point", "retender", "end", "evaluation", "end_of_use")
    return again and moment.key == new.key and new.on > moment.on and to_come


def _again(moment: Moment, new: Moment, now: datetime) -> Moment:
    """What was dropped is wanted again, unless its time is over."""
    fresh = _first(new, now)
    if fresh.state == "dropped":
        return moment
    return replace(
        moment,
        state="planned",
        on=new.on,
        owner=new.owner,
        receiver=new.receiver,
        due_at=new.due_at,
        step=0,
        sequence=moment.sequence + 1,
        reason="",
    )


def _handed_over(moment: Moment, owner: str, now: datetime) -> Moment:
    """Somebody else looks after it now: asked before, it is asked of them at once."""
    if moment.state == "planned":
        return replace(moment, owner=owner, receiver=owner)
    return replace(moment, owner=owner, receiver=owner, state="planned", step=0, due_at=now)
