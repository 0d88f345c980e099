"""What came of a message is written down, and where one goes is looked up, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.ports import Outcome, Outgoing, Place, Refused, Sent, Uncertain, Unknowable, Wait
from bot.store import claims, outbox, purchases
from bot.store.database import Bound
from dialogs.card import CARD

LONGEST_WAIT = timedelta(minutes=10)
NOT_TAKEN = {
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_arguments",
    "msg_too_long",
    "no_text",
}

Lost = Callable[[Bound, Outgoing], Sequence[Outgoing]]
"""Called with a message that did not, or may not have, arrived, in the transaction that gives it
up; stores what is said because of it."""


class Notes:
    """Writes down what came of messages, for the process that sent them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.lease = claims.LEASE
        self.lost: Lost = lambda bound, outgoing: ()
        self.refused: Lost = lambda bound, outgoing: ()

    def of(
        self, bound: Bound, outgoing: Outgoing, outcome: Outcome, now: datetime
    ) -> Sequence[Outgoing]:
        """Writes down what came of one message, besides that it was sent; gives what is said
        because of it."""
        if isinstance(outcome, Refused) and outcome.missing and outgoing.message.replaces == CARD:
            return self._card_again(bound, outgoing, outcome.reason, now)
        if not _write_down(bound, outgoing, outcome, now):
            return ()
        if isinstance(outcome, Unknowable):
            return self.lost(bound, outgoing)
        return () if outgoing.purchase else self.refused(bound, outgoing)

    def _card_again(
        self, bound: Bound, outgoing: Outgoing, reason: str, now: datetime
    ) -> Sequence[Outgoing]:
        """Posts a card anew, in the place of one that was deleted; one that is on its way is
        waited for."""
        held = purchases.load(bound, outgoing.purchase)
        if held is None or not held.place.thread:
            claims.later(bound, outgoing, "dropped", reason, now)
            return ()
        newest = outbox.latest(bound, outgoing.purchase, CARD)
        on_its_way = newest is not None and not newest.ts
        if on_its_way or held.place.card not in ("", outgoing.target):
            claims.later(bound, outgoing, "pending", reason, now + backoff(outgoing.attempts))
            return ()
        claims.later(bound, outgoing, "dropped", reason, now)
        held = replace(held, place=replace(held.place, card=""))
        purchases.move(bound, outgoing.purchase, held.place)
        card = replace(outgoing.message, replaces="")
        return outbox.add(bound, held, [card], self._name, now, self.lease)


def only_sent(done: Sequence[tuple[Outgoing, Outcome]]) -> bool:
    """Whether nothing is written down of messages but that they were sent."""
    return all(
        isinstance(outcome, Sent) and not _opens_conversation(outgoing)
        for outgoing, outcome in done
    )


def placed(bound: Bound, outgoing: Outgoing) -> Outgoing | Outcome:
    """The message with where its conversation is now, or what it takes the place of."""
    if outgoing.message.replaces not in ("", CARD):
        return _in_place_of(bound, outgoing)
    held = purchases.load(bound, outgoing.purchase)
    place = held.place if held else Place(outgoing.channel)
    if outgoing.replaces:
        if not place.card:
            return Refused("there is no card to change", missing=True)
        return replace(outgoing, channel=place.channel, target=place.card)
    if not place.thread:
        return Wait(backoff(outgoing.attempts).seconds, "waits for the card")
    return replace(outgoing, channel=place.channel, thread=place.thread)


def _in_place_of(bound: Bound, outgoing: Outgoing) -> Outgoing | Outcome:
    found = outbox.latest(bound, outgoing.purchase, outgoing.message.replaces, before=outgoing)
    if found is None:
        return Refused("the message it replaces was never sent")
    if not found.ts:
        return Wait(backoff(outgoing.attempts).seconds, "waits for the message it replaces")
    return replace(outgoing, channel=found.channel, target=found.ts)


def _write_down(bound: Bound, outgoing: Outgoing, outcome: Outcome, now: datetime) -> bool:
    """Writes down what came of one message; whether we gave it up for good, on our own claim."""
    match outcome:
        case Sent(channel, ts):
            if _opens_conversation(outgoing):
                _open_conversation(bound, outgoing, channel, ts)
        case Wait(seconds, reason):
            state = "unknown" if outgoing.may_be_there else "pending"
            claims.later(bound, outgoing, state, reason, now + timedelta(seconds=seconds))
        case Uncertain(reason) if outgoing.replaces:
            claims.later(bound, outgoing, "pending", reason, now + backoff(outgoing.attempts))
        case Uncertain(reason, seconds):
            wait = max(timedelta(seconds=seconds), backoff(outgoing.attempts))
            claims.later(bound, outgoing, "unknown", reason, now + wait)
        case Unknowable(reason):
            reason = f"may have been posted, and cannot be looked up: {reason}"
            return claims.later(bound, outgoing, "dropped", reason, now)
        case Refused(reason, gone) if gone or outgoing.replaces or _hopeless(outgoing, reason):
            return claims.later(bound, outgoing, "dropped", reason, now)
        case Refused(reason):
            claims.later(bound, outgoing, "pending", reason, now + backoff(outgoing.attempts))
    return False


def _hopeless(outgoing: Outgoing, reason: str) -> bool:
    """Whether trying again gives the same answer; a token that is refused can be mended."""
    return bool(outgoing.message.only_for) or reason in NOT_TAKEN


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 5 seconds, then twice as long each time."""
    return min(timedelta(seconds=5 * 2 ** min(attempts - 1, 10)), LONGEST_WAIT)


def _opens_conversation(outgoing: Outgoing) -> bool:
    return outgoing.message.key == CARD and not outgoing.replaces


def _open_conversation(bound: Bound, outgoing: Outgoing, channel: str, ts: str) -> None:
    """The card was posted: its thread is the conversation, unless it lives in another thread."""
    held = purchases.load(bound, outgoing.purchase)
    if held:
        thread = held.place.thread or ts
        purchases.move(
            bound, outgoing.purchase, replace(held.place, channel=channel, thread=thread, card=ts)
        )
