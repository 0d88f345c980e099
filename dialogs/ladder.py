"""The CO2-Prestatieladder with a contract: what was asked and offered, and whether it fits."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.contract import Contract
from dialogs.messages import About, Field, Line, Option
from dialogs.scene import Scene
from knowledge.ladder import EVERY, Ladder, read_ladder

ASKED, OFFERED = "asked", "offered"
NONE = "none"
"""What is chosen to take a step away again: a menu that holds something cannot be emptied."""
EXPLAINED_AT = "term_trede"
"""The entry of the library that tells the versions apart."""


def ladder_fields(scene: Scene, purchase: str, contract: Contract | None) -> list[Field]:
    """Two menus of the contract's form, with the steps of both versions."""
    now = {ASKED: contract.ladder_asked, OFFERED: contract.ladder_offered} if contract else {}
    entry = scene.script.library.entries.get(EXPLAINED_AT)
    return [
        Field(
            About(purchase, "contract", f"ladder_{part}", 0),
            "choice",
            scene.label(f"ladder.{part}"),
            options=_options(scene, part),
            hint=entry.text[scene.language] if entry and part == ASKED else "",
            value=now.get(part) or NONE,
            menu=True,
        )
        for part in (ASKED, OFFERED)
    ]


def _options(scene: Scene, part: str) -> tuple[Option, ...]:
    none = Option(NONE, scene.label(f"ladder.none_{part}"))
    return (none, *(Option(str(each), ladder_name(scene, each)) for each in EVERY))


def ladder_name(scene: Scene, ladder: Ladder) -> str:
    """A place on the ladder by version and step: 'versie 4.0, trede 2'."""
    words = scene.label(f"ladder.step_{ladder.version.replace('.', '_')}")
    return words.format(step=ladder.step)


def chosen_ladder(at: Mapping[str, str], part: str) -> str:
    """What a form gives for `asked` or `offered`, as a contract keeps it; empty for nothing."""
    found = read_ladder(at.get(f"ladder_{part}", ""))
    return str(found) if found else ""


def ladder_lines(scene: Scene, contract: Contract) -> list[Line]:
    """What was asked and offered, and in plain words when they do not fit together."""
    asked, offered = read_ladder(contract.ladder_asked), read_ladder(contract.ladder_offered)
    named = {
        part: ladder_name(scene, each)
        for part, each in ((ASKED, asked), (OFFERED, offered))
        if each
    }
    if not asked or not offered:
        only = ASKED if asked else OFFERED
        return [scene.say(f"ladder.only_{only}", **named)] if named else []
    lines = [scene.say("ladder.line", **named)]
    if asked.version != offered.version:
        lines.append(scene.say("ladder.other_version"))
    elif offered.step < asked.step:
        lines.append(scene.say("ladder.lower"))
    return lines
