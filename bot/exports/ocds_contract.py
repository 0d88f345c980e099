"""The contract of a purchase in the open data: its supplier, the award, and its days."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time, tzinfo

from bot.exports.json_export import ExportedPurchase

Json = dict[str, object]
_LAST_SECOND = time(23, 59, 59)


def suppliers(purchase: ExportedPurchase) -> list[Json]:
    """The party that supplies; none without a contract."""
    return [{**each, "roles": ["supplier"]} for each in _supplier(purchase)]


def awards(purchase: ExportedPurchase, zone: tzinfo) -> list[Json]:
    """The award that the contract came of: a contract cannot be told of without one."""
    if purchase.contract is None:
        return []
    return [
        {
            "id": _award(purchase),
            "status": "active",
            "suppliers": _supplier(purchase),
            "contractPeriod": _period(purchase.contract.start, purchase.contract.end, zone),
        }
    ]


def contracts(purchase: ExportedPurchase, today: date, zone: tzinfo, title: str) -> list[Json]:
    """The contract, with the last day on which it stands or stood."""
    contract = purchase.contract
    if contract is None:
        return []
    last = contract.ended or contract.end
    status = "terminated" if last < today else "pending" if today < contract.start else "active"
    return [
        {
            "id": f"{purchase.id}-contract",
            "awardID": _award(purchase),
            "title": title,
            "status": status,
            "period": _period(contract.start, last, zone),
        }
    ]


def _award(purchase: ExportedPurchase) -> str:
    return f"{purchase.id}-award"


def _supplier(purchase: ExportedPurchase) -> list[Json]:
    """The supplier by name: we know no number of it, so its id is made of that name."""
    if purchase.contract is None:
        return []
    name = purchase.contract.supplier
    known = hashlib.sha256(" ".join(name.casefold().split()).encode()).hexdigest()[:12]
    return [{"id": f"supplier-{known}", "name": name}]


def _period(first: date, last: date, zone: tzinfo) -> Json:
    """From the first second of a day to the last of another."""
    begins = datetime.combine(first, time(), zone)
    return {
        "startDate": begins.isoformat(),
        "endDate": datetime.combine(max(first, last), _LAST_SECOND, zone).isoformat(),
    }
