"""Puts an export together: from the database, through a format, to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.exports import csv_export, json_export
from bot.exports.formats import Format, Separator
from bot.exports.json_export import ExportedPurchase
from bot.exports.labels import Labels
from bot.opening import check_schema
from bot.organisation import ocds_prefix, organisation_of
from bot.parts import Organisation, Parts
from bot.policies import PolicyShelf
from bot.settings import BadSettings, Settings
from bot.store import policies
from bot.store.database import Database
from bot.store.periods import ALL, Span
from bot.store.reading import all_workspaces, every_purchase
from dialogs import load_script
from dialogs.scene import Scene
from knowledge.policy import Policy

LONG = 500
"""After each so many purchases an export tells how far it is."""
Told = Callable[[int], None]
"""Hears how many purchases were written so far, now and then and at the end."""


@dataclass(frozen=True)
class Source:
    """What is exported, and as what: the workspaces of a database, in a language, at a moment.

    Each workspace goes by its own of `policies`; without one by that of the scene.
    `prefix` begins the ids of the open data; empty where none was registered.
    """

    database: Database
    workspaces: tuple[str, ...]
    scene: Scene
    organisation: Organisation
    separator: Separator = Separator.SEMICOLON
    prefix: str = ""
    span: Span = ALL
    policies: Mapping[str, Policy] = field(default_factory=dict)

    @property
    def purchases(self) -> Iterator[ExportedPurchase]:
        """Every purchase as it is exported, read a page at a time."""
        for workspace in self.workspaces:
            policy = self.policies.get(workspace, self.scene.policy)
            scene = replace(self.scene, policy=policy)
            for stored in every_purchase(self.database, workspace, self.span):
                yield json_export.exported(scene, workspace, stored)


def opened(
    settings: Settings,
    now: datetime,
    language: str = "",
    separator: Separator = Separator.SEMICOLON,
    prefix: str = "",
) -> Source:
    """Every workspace of the database that the settings name, for the command line.

    Raises BadSettings when the database is not there or not at the newest schema, or the prefix is
    none.
    """
    organisation = organisation_of(settings)
    try:
        prefix = ocds_prefix(prefix) if prefix else organisation.ocds_prefix
    except ValueError as error:
        raise BadSettings(f"--ocds-prefix: {error}.") from error
    database = Database(settings.database_url)
    check_schema(database)
    script = load_script(own=organisation.knowledge)
    workspaces = tuple(all_workspaces(database))
    each = {name: _policy_of(database, name, organisation.policy) for name in workspaces}
    # The words of several workspaces are those of the file: one theme may be called two things.
    policy = each[workspaces[0]] if len(workspaces) == 1 else organisation.policy
    scene = Scene(
        script, language or organisation.language, now, organisation.zone, policy,
        organisation.buyer,
    )  # fmt: skip
    return Source(database, workspaces, scene, organisation, separator, prefix, policies=each)


def _policy_of(database: Database, workspace: str, file: Policy) -> Policy:
    """The policy of a workspace with what was set in chat, where that can be read."""
    shelf = PolicyShelf(file)
    layers = shelf.layers_of(database.run_now(workspace, policies.newest))
    return (layers or shelf.layers).current


def source_of(parts: Parts, language: str, span: Span = ALL) -> Source:
    """The bot's own workspace and no other, with the policy in use now."""
    prefix = parts.organisation.ocds_prefix
    scene = parts.scene(language)
    workspaces = (parts.workspace,)
    return Source(parts.database, workspaces, scene, parts.organisation, prefix=prefix, span=span)


def write(format: Format, path: Path, source: Source, told: Told = lambda count: None) -> None:
    """Writes an export to a file, off the event loop; `told` hears how far it is.

    Raises OSError when it cannot be written, TooLarge when Excel cannot hold it.
    """
    with path.open("wb") as file:
        write_to(format, file, source, told)


def write_to(
    format: Format, file: BinaryIO, source: Source, told: Told = lambda count: None
) -> None:
    """The same, to a file that is open; it needs no more than to be written to."""
    purchases = _counted(source.purchases, told)
    if format is Format.XLSX:
        # Imported here: an export in another format need not wait for it.
        from bot.exports import xlsx_export

        xlsx_export.write(file, Labels(source.scene), purchases)
        return
    file.writelines(each.encode() for each in _text(format, source, purchases))


def _text(format: Format, source: Source, purchases: Iterable[ExportedPurchase]) -> Iterator[str]:
    """What is text, in pieces."""
    if format is Format.JSON:
        return json_export.export(purchases, source.scene.now)
    if format in (Format.SVG, Format.TXT):
        from bot.exports import web_export

        drawn = web_export.as_svg if format is Format.SVG else web_export.as_text
        return drawn(source.scene, source.organisation.name, purchases)
    labels = Labels(source.scene)
    if format is Format.CSV:
        return csv_export.export(labels, purchases, source.separator)
    from bot.exports import ocds

    publisher = ocds.Publisher(
        source.organisation.name or labels.word("export.unnamed"),
        source.prefix or ocds.LOCAL_PREFIX,
        {key: each.goals for key, each in source.scene.script.catalogue.themes.items()},
    )
    return ocds.export(labels, purchases, publisher, source.scene.now)


def notes(format: Format, source: Source) -> Iterator[str]:
    """What who asked for an export should know of it, a sentence each."""
    if format is not Format.OCDS:
        return
    if not source.prefix:
        yield (
            "No OCDS prefix is set, so the ids are of our own making: before you publish, ask the "
            "Open Contracting Partnership for a prefix, and give it with --ocds-prefix or as "
            "ocds_prefix in the organisation file."
        )
    if not source.organisation.name:
        yield "The buyer has no name: give it as name in the organisation file."


def _counted(purchases: Iterable[ExportedPurchase], told: Told) -> Iterator[ExportedPurchase]:
    count = 0
    for count, purchase in enumerate(purchases, 1):
        yield purchase
        if count % LONG == 0:
            told(count)
    told(count)
