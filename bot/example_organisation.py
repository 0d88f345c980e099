"""The organisation of the example workspace: the example file, with the people who are here."""

from __future__ import annotations

import re
from pathlib import Path

from bot.playground.people import AMINA, INKOOP, JOHN, PIET, SANNE, SUCCESSES
from knowledge.wording import KNOWLEDGE

SOURCE = KNOWLEDGE / "organisation.example.yaml"
HERE = {
    "U03FATMA01": PIET, "U03JOOST02": PIET, "U03LIEKE03": PIET, "U03DEWIN04": AMINA,
    "U03BRAMI05": JOHN, "U03NOORB06": AMINA, "U03KEESV07": JOHN, "U03SAMIR08": JOHN,
    "U03ELLEN09": SANNE, "C05INKOOP01": INKOOP, "C05MVISUC02": SUCCESSES,
}  # fmt: skip
"""Who and what of the example file is who and what in the workspace."""


def write_organisation(folder: Path) -> Path:
    """Writes the file where it is not there yet, so that it can be looked at and changed."""
    path = folder / "organisation.yaml"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(with_people_here(SOURCE.read_text("utf-8")), "utf-8")
    return path


def with_people_here(text: str) -> str:
    """The file with ids of here; the names of people behind them would be those of others."""
    ids = re.compile("|".join(HERE))
    return "".join(
        ids.sub(lambda found: HERE[found[0]], re.sub(r"\s+# .*", "\n", line))
        if ids.search(line)
        else line
        for line in text.splitlines(keepends=True)
    )
