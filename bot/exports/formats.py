"""What an export can look like: its formats, and what stands between the columns of a CSV."""

from __future__ import annotations

from enum import StrEnum


class TooLarge(Exception):
    """More than a file of that format can hold."""


class Format(StrEnum):
    """What an export can look like."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    OCDS = "ocds"
    SVG = "svg"
    TXT = "txt"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return "ocds.json" if self is Format.OCDS else self.value


class Separator(StrEnum):
    """What stands between two columns; an Excel in Dutch expects a semicolon."""

    SEMICOLON = "semicolon"
    COMMA = "comma"
    TAB = "tab"

    @property
    def sign(self) -> str:
        """The sign itself."""
        return {"semicolon": ";", "comma": ",", "tab": "\t"}[self.value]


class Language(StrEnum):
    """The language of headers and of what was chosen."""

    NL = "nl"
    EN = "en"
