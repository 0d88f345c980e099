"""What people wrote in a chat as bare text, without the names of who did not agree to be named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dialogs.scrubbing import without_names

_PERSON = re.compile(r"<?@([UW](?=[A-Z]*\d)[A-Z0-9]{4,})(?:\|[^>\n]*)?>?")
_NAMED = re.compile(r"<#[A-Z0-9]+\|([^>\n]+)>")
_CALLED = re.compile(r" ?(?:<[#!][^>\n]*>|@(?:here|channel|everyone)\b)")
_LINK = re.compile(r"<((?:https?|mailto|tel):[^|>\n]+)(?:\|([^>\n]+))?>")
_STYLE = re.compile(r"(?<![\w*~`])([*_~`])(\S(?:[^\n]*?\S)?)\1(?![\w*~`])")
_EMOJI = re.compile(r" ?(?<![\w/]):[a-z][a-z0-9_+-]*:(?![\w/])")


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
        text = _PERSON.sub(lambda found: self.named.get(found[1]) or self.somebody, text)
        text = _NAMED.sub(r"\1", text)
        text = _CALLED.sub("", text)
        text = _LINK.sub(_link, text)
        text = _STYLE.sub(r"\2", text)
        text = _EMOJI.sub("", text)
        text = without_names(text, self.hidden, self.somebody, self.named.values())
        return self._with_capitals(text).strip()

    def _with_capitals(self, text: str) -> str:
        """A sentence does not begin with 'een collega'."""
        begins = rf"(^|[.!?\n][ \n]*){re.escape(self.somebody)}\b"
        capital = self.somebody[:1].upper() + self.somebody[1:]
        return re.sub(begins, lambda found: f"{found[1]}{capital}", text)


def _link(found: re.Match[str]) -> str:
    url, label = found.groups()
    bare = str(url).removeprefix("mailto:").removeprefix("tel:")
    return bare if not label or label in bare else f"{label} ({bare})"
