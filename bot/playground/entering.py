"""What somebody types, as Slack passes it on: escaped, with people, channels and links marked."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator
from typing import Any

from bot.playground.people import Channel, Person

Json = dict[str, Any]
LINK = r"https?://[^\s<>|]+[^\s<>|.,;:!?)\]}'\"]"


def escaped(text: str) -> str:
    """The text with Slack's three control characters as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class Entered:
    """A text that somebody typed: as text, and as rich text."""

    def __init__(self, typed: str, people: Iterable[Person], channels: Iterable[Channel]) -> None:
        self._people = {
            name.lower(): each for each in people for name in (each.real_name, each.name)
        }
        self._channels = {each.name.lower(): each for each in channels if each.name}
        self._parts = list(self._split(typed))

    def _split(self, typed: str) -> Iterator[tuple[str, Any]]:
        names = "|".join(sorted(map(re.escape, self._people), key=len, reverse=True))
        places = "|".join(sorted(map(re.escape, self._channels), key=len, reverse=True))
        pattern = rf"{LINK}|@(?:here|channel|everyone)\b|@(?:{names})\b|#(?:{places})\b"
        end = 0
        for match in re.finditer(pattern, typed, flags=re.I):
            if match.start() > end:
                yield "text", typed[end : match.start()]
            yield self._marked(match.group())
            end = match.end()
        if end < len(typed):
            yield "text", typed[end:]

    def _marked(self, found: str) -> tuple[str, Any]:
        sign, word = found[0], found[1:].lower()
        if sign == "#":
            return "channel", self._channels[word]
        if sign == "@":
            person = self._people.get(word)
            return ("user", person) if person else ("broadcast", word)
        return "link", found

    def text(self, *, with_names: bool = False) -> str:
        """The text of the message; with names behind the ids, as in a slash command."""
        return "".join(self._as_text(kind, part, with_names) for kind, part in self._parts)

    def _as_text(self, kind: str, part: Any, with_names: bool) -> str:
        match kind:
            case "user":
                return f"<@{part.id}|{part.name}>" if with_names else f"<@{part.id}>"
            case "channel":
                return f"<#{part.id}|{part.name}>"
            case "broadcast":
                return f"<!{part}>"
            case "link":
                return f"<{escaped(part)}>"
        return escaped(part)

    def rich_text(self) -> Json:
        """The block that Slack makes of the message."""
        elements = [_as_element(kind, part) for kind, part in self._parts]
        section = {"type": "rich_text_section", "elements": elements}
        return {"type": "rich_text", "block_id": secrets.token_urlsafe(4), "elements": [section]}


def _as_element(kind: str, part: Any) -> Json:
    match kind:
        case "user":
            return {"type": "user", "user_id": part.id}
        case "channel":
            return {"type": "channel", "channel_id": part.id}
        case "broadcast":
            return {"type": "broadcast", "range": part}
        case "link":
            return {"type": "link", "url": part}
    return {"type": "text", "text": part}
