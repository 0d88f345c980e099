"""The same purchases as tables: which columns there are, of what kind, and what stands in them.

The headers are in knowledge/nl/export.toml; docs/exports.md tells what each column means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.exports.json_export import ExportedPurchase
from bot.exports.labels import Labels
from dialogs.success import KINDS

Kind = Literal["short", "text", "long", "number", "amount", "euros", "date", "moment"]
"""short, text and long differ in width only; a number is whole, an amount need not be; a moment
is a day and a time."""
Cell = str | int | float | date | datetime | None
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the key of its name, its columns in order, and its rows for a purchase."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    rows: Callable[[Labels, ExportedPurchase], Iterator[Row]]

    def headers(self, labels: Labels) -> list[str]:
        """What the columns are called."""
        return [labels.word(f"column.{key}") for key, _ in self.columns]


def _purchase(labels: Labels, purchase: ExportedPurchase) -> Iterator[Row]:
    least, most = labels.bands.get(purchase.value_band or "", (None, None))
    contract = purchase.contract
    points = [each for each in purchase.open_points if each.status == "open"]
    yield (
        purchase.id, purchase.title, purchase.description or None,
        labels.category(purchase.category), labels.of("status", purchase.status), purchase.owner,
        purchase.department, labels.choice("intake.value", purchase.value_band), least, most,
        purchase.wanted, labels.yes_or_no(purchase.framework_agreement),
        purchase.ambition_level, labels.reason(purchase), purchase.weight,
        labels.listed(purchase.themes),
        labels.of("chances", f"rank_{purchase.opportunity.rank}"), purchase.opportunity.points,
        purchase.owners.why, purchase.owners.how,
        len(purchase.answers), len(points), min((each.due for each in points), default=None),
        contract.supplier if contract else None, contract.start if contract else None,
        contract.end if contract else None, len(contract.promises) if contract else None,
        labels.local(purchase.created_at), labels.local(purchase.updated_at), purchase.workspace,
    )  # fmt: skip


def _answers(labels: Labels, purchase: ExportedPurchase) -> Iterator[Row]:
    for each in purchase.answers:
        yield (
            purchase.id, purchase.title, each.question, labels.question(each.question),
            labels.choice(each.question, each.choice), each.explanation, each.responsible,
            labels.of("export", each.responsible_kind), each.due, each.year, each.answered_by,
            labels.local(each.answered_at), each.revision, purchase.workspace,
        )  # fmt: skip


def _promises(labels: Labels, purchase: ExportedPurchase) -> Iterator[Row]:
    contract = purchase.contract
    if contract is None:
        return
    for each in contract.promises:
        yield (
            purchase.id, purchase.title, contract.supplier, each.number, each.text,
            labels.question(each.source), each.owner, each.deputy, each.proof,
            labels.of("rhythm", each.rhythm), each.stopped, purchase.workspace,
        )  # fmt: skip


def _moments(labels: Labels, purchase: ExportedPurchase) -> Iterator[Row]:
    for each in purchase.reminders:
        yield (
            purchase.id, purchase.title, each.on, labels.of("moment", each.kind), each.promise,
            labels.question(each.question), each.owner, labels.of("ledger", each.state),
            labels.local(each.due_at), len(each.told), labels.of("export", each.answer),
            each.answered_by, labels.local(each.answered_at), each.next_step, len(each.evidence),
            purchase.workspace,
        )  # fmt: skip


def _themes(labels: Labels, purchase: ExportedPurchase) -> Iterator[Row]:
    for key in dict.fromkeys((*purchase.themes, *purchase.web)):
        level, target = purchase.web.get(key), labels.targets.get(key)
        yield (
            purchase.id, purchase.title, labels.theme(key),
            labels.yes_or_no(key in purchase.themes), level,
            labels.word(f"web.level_{level or 0}"), target, purchase.workspace,
        )  # fmt: skip


def _successes(labels: Labels, purchase: ExportedPurchase) -> Iterator[Row]:
    for each in purchase.successes:
        amounts = {it.kind: it.amount for it in each.achieved}
        yield (
            purchase.id, purchase.title, each.title, each.story,
            labels.theme(each.theme) if each.theme else None,
            *(amounts.get(kind) for kind in KINDS), ", ".join(each.people) or None,
            each.posted_by, labels.local(each.posted_at), each.cheers, purchase.workspace,
        )  # fmt: skip


def _lessons(labels: Labels, purchase: ExportedPurchase) -> Iterator[Row]:
    for each in purchase.lessons:
        yield (
            purchase.id, purchase.title, labels.category(each.category),
            labels.question(each.question), each.expected, each.happened, each.differently,
            each.author, each.told_on, purchase.workspace,
        )  # fmt: skip


PURCHASES = Table(
    "purchases",
    (
        ("purchase", "short"), ("title", "text"), ("description", "long"), ("category", "text"),
        ("status", "short"), ("owner", "short"), ("department", "text"), ("value", "text"),
        ("value_from", "euros"), ("value_to", "euros"), ("wanted", "date"),
        ("framework", "short"), ("level", "number"), ("level_reason", "long"),
        ("weight", "number"), ("themes", "text"), ("rank", "text"), ("points", "number"),
        ("owner_why", "short"), ("owner_how", "short"), ("answered", "number"),
        ("open_points", "number"), ("first_open", "date"), ("supplier", "text"),
        ("contract_start", "date"), ("contract_end", "date"), ("promises", "number"),
        ("created", "moment"), ("updated", "moment"), ("workspace", "short"),
    ),
    _purchase,
)  # fmt: skip
ANSWERS = Table(
    "answers",
    (
        ("purchase", "short"), ("title", "text"), ("question", "short"),
        ("question_name", "text"), ("choice", "text"), ("explanation", "long"),
        ("responsible", "text"), ("responsible_kind", "short"), ("due", "date"),
        ("year", "number"), ("answered_by", "short"), ("answered_at", "moment"),
        ("revision", "number"), ("workspace", "short"),
    ),
    _answers,
)  # fmt: skip
PROMISES = Table(
    "promises",
    (
        ("purchase", "short"), ("title", "text"), ("supplier", "text"), ("number", "number"),
        ("promise", "long"), ("question_name", "text"), ("owner", "short"), ("deputy", "short"),
        ("proof", "text"), ("rhythm", "text"), ("stopped", "text"), ("workspace", "short"),
    ),
    _promises,
)  # fmt: skip
MOMENTS = Table(
    "moments",
    (
        ("purchase", "short"), ("title", "text"), ("day", "date"), ("moment", "text"),
        ("number", "number"), ("question_name", "text"), ("owner", "short"),
        ("state", "short"), ("next_message", "moment"), ("messages", "number"),
        ("answer", "short"), ("answered_by", "short"), ("answered_at", "moment"),
        ("next_step", "long"), ("evidence", "number"), ("workspace", "short"),
    ),
    _moments,
)  # fmt: skip
THEMES = Table(
    "themes",
    (
        ("purchase", "short"), ("title", "text"), ("theme", "text"), ("ticked", "short"),
        ("web_level", "number"), ("web_name", "text"), ("web_target", "number"),
        ("workspace", "short"),
    ),
    _themes,
)  # fmt: skip
_AMOUNTS: Mapping[str, Kind] = {"money": "euros", "pieces": "number", "jobs": "number"}
SUCCESSES = Table(
    "successes",
    (
        ("purchase", "short"), ("title", "text"), ("success", "text"), ("story", "long"),
        ("theme", "text"), *((f"achieved_{kind}", _AMOUNTS.get(kind, "amount")) for kind in KINDS),
        ("people", "text"), ("posted_by", "short"), ("posted_at", "moment"), ("cheers", "number"),
        ("workspace", "short"),
    ),
    _successes,
)  # fmt: skip
LESSONS = Table(
    "lessons",
    (
        ("purchase", "short"), ("title", "text"), ("category", "text"), ("question_name", "text"),
        ("expected", "long"), ("happened", "long"), ("differently", "long"),
        ("author", "short"), ("told_on", "date"), ("workspace", "short"),
    ),
    _lessons,
)  # fmt: skip
TABLES = (PURCHASES, ANSWERS, PROMISES, MOMENTS, THEMES, SUCCESSES, LESSONS)
