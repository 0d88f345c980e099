"""Sees what became ripe to be celebrated, and proposes one thing a week to the ambassadors.

It looks once an hour, at so much at most. Each thing is found once and proposed once, whichever
process does so; what is proposed is looked at again first, for much may have changed since.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bot.log import log
from bot.parts import Parts
from bot.reminders.procurement import tell_each
from bot.ripeness import contract_of, subject_of
from bot.store import moments, proposals, register, ripe, weekly
from bot.store.database import Bound
from dialogs.ambition import themes
from dialogs.portfolio import count
from dialogs.ripe import RIPE, YEAR, Ripe, Subject, kept_for_a_year, key_of, proposal, reached
from dialogs.scene import Scene

AT_ONCE = 50
"""So much of each kind is found in a round; what is left comes in the next."""
TRIED = 20
"""So many are looked at again in a round, until one is still so."""
OVERLAP = timedelta(hours=1)
"""So far back is looked again: an answer may be stored after one that was given later."""


class Ripening:
    """Finds what is ripe and proposes it; where it was is kept in memory, and looked up again."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._after: tuple[datetime, int] | None = None

    async def round(self) -> None:
        """Finds what is new, and proposes what is ripe longest when nothing was this week."""
        parts = self._parts
        for look in (self._settle, self._look_at_purchases, self._look_at_themes):
            await parts.database.run(parts.workspace, look)
        self._after = await parts.database.run(parts.workspace, self._look_at_promises)
        if parts.rules.calendar.is_open(parts.clock.now(), parts.rules.zone):
            await parts.database.run(parts.workspace, self._propose)

    @property
    def _since(self) -> datetime:
        """What was ripe before this is not celebrated any more."""
        return self._parts.clock.now() - YEAR

    def _settle(self, bound: Bound) -> None:
        """What became a success, or was ripe too long ago, waits no longer."""
        proposals.too_old(bound, self._since)
        waits = proposals.open_now(bound, self._since, AT_ONCE)
        proposals.told(bound, proposals.told_of(bound, waits))

    def _look_at_purchases(self, bound: Bound) -> None:
        since = self._since
        found = [*ripe.not_bought(bound, since, AT_ONCE), *ripe.awarded(bound, since, AT_ONCE)]
        proposals.add(bound, found, since)

    def _look_at_themes(self, bound: Bound) -> None:
        scene = self._parts.scene(self._parts.organisation.language)
        proposals.add(bound, _of_themes(bound, scene), self._since)

    def _look_at_promises(self, bound: Bound) -> tuple[datetime, int]:
        """Looks at the answers that are new; gives where that was."""
        after = self._after or (self._since, 0)
        answers = ripe.kept_after(bound, *after, AT_ONCE)
        if answers:
            last = answers[-1]
            more = len(answers) == AT_ONCE
            after = (last.at, last.id) if more else (last.at - OVERLAP, 0)
        about = {key_of("kept", each.purchase, each.promise): each for each in answers}
        known = proposals.known(bound, about)
        found = []
        for key, each in about.items():
            contract = contract_of(bound, each.purchase) if key not in known else None
            promise = contract.promise(each.promise) if contract else None
            if contract is None or promise is None or promise.stopped:
                continue
            ledger = moments.of_purchase(bound, each.purchase)
            theirs = [moment for moment in ledger if moment.promise == each.promise]
            if since := kept_for_a_year(theirs, contract.term.start):
                found.append(Ripe(key, "kept", since, each.purchase))
        proposals.add(bound, found, self._since)
        return after

    def _propose(self, bound: Bound) -> None:
        """One transaction, in which this process holds the workspace."""
        parts = self._parts
        if not parts.organisation.ambassadors or self._proposed(bound):
            return
        if not proposals.waiting(bound, 1) or not weekly.hold(bound) or self._proposed(bound):
            return
        scene = parts.scene(parts.organisation.language)
        waiting = proposals.waiting(bound, TRIED)
        told = proposals.told_of(bound, waiting)
        proposals.told(bound, told)
        for each in (each for each in waiting if each.key not in told):
            subject = subject_of(parts, bound, scene, each)
            if subject is not None:
                self._tell(bound, subject)
                return
            proposals.forget(bound, each.key)

    def _proposed(self, bound: Bound) -> bool:
        """Whether anything was proposed in this week, which begins on Monday."""
        today = self._parts.clock.now().astimezone(self._parts.rules.zone).date()
        monday = today - timedelta(days=today.weekday())
        begins = datetime.combine(monday, time(), self._parts.rules.zone)
        return proposals.any_proposed(bound, begins)

    def _tell(self, bound: Bound, subject: Subject) -> None:
        """Each ambassador in their own direct message; without any it stays found."""
        parts, each = self._parts, subject.ripe
        ambassadors, key = parts.organisation.ambassadors, f"{RIPE}{each.key}"
        if tell_each(parts, bound, ambassadors, key, lambda scene: proposal(scene, subject)):
            proposals.proposed(bound, each.key, parts.clock.now())
            log.info("ripe.proposed", kind=each.kind)


def _of_themes(bound: Bound, scene: Scene) -> Iterator[Ripe]:
    """The first purchase in each theme, and the goals that are reached, as far as they are new."""
    sums = register.sums(bound)
    used = [key for key in themes(scene) if count(sums, f"theme/{key}")]
    goals = {key_of("goal", key) for key in reached(scene, sums)}
    known = proposals.known(bound, [*(key_of("theme", key) for key in used), *goals])
    for key in used:
        if key_of("theme", key) not in known and (first := ripe.first_in(bound, key)):
            yield first
    for name in sorted(goals - known):
        yield Ripe(name, "goal", scene.now)
