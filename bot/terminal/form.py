"""Fills in a form in the terminal: question by question, each checked before the next."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from bot.playground.client import Json, NotPossible, PersonClient, Submitted, View
from bot.playground.people import NAMES
from bot.terminal.drawing import PEOPLE, named, rows, written
from bot.terminal.words import Words
from dialogs.reading import Unclear, folded, read_date

STOP = ("stop", "/stop", "/quit")
SEVERAL = ("multi_users_select", "checkboxes", "multi_static_select")
"""Where several are chosen, with commas between them."""
FREE = 3000
"""Characters in a field that sets no limit of its own."""


Values = dict[str, str | list[str]]
"""What is filled in, by the block that it is filled in at."""


class Stopped(Exception):
    """Somebody wants to leave the form."""


class Wrong(Exception):
    """What was typed does not fit the field; the text says what does."""


class Form:
    """Fills in the forms of one person."""

    def __init__(
        self,
        person: PersonClient,
        words: Words,
        read: Callable[[], Awaitable[str]],
        write: Callable[[str], None],
        today: Callable[[], date],
    ) -> None:
        self._person = person
        self._words = words
        self._read = read
        self._write = write
        self._today = today

    async def fill(self, view: View) -> None:
        """Asks every field and sends the form in; a form without fields is only shown."""
        self._write(f"\n  ── {view.title} ──")
        if not view.inputs():
            self._show(view)
            await self._person.close(view)
            return
        self._write(f"  ({self._words.say('form_help')})")
        try:
            await self._submit(view, await self._values(view, {}))
        except Stopped:
            await self._person.close(view)
            self._write(f"  {self._words.say('form_closed')}")
        except NotPossible:
            await self._person.close(view)
            raise

    async def _submit(self, view: View, values: Values) -> None:
        """Sends it in, and asks again what the bot could not take."""
        told: Submitted = await self._person.submit(view, values)
        while told.errors:
            values |= await self._values(view, dict(told.errors))
            told = await self._person.submit(view, values)
        if told.view:
            self._show(told.view)
            await self._person.close(told.view)

    def _show(self, view: View) -> None:
        for block in view.blocks:
            self._write_all(written(block))

    def _write_all(self, lines: list[str]) -> None:
        for line in lines:
            self._write(f"  {line}")

    async def _values(self, view: View, errors: Values) -> Values:
        """What is typed by block: in every field, or only in those with an error."""
        values: Values = {}
        for block in view.blocks:
            if block["type"] != "input":
                self._write_all([] if errors else written(block))
            elif not errors or block["block_id"] in errors:
                if block["block_id"] in errors:
                    self._write(f"  ! {errors[block['block_id']]}")
                if given := await self._ask(block):
                    values[block["block_id"]] = given
        return values

    async def _ask(self, block: Json) -> str | list[str]:
        """What is typed in a field, once it fits; empty to leave it as it is."""
        element = block["element"]
        options = _options(element)
        self._write(f"  {block['label']['text']}")
        if element["type"] == "file_input":
            self._write(f"    {self._words.say('no_files')}")
            return ""
        if hint := block.get("hint", {}).get("text", "").strip():
            self._write(f"    {hint}")
        for row in rows([label for _, label in options], 1, listed=True) if options else []:
            self._write(f"    {row}")
        now = _now(element)
        if now:
            self._write(f"    {self._words.say('now', value=now)}")
        while True:
            line = await self._read()
            if not line or line.strip().lower() in STOP:
                raise Stopped
            if not line.strip() and (now or block.get("optional")):
                return ""
            try:
                return self._fitting(element, options, line.strip())
            except Wrong as wrong:
                self._write(f"  ! {wrong}")

    def _fitting(self, element: Json, options: list[tuple[str, str]], line: str) -> str | list[str]:
        """The value that a line means; raises Wrong."""
        if not line:
            raise Wrong(self._words.say("required"))
        if element["type"] in SEVERAL:
            return [self._option(options, each.strip()) for each in line.split(",")]
        if options:
            return self._option(options, line)
        if element["type"] == "datepicker":
            return self._date(line)
        longest = element.get("max_length", FREE)
        if len(line) > longest:
            raise Wrong(self._words.say("too_long", longest=str(longest)))
        return line

    def _option(self, options: list[tuple[str, str]], line: str) -> str:
        if line.isdecimal() and 1 <= int(line) <= len(options):
            return options[int(line) - 1][0]
        for value, label in options:
            if folded(label) == folded(line):
                return value
        raise Wrong(self._words.say("not_a_choice"))

    def _date(self, line: str) -> str:
        try:
            return read_date(line, self._today()).value
        except Unclear as unclear:
            raise Wrong(self._words.phrase(unclear.key, **unclear.values)) from unclear


def _options(element: Json) -> list[tuple[str, str]]:
    """The values and labels to choose from; none where something is typed."""
    if element["type"] in ("users_select", "multi_users_select"):
        return PEOPLE
    return [(each["value"], each["text"]["text"]) for each in element.get("options", ())]


def _now(element: Json) -> str:
    """What a field holds already."""
    if option := element.get("initial_option"):
        return str(option["text"]["text"])
    if user := element.get("initial_user"):
        return NAMES.get(user, named(user))
    if people := element.get("initial_users"):
        return ", ".join(NAMES.get(user, named(user)) for user in people)
    if chosen := element.get("initial_options"):
        return ", ".join(str(each["text"]["text"]) for each in chosen)
    return str(element.get("initial_date") or element.get("initial_value") or "")
