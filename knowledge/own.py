"""What is held against each other in the folder of an organisation: every name leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.catalogue import Catalogue
from knowledge.fields import LANGUAGES
from knowledge.layers import parsed
from knowledge.library import KINDS, Library
from knowledge.problems import Problems
from knowledge.wording import PHRASES

LISTS = {
    "library": (*KINDS, "asked", "sources"),
    "catalogue": ("categories", "product_groups", "resources", "things"),
}
"""What may stand in two of the folders; in the others stands what stands in ours."""


def files(folder: Path) -> list[Path]:
    """Every file of knowledge in a folder; what begins with a dot is none."""
    found = (path for path in folder.rglob("*.toml") if path.is_file())
    return sorted(path for path in found if not any(
        part.startswith(".") for part in path.relative_to(folder).parts
    ))  # fmt: skip


def check_own(
    own: Path, ours: Path, library: Library, catalogue: Catalogue, problems: Problems
) -> None:
    """Notes what nothing reads, and each name in these files that leads nowhere."""
    known = library.entries.keys() | catalogue.resources.keys()
    for path in files(own):
        folder, name = path.parent.name, path.stem
        names = _names(folder, ours) if path.parent.parent == own else ()
        if name not in names:
            told = names or tuple(f"{each}/..." for each in (*LISTS, *LANGUAGES))
            problems.add_file(path, "no_such_file", names=", ".join(told))
            continue
        content = parsed(path, Problems())
        for keys, code, named in _named(folder, name, content):
            there = {"no_such_entry": known, "no_such_resource": catalogue.resources,
                     "no_such_category": catalogue.categories}[code]  # fmt: skip
            if named not in there:
                problems.add(path, keys, code, name=named)


def _names(folder: str, ours: Path) -> tuple[str, ...]:
    if folder in LANGUAGES:
        return tuple(sorted(path.stem for path in (ours / folder).glob("*.toml")))
    return LISTS.get(folder, ())


def _named(
    folder: str, name: str, content: Mapping[str, Any]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Whatever names something: the keys, what is wrong when it is not there, and the name."""
    for key, value in content.items():
        if not isinstance(value, Mapping):
            continue
        if name == "asked":
            yield (key,), "no_such_entry", key
        if folder == "library":
            for each in _texts(value.get("see")):
                yield (key, "see"), "no_such_entry", each
            if isinstance(value.get("category"), str):
                yield (key, "category"), "no_such_category", value["category"]
        elif folder == "catalogue":
            if isinstance(value.get("category"), str):
                yield (key, "category"), "no_such_category", value["category"]
            for each in _texts(value.get("fits")):
                yield (key, "fits"), "no_such_category", each
        elif name not in PHRASES:
            if isinstance(value.get("see"), str) and value["see"]:
                yield (key, "see"), "no_such_resource", value["see"]
            for each in _keys(value.get("examples")):
                yield (key, "examples", each), "no_such_category", each


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _keys(value: object) -> list[str]:
    return list(value) if isinstance(value, Mapping) else []
