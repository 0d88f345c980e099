"""Finds again what the organisation has and bought: by the terms under which that is kept.

However much there is, the newest of each sort are looked at, in as many queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from bot.store import people, spares
from bot.store.assurance_tables import moments
from bot.store.celebrating_tables import recalled
from bot.store.celebrating_tables import spares as offers
from bot.store.database import Bound
from bot.store.tables import answers, purchases
from dialogs.memory import ARRANGED_FOR, BOUGHT, RECENT, SPARE, USED, WITHOUT, Known, Sort
from dialogs.sparing import OFFERED

MOST = 60
"""So many of each sort are looked at: those with most terms in common, then the newest."""

_R = recalled.c
_FORGET = sa.delete(recalled).where(
    _R.workspace == sa.bindparam("ours"),
    _R.ref == sa.bindparam("at_ref"),
    _R.kind != SPARE,
)
_FORGET_SPARE = sa.delete(recalled).where(
    _R.workspace == sa.bindparam("ours"), _R.ref == sa.bindparam("at_ref"), _R.kind == SPARE
)
_KEEP = sa.insert(recalled)
_KINDS = sa.select(_R.kind).where(
    _R.workspace == sa.bindparam("ours"), _R.ref == sa.bindparam("at_ref")
)
_PURCHASES = sa.select(
    purchases.c.number,
    purchases.c.title,
    purchases.c.owner,
    purchases.c.status,
    purchases.c.created_at,
).where(
    purchases.c.workspace == sa.bindparam("ours"),
    purchases.c.number.in_(sa.bindparam("numbers", expanding=True)),
)
_ANY_OFFERS = sa.select(offers.c.id, offers.c.text, offers.c.owner, offers.c.offered_at).where(
    offers.c.workspace == sa.bindparam("ours"),
    offers.c.id.in_(sa.bindparam("ids", expanding=True)),
    offers.c.number.is_(None),
)
_OFFERS = _ANY_OFFERS.where(offers.c.state.in_(OFFERED))
_HOW = (
    sa.select(answers.c.number, answers.c.value)
    .where(
        answers.c.workspace == sa.bindparam("ours"),
        answers.c.question == "circularity.1",
        answers.c.part == "choice",
        answers.c.number.in_(sa.bindparam("numbers", expanding=True)),
    )
    .order_by(answers.c.revision)
)
_TOLD = (
    sa.select(moments.c.number, moments.c.answer, moments.c.answered_at)
    .where(
        moments.c.workspace == sa.bindparam("ours"),
        moments.c.number.in_(sa.bindparam("numbers", expanding=True)),
        moments.c.kind == "end_of_use",
        moments.c.state == "answered",
    )
    .order_by(moments.c.answered_at)
)


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept under the terms of a text: purchases by number, and offers by id."""

    spare: Sequence[int]
    used: Mapping[int, str]
    bought: Sequence[int]
    without: Sequence[int]


def keep(bound: Bound, number: int, kinds: Iterable[str], terms: Iterable[str]) -> None:
    """Keeps a purchase under these terms, and under no others."""
    bound.run(_FORGET, at_ref=number)
    _keep(bound, number, kinds, terms)


def keep_spare(bound: Bound, id: int, terms: Iterable[str]) -> None:
    """The same of an offer; without terms it is not found any more."""
    bound.run(_FORGET_SPARE, at_ref=id)
    _keep(bound, id, (SPARE,), terms)


def _keep(bound: Bound, ref: int, kinds: Iterable[str], terms: Iterable[str]) -> None:
    terms = sorted(terms)
    rows: list[dict[str, object]] = [
        {"term": term, "kind": kind, "ref": ref} for kind in sorted(kinds) for term in terms
    ]
    if rows:
        bound.run_many(_KEEP, rows)


def find(bound: Bound, terms: Iterable[str], years: tuple[int, int]) -> Found:
    """What shares a term with a text; of what is used, what ends in these years."""
    named = {f"term_{place}": term for place, term in enumerate(sorted(terms))}
    if not named:
        return Found((), {}, (), ())
    hits: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    until: dict[int, str] = {}
    first, last = (f"{USED}{year:04d}" for year in years)
    rows = bound.run(_find(len(named)), **named, first=first, last=last, most=MOST)
    for kind, ref in rows:
        sort = USED if kind.startswith(USED) else kind
        hits[sort][ref] += 1
        if sort == USED:
            until[ref] = kind.removeprefix(USED)
    used = _most(hits[USED])
    return Found(
        _most(hits[SPARE]), {ref: until[ref] for ref in used}, _most(hits[BOUGHT]),
        _most(hits[WITHOUT]),
    )  # fmt: skip


