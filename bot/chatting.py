"""`run` without Slack: a local workspace, the bot in it, and a chat in this terminal."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from pathlib import Path

from bot.local import Local, locally
from bot.playground.client import PersonClient
from bot.playground.people import SANNE
from bot.settings import Settings
from bot.terminal import Terminal, read_line

STATE = Path("var/workspace.json")


async def chat(settings: Settings, port: int) -> None:
    """Chats until the input ends. Where there is no input at all, serves until it is stopped."""
    async with locally(settings, port=port, state_file=STATE) as local:
        print(f"Local workspace: {local.workspace.url}", flush=True)
        terminal = await _terminal(local)
        if terminal.lines == 0:
            print("No input here; the workspace stays open until you stop it (Ctrl-C).", flush=True)
            await stopped()
        await local.bot.settled()


async def _terminal(local: Local) -> Terminal:
    workspace = local.workspace
    async with PersonClient(workspace.url, workspace.client_token, SANNE) as sanne:
        terminal = Terminal(sanne, read_line, lambda line: print(line, flush=True))
        await terminal.run()
        return terminal


async def stopped() -> None:
    """Waits for Ctrl-C or SIGTERM."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, told.set)
    await told.wait()
