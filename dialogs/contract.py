"""A contract and the promises in it: what was agreed, who keeps an eye on it, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from knowledge.moments import Rhythm, Term


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise, in the words in which it was made.

    `source` is the question at which it was answered; empty when it was added later. Without an
    `owner` of its own it is the contract owner's. `offered_to` was asked to take it over, and has
    not said yet; `stopped` is why nobody looks at it any more, empty while somebody does.
    """

    number: int
    text: str
    source: str = ""
    owner: str = ""
    deputy: str = ""
    proof: str = ""
    rhythm: Rhythm = "every_6_months"
    offered_to: str = ""
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract that a purchase led to.

    `offsets` are this contract's own figures, by name, where they differ from the organisation's.
    `ended_reason` is set with `term.ended`, when it ended before its last day. The two steps on the
    CO2-Prestatieladder are written as `4.0/2` (`knowledge.ladder`), and empty where there is none.
    """

    purchase: str
    supplier: str
    reference: str
    term: Term
    owner: str
    deputy: str = ""
    offsets: Mapping[str, int] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    ended_reason: str = ""
    ladder_asked: str = ""
    ladder_offered: str = ""

    def promise(self, number: int) -> Promise | None:
        """A promise by its number."""
        return next((each for each in self.promises if each.number == number), None)

    def owner_of(self, promise: Promise | None) -> str:
        """Who looks after a promise, or after the contract itself: there is always somebody."""
        return (promise.owner if promise else "") or self.owner

    def deputy_of(self, promise: Promise | None) -> str:
        """Who is asked when the owner does not answer; empty when nobody was named."""
        owner = self.owner_of(promise)
        named = ((promise.deputy if promise else ""), self.deputy, self.owner)
        return next((person for person in named if person and person != owner), "")

    @property
    def alive(self) -> tuple[Promise, ...]:
        """The promises that somebody still looks after."""
        return tuple(each for each in self.promises if not each.stopped)

    def with_promise(self, promise: Promise) -> Contract:
        """The contract with a promise changed, or added when its number is new."""
        if self.promise(promise.number) is None:
            return replace(self, promises=(*self.promises, promise))
        changed = (promise if each.number == promise.number else each for each in self.promises)
        return replace(self, promises=tuple(changed))

    @property
    def next_number(self) -> int:
        """The number for a new promise; a number is never used again."""
        return max((each.number for each in self.promises), default=0) + 1
