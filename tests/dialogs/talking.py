"""The kit for conversations without a platform: say, press, and hear."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from dialogs.messages import Message, plain
from dialogs.moves import Chosen, Move, Pressed, Typed
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.script import Script
from dialogs.talk import begin, reply
from dialogs.turn import Turn
from dialogs.typed import command

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass
class Talk:
    """One conversation, by its pure turns."""

    script: Script
    title: str = "40 laptops"
    language: str = "nl"
    owner: str = "U0SANNE"
    now: datetime = START
    turns: list[Turn] = field(default_factory=list)

    def __post_init__(self) -> None:
        empty = Purchase("INK-0001", "", self.owner, self.now, self.now)
        self.turns.append(begin(self.scene, empty, self.title))

    @property
    def scene(self) -> Scene:
        return Scene(self.script, self.language, self.now, AMSTERDAM)

    @property
    def purchase(self) -> Purchase:
        return self.turns[-1].purchase

    @property
    def heard(self) -> list[Message]:
        """The new messages of the last turn: no cards, nothing that takes another's place."""
        return [
            each
            for each in self.turns[-1].messages
            if not each.replaces and not each.key.startswith("card")
        ]

    def move(self, move: Move, person: str = "") -> Turn:
        self.now += timedelta(minutes=1)
        self.turns.append(reply(self.scene, self.purchase, move, person or self.owner))
        return self.turns[-1]

    def say(self, text: str, person: str = "") -> Turn:
        """Types; a line `[label]` presses the button or option with that label."""
        if text.startswith("[") and text.endswith("]"):
            return self.press(text[1:-1], person)
        return self.move(Typed(text), person)

    def press(self, label: str, person: str = "") -> Turn:
        for message in reversed([each for turn in self.turns for each in turn.messages]):
            if message.input:
                suggested = message.input.suggested
                for option in (*message.input.options, *((suggested,) if suggested else ())):
                    if option.label == label:
                        return self.move(Chosen(message.input.about, option.key), person)
            for button in (*message.buttons, *message.more):
                if button.label == label:
                    known = command(self.script, label)
                    verb = known.verb if known else button.verb
                    return self.move(Pressed(verb), person)  # type: ignore[arg-type]
        raise LookupError(f"no button {label!r}")


def words(message: Message) -> list[str]:
    """The lines of a message as a transcript shows them."""
    return [plain(line) for line in message.lines]
