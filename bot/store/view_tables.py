"""The tables of procurement's view: the policy, the tenderboard, what adds up, and user groups."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables import Instant, metadata

policies = sa.Table(
    "policies",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("part", sa.String(32), nullable=False),
    sa.Column("key", sa.String(64), nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("changed_by", sa.String(64), nullable=False),
    sa.Column("changed_at", Instant, nullable=False),
)
"""Every change of the policy that was made in chat. `part` and `key` say what was changed,
`content` is the whole of what is set in chat after it."""

boards = sa.Table(
    "boards",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("put_by", sa.String(64), nullable=False),
    sa.Column("put_at", Instant, nullable=False),
    sa.Column("findings", sa.JSON, nullable=False),
    sa.Column("outcome", sa.String(8), nullable=False),
    sa.Column("closed_at", Instant),
    sa.ForeignKeyConstraint(["workspace", "number"], ["purchases.workspace", "purchases.number"]),
)
"""A purchase on the tenderboard. `put_by` is empty when its value put it there; `outcome` is empty
while the board looks at it, then agreed or advice."""

verdicts = sa.Table(
    "verdicts",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("verdict", sa.String(8), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("given_at", Instant, nullable=False),
    sa.ForeignKeyConstraint(
        ["workspace", "number", "round"], ["boards.workspace", "boards.number", "boards.round"]
    ),
)
"""What each of the board said: agreed or advice, and why."""

tallies = sa.Table(
    "tallies",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(80), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("total", sa.BigInteger, nullable=False),
)
"""What the purchases of a workspace add up to, by name (`level/2`, `scope/upstream`): kept with
each change, so that to show it takes as long with a thousand as with a million."""

groups = sa.Table(
    "groups",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("group", sa.String(64), primary_key=True),
    sa.Column("members", sa.JSON, nullable=False),
    sa.Column("gone", sa.Boolean, nullable=False),
    sa.Column("looked_up_at", Instant, nullable=False),
)
"""Who is in a user group of the platform, as it said when it was last asked."""
