"""Successes and who is named in them: read, changed and written as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from bot.store.celebrating_tables import named, successes
from bot.store.database import Bound, Stale
from bot.store.purchases import number_of, short_id
from dialogs.success import BEGUN, OPEN, Achieved, Named, Success

_C = successes.c
_OURS = _C.workspace == sa.bindparam("ours")
_ALL = sa.select(successes).where(_OURS)
_ONE = _ALL.where(_C.id == sa.bindparam("id")).with_for_update()
_ADD = sa.insert(successes).returning(_C.id)
_COLUMNS = (
    "number", "title", "story", "theme", "achieved", "money", "photo", "alt", "poster", "state",
    "version", "updated_at", "posted_at",
)  # fmt: skip
_SAVE = (
    sa.update(successes)
    .where(_OURS, _C.id == sa.bindparam("at_id"), _C.version == sa.bindparam("at_version"))
    .values({name: sa.bindparam(f"new_{name}", type_=_C[name].type) for name in _COLUMNS})
)
_OF_PURCHASE = _ALL.where(
    _C.number == sa.bindparam("number"), _C.state.in_(("asking", "posted"))
).order_by(_C.id)
_OF_PURCHASES = _ALL.where(
    _C.number.between(sa.bindparam("first"), sa.bindparam("last")), _C.state == "posted"
).order_by(_C.number, _C.id)
_OPEN_OF = (
    _ALL.where(_C.author == sa.bindparam("author"), _C.state.in_(OPEN))
    .order_by(_C.id.desc())
    .limit(sa.bindparam("most"))
)
_BEGUN_BY = (
    _ALL.where(
        _C.state.in_(BEGUN),
        sa.or_(_C.author == sa.bindparam("person"), _C.poster == sa.bindparam("person")),
    )
    .order_by(_C.id)
    .limit(sa.bindparam("most"))
)
_OFFERED = _ALL.where(_C.state == "offered").order_by(_C.id).limit(sa.bindparam("most"))
_LEFT_WAITING = (
    _ALL.where(
        _C.state == "offered",
        _C.updated_at < sa.bindparam("before", type_=_C.updated_at.type),
    )
    .order_by(_C.updated_at.desc(), _C.id)
    .limit(sa.bindparam("most"))
)
_TITLED = _ALL.where(
    _C.state.in_(("asking", "posted")),
    # On SQLite only a to z have a small letter; so the same is done with both.
    sa.func.lower(_C.title).in_(
        [sa.func.lower(sa.bindparam("title")), sa.func.lower(sa.bindparam("small"))]
    ),
    _C.updated_at >= sa.bindparam("since", type_=_C.updated_at.type),
).limit(1)
_POSTED = (
    _ALL.where(
        _C.state == "posted",
        _C.posted_at >= sa.bindparam("since", type_=_C.posted_at.type),
        _C.posted_at < sa.bindparam("until", type_=_C.posted_at.type),
    )
    .order_by(_C.cheers.desc(), _C.id)
    .limit(sa.bindparam("most"))
)
_POSTED_BY = sa.select(sa.func.count()).where(
    _OURS, _C.state == "posted", _C.poster == sa.bindparam("poster")
)
_TO_COUNT = (
    _ALL.where(
        _C.state == "posted",
        _C.posted_at >= sa.bindparam("since", type_=_C.posted_at.type),
        sa.or_(_C.counted_on.is_(None), _C.counted_on < sa.bindparam("today", type_=sa.Date)),
    )
    .order_by(_C.id)
    .limit(sa.bindparam("most"))
)
_COUNTED = (
    sa.update(successes)
    .where(_OURS, _C.id == sa.bindparam("at_id"))
    .values(cheers=sa.bindparam("new_cheers"), counted_on=sa.bindparam("new_counted_on"))
)
_PEOPLE = (
    sa.select(named)
    .where(
        named.c.workspace == sa.bindparam("ours"),
        named.c.success.in_(sa.bindparam("successes", expanding=True)),
    )
    .order_by(named.c.success, named.c.person)
)
_FORGET_PEOPLE = sa.delete(named).where(
    named.c.workspace == sa.bindparam("ours"), named.c.success == sa.bindparam("at_success")
)
_ADD_PERSON = sa.insert(named)
_UNANSWERED = (
    sa.select(named.c.success)
    .join(successes, _C.id == named.c.success)
    .where(
        named.c.workspace == sa.bindparam("ours"),
        sa.or_(
            _C.state == "asking",
            sa.and_(_C.state == "posted", named.c.reminded_at.is_(None)),
        ),
        named.c.consent == "asked",
        named.c.asked_at < sa.bindparam("before", type_=named.c.asked_at.type),
    )
    .distinct()
)


def add(bound: Bound, success: Success) -> Success:
    """Stores a new one with the people in it; gives it with its number."""
    values = _values(success) | {
        "author": success.author, "created_at": success.created_at, "cheers": 0,
    }  # fmt: skip
    id: int = bound.run(_ADD, **values).scalar_one()
    _write_people(bound, id, success.people)
    return replace(success, id=id)


def load(bound: Bound, id: int) -> Success | None:
    """One by its number, held for this transaction."""
    row = bound.run(_ONE, id=id).one_or_none()
    return _made(bound, [row])[0] if row else None


def at(bound: Bound, argument: str) -> Success | None:
    """The same, by what a button or a form carries; None for anything that is no number."""
    return load(bound, int(argument)) if argument.isdecimal() and len(argument) < 18 else None


def save(bound: Bound, success: Success) -> Success:
    """Writes one that was read in this transaction; raises Stale when it changed meanwhile."""
    values = {f"new_{name}": value for name, value in _values(success).items()}
    values["new_version"] = success.version + 1
    result = bound.run(_SAVE, at_id=success.id, at_version=success.version, **values)
    if result.rowcount != 1:
        raise Stale
    bound.run(_FORGET_PEOPLE, at_success=success.id)
    _write_people(bound, success.id, success.people)
    return replace(success, version=success.version + 1)


def about(bound: Bound, purchase: str) -> list[Success]:
    """Those about a purchase that are posted, or wait for a yes before that."""
    return _made(bound, bound.run(_OF_PURCHASE, number=number_of(purchase)).all())


def of_purchases(bound: Bound, first: int, last: int) -> dict[str, list[Success]]:
    """Those that are posted, by purchase, of the purchases with these numbers."""
    found: dict[str, list[Success]] = defaultdict(list)
    for each in _made(bound, bound.run(_OF_PURCHASES, first=first, last=last).all()):
        found[each.purchase].append(each)
    return found


def open_of(bound: Bound, author: str, most: int) -> list[Success]:
    """What somebody wrote that is still to be posted, the newest first."""
    return _made(bound, bound.run(_OPEN_OF, author=author, most=most).all())


def begun_by(bound: Bound, person: str, most: int) -> list[Success]:
    """What somebody wrote, or was about to post, that is not offered to the ambassadors yet."""
    return _made(bound, bound.run(_BEGUN_BY, person=person, most=most).all())


def offered(bound: Bound, most: int) -> list[Success]:
    """What waits for an ambassador, the oldest first."""
    return _made(bound, bound.run(_OFFERED, most=most).all())


def left_waiting(bound: Bound, before: datetime, most: int) -> list[Success]:
    """What waits for an ambassador since before a time: what waits shortest first, for of what
    waits longer that was told before."""
    return _made(bound, bound.run(_LEFT_WAITING, before=before, most=most).all())


def titled(bound: Bound, title: str, since: datetime) -> Success | None:
    """One with this title, that is posted or about to be, since a time."""
    found = bound.run(_TITLED, title=title, small=title.lower(), since=since).all()
    return _made(bound, found)[0] if found else None


def posted(bound: Bound, since: datetime, until: datetime, most: int) -> list[Success]:
    """What was posted from a time up to another, with most cheers first."""
    return _made(bound, bound.run(_POSTED, since=since, until=until, most=most).all())


def count_posted_by(bound: Bound, poster: str) -> int:
    """How many stand in the channel in somebody's name."""
    count: int = bound.run(_POSTED_BY, poster=poster).scalar_one()
    return count


