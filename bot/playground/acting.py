"""What people do in the workspace, and the payloads that Slack makes of it."""

from __future__ import annotations

import re
import secrets
import time
from typing import Any

from bot.playground.delivery import Delivery, NotTaken
from bot.playground.people import APP, BOT_USER, TEAM, Channel
from bot.playground.refusals import SlackError, check_message, check_view
from bot.playground.web_api import react, redraw
from bot.playground.workspace import Json, Workspace

NOT_ANSWERED = "Inkoopmaatje gaf geen antwoord (operation_timeout)."


class People:
    """Acts for people: each method is one thing that somebody does in Slack."""

    def __init__(
        self, workspace: Workspace, delivery: Delivery, manifest: Json, base: str = ""
    ) -> None:
        self._workspace = workspace
        self._delivery = delivery
        self.base = base
        features = manifest.get("features", {})
        self.commands = {each["command"]: each for each in features.get("slash_commands", ())}
        self.shortcuts = {each["callback_id"]: each for each in features.get("shortcuts", ())}
        settings = manifest.get("settings", {})
        self.events = set(settings.get("event_subscriptions", {}).get("bot_events", ()))
        self.response_urls: dict[str, Json] = {}

    def say(self, person: str, channel: str, text: str, thread: str = "") -> Json:
        """Somebody types a message; the bot hears it where it is subscribed to it."""
        place = self._open_to(person, channel)
        entered = self._entered(text)
        message: Json = {
            "type": "message",
            "user": person,
            "text": entered,
            "client_msg_id": secrets.token_hex(16),
            "blocks": [_as_rich_text(text)],
        }
        if thread:
            message["thread_ts"] = thread
        self._workspace.add(place, message)
        self._hear(place, message)
        return message

    def _hear(self, place: Channel, message: Json) -> None:
        event = {**message, "channel": place.id, "event_ts": message["ts"]}
        if place.direct_with and "message.im" in self.events:
            self._delivery.event({**event, "channel_type": "im"})
        elif not place.direct_with and "message.channels" in self.events:
            self._delivery.event({**event, "channel_type": "channel"})
        mentioned = f"<@{BOT_USER}>" in message["text"]
        if mentioned and "app_mention" in self.events and BOT_USER in place.members:
            self._delivery.event({**event, "type": "app_mention"})

    def _open_to(self, person: str, channel: str) -> Channel:
        self._workspace.person(person)
        place = self._workspace.channel(channel)
        if person not in place.members:
            raise SlackError("not_in_channel")
        if place.archived:
            raise SlackError("is_archived")
        return place

    def _entered(self, text: str) -> str:
        """What somebody typed, as Slack passes it on: escaped, with mentions marked."""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for each in self._workspace.people.values():
            for name in (each.real_name, each.name):
                text = re.sub(rf"@{re.escape(name)}\b", f"<@{each.id}>", text, flags=re.I)
        for channel in self._workspace.channels.values():
            if channel.name:
                text = re.sub(rf"#{channel.name}\b", f"<#{channel.id}|{channel.name}>", text)
        return text

    async def command(self, person: str, command: str, text: str, channel: str) -> Json | None:
        """Somebody types a slash command; gives what only they see, if anything."""
        if command not in self.commands:
            raise SlackError("unknown_command")
        place = self._open_to(person, channel)
        body = {
            "token": "not-used",
            "team_id": TEAM,
            "team_domain": "gemeente-voorbeeld",
            "channel_id": place.id,
            "channel_name": "directmessage" if place.direct_with else place.name,
            "user_id": person,
            "user_name": self._workspace.person(person).name,
            "command": command,
            "text": self._entered(text),
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self._response_url(person, place),
            "trigger_id": self._workspace.new_trigger(person),
        }
        answer = await self._waited("slash_commands", body)
        if answer and (answer.get("text") or answer.get("blocks")):
            return {**self._respond(place, person, answer), "channel": place.id}
        return None

    async def _waited(self, kind: Any, body: Json) -> Any:
        try:
            return await self._delivery.bring(kind, body)
        except NotTaken as error:
            raise SlackError("operation_timeout", [NOT_ANSWERED]) from error

    async def shortcut(self, person: str, callback_id: str) -> None:
        """Somebody uses a global shortcut."""
        self._known_shortcut(callback_id, "global")
        body = {**self._who(person), "type": "shortcut", "callback_id": callback_id}
        await self._waited("interactive", body)

    async def message_shortcut(self, person: str, callback_id: str, channel: str, ts: str) -> None:
        """Somebody uses a shortcut on a message."""
        self._known_shortcut(callback_id, "message")
        place = self._open_to(person, channel)
        body = {
            **self._who(person),
            "type": "message_action",
            "callback_id": callback_id,
            "channel": {"id": place.id, "name": place.name or "directmessage"},
            "message": self._workspace.message(place.id, ts),
            "message_ts": ts,
            "response_url": self._response_url(person, place),
        }
        await self._waited("interactive", body)

    def _known_shortcut(self, callback_id: str, kind: str) -> None:
        known = self.shortcuts.get(callback_id)
        if known is None or known["type"] != kind:
            raise SlackError("unknown_shortcut")

    def _who(self, person: str) -> Json:
        known = self._workspace.person(person)
        return {
            "user": {
                "id": person,
                "username": known.name,
                "name": known.name,
                "team_id": TEAM,
            },
            "team": {"id": TEAM, "domain": "gemeente-voorbeeld"},
            "enterprise": None,
            "is_enterprise_install": False,
            "api_app_id": APP,
            "token": "not-used",
            "action_ts": f"{time.time():.6f}",
            "trigger_id": self._workspace.new_trigger(person),
        }

    async def click(
        self, person: str, source: Json, action_id: str, value: Any, block_id: str = ""
    ) -> None:
        """Somebody presses a button or chooses in a menu, on a message or the home page.

        `source` is `{"channel", "ts"}` for a message or `{"view"}` for a view's id.
        """
        body = {**self._who(person), "type": "block_actions", "state": {"values": {}}}
        if source.get("view"):
            blocks = self._add_view(body, source["view"], person)
        else:
            blocks = self._add_message(body, source["channel"], source["ts"], person)
        block, element = _element(blocks, action_id, block_id)
        body["actions"] = [_action(block, element, value)]
        await self._waited("interactive", body)

    def _add_view(self, body: Json, id: str, person: str) -> list[Json]:
        view = self._workspace.views.get(id) or next(
            (home for home in self._workspace.homes.values() if home["id"] == id), None
        )
        if view is None or view["person"] != person:
            raise SlackError("not_found")
        body["view"] = {key: value for key, value in view.items() if key != "person"}
        body["container"] = {"type": "view", "view_id": id}
        blocks: list[Json] = view["blocks"]
        return blocks

    def _add_message(self, body: Json, channel: str, ts: str, person: str) -> list[Json]:
        place = self._open_to(person, channel)
        message = self._workspace.messages.get(place.id, {}).get(ts)
        ephemeral = message is None
        if message is None:
            message = self._ephemeral(place.id, ts, person)
        body["channel"] = {"id": place.id, "name": place.name or "directmessage"}
        body["container"] = {
            "type": "message",
            "message_ts": ts,
            "channel_id": place.id,
            "is_ephemeral": ephemeral,
        }
        if message.get("thread_ts"):
            body["container"]["thread_ts"] = message["thread_ts"]
        if not ephemeral:
            body["message"] = message
        body["response_url"] = self._response_url(person, place, ts)
        blocks: list[Json] = message.get("blocks", [])
        return blocks

    def _ephemeral(self, channel: str, ts: str, person: str) -> Json:
        for each in self._workspace.ephemerals:
            if (each["channel"], each["person"], each["message"]["ts"]) == (channel, person, ts):
                found: Json = each["message"]
                return found
        raise SlackError("message_not_found")

    def home(self, person: str) -> None:
        """Somebody opens the bot's home page."""
        direct = self._workspace.direct(person)
        if "app_home_opened" in self.events:
            event: Json = {
                "type": "app_home_opened",
                "user": person,
                "channel": direct.id,
                "tab": "home",
                "event_ts": f"{time.time():.6f}",
            }
            if person in self._workspace.homes:
                event["view"] = self._workspace.homes[person]
            self._delivery.event(event)

    async def submit(self, person: str, view_id: str, values: Json) -> Json:
        """Somebody sends a modal in; gives the errors, if there are any."""
        view = self._own_view(person, view_id)
        state = {"values": _state(view["blocks"], values)}
        shown = {key: value for key, value in view.items() if key != "person"}
        body = {
            **self._who(person),
            "type": "view_submission",
            "view": {**shown, "state": state},
            "response_urls": [],
        }
        if missing := _missing(view["blocks"], state["values"]):
            return {"errors": dict.fromkeys(missing, "Vul dit in.")}
        answer = await self._waited("interactive", body) or {}
        return self._after(person, view, answer)

    def _after(self, person: str, view: Json, answer: Json) -> Json:
        action = answer.get("response_action")
        stack = self._workspace.stacks.get(person, [])
        if action == "errors":
            known = {block.get("block_id") for block in view["blocks"]}
            if not set(answer["errors"]) <= known:
                raise SlackError("invalid_arguments", ["errors name an unknown block_id"])
            return {"errors": answer["errors"]}
        if action == "update":
            check_view(answer["view"])
            made = redraw(self._workspace, view, answer["view"])
            self._workspace.tell({"type": "view", "person": person, "view": made})
            return {"view": made}
        if action == "clear":
            stack.clear()
        elif view["id"] in stack:
            stack.remove(view["id"])
        self._workspace.tell({"type": "view", "person": person, "view": None})
        return {}

    def _own_view(self, person: str, view_id: str) -> Json:
        view = self._workspace.views.get(view_id)
        if view is None or view["person"] != person:
            raise SlackError("not_found")
        return view

    async def close(self, person: str, view_id: str) -> None:
        """Somebody closes a modal."""
        view = self._own_view(person, view_id)
        stack = self._workspace.stacks.get(person, [])
        if view_id in stack:
            stack.remove(view_id)
        self._workspace.tell({"type": "view", "person": person, "view": None})
        if view.get("notify_on_close"):
            body = {**self._who(person), "type": "view_closed", "view": view, "is_cleared": False}
            await self._waited("interactive", body)

    def reaction(self, person: str, channel: str, ts: str, name: str) -> None:
        """Somebody reacts to a message."""
        message = self._workspace.message(self._open_to(person, channel).id, ts)
        react(message, name, person)
        self._workspace.tell({"type": "changed", "channel": channel, "message": message})

    def _response_url(self, person: str, place: Channel, ts: str = "") -> str:
        id = secrets.token_urlsafe(18)
        self.response_urls[id] = {
            "person": person,
            "channel": place.id,
            "ts": ts,
            "left": 5,
            "until": time.monotonic() + 1800,
        }
        return f"{self.base}respond/{id}"

    def respond(self, id: str, answer: Json) -> None:
        """The bot answers at a response_url: five times within half an hour."""
        known = self.response_urls.get(id)
        if known is None or known["left"] < 1 or known["until"] < time.monotonic():
            raise SlackError("used_url", status=404)
        known["left"] -= 1
        place = self._workspace.channel(known["channel"])
        original = self._workspace.messages.get(place.id, {}).get(known["ts"])
        if answer.get("delete_original"):
            self._workspace.messages.get(place.id, {}).pop(known["ts"], None)
        elif answer.get("replace_original") and original:
            original |= {key: answer[key] for key in ("text", "blocks") if key in answer}
            self._workspace.tell({"type": "changed", "channel": place.id, "message": original})
        else:
            self._respond(place, known["person"], answer, original)

    def _respond(
        self, place: Channel, person: str, answer: Json, original: Json | None = None
    ) -> Json:
        check_message(answer.get("text"), answer.get("blocks"), None)
        message = self._workspace.bot_message(answer.get("text", ""), answer.get("blocks"))
        if original and original.get("thread_ts"):
            message["thread_ts"] = original["thread_ts"]
        if answer.get("response_type") == "in_channel":
            return self._workspace.add(place, message)
        return self._workspace.add_ephemeral(place, person, message)


