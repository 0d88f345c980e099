"""From what is known of ambitions to the picture of an ambition web, with its words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.pictures.apart import drawn
from bot.pictures.levels import level
from bot.pictures.radar import Axis, Radar, svg
from bot.pictures.words import alt
from dialogs.ambition import themes
from dialogs.files import File, Picture
from dialogs.portfolio import Sums, count, mean_levels
from dialogs.scene import Scene
from dialogs.web import targets


def web(scene: Scene, title: str, note: str, actual: Mapping[str, float]) -> Radar:
    """The web with every theme: its target, and the level that is reached."""
    wanted = targets(scene)
    return Radar(
        title,
        note,
        [Axis(name, wanted.get(key), actual.get(key)) for key, name in themes(scene).items()],
        [scene.label(f"web.name_{level}") for level in (1, 2, 3)],
        scene.label("web.target"),
        scene.label("web.actual"),
    )


def web_of_all(scene: Scene, organisation: str, sums: Sums) -> Radar:
    """The web of everything together: the mean of all purchases with themes."""
    title = scene.label("web.title_all").format(name=organisation).strip()
    number = count(sums, "themes")
    note = scene.label("web.note_all").format(count=number, day=scene.day(scene.now))
    return web(scene, title, note, mean_levels(scene, sums))


def to_draw(scene: Scene, radar: Radar, name: str) -> Picture | None:
    """The web as a picture that is still to be drawn; none where nothing would be in it."""
    if not any(level(axis.target) or level(axis.actual) for axis in radar.axes):
        return None
    return Picture(f"{name}.png", radar.title, svg(radar), alt(scene, radar))


async def picture(scene: Scene, radar: Radar, name: str) -> File:
    """The web as a file with its words. Raises NotDrawn."""
    return File(f"{name}.png", radar.title, await drawn(svg(radar)), alt(scene, radar))
