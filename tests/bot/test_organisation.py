"""The organisation file: the example loads, the environment wins, and a mistake names its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.local import Local
from bot.organisation import ASSURANCE, organisation_of
from bot.parts import Organisation
from bot.playground.people import AMINA, INKOOP, PIET, SUCCESSES
from bot.settings import BadSettings, Settings, load_settings
from tests.program import bot

EXAMPLE = Path(__file__).parent.parent.parent / "knowledge" / "organisation.example.yaml"


@pytest.fixture(autouse=True)
def _nothing_set(bot_settings: Settings) -> None:
    """This machine's environment says nothing."""


def told(path: Path, **settings: str) -> Organisation:
    """What the file says with these settings beside it."""
    given: dict[str, Any] = {"_env_file": None, "inkoop_organisation_file": path, **settings}
    return organisation_of(Settings(**given))


def written(folder: Path, text: str) -> Path:
    path = folder / "organisatie.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_example_loads_and_shows_every_figure() -> None:
    found = told(EXAMPLE)

    assert found.name == "Gemeente Waterrijk"
    assert set(found.assurance) == set(ASSURANCE)
    assert found.assurance["kick_off_days"] == 14
    assert found.contact in found.procurement_team
    assert found.procurement_channel.startswith("C")
    assert found.success_channel.startswith("C")
    assert found.ambassadors
    assert found.administrators
    assert found.notify_above == 50000
    assert found.buyer == "decentral"
    assert {date(2026, 5, 15), date(2026, 12, 24), date(2027, 1, 1)} <= found.closing_days
    assert date(2027, 1, 2) not in found.closing_days
    assert (found.language, found.zone.key) == ("nl", "Europe/Amsterdam")


def test_without_a_file_there_is_what_there_always_was() -> None:
    found = organisation_of(Settings(_env_file=None))

    assert found == Organisation("nl", ZoneInfo("Europe/Amsterdam"))


def test_what_is_set_in_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "INKOOP_ORGANISATION_FILE": str(EXAMPLE),
        "INKOOP_PROCUREMENT_CHANNEL": "C0ENV1",
        "INKOOP_SUCCESS_CHANNEL": "C0ENV2",
        "INKOOP_PROCUREMENT_TEAM": "U0ENV1, U0ENV2",
        "INKOOP_AMBASSADORS": "U0ENV3",
        "INKOOP_LANGUAGE": "en",
        "INKOOP_TIMEZONE": "America/Curacao",
    }.items():
        monkeypatch.setenv(name, value)

    found = organisation_of(load_settings())

    assert (found.procurement_channel, found.success_channel) == ("C0ENV1", "C0ENV2")
    assert found.procurement_team == {"U0ENV1", "U0ENV2"}
    assert found.ambassadors == {"U0ENV3"}
    assert (found.language, found.zone.key) == ("en", "America/Curacao")
    assert found.name == "Gemeente Waterrijk"


def test_the_file_says_what_the_environment_leaves_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, "language: en\ntimezone: America/Curacao\n")
    monkeypatch.setenv("INKOOP_LANGUAGE", "")
    monkeypatch.setenv("INKOOP_TIMEZONE", "")

    found = told(path)

    assert (found.language, found.zone.key) == ("en", "America/Curacao")


def test_what_yaml_would_read_as_something_else_is_what_was_typed(tmp_path: Path) -> None:
    text = 'name: No\nroles:\n  ambassadors: ["U012", UNO]\nclosing_days:\n  - "2026-12-24"\n'

    found = told(written(tmp_path, text))

    assert found.name == "No"
    assert found.ambassadors == {"U012", "UNO"}
    assert found.closing_days == {date(2026, 12, 24)}


@pytest.mark.parametrize(
    "text", ["", "# nog niets\n", "name:\nchannels:\n  success:\nroles:\nassurance: ~\n", "\ufeff"]
)
def test_empty_is_the_same_as_not_set(tmp_path: Path, text: str) -> None:
    found = told(written(tmp_path, text))

    assert found == Organisation("nl", ZoneInfo("Europe/Amsterdam"))


