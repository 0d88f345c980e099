"""No statement of ours reads or changes what belongs to another workspace."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

import bot.store
from bot.store import recalling

Ready = sa.Select[Any] | sa.CompoundSelect[Any] | sa.Update | sa.Delete | sa.TextClause
KINDS = (sa.Select, sa.CompoundSelect, sa.Update, sa.Delete, sa.TextClause)
"""Insertions get our workspace from `Bound`."""


def ready() -> Iterator[tuple[str, Ready]]:
    """Every statement that stands ready in the store, with its name."""
    yield "recalling._find", recalling._find(2)
    for found in pkgutil.iter_modules(bot.store.__path__):
        if found.ispkg:
            continue
        for name, value in vars(importlib.import_module(f"bot.store.{found.name}")).items():
            for each in value.values() if isinstance(value, Mapping) else (value,):
                if isinstance(each, KINDS):
                    yield f"{found.name}.{name}", each


def test_every_statement_names_our_workspace() -> None:
    """One mechanism binds every query: a statement without `:ours` would see everybody's rows."""
    wrong, looked_at = [], 0
    for name, statement in ready():
        for each in statement.selects if isinstance(statement, sa.CompoundSelect) else (statement,):
            written = each.compile()
            if isinstance(each, sa.TextClause) and str(each).split()[0] not in ("INSERT", "UPDATE"):
                continue  # a part of another
            looked_at += 1
            if "ours" not in written.params:
                wrong.append(f"{name}: {written}")

    assert wrong == []
    assert looked_at > 200
