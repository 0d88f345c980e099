"""What somebody types behind the command: a subcommand, or what they want to buy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dialogs.messages import CARRIED
from dialogs.moment import Often
from dialogs.reading import clean, folded
from dialogs.script import Script

Name = Literal[
    "menu", "new", "list", "go_on", "stop", "pause", "reopen", "language", "help", "show",
    "contract", "often", "ask", "explain", "questions", "criteria", "board", "report", "export",
    "policy", "success", "lesson", "spare", "share_out", "topics", "unknown",
]  # fmt: skip
WITH_TEXT: tuple[Name, ...] = ("new", "language", "often", "report", "export", "spare")
WHOLE_TEXT: tuple[Name, ...] = ("new", "report", "spare")
"""Of these, all that stands behind them goes along."""
ONE_WORD: tuple[Name, ...] = ("language", "often", "export")
WITH_PURCHASE: tuple[Name, ...] = (
    "go_on",
    "stop",
    "pause",
    "reopen",
    "show",
    "contract",
    "criteria",
    "board",
    "success",
    "lesson",
)
ALONE: tuple[Name, ...] = (
    "list", "help", "explain", "questions", "policy", "share_out", "topics",
)  # fmt: skip
ASKING: tuple[Name, ...] = ("help", "explain")
"""What stands behind these is a question."""

Words = Sequence[tuple[Name, str]]
"""What subcommands are called, the longest words first."""

_ID = re.compile(r"ink-?(\d{1,9})\b", re.I)
_ID_LAST = re.compile(r"\bink-?(\d{1,9})$", re.I)


@dataclass(frozen=True, slots=True)
class Subcommand:
    """What is asked, and the text that goes with it: a title, a purchase or a language."""

    name: Name
    text: str = ""


def subcommand(script: Script, text: str) -> Subcommand:
    """Reads what stands behind the command, in any language.

    What is no subcommand is something to buy. What begins as one and goes on as none, and a single
    word that is neither, is unknown: then we ask.
    """
    typed = clean(text)
    if not typed:
        return Subcommand("menu")
    words = _words(script)
    return (
        _with_purchase(words, typed)
        or _with_text(script, words, typed)
        or _begins_as_one(script, words, typed)
        or Subcommand("new", typed)
    )


def _with_purchase(words: Words, typed: str) -> Subcommand | None:
    """'INK-0012', 'stop INK-12' and 'INK-12 stop': one purchase, and what to do with it."""
    whole = folded(typed)
    found = _ID.match(whole) or _ID_LAST.search(whole)
    if not found:
        return None
    other = f"{whole[: found.start()]}{whole[found.end() :]}".strip(" :")
    named = purchase_id(found.group(1))
    if not other:
        return Subcommand("show", named)
    for name, word in words:
        if name in WITH_PURCHASE and word == other:
            return Subcommand(name, named)
    return None


def _with_text(script: Script, words: Words, typed: str) -> Subcommand | None:
    """'lijst', 'nieuw 40 laptops', 'taal en': a subcommand alone, or with what belongs to it."""
    for name, word in words:
        if (folded(typed) or typed) == word:
            return Subcommand(name)
        rest = _behind(typed, word)
        if rest and (name in WHOLE_TEXT or (name in ONE_WORD and len(rest.split()) == 1)):
            return Subcommand(name, rest)
        if rest and name in ASKING and not _silent(script, rest):
            return Subcommand("ask", rest)
    return None


def _silent(script: Script, text: str) -> bool:
    """Whether no word of a text says what it is about: 'help mij'."""
    return not script.finder.says_something(text)


def _begins_as_one(script: Script, words: Words, typed: str) -> Subcommand | None:
    """What looks like a subcommand starts no purchase: 'help mij' is help, of the rest we ask."""
    first, _, rest = folded(typed).partition(" ")
    to_buy = script.catalogue.suggest(typed) is not None
    for name, word in words:
        if word == first:
            clear = name in ALONE and len(rest.split()) == 1 and not to_buy
            return Subcommand(name) if clear else Subcommand("unknown", typed)
    if _ID.fullmatch(first):
        return Subcommand("unknown", typed)
    alone = not rest and len(typed) <= CARRIED
    near = [word for name, word in words if alone or name != "new"]  # 'nieuwe laptops' is no typo
    resembles = difflib.get_close_matches(first, near, 1, 0.8)
    if (resembles and not to_buy) or (alone and (resembles or not to_buy)):
        return Subcommand("unknown", typed)
    return None


def purchase_id(number: str) -> str:
    """The name of a purchase from its number: INK-0042."""
    return f"INK-{int(number):04d}"


def _words(script: Script) -> Words:
    """Every word for a subcommand, the longest first."""
    words = [
        (name, folded(word) or word)
        for wording in script.wordings.values()
        for name in (*WITH_TEXT, *WITH_PURCHASE, *ALONE)
        for word in wording.options_of(f"subcommand.{name}")
    ]
    return sorted(words, key=lambda pair: -len(pair[1]))


def _behind(typed: str, word: str) -> str | None:
    found = re.match(rf"{re.escape(word)}[\s:]+(.+)", typed, re.I | re.S)
    return found.group(1).strip() if found else None


_LANGUAGES = {"ne": "nl", "nl": "nl", "du": "nl", "en": "en"}


def language_named(text: str) -> str | None:
    """The language that a text names ('en', 'Engels', 'Dutch'); None for one we do not speak."""
    return _LANGUAGES.get(folded(text)[:2])


_OFTEN: dict[str, Often] = {
    "direct": "direct", "meteen": "direct", "dagelijks": "daily", "daily": "daily",
    "dag": "daily", "wekelijks": "weekly", "weekly": "weekly", "week": "weekly",
}  # fmt: skip


def often_named(text: str) -> Often | None:
    """How often somebody wants to be reminded ('wekelijks', 'daily'); None for anything else."""
    return _OFTEN.get(folded(text))
