"""What is built and kept: small enough, all from here, and with words for all that it says."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from bot.local import page_words
from bot.playground.page import BUILT
from dialogs.script import Script

SOURCE = BUILT.parent / "src"
LARGEST = 400_000
PLACED = re.compile(r"""say\(\s*["'`]([\w.$\{\}]+)["'`]""")
NAMED = re.compile(r"""["'`]((?:[a-z]+\.)?[a-z_]+)["'`]""")


def sources() -> dict[Path, str]:
    """The source of the page by file."""
    return {path: path.read_text("utf-8") for path in SOURCE.rglob("*.ts*")}


def test_what_is_built_is_smaller_than_400_kb_in_all() -> None:
    packed = sum(len(gzip.compress(path.read_bytes())) for path in BUILT.rglob("*.*"))

    assert packed < LARGEST


def test_the_page_loads_nothing_from_elsewhere() -> None:
    page = (BUILT / "index.html").read_text("utf-8")
    style = "".join(path.read_text("utf-8") for path in BUILT.rglob("*.css"))

    assert re.findall(r'(?:src|href)="([^"]+)"', page)
    assert all(each.startswith("/assets/") for each in re.findall(r'(?:src|href)="([^"]+)"', page))
    assert not re.findall(r"url\((?!data:)[^)]+\)|@import", style)


def test_everything_the_page_says_has_words_and_every_word_is_said(script: Script) -> None:
    text = "\n".join(sources().values())
    said = {key for key in PLACED.findall(text) if "$" not in key}
    named = set(NAMED.findall(text)) | {f"tour.{key}" for key in _steps(text)}
    for words in page_words(script).values():
        own = {key for key in words if not key.startswith("terminal.")}
        assert said - own == set()
        assert own - said - named == set()


def _steps(text: str) -> list[str]:
    (steps,) = re.findall(r"STEPS = \[([^\]]+)\]", text)
    return [name for step in re.findall(r'"(\w+)"', steps) for name in (step, f"{step}_heading")]
