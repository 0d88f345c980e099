"""What we say of our own accord waits for office hours, also when it is found due at night.

A row waits until its receiver's office opens; but who slept at that hour, or was held up by the
platform, finds it at any hour. An answer to what somebody just did is not ours to keep.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.parts import Parts
from bot.ports import Outgoing
from bot.reminders.dispatching import INSTEAD, STUCK
from bot.reminders.handing import GONE
from bot.reminders.procurement import TOLD_HERE
from bot.reminders.receivers import NUDGE, zones_of
from bot.store import claims
from bot.store.database import Bound
from dialogs.board import BOARD
from dialogs.inquiry import WAITING
from dialogs.lesson_asking import LESSON
from dialogs.monthly import MONTH
from dialogs.ripe import RIPE
from dialogs.sparing import ASKED
from dialogs.success_told import ABOUT, CONSENT
from dialogs.topic_questions import QUESTION

OF_OUR_OWN = (
    NUDGE, STUCK, INSTEAD, GONE, f"{BOARD}/", CONSENT, ABOUT, LESSON, WAITING, ASKED, RIPE,
    QUESTION, MONTH, *TOLD_HERE,
)  # fmt: skip
"""How the keys begin of what nobody asked for at that moment."""


async def in_hours(parts: Parts, claimed: Sequence[Outgoing]) -> Sequence[Outgoing]:
    """Of what was claimed, what may go now; the rest is put back until its receiver's opening.

    A channel's hours are those of the organisation. Who dies on the way leaves a claim that runs
    out, and whoever finds it then asks this again.
    """
    if not any(map(_of_our_own, claimed)):
        return claimed
    return await parts.database.run(parts.workspace, lambda bound: _put_back(parts, bound, claimed))


def _put_back(parts: Parts, bound: Bound, claimed: Sequence[Outgoing]) -> list[Outgoing]:
    now = parts.clock.now()
    zones = zones_of(parts, bound, {each.channel for each in claimed if _of_our_own(each)})
    going = []
    for each in claimed:
        zone = zones.get(each.channel) if _of_our_own(each) else None
        opens = parts.rules.calendar.next_open(now, zone) if zone else now
        if opens > now:
            state = "unknown" if each.may_be_there else "pending"
            claims.later(bound, each, state, "outside_hours", opens)
        else:
            going.append(each)
    return going


def _of_our_own(outgoing: Outgoing) -> bool:
    return not outgoing.replaces and outgoing.message.key.startswith(OF_OUR_OWN)
