"""Adds up what happened in a month, for who tells it inside and outside."""

from __future__ import annotations

from bot.parts import Parts
from bot.ports import Place
from bot.store import monthly, outbox, successes
from bot.store.database import Bound
from bot.store.monthly import Span
from dialogs.monthly import Celebrated, Happened, Month
from dialogs.success import Success, key_of


def happened(parts: Parts, bound: Bound, month: Month, most: int) -> Happened:
    """What happened, with so many successes at most: those with most cheers."""
    span = span_of(parts, month)
    found = successes.posted(bound, span.since, span.until, most)
    return Happened(
        begun=monthly.begun(bound, span),
        bought=monthly.bought(bound, span),
        not_bought=monthly.not_bought(bound, span),
        promises=monthly.promises(bound, span),
        successes=[Celebrated(each, _link(parts, bound, each)) for each in found],
        lesson=monthly.lesson(bound, span),
    )


def span_of(parts: Parts, month: Month) -> Span:
    """A month as days and moments, where the organisation is."""
    zone, after = parts.organisation.zone, month.after
    return Span(month.first, after.first, month.begins(zone), after.begins(zone))


def _link(parts: Parts, bound: Bound, success: Success) -> str:
    """The address of its message; empty while that is on its way."""
    stands = outbox.latest(bound, "", key_of(success.id))
    return parts.link(Place(stands.channel, stands.ts, stands.ts)) if stands else ""
