"""What every part of an export has in common: it does not change, and its times are in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict


class Exported(BaseModel):
    """A part of an export."""

    model_config = ConfigDict(frozen=True)


def utc(moment: datetime) -> datetime:
    """A moment as it is exported."""
    return moment.astimezone(UTC)
