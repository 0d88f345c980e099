"""Adds up what happened in a month, for who tells it inside and outside."""

from __future__ import annotations

from dataclasses import replace

from bot.parts import Parts
from bot.ports import Outgoing, Place
from bot.store import digests, monthly, outbox, successes
from bot.store.database import Bound
from bot.store.monthly import Span
from dialogs.monthly import CHANGED, Celebrated, Happened, Month, retold
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
        successes=[Celebrated(each, link_to(parts, bound, each)) for each in found],
        lesson=monthly.lesson(bound, span),
    )


def retell(parts: Parts, bound: Bound, about: str, title: str = "") -> list[Outgoing]:
    """Changes the digests that a success stands in: its title; or without one, takes that, or a
    lesson, out of them. `about` is the key of the success, or that of the lesson."""
    scene, rows = parts.scene(parts.organisation.language), []
    for key, (message, channel) in digests.as_said(bound).items():
        if changed := retold(scene, message, about, title):
            digests.forget_words(bound, key)
            changed = replace(changed, key=f"{key}{CHANGED}", replaces=key)
            rows.append(parts.say_at(bound, Place(channel), changed))
    return rows


def span_of(parts: Parts, month: Month) -> Span:
    """A month as days and moments, where the organisation is."""
    zone, after = parts.organisation.zone, month.after
    return Span(month.first, after.first, month.begins(zone), after.begins(zone))


def link_to(parts: Parts, bound: Bound, success: Success) -> str:
    """The address of its message; empty while that is on its way."""
    stands = outbox.latest(bound, "", key_of(success.id))
    return parts.link(Place(stands.channel, stands.ts, stands.ts)) if stands else ""
