"""The response_url: the bot's answer to what somebody did, without a token."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.playground.file_blocks import check_files
from bot.playground.made_up import with_ids
from bot.playground.people import BOT_USER, Channel
from bot.playground.refusals import SlackError, check_message
from bot.playground.workspace import Json, Workspace

USES = 5
REMEMBERED = 10_000
LIFE = timedelta(minutes=30)


@dataclass
class Address:
    """Where one answer goes, how often still, and until when."""

    person: str
    channel: str
    ts: str
    thread: str
    until: datetime
    left: int = USES


class Responding:
    """The addresses at which the bot may answer: five times within half an hour each."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._addresses: dict[str, Address] = {}

    def address(self, person: str, place: Channel, ts: str = "") -> str:
        """A new address for what somebody did, at a message or not."""
        id = secrets.token_urlsafe(18)
        until = self._workspace.clock.now() + LIFE
        while len(self._addresses) >= REMEMBERED:
            del self._addresses[next(iter(self._addresses))]
        self._addresses[id] = Address(person, place.id, ts, self._thread(person, place, ts), until)
        return f"{self._workspace.base}respond/{id}"

    def respond(self, id: str, answer: Any) -> None:
        """The bot answers; raises SlackError."""
        known = self._addresses.get(id)
        if known is None or known.left < 1:
            raise SlackError("used_url", status=404)
        if known.until < self._workspace.clock.now():
            raise SlackError("expired_url", status=404)
        if not isinstance(answer, dict):
            raise SlackError("invalid_payload", status=400)
        known.left -= 1
        place = self._workspace.channel(known.channel)
        if answer.get("delete_original"):
            self._remove(place, known)
        elif answer.get("replace_original") and known.ts:
            self._check(answer)
            self._replace(place, known, answer)
        else:
            self.show(place, known.person, answer, known.thread)

    def _check(self, answer: Json) -> None:
        check_message(answer.get("text"), answer.get("blocks"), answer.get("attachments"))
        check_files(self._workspace, answer.get("blocks"), "/blocks")

    def _is_ephemeral(self, place: Channel, known: Address) -> bool:
        return known.ts not in self._workspace.messages.get(place.id, {})

    def _thread(self, person: str, place: Channel, ts: str) -> str:
        """The thread in which the message stands at which somebody did something."""
        if not ts:
            return ""
        message = self._workspace.messages.get(place.id, {}).get(ts)
        message = message or self._workspace.ephemeral(place.id, ts, person)
        return str(message.get("thread_ts", ""))

    def _remove(self, place: Channel, known: Address) -> None:
        if not self._is_ephemeral(place, known):
            self._workspace.remove(place, known.ts)
            return
        message = self._workspace.ephemeral(place.id, known.ts, known.person)
        self._workspace.ephemerals[:] = [
            each for each in self._workspace.ephemerals if each["message"] is not message
        ]
        about = {"channel": place.id, "person": known.person, "message": None, "ts": known.ts}
        self._workspace.tell({"type": "ephemeral", **about})

    def _replace(self, place: Channel, known: Address, answer: Json) -> None:
        parts: Json = {"text": answer.get("text", "")}
        if answer.get("blocks") is not None:
            parts["blocks"] = with_ids(answer["blocks"])
        if not self._is_ephemeral(place, known):
            edited = {"user": BOT_USER, "ts": self._workspace.new_ts()}
            self._workspace.change(place, known.ts, **parts, edited=edited)
            return
        message = self._workspace.ephemeral(place.id, known.ts, known.person)
        message |= parts
        about = {"channel": place.id, "person": known.person, "message": message}
        self._workspace.tell({"type": "ephemeral", **about})

    def show(self, place: Channel, person: str, answer: Json, thread: str = "") -> Json:
        """Shows an answer to the person, or with `in_channel` to everybody; raises SlackError."""
        self._check(answer)
        message = self._workspace.bot_message(
            answer.get("text", ""),
            answer.get("blocks"),
            thread_ts=answer.get("thread_ts") or thread,
            attachments=answer.get("attachments"),
        )
        if answer.get("response_type") == "in_channel":
            return self._workspace.add(place, message)
        return self._workspace.add_ephemeral(place, person, message)
