"""Where and when a turn takes place: the script, the language, and the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from babel.dates import format_date

from dialogs.messages import Button, Line, Option, Person, Style, Value
from dialogs.purchase import SKIPPED, UNKNOWN
from dialogs.reading import PARTY, PERSON
from dialogs.script import Asked, Script
from dialogs.words import Choice, Date, Part
from dialogs.words import Person as PersonPart
from knowledge.policy import NO_POLICY, Policy
from knowledge.thresholds import Buyer


@dataclass(frozen=True)
class Scene:
    """Everything outside the purchase that a turn depends on."""

    script: Script
    language: str
    now: datetime
    zone: tzinfo
    policy: Policy = NO_POLICY
    buyer: Buyer = "decentral"

    @property
    def today(self) -> date:
        """The day it is for the people in the conversation."""
        return self.now.astimezone(self.zone).date()

    def say(self, key: str, **values: Value) -> Line:
        """General words, with values for their places."""
        return self.script.say(self.language, key, **values)

    def label(self, key: str) -> str:
        """General words that have no places."""
        return self.script.label(self.language, key)

    def button(self, verb: str, argument: str, style: Style = "", label: str = "") -> Button:
        """A button with the words of its verb; `style` is '', 'primary' or 'danger'."""
        return Button(verb, self.label(f"button.{label or verb}"), argument, style)

    def day(self, day: date | datetime) -> str:
        """A day as people write it."""
        if isinstance(day, datetime):
            day = day.astimezone(self.zone).date()
        return format_date(day, "d MMMM yyyy", locale=self.language)

    def options(self, asked: Asked, part: Part) -> tuple[Option, ...]:
        """The choices at a part, in this language."""
        labels = self.script.labels(self.language, asked, part)
        return tuple(Option(key, label) for key, label in labels.items())

    def value(self, asked: Asked, part: Part, value: str) -> Value:
        """A stored value as people read it."""
        if value == UNKNOWN:
            return self.label("value.unknown")
        if value == SKIPPED:
            return self.label("value.skipped")
        if isinstance(part, Choice):
            return self.script.labels(self.language, asked, part).get(value, value)
        if isinstance(part, Date):
            return self.day(date.fromisoformat(value))
        if isinstance(part, PersonPart):
            return who(value)
        return value


def who(value: str) -> Value:
    """A stored person as people read it: a colleague by mention, an outside party by name."""
    if value.startswith(PERSON):
        return Person(value.removeprefix(PERSON))
    return value.removeprefix(PARTY)
