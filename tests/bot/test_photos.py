"""Whatever file somebody gives: it becomes a small picture, or it is told that it is none."""

from __future__ import annotations

import random
from contextlib import suppress
from io import BytesIO

import pytest
from PIL import Image

from bot.photos import NotAPicture, cleaned


def made(mode: str, kind: str) -> bytes:
    """A picture of some kind."""
    written, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    Image.new(mode, (300, 200)).save(written, kind, exif=exif.tobytes())
    return written.getvalue()


KINDS = {
    "a photo": ("RGB", "JPEG"),
    "for print": ("CMYK", "JPEG"),
    "see-through": ("RGBA", "PNG"),
    "in 16 bits": ("I;16", "PNG"),
    "a palette": ("P", "PNG"),
    "of the web": ("RGBA", "WEBP"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_becomes_a_picture(kind: str) -> None:
    with Image.open(BytesIO(cleaned(made(*KINDS[kind])))) as seen:
        assert (seen.format, seen.mode, seen.size) == ("JPEG", "RGB", (200, 300))


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_file_is_no_picture_and_breaks_nothing_else(kind: str) -> None:
    chance, whole = random.Random(7), made(*KINDS[kind])
    for _ in range(400):
        broken = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            broken[chance.randrange(min(len(broken), 400))] = chance.randrange(256)
        if chance.random() < 0.3:
            del broken[chance.randrange(len(broken)) :]
        with suppress(NotAPicture):
            cleaned(bytes(broken))
