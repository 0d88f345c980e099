"""Whose turn it is: the owner, the owner again, the deputy, and one line in the channel. Pure.

Without blame: what is stuck is said once in the channel, and stands in the weekly digest after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.reminders.planning import Rules
from dialogs.moment import CHANNEL, DEPUTY, OWNER_AGAIN, OWNER_FIRST, PROCUREMENT, STUCK, Moment
from dialogs.reasons import because


def told(moment: Moment, message: int | None, now: datetime, deputy: str, rules: Rules) -> Moment:
    """A moment after a message about it was stored for sending, and when the next one is due."""
    asked = replace(moment, state="asked", asked_at=now, message=message, reason="")
    if moment.receiver == PROCUREMENT:
        return replace(asked, step=STUCK, due_at=None)
    figures = rules.offsets
    if moment.step == OWNER_FIRST:
        due_at = _after(figures.second_nudge_workdays, now, rules)
        return replace(asked, step=OWNER_AGAIN, receiver=moment.owner, due_at=due_at)
    if moment.step == OWNER_AGAIN and deputy:
        due_at = _after(figures.deputy_workdays, now, rules)
        return replace(asked, step=DEPUTY, receiver=deputy, due_at=due_at)
    due_at = _after(figures.channel_workdays, now, rules)
    return replace(asked, step=CHANNEL, receiver=PROCUREMENT, due_at=due_at)


def _after(workdays: int, now: datetime, rules: Rules) -> datetime:
    today = now.astimezone(rules.zone).date()
    return rules.calendar.opening(rules.calendar.after(today, workdays), rules.zone)


def together(due: Iterable[Moment]) -> tuple[list[Moment], list[Moment]]:
    """Of what was missed of one thing, only the newest is asked; gives what is asked, in the order
    of its days, and the rest.

    So three weeks of sleep give one question for a promise, and the ledger says what became of the
    others.
    """
    newest: dict[tuple[str, str], Moment] = {}
    rest: list[Moment] = []
    for each in sorted(due, key=_by_day):
        before = newest.get(_series(each))
        if before is not None:
            rest.append(_dropped(before))
        newest[_series(each)] = each
    return sorted(newest.values(), key=_by_day), rest


def _by_day(moment: Moment) -> tuple[date, int]:
    return moment.on, moment.id


def _series(moment: Moment) -> tuple[str, str]:
    """What recurs: a promise, or one kind of moment of a contract; all else stands alone."""
    if moment.step != OWNER_FIRST or moment.kind not in ("promise", "periodic", "yearly"):
        return moment.purchase, moment.key
    return moment.purchase, f"promise/{moment.promise}" if moment.promise else moment.kind


def _dropped(moment: Moment) -> Moment:
    return replace(moment, state="dropped", due_at=None, reason=because("later_one"))
