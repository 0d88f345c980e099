"""The tables. Every row carries its workspace; answers are only ever added."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa


class Instant(sa.types.TypeDecorator[datetime]):
    """A moment in UTC, the same on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: sa.engine.Dialect
    ) -> datetime | None:
        """To UTC; SQLite keeps no zone, so there it is left out."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self, value: datetime | None, dialect: sa.engine.Dialect
    ) -> datetime | None:
        """Back with its zone."""
        if value is None or value.tzinfo:
            return value
        return value.replace(tzinfo=UTC)


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

workspaces = sa.Table(
    "workspaces",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("last_number", sa.Integer, nullable=False, server_default="0"),
    sa.Column("registered", sa.String(64), nullable=False, server_default=""),
    sa.Column("created_at", Instant, nullable=False),
)

"""`registered` names the rules by which the register was written: written anew when they change."""

people = sa.Table(
    "people",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("nudged", sa.String(8), nullable=False, server_default="direct"),
    sa.Column("updated_at", Instant, nullable=False),
    sa.Column("zone", sa.String(64), nullable=False, server_default=""),
    sa.Column("standing", sa.String(8), nullable=False, server_default=""),
    sa.Column("looked_up_at", Instant),
)
"""What people chose, and what the platform said of them when it was last asked.

`language` is empty for who never chose one; `standing` is here, gone, bot, guest or outside.
"""

# Also written out: who was told of a silence stays out of the index until the next answer.
UNTOLD = "(silent_told_at IS NULL OR silent_told_at < updated_at)"

FAR = "9999-12-31"
LACKING = "lacking > 0"

purchases = sa.Table(
    "purchases",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
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
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.Column("silent_told_at", Instant),
    sa.Column("department", sa.String(80), nullable=False, server_default=""),
    sa.Column("level", sa.Integer, nullable=False, server_default="0"),
    sa.Column("rank", sa.Integer, nullable=False, server_default="0"),
    sa.Column("lacking", sa.Integer, nullable=False, server_default="0"),
    sa.Column("board", sa.String(8), nullable=False, server_default=""),
    sa.Column("wanted_on", sa.Date),
    sa.Column("urgent_on", sa.Date, nullable=False, server_default=FAR),
    sa.Column("themes", sa.JSON, nullable=False, server_default="{}"),
    sa.Column("tallied", sa.JSON, nullable=False, server_default="{}"),
    *(
        sa.Index(f"ix_purchases_by_{name}", "workspace", name, "urgent_on", "number")
        for name in ("status", "category", "department", "level", "board")
    ),
    sa.Index("ix_purchases_urgent", "workspace", "urgent_on", "number"),
    sa.Index("ix_purchases_created", "workspace", "created_at", "number"),
    sa.Index(
        "ix_purchases_lacking",
        "workspace",
        "urgent_on",
        "number",
        sqlite_where=sa.text(LACKING),
        postgresql_where=sa.text(LACKING),
    ),
    sa.Index("ix_purchases_owner", "workspace", "owner", "status", "updated_at"),
    sa.Index(
        "ix_purchases_quiet",
        "workspace",
        "status",
        "updated_at",
        sqlite_where=sa.text(UNTOLD),
        postgresql_where=sa.text(UNTOLD),
    ),
    sa.Index("ix_purchases_place", "workspace", "channel", "thread", "number"),
)
"""`silent_told_at` is when we last said that no answer came.

From `department` on it is the register: what follows from the answers, written with them, to find
and sort by. `level` is 0 where there is none; `lacking` counts the owners that are missing; `board`
is waiting or done; `urgent_on` is the first day on which something must be done, far away when
there is none; `tallied` is what it adds to the tallies."""

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("question", sa.String(64), primary_key=True),
    sa.Column("part", sa.String(32), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("answered_by", sa.String(64), nullable=False),
    sa.Column("answered_at", Instant, nullable=False),
    sa.ForeignKeyConstraint(["workspace", "number"], ["purchases.workspace", "purchases.number"]),
)

inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("heard", sa.String(255), primary_key=True),
    sa.Column("heard_at", Instant, nullable=False),
    sa.Index("ix_inbox_heard_at", "workspace", "heard_at"),
)

# Written out, not bound: a database uses a partial index only where it sees the same words.
WAITING = "state IN ('pending', 'sending', 'unknown')"

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("number", sa.Integer),
    sa.Column("key", sa.String(128), nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("thread", sa.String(32), nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("claimed_by", sa.String(64), nullable=False),
    sa.Column("claimed_at", Instant),
    sa.Column("sent_channel", sa.String(64)),
    sa.Column("sent_ts", sa.String(32)),
    sa.Column("created_at", Instant, nullable=False),
    sa.Index(
        "ix_outbox_waiting",
        "workspace",
        "due_at",
        "id",
        sqlite_where=sa.text(WAITING),
        postgresql_where=sa.text(WAITING),
    ),
    sa.Index("ix_outbox_key", "workspace", "number", "key", "id"),
    sa.Index(
        "ix_outbox_told",
        "workspace",
        "channel",
        "created_at",
        sqlite_where=sa.text("number IS NULL"),
        postgresql_where=sa.text("number IS NULL"),
    ),
    sa.Index(
        "ix_outbox_standing",
        "workspace",
        "sent_ts",
        sqlite_where=sa.text("number IS NULL"),
        postgresql_where=sa.text("number IS NULL"),
    ),
)
"""What is to be said. `state`: pending, sending, sent, unknown, dropped (with a reason)."""

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
        "ix_moments_asked_of",
        "workspace",
        "owner",
        sqlite_where=sa.text(ASKED),
        postgresql_where=sa.text(ASKED),
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

questions = sa.Table(
    "questions",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("asker", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("answered_by", sa.String(64), nullable=False),
    sa.Column("answered_at", Instant),
    sa.Index("ix_questions_open", "workspace", "answered_at", "id"),
)
"""What people asked that was sent on to procurement, and what a human answered."""

missed = sa.Table(
    "missed",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("text", sa.String(200), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("last_at", Instant, nullable=False),
)
"""What was asked and not found, in lower case and without who asked, and how often."""
