"""What somebody types behind the command: a subcommand, or what they want to buy."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

from dialogs.messages import CARRIED
from dialogs.reading import clean, folded
from dialogs.script import Script

Name = Literal[
    "menu", "new", "list", "go_on", "stop", "reopen", "language", "help", "show", "unknown"
]
WITH_TEXT: tuple[Name, ...] = ("new", "language", "go_on", "stop", "reopen")
ALONE: tuple[Name, ...] = ("list", "help")

_ID = re.compile(r"ink-?(\d{1,9})", re.I)


@dataclass(frozen=True, slots=True)
class Subcommand:
    """What is asked, and the text that goes with it: a title, a purchase or a language."""

    name: Name
    text: str = ""


def subcommand(script: Script, text: str) -> Subcommand:
    """Reads what stands behind the command, in any language.

    What is no subcommand is something to buy. A single word that is neither, or that resembles a
    subcommand, is unknown: then we ask.
    """
    typed = clean(text)
    if not typed:
        return Subcommand("menu")
    if found := _ID.fullmatch(folded(typed)):
        return Subcommand("show", purchase_id(found.group(1)))
    for name, word in _words(script):
        if folded(typed) == word:
            return Subcommand(name)
        rest = _behind(typed, word)
        if rest is not None and name in WITH_TEXT and (name == "new" or _fits(name, rest)):
            return Subcommand(name, _argument(name, rest))
    if len(typed.split()) == 1 and len(typed) <= CARRIED and not _something_to_buy(script, typed):
        return Subcommand("unknown", typed)
    return Subcommand("new", typed)


def purchase_id(number: str) -> str:
    """The name of a purchase from its number: INK-0042."""
    return f"INK-{int(number):04d}"


def _words(script: Script) -> list[tuple[Name, str]]:
    """Every word for a subcommand, the longest first."""
    words = [
        (name, folded(word) or word)
        for wording in script.wordings.values()
        for name in (*WITH_TEXT, *ALONE)
        for word in wording.options_of(f"subcommand.{name}")
    ]
    return sorted(words, key=lambda pair: -len(pair[1]))


def _behind(typed: str, word: str) -> str | None:
    found = re.match(rf"{re.escape(word)}[\s:]+(.+)", typed, re.I | re.S)
    return found.group(1).strip() if found else None


def _fits(name: Name, rest: str) -> bool:
    """Whether what stands behind a subcommand belongs to it: 'stop INK-12', not 'stop contact'."""
    if name == "language":
        return len(rest.split()) == 1
    return _ID.fullmatch(folded(rest)) is not None


def _argument(name: Name, rest: str) -> str:
    found = _ID.fullmatch(folded(rest))
    return purchase_id(found.group(1)) if found and name != "new" else rest


def _something_to_buy(script: Script, typed: str) -> bool:
    near = difflib.get_close_matches(folded(typed), [word for _, word in _words(script)], 1, 0.8)
    return not near and script.catalogue.suggest(typed) is not None


_LANGUAGES = {"ne": "nl", "nl": "nl", "du": "nl", "en": "en"}


def language_named(text: str) -> str | None:
    """The language that a text names ('en', 'Engels', 'Dutch'); None for one we do not speak."""
    return _LANGUAGES.get(folded(text)[:2])