def _as_rich_text(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text or " "}]}
    return {"type": "rich_text", "block_id": secrets.token_urlsafe(4), "elements": [section]}


def _element(blocks: list[Json], action_id: str, block_id: str) -> tuple[Json, Json]:
    for block in blocks:
        if block_id and block["block_id"] != block_id:
            continue
        held = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for element in held:
            if isinstance(element, dict) and element.get("action_id") == action_id:
                return block, element
    raise SlackError("action_not_found")


def _action(block: Json, element: Json, value: Any) -> Json:
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": f"{time.time():.6f}",
    }
    match element["type"]:
        case "button":
            action |= {"text": element["text"], "value": element.get("value", "")}
            if not action["value"]:
                del action["value"]
        case "users_select":
            action["selected_user"] = value
        case "datepicker":
            action["selected_date"] = value
        case _:
            action["selected_option"] = _option(element, value)
    return action


def _option(element: Json, value: Any) -> Json:
    for option in element.get("options", ()):
        if value in (option["value"], option["text"]["text"]):
            chosen: Json = option
            return chosen
    raise SlackError("option_not_found")


def _state(blocks: list[Json], values: Json) -> Json:
    """The state of a modal: what was drawn in it, with what somebody filled in."""
    state: Json = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        given = values.get(block["block_id"], _drawn(element))
        kind = element["type"]
        held: Json = {"type": kind}
        match kind:
            case "users_select":
                held["selected_user"] = given or None
            case "datepicker":
                held["selected_date"] = given or None
            case "static_select" | "radio_buttons":
                held["selected_option"] = _option(element, given) if given else None
            case _:
                held["value"] = given or None
        state[block["block_id"]] = {element["action_id"]: held}
    return state


def _drawn(element: Json) -> Any:
    option = element.get("initial_option")
    if option:
        return option["value"]
    for name in ("initial_user", "initial_date", "initial_value"):
        if element.get(name):
            return element[name]
    return None


def _missing(blocks: list[Json], values: Json) -> list[str]:
    """The inputs that must be filled in and are not: Slack itself sees to those."""
    empty = []
    for block in blocks:
        if block["type"] == "input" and not block.get("optional"):
            (held,) = values[block["block_id"]].values()
            if not any(value for key, value in held.items() if key != "type"):
                empty.append(block["block_id"])
    return empty
