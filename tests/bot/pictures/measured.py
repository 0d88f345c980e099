"""Where the words of a picture stand, measured with the very font that they are drawn in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

from PIL import ImageFont

from bot.pictures.png import FONTS

SVG = "{http://www.w3.org/2000/svg}"


@cache
def font(bold: bool) -> ImageFont.FreeTypeFont:
    """The font that travels along, at 100 pixels."""
    return ImageFont.truetype(FONTS / f"NotoSans-{'Bold' if bold else 'Regular'}.ttf", 100)


@dataclass(frozen=True)
class Words:
    """One line of text in a picture, and the box that it takes, in pixels of the SVG."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    group: bool

    def touches(self, other: Words) -> bool:
        """Whether two lines stand over each other."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def read(svg: str) -> ElementTree.Element:
    """A picture as XML; raises ParseError when it is none."""
    return ElementTree.fromstring(svg)  # noqa: S314 - we drew it


def words(svg: str) -> list[Words]:
    """Every line of text in a picture."""
    return list(_words(read(svg), 0.0, 0.0, False))


def diamonds(svg: str) -> list[Words]:
    """The box within every diamond of the web, as if it were a word."""
    found = []
    for each in read(svg).findall(f"{SVG}polygon"):
        if each.attrib["fill"] == "white" and each.attrib["stroke-width"] == "2.5":
            xs, ys = zip(
                *(map(float, at.split(",")) for at in each.attrib["points"].split()), strict=True
            )
            found.append(Words("◇", min(xs) + 3, max(xs) - 3, min(ys) + 3, max(ys) - 3, False))
    return found


def _words(element: ElementTree.Element, x: float, y: float, group: bool) -> Iterator[Words]:
    for each in element:
        if each.tag == f"{SVG}g":
            moved = re.fullmatch(r"translate\((\S+) (\S+)\)", each.attrib["transform"])
            assert moved
            yield from _words(each, x + float(moved[1]), y + float(moved[2]), True)
        elif each.tag == f"{SVG}text" and each.text:
            yield _line(each.attrib, each.text, x, y, group)


def _line(is_: dict[str, str], text: str, x: float, y: float, group: bool) -> Words:
    size = float(is_["font-size"])
    wide = font(is_.get("font-weight") == "700").getlength(text) * size / 100
    start = {"start": 0.0, "middle": wide / 2, "end": wide}[is_["text-anchor"]]
    left, base = x + float(is_["x"]) - start, y + float(is_["y"])
    # From the top of a capital to below a g.
    return Words(text, left, left + wide, base - 0.72 * size, base + 0.22 * size, group)
