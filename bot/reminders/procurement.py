"""Tells procurement: in its channel, or, where there is none that takes it, each of the team.

Whatever is told here is a row that waits for office hours; whichever process finds it due sends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.log import log
from bot.parts import Parts
from bot.ports import Held, Outgoing, Place
from bot.reminders.receivers import in_their_hours
from bot.store.database import Bound
from bot.store.people import is_here
from dialogs.lesson_asking import STUCK
from dialogs.messages import Message
from dialogs.procurement import new, not_in_channel, worth_telling
from dialogs.purchase import Purchase
from dialogs.scene import Scene

NEW, SILENT, DIGEST, OWN, POLICY = "new/", "silent/", "digest/", "own/", "policy/"
TOLD_HERE = (NEW, SILENT, DIGEST, OWN, POLICY, STUCK)
APART = "@"
"""Stands in the key of what went to one of the team, before their id."""

Drawn = Callable[[Scene], Message]
"""A message, drawn in the language of who gets it."""


def tell_procurement(parts: Parts, bound: Bound, key: str, drawn: Drawn) -> bool:
    """Stores something for procurement, once for its key; false when there is nobody to tell.

    The caller holds what the key is about, so that two processes do not both store it.
    """
    organisation = parts.organisation
    channel = organisation.procurement_channel
    if not channel:
        return _tell_team(parts, bound, key, drawn)
    opens = parts.rules.calendar.next_open(parts.clock.now(), organisation.zone)
    message = replace(drawn(parts.scene(organisation.language)), key=key)
    parts.say_later(bound, Place(channel, direct=False), message, opens)
    return True


def _tell_team(parts: Parts, bound: Bound, key: str, drawn: Drawn) -> bool:
    return tell_each(parts, bound, parts.organisation.procurement_team, key, drawn)


def tell_each(parts: Parts, bound: Bound, people: Iterable[str], key: str, drawn: Drawn) -> bool:
    """The same to each of several people who are here, in their direct message and their own
    office hours; false when there are none."""
    team = [each for each in sorted(people) if is_here(bound, each)]
    for person in team:
        message = drawn(parts.scene(parts.language_of(bound, person)))
        in_their_hours(parts, bound, person, replace(message, key=f"{key}{APART}{person}"))
    return bool(team)


def tell_new(parts: Parts, bound: Bound, before: Purchase | None, held: Held) -> None:
    """Tells of a purchase that just became worth telling; its row is held by the step."""
    script, above = parts.script, parts.organisation.notify_above
    why = worth_telling(script, held.purchase, above)
    if not why or (before is not None and worth_telling(script, before, above)):
        return
    link = open_link(parts, held)
    tell_procurement(
        parts,
        bound,
        f"{NEW}{held.purchase.id}",
        lambda scene: new(scene, held.purchase, why, link),
    )


def open_link(parts: Parts, held: Held) -> str:
    """The address of a conversation where others can open it; a direct message is its owner's."""
    return "" if held.place.direct else parts.link(held.place)


def refused(parts: Parts, bound: Bound, outgoing: Outgoing) -> Sequence[Outgoing]:
    """The channel did not take it, for good: the team gets it, and what to do about that.

    The row of what was refused is written in this transaction, and so held by it.
    """
    key = outgoing.message.key
    if not key.startswith(TOLD_HERE) or APART in key:
        return ()
    language = parts.organisation.language

    def drawn(_: Scene) -> Message:
        # In the language of the channel: what was to be said there is not drawn a second time.
        return not_in_channel(parts.scene(language), outgoing.message)

    if not _tell_team(parts, bound, key, drawn):
        log.warning("procurement.not_told", row=outgoing.id)
    return ()
