"""What people type at a question, in words of their own."""

from __future__ import annotations

import pytest

from dialogs.messages import plain
from dialogs.script import Script
from tests.dialogs.talking import Talk, words


def at(script: Script, *texts: str) -> Talk:
    talk = Talk(script)
    for text in ("naar de vragen", *texts):
        talk.say(text)
    return talk


@pytest.mark.parametrize("text", ["?", "wat is dat", "Wat is dat?"])
def test_a_question_mark_asks_what_is_meant(script: Script, text: str) -> None:
    talk = at(script)

    talk.say(text)

    assert talk.heard[0].key == "means"


@pytest.mark.parametrize("text", ["ja hoor", "jaa", "Jazeker!", "ik denk het wel"])
def test_a_yes_in_other_words_is_the_yes_of_the_choice(script: Script, text: str) -> None:
    talk = at(script)

    talk.say(text)

    assert talk.purchase.values("circularity.1") == {"choice": "need"}


def test_a_yes_where_no_option_says_yes_is_asked_about(script: Script) -> None:
    talk = at(script, "ja", "ja", "ja")

    talk.say("ja hoor")

    assert "1. Onderhoud en reparatie" in words(talk.heard[0])[0]


@pytest.mark.parametrize(
    ("typed", "choice"),
    [("garantie", "warranty"), ("Huren", "service"), ("onderhoud, elk jaar", "maintain")],
)
def test_the_first_word_of_an_option_picks_it(script: Script, typed: str, choice: str) -> None:
    talk = at(script, "ja", "ja", "ja")

    talk.say(typed)

    assert talk.purchase.value("circularity.4", "choice") == choice


def test_the_first_word_of_a_category_picks_it(script: Script) -> None:
    talk = Talk(script)

    talk.say("diensten")

    assert talk.purchase.category == "services"


def test_what_was_kept_before_the_choice_is_shown_where_the_text_is_asked(script: Script) -> None:
    talk = at(script, "ja", "ja", "ja", "De servicedesk kijkt ernaar")

    talk.say("Onderhoud en reparatie")

    assert talk.heard[0].key == "ask/circularity.4/explanation"
    assert words(talk.heard[0])[1].startswith("Nu staat hier: De servicedesk kijkt ernaar")
    talk.say("laat zo")
    assert talk.heard[0].key == "ask/circularity.4/responsible"
    talk.say("ik")
    assert talk.heard[0].key == "ask/circularity.5/choice"


def test_a_yes_to_stopping_that_comes_too_late_asks_again(script: Script) -> None:
    talk = at(script, "stop", "pauze")

    talk.say("ja, stoppen")

    assert "echt stoppen" in plain(talk.heard[0].lines[0])
    assert not talk.purchase.closed


@pytest.mark.parametrize(
    ("typed", "band"),
    [
        ("40.000", "to_50k"),
        ("40k", "to_50k"),
        ("€ 12.500", "to_50k"),
        ("12.500,-", "to_50k"),
        ("9.999,99 euro", "to_10k"),
        ("10000", "to_10k"),
        ("1,2 miljoen", "more"),
        ("1.250.000", "more"),
        ("een ton", "to_150k"),
        ("anderhalf ton", "to_150k"),
        ("ongeveer 200 duizend euro", "to_500k"),
        ("3", "to_150k"),
    ],
)
def test_an_amount_picks_its_band(script: Script, typed: str, band: str) -> None:
    talk = Talk(script)
    talk.say("sla over")

    talk.say(typed)

    assert talk.purchase.value("intake.value", "choice") == band


@pytest.mark.parametrize("typed", ["40", "heel veel", "k", "een", "1.2.3 laptops"])
def test_what_is_no_amount_is_asked_about(script: Script, typed: str) -> None:
    talk = Talk(script)
    talk.say("sla over")

    talk.say(typed)

    assert not talk.purchase.answers.get("intake.value")


def taken_back(talk: Talk) -> list[str]:
    """What took the place of the question that was answered last."""
    return [line for each in talk.turns[-1].messages if each.key == "heard" for line in words(each)]


def test_what_is_not_known_yet_says_whose_it_is_and_by_when(script: Script) -> None:
    talk = at(script)

    talk.say("weet ik nog niet")

    assert taken_back(talk)[1] == (
        "Dit is nu een open punt van @U0SANNE, uiterlijk 7 december 2026."
    )


def test_a_date_that_was_typed_is_shown_as_it_was_understood(script: Script) -> None:
    talk = at(script, "wijzig 6", "nog niet")

    talk.say("over 3 maanden")
    assert len(taken_back(talk)) == 1
    assert "23 februari 2027" in taken_back(talk)[0]
    talk.say("ik")

    assert taken_back(talk)[1] == (
        "Dit is nu een open punt van @U0SANNE, uiterlijk 23 februari 2027."
    )


ALL_BUT_THE_SECOND = (
    "ja", "weet ik nog niet", "ja", "5", "zuinig zijn", "ik", "5", "doorgeven", "ik", "2040",
    "ja", "ja", "ja", "ja",
)  # fmt: skip


def test_what_is_still_open_is_said_when_all_the_rest_is_answered(script: Script) -> None:
    talk = at(script, *ALL_BUT_THE_SECOND)

    talk.say("en nu?")

    told = talk.heard[0]
    assert words(told) == [
        "Nog niet beantwoord: Hernieuwbaar materiaal. Druk op 'Verder' om dat nu te doen."
    ]
    assert [button.label for button in told.buttons] == ["Verder"]


@pytest.mark.parametrize("text", ["nee", "ja hoor", "1-3-2027", "31-2-2027"])
def test_a_title_is_not_changed_into_a_yes_no_or_date(script: Script, text: str) -> None:
    talk = Talk(script)
    talk.say("terug")
    assert "Laat zo" in [button.label for button in talk.heard[0].buttons]

    talk.say(text)

    assert talk.purchase.title == "40 laptops"
    assert "Typ een nieuwe titel" in words(talk.heard[0])[0]
    talk.say("[Laat zo]")
    assert talk.heard[0].key == "ask/intake.category/choice"
