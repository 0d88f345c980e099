"""The local workspace in a terminal: one person types, numbers choose buttons."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.client import Json, Message, NotPossible, PersonClient, Shown, View
from bot.playground.people import BOT_USER, NAMES

SILENCE = 0.3
FIRST_ANSWER = 3.0

INTRODUCTION = """\
Je bent Sanne de Vries, budgethouder. Dit is je privébericht met Inkoopmaatje.
Typ wat je wilt kopen, bijvoorbeeld: 40 laptops voor nieuwe collega's
Een nummer kiest een knop. /inkoop, /home, /boven TEKST (buiten de draad) en /stop kunnen ook.
(You can type in English too: start with /inkoop taal en)
"""


@dataclass(frozen=True)
class Choice:
    """Something that a number chooses: what it is called, where it stands, and its value."""

    label: str
    shown: Message | View
    action_id: str
    value: str | None = None


class Terminal:
    """A chat client for one person, on lines of text."""

    def __init__(
        self, person: PersonClient, read: Callable[[], str], write: Callable[[str], None]
    ) -> None:
        self._person = person
        self._read = read
        self._write = write
        self._seen: dict[str, str] = {}
        self._choices: list[Choice] = []
        self._thread = ""
        self.lines = 0

    async def run(self) -> None:
        """Shows what comes in and does what is typed, until the input ends."""
        channel = await self._person.direct()
        self._write(INTRODUCTION)
        await self._show(channel)
        while True:
            line = await asyncio.to_thread(self._read)
            if not line or line.strip() in ("/stop", "/quit"):
                return
            self.lines += 1
            if not line.strip():
                continue
            try:
                await self._do(channel, line.strip())
            except NotPossible as error:
                self._write(f"Dat kan hier niet: {error}")

    async def _do(self, channel: str, line: str) -> None:
        before = self._person.news
        if line.isdecimal() and 1 <= int(line) <= len(self._choices):
            await self._press(self._choices[int(line) - 1])
        elif line == "/home":
            await self._home()
            return
        elif line.startswith("/boven "):
            await self._person.say(channel, line.removeprefix("/boven "))
        elif line.startswith("/"):
            command, _, text = line.partition(" ")
            await self._person.command(command, text, channel)
        else:
            await self._person.say(channel, line, self._thread)
        await self._settle(before)
        await self._show(channel)

    async def _press(self, choice: Choice) -> None:
        await self._person.click(choice.shown, choice.action_id, choice.value)

    async def _settle(self, before: int) -> None:
        """Waits for the answer, and then until nothing happens for a moment."""
        await self._person.wait_for_news(before, FIRST_ANSWER)
        while await self._person.wait_for_news(self._person.news, SILENCE):
            pass

    async def _show(self, channel: str) -> None:
        """Prints what is new or changed; a modal is filled in at once."""
        for message in await self._visible(channel):
            words = message.plain()
            if self._seen.get(message.ts) == words:
                continue
            known = message.ts in self._seen
            self._seen[message.ts] = words
            if message.user != BOT_USER:
                continue
            if words.startswith("INK-"):
                self._thread = "" if _ended(message) else message.ts
                if known:
                    continue
            if not known or not words.startswith("✓"):
                self._print(message, "Alleen zichtbaar voor jou" if message.ephemeral else "")
        for view in (await self._person.views())[-1:]:
            await self._fill(view)
            await self._show(channel)

    async def _visible(self, channel: str) -> list[Message]:
        found = await self._person.act("messages", channel=channel, threads=True)
        told = [each for each in await self._person.ephemerals() if each.channel == channel]
        return sorted([*(Message.read(channel, each) for each in found), *told], key=lambda m: m.ts)

    def _print(self, shown: Message | View, above: str) -> None:
        self._write("")
        if above:
            self._write(f"  ({above})")
        for line in (
            Shown([each for each in shown.blocks if each["type"] != "actions"]).plain().splitlines()
        ):
            self._write(f"  {_named(line)}")
        choices = list(_choices(shown))
        if choices:
            self._choices = choices
            row = "   ".join(f"[{number}] {each.label}" for number, each in enumerate(choices, 1))
            self._write(f"  {row}")

    async def _home(self) -> None:
        before = self._person.news
        await self._person.home()
        await self._settle(before)
        page = await self._person.see_home()
        if page:
            self._print(page, "Startpagina")

    async def _fill(self, view: View) -> None:
        """Asks the inputs of a modal one by one, and sends it in."""
        self._write(f"\n  ── {view.title} ──")
        errors: dict[str, str] = {}
        values: dict[str, str] = {}
        if not view.inputs():
            self._write(f"  {_named(view.plain())}")
            await self._person.close(view)
            return
        self._write("  (Enter laat een veld zoals het is)")
        while True:
            for block_id, block in view.inputs().items():
                if errors and block_id not in errors:
                    continue
                if block_id in errors:
                    self._write(f"  ! {errors[block_id]}")
                if given := await self._ask_input(block):
                    values[block_id] = given
            submitted = await self._person.submit(view, values)
            if not submitted.errors:
                if submitted.view:
                    self._write(f"  {_named(submitted.view.plain())}")
                    await self._person.close(submitted.view)
                return
            errors = dict(submitted.errors)

    async def _ask_input(self, block: Json) -> str:
        element = block["element"]
        options = [(each["value"], each["text"]["text"]) for each in element.get("options", ())]
        if element["type"] == "users_select":
            options = [(id, name) for id, name in NAMES.items() if id != BOT_USER]
        self._write(f"  {block['label']['text']}")
        if options:
            row = "   ".join(f"[{number}] {name}" for number, (_, name) in enumerate(options, 1))
            self._write(f"    {row}")
        line = (await asyncio.to_thread(self._read)).strip()
        if options and line.isdecimal() and 1 <= int(line) <= len(options):
            return str(options[int(line) - 1][0])
        return line if not options else ""


def _choices(shown: Message | View) -> list[Choice]:
    """What can be chosen by number: buttons, menus, and people."""
    found = [Choice(label, shown, action_id, value) for label, action_id, value in shown.choices()]
    for element in shown.elements():
        if element["type"] == "users_select":
            people = [(id, name) for id, name in NAMES.items() if id != BOT_USER]
            found += [Choice(name, shown, element["action_id"], id) for id, name in people]
    return found


_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]+)>")


def _named(line: str) -> str:
    """A line with names in the place of ids, and links written out."""
    line = _LINK.sub(r"\2 (\1)", line)
    for id, name in NAMES.items():
        line = line.replace(f"@{id}", name)
    return line


def _ended(card: Message) -> bool:
    return any(label in card.plain() for label in ("· niet gekocht", "· gestopt", "· alles beantw"))


def read_line() -> str:
    """One line of the standard input; empty at its end."""
    if sys.stdin.isatty():
        sys.stdout.write("> ")
        sys.stdout.flush()
    return sys.stdin.readline()
