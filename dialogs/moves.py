"""What a person can do in a conversation: type, choose, press, or fill in a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dialogs.messages import About


@dataclass(frozen=True, slots=True)
class Typed:
    """Somebody typed a text, `at` that moment; `mentions` are the ids of the people named in it.

    `about` is the part that they said it answers; without it that is the one that is open. `seen`
    is when the open question was posted, on the clock of the platform, as `at` is; None when it
    was not posted yet. `files` came along: the address where each stays, and its name.
    """

    text: str
    mentions: tuple[str, ...] = ()
    at: datetime | None = None
    about: About | None = None
    seen: datetime | None = None
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody chose a value at the input of a message."""

    about: About
    value: str


Verb = Literal[
    "go_on",
    "back",
    "unknown",
    "skip",
    "skip_intake",
    "keep",
    "pause",
    "change",
    "means",
    "summary",
    "stop",
    "stop_sure",
    "stop_not",
    "reopen",
]


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button, or typed the word for it; `question` where it is about one.

    `about` tells which input was on screen, so that an old button acts on its own question.
    """

    verb: Verb
    question: str = ""
    about: About | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """Somebody sent in a form: the values by (question, part) and the revisions they saw."""

    values: Mapping[tuple[str, str], str]
    seen: Mapping[tuple[str, str], int]


Move = Typed | Chosen | Pressed | Filled
