"""What people wrote in a chat as bare text, without the names of who did not agree to be named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_PERSON = re.compile(r"<?@([UW](?=[A-Z]*\d)[A-Z0-9]{4,})(?:\|[^>\n]*)?>?")
_NAMED = re.compile(r"<#[A-Z0-9]+\|([^>\n]+)>")
_CALLED = re.compile(r" ?(?:<[#!][^>\n]*>|@(?:here|channel|everyone)\b)")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>\n]+)(?:\|([^>\n]+))?>")
_STYLE = re.compile(r"(?<![\w*~`])([*_~`])(\S(?:[^\n]*?\S)?)\1(?![\w*~`])")
_EMOJI = re.compile(r" ?(?<![\w/]):[a-z][a-z0-9_+-]*:(?![\w/])")
_BEGINS = re.compile(r"(?:^|[.!?\n])\s*$")


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Reads a text: who may be `named` is so, by id; who is `hidden` by name is `somebody`."""

    somebody: str
    named: Mapping[str, str]
    hidden: Sequence[str]

    def read(self, text: str) -> str:
        """The text without a chat's markup, and without the names of who did not agree.

        A first or last name alone counts as well, where it is written with a capital; so a word
        that looks like one is lost rather than a name that is told.
        """
        text = _PERSON.sub(lambda found: self.named.get(found[1]) or self._somebody(found), text)
        text = _NAMED.sub(r"\1", text)
        text = _CALLED.sub("", text)
        text = _LINK.sub(_link, text)
        text = _STYLE.sub(r"\2", text)
        text = _EMOJI.sub("", text)
        for name in self._to_hide():
            text = re.sub(_written(name), self._somebody, text)
        return text.strip()

    def _somebody(self, found: re.Match[str]) -> str:
        """With a capital where a sentence begins."""
        begins = _BEGINS.search(found.string[: found.start()])
        return self.somebody[:1].upper() + self.somebody[1:] if begins else self.somebody

    def _to_hide(self) -> list[str]:
        """Every name, the longest first; not what is also a name of who may be named."""
        kept = {part for name in self.named.values() for part in (name, *name.split())}
        found = {part for name in self.hidden for part in _parts(name)} - kept
        return sorted(found, key=lambda name: (-len(name), name))


def _parts(name: str) -> set[str]:
    """A name as people use it: whole, the first name, the last name with and without 'de'."""
    first, *rest = name.split() or [""]
    parts = {name, first, " ".join(rest), rest[-1] if rest else ""}
    return {each for each in parts if len(each) > 1}


def _written(name: str) -> str:
    """Where a name stands in a text; 'piet' may also be something else, '@piet' may not."""
    words = re.escape(name)
    alone = rf"(?i:{words})" if " " in name else words
    return rf"(?:@(?i:{words})|(?<!\w){alone})(?:['’]?s)?(?!\w)"


def _link(found: re.Match[str]) -> str:
    url, label = found.groups()
    bare = str(url).removeprefix("mailto:").removeprefix("tel:")
    return bare if not label or label in bare else f"{label} ({bare})"