def to_count(bound: Bound, since: datetime, today: date, most: int) -> list[Success]:
    """What was posted since a time, of which the cheers were not counted today."""
    return _made(bound, bound.run(_TO_COUNT, since=since, today=today, most=most).all())


def counted(bound: Bound, id: int, cheers: int, today: date) -> None:
    """Notes how many cheered, and that it was counted today."""
    bound.run(_COUNTED, at_id=id, new_cheers=cheers, new_counted_on=today)


def unanswered(bound: Bound, before: datetime) -> list[int]:
    """The numbers of those in which somebody was asked before a time, and did not answer; of what
    is posted without them, as long as they were not asked once more."""
    return list(bound.run(_UNANSWERED, before=before).scalars())


def _values(success: Success) -> dict[str, Any]:
    return {
        "number": number_of(success.purchase) if success.purchase else None,
        "title": success.title,
        "story": success.story,
        "theme": success.theme,
        "achieved": [asdict(each) for each in success.achieved],
        "money": success.money,
        "photo": success.photo,
        "alt": success.alt,
        "poster": success.poster,
        "state": success.state,
        "version": success.version,
        "updated_at": success.updated_at,
        "posted_at": success.posted_at,
    }


def _write_people(bound: Bound, id: int, people: Iterable[Named]) -> None:
    rows = [{"success": id, **asdict(each)} for each in people]
    if rows:
        bound.run_many(_ADD_PERSON, rows)


def _made(bound: Bound, rows: Sequence[sa.Row[*tuple[Any, ...]]]) -> list[Success]:
    """The successes of rows, with the people in them: one query more."""
    if not rows:
        return []
    people: dict[int, list[Named]] = defaultdict(list)
    for row in bound.run(_PEOPLE, successes=[each.id for each in rows]):
        people[row.success].append(
            Named(row.person, row.role, row.consent, row.asked_at, row.answered_at, row.reminded_at)
        )
    return [
        Success(
            id=row.id,
            author=row.author,
            title=row.title,
            story=row.story,
            created_at=row.created_at,
            updated_at=row.updated_at,
            purchase=short_id(row.number) if row.number is not None else "",
            theme=row.theme,
            achieved=tuple(Achieved(**each) for each in row.achieved),
            money=row.money,
            photo=row.photo,
            alt=row.alt,
            people=tuple(people.get(row.id, ())),
            poster=row.poster,
            state=row.state,
            version=row.version,
            cheers=row.cheers,
            posted_at=row.posted_at,
        )
        for row in rows
    ]
