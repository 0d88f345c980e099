"""The command line as an outsider uses it: what it prints, and how it ends.

Each command starts from nothing in one test, and as a fork in the others.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.exports.json_export import Export
from tests.office import TITLE, Office
from tests.program import bot, command, environment, fresh_bot


def test_the_demo_plays_a_whole_purchase(tmp_path: Path) -> None:
    played = fresh_bot("demo", folder=tmp_path)

    assert played.returncode == 0, played.stderr
    assert "INK-0001 · 40 laptops voor nieuwe collega's" in played.stdout
    assert "■■■■■■■■■  9 van 9 beantwoord" in played.stdout
    assert played.stdout.count("Tip: Vraag je leverancier uit welk materiaal het bestaat") == 1
    assert "De MVI-criteriatool (https://www.mvicriteria.nl/nl/webtool)" in played.stdout
    assert "Open punt: Borging – Piet Bakker" in played.stdout
    assert "Leverancier: Laptopreus BV" in played.stdout
    asked = played.stdout.index("Regel: elke 3 maanden, zo staat het bij deze belofte.")
    promised = "“Na vier jaar een nieuwe accu; de servicedesk repareert zelf”\n    Wordt dit"
    assert 0 < played.stdout.index(promised) < asked < played.stdout.index("✓ Nagekomen – Piet")
    assert "Geschiedenis van INK-0001" in played.stdout
    agreed = played.stdout.index("Piet Bakker kiest: [Ja, dat mag]")
    posted = played.stdout.index("Amina El Idrissi viert een succes", agreed)
    assert posted > played.stdout.index("── In het successenkanaal staat nu ──") > agreed
    assert played.stdout.rstrip().endswith("Sanne de Vries en Piet Bakker reageren blij.")
    assert list(tmp_path.iterdir()) == []


def test_the_demo_is_the_same_whatever_is_set(tmp_path: Path) -> None:
    settings = {"INKOOP_LANGUAGE": "en", "PORT": "abc", "DATABASE_URL": "nonsense"}

    played = bot("demo", folder=tmp_path, **settings)

    assert played.returncode == 0, played.stderr
    assert "9 van 9 beantwoord" in played.stdout


async def test_the_export_holds_what_was_answered_and_fits_its_schema(
    office: Office, tmp_path: Path
) -> None:
    talk = await office.at_first_question(TITLE)
    await talk.say("ja, want de oude zijn op")
    await office.local.bot.settled()
    url = str(office.local.bot.parts.database.url)

    exported = fresh_bot("export", "--output", "all.json", folder=tmp_path, DATABASE_URL=url)

    assert exported.returncode == 0, exported.stderr
    text = (tmp_path / "all.json").read_text("utf-8")
    Export.model_validate_json(text, strict=True)
    (purchase,) = json.loads(text)["purchases"]
    assert purchase["id"] == "INK-0001"
    assert purchase["contract"] is None
    assert purchase["reminders"] == purchase["successes"] == purchase["themes"] == []
    (answer,) = purchase["answers"]
    assert answer["question"] == "circularity.1"
    assert answer["choice"] == "need"
    assert answer["responsible"] is None
    assert answer["answered_at"].endswith(("Z", "+00:00"))
    schema = json.loads(bot("export", "--schema", folder=tmp_path).stdout)
    assert "ExportedPurchase" in schema["$defs"]


def test_migrate_makes_a_database_and_says_so(tmp_path: Path) -> None:
    made = fresh_bot("migrate", folder=tmp_path)

    assert made.returncode == 0
    assert made.stdout == "The database has the newest schema.\n"
    assert (tmp_path / "var" / "inkoopmaatje.db").exists()
    assert json.loads(bot("export", folder=tmp_path).stdout)["purchases"] == []


def test_the_manifest_is_yaml_with_a_reason_for_each_scope(tmp_path: Path) -> None:
    printed = fresh_bot("manifest", folder=tmp_path).stdout

    manifest = yaml.safe_load(printed)
    for scope in manifest["oauth_config"]["scopes"]["bot"]:
        assert f"# {scope}: " in printed
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert not any("history" in each for each in manifest["oauth_config"]["scopes"]["bot"]
                   if not each.startswith("im:"))  # fmt: skip
    for text, longest in ((manifest["display_information"]["name"], 35),
                          (manifest["display_information"]["description"], 140)):  # fmt: skip
        assert len(text) <= longest
    over_http = yaml.safe_load(
        bot("manifest", "--request-url", "https://a.nl/x", folder=tmp_path).stdout
    )
    assert over_http["settings"]["interactivity"]["request_url"] == "https://a.nl/x"


@pytest.mark.parametrize(
    ("words", "settings", "sentence"),
    [
        (("serve",), {}, "SLACK_BOT_TOKEN is missing: put the bot token of your Slack app"),
        (("serve",), {"SLACK_BOT_TOKEN": "xoxp-1"}, "must start with xoxb-"),
        (("serve",), {"SLACK_BOT_TOKEN": "xoxb-1"}, "Set SLACK_APP_TOKEN"),
        (
            ("serve",),
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xoxb-2"},
            "must start with xapp-",
        ),
        (
            ("serve",),
            {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-2"},
            "run `python -m bot migrate` first",
        ),
        (("migrate",), {"DATABASE_URL": "sqlite:////proc/no/such.db"}, "DATABASE_URL"),
        (("migrate",), {"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        (("migrate",), {"DATABASE_URL": "sqlite://"}, "name a file"),
        (("export",), {"DATABASE_URL": "sqlite:///:memory:"}, "name a file"),
        (
            ("migrate",),
            {"DATABASE_URL": "postgresql+psycopg://u:geheim@127.0.0.1:1/x"},
            "DATABASE_URL",
        ),
        (("run",), {"INKOOP_TIMEZONE": "Europe/Amstelveen"}, "there is no time zone"),
        (("run",), {"INKOOP_LANGUAGE": "fr"}, "INKOOP_LANGUAGE is wrong"),
        (("run",), {"PORT": "many"}, "PORT is wrong"),
        (("export",), {}, "run `python -m bot migrate` first"),
        (("export", "--output", "/proc/x/y"), {"DATABASE_URL": "sqlite:///new.db"}, "migrate"),
        (("exprot",), {}, "No such command 'exprot'. Did you mean 'export'?"),
        (("export", "--format", "pdf"), {}, "'pdf' is not one of 'json', 'csv', 'xlsx', 'ocds'"),
        (("export", "--separator", "|"), {}, "'|' is not one of 'semicolon', 'comma', 'tab'"),
        (("export", "--language", "fr"), {}, "'fr' is not one of 'nl', 'en'"),
        (("export", "--ocds-prefix", "ocds-x"), {}, "'ocds-x' is not an OCDS prefix; that looks"),
        (("reminders",), {}, "run `python -m bot migrate` first"),
        (("reminders", "--within", "30"), {}, "--within '30' is no time: write a number and h, d,"),
        (("reminders", "--within", "0d"), {}, "such as 12h, 30d, 2w or 3m"),
        (("reminders", "--within", "3 years"), {}, "such as 12h, 30d, 2w or 3m"),
        (("export", "--fromat", "json"), {}, "No such option: --fromat"),
        (("run", "--port", "70000"), {}, "Invalid value for '--port'"),
        (
            ("run", "--host", "192.0.2.1"),
            {},
            "--host 192.0.2.1 --port 3456 cannot be used: Cannot assign requested address.",
        ),
        (("manifest", "--request-url", "foo"), {}, "must be an address that starts with https://"),
    ],
)
def test_what_a_user_gets_wrong_is_one_sentence_and_status_two(
    tmp_path: Path, words: tuple[str, ...], settings: dict[str, str], sentence: str
) -> None:
    ended = bot(*words, folder=tmp_path, **settings)

    assert ended.returncode == 2, ended.stdout + ended.stderr
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "geheim" not in ended.stderr


def test_an_export_that_cannot_be_printed_is_one_sentence(tmp_path: Path) -> None:
    bot("migrate", folder=tmp_path)

    with open("/dev/full", "w") as full:
        ended = subprocess.run(
            command("export"), cwd=tmp_path, env=environment(),
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip

    assert ended.returncode == 2
    assert ended.stderr == "No space left on device: the export was not printed.\n"


def test_a_python_without_the_packages_names_the_one_that_has_them(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-S", "-m", "bot", "export"], cwd=tmp_path, env=environment(),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert ended.returncode == 2
    assert ".venv/bin/python" in ended.stderr
    assert "make run" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_slack_that_does_not_let_us_in_is_one_sentence(tmp_path: Path) -> None:
    bot("migrate", folder=tmp_path)

    ended = fresh_bot(
        "serve", folder=tmp_path, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-2",
        SLACK_API_URL="http://127.0.0.1:1/api/",
    )  # fmt: skip

    assert ended.returncode == 2
    assert "Slack cannot be reached at http://127.0.0.1:1/api/" in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


def test_every_command_has_help(tmp_path: Path) -> None:
    for name in ("run", "serve", "demo", "migrate", "export", "reminders", "manifest"):
        assert bot(name, "--help", folder=tmp_path).returncode == 0


def test_the_dialogs_print_as_an_outline() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "dialogs"], capture_output=True, text=True, check=True
    ).stdout

    assert "1. Heb ik het echt nodig? Heb ik nog iets wat ik kan hergebruiken?" in printed
    assert "becomes an open point: not finished" in printed


async def test_a_port_that_is_taken_is_one_sentence(office: Office, tmp_path: Path) -> None:
    workspace = office.local.workspace

    ended = await asyncio.to_thread(
        bot, "serve", folder=tmp_path, PORT=workspace.url.rstrip("/").rsplit(":", 1)[1],
        SLACK_API_URL=workspace.api_url, SLACK_BOT_TOKEN=workspace.bot_token,
        SLACK_SIGNING_SECRET="x", DATABASE_URL=str(office.local.bot.parts.database.url),
    )  # fmt: skip

    assert ended.returncode == 2, ended.stderr
    assert ended.stderr == "Address already in use: change HOST or PORT.\n"
    assert len(ended.stderr.strip().splitlines()) == 1
