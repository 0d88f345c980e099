"""One purchase and everything that was told about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

Status = Literal["draft", "in_progress", "complete", "not_bought", "cancelled"]
CLOSED: tuple[Status, ...] = ("not_bought", "cancelled")

UNKNOWN = "\x1aunknown"
"""The value of a part that somebody does not know yet: set aside, and an open point.

Nobody can type it: `reading.clean` takes control characters out of every text.
"""

SKIPPED = ""
"""The value of a part that somebody chose to skip."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered at one part, by whom and when; a change is a new revision from 1 on."""

    value: str
    by: str
    at: datetime
    revision: int


@dataclass(frozen=True, slots=True)
class Revisit:
    """The question that somebody went back to, and the parts already dealt with on this visit."""

    question: str
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purchase:
    """The state of one purchase; values never change, each step returns a new purchase.

    `answers` holds the newest answer by question id (`circularity.4`) and part. `shared` tells
    that the conversation is in a channel, where colleagues answer too; `contracted` that a contract
    came of it.
    """

    id: str
    title: str
    owner: str
    created_at: datetime
    updated_at: datetime
    status: Status = "draft"
    shared: bool = False
    description: str = ""
    answers: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    revisit: Revisit | None = None
    paused: bool = False
    stopping: bool = False
    asked_at: datetime | None = None
    contracted: bool = False

    @property
    def closed(self) -> bool:
        """Whether it ended without being bought; it can be reopened."""
        return self.status in CLOSED

    @property
    def category(self) -> str | None:
        """The category that was chosen, if any."""
        return self.value("intake.category", "choice") or None

    def answer(self, question: str, part: str) -> Answer | None:
        """The newest answer at a part."""
        return self.answers.get(question, {}).get(part)

    def value(self, question: str, part: str) -> str:
        """The newest value at a part; empty when it was skipped or never answered."""
        answer = self.answer(question, part)
        return answer.value if answer and answer.value != UNKNOWN else ""

    def revision(self, question: str, part: str) -> int:
        """The number of times that a part was answered; 0 when never."""
        answer = self.answer(question, part)
        return answer.revision if answer else 0

    def values(self, question: str) -> dict[str, str]:
        """The newest values of a question by part, with UNKNOWN and SKIPPED as such."""
        return {part: answer.value for part, answer in self.answers.get(question, {}).items()}

    def with_answer(self, question: str, part: str, value: str, by: str, at: datetime) -> Purchase:
        """The purchase after an answer; the same value again changes nothing."""
        before = self.answer(question, part)
        if before and before.value == value:
            return self
        revision = before.revision + 1 if before else 1
        parts = {**self.answers.get(question, {}), part: Answer(value, by, at, revision)}
        return replace(self, answers={**self.answers, question: parts}, updated_at=at)
