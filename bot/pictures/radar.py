"""The ambition web as SVG, from values alone: no clock, no font files, no screen.

Everything in it that people entered is escaped, and everything is drawn without colour as the only
difference.
"""

from __future__ import annotations

from bot.pictures import bars
from bot.pictures.frame import framed
from bot.pictures.levels import Axis, Radar
from bot.pictures.web import HEIGHT, web

__all__ = ["Axis", "Radar", "svg"]

FEWEST, MOST = 3, 12
"""With fewer themes there is no web to draw, with more their names would not fit round it."""


def svg(radar: Radar) -> str:
    """A picture 900 pixels wide; bars where there are fewer than 3 themes, or more than 12."""
    if FEWEST <= len(radar.axes) <= MOST:
        return framed(radar, HEIGHT, web(radar))
    return framed(radar, bars.height(radar), bars.bars(radar))
