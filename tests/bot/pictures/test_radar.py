"""The ambition web: looks as approved, loses no words, and needs no colours."""

from __future__ import annotations

import math
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps, ImageStat

from bot.pictures.frame import WIDTH
from bot.pictures.png import SHARPNESS
from bot.pictures.radar import Axis, Radar, svg
from tests.bot.pictures.measured import SVG, Words, diamonds, read, words
from tests.bot.pictures.webs import APPROVED, GWW, MVOI, WEBS, drawn, web

LEVELS = st.one_of(st.none(), st.floats(0, 3), st.sampled_from([0, 1, 2, 3, 3, 3]))
COUNTS = st.sampled_from(range(3, 13))
NAMES = st.sampled_from([*GWW, *MVOI, "CO₂-neutraal bouwen/slopen", "Eerlijk", "Één loket"])
ANYTHING = st.text(max_size=200)


@pytest.mark.parametrize("name", WEBS)
def test_a_picture_looks_as_it_was_approved(name: str) -> None:
    """Of a thousand pixels one may differ clearly: another processor may round otherwise."""
    approved = Image.open(APPROVED / f"{name}.png").convert("RGB")

    found = drawn(WEBS[name])

    if found.size == approved.size:
        differ = ImageOps.grayscale(ImageChops.difference(found, approved))
        clearly = sum(differ.histogram()[48:]) / (differ.width * differ.height)
    if found.size != approved.size or clearly > 0.001:
        folder = os.environ.get("TMPDIR", "/tmp")
        found.save(f"{folder}/{name}.png")
        pytest.fail(f"look at {folder}/{name}.png; approve it with -m tests.bot.pictures.webs")


def shown(radar: Radar) -> tuple[list[Words], float]:
    """The lines of a picture, and how high it is."""
    picture = svg(radar)
    return words(picture), float(read(picture).attrib["height"])


def inside(lines: list[Words], height: float) -> None:
    """Every line is whole within the border."""
    for each in lines:
        assert 8 <= each.left <= each.right <= WIDTH - 8, each
        assert 8 <= each.top <= each.bottom <= height - 8, each


@st.composite
def webs(draw: st.DrawFn) -> Radar:
    """A web of 3 to 12 themes with names as they are used, in every order."""
    count = draw(COUNTS)
    axes = [Axis(draw(NAMES), draw(LEVELS), draw(LEVELS)) for _ in range(count)]
    title, note = draw(st.sampled_from([MVOI[0], WEBS["focus"].title])), WEBS["six"].note
    return Radar(title, note, axes, ("Op orde", "Merkbaar beter", "Meerwaarde"), "Doel", "Nu")


@given(webs())
def test_every_name_stands_in_full_within_the_border_and_free_of_the_others(radar: Radar) -> None:
    lines, height = shown(radar)

    inside(lines, height)
    whole = "".join(each.text for each in lines).replace(" ", "")
    for axis in radar.axes:
        assert axis.label.replace(" ", "") in whole
    numbers = {"1", "2", "3"}
    names = [each for each in lines if each.text not in numbers] + diamonds(svg(radar))
    for place, one in enumerate(names):
        over = [other for other in names[place + 1 :] if one.touches(other)]
        assert all(one.text == other.text == "◇" for other in over), one


@given(
    ANYTHING, ANYTHING, st.lists(st.builds(Axis, ANYTHING, LEVELS, LEVELS), max_size=15),
    st.lists(ANYTHING, min_size=3, max_size=3), ANYTHING,
)  # fmt: skip
def test_whatever_people_enter_the_picture_is_xml_and_within_its_border(
    title: str, note: str, axes: list[Axis], rings: list[str], label: str
) -> None:
    lines, height = shown(Radar(title, note, axes, rings, label, label))

    known = [each for each in lines if all(sign.isascii() for sign in each.text)]
    inside(known, height)


@pytest.mark.parametrize("count", [0, 1, 2, 13, 20])
def test_too_few_or_too_many_themes_are_drawn_as_bars(count: int) -> None:
    names = [f"{MVOI[3]} {each}" for each in range(count)]
    radar = web(names, [3] * count, [2] * count)

    lines, height = shown(radar)

    inside(lines, height)
    whole = "".join(each.text for each in lines).replace(" ", "")
    assert all(name.replace(" ", "") in whole for name in names)
    assert len(list(read(svg(radar)).iter(f"{SVG}circle"))) == count + 1 + 6


def test_what_people_enter_is_text_and_nothing_else() -> None:
    evil = '</text><script>alert("x")</script> & \'"]]> \x00\x1b'
    radar = Radar(evil, evil, [Axis(evil, 1, 2)] * 4, [evil] * 3, evil, evil)

    found = read(svg(radar))

    assert not list(found.iter(f"{SVG}script"))
    title = found.find(f"{SVG}title")
    assert title is not None
    assert title.text == '</text><script>alert("x")</script> & \'"]]> '


@pytest.mark.parametrize("value", [-1, 4, float("inf"), float("nan"), 1e300])
def test_a_level_that_is_none_stays_in_the_picture(value: float) -> None:
    radar = web(MVOI, [value] * 6, [value] * 6)

    lowest, highest = web(MVOI, [0] * 6, [0] * 6), web(MVOI, [3] * 6, [3] * 6)

    assert svg(radar) in (svg(lowest), svg(highest))


def lightness(picture: Image.Image, box: tuple[float, float, float, float]) -> float:
    """How light a part of a picture is on the whole, 0 to 1, as a grey printer sees it."""
    left, top, right, bottom = (round(each * SHARPNESS) for each in box)
    grey = picture.convert("L").crop((left, top, right, bottom))
    return float(ImageStat.Stat(grey).mean[0]) / 255


def contrast(one: float, other: float) -> float:
    """The contrast of two greys by WCAG, 1 to 21."""
    low, high = sorted(math.pow((each + 0.055) / 1.055, 2.4) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_without_colours_area_outline_and_background_differ() -> None:
    """Four themes make squares on their corner: on the row through the middle stand the centre, the
    area, its edge, the empty second ring, and the outline."""
    picture = drawn(web("NOZW", [3] * 4, [2] * 4))
    centre_y = 371
    row = [lightness(picture, (x, centre_y + 30, x + 1, centre_y + 31)) for x in range(450, 640)]
    area = lightness(picture, (470, centre_y + 20, 520, centre_y + 60))
    edge, outline = min(row[60:115]), min(row[150:190])
    background = max(row)

    assert background > 0.94
    assert contrast(background, area) > 1.7
    assert contrast(background, edge) > 3
    assert contrast(background, outline) > 7
    assert contrast(area, outline) > 4.5
