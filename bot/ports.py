"""What passes between the rooms of the bot: what was said, where, and what is to be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Protocol

from dialogs.card import CARD
from dialogs.messages import Form, Line, Message
from dialogs.purchase import Purchase


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation: the channel, and the message that its thread hangs under.

    `channel` may be a person's id, which means the direct message with them; `thread` is empty
    until the card is posted. `direct` when nobody else reads along.
    """

    channel: str
    thread: str = ""
    card: str = ""
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody did something, somewhere: what every platform's input becomes.

    `id` names the delivery, so that the same one twice is the same as once. `purchase` is empty
    where the place tells which one is meant. `reply_to` and `trigger` are the platform's own
    tickets, for an answer to this person only and for a form. `typed_in` is the channel where a
    command was typed, though what comes of it goes to `place`; `in_direct` when it was done in a
    direct message, where nobody needs to hear that we go on in one.
    """

    id: str
    person: str
    place: Place
    purchase: str = ""
    reply_to: str = ""
    trigger: str = ""
    typed_in: str = ""
    in_direct: bool = False


Way = Literal["command", "direct", "mention", "click", "form", "shortcut", "home"]


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody comes in, before anything is done with it: by which way, and with what.

    `name` is what a button or form does; `text` what was typed.
    """

    way: Way
    said: Said
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What this person gets at once, beside what is sent to the conversation.

    `message` is for them alone; `form` opens, or takes the place of the one they sent in;
    `errors` are shown in it.
    """

    language: str
    message: Message | None = None
    form: Form | None = None
    errors: Mapping[tuple[str, str], Line] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A purchase as it is stored: with its place, and the version that a change builds on."""

    purchase: Purchase
    place: Place
    version: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way: one row of the outbox, claimed by this process.

    `thread` is where it goes; `target` is the message that it replaces, both empty when they are
    to be found out at the moment of sending. `created_at` is when it was said, `claimed_at` since
    when it is ours to send.
    """

    id: int
    workspace: str
    purchase: str
    message: Message
    channel: str
    created_at: datetime
    claimed_at: datetime
    thread: str = ""
    target: str = ""
    attempts: int = 1
    check_first: bool = False

    @property
    def replaces(self) -> bool:
        """Whether it takes the place of another message; to do that twice does no harm."""
        return bool(self.message.replaces)

    @property
    def opens(self) -> bool:
        """Whether it opens a conversation: without it there is no thread to go on in."""
        return self.message.key == CARD and not self.replaces and not self.thread

    @property
    def may_be_there(self) -> bool:
        """Whether it may stand in the conversation already."""
        return self.check_first and not self.replaces


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it: where it stands now.

    `ts` names the message; or the first of its files, where the platform tells no more of those.
    """

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Wait:
    """The platform says to come back after some seconds; nothing was sent."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """No answer came: it may have been sent, or not. To be looked up, after `seconds` at least."""

    reason: str
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """The platform will not take it; `gone` when the place or person is no longer there,
    `missing` when the message is not that it would take the place of."""

    reason: str
    gone: bool = False
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Unknowable:
    """It may have been sent, and we are not allowed to look."""

    reason: str


Outcome = Sent | Wait | Uncertain | Refused | Unknowable


Standing = Literal["here", "gone", "bot", "guest", "outside"]


@dataclass(frozen=True, slots=True)
class Known:
    """What the platform says of a person: where their clock is, and whether they work here.

    `zone` is the name of a time zone; empty when the platform did not tell. `deleted` is who left;
    `outside` who belongs to another organisation. No name, no address.
    """

    person: str
    zone: str
    deleted: bool = False
    bot: bool = False
    guest: bool = False
    outside: bool = False

    @property
    def standing(self) -> Standing:
        """What counts most of it, in one word."""
        if self.deleted:
            return "gone"
        if self.bot:
            return "bot"
        if self.outside:
            return "outside"
        return "guest" if self.guest else "here"

    @classmethod
    def standing_as(cls, standing: str, person: str, zone: str) -> Known:
        """Somebody of whom that one word is known."""
        return cls(
            person, zone, deleted=standing == "gone", bot=standing == "bot",
            guest=standing == "guest", outside=standing == "outside",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroupTold:
    """What the platform says of a user group: who is in it, or that it is `gone`."""

    members: frozenset[str] = frozenset()
    gone: bool = False


class Directory(Protocol):
    """What those need who must know whom they write to."""

    async def known(self, person: str, at_most_old: timedelta) -> Known:
        """What is known of somebody, not older than that where the platform can be asked."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file that is handed over and not kept: its name, what stands at it, what is in it or where
    that lies, and for a picture the words for who does not see it."""

    name: str
    title: str
    content: bytes | Path
    alt: str = ""


class NotDelivered(Exception):
    """The platform did not take files, or it is not known whether it did."""


class Hands(Protocol):
    """What hands files over to a person, without keeping them."""

    async def deliver(self, person: str, comment: str, handed: Sequence[Delivered]) -> None:
        """Sends files as one message; raises NotDelivered."""


class Names(Protocol):
    """What those need who must know what somebody is called: asked at that moment, never kept."""

    async def names_of(self, person: str) -> tuple[str, ...]:
        """The names of somebody, the full one first; empty when the platform does not say."""


class Cheering(Protocol):
    """What those need who count cheers."""

    async def cheers(self, channel: str, ts: str) -> int | None:
        """How many people reacted to a message; None when it cannot be seen (any more)."""


class NotFetched(Exception):
    """The content of a file could not be had; the reason is in the message."""


class Photos(Protocol):
    """What those need who are given pictures."""

    async def fetch(self, url: str, most: int) -> bytes:
        """The content of a file that somebody gave, at most so many bytes; raises NotFetched."""

    async def throw_away(self, file: str) -> None:
        """Takes a file of ours out of the platform, where it still is."""


class Messenger(Protocol):
    """What the courier needs of a chat platform."""

    async def send(self, outgoing: Outgoing) -> Outcome:
        """Posts or replaces a message, exactly once, without trying again by itself."""

    async def find(self, outgoing: Outgoing) -> Outcome | None:
        """Looks for a message that may have been posted: None when it is not there."""
