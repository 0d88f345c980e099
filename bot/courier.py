"""Sends the outbox: what a step said goes out at once; what could not go waits for a sweep.

Each channel has its own queue, in order, so that one slow channel holds up no other. A message
that may have been posted is looked up before it is ever sent again (T4).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.log import log
from bot.pace import Pace
from bot.ports import (
    Messenger,
    Outcome,
    Outgoing,
    Place,
    Refused,
    Sent,
    Uncertain,
    Unknowable,
    Wait,
)
from bot.store import outbox, purchases
from bot.store.database import Bound, Database, NotSaved
from dialogs.card import CARD

AT_ONCE = 20
"""How many calls are under way at the same time."""
HELD = 0.4
"""The part of a claim after which nothing is begun any more: the call itself takes time too."""
LONGEST_WAIT = timedelta(minutes=10)
NOT_TAKEN = {
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_arguments",
    "msg_too_long",
    "no_text",
}

Gone = Callable[[str], Awaitable[None]]
"""Called with a purchase whose conversation is no longer there."""
Lost = Callable[[Bound, Outgoing], Sequence[Outgoing]]
"""Called with a message of which nobody can say whether it arrived, in the transaction that gives
it up; stores what its owner is told."""


class Courier:
    """Sends what is in the outbox of one workspace."""

    def __init__(
        self, database: Database, workspace: str, messenger: Messenger, clock: Clock, name: str
    ) -> None:
        self._database = database
        self._workspace = workspace
        self._messenger = messenger
        self._clock = clock
        self.name = name
        self.gone: Gone | None = None
        self.lost: Lost = lambda bound, outgoing: ()
        self.lease = outbox.LEASE
        self.pace = Pace()
        self._queues: dict[str, asyncio.Task[None]] = {}
        self._busy = asyncio.Semaphore(AT_ONCE)

    def take(self, batch: Sequence[Outgoing]) -> None:
        """Sends messages for one channel, after those that it was given before."""
        if not batch:
            return
        channel = batch[0].channel
        task = asyncio.create_task(self._in_turn(self._queues.get(channel), batch))
        self._queues[channel] = task
        task.add_done_callback(lambda done: self._finished(channel, done))

    def _finished(self, channel: str, done: asyncio.Task[None]) -> None:
        if self._queues.get(channel) is done:
            del self._queues[channel]
        if not done.cancelled() and (error := done.exception()):
            log.error("courier.failed", channel=channel, exc_info=error)

    async def idle(self) -> None:
        """Waits until everything that was taken has been dealt with."""
        while self._queues:
            await asyncio.wait(list(self._queues.values()))

    async def sweep(self) -> int:
        """Takes what is due and what a dead process left behind; gives the number of messages."""
        now = self._clock.now()
        due = await self._database.run(
            self._workspace, lambda bound: outbox.claim_due(bound, self.name, now, self.lease)
        )
        by_channel: dict[str, list[Outgoing]] = {}
        for outgoing in due:
            by_channel.setdefault(outgoing.channel, []).append(outgoing)
        for batch in by_channel.values():
            self.take(batch)
        return len(due)

    async def _in_turn(self, before: asyncio.Task[None] | None, batch: Sequence[Outgoing]) -> None:
        if before:
            await asyncio.wait([before])
        await self._deliver(batch)

    async def _deliver(self, batch: Sequence[Outgoing]) -> None:
        """Sends a batch in order; what follows a message that must wait, waits as well."""
        done: list[tuple[Outgoing, Outcome]] = []
        cards: dict[str, Sent] = {}
        blocked: dict[str, Outcome] = {}
        gone: set[str] = set()
        for outgoing in batch:
            if outgoing.purchase in blocked:
                done.append((outgoing, Wait(1, "waits for the one before")))
                continue
            outcome = await self._send(outgoing, cards.get(outgoing.purchase))
            done.append((outgoing, outcome))
            if (
                isinstance(outcome, Sent)
                and outgoing.message.key == CARD
                and not _replaces(outgoing)
            ):
                cards[outgoing.purchase] = outcome
                await self._note(done)
                done = []
            if isinstance(outcome, Sent) or _replaces(outgoing) or outgoing.message.only_for:
                continue
            blocked[outgoing.purchase] = outcome
            if isinstance(outcome, Refused) and outcome.gone:
                gone.add(outgoing.purchase)
        await self._note(done)
        for purchase in gone - {""}:
            if self.gone:
                await self.gone(purchase)

    async def _send(self, outgoing: Outgoing, card: Sent | None) -> Outcome:
        if card:
            outgoing = replace(outgoing, channel=card.channel, thread=outgoing.thread or card.ts)
        addressed = await self._addressed(outgoing)
        if not isinstance(addressed, Outgoing):
            return addressed
        if _may_be_there(addressed) and (found := await self._look_up(addressed)):
            return found
        if self._clock.now() - addressed.claimed_at > self.lease * HELD:
            return Wait(0, "waited too long for its turn to be sent on this claim")
        await self._turn(addressed)
        async with self._busy:
            return await self._messenger.send(addressed)

    async def _turn(self, outgoing: Outgoing) -> None:
        """Waits until there may be posted in a channel; an update is no post."""
        if not _replaces(outgoing) and not outgoing.message.only_for:
            now = asyncio.get_running_loop().time()
            await asyncio.sleep(self.pace.turn(outgoing.channel, now))

    async def _addressed(self, outgoing: Outgoing) -> Outgoing | Outcome:
        """The message with the thread it goes to, or the message it takes the place of."""
        if not outgoing.purchase or (outgoing.target if _replaces(outgoing) else outgoing.thread):
            return outgoing
        if not _replaces(outgoing) and outgoing.message.key == CARD:
            return outgoing
        return await self._database.run(self._workspace, lambda bound: _placed(bound, outgoing))

    async def _look_up(self, outgoing: Outgoing) -> Outcome | None:
        """What became of a message that may have been posted; None when it was not."""
        if outgoing.message.only_for:
            return Refused("shown to one person only; not shown again")
        async with self._busy:
            found = await self._messenger.find(outgoing)
        if isinstance(found, Unknowable) and _opens(outgoing):
            return Refused(f"cannot be looked up: {found.reason}", gone=True)
        return found

    async def _note(self, done: Sequence[tuple[Outgoing, Outcome]]) -> None:
        """Writes down what came of messages, and takes what is said because of it.

        If that fails, the lease runs out and we look.
        """
        if not done:
            return
        now = self._clock.now()

        def work(bound: Bound) -> list[Outgoing]:
            said = [
                row
                for outgoing, outcome in done
                for row in self._note_one(bound, outgoing, outcome, now)
            ]
            outbox.sent(bound, [(out.id, what) for out, what in done if isinstance(what, Sent)])
            return said

        try:
            for row in await self._database.run(self._workspace, work):
                self.take([row])
        except NotSaved as error:
            log.error("courier.not_noted", rows=[out.id for out, _ in done], reason=str(error))
        for outgoing, outcome in done:
            if not isinstance(outcome, Sent):
                log.warning(
                    "courier.not_sent",
                    row=outgoing.id,
                    purchase=outgoing.purchase,
                    attempts=outgoing.attempts,
                    reason=outcome.reason,
                )

    def _note_one(
        self, bound: Bound, outgoing: Outgoing, outcome: Outcome, now: datetime
    ) -> Sequence[Outgoing]:
        """Writes down what came of one message, besides that it was sent; gives what is said
        because of it."""
        if isinstance(outcome, Refused) and outcome.missing and outgoing.message.replaces == CARD:
            return self._card_again(bound, outgoing, outcome.reason, now)
        _write_down(bound, outgoing, outcome, now)
        return self.lost(bound, outgoing) if isinstance(outcome, Unknowable) else ()

    def _card_again(
        self, bound: Bound, outgoing: Outgoing, reason: str, now: datetime
    ) -> Sequence[Outgoing]:
        """Posts a card anew, in the place of one that was deleted; one that is on its way is
        waited for."""
        held = purchases.load(bound, outgoing.purchase)
        if held is None or not held.place.thread:
            outbox.later(bound, outgoing.id, "dropped", reason, now)
            return ()
        newest = outbox.latest(bound, outgoing.purchase, CARD)
        on_its_way = newest is not None and not newest.ts
        if on_its_way or held.place.card not in ("", outgoing.target):
            outbox.later(bound, outgoing.id, "pending", reason, now + backoff(outgoing.attempts))
            return ()
        outbox.later(bound, outgoing.id, "dropped", reason, now)
        held = replace(held, place=replace(held.place, card=""))
        purchases.move(bound, outgoing.purchase, held.place)
        card = replace(outgoing.message, replaces="")
        return outbox.add(bound, held, [card], self.name, now, self.lease)


def _replaces(outgoing: Outgoing) -> bool:
    return bool(outgoing.message.replaces)


def _opens(outgoing: Outgoing) -> bool:
    """Whether a message opens the conversation: without it there is no thread to go on in."""
    return outgoing.message.key == CARD and not _replaces(outgoing) and not outgoing.thread


def _may_be_there(outgoing: Outgoing) -> bool:
    """Whether a message may stand in the conversation already; an update does no harm twice."""
    return outgoing.check_first and not _replaces(outgoing)


def _placed(bound: Bound, outgoing: Outgoing) -> Outgoing | Outcome:
    """The message with where its conversation is now, or what it takes the place of."""
    if outgoing.message.replaces not in ("", CARD):
        return _in_place_of(bound, outgoing)
    held = purchases.load(bound, outgoing.purchase)
    place = held.place if held else Place(outgoing.channel)
    if _replaces(outgoing):
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


def _write_down(bound: Bound, outgoing: Outgoing, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Sent(channel, ts):
            if outgoing.message.key == CARD and not _replaces(outgoing):
                _open_conversation(bound, outgoing, channel, ts)
        case Wait(seconds, reason):
            state = "unknown" if _may_be_there(outgoing) else "pending"
            outbox.later(bound, outgoing.id, state, reason, now + timedelta(seconds=seconds))
        case Uncertain(reason) if _replaces(outgoing):
            outbox.later(bound, outgoing.id, "pending", reason, now + backoff(outgoing.attempts))
        case Uncertain(reason, seconds):
            wait = max(timedelta(seconds=seconds), backoff(outgoing.attempts))
            outbox.later(bound, outgoing.id, "unknown", reason, now + wait)
        case Unknowable(reason):
            reason = f"may have been posted, and cannot be looked up: {reason}"
            outbox.later(bound, outgoing.id, "dropped", reason, now)
        case Refused(reason, gone) if gone or _replaces(outgoing) or _hopeless(outgoing, reason):
            outbox.later(bound, outgoing.id, "dropped", reason, now)
        case Refused(reason):
            outbox.later(bound, outgoing.id, "pending", reason, now + backoff(outgoing.attempts))


def _hopeless(outgoing: Outgoing, reason: str) -> bool:
    """Whether trying again gives the same answer; a token that is refused can be mended."""
    return bool(outgoing.message.only_for) or reason in NOT_TAKEN


def backoff(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 5 seconds, then twice as long each time."""
    return min(timedelta(seconds=5 * 2 ** min(attempts - 1, 10)), LONGEST_WAIT)


def _open_conversation(bound: Bound, outgoing: Outgoing, channel: str, ts: str) -> None:
    """The card was posted: its thread is the conversation, unless it lives in another thread."""
    held = purchases.load(bound, outgoing.purchase)
    if held:
        thread = held.place.thread or ts
        purchases.move(
            bound, outgoing.purchase, replace(held.place, channel=channel, thread=thread, card=ts)
        )
