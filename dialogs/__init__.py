"""How we talk: pure and synchronous. No chat platform, database, clock or await."""

from pathlib import Path

from dialogs.five_questions import FIVE_QUESTIONS
from dialogs.four_checks import FOUR_CHECKS
from dialogs.intake import INTAKE
from dialogs.script import Script
from dialogs.words import Dialog
from knowledge.catalogue import load_catalogue
from knowledge.library import load_library
from knowledge.wording import KNOWLEDGE, load_wordings

DIALOGS = (INTAKE, FIVE_QUESTIONS, FOUR_CHECKS)


def load_script(folder: Path = KNOWLEDGE, dialogs: tuple[Dialog, ...] = DIALOGS) -> Script:
    """Every dialog with its words; raises BadWords or BadScript when they do not fit."""
    script = Script(
        dialogs,
        load_wordings(folder),
        load_catalogue(folder / "catalogue"),
        load_library(folder / "library"),
    )
    script.check()
    return script
