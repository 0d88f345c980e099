"""Contracts, the promises in them, and the moments at which we come back to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables, and what is asked of those that were there."""
    _make()
    op.add_column(
        "people", sa.Column("nudged", sa.String(8), nullable=False, server_default="direct")
    )
    outside = sa.text("number IS NULL")
    op.create_index(
        "ix_outbox_standing", "outbox", ["workspace", "sent_ts"],
        sqlite_where=outside, postgresql_where=outside,
    )  # fmt: skip
    op.create_index(
        "ix_outbox_told", "outbox", ["workspace", "channel", "created_at"],
        sqlite_where=outside, postgresql_where=outside,
    )  # fmt: skip
    op.add_column("purchases", sa.Column("silent_told_at", INSTANT))
    untold = sa.text("(silent_told_at IS NULL OR silent_told_at < updated_at)")
    op.create_index(
        "ix_purchases_quiet", "purchases", ["workspace", "status", "updated_at"],
        sqlite_where=untold, postgresql_where=untold,
    )  # fmt: skip


def downgrade() -> None:
    """Takes them away again."""
    op.drop_index("ix_purchases_quiet", "purchases")
    op.drop_column("purchases", "silent_told_at")
    op.drop_index("ix_outbox_told", "outbox")
    op.drop_index("ix_outbox_standing", "outbox")
    op.drop_column("people", "nudged")
    for table in ("calendars", "evidence", "tellings", "moments", "promises", "contracts"):
        op.drop_table(table)


def _make() -> None:
    op.create_table(
        "contracts",
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("supplier", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("starts_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("extensions", sa.Integer, nullable=False),
        sa.Column("extended", sa.Integer, nullable=False),
        sa.Column("extension_months", sa.Integer, nullable=False),
        sa.Column("notice_months", sa.Integer, nullable=False),
        sa.Column("certificate_expires", sa.Date),
        sa.Column("end_of_use", sa.Date),
        sa.Column("ended_on", sa.Date),
        sa.Column("ended_reason", sa.Text, nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("deputy", sa.String(64), nullable=False),
        sa.Column("offsets", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "number"],
            ["purchases.workspace", "purchases.number"],
            name="fk_contracts_workspace_number",
        ),
        sa.PrimaryKeyConstraint("workspace", "number", name="pk_contracts"),
    )
    op.create_index("ix_contracts_deputy", "contracts", ["workspace", "deputy"])
    op.create_index(
        "ix_contracts_ends",
        "contracts",
        ["workspace", "ends_on", "number"],
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_index("ix_contracts_owner", "contracts", ["workspace", "owner"])
    op.create_table(
        "promises",
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("promise", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("deputy", sa.String(64), nullable=False),
        sa.Column("proof", sa.Text, nullable=False),
        sa.Column("rhythm", sa.String(16), nullable=False),
        sa.Column("offered_to", sa.String(64), nullable=False),
        sa.Column("stopped", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "number"],
            ["contracts.workspace", "contracts.number"],
            name="fk_promises_workspace_number",
        ),
        sa.PrimaryKeyConstraint("workspace", "number", "promise", name="pk_promises"),
    )
    op.create_index("ix_promises_deputy", "promises", ["workspace", "deputy"])
    op.create_index("ix_promises_owner", "promises", ["workspace", "owner"])
    op.create_table(
        "moments",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("promise", sa.Integer),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("planned_on", sa.Date),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("receiver", sa.String(64), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("due_at", INSTANT),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("asked_at", INSTANT),
        sa.Column("message", sa.BigInteger),
        sa.Column("answer", sa.String(8), nullable=False),
        sa.Column("answered_by", sa.String(64), nullable=False),
        sa.Column("answered_at", INSTANT),
        sa.Column("next_step", sa.Text, nullable=False),
        sa.Column("offered_to", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "number"],
            ["purchases.workspace", "purchases.number"],
            name="fk_moments_workspace_number",
        ),
        sa.UniqueConstraint("workspace", "number", "key", name="uq_moments_key"),
        sa.PrimaryKeyConstraint("id", name="pk_moments"),
    )
    op.create_index(
        "ix_moments_due",
        "moments",
        ["workspace", "due_at", "receiver"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "ix_moments_asked",
        "moments",
        ["workspace", "step", "on_day", "id"],
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.create_index("ix_moments_message", "moments", ["workspace", "message"])
    asked = sa.text("state = 'asked'")
    op.create_index(
        "ix_moments_asked_of", "moments", ["workspace", "owner"],
        sqlite_where=asked, postgresql_where=asked,
    )  # fmt: skip
    op.create_index(
        "ix_moments_receiver",
        "moments",
        ["workspace", "receiver", "due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "tellings",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("moment", ID, nullable=False),
        sa.Column("message", sa.BigInteger, nullable=False),
        sa.Column("receiver", sa.String(64), nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("told_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["moment"],
            ["moments.id"],
            name="fk_tellings_moment",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_tellings"),
    )
    op.create_index("ix_tellings_moment", "tellings", ["workspace", "number", "moment"])
    op.create_index("ix_tellings_message", "tellings", ["workspace", "message"])
    op.create_index("ix_tellings_receiver", "tellings", ["workspace", "receiver"])
    op.create_table(
        "evidence",
        sa.Column("id", ID, nullable=False),
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("moment", ID, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("given_by", sa.String(64), nullable=False),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["moment"],
            ["moments.id"],
            name="fk_evidence_moment",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
    )
    op.create_index("ix_evidence_moment", "evidence", ["workspace", "number", "moment"])
    op.create_table(
        "calendars",
        sa.Column("workspace", sa.String(64), nullable=False),
        sa.Column("moment", ID, nullable=False, autoincrement=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("taken_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["moment"],
            ["moments.id"],
            name="fk_calendars_moment",
        ),
        sa.PrimaryKeyConstraint("workspace", "moment", "person", name="pk_calendars"),
    )
