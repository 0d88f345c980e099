"""Moments as a calendar file (RFC 5545) that opens in Outlook.

A file has one method: PUBLISH for moments that stand, CANCEL for those that are over. There is no
organizer and nobody is invited: it is an entry in one person's own calendar.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from bot.exports.vtimezone import vtimezone
from dialogs.messages import plain
from dialogs.nudges import Subject, question_lines, rule, what
from dialogs.scene import Scene
from knowledge.workdays import OPENS

PRODUCT = "-//Inkoopmaatje//Inkoopmaatje//NL"
LASTS = timedelta(minutes=15)
_UNSAFE = re.compile(r"[^A-Za-z0-9._+-]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A moment as it stands in somebody's calendar; `link` is the conversation, if they see it."""

    subject: Subject
    link: str = ""


def ics(scene: Scene, zone: ZoneInfo, workspace: str, entries: Sequence[Entry]) -> str:
    """The text of a calendar file with moments, in the language of the scene.

    Each is at 09:00 in the organisation's zone, when the question comes too. `scene.now` is when
    the file is made. ValueError when some stand and some are over, or when there are none.
    """
    standing = {each.subject.moment.open for each in entries}
    if len(standing) != 1:
        raise ValueError("a calendar file has moments that stand, or moments that are over")
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("METHOD", "PUBLISH" if standing == {True} else "CANCEL")
    days = [each.subject.moment.on for each in entries]
    calendar.add_component(vtimezone(zone, min(days), max(days)))
    for each in entries:
        calendar.add_component(_event(scene, zone, workspace, each))
    text: str = calendar.to_ical().decode()
    return text


def begins(subject: Subject, zone: ZoneInfo) -> datetime:
    """When the entry of a moment begins."""
    return datetime.combine(subject.moment.on, OPENS, zone)


def over_at(subject: Subject, zone: ZoneInfo) -> datetime:
    """When the entry of a moment lies in the past."""
    return begins(subject, zone) + LASTS


def uid(workspace: str, subject: Subject) -> str:
    """What names a moment in every calendar, for ever."""
    moment = subject.moment
    name = _UNSAFE.sub("-", f"{workspace}-{moment.purchase}-{moment.key}")
    return f"{name}@inkoopmaatje"


def _event(scene: Scene, zone: ZoneInfo, workspace: str, entry: Entry) -> Event:
    subject, moment = entry.subject, entry.subject.moment
    event = Event()
    event.add("UID", uid(workspace, subject))
    event.add("SEQUENCE", moment.sequence)
    event.add("DTSTAMP", scene.now.astimezone(UTC))
    event.add("DTSTART", begins(subject, zone))
    event.add("DTEND", over_at(subject, zone))
    event.add("SUMMARY", _one_line(f"{what(scene, subject)} · {subject.purchase.title}"))
    event.add("DESCRIPTION", _description(scene, entry))
    event.add("STATUS", "CONFIRMED" if moment.open else "CANCELLED")
    if entry.link:
        event.add("URL", entry.link)
    return event


def _description(scene: Scene, entry: Entry) -> str:
    """What is asked, in the promise's own words, by which rule, and where: Outlook shows no URL."""
    subject = entry.subject
    lines = [*question_lines(scene, subject), rule(scene, subject)]
    texts = [_one_line(plain(line)) for line in lines]
    return "\n".join([*texts, *([entry.link] if entry.link else [])])


def _one_line(text: str) -> str:
    """A text without breaks and control characters: a calendar file is read line by line."""
    return "".join(
        sign for sign in " ".join(text.split()) if unicodedata.category(sign) not in ("Cc", "Cs")
    )
