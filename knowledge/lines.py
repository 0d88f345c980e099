"""Finds the line of a TOML file on which something stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Keys = tuple[str, ...]

_HEADER = re.compile(r"(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_VALUE = re.compile(r"""((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_KEY = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_TEXT = re.compile(r'"(?:\\.|[^"\\])*"|' + r"'[^']*'")


def line_of(text: str, keys: Sequence[str]) -> int:
    """The line on which the deepest of these keys stands, counted from 1; 1 when none does."""
    wanted, best, line = tuple(keys), 0, 1
    for number, path in _paths(text):
        depth = _common(path, wanted)
        if depth > best and depth == len(path):
            best, line = depth, number
    return line


def _common(one: Keys, other: Keys) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _paths(text: str) -> Iterator[tuple[int, Keys]]:
    """Every line that begins something, with the keys that lead there; numbers count in a list."""
    table: Keys = ()
    counted: dict[Keys, int] = {}
    inside: Keys = ()
    item, depth, quote = 0, 0, ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if quote:
            quote = "" if quote in line else quote
            continue
        if depth:
            if line and line[0] not in "]#":
                yield number, (*inside, str(item))
                item += 1
            depth += _opens(line)
            continue
        if header := _HEADER.match(line):
            table = _keys(header[2])
            if header[1] == "[[":
                counted[table] = counted.get(table, -1) + 1
                yield number, table
                table = (*table, str(counted[table]))
            yield number, table
        elif value := _VALUE.match(line):
            inside, item = (*table, *_keys(value[1])), 0
            for length in range(len(table) + 1, len(inside) + 1):
                yield number, inside[:length]
            depth = max(0, _opens(line[value.end() :]))
            quote = next((q for q in ('"""', "'''") if line.count(q) == 1), "")


def _opens(line: str) -> int:
    """How many lists are open at the end of a line."""
    bare = _TEXT.sub("", line).partition("#")[0]
    return bare.count("[") - bare.count("]")


def _keys(dotted: str) -> Keys:
    return tuple(key.strip("\"'") for key in _KEY.findall(dotted))
