"""Sends the outbox: what a step said goes out at once; what could not go waits for a sweep.

Each channel has its own queue, in order, so that one slow channel holds up no other. A message
that may have been posted is looked up before it is ever sent again (T4).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from bot.clock import Clock
from bot.log import log
from bot.notes import Notes, only_sent, placed
from bot.pace import Pace
from bot.ports import (
    Messenger,
    Outcome,
    Outgoing,
    Refused,
    Sent,
    Unknowable,
    Wait,
)
from bot.store import claims
from bot.store.database import Bound, Database, NotSaved
from dialogs.card import CARD

AT_ONCE = 20
"""How many calls are under way at the same time."""
HELD = 0.4
"""The part of a claim after which nothing is begun any more: the call itself takes time too."""
Gone = Callable[[str], Awaitable[None]]
"""Called with a purchase whose conversation is no longer there."""
MayGo = Callable[[Sequence[Outgoing]], Awaitable[Sequence[Outgoing]]]
"""Called with what was found due and claimed; gives what goes now, and puts back the rest."""


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
        self.may_go: MayGo = _all_of_it
        self.notes = Notes(name)
        self.pace = Pace()
        self._queues: dict[str, asyncio.Task[None]] = {}
        self._busy = asyncio.Semaphore(AT_ONCE)

    def take(self, batch: Sequence[Outgoing]) -> None:
        """Sends messages, in each channel after those that it was given before."""
        by_channel: dict[str, list[Outgoing]] = {}
        for outgoing in batch:
            by_channel.setdefault(outgoing.channel, []).append(outgoing)
        for channel, theirs in by_channel.items():
            task = asyncio.create_task(self._in_turn(self._queues.get(channel), theirs))
            self._queues[channel] = task
            task.add_done_callback(partial(self._finished, channel))

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
        due = await self._database.run_single(
            self._workspace, lambda bound: claims.claim_due(bound, self.name, now, self.notes.lease)
        )
        self.take(await self.may_go(due))
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
            if isinstance(outcome, Sent) and outgoing.message.key == CARD and not outgoing.replaces:
                cards[outgoing.purchase] = outcome
                await self._note(done)
                done = []
            if isinstance(outcome, Sent) or outgoing.replaces or outgoing.message.only_for:
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
        if addressed.may_be_there and (found := await self._look_up(addressed)):
            return found
        await self._turn(addressed)
        async with self._busy:
            # Looked at here, after every wait: who sends on a claim that ran out sends twice.
            if self._clock.now() - addressed.claimed_at > self.notes.lease * HELD:
                return Wait(0, "waited too long for its turn to be sent on this claim")
            return await self._messenger.send(addressed)

    async def _turn(self, outgoing: Outgoing) -> None:
        """Waits until there may be posted in a channel; an update is no post."""
        if not outgoing.replaces and not outgoing.message.only_for:
            now = asyncio.get_running_loop().time()
            await asyncio.sleep(self.pace.turn(outgoing.channel, now))

    async def _addressed(self, outgoing: Outgoing) -> Outgoing | Outcome:
        """The message with the thread it goes to, or the message it takes the place of."""
        if outgoing.target if outgoing.replaces else outgoing.thread:
            return outgoing
        if not outgoing.replaces and (not outgoing.purchase or outgoing.message.key == CARD):
            return outgoing
        return await self._database.run(self._workspace, lambda bound: placed(bound, outgoing))

    async def _look_up(self, outgoing: Outgoing) -> Outcome | None:
        """What became of a message that may have been posted; None when it was not."""
        if outgoing.message.only_for:
            return Refused("shown to one person only; not shown again")
        async with self._busy:
            found = await self._messenger.find(outgoing)
        if isinstance(found, Unknowable) and outgoing.opens:
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
                for row in self.notes.of(bound, outgoing, outcome, now)
            ]
            claims.sent(bound, [(out.id, what) for out, what in done if isinstance(what, Sent)])
            return said

        run = self._database.run_single if only_sent(done) else self._database.run
        try:
            for row in await run(self._workspace, work):
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


async def _all_of_it(claimed: Sequence[Outgoing]) -> Sequence[Outgoing]:
    return claimed
