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
NAMED = "question = 'owners.named'"

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
    sa.Index(
        "ix_answers_named",
        "workspace",
        "value",
        sqlite_where=sa.text(NAMED),
        postgresql_where=sa.text(NAMED),
    ),
)
"""The index finds where somebody was named as an owner: few answers are about that."""

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
