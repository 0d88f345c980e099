"""From the database to a file: by the bot for its own workspace, and on the command line."""

from __future__ import annotations

import asyncio
import io
import json
import os
import pty
import subprocess
import tempfile
from pathlib import Path

import openpyxl
import pytest

from bot.exporting import LONG, opened, source_of, write, write_to
from bot.exports.formats import Format
from bot.progress import Progress
from bot.settings import Settings
from bot.store.database import Database, NotSaved
from dialogs.script import Script
from tests.exported import add, source
from tests.governing import governed, saved
from tests.office import TITLE, Office
from tests.program import bot, command, environment
from tests.viewing import fill

FORMATS = (Format.JSON, Format.CSV, Format.XLSX, Format.OCDS)


class OnlyWritten(io.RawIOBase):
    """What can be written to and no more, such as a pipe."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]
        self.written += piece
        return len(piece)


async def test_the_bot_exports_its_own_workspace_off_the_loop(
    office: Office, tmp_path: Path
) -> None:
    talk = await office.at_first_question(TITLE)
    await talk.say("ja, want de oude zijn op")
    await office.local.bot.settled()
    parts = office.local.bot.parts
    add(parts.database, title="van een ander", team="T0OTHER")
    told: list[int] = []

    for format in FORMATS:
        path = tmp_path / f"all.{format.suffix}"
        await asyncio.to_thread(write, format, path, source_of(parts, "nl"), told.append)

    assert told == [1] * len(FORMATS)
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx")["Inkopen"]
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == [TITLE]
    for name in ("all.json", "all.csv", "all.ocds.json"):
        text = (tmp_path / name).read_text("utf-8")
        assert TITLE in text
        assert "van een ander" not in text


def test_it_hears_how_far_it_is(any_database: Database, script: Script) -> None:
    for _ in range(LONG + 1):
        add(any_database, given={})
    told: list[int] = []

    write_to(Format.CSV, io.BytesIO(), source(any_database, script), told.append)

    assert told == [LONG, LONG + 1]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_goes_through_a_pipe_and_does_without_purchases(
    any_database: Database, script: Script, format: Format
) -> None:
    pipe = OnlyWritten()

    write_to(format, pipe, source(any_database, script))  # type: ignore[arg-type]

    if format is Format.XLSX:
        assert len(openpyxl.load_workbook(io.BytesIO(pipe.written)).sheetnames) == 7
    elif format is Format.CSV:
        assert len(pipe.written.decode("utf-8-sig").splitlines()) == 1
    elif format in (Format.SVG, Format.TXT):
        assert "Gemiddelde van 0 inkopen" in pipe.written.decode()
    else:
        found = json.loads(pipe.written)
        assert found.get("purchases", found.get("releases")) == []


def test_an_export_that_is_broken_off_leaves_no_temporary_files(
    database_url: str, script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(database_url)
    add(database)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()

    def stop(count: int) -> None:
        assert any((tmp_path / "temporary").iterdir())
        raise NotSaved("gone")

    with pytest.raises(NotSaved):
        write(Format.XLSX, tmp_path / "all.xlsx", source(database, script), stop)

    database.dispose()
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("words", [("--output", "all.file"), ()])
def test_the_command_line_gives_every_format(
    database_url: str, tmp_path: Path, words: tuple[str, ...]
) -> None:
    database = Database(database_url)
    add(database)
    database.dispose()

    for format in FORMATS:
        ended = subprocess.run(
            command("export", "--format", format.value, *words),
            cwd=tmp_path, env=environment(DATABASE_URL=database_url), capture_output=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        written = (tmp_path / "all.file").read_bytes() if words else ended.stdout
        start = {"json": b'{"version"', "csv": b"\xef\xbb\xbfInkoop;", "xlsx": b"PK",
                 "ocds": b'{"uri"', "svg": b"<svg", "txt": b"Ambitieweb"}[format]  # fmt: skip
        assert written.startswith(start)
        assert (b"No OCDS prefix is set" in ended.stderr) is (format is Format.OCDS)


def test_the_headers_are_in_the_language_that_is_asked_for(
    database_url: str, tmp_path: Path
) -> None:
    written = bot("export", "--format", "csv", "--language", "en", "--separator", "comma",
                  folder=tmp_path, DATABASE_URL=database_url)  # fmt: skip

    assert written.stdout.startswith("\ufeffPurchase,Title,Description,")


def test_a_prefix_may_stand_in_the_organisation_file(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "org.yaml").write_text("name: Waterrijk\nocds_prefix: ocds-a1b2c3\n", "utf-8")

    ended = bot("export", "--format", "ocds", folder=tmp_path, DATABASE_URL=database_url,
                INKOOP_ORGANISATION_FILE="org.yaml")  # fmt: skip
    (tmp_path / "org.yaml").write_text("ocds_prefix: ocds-inkoopmaatje\n", "utf-8")
    wrong = bot("export", folder=tmp_path, DATABASE_URL=database_url,
                INKOOP_ORGANISATION_FILE="org.yaml")  # fmt: skip

    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["publisher"] == {"name": "Waterrijk"}
    assert wrong.returncode == 2
    assert "line 1: ocds_prefix: 'ocds-inkoopmaatje' is not an OCDS prefix" in wrong.stderr


def test_an_excel_file_is_not_thrown_at_a_terminal(database_url: str, tmp_path: Path) -> None:
    screen, terminal = pty.openpty()
    try:
        ended = subprocess.run(
            command("export", "--format", "xlsx"), cwd=tmp_path,
            env=environment(DATABASE_URL=database_url), stdout=terminal, stderr=subprocess.PIPE,
            text=True, timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(terminal)
        os.close(screen)

    assert ended.returncode == 2
    assert ended.stderr == (
        "A terminal cannot show an Excel file: name one with --output, as in all.xlsx.\n"
    )


class Terminal(io.StringIO):
    """A terminal, as far as a program can tell."""

    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_and_only_for_who_waits() -> None:
    long, short, piped, shared = Terminal(), Terminal(), io.StringIO(), Terminal()

    for stream, counts, quiet in ((long, (500, 1000, 1234), False), (short, (12,), False),
                                  (piped, (500,), False), (shared, (500,), True)):  # fmt: skip
        progress = Progress(stream, "purchases", LONG, quiet)
        for count in counts:
            progress.told(count)
        progress.done()

    assert long.getvalue() == "\r500 purchases\r1,000 purchases\r1,234 purchases\n"
    assert short.getvalue() == piped.getvalue() == shared.getvalue() == ""


async def test_the_command_line_goes_by_the_policy_that_was_set_in_chat(
    bot_settings: Settings, tmp_path: Path
) -> None:
    async with governed(bot_settings, tmp_path) as office:
        talk = await office.at_first_question()
        values = {
            "ambition/requirements/0": "yes",
            "ambition/criterion/0": "yes",
            "ambition/weight/0": "30",
        }
        await fill(office, talk, "ambition", "Ambitie", values)
        await saved(office.amina, "levels", {"policy_levels/weight_border/0": "40"})
        parts = office.local.bot.parts
        settings = bot_settings.model_copy(
            update={"inkoop_organisation_file": tmp_path / "organisatie.yaml"}
        )

        found = opened(settings, parts.clock.now())

        [purchase] = found.purchases
        found.database.dispose()
        assert purchase.ambition_level == 2
        assert found.scene.policy == parts.policies.current
