"""Puts an export together: from the database, through a format, to pieces of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.exports import json_export
from bot.opening import check_schema
from bot.organisation import organisation_of
from bot.settings import Settings
from bot.store.database import Database
from bot.store.reading import Stored, all_workspaces, every_purchase
from dialogs import load_script


def everything(settings: Settings, now: datetime) -> Iterator[str]:
    """The JSON export of every workspace, a purchase at a time.

    Raises BadSettings when the database is not there or not at the newest schema.
    """
    organisation = organisation_of(settings)
    database = Database(settings.database_url)
    check_schema(database)
    script = load_script(own=organisation.knowledge)
    return json_export.export(script, _all(database), now, organisation.zone)


def _all(database: Database) -> Iterator[tuple[str, Stored]]:
    for workspace in all_workspaces(database):
        for stored in every_purchase(database, workspace):
            yield workspace, stored
