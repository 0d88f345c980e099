"""The shape of the database: brings it to the newest, and tells whether it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from bot.store.database import Database, NotSaved


def migrate(database: Database) -> None:
    """Brings the database to the newest schema; raises NotSaved when that cannot be."""
    if is_newest(database):
        return
    try:
        with database.engine.connect() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except SQLAlchemyError as error:
        raise NotSaved(_said(error)) from error


def is_newest(database: Database) -> bool:
    """Whether the database has the newest schema; raises NotSaved when it cannot be read."""
    try:
        with database.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        raise NotSaved(_said(error)) from error
    return current == newest()


@cache
def newest() -> str | None:
    """The name of the newest schema: the files that tell it do not change while we run."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _said(error: SQLAlchemyError) -> str:
    """What the database said, on one line and without the address that was used."""
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().splitlines()[0]
