"""Draws in a child process: the library holds the interpreter, and nobody waits for a picture."""

from __future__ import annotations

import asyncio
import sys

SECONDS = 30


class NotDrawn(Exception):
    """A picture could not be made; the words beside it tell the same."""


async def drawn(svg: str) -> bytes:
    """The bytes of a picture, while the event loop goes on. Raises NotDrawn."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.pictures",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(SECONDS):
            picture, said = await child.communicate(svg.encode())
    except TimeoutError as error:
        child.kill()
        await child.wait()
        raise NotDrawn(f"not drawn within {SECONDS} seconds") from error
    if child.returncode:
        raise NotDrawn(said.decode(errors="replace").strip().splitlines()[-1:] or "no reason")
    return picture
