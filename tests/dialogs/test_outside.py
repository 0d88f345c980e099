"""A month for outside: plain words, no name of who did not agree, no money that was not chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from dialogs.monthly import Celebrated, Happened, Learnt, Month
from dialogs.outside import Shot, caption, photo_alt, photo_title, text, which
from dialogs.scene import Scene
from dialogs.script import Script
from dialogs.success import Achieved, Named, Success
from dialogs.unnamed import Unnamed

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
NOVEMBER = Month(date(2026, 11, 1))
CALLED = {
    "U0SANNE": ("Sanne de Vries", "sanne"), "U0PIET": ("Piet Bakker",),
    "U0AMINA": ("Amina El Idrissi",), "U0JOHN": ("John Smith", "john"),
}  # fmt: skip
CHAIRS = Success(
    7, "U0SANNE", "Stoelen van zolder", "Piet en Sanne zochten eerst zelf :tada:\n"
    "Daarna hielp @U0JOHN, en *heel* <!here> de bode.", NOW, NOW,
    achieved=(Achieved("co2", "1250.5", "estimated"), Achieved("money", "9000", "measured")),
    people=(Named("U0PIET", "named", "no"), Named("U0JOHN", "both", "yes"),
            Named("U0SANNE", "owner", "yes")),
    poster="U0AMINA", state="posted", photo=3, alt="Piet bij zestig stoelen",
)  # fmt: skip
SECRET = "Een les voor binnen"
MONTH = Happened(
    begun=9,
    bought={2: 2},
    successes=(Celebrated(CHAIRS, "https://secret.example/p1"),),
    lesson=Learnt(1, SECRET, SECRET, SECRET),
)


@pytest.fixture
def scene(script: Script) -> Scene:
    return Scene(script, "nl", NOW, AMSTERDAM)


def test_the_text_is_ready_to_be_pasted(scene: Scene) -> None:
    web, photo = Shot("web.png", "Circulair doel 2, nu 1"), Shot("foto.jpg", "Zestig stoelen")

    found = text(scene, "Gemeente Voorbeeld", NOVEMBER, MONTH, CALLED, web, {7: photo})

    assert found == (
        "Zo koopt Gemeente Voorbeeld maatschappelijk verantwoord in: november 2026\n\n"
        "Stand op 27 november 2026.\n\n"
        "In cijfers\n"
        "- Begonnen: 9 inkopen.\n"
        "- Gekocht: 2 inkopen. Ambitie: 2 × niveau 2, significant.\n\n"
        "Wat er goed ging\n\n"
        "Stoelen van zolder\n\n"
        "Een collega en een collega zochten eerst zelf\n"
        "Daarna hielp John Smith, en heel de bode.\n\n"
        "Resultaat: 1.250,5 kilo CO2 minder (geschat).\n\n"
        "Met dank aan John Smith.\n\n"
        "Afbeelding: foto.jpg\nWat erop staat: Zestig stoelen\n\n"
        "Ambitieweb: hoe ver we gaan per thema\n"
        "Afbeelding: web.png\nWat erop staat: Circulair doel 2, nu 1\n"
    )
    assert photo_title(scene, CHAIRS, CALLED) == "Foto bij: Stoelen van zolder"
    assert photo_alt(scene, CHAIRS, CALLED) == "Een collega bij zestig stoelen"


def test_money_is_told_where_that_was_chosen(scene: Scene) -> None:
    told = replace(MONTH, successes=(Celebrated(replace(CHAIRS, money=True)),))

    found = text(scene, "", NOVEMBER.before, told, CALLED, None, {})

    assert "9.000 minder kosten (gemeten)" in found
    assert found.startswith("Zo kochten we maatschappelijk verantwoord in: oktober 2026\n\nIn c")


def test_who_is_not_found_is_a_colleague(scene: Scene) -> None:
    both = replace(
        CHAIRS, people=(Named("U0PIET", "named", "yes"), Named("U0JOHN", "named", "yes"))
    )
    cases: list[tuple[dict[str, tuple[str, ...]], str]] = [
        ({}, "2 collega's"),
        ({"U0PIET": ("Piet Bakker", "piet"), "U0JOHN": ()}, "Piet Bakker en een collega"),
    ]
    for known, thanks in cases:
        found = text(scene, "", NOVEMBER, Happened(successes=(Celebrated(both),)), known, None, {})
        assert f"Met dank aan {thanks}." in found


def test_it_says_who_is_named_and_whom_to_look_for(scene: Scene) -> None:
    found = caption(scene, NOVEMBER, MONTH.successes, {**CALLED, "U0PIET": ()})

    assert "Met naam staan erin: John Smith." in found
    assert "Van 1 collega kon ik de naam nu niet opzoeken" in found
    none = caption(scene, NOVEMBER, [], {})
    assert "Er staan geen namen van collega's in" in none
    assert "collega's kon ik" not in none
    assert ("op een foto" in found, "op een foto" in none) == (True, False)


def test_the_last_month_and_this_one_can_be_chosen(scene: Scene) -> None:
    found = [(each.label, each.argument) for each in which(scene).buttons]

    assert found == [("oktober 2026", "2026-10"), ("november 2026 tot nu toe", "2026-11")]


READER = Unnamed(
    "een collega", {"U01JAN": "Jan de Boer"}, ("Sanne de Vries", "Piet Bakker", "Jan Vos")
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@U01JAN> en <@U02PIET|piet>, @UWV", "Jan de Boer en een collega, @UWV"),
        ("sanne de vries, mevrouw De Vries en Vries", "Een collega, mevrouw een collega en"
         " een collega"),
        ("Piets plan, Sanne's stoel, @piet", "Een collega plan, een collega stoel, een collega"),
        ("Jan deed het, niet Vos", "Jan deed het, niet een collega"),
        ("De bakker en de piet, Pietersen", "De bakker en de piet, Pietersen"),
        ("Klaar. Piet! Piet-Hein", "Klaar. Een collega! Een collega-Hein"),
        ("<https://x.nl|onze site> <https://x.nl> <mailto:a@b.nl|a@b.nl>",
         "onze site (https://x.nl) https://x.nl a@b.nl"),
        ("*vet* _schuin_ ~weg~ `code` 5*3*2 a_b_c", "vet schuin weg code 5*3*2 a_b_c"),
        ("om 10:30:15 :+1: :clap: https://x.nl:a:b", "om 10:30:15 :+1: https://x.nl:a:b"),
        ("<#C123|algemeen> <#C123> @channel <!subteam^S1|@team>", "algemeen"),
        ("<b>a & b</b>", "<b>a & b</b>"),
    ],
)  # fmt: skip
def test_what_people_wrote_is_read_without_markup_and_names(written: str, read: str) -> None:
    assert READER.read(written) == read


def test_it_is_in_the_language_of_who_asked(script: Script) -> None:
    scene = Scene(script, "en", NOW, AMSTERDAM)

    found = text(scene, "Gemeente Voorbeeld", NOVEMBER, MONTH, CALLED, None, {})

    assert found.startswith("How Gemeente Voorbeeld buys responsibly: November 2026\n\nAs of ")
    assert "A colleague en a colleague zochten eerst zelf" in found
    assert "1,250.5 kilograms of CO2 less (estimated)" in found
