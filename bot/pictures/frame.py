"""What stands round every picture of ambitions: the title, and below it the legend and the note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures import shapes
from bot.pictures.fitting import Fitted, fitted, width
from bot.pictures.levels import Radar

WIDTH = 900
MIDDLE = WIDTH / 2
MARGIN = 24
ABOVE = 84
"""So much room the title takes at the top."""
BELOW = 114
"""So much room the legend and the note take at the bottom."""

_LONG, _SHORT = 72.0, 20.0
_GAP = 40.0
_SPACE = 10.0
_SIZES = (16, 15, 14, 13, 12, 11)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A sign of the legend, as wide as it is, and the words beside it."""

    sign: str
    wide: float
    words: Fitted

    @property
    def width(self) -> float:
        return self.wide + _SPACE + width(self.words.lines[0], self.words.size)


def framed(radar: Radar, height: float, body: str) -> str:
    """A whole picture, `height` pixels high, as SVG."""
    inside = WIDTH - 2 * MARGIN
    title = fitted(radar.title, inside, (25, 23, 21, 19, 17), 2)
    note = fitted(radar.note, inside, (14, 13, 12, 11), 2)
    top = height - BELOW
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
        f'viewBox="0 0 {WIDTH} {height:.0f}" role="img" font-family="{shapes.FONT}, sans-serif">',
        f"<title>{shapes.escaped(radar.title)}</title>",
        shapes.HATCH,
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="white"/>',
        shapes.text(title, MIDDLE, 16, "middle", bold=True),
        body,
        _row(_legend(radar), top + 15),
        _row(_rings(radar), top + 46),
        shapes.text(note, MIDDLE, top + 70, "middle", shapes.SOFT),
        "</svg>",
    )
    return "".join(parts)


def _legend(radar: Radar) -> list[_Entry]:
    """What the dashed outline and the area mean."""
    aim = shapes.outline([(0, 0), (_LONG, 0)], closed=False) + shapes.diamond(_LONG / 2, 0)
    box = [(0, -10), (_LONG, -10), (_LONG, 10), (0, 10)]
    reached = shapes.area(box) + shapes.dot(_LONG / 2, 0)
    room = MIDDLE - MARGIN - _LONG - _SPACE - _GAP / 2
    return [
        _Entry(sign, _LONG, fitted(label, room, _SIZES, 1))
        for sign, label in ((aim, radar.target_label), (reached, radar.actual_label))
    ]


def _rings(radar: Radar) -> list[_Entry]:
    """What the levels are called."""
    return [
        _Entry(shapes.number(level, _SHORT / 2, 0), _SHORT, fitted(name, 215, _SIZES[1:], 1))
        for level, name in enumerate(radar.rings, 1)
    ]


def _row(entries: Sequence[_Entry], y: float) -> str:
    """Signs with their words, beside each other in the middle."""
    x = MIDDLE - (sum(each.width for each in entries) + _GAP * (len(entries) - 1)) / 2
    found = []
    for each in entries:
        words = shapes.text(each.words, each.wide + _SPACE, -each.words.size * 0.65)
        found.append(f'<g transform="translate({x:.1f} {y:.1f})">{each.sign}{words}</g>')
        x += each.width + _GAP
    return "".join(found)
