"""The ambition web of everything that is exported: as a picture in SVG, or as a table in text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.exports.json_export import ExportedPurchase
from bot.pictures.levels import Radar
from bot.pictures.radar import svg
from bot.pictures.words import table
from bot.webs import web
from dialogs.facts import COUNTED
from dialogs.messages import plain
from dialogs.scene import Scene


def as_svg(scene: Scene, name: str, purchases: Iterable[ExportedPurchase]) -> Iterator[str]:
    """The web as a picture."""
    yield svg(_radar(scene, name, purchases))


def as_text(scene: Scene, name: str, purchases: Iterable[ExportedPurchase]) -> Iterator[str]:
    """The same in words: a line for each theme, for who does not see the picture."""
    radar = _radar(scene, name, purchases)
    for line in (radar.title, *map(plain, table(scene, radar)), radar.note):
        yield f"{line}\n"


def _radar(scene: Scene, name: str, purchases: Iterable[ExportedPurchase]) -> Radar:
    """The mean over the purchases that count and for which themes were filled in."""
    levels: Counter[str] = Counter()
    filled = 0
    for each in purchases:
        if each.status in COUNTED and (each.themes or each.web):
            filled += 1
            levels.update(each.web)
    title = scene.label("web.title_all").format(name=name).strip()
    note = scene.label("web.note_all").format(count=filled, day=scene.day(scene.now))
    return web(scene, title, note, {key: total / filled for key, total in levels.items()})
