"""The tables of what people asked: what a human answers, and what was not found."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables import Id, Instant, metadata

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
