"""What is ripe to be celebrated: found once, proposed once, and then told or passed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, get_args

import sqlalchemy as sa

from bot.store.celebrating_tables import proposals, successes
from bot.store.database import Bound
from bot.store.purchases import number_of, short_id
from dialogs.ripe import Kind, Ripe

_C = proposals.c
_OURS = _C.workspace == sa.bindparam("ours")
_INSTANT = _C.ripe_at.type
_OPEN = ("found", "proposed")
_ADD = sa.text(
    "INSERT INTO proposals (workspace, key, kind, number, ripe_at, state) "
    "VALUES (:ours, :key, :kind, :number, :ripe_at, :state) "
    "ON CONFLICT (workspace, key) DO NOTHING"
).bindparams(sa.bindparam("ripe_at", type_=_INSTANT))
_KNOWN = sa.select(_C.key).where(_OURS, _C.key.in_(sa.bindparam("keys", expanding=True)))
_FOUND = (
    sa.select(proposals)
    .where(_OURS, _C.state == "found")
    .order_by(_C.ripe_at, _C.key)
    .limit(sa.bindparam("most"))
)
_OPEN_NOW = (
    sa.select(proposals)
    .where(_OURS, _C.state.in_(_OPEN), _C.ripe_at >= sa.bindparam("since", type_=_INSTANT))
    .order_by(_C.ripe_at.desc(), _C.key)
    .limit(sa.bindparam("most"))
)
_ONE = sa.select(proposals).where(_OURS, _C.key == sa.bindparam("key"))
_PROPOSED = (
    sa.select(_C.key).where(_OURS, _C.proposed_at >= sa.bindparam("since", type_=_INSTANT)).limit(1)
)
_ABOUT = sa.select(_C.key).where(_OURS, _C.number == sa.bindparam("number")).limit(1)
_PROPOSE = (
    sa.update(proposals)
    .where(_OURS, _C.key == sa.bindparam("at_key"))
    .values(state="proposed", proposed_at=sa.bindparam("new_at", type_=_INSTANT))
)
_MARK = (
    sa.update(proposals)
    .where(_OURS, _C.key == sa.bindparam("at_key"))
    .values(state=sa.bindparam("new_state"))
)
_TOO_OLD = (
    sa.update(proposals)
    .where(_OURS, _C.state.in_(_OPEN), _C.ripe_at < sa.bindparam("before", type_=_INSTANT))
    .values(state="passed")
)
_FORGET = sa.delete(proposals).where(_OURS, _C.key == sa.bindparam("key"))
_SPOKEN_FOR = ("asking", "offered", "posted")
_IN_SUCCESS = sa.select(successes.c.number).where(
    successes.c.workspace == sa.bindparam("ours"),
    successes.c.number.in_(sa.bindparam("numbers", expanding=True)),
    successes.c.state.in_(_SPOKEN_FOR),
)
_OF_THEME = (
    sa.select(successes.c.id)
    .where(
        successes.c.workspace == sa.bindparam("ours"),
        successes.c.theme == sa.bindparam("theme"),
        successes.c.state.in_(_SPOKEN_FOR),
        successes.c.created_at >= sa.bindparam("since", type_=successes.c.created_at.type),
    )
    .limit(1)
)


def add(bound: Bound, found: Iterable[Ripe], since: datetime) -> None:
    """Writes what was found, unless it was before; what is older than `since` is passed at once."""
    for each in found:
        bound.run(
            _ADD, key=each.key, kind=each.kind, ripe_at=each.ripe_at,
            number=number_of(each.purchase) if each.purchase else None,
            state="found" if each.ripe_at >= since else "passed",
        )  # fmt: skip


def known(bound: Bound, keys: Iterable[str]) -> frozenset[str]:
    """Which of these were found before."""
    wanted = sorted(set(keys))
    return frozenset(bound.run(_KNOWN, keys=wanted).scalars()) if wanted else frozenset()


def load(bound: Bound, key: str) -> Ripe | None:
    """One of them; None when there is none with this key."""
    row = bound.run(_ONE, key=key).one_or_none()
    return _ripe(row) if row else None


def waiting(bound: Bound, most: int) -> list[Ripe]:
    """What was not proposed yet, what is ripe longest first."""
    return [_ripe(row) for row in bound.run(_FOUND, most=most)]


def open_now(bound: Bound, since: datetime, most: int) -> list[Ripe]:
    """What nobody told yet, proposed or not, the newest first."""
    return [_ripe(row) for row in bound.run(_OPEN_NOW, since=since, most=most)]


def any_about(bound: Bound, purchase: str) -> bool:
    """Whether a purchase was ever found to be ripe."""
    return bound.run(_ABOUT, number=number_of(purchase)).first() is not None


def any_proposed(bound: Bound, since: datetime) -> bool:
    """Whether anything was proposed since a time."""
    return bound.run(_PROPOSED, since=since).first() is not None


def proposed(bound: Bound, key: str, now: datetime) -> None:
    """Notes that the ambassadors got it."""
    bound.run(_PROPOSE, at_key=key, new_at=now)


def told(bound: Bound, keys: Iterable[str]) -> None:
    """Notes that these became a success."""
    for key in sorted(keys):
        bound.run(_MARK, at_key=key, new_state="told")


def forget(bound: Bound, key: str) -> None:
    """Drops what turned out not to be so; it is found again when it is."""
    bound.run(_FORGET, key=key)


def too_old(bound: Bound, before: datetime) -> None:
    """Passes what was ripe before a time and nobody told."""
    bound.run(_TOO_OLD, before=before)


def told_of(bound: Bound, several: Iterable[Ripe]) -> frozenset[str]:
    """The keys of those of which there is a success already, posted or on its way."""
    found = list(several)
    numbers = sorted({number_of(each.purchase) for each in found if each.purchase})
    taken = set(bound.run(_IN_SUCCESS, numbers=numbers).scalars()) if numbers else set()
    return frozenset(
        each.key
        for each in found
        if (number_of(each.purchase) in taken if each.purchase else _of_theme(bound, each))
    )


def _of_theme(bound: Bound, ripe: Ripe) -> bool:
    about = {"theme": ripe.theme, "since": ripe.ripe_at}
    return bound.run(_OF_THEME, **about).first() is not None


def _ripe(row: sa.Row[*tuple[Any, ...]]) -> Ripe:
    kind: Kind = row.kind
    assert kind in get_args(Kind)
    return Ripe(row.key, kind, row.ripe_at, short_id(row.number) if row.number is not None else "")
