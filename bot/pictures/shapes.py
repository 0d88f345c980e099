"""The pieces that our pictures are made of, as SVG: text, lines, areas, dots and numbers.

The reached level is an area with hatching and dots, the aim a dashed outline with diamonds: whoever
sees no colours, or prints in grey, sees the difference all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from bot.pictures.fitting import LEADING, Fitted

Point = tuple[float, float]

INK = "#1c2430"
SOFT = "#4b5563"
OUTLINE = "#14213d"
AREA = "#5fb8a8"
EDGE = "#0b5f56"
RING = "#8b95a1"
SPOKE = "#cbd2d9"

FONT = "Noto Sans"
HATCH = (
    '<defs><pattern id="hatch" width="9" height="9" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect width="9" height="9" fill="{AREA}"/>'
    f'<rect width="2.5" height="9" fill="{EDGE}"/></pattern></defs>'
)

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escaped(text: str) -> str:
    """A text that stands in XML as what it is; signs that XML does not know are left out."""
    return escape(_NOT_IN_XML.sub("", text))


def text(
    words: Fitted, x: float, y: float, anchor: str = "start", color: str = INK, bold: bool = False
) -> str:
    """Lines of text with `y` at the top of the first; `anchor` is start, middle or end."""
    weight = ' font-weight="700"' if bold else ""
    return "".join(
        f'<text x="{x:.1f}" y="{y + words.size * (1 + LEADING * number):.1f}" '
        f'font-size="{words.size}" text-anchor="{anchor}" fill="{color}"{weight}>'
        f"{escaped(line)}</text>"
        for number, line in enumerate(words.lines)
    )


def line(start: Point, end: Point, color: str = SPOKE) -> str:
    """A thin line."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" '
        f'stroke="{color}" stroke-width="1.25"/>'
    )


def ring(points: Iterable[Point], fill: str) -> str:
    """The border of a level."""
    return f'<polygon points="{_along(points)}" fill="{fill}" stroke="{RING}" stroke-width="1.25"/>'


def area(points: Iterable[Point]) -> str:
    """What is reached."""
    corners = _along(points)
    return (
        f'<polygon points="{corners}" fill="url(#hatch)" fill-opacity="0.62"/>'
        f'<polygon points="{corners}" fill="none" stroke="{EDGE}" stroke-width="2.5" '
        'stroke-linejoin="round"/>'
    )


def outline(points: Iterable[Point], closed: bool = True) -> str:
    """What is aimed at."""
    shape = "polygon" if closed else "polyline"
    return (
        f'<{shape} points="{_along(points)}" fill="none" stroke="{OUTLINE}" stroke-width="4" '
        'stroke-dasharray="11 6" stroke-linejoin="round"/>'
    )


def dot(x: float, y: float) -> str:
    """The mark of a level that is reached."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{EDGE}" stroke="white" stroke-width="1.5"/>'
    )


def diamond(x: float, y: float) -> str:
    """The mark of a level that is aimed at: open, and so large that a dot fits in it."""
    corners = [(x, y - 12), (x + 12, y), (x, y + 12), (x - 12, y)]
    return (
        f'<polygon points="{_along(corners)}" fill="white" stroke="{OUTLINE}" stroke-width="2.5"/>'
    )


def number(value: int, x: float, y: float) -> str:
    """The number of a level."""
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9.5" fill="white" stroke="{RING}" '
        f'stroke-width="1.25"/><text x="{x:.1f}" y="{y + 4.4:.1f}" font-size="12" '
        f'font-weight="700" text-anchor="middle" fill="{SOFT}">{value}</text>'
    )


def _along(points: Iterable[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
