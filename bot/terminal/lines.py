"""Reads what is typed, a line at a time, in such a way that a read never keeps us from leaving."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading


async def read_line() -> str:
    """One line of the standard input; empty at its end."""
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str] = loop.create_future()
    threading.Thread(target=_read, args=(loop, line), daemon=True).start()
    return await line


def _read(loop: asyncio.AbstractEventLoop, line: asyncio.Future[str]) -> None:
    if sys.stdin.isatty():
        sys.stdout.write("> ")
        sys.stdout.flush()
    # Without a buffer: a thread that waits inside the buffered sys.stdin stops Python from ending.
    with open(0, "rb", buffering=0, closefd=False) as typed:
        text = typed.readline().decode("utf-8", "replace")
    with contextlib.suppress(RuntimeError):  # the loop was closed in the meantime
        loop.call_soon_threadsafe(_give, line, text)


def _give(line: asyncio.Future[str], text: str) -> None:
    if not line.done():
        line.set_result(text)
