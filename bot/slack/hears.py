"""What Slack sends becomes what somebody said. Slack's payloads end here."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from bot.ports import Known, Place, Said
from bot.slack.text import entered
from dialogs.messages import About
from dialogs.moves import Chosen, Pressed, Typed
from dialogs.reading import PERSON

Payload = Mapping[str, Any]
SLACKBOT = "USLACKBOT"
"""Slack's own bot, the only one that does not say that it is."""
LONGEST_ZONE = 64


@dataclass(frozen=True, slots=True)
class Click:
    """Something was pressed or chosen: what it does, on what, and the value or text it carried.

    `looks_at` is what the home page showed, when it was pressed there.
    """

    said: Said
    verb: str
    argument: str
    text: str = ""
    at_home: bool = False
    looks_at: str = ""


def click(body: Payload) -> Click:
    """A click on a message or on the home page; a choice becomes part of its argument."""
    action = body["actions"][0]
    picked = _picked(action)
    route: str = action["action_id"]
    if action["type"] == "overflow":
        route = picked
    elif picked:
        route = f"{route}/{picked}"
    verb, _, argument = route.partition("/")
    said = Said(
        id=_delivery("click", body),
        person=body["user"]["id"],
        place=_place_of_click(body),
        purchase=argument.split("/")[0] if argument.startswith("INK-") else "",
        reply_to=body.get("response_url", ""),
        trigger=body.get("trigger_id", ""),
    )
    view = body.get("view") or {}
    at_home = view.get("type") == "home"
    looks_at = view.get("private_metadata") or "" if at_home else ""
    return Click(said, verb, argument, action.get("value") or "", at_home, looks_at)


def _picked(action: Payload) -> str:
    if option := action.get("selected_option"):
        value: str = option["value"]
        return value
    if user := action.get("selected_user"):
        return f"{PERSON}{user}"
    return action.get("selected_date") or ""


def _place_of_click(body: Payload) -> Place:
    container = body.get("container", {})
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id", "")
    thread = container.get("thread_ts") or container.get("message_ts", "")
    return Place(channel or body["user"]["id"], thread, direct=not channel.startswith(("C", "G")))


def chosen(argument: str) -> Chosen | None:
    """The choice in an argument `INK-0042/circularity.1/choice/0/need`; None when it holds none,
    as when a menu was emptied."""
    try:
        purchase, question, part, revision, value = argument.split("/", 4)
        return Chosen(About(purchase, question, part, int(revision)), value)
    except ValueError:
        return None


def pressed(verb: str, argument: str) -> Pressed:
    """A button: about a purchase, one of its questions, or the part that was on screen."""
    pieces = argument.split("/")
    question = pieces[1] if len(pieces) > 1 else ""
    return Pressed(verb, question, _about(argument))  # type: ignore[arg-type]


def carried(argument: str, text: str) -> Typed:
    """A text that was typed elsewhere and went along in a button, with the part it answers."""
    return Typed(text, about=_about(argument))


def _about(argument: str) -> About | None:
    pieces = argument.split("/")
    known = len(pieces) == 4 and pieces[3].isdecimal()
    return About.read(argument) if known else None


def message(event: Payload, bot_user: str) -> tuple[Said, Typed] | None:
    """A typed message; None for what is no person's text (edits, joins, other bots)."""
    if event.get("subtype") not in (None, "file_share", "thread_broadcast"):
        return None
    if event.get("bot_id") or not event.get("user"):
        return None
    plain, mentions = entered(_without_us(event.get("text", ""), bot_user))
    ts = event["ts"]
    said = Said(
        id=f"message:{event['channel']}:{ts}",
        person=event["user"],
        place=Place(
            event["channel"], event.get("thread_ts", ""), direct=event.get("channel_type") == "im"
        ),
    )
    files = tuple(
        (each["permalink"], each.get("name") or each.get("title") or "")
        for each in event.get("files", ())
        if each.get("permalink")
    )
    return said, Typed(plain, mentions, moment(ts), files=files)


def _without_us(text: str, bot_user: str) -> str:
    """What was typed, without calling our name."""
    return re.sub(rf"<@{bot_user}(?:\|[^>]*)?>", " ", text)


def moment(ts: str) -> datetime:
    """When a message was posted, on Slack's clock: its id is its time."""
    return datetime.fromtimestamp(float(ts), UTC)


def command(body: Payload, bot_user: str) -> tuple[Said, str]:
    """A slash command: who, and what stands behind it."""
    said = _private("command", body, body["user_id"])
    channel = body.get("channel_id", "")
    said = replace(said, typed_in=channel, in_direct=_is_direct(channel))
    return said, entered(_without_us(body.get("text", ""), bot_user))[0]


def shortcut(body: Payload, bot_user: str) -> tuple[Said, str]:
    """A shortcut: who, and the text of the message that it was used on."""
    said = _private("shortcut", body, body["user"]["id"])
    said = replace(said, in_direct=_is_direct((body.get("channel") or {}).get("id", "")))
    text = (body.get("message") or {}).get("text", "")
    return said, entered(_without_us(text, bot_user))[0]


def _is_direct(channel: str) -> bool:
    return channel.startswith("D")


def submission(body: Payload) -> Said:
    """A form that was sent in: who."""
    return _private("view", body, body["user"]["id"])


def somebody(user: Payload, workspace: str) -> Known:
    """A person, as users.info and user_change describe them; their name and e-mail stay behind."""
    teams = (user.get("enterprise_user") or {}).get("teams") or [user.get("team_id", workspace)]
    return Known(
        person=user["id"],
        zone=(user.get("tz") or "")[:LONGEST_ZONE],
        deleted=bool(user.get("deleted")),
        bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
        guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
        outside=bool(user.get("is_stranger")) or workspace not in teams,
    )


def comes_again(headers: Mapping[str, Sequence[str]]) -> bool:
    """Whether Slack sends something that it sent before."""
    return headers.get("x-slack-retry-num", ["0"])[0] != "0"


def _private(kind: str, body: Payload, person: str) -> Said:
    """Something done out of sight: what comes of it goes to the direct message with them."""
    return Said(
        id=_delivery(kind, body),
        person=person,
        place=Place(person),
        reply_to=body.get("response_url", ""),
        trigger=body.get("trigger_id", ""),
    )


def _delivery(kind: str, body: Payload) -> str:
    """What names this delivery: its trigger, which Slack gives out once."""
    trigger = body.get("trigger_id")
    if trigger:
        return f"{kind}:{trigger}"
    text = json.dumps(body, sort_keys=True, default=str)
    return f"{kind}:{hashlib.sha256(text.encode()).hexdigest()}"
