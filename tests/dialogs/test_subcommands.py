"""What stands behind the command: a subcommand, something to buy, or something to ask about."""

from __future__ import annotations

import pytest

from dialogs.script import Script
from dialogs.subcommands import Name, Subcommand, subcommand


@pytest.mark.parametrize(
    ("typed", "name", "text"),
    [
        ("", "menu", ""),
        ("lijst", "list", ""),
        ("INK-42", "show", "INK-0042"),
        ("ink42", "show", "INK-0042"),
        ("status INK-0042", "show", "INK-0042"),
        ("stop INK-42", "stop", "INK-0042"),
        ("INK-0042 stop", "stop", "INK-0042"),
        ("INK-0042: verder", "go_on", "INK-0042"),
        ("pauze INK-0042", "pause", "INK-0042"),
        ("pauze", "pause", ""),
        ("taal en", "language", "en"),
        ("?", "help", ""),
        ("help mij", "help", ""),
        ("lijst alles", "list", ""),
        ("hulp bij de verhuizing", "ask", "bij de verhuizing"),
        ("help wat is een tenderboard?", "ask", "wat is een tenderboard?"),
        ("hulp MKI", "ask", "MKI"),
        ("uitleg", "explain", ""),
        ("uitleg tenderboard", "ask", "tenderboard"),
        ("vragen", "questions", ""),
        ("tenderboard", "board", ""),
        ("tender board", "board", ""),
        ("tenderboard INK-12", "board", "INK-0012"),
        ("INK-0012 tenderboard", "board", "INK-0012"),
    ],
)
def test_what_is_clearly_meant_is_done(script: Script, typed: str, name: Name, text: str) -> None:
    assert subcommand(script, typed) == Subcommand(name, text)


@pytest.mark.parametrize(
    "typed",
    ["lijts", "lijts alles", "hoi", "INK-0001 laptops", "stop ermee",
     "verder met vraag drie", "status van mijn inkoop", "mijn laptop"],
)  # fmt: skip
def test_what_begins_as_a_subcommand_and_is_none_is_asked_about(script: Script, typed: str) -> None:
    assert subcommand(script, typed) == Subcommand("unknown", typed)


@pytest.mark.parametrize(
    "typed",
    ["hulpmiddelen voor gymzaal", "stopcontacten", "nieuwe laptops", "laptops", "40 laptops",
     "helpdesk software", "pauzeruimte inrichten", "linkjes en inkt"],
)  # fmt: skip
def test_what_only_looks_a_little_like_one_is_bought(script: Script, typed: str) -> None:
    assert subcommand(script, typed) == Subcommand("new", typed)


@pytest.mark.parametrize("text", ["lijsten", "stop ermee", "INK-0001 stop", "help mij"])
def test_with_nieuw_before_it_anything_is_bought(script: Script, text: str) -> None:
    assert subcommand(script, f"nieuw {text}") == Subcommand("new", text)
