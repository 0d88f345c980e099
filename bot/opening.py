"""Opens a database only when it is ready to be used."""

from __future__ import annotations

from bot.settings import BadSettings
from bot.store import schema
from bot.store.database import Database, NotSaved


def check_schema(database: Database) -> None:
    """Raises BadSettings when the database is not at the newest schema."""
    try:
        newest = schema.is_newest(database)
    except NotSaved as error:
        raise BadSettings(f"DATABASE_URL: the database cannot be opened: {error}.") from error
    if not newest:
        raise BadSettings("The database has an older schema: run `python -m bot migrate` first.")
