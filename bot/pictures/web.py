"""Draws the ambition web itself: themes as spokes, levels as rings, the aim and what is reached."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from bot.pictures import shapes
from bot.pictures.fitting import fitted
from bot.pictures.frame import ABOVE, BELOW, MARGIN, MIDDLE, WIDTH
from bot.pictures.levels import HIGHEST, Axis, Radar, level

HEIGHT = 770
ROOM = 210
"""So wide a label may be: more, and the one at the top would touch those beside it."""
LINES = 3

_RADIUS = 203.0
_CENTRE = (MIDDLE, (ABOVE + HEIGHT - BELOW) / 2)
_RIM = _RADIUS + 24
_SHOULDER = 0.26
_SIZES = (16, 15, 14, 13, 12, 11)


def web(radar: Radar) -> str:
    """The web of a radar with 3 to 12 themes, as SVG to put in a frame."""
    axes, count = radar.axes, len(radar.axes)
    targets = [level(axis.target) for axis in axes]
    actuals = [level(axis.actual) for axis in axes]
    parts = [
        *(_ring(each, count) for each in range(HIGHEST, 0, -1)),
        *(shapes.line(_CENTRE, _point(each, count, HIGHEST)) for each in range(count)),
        shapes.area(_shape(actuals, 0.55)) if any(actuals) else "",
        shapes.outline(_shape(targets, 1.0)) if any(targets) else "",
        *(_number(each, count) for each in range(1, HIGHEST + 1)),
        *(shapes.diamond(*_point(each, count, far)) for each, far in enumerate(targets) if far),
        *(shapes.dot(*_point(each, count, far)) for each, far in enumerate(actuals) if far),
        *(_label(axis, 2 * pi * each / count) for each, axis in enumerate(axes)),
    ]
    return "".join(parts)


def _point(place: float, count: int, far: float) -> shapes.Point:
    """Where a level stands on the spoke of a theme, the first at the top; or between two spokes."""
    turn = 2 * pi * place / count
    out = _RADIUS * far / HIGHEST
    return _CENTRE[0] + sin(turn) * out, _CENTRE[1] - cos(turn) * out


def _shape(levels: Sequence[float], breadth: float) -> list[shapes.Point]:
    """From theme to theme, and through the centre where nothing is chosen.

    A theme beside such a one gets a shoulder of some breadth: a theme alone would be a line, and of
    two lines on one spoke only the upper one is seen.
    """
    count = len(levels)
    aside = breadth * min(0.45, _SHOULDER * count / (2 * pi))
    points = []
    for each, far in enumerate(levels):
        if not far:
            points.append(_CENTRE)
            continue
        if not levels[each - 1]:
            points.append(_point(each - aside, count, far / 2))
        points.append(_point(each, count, far))
        if not levels[(each + 1) % count]:
            points.append(_point(each + aside, count, far / 2))
    return points


def _ring(far: int, count: int) -> str:
    fill = "#f4f6f8" if far % 2 else "white"
    return shapes.ring([_point(each, count, far) for each in range(count)], fill)


def _number(far: int, count: int) -> str:
    """The number of a ring stands on it between the first two themes, where no mark comes."""
    (x1, y1), (x2, y2) = _point(0, count, far), _point(1, count, far)
    return shapes.number(far, (x1 + x2) / 2, (y1 + y2) / 2)


def _label(axis: Axis, turn: float) -> str:
    """The name of a theme outside the rim; one that something was chosen at stands out."""
    x, y = _CENTRE[0] + sin(turn) * _RIM, _CENTRE[1] - cos(turn) * _RIM
    side = round(sin(turn), 6)
    anchor = "start" if side > 0 else "end" if side < 0 else "middle"
    border = WIDTH - MARGIN - x if side > 0 else x - MARGIN if side < 0 else ROOM
    words = fitted(axis.label, min(ROOM, border), _SIZES, LINES)
    chosen = bool(level(axis.target) or level(axis.actual))
    color = shapes.INK if chosen else shapes.SOFT
    # Beside the web it stands in the middle of its height, above and below it outside.
    top = y - words.height * (1 + cos(turn)) / 2
    return shapes.text(words, x, top, anchor, color, bold=chosen)
