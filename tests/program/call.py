"""Stands for a program that the stem forks: passes signals on to it, and ends as it ends.

Run as `python -I -S call.py ADDRESS MODULE WORDS...`; it reads little, so that it starts at once.
"""

import os
import signal
import socket
import sys

PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> None:
    address, *words = sys.argv[1:]
    signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON)
    with socket.socket(socket.AF_UNIX) as stem:
        stem.connect(address)
        told = [os.getcwdb(), b"%d" % len(words), *map(os.fsencode, words)]
        told += [b"%s=%s" % pair for pair in os.environb.items()]
        text = b"\0".join(told)
        socket.send_fds(stem, [b"%10d" % len(text)], [0, 1, 2])
        stem.sendall(text)
        answers = stem.makefile("r")
        program = int(answers.readline())
        for number in PASSED_ON:
            signal.signal(number, lambda number, _: os.kill(program, number))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
        status = int(answers.readline())
    if status < 0:
        signal.signal(-status, signal.SIG_DFL) if -status != signal.SIGKILL else None
        os.kill(os.getpid(), -status)
    os._exit(status)


main()
