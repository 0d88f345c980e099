"""A chat client for one person, on lines of text."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from bot.playground.client import Message, NotPossible, PersonClient, View
from bot.playground.people import BOT_USER, NAMES
from bot.terminal.drawing import Choice, drawn
from bot.terminal.form import STOP, Form
from bot.terminal.words import Words
from knowledge.wording import Wording

CARD = "INK-"
HEARD = "✓"
CLOSED = ("status.not_bought", "status.cancelled")
COMPLETE = ("status.complete",)
REFUSED = {
    "unknown_command": "unknown_command",
    "dispatch_failed": "no_answer",
    "operation_timeout": "no_answer",
}
"""The words for what the workspace refuses; for everything else there is one sentence."""


class Terminal:
    """The direct message of one person with the bot.

    What is typed goes to the thread of what the bot said last. `settled` waits until the bot has
    said all it had to say.
    """

    def __init__(
        self,
        person: PersonClient,
        wordings: Callable[[], Mapping[str, Wording]],
        language: str,
        read: Callable[[], Awaitable[str]],
        write: Callable[[str], None],
        today: Callable[[], date],
        settled: Callable[[], Awaitable[None]],
    ) -> None:
        self._person = person
        self._words = Words(wordings()[language])
        self._wordings = wordings
        self._read = read
        self._write = write
        self._settled = settled
        self._form = Form(person, self._words, read, write, today)
        self._seen: dict[str, str] = {}
        self._choices: list[Choice] = []
        self._channel = ""
        self._thread = ""

    async def run(self) -> None:
        """Shows where we were, and does what is typed until the input ends."""
        self._channel = await self._person.direct()
        await self._begin()
        while True:
            line = await self._read()
            if not line or line.strip() in STOP[1:]:
                return
            if not line.strip():
                continue
            try:
                await self._do(line.strip())
            except NotPossible as error:
                self._write(f"\n  {self._refused(error)}")

    def _refused(self, error: NotPossible) -> str:
        """Why something could not be done, in words instead of an error code."""
        return self._words.say(REFUSED.get(str(error), "not_possible"))

    async def _begin(self) -> None:
        """The introduction; after that, the question that is open, or the list."""
        known = await self._visible()
        if not known:
            for key in ("introduction", "how", "keys", "other_language"):
                self._write(self._words.say(key, person=NAMES[self._person.person]))
            return
        self._seen = {message.ts: message.plain() for message in known}
        if question := self._open_question(known):
            self._write(self._words.say("welcome_back"))
            self._thread = question.thread
            self._print(question)
        else:
            self._write(self._words.say("nothing_open"))
            await self._home()

    def _open_question(self, known: list[Message]) -> Message | None:
        """The newest question of a purchase that is not at its end."""
        cards = [message for message in known if _is_card(message)]
        going_on = {card.ts for card in cards if not self._says(card.plain(), *CLOSED, *COMPLETE)}
        asked = [each for each in known if each.thread in going_on and drawn(each)[1]]
        return asked[-1] if asked else None

    async def _do(self, line: str) -> None:
        if line.isdecimal() and 1 <= int(line) <= len(self._choices):
            choice = self._choices[int(line) - 1]
            await self._person.click(choice.shown, choice.action_id, choice.value)
        elif line == "/home":
            await self._home()
            return
        elif line.startswith("/boven "):
            await self._person.say(self._channel, line.removeprefix("/boven "))
        elif line.startswith("/"):
            command, _, text = line.partition(" ")
            await self._person.command(command, text, self._channel)
        else:
            await self._say(line)
        await self._settled()
        await self._show()

    async def _say(self, line: str) -> None:
        """Types in the thread; outside it when it is no longer there."""
        try:
            await self._person.say(self._channel, line, self._thread)
        except NotPossible:
            if not self._thread:
                raise
            self._thread = ""
            await self._person.say(self._channel, line)

    async def _show(self) -> None:
        """Prints what is new or changed; a form is filled in at once."""
        before, visible = self._seen, await self._visible()
        self._seen = {message.ts: message.plain() for message in visible}
        news = [message for message in visible if _is_news(message, before.get(message.ts))]
        self._print_all(news)
        self._follow(news, before)
        for view in (await self._person.views())[-1:]:
            await self._form.fill(view)
            await self._settled()
            await self._show()

    def _follow(self, news: list[Message], before: Mapping[str, str]) -> None:
        """Goes to the thread of what was said last, and out of one that was just closed."""
        for message in news:
            if not message.ephemeral:
                self._thread = message.thread or (message.ts if _is_card(message) else "")
        card = self._seen.get(self._thread, "")
        old_card = before.get(self._thread, "")
        if self._says(card, *CLOSED) and not self._says(old_card, *CLOSED):
            self._thread = ""

    async def _visible(self) -> list[Message]:
        found = await self._person.act("messages", channel=self._channel, threads=True)
        here = [Message.read(self._channel, each) for each in found]
        told = await self._person.ephemerals()
        here += [each for each in told if each.channel == self._channel]
        return sorted(here, key=lambda message: message.ts)

    def _says(self, card: str, *statuses: str) -> bool:
        """Whether a card has, on its second line, one of these statuses in any language."""
        labels = [each.phrase(key) for each in self._wordings().values() for key in statuses]
        return any(line.endswith(tuple(labels)) for line in card.splitlines()[1:2])

    def _print_all(self, messages: list[Message]) -> None:
        """Prints messages; the numbers are for the last one that asks something."""
        asking = [message for message in messages if drawn(message)[1]][-1:]
        for message in messages:
            self._print(message, numbered=message in asking)

    def _print(self, shown: Message | View, above: str = "", *, numbered: bool = True) -> None:
        lines, choices = drawn(shown, numbered=numbered)
        if isinstance(shown, Message) and shown.ephemeral:
            above = self._words.phrase("page.only_you")
        self._write("")
        for line in [f"({above})", *lines] if above else lines:
            self._write(f"  {line}")
        if choices:
            self._choices = choices

    async def _home(self) -> None:
        await self._person.home()
        await self._settled()
        page = await self._person.see_home()
        if page:
            self._print(page, self._words.phrase("page.home"))


def _is_card(message: Message) -> bool:
    root = message.thread in ("", message.ts)
    return root and message.plain().startswith(CARD) and not message.ephemeral


def _is_news(message: Message, before: str | None) -> bool:
    """Whether to print it: what the bot said or changed, but not a card that keeps up."""
    words = message.plain()
    if before == words or message.user != BOT_USER:
        return False
    return before is None or not words.startswith((CARD, HEARD))
