"""The lists of the field as typed values: categories of purchases, and where to read on."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.wording import KNOWLEDGE


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Category(_Entry):
    """A kind of purchase; `promising` where the source presentation calls it 'kansrijk'."""

    name: Mapping[str, str]
    promising: bool = False
    words: Sequence[str] = ()


class Resource(_Entry):
    """A tool or guide that helps: where it is, what for, and when a person last looked.

    `use` and `avoid` say when it fits and when it does not; `language` what it is written in.
    """

    title: Mapping[str, str]
    url: str
    helps: Mapping[str, str]
    use: Mapping[str, str] = {}
    avoid: Mapping[str, str] = {}
    language: Sequence[str] = ()
    words: Mapping[str, Sequence[str]] = {}
    fits: Sequence[str] = ()
    checked: date


class Catalogue(_Entry):
    """The categories and resources, by key, in the order of their files."""

    categories: Mapping[str, Category]
    resources: Mapping[str, Resource]

    def suggest(self, text: str) -> str | None:
        """The category that a description most likely belongs to; None when no word of it fits.

        The longest fitting word decides: 'zonnepanelen' says more than 'dak'.
        """
        tokens = re.findall(r"[a-z0-9]+", _plain(text))
        best, length = None, 0
        for key, category in self.categories.items():
            for word in category.words:
                if len(word) > length and _occurs(_plain(word), tokens):
                    best, length = key, len(word)
        return best

    def fitting(self, category: str | None) -> Sequence[str]:
        """The keys of the resources that fit a category, most particular first."""
        return tuple(key for key, resource in self.resources.items() if category in resource.fits)


def load_catalogue(folder: Path = KNOWLEDGE / "catalogue") -> Catalogue:
    """The lists in a folder, one TOML file each; pydantic's ValidationError says what is off."""
    return Catalogue.model_validate(
        {
            path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
            for path in folder.glob("*.toml")
        }
    )


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _occurs(word: str, tokens: Sequence[str]) -> bool:
    """Whether a word stands in the text: alone, in front of a compound, or at its end."""
    if " " in word:
        return f" {word} " in f" {' '.join(tokens)} "
    if len(word) < 4:
        return word in tokens
    return any(
        token.startswith(word) or token.endswith((word, f"{word}s", f"{word}en"))
        for token in tokens
    )
