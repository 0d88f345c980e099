"""The memory and the time of an export of many purchases, against one of few.

Each export is a process of its own, `python -m bot export`; its memory is the most that it ever
held, as the operating system counted it. A purchase has nine answers, a contract with a promise,
a moment, and two themes. Run by hand: `python -m tests.benchmarks.exports`; `--smoke` takes a few
seconds and only shows that it works.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.exports.formats import Format
from bot.store.database import Database
from bot.store.schema import migrate
from dialogs import load_script
from tests.exported import SAID, add, contracted

FEW, MANY = 10_000, 200_000
MOST = 1.3
"""So many times the memory of the few the many may take."""
COPIED = {
    "purchases": "title, description, category, status, owner, channel, thread, card, direct, "
    "state, version, created_at, updated_at",
    "answers": "question, part, revision, value, answered_by, answered_at",
    "contracts": "supplier, reference, starts_on, ends_on, extensions, extended, extension_months, "
    "notice_months, ended_reason, owner, deputy, offsets, version, created_at, updated_at",
    "promises": "promise, text, source, owner, deputy, proof, rhythm, offered_to, stopped",
    "moments": "key, kind, question, on_day, owner, receiver, state, step, due_at, sequence, "
    "answer, answered_by, next_step, offered_to, reason, created_at",
}

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"


@dataclass(frozen=True)
class Figures:
    """What one export took: megabytes at most, seconds, and the megabytes of its file."""

    memory: float
    seconds: float
    size: float


def filled(path: Path, count: int) -> str:
    """A database with so many purchases: one, and copies of it."""
    url = f"sqlite:///{path}"
    database = Database(url)
    migrate(database)
    nine = {(asked.id, "choice"): "yes" for asked in load_script().counted}
    said = {**nine, **SAID, ("circularity.1", "explanation"): "Wat er al is, gaat voor. " * 8}
    id = add(database, given=said, status="complete", description="Voor nieuwe collega's. " * 8)
    contracted(database, id, date(2027, 1, 11), date(2029, 1, 10))
    database.dispose()
    with sqlite3.connect(path) as connection:
        for table, columns in COPIED.items():
            copy = (
                f"INSERT INTO {table} (workspace, number, {columns}) "  # noqa: S608
                f"SELECT workspace, n.i, {columns} FROM n, {table} WHERE number = 1"
            )
            connection.execute(f"{_NUMBERS} {copy}", (count,))
    return url


def measured(url: str, format: Format, output: Path) -> Figures:
    """Exports once, in a process of its own."""
    command = [sys.executable, "-m", "bot", "export", "--format", format.value]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd(), "DATABASE_URL": url}
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--output", str(output)], env=environment, stderr=subprocess.DEVNULL
    )
    _, ended, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(ended)
    assert process.returncode == 0, f"the export ended with {process.returncode}"
    seconds = time.perf_counter() - started
    return Figures(used.ru_maxrss / 1024, seconds, output.stat().st_size / 1e6)


def main(few: int, many: int, formats: list[Format], most: float) -> None:
    with tempfile.TemporaryDirectory() as folder:
        urls = {count: filled(Path(folder) / f"{count}.db", count) for count in (few, many)}
        print(f"{'':24} {'MB at most':>10} {'seconds':>8} {'MB on disk':>10}")
        for format in formats:
            found = {}
            for count, url in urls.items():
                output = Path(folder) / f"all.{format.suffix}"
                found[count] = measured(url, format, output)
                each = found[count]
                line = f"{each.memory:10.1f} {each.seconds:8.1f} {each.size:10.1f}"
                print(f"{format.value:5} {count:>10,} {'':7} {line}", flush=True)
                output.unlink()
            times = found[many].memory / found[few].memory
            verdict = "fine" if times <= most else f"more than {most}"
            print(f"{format.value:5} memory: {times:.2f} times, {verdict}", flush=True)


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--smoke", action="store_true", help="a few seconds, to see that it works")
    reader.add_argument("--format", type=Format, choices=list(Format), action="append")
    told = reader.parse_args()
    wanted = told.format or list(Format)
    if told.smoke:
        main(20, 100, wanted, MOST)
    else:
        main(FEW, MANY, wanted, MOST)
