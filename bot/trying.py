"""`run` without Slack: a local workspace with the bot in it, in the browser or in the terminal."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot import example
from bot.example_organisation import write_organisation
from bot.local import Local, locally
from bot.playground.client import PersonClient
from bot.playground.people import SANNE
from bot.serving import pass_by_what_stays, why
from bot.settings import BadSettings, Settings
from bot.terminal.chat import Terminal
from bot.terminal.lines import read_line

FOLDER = Path("var/workspace")
"""Where the workspace is kept between two runs: its state, and a database of its own."""

EXAMPLE = Path("var/example")
"""The same for the example workspace, so that it is not mixed with what somebody tries out."""

PORT = 3456
"""The port when none was asked for, so that the address is the same every time."""


@dataclass(frozen=True)
class Wanted:
    """How the workspace is to be served; without a port, the usual one or one that is free."""

    host: str = "127.0.0.1"
    port: int | None = None
    terminal: bool = False
    browser: bool = True
    example: bool = False

    @property
    def folder(self) -> Path:
        """Where this workspace is kept."""
        return EXAMPLE if self.example else FOLDER


def run(settings: Settings, wanted: Wanted) -> None:
    """Serves the workspace until Ctrl-C or SIGTERM, or until the chat in the terminal ends.

    Raises BadSettings when it cannot be served there.
    """
    with contextlib.suppress(KeyboardInterrupt), _alone(wanted.folder):
        asyncio.run(_serve(settings, wanted))
    if sys.stdout.isatty():
        print()
    print("Everything is kept. Until next time.", flush=True)


async def _serve(settings: Settings, wanted: Wanted) -> None:
    told = _told_to_stop()
    port = _port(wanted)
    if not _loopback(wanted.host):
        print(
            f"Warning: everybody who can reach {wanted.host} "
            "can act as anyone in this workspace.",
            file=sys.stderr,
        )  # fmt: skip
    settings = with_own_database(settings, wanted.folder)
    if wanted.example:
        settings = with_example_organisation(settings, wanted.folder)
    async with locally(
        settings,
        host=wanted.host, port=port, state_file=wanted.folder / "state.json",
    ) as local:  # fmt: skip
        if wanted.example:
            await example.fill(local, _filling)
        print(f"Local workspace: {local.workspace.url}", flush=True)
        if wanted.terminal:
            await _until(told, _chat(local))
        else:
            print("Open it in your browser; Ctrl-C stops it.", flush=True)
            if wanted.browser and settings.has_screen:
                _open(local.workspace.url)
            pass_by_what_stays()
            await told.wait()
        await local.bot.settled()


def with_own_database(settings: Settings, folder: Path) -> Settings:
    """The settings with a database for trying out, unless one was named."""
    if settings.names_database:
        return settings
    return settings.model_copy(
        update={"database_url": f"sqlite:///{folder.as_posix()}/inkoopmaatje.db"}
    )


def with_example_organisation(settings: Settings, folder: Path) -> Settings:
    """The settings with the organisation of the example, unless one was named."""
    if settings.inkoop_organisation_file is not None:
        return settings
    return settings.model_copy(update={"inkoop_organisation_file": write_organisation(folder)})


def _filling(number: int, count: int) -> None:
    if number == 1:
        print(f"Filling the example workspace with {count} purchases; a moment...", flush=True)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Holds the folder for this run; raises BadSettings when another run has it.

    Two runs on one state would write over each other. Where there is no `fcntl`, such as on
    Windows, nothing is held.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BadSettings(
                f"The workspace in {folder} is open already: go on there, or stop it first."
            ) from error
        yield


def _told_to_stop() -> asyncio.Event:
    """An event for Ctrl-C or SIGTERM."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, told.set)
    return told


async def _until(told: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Does work until it is done or the event comes."""
    waiting = {asyncio.create_task(work), asyncio.create_task(told.wait())}
    done, left = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    for task in done:
        task.result()


async def _chat(local: Local) -> None:
    workspace, parts = local.workspace, local.bot.parts
    language = parts.organisation.language
    async with PersonClient(workspace.url, workspace.client_token, SANNE) as sanne:
        await Terminal(
            sanne, lambda: parts.script.wordings, language, read_line, _print,
            lambda: parts.clock.now().astimezone(parts.organisation.zone).date(),
            local.settled,
        ).run()  # fmt: skip


def _print(line: str) -> None:
    print(line, flush=True)


def _port(wanted: Wanted) -> int:
    """The port to take, 0 for any; raises BadSettings when it cannot be had."""
    port = PORT if wanted.port is None else wanted.port
    try:
        socket.create_server((wanted.host, port)).close()
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        if taken and wanted.port is None:
            return 0
        if taken:
            raise BadSettings(
                f"Port {port} is taken: give another one with --port, or --port 0 for a free one."
            ) from error
        raise BadSettings(
            f"--host {wanted.host} --port {port} cannot be used: {why(error)}."
        ) from error
    return port


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _open(url: str) -> None:
    """Opens a browser; on a thread of its own, for some only return when they are closed."""
    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
