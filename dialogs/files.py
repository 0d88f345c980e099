"""Files that go along with what we say, and those that people give."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from pydantic import BeforeValidator, PlainSerializer


def _to_json(content: bytes) -> dict[str, str]:
    return {"base64": base64.b64encode(content).decode()}


def _from_json(content: object) -> object:
    if isinstance(content, Mapping) and isinstance(content.get("base64"), str):
        return base64.b64decode(content["base64"], validate=True)
    return content


# As an object of its own, for in JSON a text may be anything, also what looks like bytes.
Bytes = Annotated[bytes, PlainSerializer(_to_json, when_used="json"), BeforeValidator(_from_json)]


@dataclass(frozen=True, slots=True)
class File:
    """Something to take along: what it is called when it is saved, what stands at it, and what
    is in it: text, or the bytes of a picture.

    `alt` tells what a picture shows, for who does not see it.
    """

    name: str
    title: str
    content: str | Bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page, still to be drawn: the name of its file, what stands at it, what it is
    drawn from, and what it shows in words.
    """

    name: str
    title: str
    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that is kept, by its number in the store, with what it shows in words."""

    id: int
    alt: str


@dataclass(frozen=True, slots=True)
class Given:
    """A file that somebody gave in a form, as it stays on the platform: its id and name there, how
    many bytes it has, and the address of its content."""

    id: str
    name: str
    size: int
    url: str

    def __str__(self) -> str:
        return urlencode({"id": self.id, "name": self.name, "size": self.size, "url": self.url})

    @staticmethod
    def read(text: str) -> Given | None:
        """The inverse of str(); None for anything else."""
        found = dict(parse_qsl(text))
        size = found.get("size", "")
        if not found.get("id") or not size.isdecimal():
            return None
        return Given(found["id"], found.get("name", ""), int(size), found.get("url", ""))
