"""The tables of what is celebrated and learnt, and of what the organisation remembers of it."""

from __future__ import annotations

import sqlalchemy as sa

from bot.store.tables import Id, Instant, metadata

photos = sa.Table(
    "photos",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("file", sa.String(64), nullable=False, server_default=""),
    sa.Column("added_at", Instant, nullable=False),
    sa.Index("ix_photos_workspace", "workspace", "id"),
)
"""Pictures as they are shown: made small, without what a camera writes into them. `file` is the id
that the platform gave it; empty while it was never shown."""

successes = sa.Table(
    "successes",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("number", sa.Integer),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("story", sa.Text, nullable=False),
    sa.Column("theme", sa.String(64), nullable=False),
    sa.Column("achieved", sa.JSON, nullable=False),
    sa.Column("money", sa.Boolean, nullable=False),
    sa.Column("photo", Id),
    sa.Column("alt", sa.Text, nullable=False),
    sa.Column("author", sa.String(64), nullable=False),
    sa.Column("poster", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("cheers", sa.Integer, nullable=False),
    sa.Column("counted_on", sa.Date),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("updated_at", Instant, nullable=False),
    sa.Column("posted_at", Instant),
    sa.ForeignKeyConstraint(["workspace", "number"], ["purchases.workspace", "purchases.number"]),
    sa.Index("ix_successes_number", "workspace", "number"),
    sa.Index("ix_successes_author", "workspace", "author", "state"),
    sa.Index("ix_successes_state", "workspace", "state", "posted_at"),
)
"""A story of something that went well. `money` is whether amounts may be told; `photo` is without a
foreign key, for it is thrown away apart; `state` is draft, asking, offered, posted, withdrawn or
thrown_away."""

named = sa.Table(
    "named",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("success", Id, primary_key=True, autoincrement=False),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(8), nullable=False),
    sa.Column("consent", sa.String(16), nullable=False),
    sa.Column("asked_at", Instant),
    sa.Column("answered_at", Instant),
    sa.Column("reminded_at", Instant),
    sa.ForeignKeyConstraint(["success"], ["successes.id"]),
    sa.Index("ix_named_consent", "workspace", "consent", "asked_at"),
)
"""Who is named in a success, or owns the purchase that it is about (`role`: named, owner), and
whether they agree: new, asked, yes, no, withdrawn."""

lessons = sa.Table(
    "lessons",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
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
    sa.ForeignKeyConstraint(["workspace", "number"], ["purchases.workspace", "purchases.number"]),
    sa.Index("ix_lessons_helps", "workspace", "category", "question", "state", "id"),
    sa.Index("ix_lessons_state", "workspace", "state", "told_on"),
    sa.Index("ix_lessons_number", "workspace", "number"),
)
"""What the next buyer should know. `author` is empty for who wished so: then nothing here tells who
it was. `owner` has to agree before others see it; `state` is waiting, shared, refused or removed,
and `removed_by` who did the last: nobody else puts it back.
Only the day is kept, for a moment would tell who pressed something then."""

spares = sa.Table(
    "spares",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("owner", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("offered_at", Instant, nullable=False),
    sa.Column("ask_on", sa.Date, nullable=False),
    sa.Column("number", sa.Integer),
    sa.Index("ix_spares_owner", "workspace", "owner", "state"),
    sa.Index("ix_spares_ask", "workspace", "state", "ask_on"),
    sa.Index(
        "ix_spares_number",
        "workspace",
        "number",
        sqlite_where=sa.text("number IS NOT NULL"),
        postgresql_where=sa.text("number IS NOT NULL"),
    ),
)
"""What somebody has left. `ask_on` is the day on which they are asked whether it is still there;
`state` is open, asked, lapsed (nobody said that it is there), gone or withdrawn. With a `number` it
is no offer, but what the owner of that purchase said of it: that it is gone."""

recalled = sa.Table(
    "recalled",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("term", sa.String(40), primary_key=True),
    sa.Column("kind", sa.String(8), primary_key=True),
    sa.Column("ref", Id, primary_key=True, autoincrement=False),
    sa.Index("ix_recalled_ref", "workspace", "ref", "kind"),
)
"""By which terms a purchase (its number) or a spare (its id) is found again. `kind` is spare,
bought, without (it was not needed), or use/2031 for what is used until that year."""

topics = sa.Table(
    "topics",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("topic", sa.String(80), primary_key=True),
    sa.Column("since", Instant, nullable=False),
)
"""What ambassadors may be asked about: a row is there because they said so themselves."""

TO_COME = "next_at IS NOT NULL"

topic_questions = sa.Table(
    "topic_questions",
    metadata,
    sa.Column("id", Id, primary_key=True),
    sa.Column("workspace", sa.String(64), nullable=False),
    sa.Column("topic", sa.String(80), nullable=False),
    sa.Column("asker", sa.String(64), nullable=False),
    sa.Column("ambassador", sa.String(64), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("next_at", Instant),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("answered_at", Instant),
    sa.Index("ix_topic_questions_ambassador", "workspace", "ambassador", "asked_at"),
    sa.Index(
        "ix_topic_questions_next",
        "workspace",
        "next_at",
        sqlite_where=sa.text(TO_COME),
        postgresql_where=sa.text(TO_COME),
    ),
)
"""What somebody asked an ambassador. `state` is waiting, reminded, let_go (the asker was told to
try another; an answer is still welcome) or answered; the next of those steps comes at `next_at`."""

proposals = sa.Table(
    "proposals",
    metadata,
    sa.Column("workspace", sa.String(64), primary_key=True),
    sa.Column("key", sa.String(80), primary_key=True),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("number", sa.Integer),
    sa.Column("ripe_at", Instant, nullable=False),
    sa.Column("proposed_at", Instant),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Index("ix_proposals_state", "workspace", "state", "ripe_at"),
    sa.Index("ix_proposals_number", "workspace", "number", "kind"),
)
"""What is ripe to be celebrated: each thing once for ever. `ripe_at` is when it became so; `state`
is found, proposed, told (it became a success) or passed (nobody told it within a year)."""
