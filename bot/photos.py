"""Looks whether a file is a picture, and makes of it what is shown: small, upright, and bare.

What a camera writes into a picture (where it was, of whom the phone is) is not kept.
"""

from __future__ import annotations

from io import BytesIO

LARGEST = 15_000_000
"""So many bytes a picture may have that somebody gives; a photo of a phone has 2 to 8 million."""
LONGEST_SIDE = 1600
MOST_PIXELS = 80_000_000
"""A larger one fills the memory before it is seen."""
QUALITY = 82


class NotAPicture(Exception):
    """What was given is no picture that we can read."""


def cleaned(content: bytes) -> bytes:
    """The picture as a JPEG of at most 1,600 pixels a side; raises NotAPicture.

    It takes some tenths of a second, so it is for a thread of its own.
    """
    # Imported here: most people never give a picture.
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "GIF", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPicture("too many pixels")
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first, so that no copy is large
            upright = ImageOps.exif_transpose(opened)
            flat = Image.new("RGB", upright.size, "white")
            seen = upright.convert("RGBA")
            flat.paste(seen, mask=seen.getchannel("A"))
    except NotAPicture:
        raise
    except Exception as error:  # what is broken on purpose breaks a reader in any way
        raise NotAPicture(type(error).__name__) from error
    written = BytesIO()
    flat.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