def test_which_thresholds_hold_is_said_in_the_file(tmp_path: Path) -> None:
    assert told(written(tmp_path, "name: x\n")).buyer == "decentral"
    assert told(written(tmp_path, "buyer: central\n")).buyer == "central"


def test_the_folder_of_its_own_knowledge_is_beside_the_file(tmp_path: Path) -> None:
    assert told(written(tmp_path, "knowledge: kennis\n")).knowledge == tmp_path / "kennis"
    assert told(written(tmp_path, "knowledge: /srv/kennis\n")).knowledge == Path("/srv/kennis")
    assert told(EXAMPLE).knowledge is None
    shown = EXAMPLE.read_text("utf-8").replace("# knowledge: kennis", "knowledge: kennis")
    assert told(written(tmp_path, shown)).knowledge == tmp_path / "kennis"


def test_a_role_may_be_a_user_group(tmp_path: Path) -> None:
    text = "".join(
        f"  {role}: [S012AB3CD, U012AB3CD]\n"
        for role in ("procurement_team", "ambassadors", "administrators")
    )

    found = told(written(tmp_path, f"roles:\n{text}"))
    named = told(EXAMPLE, inkoop_procurement_team="S0ENV1, U0ENV2", inkoop_ambassadors="S0ENV3")

    both = {"S012AB3CD", "U012AB3CD"}
    assert found.procurement_team == found.ambassadors == found.administrators == both
    assert named.procurement_team == {"S0ENV1", "U0ENV2"}
    assert named.ambassadors == {"S0ENV3"}


WRONG = [
    ("name: x\nchanels:\n  success: C012\n", 2, "chanels: there is no such key; there are name, "),
    ("channels:\n  sucess: C012\n", 2, "there are procurement, success, digest."),
    (
        "channels: C012\n",
        1,
        "channels: here must stand keys with values: procurement, success, digest.",
    ),
    ("channels:\n\n  success: '#successen'\n", 3, "'#successen' is not the id of a channel"),
    ("channels:\n  success: 012\n", 2, "channels.success: '012' is not the id of a channel"),
    ("roles:\n  ambassadors:\n    - U012\n    - amina\n", 4, "'amina' is not the id of a person"),
    ("roles:\n  ambassadors:\n    - amina\n", 3, "or of a user group; that looks like U012AB3CD"),
    ("contact: S012AB3CD\n", 1, "contact: 'S012AB3CD' is not the id of a person"),
    ("roles:\n  ambassadors:\n    - 2026\n", 3, "'2026' is not the id of a person"),
    ("roles:\n  ambassadors:\n    - U012\n    -\n", 4, "there is nothing behind the dash"),
    ("roles:\n  ambassadors: U012\n", 2, "roles.ambassadors: it must be a list"),
    ("contact: yes\n", 1, "contact: 'yes' is not the id of a person"),
    ("contact: [U012]\n", 1, "contact: it must be one text"),
    ("language: fr\n", 1, "language: it must be 'nl' or 'en'."),
    ("buyer: gemeente\n", 1, "buyer: it must be 'central', 'decentral' or 'special'."),
    ("timezone: Europe/Amstelveen\n", 1, "there is no time zone 'Europe/Amstelveen'"),
    ("closing_days:\n  - 2026-02-30\n", 2, "'2026-02-30' is not a date; write it as 2026-12-24"),
    ("closing_days:\n  - 24-12-2026\n", 2, "closing_days: '24-12-2026' is not a date"),
    ("closing_days: 2026-12-24\n", 1, "closing_days: it must be a list"),
    ("closing_days:\n  - from: 2026-12-24\n    to: 12\n", 3, "closing_days.to: '12' is not a date"),
    ("closing_days:\n  - {from: 2026-12-24}\n", 2, "to is missing; write from and to"),
    ("closing_days:\n  - {from: 2026-12-24, to: 2026-12-23}\n", 2, "it must end on or after"),
    ("closing_days:\n  - {from: 2026-12-24, to: 2062-12-25}\n", 2, "within a year"),
    ("closing_days:\n  - {from: 2026-12-24, until: 2026-12-25}\n", 2, "to is missing"),
    ("assurance:\n  kick_of_days: 3\n", 2, "assurance.kick_of_days: there is no such key"),
    ("assurance:\n  kick_off_days: 1001\n", 2, "'1001' is not a whole number from 0 to 366"),
    ("assurance:\n  kick_off_days: -1\n", 2, "'-1' is not a whole number"),
    ("assurance:\n  kick_off_days: 2.5\n", 2, "'2.5' is not a whole number"),
    ("assurance:\n  kick_off_days: yes\n", 2, "'yes' is not a whole number"),
    ("assurance: 3\n", 1, "assurance: here must stand keys with values: kick_off_days, "),
    ("notify_above: 50.000\n", 1, "'50.000' is not an amount; write whole euros, such as 50000"),
    ("name: " + 81 * "x" + "\n", 1, "name: it must be at most 80 characters"),
    ("name: a\nname: b\n", 2, "name stands there twice"),
    ("name: a\n? [b]\n: c\n", 2, "a key must be a word"),
    ("roles: &r\n  ambassadors: [U012]\nchannels: *r\n", 1, "instead of with & and *"),
    ("Gemeente Waterrijk\n", 1, "here must stand keys with values: name, channels, "),
    ("- name\n", 1, "here must stand keys with values: name, channels, "),
    ("name: a\n\tb: c\n", 2, "it is not YAML: "),
    ("name: 'a\n", 2, "it is not YAML: "),
    ("name: a: b\n", 1, "it is not YAML: mapping values are not allowed here."),
    ("name: a\n---\nname: b\n", 2, "it is not YAML: "),
]


