"""The lists of the field as typed values: categories of purchases, and where to read on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict

from knowledge.fields import Address, in_both
from knowledge.layers import Layered, read_all
from knowledge.problems import Problems
from knowledge.recognising import recognise
from knowledge.things import Thing, read_things
from knowledge.thresholds import Kind
from knowledge.wording import KNOWLEDGE

CATALOGUE = KNOWLEDGE / "catalogue"
DEPTH = 2
"""An entry of an organisation takes the place of ours field by field, each field as a whole."""
REST = "other"
"""The category for what fits nowhere else; it stays the last."""
MOST = 100
"""So many categories fit in a menu."""

Named = Annotated[Mapping[str, str], AfterValidator(in_both(70))]
Told = Annotated[Mapping[str, str], AfterValidator(in_both(260))]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Scope = Literal["own_energy", "upstream", "downstream"]
"""Where a footprint falls: scope 1 and 2 (own energy, fleet, heating), or 3 before or after us."""
SCOPES: tuple[Scope, ...] = get_args(Scope)


class Category(_Entry):
    """A kind of purchase; `promising` where the source presentation calls it 'kansrijk'.

    `scope` is where most of its footprint falls; `kind` decides which European threshold holds.
    """

    name: Named
    promising: bool = False
    scope: Scope = "upstream"
    kind: Kind = "supplies_services"
    words: Sequence[str] = ()


class ProductGroup(_Entry):
    """A product group of the national criteria tool, and the words by which it is recognised."""

    name: Named
    category: str
    words: Sequence[str] = ()


class Theme(_Entry):
    """A theme of the presentation, to tick beside the ambition level; what is meant by it.

    `goals` are what it comes to in the open data: codes of OCDS's list `sustainabilityGoal`.
    """

    name: Named
    meaning: Told
    goals: Sequence[str] = ()


class Resource(_Entry):
    """A tool or guide that helps: where it is, what for, and when a person last looked.

    `use` and `avoid` say when it fits and when it does not; `language` what it is written in.
    """

    title: Named
    url: Address
    helps: Told
    use: Told = {}
    avoid: Told = {}
    language: Sequence[str] = ()
    words: Mapping[str, Sequence[str]] = {}
    fits: Sequence[str] = ()
    checked: date


class Catalogue(_Entry):
    """The categories, product groups, themes, resources and things, by key, as their files go."""

    categories: Mapping[str, Category]
    product_groups: Mapping[str, ProductGroup] = {}
    themes: Mapping[str, Theme] = {}
    resources: Mapping[str, Resource]
    things: Mapping[str, Thing] = {}

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


def load_catalogue(folder: Path = CATALOGUE, own: Path | None = None) -> Catalogue:
    """The lists in a folder, with those of an organisation over them; raises BadWords."""
    problems = Problems()
    catalogue = read_catalogue(folder, own, problems)
    problems.stop()
    return catalogue


def read_catalogue(folder: Path, own: Path | None, problems: Problems) -> Catalogue:
    """The same; what is wrong is noted in `problems`, and left out."""

    def layered(name: str) -> Layered:
        return Layered(folder / f"{name}.toml", own and own / f"{name}.toml", problems, DEPTH)

    file = layered("categories")
    categories = read_all(file, Category, problems)
    if REST in categories:
        categories[REST] = categories.pop(REST)
    for key in list(categories)[MOST:]:
        problems.add(file.where((key,)), (key,), "no_category_left", count=str(MOST))
    groups = read_all(layered("product_groups"), ProductGroup, problems)
    return Catalogue(
        categories=categories,
        product_groups=groups,
        themes=read_all(layered("themes"), Theme, problems),
        resources=read_all(layered("resources"), Resource, problems),
        things=read_things(layered("things"), groups, problems),
    )
