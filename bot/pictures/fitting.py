"""Makes words fit a place: how wide they are in our font, and where they go on to the next line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WIDTHS = {
    0.25: "‘’‛",
    0.3: " !',.:;ijl¡·ı‚",
    0.35: "()-J[]‐‑′",
    0.4: "I`f{}ª²³´¹º•‹›⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉",
    0.45: "/\\_rt°ŧ“”",
    0.5: '"?z–',
    0.55: "Fcs§„†″",
    0.6: "$*+0123456789<=>ELSTZ^aevxy|~£×÷ŁŦ€−",
    0.65: "#CPVYbdghknopqu«»Þðøþđĳ",
    0.7: "ABKRXµħ",
    0.75: "&DGÐĐĲ",
    0.8: "HOQUØĦ™",
    0.85: "N©®Ŋ",
    0.9: "@w…",
    0.95: "%M",
    1.3: "‰",
}
"""How wide letters are in the bold font, in parts of its size, rounded up; no regular one is
wider."""

_WIDE = 1.0
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_PARTS = re.compile(r"\S+?(?:[-/](?=\S)|\s|$)")
"""A line may end at a space, and after a hyphen or a slash."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Words as lines, and the size in pixels at which they fit."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> float:
        """What the lines take together, in pixels."""
        return self.size * LEADING * len(self.lines)


LEADING = 1.25


def width(text: str, size: float) -> float:
    """At most so many pixels wide is a text in our font, regular or bold."""
    return size * sum(map(_of, unicodedata.normalize("NFC", text)))


def _of(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if letter in _WIDTH:
        return _WIDTH[letter]
    bare = unicodedata.normalize("NFD", letter)[0]
    # A sign above a narrow letter may stick out, and not every sign is an accent (ď, ľ, ť).
    return _WIDTH[bare] + (0.1 if bare in "iIlLJjtdTf" else 0.05) if bare in _WIDTH else _WIDE


def fitted(text: str, room: float, sizes: Sequence[int], most: int) -> Fitted:
    """A text in at most `most` lines of `room` pixels, at the first of `sizes` that does it.

    Words are broken only where they do not fit whole at any size, and what does not fit even then
    ends with a mark.
    """
    text = " ".join(text.split())
    for size in sizes:
        lines = _lines(_PARTS.findall(text), room, size)
        if len(lines) <= most and all(width(line, size) <= room for line in lines):
            return Fitted(_even(text, lines, size), size)
    for size in sizes:
        lines = _lines(_broken(text, room, size), room, size)
        if len(lines) <= most:
            return Fitted(tuple(lines), size)
    *first, last = lines[:most]
    return Fitted((*first, _cut(last, room, sizes[-1])), sizes[-1])


def _lines(parts: Sequence[str], room: float, size: float) -> list[str]:
    lines = [""]
    for part in parts:
        if lines[-1] and width((lines[-1] + part).rstrip(), size) > room:
            lines.append("")
        lines[-1] += part
    return [line.rstrip() for line in lines]


def _even(text: str, lines: list[str], size: float) -> tuple[str, ...]:
    """The same number of lines, as even in length as they can be."""
    parts = _PARTS.findall(text)
    while True:
        longest = max(width(line, size) for line in lines)
        narrower = _lines(parts, longest - 0.5, size)
        if len(narrower) > len(lines) or max(width(line, size) for line in narrower) >= longest:
            return tuple(lines)
        lines = narrower


def _broken(text: str, room: float, size: float) -> list[str]:
    return [piece for part in _PARTS.findall(text) for piece in _pieces(part, room, size)]


def _pieces(part: str, room: float, size: float) -> Iterator[str]:
    """A word, with hyphens where it is longer than a line."""
    piece = ""
    for letter in part:
        if piece and width(f"{piece}{letter}-".strip(), size) > room:
            yield f"{piece}-"
            piece = ""
        piece += letter
    yield piece


def _cut(line: str, room: float, size: float) -> str:
    while line and width(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
