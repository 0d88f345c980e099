"""The chat in the terminal: what is typed comes where it belongs, and forms are asked in full."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.terminal.chat import Terminal
from tests.bot.test_running import GOODBYE
from tests.office import Office
from tests.program import bot, command, environment, fresh_bot

FIRST = ("40 laptops", "naar de vragen")


async def typed(
    office: Office, *lines: str | Callable[[], None], language: str = "nl"
) -> list[str]:
    """Types lines in a terminal that was just opened; gives what it shows.

    A function among the lines is something that happens in between.
    """
    left = list(lines)
    shown: list[str] = []
    parts = office.local.bot.parts

    async def read() -> str:
        while left:
            line = left.pop(0)
            if isinstance(line, str):
                shown.append(f"> {line}")
                return f"{line}\n"
            line()
        return ""

    await Terminal(
        office.sanne, lambda: parts.script.wordings, language, read, shown.append,
        lambda: parts.clock.now().date(), office.local.settled,
    ).run()  # fmt: skip
    return "\n".join(shown).split("\n")


def number(shown: list[str], label: str) -> str:
    """The number that chooses something, as it was shown last."""
    for line in reversed(shown):
        if f"] {label}" in line:
            return line[: line.index(f"] {label}")].rsplit("[", 1)[1]
    raise LookupError(label)


def after(shown: list[str], words: str) -> list[str]:
    """What is shown below the last line with these words."""
    start = max(place for place, line in enumerate(shown) if words in line)
    return shown[start + 1 :]


def test_the_terminal_holds_a_whole_conversation(tmp_path: Path) -> None:
    typed = [
        "40 laptops voor nieuwe collega's", "naar de vragen", "1", "1", "1", "1",
        "Nieuwe accu na vier jaar", "ik", "3", "Leverancier haalt op", "Laptopreus BV", "2040",
        "ja", "ja", "ja", "ja", "/home", "/inkoop lijst",
    ]  # fmt: skip

    chatted = fresh_bot("run", "--terminal", folder=tmp_path, stdin="\n".join(typed) + "\n")

    assert chatted.returncode == 0, chatted.stderr
    assert "Local workspace: http://127.0.0.1:" in chatted.stdout
    assert "INK-0001: 9 van 9 beantwoord" in chatted.stdout
    assert "Mijn inkopen" in chatted.stdout
    database = "sqlite:///var/workspace/inkoopmaatje.db"
    exported = bot("export", "--format", "json", folder=tmp_path, DATABASE_URL=database)
    (purchase,) = json.loads(exported.stdout)["purchases"]
    assert purchase["status"] == "complete"


async def test_an_answer_goes_to_the_question_that_was_shown_last(office: Office) -> None:
    shown = await typed(office, *FIRST, "/boven 5 printers", "/inkoop lijst")
    go_on = number(shown, "Verder: INK-0001")

    await typed(office, "/inkoop lijst", go_on, "ja, de oude zijn op")

    laptops, printers = await office.stored()
    assert [each["explanation"] for each in laptops["answers"]] == ["de oude zijn op"]
    assert printers["answers"] == []


async def test_an_answer_after_a_card_only_for_me_goes_to_the_conversation(office: Office) -> None:
    shown = await typed(office, *FIRST, "/inkoop INK-0001", "ja")

    (laptops,) = await office.stored()
    assert [each["choice"] for each in laptops["answers"]] == ["need"]
    assert "Alleen zichtbaar voor jou" in "\n".join(shown)
    assert "thread_not_found" not in "\n".join(shown)


async def test_a_conversation_that_is_gone_is_left(office: Office) -> None:
    messages = office.local.workspace.workspace.messages
    channel = await office.sanne.direct()

    def lose_everything() -> None:
        messages[channel].clear()

    shown = await typed(office, *FIRST, lose_everything, "5 printers")

    assert [each["title"] for each in await office.stored()] == ["40 laptops", "5 printers"]
    assert "thread_not_found" not in "\n".join(shown)


@pytest.mark.parametrize("line", ["/onzin", "/inkoopje 40 laptops", "/bovenop"])
async def test_what_cannot_be_is_told_in_words(office: Office, line: str) -> None:
    shown = await typed(office, line)

    assert shown[-1] == (
        "  Dat commando ken ik niet. Typ /inkoop help, /home, /boven TEKST of /stop."
    )


async def test_a_purchase_that_ended_is_left(office: Office) -> None:
    await typed(office, *FIRST, "4", "1", "5 bureaus")

    assert [each["title"] for each in await office.stored()] == ["40 laptops", "5 bureaus"]


async def test_an_answer_that_is_changed_afterwards_stays_in_its_conversation(
    office: Office,
) -> None:
    nine = ["1", "1", "1", "1", "Nieuwe accu", "ik", "3", "Ophalen", "Laptopreus", "2040"]
    await typed(office, *FIRST, *nine, "ja", "ja", "ja", "ja", "wijzig 3", "nee")

    (laptops,) = await office.stored()
    assert laptops["status"] == "complete"
    assert laptops["answers"][2]["choice"] == "no"


async def test_a_choice_of_many_stands_one_on_a_line_and_each_once(office: Office) -> None:
    shown = await typed(office, "40 laptops")

    asked = after(shown, "Bij welke categorie hoort het?")
    assert asked[:2] == ["  [1] Ja, ICT", "  [2] Energie"]
    assert [line for line in asked if line.endswith("] ICT")] == []
    (row,) = [line for line in asked if "] Sla over" in line]
    assert row.startswith("  [12] Sla over   [13] Meteen naar de vragen")
    assert all(len(line) <= 90 for line in asked if "[" in line)


async def test_a_number_chooses_from_a_list(office: Office) -> None:
    await typed(office, "40 laptops", "4")

    (laptops,) = await office.stored()
    assert laptops["category"] == "real_estate"


async def test_a_form_shows_its_questions_and_checks_each_field(office: Office) -> None:
    first = await typed(office, *FIRST)
    form = number(first, "Alles in één formulier")
    fields = ["ja, ik heb het nodig", "", "de oude zijn op"]

    shown = await typed(office, form, "9", *fields, *[""] * 40)

    words = "\n".join(shown)
    assert "  ! Die keuze ken ik niet. Typ een nummer uit de lijst, of de naam." in shown
    heading = words.index("Vraag 2 van 9 · Hernieuwbaar materiaal")
    assert words.index("Vraag 1 van 9") < words.index("> de oude zijn op") < heading
    assert "Is het product van een hernieuwbare bron/materiaal gemaakt?" in words[heading:]
    (laptops,) = await office.stored()
    assert [each["choice"] for each in laptops["answers"]] == ["need"]
    assert [each["explanation"] for each in laptops["answers"]] == ["de oude zijn op"]


async def test_a_date_that_is_none_is_asked_again_and_nothing_is_lost(office: Office) -> None:
    menu = await typed(office, "/inkoop")
    new = number(menu, "Nieuwe inkoop")
    fields = ["40 laptops", "ict", "", "31 februari", "gisteren", "over 3 maanden", ""]

    shown = await typed(office, "/inkoop", new, *fields)

    words = "\n".join(shown)
    assert "! De datum 31-2-" in words
    assert "! Ik herken geen datum in 'gisteren'." in words
    assert "invalid_date" not in words
    (laptops,) = await office.stored()
    assert laptops["title"] == "40 laptops"
    assert laptops["category"] == "ict"
    assert laptops["wanted"]


@pytest.mark.parametrize("word", ["stop", "/stop"])
async def test_a_form_is_left_without_keeping_anything(office: Office, word: str) -> None:
    menu = await typed(office, "/inkoop")

    shown = await typed(
        office, "/inkoop", number(menu, "Nieuwe inkoop"), "40 laptops", word, "5 printers"
    )

    assert "  Het venster is dicht. Wat je hierin typte, is niet bewaard." in shown
    assert [each["title"] for each in await office.stored()] == ["5 printers"]
    assert await office.sanne.views() == []


async def test_a_second_visit_begins_at_the_open_question(office: Office) -> None:
    await typed(office, *FIRST, "ja")

    shown = await typed(office)

    assert shown[0] == "Welkom terug. Je was hier gebleven:"
    assert shown[2] == "  Vraag 2 van 9 · Hernieuwbaar materiaal"
    assert len(shown) < 12
    await typed(office, "nee")
    (laptops,) = await office.stored()
    assert [each["choice"] for each in laptops["answers"]] == ["need", "no"]


async def test_a_second_visit_with_nothing_open_begins_with_the_list(office: Office) -> None:
    await typed(office, *FIRST, "4", "1")

    shown = await typed(office)

    assert shown[0] == "Welkom terug. Er staat geen vraag open. Dit is je startpagina:"
    assert "Mijn inkopen" in "\n".join(shown)


async def test_the_terminal_speaks_english_too(office: Office) -> None:
    shown = await typed(office, "/nonsense", language="en")

    assert shown[0] == "You are Sanne de Vries. This is your direct message with Inkoopmaatje."
    assert shown[-1].startswith("  I do not know that command.")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_control_c_at_the_prompt_ends_it_at_once(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        command("run", "--terminal", "--port", "0", fresh=True),
        cwd=tmp_path, env=environment(), stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    shown = _until(ours, "> ")

    program.send_signal(signal.SIGINT)

    shown += _until(ours, GOODBYE.strip())
    assert program.wait(timeout=10) == 0
    assert shown.replace("\r", "").endswith(f"\n{GOODBYE}")
    assert "Traceback" not in shown


def _until(terminal: int, words: str) -> str:
    """What is written to a terminal, until these words."""
    shown = ""
    until = time.monotonic() + 30
    while words not in shown and time.monotonic() < until:
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 4096).decode()
    return shown
