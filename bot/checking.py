"""`knowledge check`: holds our knowledge, and an organisation's over it, against its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dialogs import load_script
from dialogs.script import BadScript, Script
from knowledge.problems import BadWords

YEAR = timedelta(days=365)
"""What nobody looked at for longer is old."""


@dataclass(frozen=True)
class Checked:
    """What came of it: a line for each thing, and whether everything fits."""

    lines: tuple[str, ...]
    fits: bool


def check(own: Path | None, today: date) -> Checked:
    """Every problem with its file, line and mend; or that all fits, and what is old by now."""
    try:
        script = load_script(own=own)
    except BadWords as error:
        return Checked(tuple(map(str, error.problems)), fits=False)
    except BadScript as error:
        return Checked((str(error),), fits=False)
    entries, resources = len(script.library.entries), len(script.catalogue.resources)
    fits = f"everything fits: {entries} entries, {resources} resources"
    return Checked((fits, *_old(script, today - YEAR)), fits=True)


def _old(script: Script, day: date) -> Iterator[str]:
    """What nobody looked at since a day, oldest first."""
    found = [(e.checked, "entry", key) for key, e in script.library.entries.items()]
    found += [(r.checked, "resource", key) for key, r in script.catalogue.resources.items()]
    for checked, kind, key in sorted(each for each in found if each[0] < day):
        yield f"warning: {kind} {key} was last checked on {checked}: look whether it still holds"
