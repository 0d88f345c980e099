"""From what people type to values, or to words that say what to do."""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.amounts import read_amount
from dialogs.reading import (
    Read,
    Unclear,
    clean,
    folded,
    read_choice,
    read_date,
    read_person,
    read_year,
    shown,
)

TODAY = date(2026, 11, 23)
OPTIONS = [("yes", ("Ja", "Yes")), ("partly", ("Deels",)), ("not_yet", ("Nog niet",))]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31-12-2026", "2026-12-31"),
        ("1/3/27", "2027-03-01"),
        ("2027-03-01", "2027-03-01"),
        ("1 maart", "2027-03-01"),
        ("1 maart 2028.", "2028-03-01"),
        ("March 1, 2028", "2028-03-01"),
        ("24 nov", "2026-11-24"),
        ("23-11", "2026-11-23"),
        ("22-11", "2027-11-22"),
        ("29-2-2028", "2028-02-29"),
        ("vandaag", "2026-11-23"),
        ("Morgen", "2026-11-24"),
        ("over 3 maanden", "2027-02-23"),
        ("over drie weken", "2026-12-14"),
        ("in 2 years", "2028-11-23"),
        ("volgende maand", "2026-12-23"),
    ],
)
def test_a_day_as_people_write_it(typed: str, day: str) -> None:
    assert read_date(typed, TODAY) == Read(day)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("31-02-2027", "unclear.no_such_day"),
        ("29-2-2027", "unclear.no_such_day"),
        ("22-11-2026", "unclear.past"),
        ("1-1-2100", "unclear.far"),
        ("over 5000 maanden", "unclear.far"),
        ("ooit", "unclear.date"),
        ("", "unclear.date"),
        ("99", "unclear.date"),
        ("0-0-0", "unclear.date"),
        ("over nul dagen", "unclear.date"),
    ],
)
def test_a_day_that_cannot_be(typed: str, key: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read_date(typed, TODAY)
    assert unclear.value.key == key


@given(st.dates(TODAY, TODAY + timedelta(days=20_000)))
def test_every_day_to_come_is_read_back(day: date) -> None:
    for form in ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y"):
        assert read_date(day.strftime(form), TODAY).value == day.isoformat()


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_date, read_year):
        with contextlib.suppress(Unclear):
            assert read(text, TODAY).value
    read_choice(text, OPTIONS)
    read_amount(text)
    assert "\x00" not in clean(text)
    assert clean(clean(text)) == clean(text)
    assert len(shown(text, 20)) <= 20
    folded(text)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2", Read("partly")),
        ("ja!", Read("yes")),
        ("JA", Read("yes")),
        ("nog niet.", Read("not_yet")),
        ("ja, want het is nodig", Read("yes", "want het is nodig")),
        ("ja want het is nodig", Read("yes", "want het is nodig")),
        ("jammer", None),
        ("4", None),
        ("0", None),
        ("misschien", None),
    ],
)
def test_a_choice_by_number_key_or_words(typed: str, read: Read | None) -> None:
    assert read_choice(typed, OPTIONS) == read


def test_a_year_from_now_on() -> None:
    assert read_year("2031", TODAY) == Read("2031")
    assert read_year("over 5 jaar", TODAY) == Read("2031")
    for typed, key in (("1999", "unclear.year_range"), ("straks", "unclear.year")):
        with pytest.raises(Unclear) as unclear:
            read_year(typed, TODAY)
        assert unclear.value.key == key


def test_who_is_meant() -> None:
    assert read_person("@U2 doet het", ("U2",), "U1", outside=False).value == "person:U2"
    assert read_person("Ik", (), "U1", outside=False).value == "person:U1"
    assert read_person("ACME BV", (), "U1", outside=True).value == "party:ACME BV"
    with pytest.raises(Unclear):
        read_person("Jan", (), "U1", outside=False)


@pytest.mark.parametrize(
    "typed",
    ["voor een deel denk ik", "elk jaar een beurt", "misschien de leverancier", "dat doen wij zelf",
     "de leverancier die het ook heeft geleverd in 2020"],
)  # fmt: skip
def test_a_sentence_is_no_company(typed: str) -> None:
    with pytest.raises(Unclear) as unclear:
        read_person(typed, (), "U1", outside=True)
    assert unclear.value.key == "unclear.party"


@pytest.mark.parametrize("name", ["De hovenier", "the service desk", "Sociale Werkplaats Noord BV"])
def test_a_name_of_a_few_words_is_a_company(name: str) -> None:
    assert read_person(name, (), "U1", outside=True).value == f"party:{name}"
