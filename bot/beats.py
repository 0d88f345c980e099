"""What is done on every beat of the heart; a database that is away is tried again at the next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from bot.clock import LOOK_SECONDS, NUDGE_SECONDS, ROUND_SECONDS, SWEEP_SECONDS, Heartbeat
from bot.courier import Courier
from bot.learning import Learning
from bot.librarian import Librarian
from bot.log import log
from bot.parts import Parts
from bot.policy_watch import PolicyWatch
from bot.registrar import Registrar
from bot.reminders.dispatching import Dispatcher
from bot.reminders.rounds import Rounds
from bot.reporting import Reporting
from bot.store import inbox, questions
from bot.store.database import Bound, NotSaved

REMEMBER = timedelta(days=30)
REMEMBER_MISSED = timedelta(days=365)
FORGET_SECONDS = 3600.0
Work = Callable[[], Awaitable[object]]


def quietly(event: str, work: Work) -> Callable[[], Awaitable[None]]:
    """The same work, of which it is only logged that it could not be done now."""

    async def done() -> None:
        try:
            await work()
        except (NotSaved, OSError) as error:
            log.warning(event, reason=str(error))

    return done


def beating(
    parts: Parts, courier: Courier, dispatcher: Dispatcher, rounds: Rounds, learning: Learning,
    reporting: Reporting, policy: PolicyWatch, librarian: Librarian | None,
    registrar: Registrar | None,
) -> Heartbeat:  # fmt: skip
    """A heart that does all of it, not yet beating."""
    beats: list[tuple[float, str, Work]] = [
        (SWEEP_SECONDS, "sweep.not_read", courier.sweep),
        (NUDGE_SECONDS, "nudges.not_told", dispatcher.sweep),
        (ROUND_SECONDS, "rounds.not_made", rounds.beat),
        (ROUND_SECONDS, "month.not_told", learning.monthly.tell),
        (ROUND_SECONDS, "policy.not_told", policy.tell),
        (ROUND_SECONDS, "successes.not_looked_after", learning.successes.cheers.beat),
        (LOOK_SECONDS, "policy.not_looked_at", policy.look),
        (FORGET_SECONDS, "forget.not_done", partial(forget, parts)),
        (FORGET_SECONDS, "spares.not_asked", learning.sparing.ask),
        (FORGET_SECONDS, "reports.not_looked_at", reporting.own_up),
    ]
    if librarian:
        beats.append((LOOK_SECONDS, "knowledge.not_looked_at", librarian.look))
    if registrar:
        beats.append((LOOK_SECONDS, "groups.not_looked_at", registrar.beat))
    heartbeat = Heartbeat()
    for seconds, event, work in beats:
        heartbeat.every(seconds, quietly(event, work))
    return heartbeat


async def forget(parts: Parts) -> None:
    """Drops deliveries that will not come again, and what nobody asked for a year."""
    now = parts.clock.now()

    def work(bound: Bound) -> None:
        inbox.forget(bound, now - REMEMBER)
        questions.forget_missed(bound, now - REMEMBER_MISSED)

    await parts.database.run(parts.workspace, work)
