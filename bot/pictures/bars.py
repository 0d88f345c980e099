"""Draws the same values as bars, one below the other: for too few or too many themes for a web."""

from __future__ import annotations

from bot.pictures import shapes
from bot.pictures.fitting import fitted
from bot.pictures.frame import ABOVE, BELOW, MARGIN
from bot.pictures.levels import HIGHEST, Axis, Radar, level

_START = 320.0
_STEP = 176.0
_SCALE = 26
_ROW = 72


def height(radar: Radar) -> float:
    """How high the whole picture becomes, in pixels."""
    return ABOVE + _SCALE + _ROW * max(1, len(radar.axes)) + 16 + BELOW


def bars(radar: Radar) -> str:
    """A row for each theme, as SVG to put in a frame."""
    top = ABOVE + _SCALE
    bottom = top + _ROW * max(1, len(radar.axes))
    scale = [shapes.line((_x(far), top), (_x(far), bottom), shapes.RING) for far in range(4)]
    numbers = [shapes.number(far, _x(far), top - 14) for far in range(1, HIGHEST + 1)]
    rows = [_bar(axis, top + _ROW * (row + 0.5)) for row, axis in enumerate(radar.axes)]
    return "".join([*scale, *numbers, *rows])


def _x(far: float) -> float:
    return _START + _STEP * far


def _bar(axis: Axis, y: float) -> str:
    words = fitted(axis.label, _START - MARGIN - 20, (16, 15, 14, 13, 12, 11), 3)
    aim, reached = level(axis.target), level(axis.actual)
    chosen = bool(aim or reached)
    color = shapes.INK if chosen else shapes.SOFT
    parts = [shapes.text(words, _START - 20, y - words.height / 2, "end", color, bold=chosen)]
    if reached:
        parts.append(shapes.area(_box(_x(reached), y, 12)))
    if aim:
        parts += [shapes.outline(_box(_x(aim), y, 22)), shapes.diamond(_x(aim), y)]
    if reached:
        parts.append(shapes.dot(_x(reached), y))
    return "".join(parts)


def _box(end: float, y: float, half: float) -> list[shapes.Point]:
    return [(_START, y - half), (end, y - half), (end, y + half), (_START, y + half)]
