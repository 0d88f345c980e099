"""Successes with their pictures and consents, lessons, spares, what is recalled, topics."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)
PURCHASE = (["workspace", "number"], ["purchases.workspace", "purchases.number"])
KEPT = "answer = 'kept'"
TO_COME = "next_at IS NOT NULL"
TABLES = (
    "proposals", "topic_questions", "topics", "recalled", "spares", "lessons", "named",
    "successes", "photos",
)  # fmt: skip


def upgrade() -> None:
    """Adds the tables."""
    _photos()
    _successes()
    _lessons()
    _memory()
    _ambassadors()
    op.create_index(
        "ix_moments_kept",
        "moments",
        ["workspace", "answered_at", "id"],
        sqlite_where=sa.text(KEPT),
        postgresql_where=sa.text(KEPT),
    )
    _months()


def downgrade() -> None:
    """Drops them."""
    op.drop_index("ix_moments_kept", "moments")
    op.drop_index("ix_contracts_created", "contracts")
    op.drop_index("ix_moments_answered", "moments")
    for name in TABLES:
        op.drop_table(name)


def _workspace() -> sa.Column[str]:
    return sa.Column("workspace", sa.String(64), nullable=False)


def _key(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


def _photos() -> None:
    op.create_table(
        "photos",
        sa.Column("id", ID, primary_key=True),
        _workspace(),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("file", sa.String(64), nullable=False, server_default=""),
        sa.Column("added_at", INSTANT, nullable=False),
    )
    op.create_index("ix_photos_workspace", "photos", ["workspace", "id"])


def _successes() -> None:
    op.create_table(
        "successes",
        sa.Column("id", ID, primary_key=True),
        _workspace(),
        sa.Column("number", sa.Integer),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("theme", sa.String(64), nullable=False),
        sa.Column("achieved", sa.JSON, nullable=False),
        sa.Column("money", sa.Boolean, nullable=False),
        sa.Column("photo", ID),
        sa.Column("alt", sa.Text, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("poster", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("cheers", sa.Integer, nullable=False),
        sa.Column("counted_on", sa.Date),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("posted_at", INSTANT),
        sa.ForeignKeyConstraint(*PURCHASE),
    )
    op.create_index("ix_successes_number", "successes", ["workspace", "number"])
    op.create_index("ix_successes_author", "successes", ["workspace", "author", "state"])
    op.create_index("ix_successes_state", "successes", ["workspace", "state", "posted_at"])
    op.create_table(
        "named",
        _key("workspace", sa.String(64)),
        _key("success", ID),
        _key("person", sa.String(64)),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("consent", sa.String(16), nullable=False),
        sa.Column("asked_at", INSTANT),
        sa.Column("answered_at", INSTANT),
        sa.Column("reminded_at", INSTANT),
        sa.ForeignKeyConstraint(["success"], ["successes.id"]),
    )
    op.create_index("ix_named_consent", "named", ["workspace", "consent", "asked_at"])


def _lessons() -> None:
    op.create_table(
        "lessons",
        sa.Column("id", ID, primary_key=True),
        _workspace(),
        sa.Column("number", sa.Integer),
        sa.Column("category", sa.String(64), nullable=False),
        sa.Column("question", sa.String(64), nullable=False),
        sa.Column("expected", sa.Text, nullable=False),
        sa.Column("happened", sa.Text, nullable=False),
        sa.Column("differently", sa.Text, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("told_on", sa.Date, nullable=False),
        sa.Column("removed_by", sa.String(64), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(*PURCHASE),
    )
    op.create_index(
        "ix_lessons_helps", "lessons", ["workspace", "category", "question", "state", "id"]
    )
    op.create_index("ix_lessons_state", "lessons", ["workspace", "state", "told_on"])
    op.create_index("ix_lessons_number", "lessons", ["workspace", "number"])


def _memory() -> None:
    op.create_table(
        "spares",
        sa.Column("id", ID, primary_key=True),
        _workspace(),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("offered_at", INSTANT, nullable=False),
        sa.Column("ask_on", sa.Date, nullable=False),
        sa.Column("number", sa.Integer),
    )
    op.create_index("ix_spares_owner", "spares", ["workspace", "owner", "state"])
    op.create_index("ix_spares_ask", "spares", ["workspace", "state", "ask_on"])
    told = sa.text("number IS NOT NULL")
    op.create_index(
        "ix_spares_number", "spares", ["workspace", "number"],
        sqlite_where=told, postgresql_where=told,
    )  # fmt: skip
    op.create_table(
        "recalled",
        _key("workspace", sa.String(64)),
        _key("term", sa.String(40)),
        _key("kind", sa.String(8)),
        _key("ref", ID),
    )
    op.create_index("ix_recalled_ref", "recalled", ["workspace", "ref", "kind"])


def _ambassadors() -> None:
    op.create_table(
        "topics",
        _key("workspace", sa.String(64)),
        _key("person", sa.String(64)),
        _key("topic", sa.String(80)),
        sa.Column("since", INSTANT, nullable=False),
    )
    _topic_questions()
    op.create_table(
        "proposals",
        _key("workspace", sa.String(64)),
        _key("key", sa.String(80)),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("number", sa.Integer),
        sa.Column("ripe_at", INSTANT, nullable=False),
        sa.Column("proposed_at", INSTANT),
        sa.Column("state", sa.String(16), nullable=False),
    )
    op.create_index("ix_proposals_state", "proposals", ["workspace", "state", "ripe_at"])
    op.create_index("ix_proposals_number", "proposals", ["workspace", "number", "kind"])


def _topic_questions() -> None:
    op.create_table(
        "topic_questions",
        sa.Column("id", ID, primary_key=True),
        _workspace(),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("asker", sa.String(64), nullable=False),
        sa.Column("ambassador", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("next_at", INSTANT),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("answered_at", INSTANT),
    )
    op.create_index(
        "ix_topic_questions_ambassador", "topic_questions", ["workspace", "ambassador", "asked_at"]
    )
    op.create_index(
        "ix_topic_questions_next",
        "topic_questions",
        ["workspace", "next_at"],
        sqlite_where=sa.text(TO_COME),
        postgresql_where=sa.text(TO_COME),
    )


def _months() -> None:
    """The indexes by which a month is added up."""
    op.create_index("ix_contracts_created", "contracts", ["workspace", "created_at"])
    answered = sa.text("answered_at IS NOT NULL")
    op.create_index(
        "ix_moments_answered", "moments", ["workspace", "answered_at"],
        sqlite_where=answered, postgresql_where=answered,
    )  # fmt: skip
