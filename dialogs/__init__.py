"""How we talk: pure and synchronous. No chat platform, database, clock or await."""

from functools import cache
from pathlib import Path

from dialogs.five_questions import FIVE_QUESTIONS
from dialogs.four_checks import FOUR_CHECKS
from dialogs.gaps import GAPS
from dialogs.intake import INTAKE
from dialogs.script import Script
from dialogs.words import Dialog
from knowledge.catalogue import read_catalogue
from knowledge.library import read_library
from knowledge.own import check_own
from knowledge.problems import Problems
from knowledge.wording import KNOWLEDGE, read_wordings

DIALOGS = (INTAKE, FIVE_QUESTIONS, FOUR_CHECKS, GAPS)


def load_script(
    folder: Path = KNOWLEDGE, dialogs: tuple[Dialog, ...] = DIALOGS, own: Path | None = None
) -> Script:
    """Every dialog with its words; raises BadWords or BadScript when they do not fit.

    `own` is the folder of an organisation: what stands in it takes the place of ours. Ours alone
    is read once: it does not change while we run.
    """
    if own is None and folder == KNOWLEDGE and dialogs is DIALOGS:
        return _ours()
    return read_script(folder, dialogs, own)


@cache
def _ours() -> Script:
    return read_script(KNOWLEDGE, DIALOGS, None)


def read_script(folder: Path, dialogs: tuple[Dialog, ...], own: Path | None) -> Script:
    """The same, read anew."""
    problems = Problems()
    if own and not own.is_dir():
        problems.add_file(own, "no_folder")
        problems.stop()
    script = Script(
        dialogs,
        read_wordings(folder, own, problems),
        read_catalogue(folder / "catalogue", own and own / "catalogue", problems),
        read_library(folder / "library", own and own / "library", problems),
    )
    if own:
        check_own(own, folder, script.library, script.catalogue, problems)
    problems.stop()
    script.check()
    return script
