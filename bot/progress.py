"""Tells on a terminal how far a command is that takes long."""

from __future__ import annotations

from typing import TextIO


class Progress:
    """One line that is written over again and again; nothing where nobody looks."""

    def __init__(self, stream: TextIO, what: str, least: int, quiet: bool) -> None:
        """`what` is counted; below `least` of them nothing is told, for then it is done at once."""
        self._stream = stream
        self._what = what
        self._least = least
        self._watched = stream.isatty() and not quiet
        self._told = False

    def told(self, count: int) -> None:
        """So many are done."""
        if self._watched and count >= self._least:
            self._told = True
            self._stream.write(f"\r{count:,} {self._what}")
            self._stream.flush()

    def done(self) -> None:
        """What follows begins on a line of its own."""
        if self._told:
            self._stream.write("\n")