@cache
def _find(count: int) -> sa.CompoundSelect[Any]:
    """For each term and kind the newest so many: each is read from one end of an index."""
    arms = []
    for place in range(count):
        ours = sa.and_(
            _R.workspace == sa.bindparam("ours"), _R.term == sa.bindparam(f"term_{place}")
        )
        arms += [(ours, _R.kind == kind) for kind in (SPARE, BOUGHT, WITHOUT)]
        arms.append((ours, _R.kind.between(sa.bindparam("first"), sa.bindparam("last"))))
    return sa.union_all(
        *(
            sa.select(
                sa.select(_R.kind, _R.ref)
                .where(*arm)
                .order_by(_R.kind.desc(), _R.ref.desc())
                .limit(sa.bindparam("most"))
                .subquery()
            )
            for arm in arms
        )
    )


def _most(hits: Mapping[int, int]) -> list[int]:
    return sorted(hits, key=lambda ref: (-hits[ref], -ref))[:MOST]


def facts(bound: Bound, found: Found, now: datetime) -> list[Known]:
    """What is told of it, of who is still here."""
    known = [*_offers(bound, found.spare), *_purchases(bound, found, now)]
    left = people.gone_of(bound, {each.owner for each in known}) if known else frozenset()
    return [each for each in known if each.owner not in left]


def _offers(bound: Bound, ids: Sequence[int]) -> list[Known]:
    if not ids:
        return []
    return [
        Known("spare", row.id, row.text, row.owner, row.offered_at)
        for row in bound.run(_OFFERS, ids=list(ids))
    ]


def _purchases(bound: Bound, found: Found, now: datetime) -> list[Known]:
    """The purchases: as something to take where their use ends, else as what was bought."""
    numbers = sorted({*found.used, *found.bought, *found.without})
    if not numbers:
        return []
    bought = sorted({*found.used, *found.bought})
    told = {row.number: (row.answer, row.answered_at) for row in bound.run(_TOLD, numbers=bought)}
    gone = spares.is_gone(bound, bought)
    how = {row.number: row.value for row in bound.run(_HOW, numbers=list(found.without))}
    known = []
    for row in bound.run(_PURCHASES, numbers=numbers):
        sort: Sort = "without" if row.number in found.without else "bought"
        each = Known(sort, row.number, row.title, row.owner, row.created_at)
        if sort == "without":
            each = replace(each, how=how.get(row.number, ""))
        elif row.number not in gone:
            each = _at_its_end(each, found.used.get(row.number, ""), told.get(row.number), now)
        known.append(each)
    return known


def _at_its_end(known: Known, year: str, told: tuple[str, datetime] | None, now: datetime) -> Known:
    """What was bought, as something to take when its use is over or its owner said that it ends."""
    if told is None:
        return replace(known, sort="used", year=year) if year else known
    answer, on = told
    lasts = {"kept": ARRANGED_FOR, "partly": RECENT, "not": RECENT}.get(answer)
    if lasts is None:
        return replace(known, sort="used", year=year) if year else known
    return replace(known, sort="used", year=year, told=on) if on >= now - lasts else known


def one(bound: Bound, sort: Sort, ref: int, now: datetime) -> Known | None:
    """One of these by itself; None when it is not there, or not any more."""
    kinds = set(bound.run(_KINDS, at_ref=ref).scalars())
    if (BOUGHT if sort == "used" else sort) not in kinds:
        return None
    year = next((each.removeprefix(USED) for each in kinds if each.startswith(USED)), "")
    alone = {each: [ref] if each == sort else [] for each in (SPARE, BOUGHT, WITHOUT)}
    found = Found(
        alone[SPARE], {ref: year} if sort == "used" else {}, alone[BOUGHT], alone[WITHOUT]
    )
    known = facts(bound, found, now)
    return replace(known[0], sort=sort) if known else None


def about(bound: Bound, sort: Sort, ref: int) -> Known | None:
    """The same, also when it ended since."""
    if sort == "spare":
        offer = bound.run(_ANY_OFFERS, ids=[ref]).one_or_none()
        return Known(sort, ref, offer.text, offer.owner, offer.offered_at) if offer else None
    row = bound.run(_PURCHASES, numbers=[ref]).one_or_none()
    return Known(sort, ref, row.title, row.owner, row.created_at) if row else None
