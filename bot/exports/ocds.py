"""Purchases as open data: a release package of the Open Contracting Data Standard, version 1.1.

A release for each purchase, as it stands now, with the sustainability extension. No people: not
their ids, and nothing that was answered in their own words. docs/exports.md tells what becomes
what, and why.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.exports.json_export import ExportedPurchase
from bot.exports.labels import Labels
from bot.exports.ocds_contract import awards, contracts, suppliers
from knowledge.ambition import Reason

Json = dict[str, object]

LOCAL_PREFIX = "ocds-inkoopmaatje"
"""Where no prefix was registered: longer than a registered one, so it can never be somebody's."""
EXTENSIONS = (
    "https://raw.githubusercontent.com/open-contracting-extensions/"
    "ocds_sustainability_extension/master/extension.json",
)
SPECIFICATIONS, CRITERIA = "technicalSpecifications", "awardCriteria"
CONDITIONS = "contractPerformanceConditions"
STRATEGIES: Mapping[Reason, tuple[str, ...]] = {
    "unknown": (), "nothing": (), "only_requirements": (SPECIFICATIONS,),
    "only_criterion": (CRITERIA,), "no_weight": (SPECIFICATIONS, CRITERIA),
    "below": (SPECIFICATIONS, CRITERIA), "from": (SPECIFICATIONS, CRITERIA),
}  # fmt: skip
"""From what is asked of the market, and so from the level, to the extension's strategies."""
_PERSONAL = re.compile(
    r"<[@!#][^>]*>|\b[UW](?=[A-Z0-9]*\d)[A-Z0-9]{8,20}\b|[^\s@<>|:]+@[^\s@<>|]+\.[^\s@<>|]+"
)
"""A mention, the id of a person, or an e-mail address in a title."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: the organisation's name, its ocid prefix, and the goals of each theme."""

    name: str
    prefix: str
    goals: Mapping[str, Sequence[str]]


def export(
    labels: Labels, purchases: Iterable[ExportedPurchase], publisher: Publisher, now: datetime
) -> Iterator[str]:
    """The package in pieces of text, one release at a time."""
    at = now.astimezone(UTC).replace(microsecond=0)
    package: Json = {
        # Nobody can look it up, but no other package has it: the standard asks for a URI.
        "uri": uuid.uuid5(uuid.NAMESPACE_URL, f"{publisher.prefix} {at.isoformat()}").urn,
        "version": "1.1",
        "extensions": list(EXTENSIONS),
        "publishedDate": at.isoformat(),
        "publisher": {"name": publisher.name},
    }
    yield f'{_json(package)[:-1]}, "releases": ['
    between = "\n"
    for purchase in purchases:
        yield between + _json(release(labels, purchase, publisher, at))
        between = ",\n"
    yield "\n]}\n"


def release(labels: Labels, purchase: ExportedPurchase, publisher: Publisher, at: datetime) -> Json:
    """One purchase as it stood at a moment."""
    buyer: Json = {"id": purchase.workspace, "name": publisher.name}
    today = at.astimezone(labels.zone).date()
    return _filled(
        {
            "ocid": f"{publisher.prefix}-{purchase.workspace}-{purchase.id}",
            "id": f"{purchase.id}-{at:%Y%m%dT%H%M%SZ}",
            "date": at.isoformat(),
            "tag": [_tag(purchase, today)],
            "initiationType": "tender",
            "language": labels.language,
            "parties": [{**buyer, "roles": ["buyer"]}, *suppliers(purchase)],
            "buyer": buyer,
            "tender": _tender(labels, purchase, publisher.goals),
            "awards": awards(purchase, labels.zone),
            "contracts": contracts(purchase, today, labels.zone, anonymous(purchase.title)),
        }
    )


def anonymous(title: str) -> str:
    """A title without mentions of people, their ids, and e-mail addresses."""
    return _PERSONAL.sub("…", title)


def _tag(purchase: ExportedPurchase, today: date) -> str:
    """What the release tells of."""
    contract = purchase.contract
    if contract:
        over = (contract.ended or contract.end) < today
        return "contractTermination" if over else "contract"
    if purchase.status in ("not_bought", "cancelled"):
        return "tenderCancellation"
    return "tender" if purchase.status == "complete" else "planning"


def _status(purchase: ExportedPurchase) -> str:
    """How far the tender is; nobody tells us when it is out, so never `active`."""
    if purchase.contract:
        return "complete"
    if purchase.status in ("not_bought", "cancelled"):
        return "cancelled"
    return "planned" if purchase.status == "complete" else "planning"


def _tender(labels: Labels, purchase: ExportedPurchase, goals: Mapping[str, Sequence[str]]) -> Json:
    least, most = labels.bands.get(purchase.value_band or "", (None, None))
    category = labels.category(purchase.category)
    level = labels.word(f"level.{purchase.ambition_level or 0}")
    words = labels.word("export.tender")
    tender: Json = {
        "id": purchase.id,
        "title": anonymous(purchase.title),
        "description": words.format(category=category, level=level) if category else None,
        "status": _status(purchase),
        "items": [_item(purchase.category, category)] if purchase.category else None,
        "minValue": _euros(least),
        "value": _euros(most),
        "contractPeriod": _from(purchase.wanted, labels),
        "hasSustainability": has_sustainability(purchase),
        "sustainability": sustainability(labels, purchase, goals),
    }
    return _filled(tender)


def _item(key: str, name: str | None) -> Json:
    """What is bought is known by its category only, in our own list."""
    about: Json = {"scheme": "inkoopmaatje", "id": key, "description": name}
    return {"id": "1", "description": name, "classification": about}


def _euros(amount: int | None) -> Json | None:
    """Where a band begins or ends; what begins at nothing or has no end says nothing of it."""
    return {"amount": amount, "currency": "EUR"} if amount else None


def _from(wanted: date | None, labels: Labels) -> Json | None:
    if wanted is None:
        return None
    return {"startDate": datetime.combine(wanted, time(), labels.zone).isoformat()}


def has_sustainability(purchase: ExportedPurchase) -> bool | None:
    """Whether sustainability plays a part; None as long as nobody said so."""
    if purchase.themes or purchase.web or STRATEGIES[purchase.ambition_reason]:
        return True
    return False if purchase.ambition_reason == "nothing" else None


def sustainability(
    labels: Labels, purchase: ExportedPurchase, goals: Mapping[str, Sequence[str]]
) -> list[Json]:
    """What is pursued and by what means: an entry for each goal of each theme.

    A theme of the organisation itself has no goal in the list of the extension: it is described.
    """
    strategies = list(STRATEGIES[purchase.ambition_reason])
    if purchase.contract and any(not each.stopped for each in purchase.contract.promises):
        strategies.append(CONDITIONS)
    entries: list[Json] = []
    for theme in dict.fromkeys((*purchase.themes, *purchase.web)):
        name = labels.theme(theme)
        for goal in goals.get(theme) or (None,):
            entries.append(_filled({"goal": goal, "description": name, "strategies": strategies}))
    return entries or ([{"strategies": strategies}] if strategies else [])


def _filled(given: Json) -> Json:
    """Only what says something: the standard has no empty values."""
    return {key: value for key, value in given.items() if value is not None and value != []}


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)
