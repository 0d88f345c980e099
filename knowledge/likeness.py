"""Tells how much two short descriptions are of the same kind of thing, such as two purchases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from knowledge.catalogue import Catalogue
from knowledge.naming import Name, Names
from knowledge.recognising import BETWEEN, LONGEST
from knowledge.stems import plain, words_of

SAME = 0.6
"""From here on two descriptions are of the same kind of thing."""
KIND_OF = 0.8
"""So much is one thing like another that is a kind of it: chairs, and office chairs."""
MOST_TERMS = 8
"""So many terms has a description at most; of a longer list the first things count."""
KEPT = 4096
"""So many descriptions stay read."""
BEFORE = BETWEEN | {
    "tbv", "ivm", "te", "als", "zonder", "incl", "inclusief", "via", "vanwege", "onder", "tussen",
    "door", "tegen", "per", "without", "die", "dat", "om",
}  # fmt: skip
"""What is bought stands before the first of these."""
FOR_WHOM = frozenset({"voor", "for", "tbv", "bij", "tijdens", "during", "door", "by", "per", "ivm"})
"""What stands after these is not what a training or a repair is about, unless it is in the list."""
AND = frozenset({"en", "and", "of", "or", ",", ";", "+", "&", "/", "(", ")"})

_SHORTENED = re.compile(r"\b(?:[a-z]\.){2,}")
_TOKENS = re.compile(r"[a-z0-9]+|[,;+&/()]")

Terms = tuple[str, ...]


@dataclass(slots=True)
class Clause:
    """What is named after a word such as 'voor', in parts with 'en' between them."""

    begins: str
    parts: list[list[Name]] = field(default_factory=lambda: [[]])

    @property
    def told(self) -> bool:
        """Whether anything in it tells what is bought."""
        return any(name.terms for part in self.parts for name in part)


class Likeness:
    """What the words of descriptions name, ready to hold two of them against each other."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = Names(catalogue)
        self._read = lru_cache(KEPT)(self._reading)

    def terms(self, text: str) -> frozenset[str]:
        """The few terms under which a description is found; whatever is like it shares one."""
        return frozenset(term for name in self._read(text) for term in name)

    def alike(self, one: str, other: str) -> float:
        """How much two descriptions are of the same kind of thing, from 0 to 1."""
        return max(
            (_like(mine, yours) for mine in self._read(one) for yours in self._read(other)),
            default=0.0,
        )

    def _reading(self, text: str) -> tuple[Terms, ...]:
        """What a description is of: each thing, with what it is a kind of."""
        clauses = [each for each in self._clauses(text) if each.told]
        if not clauses:
            return self._as_it_is(text)
        main, after = clauses[0], clauses[1] if clauses[1:] else None
        found = [name for part in main.parts if (name := _bought(part, after))]
        known = [each for each in found if each.role not in ("unknown", "work")]
        work = [each for each in found if each.role == "work"]
        named = known or work or found[:1]
        listed = tuple(dict.fromkeys(each.terms for each in named))
        counts = accumulate(map(len, listed))
        return tuple(
            terms for terms, count in zip(listed, counts, strict=True) if count <= MOST_TERMS
        )

    def _as_it_is(self, text: str) -> tuple[Terms, ...]:
        """A description of which no word tells what it is of: it is like itself."""
        words = words_of(text[:LONGEST]) or text[:LONGEST].split()
        return (self._names.unknown(*words).terms,) if words else ()

    def _clauses(self, text: str) -> Iterator[Clause]:
        """The description cut where a word such as 'voor' stands, and those parts at each 'en'."""
        short = _SHORTENED.sub(lambda found: found[0].replace(".", ""), plain(text[:LONGEST]))
        tokens = _TOKENS.findall(short.replace("'s", "s").replace("\u2019s", "s"))
        clause, place = Clause(""), 0
        while place < len(tokens):
            token = tokens[place]
            count, name = self._names.at(tokens, place) or (1, None)
            if count == 1 and token in BEFORE:
                yield clause
                clause = Clause(token)
            elif count == 1 and token in AND:
                clause.parts.append([])
            elif name:
                clause.parts[-1].append(name)
            elif token.isalpha() and len(token) > 1:
                clause.parts[-1].append(self._names.of(token))
            place += count
        yield clause


def _bought(part: Sequence[Name], after: Clause | None) -> Name | None:
    """What is bought, of what is named between two times 'en'; work with what it is about."""
    told = [each for each in part if each.terms]
    work = next((each for each in told if each.role == "work"), None)
    about = _first([each for each in told if each.role != "work"])
    if not work:
        return about
    if not about and after:
        about = next(filter(None, (_bought(each, None) for each in after.parts)), None)
        if about and about.role == "unknown" and after.begins in FOR_WHOM:
            about = None
    return work.of(about) if about else work


def _first(names: Sequence[Name]) -> Name | None:
    """The first that is known, or what is a kind of it, or what is done to it; else what looks
    most like a noun."""
    known = [each for each in names if each.role != "unknown"]
    if known:
        first, last = known[0], known[-1]
        if last.verb and last.terms[0] not in first.terms:
            return last
        return next((each for each in known if first.terms[0] in each.terms[1:]), first)
    nouns = [each for each in names if not each.terms[0].endswith("e")]
    return next(iter(nouns or names), None)


def _like(one: Sequence[str], other: Sequence[str]) -> float:
    if one[0] == other[0]:
        return 1.0
    return KIND_OF if one[0] in other or other[0] in one else 0.0
