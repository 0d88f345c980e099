"""Plays one whole purchase through the real bot in a temporary workspace, and prints it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from babel.lists import format_list

from bot.demo_later import Later
from bot.demo_success import Celebration
from bot.local import locally
from bot.playground.client import Json, Message, PersonClient, Shown, View
from bot.playground.follow import Following
from bot.playground.people import AMINA, BOT_NAME, NAMES, PIET, SANNE
from bot.settings import Settings
from bot.terminal.drawing import named
from bot.terminal.words import Words
from dialogs import load_script

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
    ("press", "Nog niet"),
    ("say", "over 4 maanden"),
    ("choose", PIET),
)


async def play(write: Write) -> None:
    """Plays the story; what goes wrong is raised."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.model_construct(database_url=f"sqlite:///{Path(folder) / 'demo.db'}")
        script = load_script()
        async with locally(settings, script=script) as local:
            workspace = local.workspace
            token = workspace.client_token
            async with (
                PersonClient(workspace.url, token, SANNE) as sanne,
                PersonClient(workspace.url, token, PIET) as piet,
                PersonClient(workspace.url, token, AMINA) as amina,
            ):
                people = {SANNE: sanne, PIET: piet, AMINA: amina}
                printed = Printed(write, Words(script.wordings[settings.inkoop_language]))
                talk = await _story(sanne, printed)
                await Later(local, people, talk, printed).play()
                await Celebration(local, people, await talk.card(), printed).play()
            await local.bot.settled()


class Printed:
    """The conversation as it is printed; a tip that was shown is not shown again."""

    def __init__(self, write: Write, words: Words) -> None:
        self._write = write
        self._words = words
        self._tips: set[str] = set()

    def says(self, text: str) -> None:
        """Sanne types something."""
        self._write(f"{NAMES[SANNE]}: {text}\n")

    def chooses(self, choice: str, person: str = SANNE) -> None:
        """Somebody presses or chooses something."""
        told = self._words.say("chooses", person=NAMES[person], choice=choice)
        self._write(f"{told}\n")

    def card_now(self) -> None:
        """What comes is the card at the end."""
        self._write(f"{self._words.say('card_now')}\n")

    def channel(self, message: Message) -> None:
        """What stands in the success channel."""
        self._write(f"── {self._words.say('channel_now')} ──")
        self.answer(message)

    def cheers(self, *people: str) -> None:
        """People react to it."""
        names = format_list([NAMES[each] for each in people], locale=self._words.language)
        self._write(self._words.say("cheers", people=names))

    def day(self, day: str) -> None:
        """From here on it is another day."""
        self._write(f"── {day} ──\n")

    def filled(self, view: View, values: Mapping[str, str | list[str]]) -> None:
        """A form as it was filled in."""
        self._write(f"── {view.title} ──")
        for place, block in view.inputs().items():
            if place in values:
                self._write(f"    {block['label']['text']}: {_readable(block, values[place])}")
        self._write("")

    def answer(self, message: Message, to: str = "") -> None:
        """The bot says something, to somebody else than Sanne when `to` is given."""
        self._write(f"{BOT_NAME} → {NAMES[to]}:" if to else f"{BOT_NAME}:")
        for block in message.blocks:
            words = named(Shown([block]).plain())
            if block["type"] == "context":
                if words in self._tips:
                    continue
                self._tips.add(words)
            for line in words.splitlines():
                self._write(f"    {line}")
        self._write("")


async def _story(sanne: PersonClient, printed: Printed) -> Following:
    channel = await sanne.direct()
    title = "40 laptops voor nieuwe collega's"
    printed.says(f"/inkoop {title}")
    await sanne.command(title)
    talk = await Following.newest(sanne, channel)
    printed.answer(await talk.card())
    printed.answer(await talk.last())
    for deed, words in STORY:
        question = await talk.last()
        match deed:
            case "press":
                printed.chooses(f"[{words}]")
                answer = await talk.press(words, await _with_button(talk, words))
            case "choose":
                printed.chooses(NAMES[words])
                answer = await talk.choose("users_select", words)
            case _:
                printed.says(words)
                answer = await talk.say(words)
        assert answer.ts > question.ts
        printed.answer(answer)
    printed.card_now()
    printed.answer(await talk.until_card("9 van 9"))
    return talk


def _readable(block: Json, value: str | list[str]) -> str:
    """A value of a form as people see it there."""
    if isinstance(value, list):
        return ", ".join(_readable(block, each) for each in value)
    for option in block["element"].get("options", ()):
        if option["value"] == value:
            return str(option["text"]["text"])
    if block["element"]["type"] == "datepicker":
        return f"{date.fromisoformat(value):%d-%m-%Y}"
    return NAMES.get(value, value)


async def _with_button(talk: Following, label: str) -> Message:
    """The newest message that has a button."""
    return next(each for each in reversed(await talk.said()) if label in each.buttons())
