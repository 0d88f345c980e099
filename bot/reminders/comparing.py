"""What a plan changes in the ledger. Pure: same facts, same changes.

They are compared by key. What was asked or answered is not planned anew, unless its day itself was
changed since; what somebody put off stays where they put it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from dialogs import reasons
from dialogs.moment import Moment, State
from dialogs.reasons import because

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


CAME_TO_AN_END = ("purchase_ended", "promise_stopped", "contract_ended")
"""Why something was dropped that comes back when that is undone."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What must change in the ledger: moments to add, and moments that are there already."""

    added: tuple[Moment, ...] = ()
    changed: tuple[Moment, ...] = ()
    moved: tuple[Moment, ...] = field(default=())
    """Of those that changed: the ones whose sequence grew, as they come on another day, will not
    come any more, or come after all."""


def changes(wanted: Iterable[Moment], ledger: Sequence[Moment], now: datetime, why: str) -> Changes:
    """What must change in the ledger to hold what is wanted; `why` is written at what goes.

    A moment of the past is asked if it comes once and lies not too far back, or when it is the
    last of its promise; else it is written down as one that was not asked. A follow-up stays as
    long as what it follows up is wanted, and goes when that comes again itself.
    """
    known = {each.key: each for each in ledger}
    by_key = {each.key: each for each in wanted}
    last = _last_of_promises(by_key.values())
    added = tuple(_first(each, now, last) for each in by_key.values() if each.key not in known)
    pairs = [(each, _after(each, by_key.get(each.root), now, why, last)) for each in ledger]
    again = {after.key for before, after in pairs if _comes_again(before, after)}
    pairs = [
        (before, _without(after, because("contract_changed")))
        if after.key != after.root and after.root in again
        else (before, after)
        for before, after in pairs
    ]
    changed = [(before, after) for before, after in pairs if before != after]
    moved = tuple(after for before, after in changed if before.sequence != after.sequence)
    return Changes(added, tuple(after for _, after in changed), moved)


def _last_of_promises(wanted: Iterable[Moment]) -> set[str]:
    """The keys after which nobody would look at a promise any more."""
    last: dict[int, Moment] = {}
    for each in wanted:
        if each.promise and (each.promise not in last or each.on >= last[each.promise].on):
            last[each.promise] = each
    return {each.key for each in last.values()}


def _comes_again(before: Moment, after: Moment) -> bool:
    return before.state == "answered" and after.state == "planned"


def _first(moment: Moment, now: datetime, last: set[str]) -> Moment:
    """A moment that is planned for the first time."""
    if moment.due_at is None or moment.due_at >= now - timedelta(days=1):
        return moment
    late = now - moment.due_at
    useful = STILL_USEFUL.get(moment.kind, timedelta())
    if moment.kind == "open_point" or moment.key in last or late <= useful:
        return moment
    return replace(moment, state="dropped", due_at=None, reason=because("past"))


def _after(moment: Moment, new: Moment | None, now: datetime, why: str, last: set[str]) -> Moment:
    if new is None:
        return _without(moment, why)
    return _with(moment, new, now, last)


def _without(moment: Moment, why: str) -> Moment:
    """A moment that is not wanted any more; an answer stays, what waits is dropped."""
    if not moment.open:
        return moment
    sequence = moment.sequence + 1
    state: State = "answered" if moment.kind == "open_point" and moment.step else "dropped"
    return replace(moment, state=state, due_at=None, reason=why, sequence=sequence)


def _with(moment: Moment, new: Moment, now: datetime, last: set[str]) -> Moment:
    """A moment that is still wanted, with the day and the owner that it has now."""
    if moment.key != new.key:
        return _follow_up(moment, new, now)
    collapsed = reasons.read(moment.reason).key == "later_one"
    if (moment.state == "dropped" and not collapsed) or (
        moment.state == "stopped" and moment.promise
    ):
        return _again(moment, new, now, last)
    if moment.state in ("asked", "answered") and _other_day(moment, new, now):
        return _again(moment, new, now, last)
    if not moment.open:
        return moment
    after = moment
    if moment.state == "planned" and moment.planned_on != new.on:
        after = replace(
            after, on=new.on, planned_on=new.on, due_at=new.due_at, reason="",
            sequence=moment.sequence + 1,
        )  # fmt: skip
    if moment.owner != new.owner:
        after = _handed_over(after, new.owner, now)
    return after


def _follow_up(moment: Moment, new: Moment, now: datetime) -> Moment:
    """What was asked again after an answer: it comes back with what it follows up."""
    if moment.state == "dropped" and reasons.read(moment.reason).key in CAME_TO_AN_END:
        return replace(
            moment, state="planned", step=0, owner=new.owner, receiver=new.owner, reason="",
            due_at=now, sequence=moment.sequence + 1,
        )  # fmt: skip
    if moment.open and moment.owner != new.owner:
        return _handed_over(moment, new.owner, now)
    return moment


def _other_day(moment: Moment, new: Moment, now: datetime) -> bool:
    """Whether what comes once comes again: its day was changed, and is still to come.

    An open point got another date, a certificate was renewed, or a contract was extended.
    """
    to_come = new.due_at is not None and new.due_at > now
    return _once(moment) and new.on > (moment.planned_on or moment.on) and to_come


def _once(moment: Moment) -> bool:
    """Whether a key names something that comes once, and not the third of a series."""
    return moment.kind == "option" or not moment.key.rpartition("/")[2].isdecimal()


def _again(moment: Moment, new: Moment, now: datetime, last: set[str]) -> Moment:
    """What went, or was answered for another day, is wanted again, unless its time is over."""
    fresh = new if moment.asked_at else _first(new, now, last)
    if fresh.state == "dropped":
        return moment
    return replace(
        fresh,
        id=moment.id,
        sequence=moment.sequence + 1,
        created_at=moment.created_at,
    )


def _handed_over(moment: Moment, owner: str, now: datetime) -> Moment:
    """Somebody else looks after it now: asked before, it is asked of them at once."""
    if moment.state == "planned":
        return replace(moment, owner=owner, receiver=owner)
    return replace(moment, owner=owner, receiver=owner, state="planned", step=0, due_at=now)
