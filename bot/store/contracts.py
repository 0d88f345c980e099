"""Contracts and their promises: read and written as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bot.store.assurance_tables import contracts, promises
from bot.store.database import Bound, Stale
from bot.store.purchases import number_of, short_id
from dialogs.contract import Contract, Promise
from knowledge.moments import Term

_OURS = contracts.c.workspace == sa.bindparam("ours")
_ONE = (
    sa.select(contracts)
    .where(_OURS, contracts.c.number == sa.bindparam("number"))
    .with_for_update()
)
_PROMISES = (
    sa.select(promises)
    .where(
        promises.c.workspace == sa.bindparam("ours"),
        promises.c.number == sa.bindparam("number"),
    )
    .order_by(promises.c.promise)
)
_MANY = sa.select(contracts).where(
    _OURS, contracts.c.number.between(sa.bindparam("first"), sa.bindparam("last"))
)
_PROMISES_OF_MANY = (
    sa.select(promises)
    .where(
        promises.c.workspace == sa.bindparam("ours"),
        promises.c.number.between(sa.bindparam("first"), sa.bindparam("last")),
    )
    .order_by(promises.c.number, promises.c.promise)
)
_KEPT = (
    "supplier", "reference", "starts_on", "ends_on", "extensions", "extended", "extension_months",
    "notice_months", "certificate_expires", "end_of_use", "ended_on", "ended_reason", "owner",
    "deputy", "offsets", "ladder_asked", "ladder_offered", "version", "updated_at",
)  # fmt: skip
_INSERT = sa.insert(contracts)
_UPDATE = (
    sa.update(contracts)
    .where(
        _OURS,
        contracts.c.number == sa.bindparam("at_number"),
        contracts.c.version == sa.bindparam("at_version"),
    )
    .values({name: sa.bindparam(f"new_{name}") for name in _KEPT})
)
_ADD_PROMISE = sa.insert(promises)
_CHANGE_PROMISE = (
    sa.update(promises)
    .where(
        promises.c.workspace == sa.bindparam("ours"),
        promises.c.number == sa.bindparam("at_number"),
        promises.c.promise == sa.bindparam("at_promise"),
    )
    .values(
        {
            name: sa.bindparam(f"new_{name}")
            for name in ("text", "owner", "deputy", "proof", "rhythm", "offered_to", "stopped")
        }
    )
)
_OF_PERSON = sa.union(
    sa.select(contracts.c.number).where(
        _OURS,
        sa.or_(
            contracts.c.owner == sa.bindparam("person"),
            contracts.c.deputy == sa.bindparam("person"),
        ),
    ),
    sa.select(promises.c.number).where(
        promises.c.workspace == sa.bindparam("ours"),
        sa.or_(
            promises.c.owner == sa.bindparam("person"),
            promises.c.deputy == sa.bindparam("person"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A contract as it is stored, and the version that a change builds on."""

    contract: Contract
    version: int


def load(bound: Bound, purchase: str) -> Kept | None:
    """The contract of a purchase, held for this transaction."""
    try:
        number = number_of(purchase)
    except ValueError:
        return None
    row = bound.run(_ONE, number=number).one_or_none()
    if row is None:
        return None
    return Kept(_contract(row, bound.run(_PROMISES, number=number).all()), row.version)


def of_purchases(bound: Bound, first: int, last: int) -> dict[int, Contract]:
    """The contracts of the purchases with these numbers, by number."""
    rows = bound.run(_MANY, first=first, last=last).all()
    made: dict[int, list[sa.Row[*tuple[Any, ...]]]] = {row.number: [] for row in rows}
    for promise in bound.run(_PROMISES_OF_MANY, first=first, last=last) if rows else ():
        made[promise.number].append(promise)
    return {row.number: _contract(row, made[row.number]) for row in rows}


def of_person(bound: Bound, person: str) -> list[str]:
    """The purchases in whose contract somebody is an owner or a deputy."""
    return [short_id(number) for number in bound.run(_OF_PERSON, person=person).scalars()]


def save(bound: Bound, before: Kept | None, contract: Contract, now: datetime) -> Kept:
    """Stores a contract with its promises; raises Stale when somebody was first."""
    if before and contract == before.contract:
        return before
    number = number_of(contract.purchase)
    version = before.version + 1 if before else 1
    values = _values(contract, version, now)
    if before is None:
        bound.run(_INSERT, number=number, created_at=now, **values)
    else:
        new = {f"new_{name}": values[name] for name in _KEPT}
        changed = bound.run(_UPDATE, at_number=number, at_version=before.version, **new)
        if changed.rowcount != 1:
            raise Stale(contract.purchase)
    _save_promises(bound, before.contract.promises if before else (), contract, number)
    return Kept(contract, version)


def _save_promises(
    bound: Bound, before: Iterable[Promise], contract: Contract, number: int
) -> None:
    known = {each.number: each for each in before}
    added = [each for each in contract.promises if each.number not in known]
    changed = [each for each in contract.promises if known.get(each.number, each) != each]
    if added:
        bound.run_many(
            _ADD_PROMISE,
            [{"number": number, "promise": each.number, **_promise(each)} for each in added],
        )
    if changed:
        rows: list[dict[str, object]] = [
            {
                "at_number": number,
                "at_promise": each.number,
                **{f"new_{name}": value for name, value in _promise(each).items()},
            }
            for each in changed
        ]
        bound.run_many(_CHANGE_PROMISE, [_without(row, "new_source") for row in rows])


def _without(row: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in row.items() if key != name}


def _promise(promise: Promise) -> dict[str, object]:
    return {
        "text": promise.text,
        "source": promise.source,
        "owner": promise.owner,
        "deputy": promise.deputy,
        "proof": promise.proof,
        "rhythm": promise.rhythm,
        "offered_to": promise.offered_to,
        "stopped": promise.stopped,
    }


def _values(contract: Contract, version: int, now: datetime) -> dict[str, Any]:
    term = contract.term
    return {
        "supplier": contract.supplier,
        "reference": contract.reference,
        "starts_on": term.start,
        "ends_on": term.end,
        "extensions": term.extensions,
        "extended": term.extended,
        "extension_months": term.extension_months,
        "notice_months": term.notice_months,
        "certificate_expires": term.certificate_expires,
        "end_of_use": term.end_of_use,
        "ended_on": term.ended,
        "ended_reason": contract.ended_reason,
        "owner": contract.owner,
        "deputy": contract.deputy,
        "offsets": dict(contract.offsets),
        "ladder_asked": contract.ladder_asked,
        "ladder_offered": contract.ladder_offered,
        "version": version,
        "updated_at": now,
    }


def _contract(row: sa.Row[*tuple[Any, ...]], found: Sequence[sa.Row[*tuple[Any, ...]]]) -> Contract:
    term = Term(
        start=row.starts_on,
        end=row.ends_on,
        extensions=row.extensions,
        extension_months=row.extension_months,
        notice_months=row.notice_months,
        certificate_expires=row.certificate_expires,
        end_of_use=row.end_of_use,
        ended=row.ended_on,
        extended=row.extended,
    )
    return Contract(
        purchase=short_id(row.number),
        supplier=row.supplier,
        reference=row.reference,
        term=term,
        owner=row.owner,
        deputy=row.deputy,
        offsets=row.offsets,
        promises=tuple(
            Promise(
                each.promise, each.text, each.source, each.owner, each.deputy, each.proof,
                each.rhythm, each.offered_to, each.stopped,
            )
            for each in found
        ),
        ended_reason=row.ended_reason,
        ladder_asked=row.ladder_asked,
        ladder_offered=row.ladder_offered,
    )  # fmt: skip
