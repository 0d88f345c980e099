"""Everything stored about purchases as JSON; the schema is generated from these models."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Literal

from bot.exports.ambition import (
    ExportedOpportunity,
    ExportedOwners,
    opportunity,
    owners,
    web,
)
from bot.exports.assurance import ExportedContract, ExportedReminder, contract, reminder
from bot.exports.board import ExportedRound, exported_round
from bot.exports.celebrated import ExportedSuccess, exported_success
from bot.exports.exported import Exported, utc
from bot.exports.lesson import ExportedLesson, exported_lesson
from bot.store.reading import Stored
from dialogs.ambition import REQUEST, department_of, level_of, ticked
from dialogs.open_points import open_points
from dialogs.progress import applying
from dialogs.purchase import SKIPPED, UNKNOWN, Answer, Purchase, Status
from dialogs.reading import PARTY, PERSON
from dialogs.scene import Scene
from dialogs.script import Asked
from knowledge.ambition import Level, Reason

VERSION: Literal[1] = 1
NOT_KNOWN = "unknown"


class ExportedAnswer(Exported):
    """The newest answer to one question; `revision` counts how often it was answered or changed.

    Only what applies to the choice as it is now; what was said before is in the history.
    `responsible` is a Slack user id when `responsible_kind` is `colleague`, the name of a company
    when it is `outside`. `choice` is `unknown` when somebody did not know yet.
    """

    question: str
    choice: str | None
    explanation: str | None
    responsible: str | None
    responsible_kind: Literal["colleague", "outside"] | None
    due: date | None
    year: int | None
    answered_by: str
    answered_at: datetime
    revision: int


class ExportedRevision(Exported):
    """One part of one answer as it was given at some time; `value` is null when it was skipped."""

    question: str
    part: str
    value: str | None
    answered_by: str
    answered_at: datetime
    revision: int


class ExportedOpenPoint(Exported):
    """Work that is left: always with an owner (Slack user id) and a date.

    `ended` when the purchase ended before it was done.
    """

    question: str
    owner: str
    due: date
    status: Literal["open", "ended"]


class ExportedPurchase(Exported):
    """One purchase. `contract`, `reminders`, `successes` and `lessons` are empty until
    there are any.

    `ambition_level` follows from what is asked of the market, by the organisation's own border, and
    `ambition_reason` is the rule by which it did; `weight` is that of the award criterion in
    percent. `themes` are those that were ticked; `web` is how far it goes on the ambition web, by
    theme: another scale. `reminders` are the ledger: every moment at which we come back to it, by
    day; `board` holds its rounds on the tenderboard; `successes` are those that are posted.
    """

    id: str
    workspace: str
    title: str
    description: str
    category: str | None
    value_band: str | None
    wanted: date | None
    framework_agreement: bool | None
    status: Status
    owner: str
    created_at: datetime
    updated_at: datetime
    department: str | None
    ambition_level: Level | None
    ambition_reason: Reason
    weight: int | None
    themes: list[str]
    web: dict[str, Level]
    opportunity: ExportedOpportunity
    owners: ExportedOwners
    answers: list[ExportedAnswer]
    open_points: list[ExportedOpenPoint]
    history: list[ExportedRevision]
    contract: ExportedContract | None
    reminders: list[ExportedReminder]
    board: list[ExportedRound]
    successes: list[ExportedSuccess]
    lessons: list[ExportedLesson]


class Export(Exported):
    """The whole file."""

    version: Literal[1]
    generated_at: datetime
    purchases: list[ExportedPurchase]


def schema() -> str:
    """The JSON Schema of the export."""
    return json.dumps(Export.model_json_schema(), indent=2, ensure_ascii=False)


def export(purchases: Iterable[ExportedPurchase], now: datetime) -> Iterator[str]:
    """The export in pieces of text, one purchase at a time."""
    yield f'{{"version": {VERSION}, "generated_at": "{now.astimezone(UTC).isoformat()}", '
    yield '"purchases": ['
    between = "\n"
    for each in purchases:
        yield between + each.model_dump_json()
        between = ",\n"
    yield "\n]}\n"


def exported(scene: Scene, workspace: str, stored: Stored) -> ExportedPurchase:
    """One purchase as it is exported; the policy of the scene tells where the levels lie."""
    purchase = stored.held.purchase
    level = level_of(scene, purchase)
    weight = purchase.value(REQUEST, "weight")
    framework = purchase.value("intake.framework", "choice")
    points = open_points(scene.script, purchase, scene.zone)
    point_status: Literal["open", "ended"] = "ended" if purchase.closed else "open"
    return ExportedPurchase(
        id=purchase.id,
        workspace=workspace,
        title=purchase.title,
        description=purchase.description,
        category=purchase.category,
        value_band=purchase.value("intake.value", "choice") or None,
        wanted=_day(purchase.value("intake.wanted", "date")),
        framework_agreement=framework == "yes" if framework else None,
        status=purchase.status,
        owner=purchase.owner,
        created_at=utc(purchase.created_at),
        updated_at=utc(purchase.updated_at),
        department=department_of(purchase) or None,
        ambition_level=level.level,
        ambition_reason=level.reason,
        weight=int(weight) if weight.isdecimal() else None,
        themes=list(ticked(purchase)),
        web=web(purchase),
        opportunity=opportunity(scene, purchase),
        owners=owners(scene, purchase, stored.gone),
        answers=[
            _answer(purchase, asked)
            for asked in scene.script.counted
            if purchase.answers.get(asked.id)
        ],
        open_points=[
            ExportedOpenPoint(
                question=point.question, owner=point.owner, due=point.due, status=point_status
            )
            for point in points
        ],
        history=[_revision(question, part, answer) for question, part, answer in stored.revisions],
        contract=contract(stored.contract) if stored.contract else None,
        reminders=[reminder(entry) for entry in stored.ledger],
        board=[exported_round(scene, each) for each in stored.rounds],
        successes=[exported_success(each) for each in stored.successes],
        lessons=[exported_lesson(each) for each in stored.lessons],
    )


def _answer(purchase: Purchase, asked: Asked) -> ExportedAnswer:
    given = purchase.answers[asked.id]
    values = _known(asked, purchase.values(asked.id))
    newest = max(given.values(), key=lambda answer: answer.at)
    responsible = values.get("responsible", "")
    year = values.get("year", "")
    return ExportedAnswer(
        question=asked.id,
        choice=values.get("choice"),
        explanation=values.get("explanation"),
        responsible=responsible.removeprefix(PERSON).removeprefix(PARTY) or None,
        responsible_kind=_kind(responsible),
        due=_day(values.get("due", "")),
        year=int(year) if year.isdecimal() else None,
        answered_by=newest.by,
        answered_at=utc(newest.at),
        revision=max(answer.revision for answer in given.values()),
    )


def _known(asked: Asked, values: Mapping[str, str]) -> dict[str, str]:
    """The values of the parts that apply now; of what is not known yet only the choice."""
    apply_now = {part.name for part in applying(asked, values)}
    return {
        part: NOT_KNOWN if value == UNKNOWN else value
        for part, value in values.items()
        if part in apply_now and value != SKIPPED and (value != UNKNOWN or part == "choice")
    }


def _kind(responsible: str) -> Literal["colleague", "outside"] | None:
    if responsible.startswith(PERSON):
        return "colleague"
    return "outside" if responsible.startswith(PARTY) else None


def _revision(question: str, part: str, answer: Answer) -> ExportedRevision:
    return ExportedRevision(
        question=question,
        part=part,
        value=_written(answer) or None,
        answered_by=answer.by,
        answered_at=utc(answer.at),
        revision=answer.revision,
    )


def _written(answer: Answer) -> str:
    """A value as it is exported; empty when it was skipped."""
    return NOT_KNOWN if answer.value == UNKNOWN else answer.value


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
