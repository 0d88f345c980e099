"""The folder of an organisation: it overrides and adds, and what is wrong names its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dialogs import load_script
from dialogs.script import Script
from knowledge.catalogue import load_catalogue
from knowledge.problems import BadWords, Problem
from knowledge.wording import KNOWLEDGE

SOURCE = '[house]\ntitle = "Inkoopbeleid Waterrijk 2026"\nurl = "https://waterrijk.nl/inkoop"\n'
TERM = """
[waterrijk]
title = { nl = "Waterrijkse norm", en = "Waterrijk standard" }
text = { nl = "Onze eigen norm voor water.", en = "Our own standard for water." }
sources = ["house"]
checked = 2026-11-01
"""
CATEGORY = """
[boats]
name = { nl = "Boten", en = "Boats" }
promising = true
words = ["boot", "boten"]
"""
RESOURCE = """
[house_rules]
title = { nl = "Ons inkoopbeleid", en = "Our policy" }
url = "https://waterrijk.nl/inkoop"
helps = { nl = "lees wat wij afspraken", en = "read what we agreed" }
fits = ["boats"]
checked = 2026-10-01
"""


def write(own: Path, files: dict[str, str]) -> Path:
    """A folder with these files in it."""
    for name, text in files.items():
        path = own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return own


def loaded(own: Path, files: dict[str, str]) -> Script:
    """Our knowledge with these files over it."""
    return load_script(own=write(own, files))


def wrong(own: Path, files: dict[str, str]) -> list[Problem]:
    """Everything that is wrong with these files."""
    with pytest.raises(BadWords) as caught:
        loaded(own, files)
    return list(caught.value.problems)


def told(own: Path, files: dict[str, str]) -> list[str]:
    """The same, in lines whose file is seen from the folder."""
    return [str(each).replace(f"{own}/", "") for each in wrong(own, files)]


def test_an_organisation_adds_entries_categories_and_resources_of_its_own(tmp_path: Path) -> None:
    script = loaded(
        tmp_path,
        {
            "library/sources.toml": SOURCE,
            "library/terms.toml": TERM,
            "catalogue/categories.toml": CATEGORY,
            "catalogue/resources.toml": RESOURCE,
            "nl/circularity.toml": '[1]\nexamples.boats = "De oude sloep vaart nog."\n',
            "en/circularity.toml": '[1]\nexamples.boats = "The old boat still sails."\n',
        },
    )

    assert script.library.entries["waterrijk"].title["nl"] == "Waterrijkse norm"
    assert script.library.sources["house"].url == "https://waterrijk.nl/inkoop"
    assert script.catalogue.suggest("drie boten") == "boats"
    assert list(script.catalogue.fitting("boats")) == ["house_rules"]
    assert list(script.catalogue.categories)[-2:] == ["boats", "other"]
    question = script.wordings["nl"].dialogs["circularity"].questions["1"]
    assert question.example("boats") == "De oude sloep vaart nog."
    assert script.finder.find("waterrijkse norm", "nl").keys[0] == "waterrijk"


def test_what_it_changes_takes_the_place_of_ours_and_the_rest_stays(tmp_path: Path) -> None:
    ours = load_script()

    script = loaded(
        tmp_path,
        {
            "catalogue/categories.toml": '[ict]\nname = { nl = "Computers", en = "Computers" }\n',
            "nl/talk.toml": '\ufeff[home]\nheading = "Inkoop in Waterrijk"\n',
            "en/checklist.toml": '[4]\ntip = "Ask Fatma."\n',
        },
    )

    ict = script.catalogue.categories["ict"]
    assert ict.name == {"nl": "Computers", "en": "Computers"}
    assert ict.words == ours.catalogue.categories["ict"].words
    assert list(script.catalogue.categories) == list(ours.catalogue.categories)
    assert script.label("nl", "home.heading") == "Inkoop in Waterrijk"
    assert script.label("en", "home.heading") == ours.label("en", "home.heading")
    checklist = script.wordings["en"].dialogs["checklist"].questions["4"]
    before = ours.wordings["en"].dialogs["checklist"].questions["4"]
    assert checklist == before.model_copy(update={"tip": "Ask Fatma."})


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ons beleid")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.toml").write_text("niets = van ons")

    script, ours = load_script(own=tmp_path), load_script()

    assert script.catalogue == ours.catalogue
    assert script.library.entries == ours.library.entries
    assert all(
        script.wordings[each].phrases == ours.wordings[each].phrases for each in ("nl", "en")
    )


WRONG = [
    ("library/terms.toml", TERM.replace("[waterrijk]", "\n[waterrijk]"), 6,
     "waterrijk.sources.0: there is no source house; add it to library/sources.toml"),
    ("library/terms.toml", TERM.replace("house", "seed").replace(', en = "Our own standard for'
     ' water."', ""), 4, "waterrijk.text.en: this is missing; add it"),
    ("library/terms.toml", TERM.replace("house", "seed").replace("2026-11-01", '"gisteren"'), 6,
     "waterrijk.checked: write a date here, such as 2026-11-24"),
    ("library/terms.toml", TERM.replace("house", "seed") + 'see = ["nergens"]\n', 7,
     "waterrijk.see: there is no entry or resource nergens; add it, or mend its name"),
    ("library/topics.toml", TERM.replace("house", "seed") + f"""
