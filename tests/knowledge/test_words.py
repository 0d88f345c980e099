"""Every text there is: in both languages, short enough, plain enough, and with what it needs."""

from __future__ import annotations

import re

import pytest

from dialogs.script import Script
from knowledge.catalogue import load_catalogue
from knowledge.wording import load_wordings

WORDINGS = load_wordings()
CATALOGUE = load_catalogue()
LONGEST_SENTENCE = 20
OFFICIALESE = {
    "nl": ["middels", "derhalve", "teneinde", "omtrent", "inzake", "ingevolge", "conform",
           "dienaangaande", "alsmede", "betreffende", " geschieden ", "zulks", " u ", " uw "],
    "en": ["pursuant", "herewith", "utilize", "utilise", "in order to", "aforementioned"],
}  # fmt: skip
PRESENTATION = {
    "circularity.1": "Heb ik het echt nodig? Heb ik nog iets wat ik kan hergebruiken?",
    "circularity.2": "Is het product van een hernieuwbare bron/materiaal gemaakt?",
    "circularity.3": "Kan ik om de meest circulaire/duurzame variant vragen met de kwaliteit "
    "functioneel omschreven?",
    "circularity.4": "Hoe zorg ik dat het product zo lang mogelijk mee gaat, en wie is daarvoor "
    "verantwoordelijk?",
    "circularity.5": "Wat gebeurt er met het product als ik het niet meer nodig heb, en wie is "
    "daarvoor verantwoordelijk?",
    "checklist.1": "Marktonderzoek: Is onderzocht welke marktontwikkelingen er zijn en of er "
    "kansen zijn om maatschappelijk verantwoord in te kopen?",
    "checklist.2": "Uitvraag: Is in de offerte-uitvraag of aanbesteding via eisen en/of criteria "
    "ingezet op MVI?",
    "checklist.3": "Contract: Zijn de eisen en wensen van de uitvraag geborgd in het contract en "
    "zijn er bijvoorbeeld afspraken gemaakt over wat er na de eerste levenscyclus met de "
    "materialen gebeurt?",
    "checklist.4": "Borging: Worden de afspraken uit het contract bewaakt tijdens de uitvoering "
    "en op de lange termijn?",
}


def sentences(language: str) -> list[tuple[str, str]]:
    """Every sentence of ours that is not the presentation's, with where it stands."""
    found = []
    wording = WORDINGS[language]
    lists = ("command.", "subcommand.", "search.", "help.commands", "help.thread")
    texts = {
        f"talk.{key}": words for key, words in wording.phrases.items() if not key.startswith(lists)
    }
    for dialog, words in wording.dialogs.items():
        for name, own in words.questions.items():
            place = f"{dialog}.{name}"
            texts |= {f"{place}.tip": own.tip, f"{place}.means": own.means,
                      f"{place}.opening": own.opening}  # fmt: skip
            texts |= {f"{place}.parts.{part}": text for part, text in own.parts.items()}
            texts |= {f"{place}.examples.{key}": text for key, text in own.examples.items()}
    for place, text in texts.items():
        for sentence in re.split(r"(?<=[.!?:;])\s", text.replace("*", "")):
            found.append((place, sentence))
    return found


def test_the_nine_are_the_presentations_own_words(script: Script) -> None:
    asked = {
        each.id: WORDINGS["nl"].dialogs[each.dialog].questions[each.question.name].ask
        for each in script.counted
    }
    assert asked == PRESENTATION


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sentence_is_short_and_plain(language: str) -> None:
    for place, sentence in sentences(language):
        assert len(sentence.split()) <= LONGEST_SENTENCE, f"{language} {place}: {sentence}"
        for word in OFFICIALESE[language]:
            assert word not in f" {sentence.lower()} ", f"{language} {place}: {word!r}"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_has_its_help(script: Script, language: str) -> None:
    for asked in script.questions:
        own = WORDINGS[language].dialogs[asked.dialog].questions[asked.question.name]
        assert own.ask.endswith("?")
        assert own.tip
        for label in script.labels(language, asked, asked.question.parts[0]).values():
            assert 0 < len(label) <= 35
        if asked.counted:
            assert own.means
            assert own.see in CATALOGUE.resources
            assert set(own.examples) == set(CATALOGUE.categories), asked.id
            assert all(len(example) <= 180 for example in own.examples.values())


def test_every_entry_of_the_catalogue_is_named_in_both_languages() -> None:
    for key, category in CATALOGUE.categories.items():
        assert set(category.name) == {"nl", "en"}, key
    for key, resource in CATALOGUE.resources.items():
        assert resource.url.startswith("https://"), key
        assert set(resource.title) == set(resource.helps) == {"nl", "en"}
        assert set(resource.fits) <= set(CATALOGUE.categories)
    promising = {key for key, category in CATALOGUE.categories.items() if category.promising}
    assert promising == {
        "energy", "civil_works", "real_estate", "facility", "ict", "waste", "green",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("40 laptops voor nieuwe collega's", "ict"),
        ("schoonmaak gemeentehuis", "facility"),
        ("herinrichting Dorpsstraat", "civil_works"),
        ("12 bureaustoelen", "facility"),
        ("zonnepanelen op het dak van de sporthal", "energy"),
        ("nieuw dak voor de gymzaal", "real_estate"),
        ("groenonderhoud wijk Noord", "green"),
        ("leerlingenvervoer 2027", "transport"),
        ("2000 folders over afval scheiden", "printing"),
        ("inzameling restafval", "waste"),
        ("training plannen voor het team", "services"),
        ("25 bomen", "green"),
        ("elektrische dienstauto", "transport"),
        ("bedrijfskleding buitendienst", "facility"),
        ("KOFFIEAUTOMATEN", "facility"),
        ("coördinatie van het jaarverslag", "printing"),
        ("10 office chairs", "facility"),
        ("new road surface", "civil_works"),
        ("cleaning of the town hall", "facility"),
        ("iets wat niemand kent", None),
        ("", None),
    ],
)
def test_the_category_follows_from_the_text(text: str, category: str | None) -> None:
    assert CATALOGUE.suggest(text) == category
