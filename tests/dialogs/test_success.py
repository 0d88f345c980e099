"""What a success says, and what must not stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.scrubbing import money_in, without_names

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
        ("Jan Van Damme", "Van de 40 gaan 22 mee, zegt Damme", "Van de 40 gaan 22 mee, zegt X"),
        ("Bo de Wit", "Bo bedacht het, De Wit bouwde. De rest", "X bedacht het, X bouwde. De rest"),
        ("Piet Bakker", "PIET deed het", "X deed het"),
        ("Jose\u0301 Smit", "Vraag het José", "Vraag het X"),
        ("U0PIET", "Gedaan door @U0PIET!", "Gedaan door X!"),
    ],
)  # fmt: skip
def test_names_as_people_write_them(name: str, text: str, left: str) -> None:
    assert without_names(text, [name], "X") == left


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
        ("40 laptops en 12.000 kilo, in 2027", ""),
        ("Het scheelde EUR 500 of 750,- de man", "EUR 500"),
        ("Dat was 750,- de man", "750,-"),
        ("Een paar duizend euro minder", "duizend euro"),
        ("De Europese regels voor 2 ton papier, 40, 50 of 60", ""),
    ],
)
def test_an_amount_of_money_is_seen_in_a_text(text: str, amount: str) -> None:
    assert money_in(text) == amount
