"""Reads what a moment is about: its purchase, its contract, and what came before it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.reminders.planning import Rules
from bot.store import contracts, moments, purchases
from bot.store.database import Bound
from dialogs.contract import Contract
from dialogs.moment import Moment
from dialogs.nudges import Subject
from dialogs.purchase import Purchase


class Reader:
    """Reads each purchase and contract once in a transaction, whatever asks for it."""

    def __init__(self, bound: Bound, rules: Rules) -> None:
        self._bound = bound
        self._rules = rules
        self._found: dict[str, tuple[Purchase, Contract | None]] = {}

    def subject(self, moment: Moment) -> Subject:
        """A moment with what it is about."""
        purchase, contract = self._about(moment.purchase)
        offsets = self._rules.of(contract.offsets if contract else {}).offsets
        before = None
        if moment.key != moment.root:
            before = moments.before(self._bound, moment)
        return Subject(moment, purchase, contract, offsets, before)

    def subjects(self, found: Iterable[Moment]) -> list[Subject]:
        """Several moments, each with what it is about."""
        return [self.subject(each) for each in found]

    def _about(self, purchase: str) -> tuple[Purchase, Contract | None]:
        if purchase not in self._found:
            held = purchases.load(self._bound, purchase)
            if held is None:
                raise LookupError(f"{purchase} has moments and is not there")
            kept = contracts.load(self._bound, purchase)
            self._found[purchase] = held.purchase, kept.contract if kept else None
        return self._found[purchase]
