"""Words fit: never wider than we think, broken between words, and only then within one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from bot.pictures.fitting import fitted, width
from tests.bot.pictures.measured import font

SIZES = (16, 14, 12)
LETTERS = [chr(each) for each in (*range(0x20, 0x7F), *range(0xA0, 0x180), 0x20AC, 0x2082, 0x2026)]


def real(text: str, size: float, bold: bool) -> float:
    return font(bold).getlength(text) * size / 100


def test_no_letter_is_wider_than_we_think() -> None:
    assert isinstance(font(True), ImageFont.FreeTypeFont)
    wider = [
        (letter, bold)
        for letter in LETTERS
        for bold in (False, True)
        if real(letter, 100, bold) > width(letter, 100) + 0.5
    ]
    assert wider == []


@given(st.text(st.sampled_from(LETTERS), max_size=60))
def test_no_text_is_much_wider_than_we_think(text: str) -> None:
    assert max(real(text, 16, bold) for bold in (False, True)) <= width(text, 16) + 4


def test_dutch_words_are_not_thought_much_wider_than_they_are() -> None:
    text = "Internationale sociale voorwaarden in de gemeentelijke bedrijfsvoering"
    assert width(text, 16) < 1.12 * real(text, 16, bold=True)


def test_lines_are_even_and_end_between_words() -> None:
    found = fitted("Internationale sociale voorwaarden", 200, SIZES, 3)
    assert found.lines == ("Internationale", "sociale voorwaarden")
    assert found.size == 16


def test_a_long_word_gets_smaller_letters_before_it_is_broken() -> None:
    word = "Arbeidsomstandighedenbeleid"
    assert fitted(word, 240, SIZES, 3).lines == (word,)
    assert fitted(word, 240, SIZES, 3).size < 16
    broken = fitted(word, 120, SIZES, 3).lines
    assert "".join(line.removesuffix("-") for line in broken) == word
    assert all(line.endswith("-") for line in broken[:-1])


def test_what_does_not_fit_at_all_ends_with_a_mark() -> None:
    found = fitted("veel te lang " * 40, 100, SIZES, 3)
    assert len(found.lines) == 3
    assert found.lines[-1].endswith("…")
    assert found.size == 12
