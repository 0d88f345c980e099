"""Keeps the ledger in step with a purchase and its contract, in one transaction with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.parts import Parts
from bot.reminders.comparing import Changes, changes
from bot.reminders.deputies import past_owner, with_deputies
from bot.reminders.planning import planned
from bot.store import ledger, moments, outbox
from bot.store.database import Bound
from bot.store.register import urgent
from dialogs.contract import Contract
from dialogs.moment import Moment
from dialogs.open_points import open_points
from dialogs.purchase import Purchase


def keep_plan(
    parts: Parts, bound: Bound, purchase: Purchase, contract: Contract | None, why: str
) -> Changes:
    """Plans what is wanted now, and writes into the ledger what that changes; gives what changed.

    A purchase that ended has no moments; `why` is written at those that go.
    """
    now = parts.clock.now()
    ended = purchase.closed
    points = () if ended else open_points(parts.script, purchase, parts.organisation.zone)
    wanted = planned(None if ended else contract, points, purchase.id, parts.rules)
    known = moments.of_purchase(bound, purchase.id)
    found = changes(wanted, known, now, why)
    moments.add(bound, found.added, now)
    moments.save(bound, [_by_whom(each, purchase) for each in found.changed])
    if contract is not None:
        _to_deputies(bound, contract, known, found, now)
    for each in found.changed:
        if each.state == "dropped":
            _take_back(bound, each, why)
    urgent(bound, [purchase.id])
    return found


def _to_deputies(
    bound: Bound, contract: Contract, known: Sequence[Moment], found: Changes, now: datetime
) -> None:
    """What an owner did not answer goes to who is the deputy now."""
    current = {each.id: each for each in (*known, *found.changed)}
    waiting = [each for each in current.values() if past_owner(each)]
    if waiting:
        told = ledger.deputies(bound, contract.purchase)
        moments.save(bound, with_deputies(waiting, contract, told, now))


def _take_back(bound: Bound, moment: Moment, why: str) -> None:
    """What waits to be sent about a moment that went, and about nothing else, is not sent."""
    for message in ledger.alone_in(bound, moment):
        outbox.drop(bound, message, why)


def _by_whom(moment: Moment, purchase: Purchase) -> Moment:
    """An open point that is done was answered at its question: by whom, and when."""
    given = purchase.answers.get(moment.question)
    if moment.state != "answered" or moment.answer or not given:
        return moment
    newest = max(given.values(), key=lambda answer: answer.at)
    return replace(moment, answer="kept", answered_by=newest.by, answered_at=newest.at, reason="")
