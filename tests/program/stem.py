"""A process that has read every module, and forks the program from there.

Run as `python -m tests.program.stem ADDRESS`; who calls is `call.py`. Each program has a watcher
between: it tells how the program ended, and kills it when who called is no longer there.
"""

from __future__ import annotations

import gc
import os
import runpy
import select
import signal
import socket
import sys
import threading
import time

import holidays  # noqa: F401  # imported at the first question about a day
import uvloop  # noqa: F401  # imported when it serves

# What the commands import when they are given.
import bot.checking
import bot.demo
import bot.doctor
import bot.exporting
import bot.links
import bot.reminding
import bot.serving
import bot.trying  # noqa: F401
from bot.store import schema
from dialogs import load_script


def main(address: str) -> None:
    load_script().finder.find("", "nl")
    schema.newest()
    gc.collect()
    gc.freeze()  # so that a fork need not copy what it only reads
    assert threading.active_count() == 1, "a thread is lost in a fork, with what it holds"
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        os.write(1, b"ready\n")
        while True:
            ready, _, _ = select.select([listening.fileno(), 0], [], [])
            if 0 in ready:
                return
            caller, _ = listening.accept()
            if not os.fork():
                listening.close()
                break
            caller.close()
    watch(caller)


def watch(caller: socket.socket) -> None:
    """Forks the program that was asked for, and tells who called how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, places, _, _ = socket.recv_fds(caller, 10, 3)
    text = caller.makefile("rb").read(int(size))
    program = os.fork()
    if not program:
        caller.close()
        become(text, places)
        return
    for place in (0, 1, 2, *places):
        os.close(place)
    caller.sendall(b"%d\n" % program)
    ends = os.pidfd_open(program)
    ready, _, _ = select.select([ends, caller.fileno()], [], [])
    if ends not in ready:
        os.kill(program, signal.SIGKILL)
    _, status = os.waitpid(program, 0)
    if ends in ready:
        caller.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def become(text: bytes, places: list[int]) -> None:
    """Goes on as `python -m MODULE WORDS` would in that folder and environment."""
    folder, count, *rest = text.split(b"\0")
    module, *words = map(os.fsdecode, rest[: int(count)])
    os.environb.clear()
    os.environb.update(each.split(b"=", 1) for each in rest[int(count) :])
    time.tzset()
    os.chdir(folder)
    for number, place in enumerate(places):
        os.dup2(place, number)
        os.close(place)
    sys.stdout.reconfigure(line_buffering=os.isatty(1))  # type: ignore[union-attr]
    sys.argv[1:] = words
    sys.path[0] = os.getcwd()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(sys.argv[1])
