"""The webs that the tests draw, and how to approve what they look like.

`python -m tests.bot.pictures.webs` draws them into `approved/`: look at each before you commit it.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.pictures.png import png
from bot.pictures.radar import Axis, Radar, svg

APPROVED = Path(__file__).parent / "approved"

GWW = (
    "Energie", "Materialen", "Bodem", "Water", "Ecologie", "Ruimtegebruik",
    "Ruimtelijke kwaliteit", "Welzijn", "Sociale relevantie", "Bereikbaarheid", "Investeringen",
    "Vestigingsklimaat",
)  # fmt: skip
MVOI = (
    "Klimaat en energie", "Circulair", "Groen en gezonde leefomgeving",
    "Internationale sociale voorwaarden", "Diversiteit en inclusie",
    "Social return en kansen voor mensen met afstand tot werk",
)  # fmt: skip
ENGLISH = (
    "Climate and energy", "Circular", "Green and healthy living environment",
    "International social conditions", "Diversity and inclusion",
)  # fmt: skip

Levels = Sequence[float | None]


def web(
    labels: Sequence[str],
    targets: Levels,
    actuals: Levels,
    title: str = "Ambitieweb van gemeente Voorbeeldstad",
    note: str = "Gemiddelde van 14 inkopen, 23 november 2026",
) -> Radar:
    """A web in Dutch."""
    axes = [Axis(*each) for each in zip(labels, targets, actuals, strict=True)]
    rings = ("Basis", "Significant", "Ambitieus")
    return Radar(title, note, axes, rings, "Doel: wat we afspraken", "Nu: wat is aangetoond")


LONG = (
    "Ambitieweb INK-0042: 40 laptops voor nieuwe collega's van de afdeling Ruimtelijke "
    "Ontwikkeling en Vergunningverlening"
)
WEBS = {
    "six": web(MVOI, (2, 3, 2, 1, 2, 3), (1, 2, 2, 1, 0, 2.5)),
    "twelve": web(
        GWW, (3, 3, 1, 2, 2, 1, 2, 1, 3, None, 1, 2), (2, 3, 1, 1, 2, 0, 1.5, 1, 2, None, 1, 1)
    ),
    "focus": web(
        GWW, (3, *[None] * 3, 2, *[None] * 3, 3, *[None] * 3),
        (2, *[0] * 3, 2, *[0] * 3, 1, *[0] * 3),
        title=LONG, note="",
    ),
    "english": Radar(
        "Ambition web of Exampleton", "Mean of 14 purchases, 23 November 2026",
        [Axis(*each) for each in zip(ENGLISH, (3, 2, 2, 1, 2), (3, 1, None, 2, 1), strict=True)],
        ("Basic", "Significant", "Ambitious"), "Target: what we agreed", "Now: what was shown",
    ),
    "bars": web(MVOI[2:4], (3, 2), (2, None)),
    "nothing": web(MVOI, [None] * 6, [None] * 6),
}  # fmt: skip


def drawn(radar: Radar) -> Image.Image:
    """The picture of a radar."""
    return Image.open(BytesIO(png(svg(radar)))).convert("RGB")


def approve() -> None:
    """Draws every web into the folder of approved pictures, in few colours to keep it small."""
    for name, radar in WEBS.items():
        drawn(radar).quantize(64).save(APPROVED / f"{name}.png", optimize=True)


if __name__ == "__main__":
    approve()
