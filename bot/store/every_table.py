"""Every table there is, in one place for what needs them all: migrating, erasing, testing."""

from __future__ import annotations

from bot.store import (
    assurance_tables,
    celebrating_tables,
    question_tables,
    tables,
    view_tables,
)

metadata = tables.metadata
BY_SUBJECT = (tables, assurance_tables, question_tables, view_tables, celebrating_tables)
