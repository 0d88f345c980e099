"""The register: which purchases somebody looks at, how they are listed, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from dialogs.ambition import level_name, level_said
from dialogs.board import SHOW
from dialogs.chances import chances_line, scan_of
from dialogs.messages import Button, Line, Link, Menu, Message, Option, Person, Value
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene

PAGE = 10
TITLE = 60
ANY = "any"
STATUSES = ("draft", "in_progress", "complete", "not_bought", "cancelled")
FAR_YEAR = 9999


@dataclass(frozen=True, slots=True)
class Filters:
    """Which purchases are wanted: empty is all of them. `after` is where a page begins, as
    `2027-01-31.42`: the day and the number of the last one before it."""

    status: str = ""
    category: str = ""
    department: str = ""
    level: str = ""
    overdue: str = ""
    lacking: str = ""
    board: str = ""
    after: str = ""

    def chosen(self, name: str, value: str) -> Filters:
        """After a choice in one of the menus: from the first page on."""
        names = {each.name for each in fields(self)} - {"after"}
        if name not in names:
            return self
        return replace(self, after="", **{name: "" if value == ANY else value})

    @property
    def begins(self) -> tuple[date, int] | None:
        """The day and the number after which the page begins; None for the first."""
        day, _, number = self.after.partition(".")
        try:
            return date.fromisoformat(day), int(number[:9])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Row:
    """One purchase as the register holds it; `link` is its conversation, where that can be opened.

    `urgent_on` is far away (year 9999) where nothing has to be done.
    """

    id: str
    title: str
    status: str
    owner: str
    category: str
    department: str
    level: int
    rank: int
    lacking: int
    board: str
    urgent_on: date
    link: str = ""

    @property
    def key(self) -> str:
        """Where the page after it begins."""
        return f"{self.urgent_on.isoformat()}.{int(self.id.partition('-')[2])}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the register; `more` when there is another after it."""

    rows: Sequence[Row]
    more: bool


def menus(scene: Scene, filters: Filters, departments: Sequence[str]) -> tuple[Menu, ...]:
    """The menus to choose by; a department is named by its place in the list."""
    categories = scene.script.catalogue.categories
    named: Mapping[str, Sequence[Option]] = {
        "status": [Option(key, scene.label(f"status.{key}")) for key in STATUSES],
        "category": [Option(key, each.name[scene.language]) for key, each in categories.items()],
        "department": [Option(str(place), name) for place, name in enumerate(departments)],
        "level": [Option(str(level), level_name(scene, level)) for level in range(4)],
    }
    return tuple(
        Menu(
            f"look/{name}",
            "",
            scene.label(f"register.{name}"),
            (Option(ANY, scene.label(f"register.any_{name}")), *options),
            chosen=getattr(filters, name) or ANY,
        )
        for name, options in named.items()
        if options
    )


def switches(scene: Scene, filters: Filters) -> tuple[Button, ...]:
    """The filters that are on or off."""
    made = []
    for name in ("overdue", "lacking"):
        on = bool(getattr(filters, name))
        label = scene.label(f"register.{name}_{'on' if on else 'off'}")
        made.append(
            Button("look", label, f"{name}/{ANY if on else 'yes'}", "primary" if on else "")
        )
    return tuple(made)


def pages(scene: Scene, filters: Filters, page: Page) -> tuple[Button, ...]:
    """The way to the first page and to the next."""
    first = Button("look", scene.label("register.first"), "page/first")
    found = (first,) if filters.after else ()
    if page.more:
        label = scene.label("register.next")
        found = (*found, Button("look", label, f"page/{page.rows[-1].key}", "primary"))
    return found


def card(scene: Scene, row: Row, about: Purchase) -> Message:
    """One purchase in the register, why it has its chances, and what can be done.

    `about` is the purchase with what was answered about its chances.
    """
    buttons = [Button("show_purchase", scene.label("register.show"), row.id)]
    if row.lacking:
        buttons.append(Button("owners", scene.label("owners.button"), row.id))
    if row.link:
        buttons.append(Button("open", scene.label("button.open"), row.id, url=row.link))
    why = (chances_line(scene, about),) if scan_of(scene, about).reasons else ()
    lines = (line(scene, row), _about(scene, row), *why)
    return Message("row", lines, buttons=tuple(buttons))


def board_card(scene: Scene, row: Row) -> Message:
    """One purchase that waits for the tenderboard, with the way to look at it."""
    look = Button(SHOW, scene.label("register.show"), row.id, "primary")
    return Message("row", (line(scene, row), _about(scene, row)), buttons=(look,))


def line(scene: Scene, row: Row) -> Line:
    """What it is, and when something must be done."""
    name: Value = Link(row.link, row.id) if row.link else row.id
    if row.urgent_on.year == FAR_YEAR:
        key = "quiet"
    else:
        key = "late" if row.urgent_on < scene.today else "due"
    return scene.say(
        f"register.line_{key}",
        id=name,
        title=shown(row.title, TITLE),
        status=scene.label(f"status.{row.status}"),
        day=scene.day(row.urgent_on) if key != "quiet" else "",
    )


def _about(scene: Scene, row: Row) -> Line:
    """Whose it is, its category, level and chances, and what is missing."""
    category = scene.script.catalogue.categories.get(row.category)
    parts = [category.name[scene.language] if category else row.category, row.department]
    parts.append(level_said(scene, row.level))
    if not row.rank:
        parts.append(scene.label("register.no_rank"))
    if row.lacking:
        key = "lacks_one" if row.lacking == 1 else "lacks"
        parts.append(scene.label(f"register.{key}").format(count=row.lacking))
    if row.board == "waiting":
        parts.append(scene.label("register.on_board"))
    about = " · ".join(part for part in parts if part)
    return scene.say("register.about", owner=Person(row.owner), about=about)
