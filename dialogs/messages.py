"""What we can say, on any chat platform: messages, forms and the home page, made of lines.

A line keeps its words apart from what people entered, so that only the drawing side escapes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from dialogs.files import File, Photo, Picture


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the platform, shown by name."""

    id: str


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the web, shown by its label."""

    url: str
    label: str


Value = str | Person | Link


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of ours with `*bold*` and `{places}`, and the values for the places."""

    words: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line: words of ours, or the value of a place; `bold` or not."""

    text: str
    place: str = ""
    bold: bool = False


_PIECES = re.compile(r"(\*)|{(\w+)}|([^*{]+|{)")


@lru_cache(maxsize=2048)
def pieces(words: str) -> tuple[Piece, ...]:
    """The stretches of a line's words, in order: what a drawing side walks through."""
    found: list[Piece] = []
    bold = False
    for star, place, text in _PIECES.findall(words):
        if star:
            bold = not bold
        else:
            found.append(Piece(text, place, bold))
    return tuple(found)


def plain(line: Line) -> str:
    """A line as bare text: for notifications, screen readers, transcripts and outlines."""
    return "".join(
        _bare(line.values.get(piece.place, "")) if piece.place else piece.text
        for piece in pieces(line.words)
    )


def _bare(value: Value) -> str:
    if isinstance(value, Person):
        return f"@{value.id}"
    if isinstance(value, Link):
        return f"{value.label} ({value.url})"
    return value


@dataclass(frozen=True, slots=True)
class About:
    """Which part of which question is meant, and which revision of its answer was on screen."""

    purchase: str
    question: str
    part: str
    revision: int

    def __str__(self) -> str:
        return f"{self.purchase}/{self.question}/{self.part}/{self.revision}"

    @staticmethod
    def read(text: str) -> About:
        """The inverse of str(); ValueError for anything else."""
        purchase, question, part, revision = text.split("/")
        return About(purchase, question, part, int(revision))


InputKind = Literal["choice", "several", "text", "person", "people", "file", "date", "year"]


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: the key that is stored and the label that is read."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Input:
    """What an answer may look like; the drawing side decides on buttons, menu or picker."""

    kind: InputKind
    about: About
    label: str
    options: tuple[Option, ...] = ()
    suggested: Option | None = None


Style = Literal["", "primary", "danger"]


CARRIED = 2000
"""So many typed characters can go along in a button, on every platform; a longer text is lost."""


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: what it does (`verb`), on what (`argument`), and how it looks.

    `text` is something that was typed and goes along, at most CARRIED characters; a button with a
    `url` opens that page.
    """

    verb: str
    label: str
    argument: str = ""
    style: Style = ""
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A list to choose from: the choice does `verb` on `argument/key`, or without an argument on
    `key` itself. `chosen` is the key that it shows as chosen."""

    verb: str
    argument: str
    label: str
    options: tuple[Option, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message in a conversation.

    `key` names it, so that a later message can replace it (`replaces`); `only_for` makes it
    visible to one person; `more` are the buttons that may hide behind a menu. What comes with
    `files` has words only; a `photo` stands under the lines.
    """

    key: str
    lines: tuple[Line, ...]
    heading: str = ""
    notes: tuple[Line, ...] = ()
    input: Input | None = None
    menu: Menu | None = None
    buttons: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()
    replaces: str = ""
    only_for: str = ""
    files: tuple[File, ...] = ()
    photo: Photo | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One input of a form, filled in with what is known; a choice may be a `menu` to save room.

    The value of `several` is the keys with commas between them, that of `people` such a list of
    ids; that of a `file` is a `Given`, and it is never filled in beforehand.
    """

    about: About
    kind: InputKind
    label: str
    options: tuple[Option, ...] = ()
    hint: str = ""
    value: str = ""
    note: Line | None = None
    longest: int = 3000
    outside: bool = False
    needed: bool = False
    menu: bool = False


@dataclass(frozen=True, slots=True)
class FormSection:
    """A question on a form: its number and words, and its inputs."""

    heading: Line | None
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A form over the conversation: what it does (`verb`) and on what (`argument`).

    `place` is the channel that it was opened from, where that is not private.
    """

    verb: str
    argument: str
    title: str
    submit: str
    close: str
    place: str = ""
    lines: tuple[Line, ...] = ()
    sections: tuple[FormSection, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """The home page of one person: a message without a conversation, in cards.

    `state` is what somebody looks at, to come back with every click; `tabs` lead to other parts of
    the page, `menus` and `switches` choose what is shown, `turning` goes to another page of it.
    The page must do without its `picture` where that cannot be shown, or not yet.
    """

    heading: str
    lines: tuple[Line, ...]
    buttons: tuple[Button, ...]
    state: str = ""
    tabs: tuple[Button, ...] = ()
    menus: tuple[Menu, ...] = ()
    switches: tuple[Button, ...] = ()
    picture: Picture | None = None
    turning: tuple[Button, ...] = ()
    above_cards: tuple[Line, ...] = ()
    cards: tuple[Message, ...] = ()
    notes: tuple[Line, ...] = ()
