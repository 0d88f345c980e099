"""What is pressed and filled in about contracts and their moments, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from bot.contracting import Contracting
from bot.history import History
from bot.ports import Reply, Said
from bot.reminders.answering import Answering
from bot.reminders.offering import Offering
from bot.reminders.taking import Taking
from bot.reminders.weekly import Weekly
from bot.slack.hears import Click
from bot.slack.windows import Windows
from dialogs.bundles import Start

Values = Mapping[tuple[str, str], str]
Route = Callable[[Click], Awaitable[Reply | None]]
FormRoute = Callable[[Said, str, Values], Awaitable[Reply]]

FORMS = {
    "snooze_day": "snooze",
    "not_mine": "hand_over",
    "stop_moment": "stop_moment",
    "next_step": "step",
    "evidence": "evidence",
}
"""Which small form a button opens."""
CONTRACT_FORMS = ("contract", "promise", "offsets", "end_contract")


class AssuranceRoutes:
    """The buttons and forms of contracts and moments."""

    def __init__(
        self,
        contracting: Contracting,
        answering: Answering,
        offering: Offering,
        history: History,
        taking: Taking,
        weekly: Weekly,
        windows: Windows,
    ) -> None:
        self._contracting = contracting
        self._answering = answering
        self._offering = offering
        self._history = history
        self._taking = taking
        self._weekly = weekly
        self._windows = windows

    def clicks(self) -> dict[str, Route]:
        """What each button does."""
        return {
            "assure": self._answer,
            "snooze_week": lambda click: self._snooze(click, "week"),
            "snooze_month": lambda click: self._snooze(click, "month"),
            "accept": lambda click: self._accept(click, accepted=True),
            "refuse": lambda click: self._accept(click, accepted=False),
            "take_over": lambda click: self._offering.take_over(click.said, click.argument),
            "calendar": lambda click: self._taking.take(click.said, click.argument),
            "nudge_one": lambda click: self._answering.one(click.said, click.argument),
            "nudge_all": self._all,
            "digest_all": self._digest,
            "history": lambda click: self._history.show(click.said, click.argument),
            "extend": lambda click: self._contracting.extend(click.said, click.argument),
            **{verb: partial(self._open, name) for verb, name in FORMS.items()},
            **{name: partial(self._open_contract, name) for name in CONTRACT_FORMS},
        }

    def forms(self) -> dict[str, FormRoute]:
        """What each form does when it is sent in."""
        return {
            **{name: partial(self._filled, name) for name in FORMS.values()},
            **{name: partial(self._filled_contract, name) for name in CONTRACT_FORMS},
        }

    async def _answer(self, click: Click) -> Reply:
        argument, _, given = click.argument.rpartition("/")
        return await self._answering.answer(click.said, argument, given)

    async def _snooze(self, click: Click, when: str) -> Reply:
        return await self._answering.snooze(click.said, click.argument, when)

    async def _accept(self, click: Click, *, accepted: bool) -> Reply:
        return await self._offering.accept(click.said, click.argument, accepted=accepted)

    async def _all(self, click: Click) -> Reply:
        return await self._answering.all(click.said, Start.read(click.argument))

    async def _digest(self, click: Click) -> Reply:
        known = click.argument.isdecimal() and len(click.argument) < 7
        return await self._weekly.all(click.said, max(int(click.argument) if known else 1, 1))

    async def _open(self, name: str, click: Click) -> None:
        form = self._answering.form(click.said, click.argument, name)
        self._windows.soon(self._windows.open(click.said, form))

    async def _open_contract(self, name: str, click: Click) -> None:
        form = self._contracting.form(click.said, name, click.argument)
        self._windows.soon(self._windows.open(click.said, form))

    async def _filled(self, name: str, said: Said, argument: str, values: Values) -> Reply:
        return await self._answering.filled(said, argument, name, values)

    async def _filled_contract(self, name: str, said: Said, argument: str, values: Values) -> Reply:
        return await self._contracting.filled(said, name, argument, values)
