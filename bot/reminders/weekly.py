"""The weekly digest for procurement, once over any number of processes and restarts."""

from __future__ import annotations

from bot.log import log
from bot.parts import Parts
from bot.ports import Reply, Said
from bot.reminders.procurement import DIGEST, tell_procurement
from bot.reminders.subjects import Reader
from bot.store import inbox, later, weekly
from bot.store.database import Bound
from bot.store.weekly import Period
from dialogs.digest import (
    IN_DIGEST,
    ON_PAGE,
    Counts,
    Urgent,
    digest,
    due_week,
    ends_before,
    nearest_page,
    page,
    spread,
    week_over,
)
from dialogs.turn import say


class Weekly:
    """Tells the digest of a week, and shows all of it to who asks."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._done = ""

    async def tell(self) -> None:
        """Tells the digest of this week, when it is time and nobody did."""
        parts = self._parts
        week = due_week(parts.clock.now(), parts.rules.zone, parts.rules.calendar)
        if not week or week == self._done:
            return
        await parts.database.run(parts.workspace, lambda bound: self._tell(bound, week))
        self._done = week

    def _tell(self, bound: Bound, week: str) -> None:
        """One transaction, in which this process holds the workspace."""
        parts, key = self._parts, f"{DIGEST}{week}"
        if later.was_told(bound, key) or not weekly.hold(bound):
            return
        period = self._period()
        counts = weekly.counts(bound, period)
        urgent = self._urgent(bound, period, counts, 0, IN_DIGEST)
        if tell_procurement(parts, bound, key, lambda scene: digest(scene, counts, urgent)):
            return
        # Remembered apart from what was told: whoever is named later this week still gets it.
        if inbox.remember(bound, f"nobody/{key}", parts.clock.now()):
            log.warning("digest.nobody_to_tell", workspace=parts.workspace, week=week)

    async def all(self, said: Said, number: int) -> Reply:
        """A page of everything, the last one when there are fewer by now; for who is in the
        procurement team or in its channel."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            scene = parts.scene(parts.language_of(bound, said.person))
            if not self._may(said):
                return Reply(scene.language, say(scene, "procurement.only_team"))
            period = self._period()
            counts = weekly.counts(bound, period)
            here = nearest_page(counts, number)
            urgent = self._urgent(bound, period, counts, (here - 1) * ON_PAGE, ON_PAGE)
            return Reply(scene.language, page(scene, counts, urgent, here))

        return await parts.database.run(parts.workspace, work)

    def _may(self, said: Said) -> bool:
        """Who presses a button in a channel is in it; the channel may have been another before."""
        organisation = self._parts.organisation
        if said.person in organisation.procurement_team:
            return True
        return not said.place.direct and said.place.channel == organisation.procurement_channel

    def _period(self) -> Period:
        rules = self._parts.rules
        today = self._parts.clock.now().astimezone(rules.zone).date()
        return Period(today, week_over(today, rules.zone), ends_before(today))

    def _urgent(
        self, bound: Bound, period: Period, counts: Counts, first: int, size: int
    ) -> Urgent:
        """So many lines of what there is, after the first so many."""
        parts = spread(counts, first, size)
        reader = Reader(bound, self._parts.rules)
        found = {
            name: reader.subjects(weekly.listed(bound, name, period, *parts[name]))
            for name in ("stuck", "overdue", "due")
        }
        return Urgent(ending=weekly.ending(bound, period, *parts["ending"]), **found)
