"""What a success says, and what must not stand in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.messages import plain
from dialogs.scene import Scene
from dialogs.script import Script
from dialogs.scrubbing import money_in, without_names
from dialogs.success import Consent, Named, Role, Success
from dialogs.success_forms import with_people
from dialogs.success_post import post
from dialogs.success_told import asked

NAMES = ("Wil van den Berg", "wil")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Wil van den Berg bedacht het", "een collega bedacht het"),
        ("wil VAN den berg bedacht het", "een collega bedacht het"),
        ("Vraag het @wil, of Wil zelf", "Vraag het een collega, of een collega zelf"),
        ("Wat wil je? Willen is kunnen", "Wat wil je? Willen is kunnen"),
        ("Op den duur liep het", "Op den duur liep het"),
    ],
)
def test_a_name_goes_out_of_a_text_and_other_words_stay(text: str, left: str) -> None:
    assert without_names(text, NAMES, "een collega") == left


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Jansen, Piet", "Piet Jansen deed het; dank, Jansen", "x deed het; dank, x"),
        ("Vries, Sanne de (Inkoop)", "Sanne de Vries, De Vries, Vries, Inkoop", "x, x, x, Inkoop"),
        ("sanne van den berg", "Sanne, Berg en van den berg. Van alles", "x, x en x. Van alles"),
        ("JANSEN Piet", "Jansen en JANSEN en piet jansen", "x en x en piet jansen"),
        ("Sanne Visser", "MET DANK AAN SANNE VISSER, EN SANNE", "MET DANK AAN x, EN x"),
        ("Anne-Marie Bos", "Anne-Marie, of Marie. Het bos", "x, of x. Het bos"),
        ("Jose\u0301 Bo", "José en Bo. Bont", "x en x. Bont"),
        ("Jan Van De Velde", "De Velde, Van wie, De stoel", "x, Van wie, De stoel"),
        ("P. Bakker | ICT", "P. Bakker, Bakker", "P. x, x"),
        (", (x) - ", "Er staat niets", "Er staat niets"),
        ("Jan Van Damme", "Van de 40 gaan 22 mee, zegt Damme", "Van de 40 gaan 22 mee, zegt x"),
        ("Bo de Wit", "Bo bedacht het, De Wit bouwde. De rest", "x bedacht het, x bouwde. De rest"),
        ("U0PIET", "Gedaan door @U0PIET!", "Gedaan door x!"),
    ],
)
def test_a_name_goes_out_however_a_directory_writes_it(name: str, text: str, left: str) -> None:
    assert without_names(text, [name], "x") == left


@given(st.text(), st.text())
def test_no_whole_name_is_left(before: str, after: str) -> None:
    text = without_names(f"{before} Wil van den Berg {after}", NAMES, "een collega")

    assert "wil van den berg" not in text.casefold()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Het scheelde € 4.500 per jaar", "€ 4.500"),
        ("We bespaarden 1,2 miljoen euro", "1,2 miljoen euro"),
        ("Voor 12.000 euro minder", "12.000 euro"),
        ("Dat is €3 mln", "€3 mln"),
        ("20 euro's de man", "20 euro's"),
        ("Kostte EUR 9000", "EUR 9000"),
        ("Kostte euro 9.000.", "euro 9.000"),
        ("Voor 9.000,- klaar", "9.000,-"),
        ("Zo'n tienduizend euro", "tienduizend euro"),
        ("Voor £ 20", "£ 20"),
        ("50 cent per stuk", "50 cent"),
        ("Een Euro 6 motor, 50 procent, 10.000 bekers - klaar", ""),
        ("40 laptops en 12.000 kilo, in 2027", ""),
        ("Het scheelde EUR 500 of 750,- de man", "EUR 500"),
        ("Dat was 750,- de man", "750,-"),
        ("Een paar duizend euro minder", "duizend euro"),
        ("De Europese regels voor 2 ton papier, 40, 50 of 60", ""),
    ],
)
def test_an_amount_of_money_is_seen_in_a_text(text: str, amount: str) -> None:
    assert money_in(text) == amount


WHEN = datetime(2027, 1, 11, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "people", "again", "after"),
    [
        (("owner", "yes"), ["U0SANNE"], False, ("both", "new")),
        (("owner", "asked"), ["U0SANNE"], False, ("both", "new")),
        (("both", "yes"), [], False, ("owner", "yes")),
        (("both", "yes"), ["U0SANNE"], False, ("both", "yes")),
        (("both", "yes"), ["U0SANNE"], True, ("both", "new")),
        (("both", "no"), ["U0SANNE"], True, ("both", "no")),
    ],
)
def test_a_yes_is_to_what_was_asked_and_to_nothing_more(
    before: tuple[Role, Consent], people: list[str], again: bool, after: tuple[Role, Consent]
) -> None:
    role, consent = before
    asked = Named("U0SANNE", role, consent, WHEN)
    success = Success(1, "U0AMINA", "Stoelen", "Mooi", WHEN, WHEN, "INK-0001", people=(asked,))

    (now,) = with_people(success, people, "U0SANNE", "U0AMINA", again=again).people

    assert (now.role, now.consent) == after
    assert (now.asked_at is None) == (again or now.consent == "new")


def test_a_purchase_is_named_once_its_owner_agrees(script: Script) -> None:
    scene = Scene(script, "nl", WHEN, ZoneInfo("Europe/Amsterdam"))
    for consent, named in (("yes", True), ("asked", False), ("no", False)):
        owner = Named("U0SANNE", "owner", cast(Consent, consent), WHEN)
        success = Success(1, "U0AMINA", "Stoelen", "Mooi", WHEN, WHEN, "INK-0001", people=(owner,))
        words = " ".join(plain(line) for line in post(scene, success).lines)
        question = asked(scene, scene, success, owner, "U0AMINA")
        assert ("INK-0001" in words) == named
        assert "Inkoop: INK-0001" in " ".join(plain(line) for line in question.lines)
