"""The command line: `python -m bot COMMAND`, installed as `inkoopmaatje`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
import yaml

from bot import log
from bot.settings import BadSettings, Settings, load_settings

WRONG_USE = 2

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Inkoopmaatje: a chat colleague for Dutch public buyers.",
)


class Format(StrEnum):
    """What an export can look like."""

    JSON = "json"


@contextmanager
def _plainly() -> Iterator[None]:
    """What a user can cause ends in one sentence and status 2, not in a traceback."""
    from bot.slack.app import NoSlack
    from bot.store.database import NotSaved
    from dialogs.script import BadScript
    from knowledge.wording import BadWords

    try:
        yield
    except (BadSettings, NoSlack, BadWords, BadScript) as error:
        _stop(str(error))
    except NotSaved as error:
        _stop(f"DATABASE_URL: the database cannot be used: {error}.")
    except OSError as error:
        _stop(f"{error.strerror or error}: {error.filename or 'HOST and PORT'}.")


def _stop(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(WRONG_USE)


def _settings() -> Settings:
    settings = load_settings()
    log.configure(settings.log_level, settings.log_format)
    return settings


@app.command()
def run(
    port: Annotated[int, typer.Option(help="Port of the local workspace; 0 takes a free one.")] = 0,
) -> None:
    """Serve Slack when tokens are set; else start a local workspace and chat in this terminal."""
    with _plainly():
        settings = _settings()
        if settings.has_tokens:
            from bot.serving import run as serve_slack

            serve_slack(settings)
            return
        from bot.chatting import chat

        asyncio.run(chat(settings, port))


@app.command()
def serve() -> None:
    """Serve a Slack workspace: Socket Mode with SLACK_APP_TOKEN, else HTTP on HOST:PORT."""
    from bot.serving import run as serve_slack

    with _plainly():
        serve_slack(_settings())


@app.command()
def demo() -> None:
    """Play a whole purchase through the real bot in a temporary workspace, and print it."""
    from bot.demo import play

    log.configure("WARNING", "console")
    asyncio.run(play(print))


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from bot.store.database import Database
    from bot.store.schema import migrate as bring_up

    with _plainly():
        bring_up(Database(_settings().database_url))
    print("The database has the newest schema.")


@app.command()
def export(
    format: Annotated[Format, typer.Option(help="What the export looks like.")] = Format.JSON,
    output: Annotated[Path | None, typer.Option(help="A file; else it is printed.")] = None,
    schema: Annotated[bool, typer.Option(help="Print the JSON Schema of the export.")] = False,
) -> None:
    """Export everything stored about purchases."""
    from bot.exporting import everything
    from bot.exports.json_export import schema as json_schema

    if schema:
        print(json_schema())
        return
    with _plainly():
        pieces = everything(_settings(), datetime.now(UTC))
        if output is None:
            sys.stdout.writelines(pieces)
            return
        with output.open("w", encoding="utf-8") as file:
            file.writelines(pieces)


@app.command()
def manifest(
    request_url: Annotated[
        str, typer.Option(help="Where Slack sends events over HTTP; without it, Socket Mode.")
    ] = "",
) -> None:
    """Print the Slack app manifest."""
    from bot.slack.manifest import SCOPES
    from bot.slack.manifest import manifest as made

    for scope, reason in SCOPES.items():
        print(f"# {scope}: {reason}")
    print(yaml.safe_dump(made(request_url), sort_keys=False, allow_unicode=True), end="")


def main() -> None:
    """The entry point of the installed command."""
    app()


if __name__ == "__main__":
    main()
