"""The kit for tests about the policy: an office with officers, and what they see and change."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.local import locally, settings_for
from bot.playground import payloads
from bot.playground.client import Message, PersonClient, View
from bot.settings import Settings
from bot.store import policies
from bot.store.policies import Version
from bot.wiring import Bot, running
from tests.office import Office, at_work, view_of

FILE = """
channels:
  procurement: C0INKOOP
roles:
  procurement_team: [U0PIET]
  policy_officers: [U0AMINA, U0JOHN]
policy:
  ambition: Een gezonde gemeente
  goals:
    - goal: Auto's zonder uitstoot
      theme: energy
      target: 100%
      year: 2030
      owner: U0AMINA
  strategies:
    ict:
      contributes: De helft is opgeknapt
      level: 2
      weight: 15
  themes:
    local:
      name: Lokaal
  levels:
    1: Dit is de ondergrens
"""


BARE = "roles:\n  procurement_team: [U0PIET]\n  policy_officers: [U0AMINA]\n"


GOAL = {
    "policy_goal/goal/0": "Stoelen van eigen zolder",
    "policy_goal/theme/0": "circular",
    "policy_goal/target/0": "40%",
    "policy_goal/year/0": "2028",
}


HEADINGS = {
    "texts": ("Waarom, en wat", "Why, and what"), "goals": ("Onze doelen", "Our goals"),
    "strategies": ("Wat elke soort", "What each kind"), "themes": ("Onze thema's", "Our themes"),
    "levels": ("Wat de niveaus", "What the levels"),
}  # fmt: skip


@asynccontextmanager
async def governed(settings: Settings, folder: Path, text: str = FILE) -> AsyncIterator[Office]:
    """An office with this organisation file."""
    path = folder / "organisatie.yaml"
    path.write_text(text, encoding="utf-8")
    ours = settings.model_copy(
        update={"inkoop_organisation_file": path, "inkoop_procurement_team": ""}
    )
    async with locally(ours) as local, at_work(local) as office:
        yield office


async def shown(person: PersonClient, words: str = "Ons beleid", typed: str = "beleid") -> Message:
    """The policy as somebody sees it who asks for it with the command."""
    told = await person.command(typed)
    assert told is not None
    assert words in told.plain()
    return told


async def told(person: PersonClient, words: str) -> Message:
    """The newest that was shown to somebody alone with these words."""

    async def look() -> Message | None:
        found = [each for each in await person.ephemerals() if words in each.plain()]
        return found[-1] if found else None

    return await person.wait_for(look)


async def part(person: PersonClient, name: str) -> Message:
    """A part of the policy, as it is behind its button."""

    async def found() -> list[Message]:
        every = [(each, each.plain()) for each in await person.ephemerals()]
        return [each for each, words in every if words.startswith(HEADINGS[name])]

    async def newer() -> Message | None:
        now = await found()
        return now[-1] if len(now) > len(before) else None

    before = await found()
    message = await shown(person, "")
    await person.click(message, f"policy/{name}/1")
    return await person.wait_for(newer)


async def opened(person: PersonClient, argument: str) -> View:
    """The form that opens behind a button or menu of a part of the policy."""
    name, _, key = argument.partition("/")
    message = await part(person, name)
    if key in ("", "new"):
        await person.click(message, f"policy_change/{argument}")
    else:
        await person.click(message, f"policy_change/{name}", key)
    return await view_of(person)


async def saved(person: PersonClient, argument: str, values: Mapping[str, object]) -> str:
    """Changes something of the policy: what is said of it."""
    view = await opened(person, argument)
    result = await person.submit(view, values)
    assert result.errors == {}
    assert result.view is not None
    said = result.view.plain()
    await person.close(result.view)
    return said


async def versions(office: Office) -> list[Version]:
    """Every version, the newest first."""
    parts = office.local.bot.parts
    return await parts.database.run(parts.workspace, lambda bound: policies.history(bound, 99))


def goal_key(office: Office) -> str:
    """The key of the goal that the file has."""
    return next(iter(office.local.bot.parts.policies.layers.goals))


async def forged(office: Office, person: str, body: dict[str, Any]) -> Any:
    """Brings something that somebody could not do in Slack, but could make up."""
    local = office.local.workspace
    about = payloads.about(local.workspace, person)
    return await local.delivery.bring("interactive", {**about, "container": {}, **body})


@asynccontextmanager
async def another(office: Office) -> AsyncIterator[Bot]:
    """Another process of the same bot."""
    local = office.local
    parts = local.bot.parts
    url = parts.database.url
    assert url.database
    settings = Settings(
        _env_file=None,
        database_url=url.render_as_string(hide_password=False),
        inkoop_organisation_file=Path(url.database).parent / "organisatie.yaml",
    )
    async with running(settings_for(settings, local.workspace), clock=local.workspace.clock) as bot:
        yield bot
