"""A bot in a process of its own, that dies with `kill -9` after so many lines of an answer's way.

Run as `python -m tests.journeys.killed LINES`; the workspace and the database come from the
environment. Lines are counted in our own code, from the first one that hears a click.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from bot.settings import Settings
from bot.slack.socket_mode import listening
from bot.wiring import running

HERE = Path(__file__).parent.parent.parent
OURS = tuple(str(HERE / room) + os.sep for room in ("bot", "dialogs", "knowledge"))
SERVED = str(HERE / "bot" / "playground") + os.sep


class Executioner:
    """Counts lines, and kills when enough have passed."""

    def __init__(self, lines: int) -> None:
        self._left = lines
        self._begun = False

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        name = frame.f_code.co_filename
        if not name.startswith(OURS) or name.startswith(SERVED):
            return None
        if not self._begun and frame.f_code.co_name == "on_click":
            self._begun = True
        return self.line if self._begun else None

    def line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.line


async def main(lines: int) -> None:
    settings = Settings(_env_file=None)
    assert settings.slack_app_token is not None
    async with running(settings) as bot:
        bot.courier.lease = timedelta(seconds=0.5)
        async with listening(bot.app, settings.slack_app_token.get_secret_value()):
            if lines:
                executioner = Executioner(lines)
                sys.settrace(executioner.trace)
                await bot.parts.database.run(bot.parts.workspace, _trace_here(executioner))
            print("ready", flush=True)
            await asyncio.Event().wait()


def _trace_here(executioner: Executioner) -> Any:
    """Counts in the thread of the store as well, which was there before."""

    def work(_: Any) -> None:
        sys.settrace(executioner.trace)

    return work


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
