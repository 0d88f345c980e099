"""`knowledge check`: what does not fit, all of it; and what is old."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.checking import check
from tests.knowledge.test_own import RESOURCE, SOURCE, TERM, write
from tests.program import bot, fresh_bot

TODAY = date(2026, 11, 24)


def test_what_fits_is_counted(tmp_path: Path) -> None:
    ours = fresh_bot("knowledge", "check", folder=tmp_path)
    files = {"library/sources.toml": SOURCE, "library/terms.toml": TERM}
    with_own = bot("knowledge", "check", str(write(tmp_path, files)), folder=tmp_path)

    for told in (ours, with_own):
        assert told.returncode == 0, told.stderr
        assert told.stdout.startswith("everything fits: ")
    entries = [int(told.stdout.split()[2]) for told in (ours, with_own)]
    assert entries[1] == entries[0] + 1


def test_everything_that_does_not_fit_is_a_line_with_its_mend(tmp_path: Path) -> None:
    files = {"nl/talk.toml": "[home]\nheadin = 'x'\n", "catalogue/resources.toml": "[a\n"}

    told = bot("knowledge", "check", "kennis", folder=write(tmp_path / "kennis", files).parent)

    assert told.returncode == 1
    assert told.stderr == ""
    assert told.stdout.splitlines() == [
        "kennis/catalogue/resources.toml, line 1: this is not TOML; look at the quotes and "
        "brackets around here",
        "kennis/nl/talk.toml, line 2: home.headin: we have no text with this key; mend its name, "
        "or remove it",
    ]


def test_what_nobody_looked_at_for_a_year_is_a_warning(tmp_path: Path) -> None:
    files = {
        "library/sources.toml": SOURCE,
        "library/terms.toml": TERM.replace("2026-11-01", "2025-11-23"),
        "catalogue/resources.toml": RESOURCE.replace("boats", "ict").replace(
            "2026-10-01", "2025-11-24"
        ),
    }
    own = write(tmp_path, files)

    found = check(own, TODAY)
    a_day_later = check(own, date(2026, 11, 25))

    assert found.fits
    assert a_day_later.fits
    assert found.lines[1:2] == (
        "warning: entry waterrijk was last checked on 2025-11-23: look whether it still holds",
    )
    assert not any("house_rules" in each for each in found.lines)
    assert any("resource house_rules" in each for each in a_day_later.lines)


def test_a_folder_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    told = bot("knowledge", "check", "nergens", folder=tmp_path)

    assert told.returncode == 2
    assert told.stderr == "nergens: there is no such folder.\n"