[[waterrijk.points]]
nl = "kort"
en = "short"
[[waterrijk.points]]
nl = "{'x' * 261}"
en = "short"
""", 12, "waterrijk.points.1.nl: make it at most 260 characters"),
    ("library/topics.toml", TERM.replace("house", "seed") + """points = [
    { nl = "kort", en = "short" },
    # een opmerking
    { nl = "kort" },
]
""", 10, "waterrijk.points.1.en: this is missing; add it"),
    ("library/words.toml", TERM, 0, "nothing reads this file; give it one of these names: quest"),
    ("bibliotheek/terms.toml", TERM, 0, "nothing reads this file; give it one of these names: li"),
    ("catalogue/categories.toml", '[boats]\nname = { nl = "Boten" }\n', 2,
     "boats.name: write it in both languages: nl and en"),
    ("catalogue/categories.toml", '[ict]\npromisin = true\n', 2,
     "ict.promisin: there is no such key here; remove it or mend its name"),
    ("catalogue/resources.toml", RESOURCE.replace("https://", "www."), 4,
     "house_rules.url: write an address here that starts with https://"),
    ("catalogue/resources.toml", RESOURCE, 6, "house_rules.fits: there is no category boats; add"),
    ("catalogue/resources.toml", '[mvi_criteria]\nurl = "https://x.nl\n', 2,
     "this is not TOML; look at the quotes and brackets around here"),
    ("nl/talk.toml", '[home]\nheading = "x"\nheadin = "y"\n', 3,
     "home.headin: we have no text with this key; mend its name, or remove it"),
    ("nl/talk.toml", '[home]\nheading = 3\n', 2, "home.heading: write one text here, between quo"),
    ("nl/talk.toml", '[home]\nheading = " "\n', 2, "home.heading: write something here"),
    ("nl/explaining.toml", '[explain]\nother = "x"\nsource = "Bron: {bron}"\n', 3,
     "explain.source: use the same places between braces as we do: {day}, {source}"),
    ("nl/thuis.toml", '[home]\nheading = "x"\n', 0, "nothing reads this file; give it one of thes"),
    ("nl/circularity.toml", f'[1]\ntip = "ok"\nask = """\n{"x" * 221}"""\n', 3,
     "1.ask: make it at most 220 characters"),
    ("nl/circularity.toml", '[1]\nsee = "nergens"\n', 2, "1.see: there is no resource nergens; ad"),
    ("nl/circularity.toml", '[1]\noptions.maybe = "Misschien"\n', 2, "1.options.maybe: we have no"),
    ("nl/circularity.toml", '[6]\nask = "Nog iets?"\n', 2, "6.ask: we have no text with this key"),
    ("nl/circularity.toml", '[1]\nexamples.boats = "De sloep vaart nog."\n', 2,
     "1.examples.boats: there is no category boats; add it to catalogue/categories.toml"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "line", "mend"), WRONG)
def test_what_is_wrong_names_the_file_the_line_and_the_mend(
    tmp_path: Path, name: str, text: str, line: int, mend: str
) -> None:
    where = f"{name}, line {line}: " if line else f"{name}: "
    found = told(tmp_path, {name: text})

    assert any(each.startswith(f"{where}{mend}") for each in found), found
    assert all(each.path.is_relative_to(tmp_path) for each in wrong(tmp_path, {name: text}))


def test_the_example_of_the_readme_fits(tmp_path: Path) -> None:
    readme = (KNOWLEDGE.parent / "README.md").read_text("utf-8")
    example = readme.partition("    [policy]")[2].partition("\n\nOf an entry")[0]
    source, _, term = f"[policy]{example}".replace("\n    ", "\n").partition("[waterrijk_norm]")

    script = loaded(
        tmp_path,
        {"library/sources.toml": source, "library/terms.toml": f"[waterrijk_norm]{term}"},
    )

    assert script.library.entries["waterrijk_norm"].sources == ["policy"]


def test_an_example_in_one_language_asks_for_the_other(tmp_path: Path) -> None:
    files = {
        "catalogue/categories.toml": CATEGORY,
        "nl/circularity.toml": '[1]\nexamples.boats = "De oude sloep vaart nog."\n',
    }

    assert told(tmp_path, files) == [
        "nl/circularity.toml, line 2: 1.examples.boats: only one language has this; write it in "
        "both, or in neither"
    ]


def test_a_changed_text_says_where_it_comes_from(tmp_path: Path) -> None:
    base = tmp_path / "ours"
    shutil.copytree(KNOWLEDGE, base, ignore=shutil.ignore_patterns("*.py"))
    (base / "library" / "terms.toml").write_text(TERM.replace("house", "seed"), "utf-8")
    changed = '[waterrijk]\ntext = { nl = "Anders.", en = "Different." }\n'
    own = tmp_path / "own"

    with pytest.raises(
        BadWords, match=r"own/library/terms.toml, line 1: waterrijk: the text is yo"
    ):
        load_script(base, own=write(own, {"library/terms.toml": changed}))

    named = f'{changed}sources = ["seed"]\nchecked = 2026-11-24\n'
    script = load_script(base, own=write(own, {"library/terms.toml": named}))
    assert script.library.entries["waterrijk"].text["nl"] == "Anders."
    words = '[waterrijk]\nwords.nl = ["watereis"]\n'
    script = load_script(base, own=write(own, {"library/terms.toml": words}))
    assert script.finder.find("watereis", "nl").keys[0] == "waterrijk"


def test_a_key_that_another_kind_has_is_refused(tmp_path: Path) -> None:
    entry = TERM.replace("house", "seed")

    found = told(tmp_path, {"library/terms.toml": entry, "library/topics.toml": entry})

    assert found == [
        "library/terms.toml, line 2: waterrijk: another entry in topics.toml has this key already; "
        "choose another"
    ]


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    files = {
        "nl/talk.toml": '[home]\nheadin = "y"\nnothing_at_all = "x"\n',
        "library/terms.toml": "[a\n",
        "catalogue/categories.toml": "[boats]\nwords = 3\n",
    }

    found = wrong(tmp_path, files)

    assert [(each.path.name, each.line) for each in found] == [
        ("categories.toml", 1), ("categories.toml", 2), ("terms.toml", 1),
        ("talk.toml", 2), ("talk.toml", 3),
    ]  # fmt: skip
    with pytest.raises(
        BadWords, match=r"\(and 4 more: `python -m bot knowledge check` tells all\)"
    ):
        loaded(tmp_path, files)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadWords, match=r"kennis: this folder is not there; make it, or mend"):
        load_script(own=tmp_path / "kennis")


def test_our_own_lists_load_without_an_organisation() -> None:
    assert load_catalogue().categories["other"].name["en"] == "Something else"
