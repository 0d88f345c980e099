"""Reads how many of something there are, and of what: '12 bureaustoelen'."""

from __future__ import annotations

import re

from knowledge.stems import plain

MOST = 1_000_000
"""A higher number is no amount of things: a telephone number, an order."""
NUMBERS = {
    word: number
    for number, words in {
        1: "een one a an", 2: "twee two", 3: "drie three", 4: "vier four", 5: "vijf five",
        6: "zes six", 7: "zeven seven", 8: "acht eight", 9: "negen nine", 10: "tien ten",
        11: "elf eleven", 12: "twaalf twelve", 15: "vijftien fifteen", 20: "twintig twenty",
        25: "vijfentwintig", 30: "dertig thirty", 40: "veertig forty", 50: "vijftig fifty",
        100: "honderd hundred",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Numbers that people write as a word."""
TALK = frozenset({
    "over", "nog", "er", "zijn", "staan", "liggen", "we", "wij", "ik", "heb", "hebben", "hier",
    "ca", "circa", "ongeveer", "zo'n", "ruim", "bijna", "about", "around", "have",
    "there", "are", "i", "left",
})  # fmt: skip
"""Words before an amount that say nothing of it."""
FEW = frozenset({
    "paar", "aantal", "stapel", "partij", "partijtje", "hoop", "heleboel", "enkele", "wat",
    "diverse", "div", "meerdere", "verschillende", "few", "several", "some", "couple",
})  # fmt: skip
"""Words that leave open how many there are."""
COUNTED = frozenset({
    "x", "st", "stuks", "stuk", "keer", "pcs", "pieces", "piece",
})  # fmt: skip
"""Words that only say that a number is an amount."""
MEASURES = frozenset({
    "inch", "cm", "mm", "m", "m2", "m3", "meter", "kg", "gram", "gr", "liter", "l", "kuub",
    "ton", "watt", "w", "volt", "v", "gb", "tb", "jaar", "maanden", "weken", "dagen", "uur",
    "euro", "%", "persoons", "personen", "pers", "zits", "deurs", "graden",
})  # fmt: skip
"""A number before one of these tells how large something is."""

_FIRST = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:\s*x(?=\s))?(?![\d.,])")
_LAST = re.compile(
    r"(?<=[^\d\s])[\s,:(]+(?:(\d+)\s*(?:x|st|stuks?|pcs|pieces)\.?|\((\d+)|x\s*(\d+))\)?$", re.I
)


def amount_in(text: str) -> tuple[int, str]:
    """How many of something a text tells of, 0 when it leaves that open; and what it is of."""
    words = text.split()
    while words[1:] and _bare(words[0]) in TALK:
        words = words[1:]
    if words[2:] and _bare(words[0]) in ("een", "a") and _bare(words[1]) in FEW:
        words = words[1:]
    told = " ".join(words)
    if words[1:] and _bare(words[0]) in FEW:
        return 0, " ".join(_without(words[1:], ("of",)))
    if words[1:] and (number := NUMBERS.get(_bare(words[0]))):
        return number, " ".join(_without(words[1:], COUNTED))
    if (found := _FIRST.match(told)) and (rest := _counted(told[found.end() :])):
        return _whole(found[1], told, rest)
    if found := _LAST.search(f" {told}"):
        number = next(filter(None, found.groups()))
        return _whole(number, told, f" {told}"[: found.start()].strip(" ,:("))
    return 0, told


def _counted(after: str) -> str:
    """What stands after a number at the begin; nothing when that is no amount."""
    words = after.split()
    if not after.startswith(" ") or not words or _bare(words[0]) in MEASURES:
        return ""
    return " ".join(_without(words, COUNTED))


def _whole(digits: str, told: str, rest: str) -> tuple[int, str]:
    number = int(digits.replace(".", "")[: len(str(MOST)) + 1])
    return (number, rest) if rest and 0 < number <= MOST else (0, told)


def _without(words: list[str], first: frozenset[str] | tuple[str, ...]) -> list[str]:
    return words[1:] if words[1:] and _bare(words[0]) in first else words


def _bare(word: str) -> str:
    return plain(word).strip(".,:;()")
