"""What people ask finds what they mean, measured on lists of which a third was kept from view.

The aims are those of the issue; figures are printed with `pytest -s`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dialogs import load_script
from dialogs.script import Script

LISTS = Path(__file__).parent / "lists"
SCRIPT = load_script()


def rows(name: str, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((LISTS / name).read_text("utf-8"))[table]
    return found


QUESTIONS = rows("questions.toml", "question")
UNANSWERABLE = rows("unanswerable.toml", "question")
PURCHASES = rows("purchases.toml", "purchase")


def ranks(script: Script, asked: Sequence[dict[str, Any]]) -> list[int]:
    """The place at which each question finds what is meant, from 1; 99 when it does not."""
    found = []
    for each in asked:
        keys = script.finder.find(each["text"], each["language"]).keys
        places = [n for n, key in enumerate(keys, 1) if key in each["entries"]]
        found.append(min(places, default=99))
    return found


def share(found: Sequence[bool]) -> float:
    return sum(found) / len(found)


@pytest.mark.parametrize("held_out", [False, True], ids=["seen", "held out"])
def test_questions_find_what_is_meant(held_out: bool) -> None:
    asked = [each for each in QUESTIONS if each.get("held_out", False) == held_out]
    found = ranks(SCRIPT, asked)
    first, three = share([each == 1 for each in found]), share([each <= 3 for each in found])
    print(f"\nheld out {held_out}: {len(asked)} questions, first {first:.1%}, in three {three:.1%}")
    for each, rank in zip(asked, found, strict=True):
        if rank != 1 and not held_out:
            keys = SCRIPT.finder.find(each["text"], each["language"]).keys
            print(rank, each["text"], each["entries"], "->", keys[:3])
    assert first >= 0.85
    assert three >= 0.95


@pytest.mark.parametrize("held_out", [False, True], ids=["seen", "held out"])
def test_what_has_no_answer_is_said_to_have_none(held_out: bool) -> None:
    asked = [each for each in UNANSWERABLE if each.get("held_out", False) == held_out]
    found = [SCRIPT.finder.find(each["text"], each["language"]).keys for each in asked]
    none = share([not keys for keys in found])
    print(f"\nheld out {held_out}: {len(asked)} without an answer, said so {none:.1%}")
    if not held_out:
        for each, keys in zip(asked, found, strict=True):
            if keys:
                print(each["text"], "->", keys[:2])
    assert none >= 0.9


@pytest.mark.parametrize("held_out", [False, True], ids=["seen", "held out"])
def test_a_description_gives_its_category(held_out: bool) -> None:
    bought = [each for each in PURCHASES if each.get("held_out", False) == held_out]
    found = [SCRIPT.catalogue.suggest(each["text"]) or "other" for each in bought]
    right = share([key == each["category"] for key, each in zip(found, bought, strict=True)])
    print(f"\nheld out {held_out}: {len(bought)} purchases, category right {right:.1%}")
    if not held_out:
        for each, key in zip(bought, found, strict=True):
            if key != each["category"]:
                print(each["text"], each["category"], "->", key)
    assert right >= 0.9


def test_the_lists_are_as_long_and_as_mixed_as_was_asked() -> None:
    kinds = [each["kind"] for each in QUESTIONS]
    assert len(QUESTIONS) >= 120
    assert kinds.count("plain") >= 60
    assert kinds.count("errors") >= 40
    assert kinds.count("english") >= 20
    assert len(UNANSWERABLE) >= 30
    assert len(PURCHASES) >= 200
    for listed in (QUESTIONS, UNANSWERABLE, PURCHASES):
        assert 0.3 < share([each.get("held_out", False) for each in listed]) < 0.36
