"""The tables of contracts, their promises, and the moments at which we come back to them."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables import Id, Instant, metadata

RUNNING = "ended_on IS NULL"

contracts = sa.Table(
    "contracts",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
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
    sa.Column("ladder_asked", sa.String(8), nullable=False, server_default=""),
    sa.Column("ladder_offered", sa.String(8), nullable=False, server_default=""),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.ForeignKeyConstraint(["workspace", "number"], ["purchases.workspace", "purchases.number"]),
    sa.Index("ix_contracts_created", "workspace", "created_at"),
    sa.Index("ix_contracts_owner", "workspace", "owner"),
    sa.Index("ix_contracts_deputy", "workspace", "deputy"),
    sa.Index(
        "ix_contracts_ends",
        "workspace",
        "ends_on",
        "number",
        sqlite_where=sa.text(RUNNING),
        postgresql_where=sa.text(RUNNING),
    ),
)

promises = sa.Table(
    "promises",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("promise", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("source", sa.String(64), nullable=False),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("deputy", sa.String(64), nullable=False),
    sa.Column("proof", sa.Text, nullable=False),
    sa.Column("rhythm", sa.String(16), nullable=False),
    sa.Column("offered_to", sa.String(64), nullable=False),
    sa.Column("stopped", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["workspace", "number"], ["contracts.workspace", "contracts.number"]),
    sa.Index("ix_promises_owner", "workspace", "owner"),
    sa.Index("ix_promises_deputy", "workspace", "deputy"),
)

ASKED = "state = 'asked'"
KEPT = "answer = 'kept'"
ANSWERED = "answered_at IS NOT NULL"

moments = sa.Table(
    "moments",
    metadata,
    sa.Column("id", Id, primary_key=True),
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
    sa.Column("due_at", Instant),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("asked_at", Instant),
    sa.Column("message", sa.BigInteger),
    sa.Column("answer", sa.String(8), nullable=False),
    sa.Column("answered_by", sa.String(64), nullable=False),
    sa.Column("answered_at", Instant),
    sa.Column("next_step", sa.Text, nullable=False),
    sa.Column("offered_to", sa.String(64), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("created_at", Instant, nullable=False),
    sa.ForeignKeyConstraint(["workspace", "number"], ["purchases.workspace", "purchases.number"]),
    sa.UniqueConstraint("workspace", "number", "key", name="uq_moments_key"),
    sa.Index(
        "ix_moments_due",
        "workspace",
        "due_at",
        "receiver",
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    ),
    sa.Index(
        "ix_moments_receiver",
        "workspace",
        "receiver",
        "due_at",
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    ),
    sa.Index("ix_moments_message", "workspace", "message"),
    sa.Index(
        "ix_moments_asked",
        "workspace",
        "step",
        "on_day",
        "id",
        sqlite_where=sa.text(ASKED),
        postgresql_where=sa.text(ASKED),
    ),
    sa.Index(
        "ix_moments_answered",
        "workspace",
        "answered_at",
        sqlite_where=sa.text(ANSWERED),
        postgresql_where=sa.text(ANSWERED),
    ),
    sa.Index(
        "ix_moments_asked_of",
        "workspace",
        "owner",
        sqlite_where=sa.text(ASKED),
        postgresql_where=sa.text(ASKED),
    ),
    sa.Index(
        "ix_moments_kept",
        "workspace",
        "answered_at",
        "id",
        sqlite_where=sa.text(KEPT),
        postgresql_where=sa.text(KEPT),
    ),
)
"""When we come back to something. `due_at` is when the next message about it goes to `receiver`;
empty when nothing is left to be sent. `state`: planned, asked, answered, stopped, dropped."""

tellings = sa.Table(
    "tellings",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("moment", Id, nullable=False),
    sa.Column("message", sa.BigInteger, nullable=False),
    sa.Column("receiver", sa.String(64), nullable=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("told_at", Instant, nullable=False),
    sa.ForeignKeyConstraint(["moment"], ["moments.id"]),
    sa.Index("ix_tellings_moment", "workspace", "number", "moment"),
    sa.Index("ix_tellings_message", "workspace", "message"),
    sa.Index("ix_tellings_receiver", "workspace", "receiver"),
)
"""Each message about each moment: to whom, at which step, and the row of the outbox that tells what
became of it. Written in the transaction that takes the moment from the ledger."""

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("moment", Id, nullable=False),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("given_by", sa.String(64), nullable=False),
    sa.Column("given_at", Instant, nullable=False),
    sa.ForeignKeyConstraint(["moment"], ["moments.id"]),
    sa.Index("ix_evidence_moment", "workspace", "number", "moment"),
)
"""What shows that a promise is kept. `kind`: text, link, or a file that stays on the platform."""

calendars = sa.Table(
    "calendars",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("moment", Id, primary_key=True, autoincrement=False),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("taken_at", Instant, nullable=False),
    sa.ForeignKeyConstraint(["moment"], ["moments.id"]),
)
"""Who took a moment into their own calendar, and which version of it they have."""
