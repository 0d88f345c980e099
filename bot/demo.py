"""Plays one whole purchase through the real bot in a temporary workspace, and prints it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.local import locally
from bot.playground.client import Message, PersonClient, Shown
from bot.playground.follow import Following
from bot.playground.people import NAMES, PIET, SANNE
from bot.settings import Settings

Write = Callable[[str], None]

STORY: tuple[tuple[str, str], ...] = (
    ("press", "Ja, ICT"),
    ("press", "€ 10.000 – 50.000"),
    ("say", "over 3 maanden"),
    ("press", "Nee"),
    ("say", "Deels, van de 40 oude laptops kunnen er 22 nog twee jaar mee"),
    ("press", "Voor een deel"),
    ("press", "Wat bedoelen ze hiermee?"),
    ("say", "ja"),
    ("press", "Onderhoud en reparatie"),
    ("say", "Na vier jaar een nieuwe accu; de servicedesk repareert zelf"),
    ("choose", PIET),
    ("press", "Leverancier neemt terug"),
    ("say", "De leverancier haalt ze gratis op en wist de gegevens"),
    ("say", "Laptopreus BV"),
    ("say", "2032"),
    ("press", "Ja"),
    ("press", "Deels"),
    ("say", "volgende maand"),
    ("say", "ik"),
    ("press", "Nog niet"),
    ("say", "over 2 maanden"),
    ("choose", PIET),
    ("press", "Niet van toepassing"),
    ("say", "Er is nog geen contract; dat komt bij vraag 3"),
)


async def play(write: Write) -> None:
    """Plays the story; what goes wrong is raised."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.model_construct(database_url=f"sqlite:///{Path(folder) / 'demo.db'}")
        async with locally(settings) as local:
            workspace = local.workspace
            async with PersonClient(workspace.url, workspace.client_token, SANNE) as sanne:
                await _story(sanne, write)
            await local.bot.settled()


async def _story(sanne: PersonClient, write: Write) -> None:
    channel = await sanne.direct()
    title = "40 laptops voor nieuwe collega's"
    write(f"Sanne de Vries: /inkoop {title}\n")
    await sanne.command(title)
    talk = await Following.newest(sanne, channel)
    _print(await talk.card(), write)
    _print(await talk.last(), write)
    for deed, words in STORY:
        question = await talk.last()
        match deed:
            case "press":
                write(f"Sanne de Vries kiest: [{words}]\n")
                answer = await talk.press(words, await _with_button(talk, words))
            case "choose":
                write(f"Sanne de Vries kiest: {NAMES[words]}\n")
                answer = await talk.choose("users_select", words)
            case _:
                write(f"Sanne de Vries: {words}\n")
                answer = await talk.say(words)
        assert answer.ts > question.ts
        _print(answer, write)
    write("De kaart is nu:\n")
    _print(await talk.until_card("9 van 9"), write)


async def _with_button(talk: Following, label: str) -> Message:
    """The newest message that has a button."""
    return next(each for each in reversed(await talk.said()) if label in each.buttons())


def _print(message: Message, write: Write) -> None:
    words = Shown([each for each in message.blocks if each["type"] != "context"]).plain()
    for id, name in NAMES.items():
        words = words.replace(f"@{id}", name)
    write("Inkoopmaatje:")
    for line in words.splitlines():
        write(f"    {line}")
    write("")
