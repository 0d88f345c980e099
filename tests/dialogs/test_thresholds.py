"""How near a purchase comes to the European threshold, by its estimate, category and buyer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import load_script
from dialogs.bands import Band, band_of
from dialogs.card import card
from dialogs.messages import Message, plain
from dialogs.procurement import new
from dialogs.purchase import SKIPPED, UNKNOWN, Purchase
from dialogs.scene import Scene
from dialogs.summary import summary
from dialogs.thresholds import (
    NEARER,
    Near,
    near_threshold,
    options_lines,
    threshold_lines,
    threshold_mark,
)
from knowledge.catalogue import Catalogue
from knowledge.moments import Term
from knowledge.thresholds import Buyer, Kind

SCRIPT = load_script()
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SCENE = Scene(SCRIPT, "nl", NOW, AMSTERDAM)
EMPTY = Purchase("INK-0001", "40 laptops", "U1", NOW, NOW, status="in_progress")
BANDS = ("to_10k", "to_50k", "to_150k", "to_500k", "more")
TERM = Term(date(2027, 1, 1), date(2028, 12, 31))


def purchase(value: str, category: str = "ict") -> Purchase:
    after = EMPTY.with_answer("intake.category", "choice", category, "U1", NOW)
    return after.with_answer("intake.value", "choice", value, "U1", NOW)


def rank(near: Near | None) -> int:
    return 1 + NEARER.index(near.how) if near else 0


def said(message: Message) -> str:
    return "\n".join(plain(line) for line in message.lines)


@pytest.mark.parametrize(
    ("value", "category", "buyer", "near"),
    [
        ("to_10k", "ict", "decentral", None),
        ("to_150k", "ict", "decentral", None),
        ("to_500k", "ict", "decentral", Near("close", "supplies_services", 216_000)),
        ("more", "ict", "decentral", Near("maybe_above", "supplies_services", 216_000)),
        ("to_150k", "ict", "central", Near("close", "supplies_services", 140_000)),
        ("to_500k", "ict", "central", Near("maybe_above", "supplies_services", 140_000)),
        ("to_500k", "ict", "special", Near("close", "supplies_services", 432_000)),
        ("to_150k", "civil_works", "decentral", None),
        ("to_500k", "civil_works", "decentral", Near("if_no_works", "supplies_services", 216_000)),
        ("more", "civil_works", "decentral", Near("close", "works", 5_404_000)),
        ("more", "real_estate", "decentral", Near("close", "works", 5_404_000)),
        ("to_500k", SKIPPED, "decentral", Near("close", "supplies_services", 216_000)),
        ("to_500k", "gone", "decentral", Near("close", "supplies_services", 216_000)),
    ],
)
def test_the_band_the_category_and_the_buyer_say_how_near(
    value: str, category: str, buyer: Buyer, near: Near | None
) -> None:
    assert near_threshold(replace(SCENE, buyer=buyer), purchase(value, category)) == near


@pytest.mark.parametrize("value", [SKIPPED, UNKNOWN, "gone"])
def test_without_an_estimate_nothing_is_said(value: str) -> None:
    assert near_threshold(SCENE, purchase(value)) is None
    assert threshold_lines(SCENE, purchase(value)) == threshold_mark(SCENE, purchase(value)) == []


def test_with_options_that_make_the_term_twice_as_long_the_band_reaches_twice_as_far() -> None:
    doubled = replace(TERM, extensions=2, extension_months=12)

    assert near_threshold(SCENE, purchase("to_150k"), TERM) is None
    assert near_threshold(SCENE, purchase("to_150k"), doubled) == Near(
        "close", "supplies_services", 216_000
    )


def test_options_that_were_used_count_as_well() -> None:
    extended = replace(TERM, end=date(2029, 12, 31), extensions=1, extended=1, extension_months=12)

    near = near_threshold(SCENE, purchase("to_150k"), extended)

    assert near is not None
    assert near.how == "close"


@given(
    st.sampled_from(BANDS),
    st.sampled_from(BANDS),
    st.sampled_from(tuple(SCRIPT.catalogue.categories)),
    st.sampled_from(("central", "decentral", "special")),
    st.builds(
        replace,
        st.just(TERM),
        extensions=st.integers(0, 6),
        extension_months=st.sampled_from((0, 1, 12, 48)),
    ),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_a_higher_band_is_never_further_from_the_threshold(
    one: str, other: str, category: str, buyer: Buyer, term: Term, day: date
) -> None:
    scene = replace(SCENE, buyer=buyer, now=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    lower, higher = sorted((one, other), key=BANDS.index)

    ranks = [rank(near_threshold(scene, purchase(each, category))) for each in (lower, higher)]
    with_term = [
        rank(near_threshold(scene, purchase(each, category), term)) for each in (lower, higher)
    ]

    assert ranks[0] <= ranks[1]
    assert with_term[0] <= with_term[1]
    assert ranks[0] <= with_term[0]


@pytest.mark.parametrize("value", BANDS)
def test_in_a_year_without_a_table_the_bot_says_that_it_does_not_know(value: str) -> None:
    last = replace(SCENE, now=datetime(2027, 12, 31, 22, 59, tzinfo=UTC))
    after = replace(SCENE, now=datetime(2027, 12, 31, 23, 0, tzinfo=UTC))

    known, unknown = (near_threshold(each, purchase(value)) for each in (last, after))

    assert known is None or known.how != "not_known"
    assert unknown == Near("not_known", "supplies_services")
    (line,) = threshold_lines(after, purchase(value))
    assert plain(line) == (
        "De Europese grens voor 2028 ken ik nog niet. Zoek hem op, of vraag het inkoopteam."
    )
    assert "216" not in plain(threshold_mark(after, purchase(value))[0])


def test_an_own_category_for_care_has_the_threshold_for_social_services() -> None:
    care = SCRIPT.catalogue.categories["services"].model_copy(update={"kind": "social_specific"})
    catalogue = Catalogue(
        categories={**SCRIPT.catalogue.categories, "care": care},
        resources=SCRIPT.catalogue.resources,
    )
    scene = replace(SCENE, script=replace(SCRIPT, catalogue=catalogue))

    assert near_threshold(scene, purchase("to_500k", "care")) is None
    assert near_threshold(scene, purchase("more", "care")) == Near(
        "close", "social_specific", 750_000
    )


@pytest.mark.parametrize(
    ("value", "category", "language", "sentence"),
    [
        ("to_500k", "ict", "nl", "Dicht bij de Europese grens van € 216.000 voor leveringen en "
         "diensten. Tel de hele looptijd met alle verlengingen, splits niet, en praat met het "
         "inkoopteam."),
        ("more", "ict", "nl", "Misschien boven de Europese grens van € 216.000 voor leveringen en "
         "diensten. Tel de hele looptijd met alle verlengingen, splits niet, en praat met het "
         "inkoopteam."),
        ("to_500k", "real_estate", "nl", "Is dit geen bouw of aanleg? Dan ben je misschien dicht "
         "bij de Europese grens van € 216.000 voor leveringen en diensten. Tel alle verlengingen "
         "mee, splits niet, en praat met het inkoopteam."),
        ("more", "civil_works", "en", "Close to the European threshold of € 5,404,000 for works, "
         "such as building and construction. Count the whole term with all extensions, do not "
         "split, and talk with procurement."),
    ],
)  # fmt: skip
def test_what_is_said_names_the_amount_and_what_to_do(
    value: str, category: str, language: str, sentence: str
) -> None:
    (line,) = threshold_lines(replace(SCENE, language=language), purchase(value, category))

    assert plain(line) == sentence


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("how", [*NEARER, "not_known"])
@pytest.mark.parametrize("kind", ["supplies_services", "works", "social_specific", "concessions"])
def test_every_outcome_has_words(language: str, how: str, kind: Kind) -> None:
    assert SCRIPT.label(language, f"threshold.{how}")
    assert SCRIPT.label(language, f"threshold_mark.{how}")
    assert SCRIPT.label(language, f"threshold.kind_{kind}")


def test_the_card_the_summary_and_procurement_tell_it() -> None:
    mark = "Europese grens: dichtbij (€ 216.000, leveringen en diensten)"
    bought = purchase("to_500k")

    assert mark in said(card(SCENE, bought))
    assert mark in said(new(SCENE, bought, "promising", ""))
    assert "Dicht bij de Europese grens van € 216.000" in said(summary(SCENE, bought))
    assert "grens" not in said(card(SCENE, replace(bought, contracted=True)))
    assert "grens" not in said(card(SCENE, replace(bought, status="cancelled")))
    assert "grens" not in said(card(SCENE, purchase("to_10k")))


def test_a_contract_tells_it_as_long_as_there_are_options() -> None:
    options = replace(TERM, extensions=2, extension_months=12)
    later = replace(SCENE, now=datetime(2029, 1, 1, tzinfo=UTC))

    assert len(options_lines(SCENE, purchase("to_150k"), options)) == 1
    assert options_lines(SCENE, purchase("to_500k"), TERM) == []
    assert options_lines(SCENE, purchase("to_500k"), replace(options, ended=TERM.end)) == []
    assert options_lines(later, purchase("to_500k"), options) == []


def test_the_bands_lie_side_by_side() -> None:
    found = [band_of(SCRIPT, purchase(each)) for each in BANDS]

    assert found == [
        Band(0, 10_000), Band(10_000, 50_000), Band(50_000, 150_000), Band(150_000, 500_000),
        Band(500_000, None),
    ]  # fmt: skip
