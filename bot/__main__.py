"""The command line: `python -m bot COMMAND`, installed as `inkoopmaatje`."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

try:
    from datetime import UTC, datetime

    import typer
    import yaml

    from bot import log
    from bot.exports.formats import Format, Language, Separator, TooLarge
    from bot.settings import BadSettings, Settings, load_settings
except ImportError as missing:
    print(
        f"This Python cannot run Inkoopmaatje ({missing}): use .venv/bin/python, which `make run` "
        "makes.",
        file=sys.stderr,
    )
    sys.exit(2)

FAILED, WRONG_USE = 1, 2
"""How a check ends that found something, and a command that could not be done."""
ADDRESSES = ("https://", "http://127.0.0.1", "http://localhost")
"""How an address begins at which Slack, or a workspace on this machine, can send events."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Inkoopmaatje: a chat colleague for Dutch public buyers.",
)

knowledge = typer.Typer(no_args_is_help=True, help="Look after what the bot knows.")
app.add_typer(knowledge, name="knowledge")


@knowledge.callback()
def _knowledge() -> None:
    """Look after what the bot knows."""


@contextmanager
def _plainly() -> Iterator[None]:
    """What a user can cause ends in one sentence and status 2, not in a traceback."""
    from bot.store.database import NotSaved
    from dialogs.script import BadScript
    from knowledge.problems import BadWords

    try:
        yield
    except (BadSettings, BadWords, BadScript) as error:
        _stop(str(error))
    except NotSaved as error:
        _stop(f"DATABASE_URL: the database cannot be used: {error}.")
    except BrokenPipeError:
        raise  # what reads our output has seen enough, such as `head`
    except TooLarge:
        _stop("A sheet would be too large for Excel: export it with --format csv.")
    except OSError as error:
        about = f": {error.filename}" if error.filename else ""
        _stop(f"{error.strerror or error}{about}.")


def _stop(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(WRONG_USE)


def _settings() -> Settings:
    """The settings; a command asks for them before it imports what it needs, for that takes longer
    than to see that one of them is wrong."""
    try:
        settings = load_settings()
    except BadSettings as error:
        _stop(str(error))
    log.configure(settings.log_level, settings.log_format)
    return settings


@app.command()
def run(
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port; 3456 or a free one when it is not given."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to serve on.")] = "127.0.0.1",
    terminal: Annotated[bool, typer.Option("--terminal", help="Chat in this terminal.")] = False,
    example: Annotated[
        bool, typer.Option("--example", help="Show a workspace with twelve purchases in it.")
    ] = False,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
) -> None:
    """Try the bot in a local workspace; with tokens, serve Slack.

    The options are for the local workspace.
    """
    settings = _settings()
    if settings.has_tokens:
        _serve(settings)
        return
    from bot.trying import Wanted
    from bot.trying import run as try_out

    with _plainly():
        try_out(settings, Wanted(host, port, terminal, not no_browser, example))


@app.command()
def serve() -> None:
    """Serve a Slack workspace: Socket Mode with SLACK_APP_TOKEN, else HTTP on HOST:PORT."""
    _serve(_settings())


def _serve(settings: Settings) -> None:
    with _plainly():
        settings.check_serving()
        from bot.serving import run as serve_slack

        serve_slack(settings)


@app.command()
def demo() -> None:
    """Play a whole purchase through the real bot in a temporary workspace, and print it."""
    from bot.demo import play

    log.configure("WARNING", "console")
    asyncio.run(play(print))


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    settings = _settings()
    from bot.store.database import Database
    from bot.store.schema import migrate as bring_up

    with _plainly():
        bring_up(Database(settings.database_url))
    print("The database has the newest schema.")


