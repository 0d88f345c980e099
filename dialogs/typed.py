"""What a typed text means at the question that is open."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from dialogs.amounts import read_amount
from dialogs.messages import Person as Somebody
from dialogs.messages import Value
from dialogs.moves import Move, Pressed, Typed, Verb
from dialogs.purchase import Answer, Purchase
from dialogs.reading import (
    Read,
    Unclear,
    clean,
    folded,
    read_choice,
    read_date,
    read_person,
    read_text,
    read_year,
    shown,
)
from dialogs.scene import Scene
from dialogs.script import Asked, Script
from dialogs.words import Choice, Date, Part, Person, Text, Year

CROSSING = timedelta(seconds=10)
"""A text sent at most this long before a question was asked was meant for the one before it."""

FEW_WORDS = 2
"""A category is named in so many words; more is something to buy."""

Options = Sequence[tuple[str, Iterable[str]]]
"""The keys of a choice, each with the words that people use for it."""

TELLING = 5
"""A first word of so many letters tells which option is meant; 'Goed' and 'Zelf' do not."""

COMMANDS: tuple[Verb, ...] = (
    "go_on", "back", "unknown", "skip", "skip_intake", "keep", "pause", "means", "summary", "stop",
    "stop_sure", "stop_not", "reopen",
)  # fmt: skip


def understood(script: Script, purchase: Purchase, move: Move) -> Move:
    """A move as it is meant: a text that names a button, or confirms stopping, is that button.

    Who may do something is judged by what comes out of here, so that typing opens no way around.
    """
    if not isinstance(move, Typed):
        return move
    asked_to_stop = purchase.stopping and move.about is None
    if asked_to_stop and (sure := confirms(script, move.text)) is not None:
        return Pressed("stop_sure" if sure else "stop_not")
    button = command(script, move.text)
    return replace(button, about=move.about) if button else move


def command(script: Script, text: str) -> Pressed | None:
    """The button that a text names ('terug', 'pauze', 'wijzig 3'), in any language; else None."""
    typed = folded(text) or clean(text)  # '?' is a word too
    for wording in script.wordings.values():
        for verb in COMMANDS:
            words = wording.options_of(f"command.{verb}")
            if typed in (folded(word) or word for word in words):
                return Pressed(verb)
        for word in wording.options_of("command.change"):
            found = re.fullmatch(rf"{re.escape(folded(word))}(?:\s+\w+)?\s+(\d+)", typed)
            if found or typed == folded(word):
                number = int(found.group(1)) if found else 0
                known = (asked.id for asked in script.counted if asked.number == number)
                return Pressed("change", next(known, ""))
    return None


def confirms(script: Script, text: str) -> bool | None:
    """Whether a text says yes or no to a question of ours; None when it says neither."""
    for wording in script.wordings.values():
        if folded(text) in map(folded, wording.options_of("command.yes")):
            return True
        if folded(text) in map(folded, wording.options_of("command.no")):
            return False
    return None


def read(
    scene: Scene, asked: Asked, part: Part, typed: Typed, person: str, title: str = ""
) -> Read | None:
    """The value that a text gives to a part; None when a choice does not recognise it.

    `title` is what is bought: 'ja' confirms the category that it suggests.

    Raises Unclear with what to do instead.
    """
    match part:
        case Choice():
            return _read_choice(scene, asked, part, typed.text, title)
        case Text():
            if part.names and not _names_something(scene, typed.text):
                raise Unclear("unclear.new_title")
            return read_text(typed.text, part.longest)
        case Date():
            return read_date(typed.text, scene.today)
        case Year():
            return read_year(typed.text, scene.today)
        case Person():
            return read_person(typed.text, typed.mentions, person, part.outside)
    return None


def _names_something(scene: Scene, text: str) -> bool:
    """Whether a text may name what is bought: no yes or no, and no date."""
    if confirms(scene.script, text) is not None:
        return False
    try:
        read_date(text, scene.today)
    except Unclear as unclear:
        return unclear.key == "unclear.date"
    return False


def _read_choice(scene: Scene, asked: Asked, part: Choice, text: str, title: str) -> Read | None:
    keys = scene.script.labels(scene.language, asked, part)
    options = [(key, tuple(_words(scene.script, asked, part, key))) for key in keys]
    read = read_choice(text, options)
    if read is None and part.listed == "categories":
        meant = title if confirms(scene.script, text) else text
        if meant is text and (len(text.split()) > FEW_WORDS or re.search(r"\d", text)):
            return None
        suggested = scene.script.catalogue.suggest(meant)
        return Read(suggested) if suggested else None
    return read or _band(part, list(keys), text) or _agreed(scene.script, options, text)


def _band(part: Choice, keys: Sequence[str], text: str) -> Read | None:
    """The band in which an amount of money falls, where the options are bands."""
    amount = read_amount(text) if part.up_to else None
    return Read(keys[bisect_left(part.up_to, amount)]) if amount is not None else None


def _agreed(script: Script, options: Options, text: str) -> Read | None:
    """The option for 'ja hoor' or 'nee hoor', where there is one for a bare yes or no."""
    sure = confirms(script, text)
    if sure is None:
        return None
    key = "command.yes" if sure else "command.no"
    bare = (
        read_choice(wording.options_of(key)[0], options) for wording in script.wordings.values()
    )
    return next((read for read in bare if read), None)


def _words(script: Script, asked: Asked, part: Choice, key: str) -> Iterable[str]:
    """What people call an option: its key, its labels, and how they begin ('Ja', 'Garantie')."""
    yield key
    for language in script.wordings:
        labels = script.labels(language, asked, part)
        yield labels[key]
        yield from script.other_words(language, asked, part, key)
        first = re.split(r"[,:(]", labels[key])[0].strip()
        if [label for label in labels.values() if label.startswith(first)] == [labels[key]]:
            yield first
        word = labels[key].split()[0]
        if (
            len(word) >= TELLING
            and [label.split()[0] for label in labels.values()].count(word) == 1
        ):
            yield word


Crossing = tuple[str, str, Answer]
"""A question id, a part, and the answer that was given there."""


def crossed(purchase: Purchase, typed: Typed) -> Crossing | None:
    """The answer that a text crossed: it was sent before the open question was asked.

    That text was meant for the question before. Gives that question, its part and the answer.
    Two clocks are never compared: the platform's tells when the text and the question were posted,
    ours that the question was asked because of that answer. Our clock stands in while the question
    is on its way, for then nobody has seen it.
    """
    if typed.at is None or purchase.asked_at is None:
        return None
    asked_at = typed.seen or purchase.asked_at
    if not asked_at - CROSSING <= typed.at < asked_at:
        return None
    newest: Crossing | None = None
    for question, parts in purchase.answers.items():
        for part, answer in parts.items():
            if newest is None or answer.at >= newest[2].at:
                newest = (question, part, answer)
    return newest if newest and newest[2].at >= purchase.asked_at else None


def crossed_words(scene: Scene, crossing: Crossing) -> dict[str, Value]:
    """The values for the words that explain a crossing: which question, what, and who."""
    question, name, answer = crossing
    asked = scene.script.by_id[question]
    part = next(part for part in asked.question.parts if part.name == name)
    value = scene.value(asked, part, answer.value)
    return {
        "question": scene.script.wordings[scene.language]
        .dialogs[asked.dialog]
        .questions[asked.question.name]
        .short,
        "value": shown(value) if isinstance(value, str) else value,
        "person": Somebody(answer.by),
    }


def reads_as_answer(scene: Scene, asked: Asked, part: Part, text: str) -> bool:
    """Whether a text that was typed outside a conversation may be meant as an answer in it."""
    if command(scene.script, text):
        return True
    if isinstance(part, Text | Person):
        return False
    if isinstance(part, Choice) and part.listed:
        return False
    try:
        return read(scene, asked, part, Typed(text), "") is not None
    except Unclear:
        return False
