"""Pictures that people gave, as they are shown; thrown away with what they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bot.store.celebrating_tables import photos
from bot.store.database import Bound

_OURS = (photos.c.workspace == sa.bindparam("ours"), photos.c.id == sa.bindparam("at_id"))
_ADD = sa.insert(photos).returning(photos.c.id)
_LOAD = sa.select(photos.c.content, photos.c.file).where(*_OURS)
_FILE = sa.select(photos.c.file).where(*_OURS)
_STANDS = sa.update(photos).where(*_OURS, photos.c.file == "").values(file=sa.bindparam("new_file"))
_DROP = sa.delete(photos).where(*_OURS)


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture: its bytes, and the id of its file on the platform, empty when it has none yet."""

    content: bytes
    file: str


def add(bound: Bound, content: bytes, now: datetime) -> int:
    """Keeps a picture; gives its number."""
    id: int = bound.run(_ADD, content=content, added_at=now).scalar_one()
    return id


def load(bound: Bound, id: int) -> Kept | None:
    """A picture by its number; None when it was thrown away."""
    row = bound.run(_LOAD, at_id=id).one_or_none()
    return Kept(row.content, row.file) if row else None


def file_of(bound: Bound, id: int) -> str | None:
    """The id of its file on the platform, empty when it has none yet; None without the picture."""
    found: str | None = bound.run(_FILE, at_id=id).scalar_one_or_none()
    return found


def stands_as(bound: Bound, id: int, file: str) -> bool:
    """Notes the id of its file on the platform; false when it was thrown away meanwhile, or has
    another already."""
    return bound.run(_STANDS, at_id=id, new_file=file).rowcount == 1


def drop(bound: Bound, id: int) -> str:
    """Throws a picture away; gives the id of its file on the platform, to be thrown away there."""
    file = file_of(bound, id)
    bound.run(_DROP, at_id=id)
    return file or ""