@app.command()
def export(
    format: Annotated[Format, typer.Option(help="What the export looks like.")] = Format.JSON,
    output: Annotated[Path | None, typer.Option(help="A file; else it is printed.")] = None,
    separator: Annotated[
        Separator, typer.Option(help="What stands between the columns of a CSV.")
    ] = Separator.SEMICOLON,
    language: Annotated[
        Language | None, typer.Option(help="Of headers and choices; else the organisation's.")
    ] = None,
    ocds_prefix: Annotated[
        str,
        typer.Option(
            help="Begins every id in the open data (ocds), such as ocds-a1b2c3. The Open "
            "Contracting Partnership gives one to who publishes; without it we make up our own."
        ),
    ] = "",
    schema: Annotated[bool, typer.Option(help="Print the JSON Schema of the export.")] = False,
) -> None:
    """Export everything stored about purchases: json, csv, xlsx (Excel) or ocds (open data); or
    the ambition web of all of them, as a picture (svg) or a table (txt).

    What each format holds is in docs/exports.md. Open data has no people in it, and no answers in
    their own words.
    """
    if schema:
        from bot.exports.json_export import schema as json_schema

        print(json_schema())
        return
    settings = _settings()
    if format is Format.XLSX and output is None and sys.stdout.isatty():
        _stop("A terminal cannot show an Excel file: name one with --output, as in all.xlsx.")
    from bot.exporting import LONG, notes, opened, write, write_to
    from bot.progress import Progress

    with _plainly():
        source = opened(settings, datetime.now(UTC), language or "", separator, ocds_prefix)
        for note in notes(format, source):
            print(note, file=sys.stderr)
        printed = output is None and sys.stdout.isatty()
        progress = Progress(sys.stderr, "purchases", LONG, quiet=printed)
        if output:
            write(format, output, source, progress.told)
        else:
            with _printing("the export"):
                write_to(format, sys.stdout.buffer, source, progress.told)
        progress.done()


def _print(pieces: Iterable[str], name: str) -> None:
    """Prints pieces of text, and finds out now whether that can be."""
    with _printing(name):
        sys.stdout.writelines(pieces)


@contextmanager
def _printing(name: str) -> Iterator[None]:
    """Finds out now whether what is printed can be."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left in the buffer would be tried again, and fail again, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OSError(error.errno, error.strerror, f"{name} was not printed") from error


@app.command()
def reminders(
    within: Annotated[
        str, typer.Option(help="How far ahead: 12h, 30d, 2w or 3m (hours, days, weeks, months).")
    ] = "30d",
) -> None:
    """Show what would be sent, to whom, when and why; sends nothing."""
    settings = _settings()
    from bot.reminding import upcoming

    with _plainly():
        lines = upcoming(settings, datetime.now(UTC), within)
        _print((f"{line}\n" for line in lines), "the list")


@app.command()
def manifest(
    request_url: Annotated[
        str, typer.Option(help="Where Slack sends events over HTTP; without it, Socket Mode.")
    ] = "",
) -> None:
    """Print the Slack app manifest."""
    from bot.slack.manifest import SCOPES
    from bot.slack.manifest import manifest as made

    if request_url and not request_url.startswith(ADDRESSES):
        _stop("--request-url must be an address that starts with https://.")
    for scope, reason in SCOPES.items():
        print(f"# {scope}: {reason}")
    print(yaml.safe_dump(made(request_url), sort_keys=False, allow_unicode=True), end="")


@knowledge.command()
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="An organisation's own folder, to lay over ours.")
    ] = None,
) -> None:
    """Check our knowledge, and that of a folder over it; exit 1 when something does not fit."""
    from bot.checking import check as checked
    from bot.clock import SystemClock

    if folder and not folder.is_dir():
        _stop(f"{folder}: there is no such folder.")
    with _plainly():
        found = checked(folder, SystemClock().now().date())
        _print((f"{line}\n" for line in found.lines), "what was found")
    if not found.fits:
        raise typer.Exit(FAILED)


@app.command()
def doctor(
    links: Annotated[
        bool, typer.Option("--links", help="Only ask every address that we point at if it answers.")
    ] = False,
) -> None:
    """Check tokens, scopes, channels, database, clock and time zone; exit 1 when one fails."""
    from bot.clock import SystemClock
    from bot.doctor import examine
    from bot.links import addresses, ask_all, told
    from bot.organisation import organisation_of
    from dialogs import load_script

    with _plainly():
        settings = _settings()
        if links:
            script = load_script(own=organisation_of(settings).knowledge)
            lines, well = told(asyncio.run(ask_all(addresses(script))))
        else:
            found = asyncio.run(examine(settings, SystemClock()))
            lines, well = [each.line for each in found], all(each.well for each in found)
        _print((f"{line}\n" for line in lines), "what was found")
    if not well:
        raise typer.Exit(FAILED)


def main() -> None:
    """The entry point of the installed command."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        print(error.format_message().replace("Value error, ", ""), file=sys.stderr)
        sys.exit(WRONG_USE)


if __name__ == "__main__":
    main()
