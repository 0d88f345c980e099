"""What helps people to celebrate and to learn from each other, built once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.ambassadors import Ambassadors
from bot.asking_ambassadors import AskingAmbassadors
from bot.celebrating import Celebrating, celebrating
from bot.celebrating.picturing import Soon
from bot.desk import Desk
from bot.entrance import Command
from bot.inquiring import Inquiring
from bot.lessons import Lessons
from bot.parts import Parts
from bot.ports import Cheering, Hands, Names, Outgoing, Photos
from bot.reminders.monthly import Monthly
from bot.sharing import Sharing
from bot.sparing import Sparing
from bot.store import outbox
from bot.store.database import Bound
from dialogs.subcommands import Name


@dataclass(frozen=True)
class Learning:
    """Successes, lessons, the purchase memory, ambassadors, and what a month adds up to."""

    successes: Celebrating
    lessons: Lessons
    sparing: Sparing
    inquiring: Inquiring
    ambassadors: Ambassadors
    asking: AskingAmbassadors
    monthly: Monthly
    sharing: Sharing

    @property
    def commands(self) -> Mapping[Name, Command]:
        """Its subcommands."""
        return {
            "success": self.successes.writing.command,
            "lesson": self.lessons.command,
            "spare": self.sparing.command,
            "topics": self.ambassadors.command,
            "share_out": self.sharing.command,
        }

    async def left(self, person: str) -> None:
        """Passes on what was somebody's who left."""
        for each in (self.sparing, self.inquiring, self.successes.leaving):
            await each.left(person)

    def refused(self, bound: Bound, outgoing: Outgoing) -> Sequence[Outgoing]:
        """What is said because a channel did not take one of its messages."""
        reason = outbox.reason_of(bound, outgoing.id)
        return [
            *self.successes.posting.refused(bound, outgoing, reason),
            *self.monthly.refused(bound, outgoing),
        ]


def learning(
    parts: Parts, desk: Desk, pictures: Photos, names: Names, cheering: Cheering, hands: Hands,
    soon: Soon,
) -> Learning:  # fmt: skip
    """All of it."""
    return Learning(
        celebrating(parts, desk, pictures, names, cheering, soon),
        Lessons(parts),
        Sparing(parts),
        Inquiring(parts),
        Ambassadors(parts),
        AskingAmbassadors(parts),
        Monthly(parts),
        Sharing(parts, hands, names),
    )
