"""PNG: the same on every machine, drawn beside the event loop, and paid for only when drawn."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.pictures.png import FONTS, png
from bot.pictures.radar import svg
from tests.bot.pictures.webs import WEBS

ROOT = Path(__file__).parents[3]


def test_the_library_is_not_loaded_before_the_first_picture() -> None:
    asked = """
import sys
import bot.wiring, bot.pictures.radar, bot.pictures.words
from bot.pictures.png import png
print(any("resvg" in each for each in sys.modules))
png('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
print(any("resvg" in each for each in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == ["False", "True"]


async def test_a_picture_is_drawn_beside_the_event_loop() -> None:
    drawing = svg(WEBS["six"])
    one, other = await asyncio.gather(*(asyncio.to_thread(png, drawing) for _ in range(2)))
    assert one == other
    assert one.startswith(b"\x89PNG")


def test_words_are_drawn_with_the_font_that_travels_along() -> None:
    """A machine without fonts draws words too, and the font has what Dutch texts use."""
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40" font-family="{font}">'
        '<rect width="60" height="40" fill="white"/><text x="5" y="30" font-size="24">{sign}</text>'
        "</svg>"
    )

    def ink(sign: str, font: str = "Noto Sans") -> bytes:
        return Image.open(BytesIO(png(picture.format(sign=sign, font=font)))).tobytes()

    missing = ink("\u4e00")
    for sign in "aÉëĳ€–₂…'‰":
        assert ink(sign) not in (missing, ink(" ")), sign
    assert ink("a", "sans-serif") == ink("a")
    assert ink("a", "DejaVu Sans") in (ink("a"), ink(" ")), "a font of this machine was used"


def test_the_licence_of_the_font_travels_along() -> None:
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()
    assert sum(each.stat().st_size for each in FONTS.glob("*.ttf")) < 100_000
