"""What an export says of the successes of a purchase: those that stand in the channel."""

from __future__ import annotations

from datetime import datetime

from bot.exports.exported import Exported, utc
from dialogs.success import Kind, Known, Success


class ExportedAchievement(Exported):
    """What was achieved: kilograms of CO2 or material, euros, pieces or people; and how that is
    known. Euros only where whoever told it chose that amounts may be told."""

    kind: Kind
    amount: float
    known: Known


class ExportedSuccess(Exported):
    """A success that is posted. `people` are only those who agreed to be named, as Slack user ids;
    `posted_by` is the ambassador in whose name it stands; `cheers` counts who reacted."""

    id: int
    title: str
    story: str
    theme: str | None
    achieved: list[ExportedAchievement]
    people: list[str]
    picture: str | None
    posted_by: str
    posted_at: datetime
    cheers: int


def exported_success(success: Success) -> ExportedSuccess:
    """A success as it is exported; of its picture only what that shows, in words."""
    assert success.posted_at is not None
    return ExportedSuccess(
        id=success.id,
        title=success.title,
        story=success.story,
        theme=success.theme or None,
        achieved=[
            ExportedAchievement(kind=each.kind, amount=float(each.amount), known=each.known)
            for each in success.told
        ],
        people=list(success.shown),
        picture=success.alt or None if success.photo else None,
        posted_by=success.poster,
        posted_at=utc(success.posted_at),
        cheers=success.cheers,
    )
