"""The program as a process of its own, as an outsider starts it: `python -m bot WORDS`.

To read every module takes a second or two, each time. So a process is a fork of one that has read
them: it gets its own words, folder, environment, input and output, and ends as any process does.
Each command has a test in which it starts fresh, from nothing, as it does for an outsider.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FORKS = sys.platform == "linux"


def environment(**settings: str) -> dict[str, str]:
    """The environment of the program: these settings, and what it needs to be found."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}


def command(*words: str, module: str = "bot", fresh: bool = False) -> list[str]:
    """What to start for these words; it is known by its own process, whose signals it hears."""
    if fresh or not FORKS:
        return [sys.executable, "-m", module, *words]
    return [sys.executable, "-I", "-S", str(HERE / "call.py"), _stem(), module, *words]


def bot(
    *words: str, folder: Path, stdin: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Runs `python -m bot`, with nothing of this machine's settings."""
    return _run(command(*words), folder, stdin, settings)


def fresh_bot(
    *words: str, folder: Path, stdin: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """The same, started from nothing."""
    return _run(command(*words, fresh=True), folder, stdin, settings)


def _run(
    started: list[str], folder: Path, stdin: str, settings: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        started, cwd=folder, input=stdin, text=True, capture_output=True, timeout=60, check=False,
        env=environment(**settings),
    )  # fmt: skip


@cache
def _stem() -> str:
    """The address of the process that forks; it ends when this one does."""
    folder = tempfile.mkdtemp(prefix="inkoop-stem-")
    address = f"{folder}/stem"
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.program.stem", address], cwd=ROOT, env=environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    if process.stdout.readline() != b"ready\n":
        raise RuntimeError("the process that forks did not start")
    process.stdout.close()
    atexit.register(_end, process, folder)
    return address


def _end(process: subprocess.Popen[bytes], folder: str) -> None:
    assert process.stdin
    process.stdin.close()
    process.wait(10)
    os.unlink(f"{folder}/stem")
    os.rmdir(folder)
