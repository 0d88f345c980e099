"""Asks every address that we point at whether it answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

import aiohttp

from dialogs.script import Script

AT_ONCE = 6
SECONDS = 10.0
"""So long an address may take to answer."""
GOOD = 400
"""A status below this is an answer."""
NAME = "Inkoopmaatje doctor"
NO_INTERNET = (
    "There is no internet here: none of the {count} addresses could be reached. "
    "Try again from a machine that has it."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking one address; `detail` is where it moved to, or why it does not answer.

    `reached` when there was something on the other side, whatever it said.
    """

    url: str
    found: Literal["ok", "moved to", "does not answer"]
    detail: str = ""
    reached: bool = True

    @property
    def line(self) -> str:
        """The answer as it is printed."""
        match self.found:
            case "ok":
                return f"ok: {self.url}"
            case "moved to":
                return f"moved: {self.url} moved to {self.detail}"
            case _:
                return f"does not answer: {self.url} ({self.detail})"


def addresses(script: Script) -> list[str]:
    """Every address of a resource or a source, each once."""
    urls = [each.url for each in script.catalogue.resources.values()]
    urls += [each.url for each in script.library.sources.values() if each.url]
    return list(dict.fromkeys(urls))


async def ask_all(urls: Sequence[str], seconds: float = SECONDS) -> list[Answer]:
    """Asks all of them, a few at a time; the answers are in the same order."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(session: aiohttp.ClientSession, url: str) -> Answer:
        async with room:
            return await ask(session, url)

    async with _session(seconds) as session:
        return await asyncio.gather(*(one(session, url) for url in urls))


@asynccontextmanager
async def _session(seconds: float) -> AsyncIterator[aiohttp.ClientSession]:
    timeout = aiohttp.ClientTimeout(total=seconds)
    headers = {"User-Agent": NAME}
    # A proxy that is set in the environment is used: some organisations have no other way out.
    async with aiohttp.ClientSession(timeout=timeout, headers=headers, trust_env=True) as session:
        yield session


async def ask(session: aiohttp.ClientSession, url: str) -> Answer:
    """Asks one address: for its head, and where that does not do, for all of it."""
    try:
        status, end = await _asked(session, "HEAD", url)
        if status >= GOOD:
            status, end = await _asked(session, "GET", url)
    except TimeoutError:
        return Answer(url, "does not answer", "it takes too long", reached=False)
    except aiohttp.TooManyRedirects:
        return Answer(url, "does not answer", "it sends us round in a circle")
    except aiohttp.ClientConnectorCertificateError:
        return Answer(url, "does not answer", "its certificate is not good")
    except aiohttp.ClientConnectionError:
        return Answer(url, "does not answer", "there is no connection", reached=False)
    except (aiohttp.ClientError, ValueError) as error:
        return Answer(url, "does not answer", type(error).__name__)
    if status >= GOOD:
        return Answer(url, "does not answer", f"it says {status}")
    return Answer(url, "moved to", end) if end else Answer(url, "ok")


async def _asked(session: aiohttp.ClientSession, method: str, url: str) -> tuple[int, str]:
    """The status, and where we were sent to in the end; empty when it answered itself."""
    async with session.request(method, url, allow_redirects=True) as answer:
        end = str(answer.url) if answer.history else ""
        return answer.status, "" if end == url else end


def told(answers: Iterable[Answer]) -> tuple[list[str], bool]:
    """The lines to print, and whether all is well; one sentence where nothing can be reached."""
    every = list(answers)
    if every and not any(each.reached for each in every):
        return [NO_INTERNET.format(count=len(every))], False
    return [each.line for each in every], all(each.found != "does not answer" for each in every)
