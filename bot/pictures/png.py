"""From SVG to PNG, with the font that travels along and no other, so the same on every machine."""

from __future__ import annotations

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"

SHARPNESS = 1.25
"""So many pixels for each of the SVG: sharp on a good screen, and still small to send."""


def png(svg: str) -> bytes:
    """The bytes of a picture, from any thread; takes a tenth of a second, so not in the event loop.

    Signs that the font lacks are left out: the words beside a picture have them all.

    The library holds the interpreter while it draws: beside a thread that draws, others wait.
    """
    # The library is large, and most processes never draw.
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=SHARPNESS,
        skip_system_fonts=True,
        font_files=[str(each) for each in sorted(FONTS.glob("*.ttf"))],
        font_family="Noto Sans",
        sans_serif_family="Noto Sans",
    )
