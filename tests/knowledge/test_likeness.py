"""Two descriptions of the same kind of thing are found alike, measured on two lists of pairs.

The second list was not looked at while the first was worked on; figures are printed with
`pytest -s`.
"""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import load_script
from knowledge.catalogue import load_catalogue
from knowledge.likeness import SAME, Likeness
from knowledge.problems import BadWords

LISTS = Path(__file__).parent / "lists"
SCRIPT = load_script()
LIKENESS = SCRIPT.likeness


def pairs(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((LISTS / name).read_text("utf-8"))["pair"]
    return found


DEV = pairs("alike.toml")
SEEN = [pair[side] for pair in DEV for side in ("one", "other")]
WORDS = sorted({word for text in SEEN for word in text.split()})
BETWEEN = ["onderhoud", "training", "voor", "van", "en", "en", ",", "3", "nieuwe"]
FAMILIES: dict[str, list[str]] = {}
for key, thing in SCRIPT.catalogue.things.items():
    FAMILIES.setdefault(thing.kind_of or key, []).extend(
        [*thing.nl, *thing.en, *(f"kuip{word}" for word in thing.nl)]
    )
anything = st.one_of(
    st.text(max_size=400),
    st.sampled_from(SEEN),
    st.lists(st.sampled_from([*WORDS, *BETWEEN])).map(" ".join),
)


@st.composite
def of_a_kind(draw: st.DrawFn) -> tuple[str, str]:
    """Two descriptions with words for one thing and its kinds, such as those of chairs."""
    words = FAMILIES[draw(st.sampled_from(sorted(FAMILIES)))]
    described = st.lists(st.sampled_from([*words, *BETWEEN]), min_size=1, max_size=12)
    return " ".join(draw(described)), " ".join(draw(described))


def same(one: str, other: str) -> bool:
    return LIKENESS.alike(one, other) >= SAME


@pytest.mark.parametrize(
    ("name", "least_precision", "least_recall"),
    [("alike.toml", 0.97, 0.97), ("alike_held_out.toml", 0.95, 0.83)],
)
def test_what_is_said_to_be_alike_is(
    name: str, least_precision: float, least_recall: float
) -> None:
    listed = pairs(name)

    said = [same(pair["one"], pair["other"]) for pair in listed]

    right = sum(found and pair["same"] for found, pair in zip(said, listed, strict=True))
    precision = right / sum(said)
    recall = right / sum(pair["same"] for pair in listed)
    print(f"\n{name}: precision {precision:.1%}, recall {recall:.1%} of {len(listed)} pairs")
    assert precision >= least_precision
    assert recall >= least_recall


@given(st.one_of(st.tuples(anything, anything), of_a_kind(), of_a_kind()))
def test_what_is_alike_shares_a_term_and_is_as_much_alike_the_other_way(
    both: tuple[str, str],
) -> None:
    one, other = both

    alike = LIKENESS.alike(one, other)

    assert 0 <= alike <= 1
    assert alike == LIKENESS.alike(other, one)
    assert alike < SAME or LIKENESS.terms(one) & LIKENESS.terms(other)
    assert LIKENESS.alike(one, one) == (1.0 if one.strip() else 0.0)
    assert len(LIKENESS.terms(one)) <= 8
    assert all(0 < len(term) <= 40 for term in LIKENESS.terms(one))


def test_a_long_list_is_found_by_its_first_things() -> None:
    kinds = ("bureaustoelen", "vergadertafels", "zit-sta bureaus", "archiefkasten", "werkbroeken")

    terms = LIKENESS.terms(", ".join(f"kuip{each}" for each in kinds))

    assert {"office_chair", "meeting_table"} <= terms
    assert len(terms) <= 8


def test_the_same_words_name_the_same_whoever_reads_them_first() -> None:
    another = Likeness(load_catalogue())

    for text in SEEN:
        assert another.terms(text) == LIKENESS.terms(text)


ALIKE = [
    ("stoelen", "4 bureaustoelen"), ("kozijnen schilderen", "schilderwerk gymzaal"),
    ("liftonderhoud", "onderhoud van de liften in het stadhuis"), ("exceltraining", "cursus Excel"),
    ("stoelen en tafels", "vergadertafel"), ("12 laptops", "labtops voor de raad"),
    ("12 desks", "drie bureaus"), ("koffie bekers", "mokken"), ("2 stoelen t.b.v. balie", "zetel"),
    ("een sneeuwkanon", "sneeuwkanonnen"), ("boten", "sloep"), ("laarzen", "werkschoen"),
]  # fmt: skip
APART = [
    ("bureaustoelen", "klapstoelen"), ("rolstoel", "stoel"), ("lift", "onderhoud lift"),
    ("onderhoud lift", "onderhoud koffieautomaat"), ("tafel", "tafelkleed"),
    ("paddenstoel", "stoel"), ("training Excel", "training Word"),
    ("stoelen voor de laptopruimte", "laptops"),
    ("glazenwasser gebouw", "nieuwbouw"), ("baliemedewerker", "balie"),
    ("planbureau", "bureau"), ("bescherming", "scherm"),
    ("nieuwe", "een"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_other_words_for_it_are_alike(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_only_looks_like_it_is_not(one: str, other: str) -> None:
    assert not same(one, other)


def test_a_kind_of_it_is_less_alike_than_the_thing_itself() -> None:
    found = [LIKENESS.alike("stoelen", each) for each in ("2 stoelen", "bureaustoel", "tafel")]

    assert found == [1.0, 0.8, 0.0]


def test_a_pair_takes_less_than_a_tenth_of_a_millisecond_once_it_was_read() -> None:
    both = [(one, other) for one in SEEN[:100] for other in SEEN[:100]]
    for text in SEEN[:100]:
        LIKENESS.terms(text)

    began = time.process_time()
    for one, other in both:
        LIKENESS.alike(one, other)
    each = (time.process_time() - began) / len(both)

    print(f"\n{each * 1e6:.1f} microseconds a pair")
    assert each < 100e-6


def test_an_organisation_adds_things_and_words_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "things.toml").write_text(
        '[boat]\nnl = ["boot", "waterrijker"]\n[flood_bag]\nnl = ["slurfdam", "zandslurf"]\n'
    )

    likeness = Likeness(load_catalogue(own=tmp_path))

    assert likeness.alike("waterrijkers", "boten") == 1.0
    assert likeness.alike("zandslurven", "slurfdammen") == 1.0


def test_what_is_wrong_in_a_list_of_things_names_its_line(tmp_path: Path) -> None:
    things = tmp_path / "things.toml"
    things.write_text("""[a]
kind_of = "nergens"
[b]
kind_of = "office_chair"
[c]
group = "nergens"
[d]
role = "ding"
[e]
en = ["ding"]
nl = ["ding", "Bureaustoel"]
""")

    with pytest.raises(BadWords) as caught:
        load_catalogue(own=tmp_path)

    told = [str(each).removeprefix(f"{things}, ") for each in caught.value.problems]
    assert [each.split(";")[0] for each in told] == [
        "line 2: a.kind_of: there is no thing nergens that is not a kind of something itself",
        "line 4: b.kind_of: there is no thing office_chair that is not a kind of something itself",
        "line 6: c.group: there is no product group nergens",
        "line 8: d.role: this does not fit here",
        "line 11: e.nl: Bureaustoel is a word for office_chair already",
    ]
