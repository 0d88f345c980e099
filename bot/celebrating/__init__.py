"""Successes: told, agreed to, posted, cheered, and taken back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.celebrating.cheering import Cheers
from bot.celebrating.consenting import Consenting
from bot.celebrating.following import Following
from bot.celebrating.leaving import Leaving
from bot.celebrating.picturing import Soon
from bot.celebrating.posting import Posting
from bot.celebrating.writing import Writing
from bot.desk import Desk
from bot.parts import Parts
from bot.ports import Cheering, Names, Photos


@dataclass(frozen=True)
class Celebrating:
    """Everything that is done with successes."""

    writing: Writing
    posting: Posting
    consenting: Consenting
    following: Following
    cheers: Cheers
    leaving: Leaving


def celebrating(
    parts: Parts, desk: Desk, pictures: Photos, names: Names, cheering: Cheering, soon: Soon
) -> Celebrating:
    """All of it, built once."""
    writing = Writing(parts, pictures, names, soon)
    posting = Posting(parts, writing, pictures, soon)
    return Celebrating(
        writing,
        posting,
        Consenting(parts, writing, posting, names),
        Following(parts, desk),
        Cheers(parts, cheering),
        Leaving(parts),
    )
