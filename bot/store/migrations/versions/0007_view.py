"""Procurement's view: the register, the policy, the tenderboard, tallies and user groups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
FAR = "9999-12-31"
LACKING = sa.text("lacking > 0")
NAMED = sa.text("question = 'owners.named'")
COLUMNS = ("department", "level", "rank", "lacking", "board", "wanted_on", "urgent_on", "themes",
           "tallied")  # fmt: skip
FOUND_BY = ("status", "category", "department", "level", "board")
TABLES = ("groups", "tallies", "verdicts", "boards", "policies")


def upgrade() -> None:
    """Adds the columns and tables."""
    op.add_column(
        "workspaces", sa.Column("registered", sa.String(64), nullable=False, server_default="")
    )
    for name in ("ladder_asked", "ladder_offered"):
        op.add_column("contracts", sa.Column(name, sa.String(8), nullable=False, server_default=""))
    for column in (
        sa.Column("department", sa.String(80), nullable=False, server_default=""),
        sa.Column("level", sa.Integer, nullable=False, server_default="0"),
        sa.Column("rank", sa.Integer, nullable=False, server_default="0"),
        sa.Column("lacking", sa.Integer, nullable=False, server_default="0"),
        sa.Column("board", sa.String(8), nullable=False, server_default=""),
        sa.Column("wanted_on", sa.Date),
        sa.Column("urgent_on", sa.Date, nullable=False, server_default=FAR),
        sa.Column("themes", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("tallied", sa.JSON, nullable=False, server_default="{}"),
    ):
        op.add_column("purchases", column)
    for name in FOUND_BY:
        columns = ["workspace", name, "urgent_on", "number"]
        op.create_index(f"ix_purchases_by_{name}", "purchases", columns)
    op.drop_index("ix_purchases_owner", "purchases")
    op.create_index(
        "ix_purchases_owner", "purchases", ["workspace", "owner", "status", "updated_at"]
    )
    op.create_index("ix_purchases_urgent", "purchases", ["workspace", "urgent_on", "number"])
    op.create_index("ix_purchases_created", "purchases", ["workspace", "created_at", "number"])
    op.create_index(
        "ix_purchases_lacking", "purchases", ["workspace", "urgent_on", "number"],
        sqlite_where=LACKING, postgresql_where=LACKING,
    )  # fmt: skip
    op.create_index(
        "ix_answers_named", "answers", ["workspace", "value"],
        sqlite_where=NAMED, postgresql_where=NAMED,
    )  # fmt: skip
    _policy()
    _board()
    _counts()


def _policy() -> None:
    op.create_table(
        "policies",
        sa.Column("workspace", sa.String(64), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("changed_by", sa.String(64), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
    )


def _board() -> None:
    op.create_table(
        "boards",
        sa.Column("workspace", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("put_by", sa.String(64), nullable=False),
        sa.Column("put_at", INSTANT, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("outcome", sa.String(8), nullable=False),
        sa.Column("closed_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["workspace", "number"], ["purchases.workspace", "purchases.number"]
        ),
    )
    op.create_table(
        "verdicts",
        sa.Column("workspace", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("round", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person", sa.String(64), primary_key=True),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "number", "round"],
            ["boards.workspace", "boards.number", "boards.round"],
        ),
    )


def _counts() -> None:
    op.create_table(
        "tallies",
        sa.Column("workspace", sa.String(64), primary_key=True),
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "groups",
        sa.Column("workspace", sa.String(64), primary_key=True),
        sa.Column("group", sa.String(64), primary_key=True),
        sa.Column("members", sa.JSON, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Column("looked_up_at", INSTANT, nullable=False),
    )


def downgrade() -> None:
    """Takes them away."""
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_answers_named", "answers")
    op.drop_index("ix_purchases_lacking", "purchases")
    op.drop_index("ix_purchases_created", "purchases")
    op.drop_index("ix_purchases_urgent", "purchases")
    op.drop_index("ix_purchases_owner", "purchases")
    op.create_index("ix_purchases_owner", "purchases", ["workspace", "owner", "updated_at"])
    for name in FOUND_BY:
        op.drop_index(f"ix_purchases_by_{name}", "purchases")
    for name in COLUMNS:
        op.drop_column("purchases", name)
    for name in ("ladder_asked", "ladder_offered"):
        op.drop_column("contracts", name)
    op.drop_column("workspaces", "registered")
