"""A bot in a process of its own, that dies with `kill -9` after so many lines of the way of a deed.

Run as `python -m tests.journeys.killed FUNCTION LINES`; the workspace and the database come from
the environment. Lines are counted in our own code, in every thread, from the first one of the
function that hears the deed: `on_click`, or `sweep`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

from bot import log
from bot.settings import Settings
from bot.slack.socket_mode import listening
from bot.wiring import running

HERE = Path(__file__).parent.parent.parent
OURS = tuple(str(HERE / room) + os.sep for room in ("bot", "dialogs", "knowledge"))
SERVED = str(HERE / "bot" / "playground") + os.sep


class Executioner:
    """Counts lines from a function on, and kills when enough have passed."""

    def __init__(self, function: str, lines: int) -> None:
        self._function = function
        self._left = lines
        self._begun = False

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if not self._begun and frame.f_code.co_name != self._function:
            return None
        name = frame.f_code.co_filename
        if not name.startswith(OURS) or name.startswith(SERVED):
            return None
        self._begun = True
        return self.line

    def line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.line


async def main(function: str, lines: int) -> None:
    log.configure("ERROR", "json")  # what it prints is read
    settings = Settings(_env_file=None)
    assert settings.slack_app_token is not None
    executioner = Executioner(function, lines)
    threading.settrace(executioner.trace)  # the thread of the store, which is yet to start
    sys.settrace(executioner.trace)
    async with (
        running(settings) as bot,
        listening(bot.app, settings.slack_app_token.get_secret_value()),
    ):
        print("ready", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
