"""`run` without Slack, as a process: where it serves, what it opens, and how it ends."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.program import bot, command, environment

GOODBYE = "Everything is kept. Until next time.\n"


class Running:
    """`python -m bot run` in a process of its own, once it has said where it is."""

    def __init__(self, folder: Path, *words: str, fresh: bool = False, **settings: str) -> None:
        self._process = subprocess.Popen(
            command("run", *words, fresh=fresh), cwd=folder, env=environment(**settings),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout
        first = self._process.stdout.readline()
        assert first.startswith("Local workspace: http://"), first
        self.url = first.split()[-1]

    def end(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Stops it; gives its exit status and what it said last."""
        self._process.send_signal(number)
        said, complained = self._process.communicate(timeout=20)
        return self._process.returncode, said, complained


@contextmanager
def running(folder: Path, *words: str, **settings: str) -> Iterator[Running]:
    """The program as long as the block lasts."""
    program = Running(folder, *words, fresh=False, **settings)
    try:
        yield program
    finally:
        program.end(signal.SIGKILL)


@contextmanager
def taken(port: int) -> Iterator[int]:
    """A port that somebody else listens on; the usual one is perhaps taken already."""
    try:
        server = socket.create_server(("127.0.0.1", port))
    except OSError:
        yield port
        return
    with server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_the_page_until_it_is_stopped(tmp_path: Path, number: signal.Signals) -> None:
    program = Running(tmp_path, "--port", "0", fresh=True)

    with urlopen(program.url) as page:  # noqa: S310 - it is on this machine
        assert page.status == 200
    status, said, complained = program.end(number)

    assert (status, complained) == (0, "")
    assert said.endswith(GOODBYE)


def test_a_usual_port_that_is_taken_gives_a_free_one(tmp_path: Path) -> None:
    with taken(3456), running(tmp_path) as program:
        port = int(program.url.rstrip("/").rsplit(":", 1)[1])

    assert port not in (0, 3456)


def test_a_taken_port_that_was_asked_for_is_one_sentence(tmp_path: Path) -> None:
    with taken(0) as port:
        ended = bot("run", "--port", str(port), folder=tmp_path)

    assert ended.returncode == 2
    assert ended.stderr.startswith(f"Port {port} is taken: give another one with --port")
    assert len(ended.stderr.strip().splitlines()) == 1


def test_a_port_that_was_asked_for_is_the_port(tmp_path: Path) -> None:
    with taken(0) as port:
        pass

    with running(tmp_path, "--port", str(port)) as program:
        assert program.url == f"http://127.0.0.1:{port}/"


def test_serving_others_than_this_machine_warns(tmp_path: Path) -> None:
    program = Running(tmp_path, "--port", "0", "--host", "0.0.0.0")  # noqa: S104
    status, _, complained = program.end()

    assert status == 0
    assert complained == (
        "Warning: everybody who can reach 0.0.0.0 can act as anyone in this workspace.\n"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="a screen is told of by DISPLAY on Linux only")
@pytest.mark.parametrize(
    ("words", "screen", "opens"),
    [((), ":0", True), ((), "", False), (("--no-browser",), ":0", False)],
)
def test_a_browser_opens_where_there_is_a_screen(
    tmp_path: Path, words: tuple[str, ...], screen: str, opens: bool
) -> None:
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho "$1" > opened\n')
    browser.chmod(0o755)

    program = Running(tmp_path, "--port", "0", *words, DISPLAY=screen, BROWSER=f"{browser} %s")
    opened = tmp_path / "opened"
    until = time.monotonic() + (10 if opens else 1)
    while not (opened.exists() and opened.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    program.end()

    assert opened.exists() == opens
    if opens:
        assert opened.read_text().strip() == program.url


def test_what_is_tried_out_stays_out_of_the_real_database(tmp_path: Path) -> None:
    with running(tmp_path, "--port", "0"):
        pass

    assert not (tmp_path / "var" / "inkoopmaatje.db").exists()
    assert (tmp_path / "var" / "workspace" / "inkoopmaatje.db").exists()


def test_a_database_that_was_named_is_used(tmp_path: Path) -> None:
    with running(tmp_path, "--port", "0", DATABASE_URL="sqlite:///named.db"):
        pass

    assert not (tmp_path / "var" / "workspace" / "inkoopmaatje.db").exists()
    exported = bot("export", folder=tmp_path, DATABASE_URL="sqlite:///named.db")
    assert json.loads(exported.stdout)["purchases"] == []


def test_a_second_run_in_the_same_place_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with running(tmp_path, "--port", "0"):
        second = bot("run", "--port", "0", folder=tmp_path)

    assert second.returncode == 2
    assert second.stderr == (
        "The workspace in var/workspace is open already: go on there, or stop it first.\n"
    )


def test_the_example_stands_apart_and_is_filled_once(tmp_path: Path) -> None:
    for _ in range(2):
        with subprocess.Popen(
            command("run", "--example", "--port", "0"),
            cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True,
        ) as program:  # fmt: skip
            assert program.stdout
            while "Local workspace" not in program.stdout.readline():
                pass
            program.send_signal(signal.SIGINT)

    found = bot(
        "export", folder=tmp_path,
        DATABASE_URL=f"sqlite:///{tmp_path}/var/example/inkoopmaatje.db",
    )  # fmt: skip
    purchases = json.loads(found.stdout)["purchases"]
    assert len(purchases) == 12
    agreed = [each for each in purchases if each["contract"]]
    assert len(agreed) == 3
    for each in agreed:
        assert each["contract"]["promises"]
        assert any(reminder["due_at"] for reminder in each["reminders"])
    assert any(told["sent_at"] for each in agreed for moment in each["reminders"]
               for told in moment["told"])  # fmt: skip
    told = [each for purchase in purchases for each in purchase["successes"]]
    assert len(told) == 2
    assert sorted(bool(each["picture"]) for each in told) == [False, True]
    assert [each["author"] for purchase in purchases for each in purchase["lessons"]] == ["U0PIET"]
    assert not (tmp_path / "var/workspace").exists()
