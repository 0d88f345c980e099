"""What is pressed and filled in about the policy, by the name of the button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.policymaking import Policymaking
from bot.ports import Reply, Said
from bot.slack.hears import Click
from bot.slack.windows import Windows
from dialogs.policy_forms import FORM
from dialogs.policy_lines import CHANGE, SHOW

Values = Mapping[tuple[str, str], str]


class PolicyRoutes:
    """The buttons, menus and forms of the policy."""

    def __init__(self, policymaking: Policymaking, windows: Windows) -> None:
        self._policymaking = policymaking
        self._windows = windows

    def clicks(self) -> dict[str, Callable[[Click], Awaitable[Reply | None]]]:
        """What each button and menu does."""
        return {
            SHOW: lambda click: self._policymaking.page(click.said, click.argument),
            CHANGE: self._open,
        }

    def forms(self) -> dict[str, Callable[[Said, str, Values], Awaitable[Reply]]]:
        """What the forms do when they are sent in."""
        return {FORM: self._policymaking.filled}

    async def _open(self, click: Click) -> None:
        form = self._policymaking.form(click.said, click.argument)
        self._windows.soon(self._windows.open(click.said, form))