@pytest.mark.parametrize(("text", "line", "said"), WRONG)
def test_a_mistake_names_the_file_the_line_and_what_is_allowed(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    path = written(tmp_path, text)

    with pytest.raises(BadSettings) as wrong:
        told(path)

    sentence = str(wrong.value)
    assert sentence.startswith(f"{path}, line {line}: "), sentence
    assert said in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read: No such file"), (b"\xff", "not text in UTF-8"),
                          (b"name: \x01", "it is not YAML")]
)  # fmt: skip
def test_a_file_that_is_none_is_one_sentence(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "organisatie.yaml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(BadSettings, match=said) as wrong:
        told(path)

    assert str(path) in str(wrong.value)
    assert len(str(wrong.value).splitlines()) == 1


@pytest.mark.parametrize("command", ["serve", "export"])
def test_the_program_does_not_start_with_a_file_that_is_wrong(tmp_path: Path, command: str) -> None:
    written(tmp_path, "name: a\nlanguage: fr\n")
    given = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}

    ended = bot(command, folder=tmp_path, INKOOP_ORGANISATION_FILE="organisatie.yaml", **given)

    assert ended.returncode == 2
    assert ended.stderr == "organisatie.yaml, line 2: language: it must be 'nl' or 'en'.\n"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("INKOOP_SUCCESS_CHANNEL", "#mvi-successen"),
        ("INKOOP_PROCUREMENT_CHANNEL", "C012, C013"),
        ("INKOOP_AMBASSADORS", "U012, amina"),
        ("INKOOP_PROCUREMENT_TEAM", "@piet"),
    ],
)
def test_an_id_that_is_none_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(setting, value)

    with pytest.raises(BadSettings, match=rf"{setting} is wrong: .* is not the id of a"):
        load_settings()


async def test_the_local_workspace_has_people_and_channels_of_its_own(local: Local) -> None:
    found = local.bot.parts.organisation

    assert (found.procurement_channel, found.success_channel) == (INKOOP, SUCCESSES)
    assert found.procurement_team == {PIET}
    assert found.ambassadors == {AMINA}
