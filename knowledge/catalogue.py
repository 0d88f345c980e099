"""The lists of the field as typed values: categories of purchases, and where to read on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from knowledge.recognising import recognise
from knowledge.wording import KNOWLEDGE


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Category(_Entry):
    """A kind of purchase; `promising` where the source presentation calls it 'kansrijk'."""

    name: Mapping[str, str]
    promising: bool = False
    words: Sequence[str] = ()


class ProductGroup(_Entry):
    """A product group of the national criteria tool, and the words by which it is recognised."""

    name: Mapping[str, str]
    category: str
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
    """The categories, product groups and resources, by key, in the order of their files."""

    categories: Mapping[str, Category]
    product_groups: Mapping[str, ProductGroup] = {}
    resources: Mapping[str, Resource]

    def suggest(self, text: str) -> str | None:
        """The category that a description most likely belongs to; None when no word of it fits.

        The words of product groups and of categories count alike.
        """
        known = [
            *((key, category.words) for key, category in self.categories.items()),
            *((group.category, group.words) for group in self.product_groups.values()),
        ]
        return recognise(text, known)

    def group_of(self, text: str, category: str | None = None) -> str | None:
        """The product group that a description most likely belongs to, within its category."""
        category = category or self.suggest(text)
        known = [
            (key, group.words)
            for key, group in self.product_groups.items()
            if group.category == category
        ]
        return recognise(text, known)

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
