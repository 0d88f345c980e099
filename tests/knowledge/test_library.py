"""What we can explain: whole, sourced, plain in both languages, and refused with what to do."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dialogs.script import Script
from knowledge.catalogue import load_catalogue
from knowledge.library import (
    KINDS,
    LIBRARY,
    CategoryHelp,
    Entry,
    Library,
    Question,
    load_library,
)
from knowledge.problems import BadWords

LONGEST_SENTENCE = 20
BETTER = tomllib.loads((Path(__file__).parent / "officialese.toml").read_text("utf-8"))
LOADED = load_library()
CATALOGUE = load_catalogue()


def texts(library: Library, language: str) -> Iterator[tuple[str, str]]:
    """Every text of the library in a language, with where it stands."""
    for key, entry in library.entries.items():
        yield f"{key}.text", entry.text[language]
        for name, line in entry.lines():
            yield f"{key}.{name}", line[language]
        if isinstance(entry, Question):
            for name, told in (("why", entry.why), ("good", entry.good), ("weak", entry.weak)):
                yield f"{key}.{name}", told[language]
    for key, resource in CATALOGUE.resources.items():
        for name in ("helps", "use", "avoid"):
            yield f"{key}.{name}", getattr(resource, name).get(language, "")


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?:;])\s", text)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sentence_is_short(language: str) -> None:
    long = [
        f"{place}: {sentence}"
        for place, text in texts(LOADED, language)
        for sentence in sentences(text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert not long, "\n".join(long)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_officialese_where_a_better_word_is_known(language: str) -> None:
    found = [
        f"{place}: write {better!r} instead of {word!r}"
        for place, text in texts(LOADED, language)
        for word, better in BETTER[language].items()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text.lower())
    ]
    assert not found, "\n".join(found)


def test_the_library_is_as_wide_as_was_asked(script: Script) -> None:
    assert set(LOADED.of("question")) == {each.id.replace(".", "_") for each in script.counted}
    assert list(LOADED.of("step")) == [
        "why_mvi", "set_ambition", "make_policy", "work_out_strategy", "just_start",
    ]  # fmt: skip
    assert len(LOADED.of("term")) >= 60
    categories = set(CATALOGUE.categories) - {"other"}
    kinds = {"furniture", "catering", "cleaning", "workwear", "office_supplies"}
    assert set(LOADED.of("category")) == categories | kinds


def test_every_link_leads_somewhere() -> None:
    known = LOADED.entries.keys() | CATALOGUE.resources.keys()
    lost = {key: [each for each in entry.see if each not in known]
            for key, entry in LOADED.entries.items()}  # fmt: skip
    assert not {key: each for key, each in lost.items() if each}


def test_every_category_names_a_product_group_that_exists() -> None:
    names = {group.name["nl"] for group in CATALOGUE.product_groups.values()}
    for key, entry in LOADED.of("category").items():
        assert isinstance(entry, CategoryHelp)
        assert entry.category in CATALOGUE.categories, key
        assert not entry.group or entry.group in names, key


def test_product_groups_belong_to_a_category_and_share_no_word() -> None:
    words = [word for group in CATALOGUE.product_groups.values() for word in group.words]
    assert sorted(words) == sorted(set(words))
    for key, group in CATALOGUE.product_groups.items():
        assert group.category in CATALOGUE.categories, key
        assert set(group.name) == {"nl", "en"}, key


def test_titles_are_told_apart() -> None:
    for kind in KINDS.values():
        titles = [each.title.nl for each in LOADED.of(kind.kind).values()]
        assert sorted(titles) == sorted(set(titles))


def test_what_is_older_than_a_year_is_named() -> None:
    entry = next(iter(LOADED.entries.values()))
    day = date(entry.checked.year + 1, entry.checked.month, entry.checked.day)
    assert LOADED.older_than(entry.checked) == []
    assert len(LOADED.older_than(day)) == len(LOADED.entries)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the library to spoil."""
    return Path(shutil.copytree(LIBRARY, tmp_path / "library"))


@pytest.mark.parametrize(
    ("before", "after", "mend"),
    [
        ('title = { nl = "', 'titel = { nl = "', "title: this is missing; add it"),
        (
            'sources = ["',
            'sources = ["no_such_source", "',
            "there is no source no_such_source; add it to",
        ),
        ("checked = 2026-11-23", 'checked = "vandaag"', "checked: "),
        ("text.nl = ", f'text.nl = "{"x" * 901}"\nold.nl = ', "at most 900 characters"),
    ],
    ids=["a key", "a source", "a day", "a length"],
)
def test_what_is_wrong_names_the_file_the_line_and_the_mend(
    own: Path, before: str, after: str, mend: str
) -> None:
    path = own / "terms.toml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if line.startswith(before))
    lines[number] = lines[number].replace(before, after)
    path.write_text("".join(lines), "utf-8")

    with pytest.raises(BadWords) as error:
        load_library(own)

    assert "terms.toml, line " in str(error.value)
    assert mend in str(error.value)


def test_what_is_no_toml_is_refused(own: Path) -> None:
    (own / "steps.toml").write_text("[why_mvi", "utf-8")

    with pytest.raises(BadWords, match=r"steps.toml, line 1: this is not TOML"):
        load_library(own)


def test_a_key_that_two_kinds_have_is_refused(own: Path) -> None:
    with (own / "terms.toml").open("a", encoding="utf-8") as file:
        file.write((own / "steps.toml").read_text("utf-8"))

    with pytest.raises(BadWords, match=r"another entry in steps.toml has this key|no such key"):
        load_library(own)


def test_an_entry_is_in_both_languages() -> None:
    assert {Entry.model_fields[name].is_required() for name in ("title", "text")} == {True}
