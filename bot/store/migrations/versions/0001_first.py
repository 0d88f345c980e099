"""The first tables: workspaces, people, purchases, answers, inbox and outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes the tables. Every row carries its workspace."""
    op.create_table(
        "workspaces",
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("last_number", sa.Integer, nullable=False, server_default="0"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", name="pk_workspaces"),
    )
    op.create_table(
        "people",
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", name="pk_people"),
    )
    op.create_table(
        "purchases",
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("category", sa.String(64)),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("thread", sa.String(32), nullable=False),
        sa.Column("card", sa.String(32), nullable=False),
        sa.Column("direct", sa.Boolean, nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "number", name="pk_purchases"),
    )
    op.create_index("ix_purchases_owner", "purchases", ["workspace", "owner", "updated_at"])
    op.create_index("ix_purchases_place", "purchases", ["workspace", "channel", "thread", "number"])
    op.create_table(
        "answers",
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("answered_by", sa.String(64), nullable=False),
        sa.Column("answered_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(
            "workspace", "number", "question", "part", "revision", name="pk_answers"
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "number"],
            ["purchases.workspace", "purchases.number"],
            name="fk_answers_workspace_number",
        ),
    )
    op.create_table(
        "inbox",
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("heard", sa.String(255), nullable=False),
        sa.Column("heard_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "heard", name="pk_inbox"),
    )
    op.create_index("ix_inbox_heard_at", "inbox", ["workspace", "heard_at"])
    op.create_table(
        "outbox",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False,
            autoincrement=True,
        ),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer),
        sa.Column("key", sa.String(128), nullable=False),
        sa.Column("channel", sa.String(64), nullable=False),
        sa.Column("thread", sa.String(32), nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.Text, nullable=False, server_default=""),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("claimed_by", sa.String(64), nullable=False),
        sa.Column("claimed_at", INSTANT),
        sa.Column("sent_channel", sa.String(64)),
        sa.Column("sent_ts", sa.String(32)),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )  # fmt: skip
    waiting = sa.text("state IN ('pending', 'sending', 'unknown')")
    op.create_index(
        "ix_outbox_waiting", "outbox", ["workspace", "due_at"],
        sqlite_where=waiting, postgresql_where=waiting,
    )  # fmt: skip
    op.create_index("ix_outbox_key", "outbox", ["workspace", "number", "key", "id"])


def downgrade() -> None:
    """Takes the tables away again, with everything in them."""
    for table in ("outbox", "inbox", "answers", "purchases", "people", "workspaces"):
        op.drop_table(table)
