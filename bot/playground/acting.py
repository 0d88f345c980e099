"""What people do in the workspace, and the payloads that Slack makes of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from bot.playground import choosing, payloads
from bot.playground.delivery import Delivery
from bot.playground.entering import Entered, escaped
from bot.playground.modals import Modals
from bot.playground.not_taken import Kind, NotTaken
from bot.playground.people import APP, BOT_USER, DOMAIN, TEAM, Channel
from bot.playground.reactions import react, unreact
from bot.playground.refusals import SlackError
from bot.playground.responding import Responding
from bot.playground.subscriptions import TOKEN
from bot.playground.workspace import Json, Workspace

NOT_ANSWERED = "Inkoopmaatje gaf geen antwoord"


class People:
    """Acts for people: each method is one thing that somebody does in Slack."""

    def __init__(self, workspace: Workspace, delivery: Delivery, manifest: Json) -> None:
        self._workspace = workspace
        self._delivery = delivery
        features = manifest.get("features", {})
        self.commands = {each["command"]: each for each in features.get("slash_commands", ())}
        self.shortcuts = {each["callback_id"]: each for each in features.get("shortcuts", ())}
        self.responding = Responding(workspace)
        self.modals = Modals(workspace, self._waited)

    def say(
        self, person: str, channel: str, text: str, thread: str = "", files: Sequence[Json] = ()
    ) -> Json:
        """Somebody types a message; the bot hears it where it is subscribed to it."""
        place = self._open_to(person, channel)
        entered = self._entered(text)
        message: Json = {
            "type": "message",
            "user": person,
            "text": entered.text(),
            "client_msg_id": str(uuid.uuid4()),
            "blocks": [entered.rich_text()],
        }
        if thread:
            message["thread_ts"] = thread
        if files:
            message |= {"files": list(files), "upload": True, "subtype": "file_share"}
        if not text:
            del message["blocks"]
        self._workspace.add(place, message)
        self.read(person, place.id)
        if f"<@{BOT_USER}>" in message["text"] and BOT_USER in place.members:
            if not place.direct_with:
                told = {**message, "type": "app_mention", "channel": place.id}
                self._workspace.happened("app_mention", {**told, "event_ts": message["ts"]})
        return message

    def read(self, person: str, channel: str) -> None:
        """Somebody has seen everything in a conversation."""
        messages = self._workspace.messages.get(channel)
        if messages:
            newest = next(reversed(messages))
            if self._workspace.reads.setdefault(person, {}).get(channel) != newest:
                self._workspace.reads[person][channel] = newest
                self._workspace.tell({"type": "read", "person": person, "channel": channel})

    def unread(self, person: str, channel: str) -> int:
        """How many messages of a conversation somebody has not seen; replies do not count."""
        until = self._workspace.reads.get(person, {}).get(channel, "")
        count = 0
        for ts, message in reversed(self._workspace.messages.get(channel, {}).items()):
            if ts <= until:
                break
            count += message.get("thread_ts") in (None, ts)
        return count

    def _open_to(self, person: str, channel: str) -> Channel:
        self._active(person)
        place = self._workspace.channel(channel)
        if person not in place.members:
            raise SlackError("not_in_channel")
        if place.archived:
            raise SlackError("is_archived")
        return place

    def _active(self, person: str) -> None:
        if self._workspace.person(person).deleted:
            raise SlackError("account_inactive")

    def _entered(self, text: str) -> Entered:
        workspace = self._workspace
        return Entered(text, workspace.people.values(), workspace.channels.values())

    async def command(self, person: str, command: str, text: str, channel: str) -> Json | None:
        """Somebody types a slash command; gives what only they see, if anything."""
        known = self.commands.get(command)
        if known is None:
            raise SlackError("unknown_command")
        place = self._open_to(person, channel)
        marked = known.get("should_escape", False)
        body = {
            "token": TOKEN,
            "team_id": TEAM,
            "team_domain": DOMAIN,
            "channel_id": place.id,
            "channel_name": payloads.named(place)["name"],
            "user_id": person,
            "user_name": self._workspace.person(person).name,
            "command": command,
            "text": self._entered(text).text(with_names=True) if marked else escaped(text),
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self.responding.address(person, place),
            "trigger_id": self._workspace.triggers.new(person),
        }
        answer = await self._waited("slash_commands", body)
        if answer and (answer.get("text") or answer.get("blocks")):
            return {**self.responding.show(place, person, answer), "channel": place.id}
        return None

    async def _waited(self, kind: Kind, body: Json) -> Any:
        """Brings something for which a person waits; what goes wrong is told to them."""
        try:
            return await self._delivery.bring(kind, body)
        except NotTaken as error:
            told = f"{NOT_ANSWERED} ({error.shown})."
            raise SlackError(error.shown, [told]) from error

    async def shortcut(self, person: str, callback_id: str) -> None:
        """Somebody uses a global shortcut."""
        self._active(person)
        self._known_shortcut(callback_id, "global")
        about = payloads.about(self._workspace, person)
        body = {"type": "shortcut", "callback_id": callback_id, "action_ts": payloads.acted_at()}
        await self._waited("interactive", {**about, **body})

    async def message_shortcut(self, person: str, callback_id: str, channel: str, ts: str) -> None:
        """Somebody uses a shortcut on a message."""
        self._known_shortcut(callback_id, "message")
        place = self._open_to(person, channel)
        message = self._workspace.message(place.id, ts)
        body = {
            **payloads.about(self._workspace, person),
            "type": "message_action",
            "callback_id": callback_id,
            "action_ts": payloads.acted_at(),
            "channel": payloads.named(place),
            "message": {key: value for key, value in message.items() if key != "metadata"},
            "message_ts": ts,
            "response_url": self.responding.address(person, place, ts),
        }
        await self._waited("interactive", body)

    def _known_shortcut(self, callback_id: str, kind: str) -> None:
        known = self.shortcuts.get(callback_id)
        if known is None or known["type"] != kind:
            raise SlackError("unknown_shortcut")

    async def click(
        self, person: str, source: Json, action_id: str, value: Any, block_id: str = ""
    ) -> None:
        """Somebody presses a button or chooses in a menu, on a message, modal or home page.

        `source` is `{"channel", "ts"}` for a message or `{"view"}` for a view's id.
        """
        self._active(person)
        body = {**payloads.about(self._workspace, person), "type": "block_actions"}
        if source.get("view"):
            key = source["view"]
            view = payloads.view_of(self._workspace, person, key)
            blocks = view["blocks"]
        else:
            place = self._open_to(person, source["channel"])
            key = f"{place.id}:{source['ts']}"
            message, _ = payloads.of_message(self._workspace, person, place, source["ts"])
            blocks = message.get("blocks", [])
        block, element = choosing.find(blocks, action_id, block_id)
        action = choosing.action(block, element, value, payloads.acted_at())
        self._keep(person, key, block, element, value)
        if source.get("view"):
            body |= payloads.of_view(self._workspace, person, view)
        else:
            body |= payloads.of_message(self._workspace, person, place, source["ts"])[1]
            body["response_url"] = self.responding.address(person, place, source["ts"])
        body["actions"] = [action]
        if block["type"] != "input" or block.get("dispatch_action"):
            await self._waited("interactive", body)

    def _keep(self, person: str, key: str, block: Json, element: Json, value: Any) -> None:
        """Remembers what somebody chose, for the state of what comes after."""
        if element["type"] in choosing.FIELDS and element["type"] != "overflow":
            chosen = self._workspace.chosen.setdefault((person, key), {})
            filled = choosing.filled(element, value)
            chosen.setdefault(block["block_id"], {})[element["action_id"]] = filled

    def home(self, person: str) -> None:
        """Somebody opens the bot's home page."""
        self._active(person)
        event: Json = {
            "type": "app_home_opened",
            "user": person,
            "channel": self._workspace.direct(person).id,
            "event_ts": payloads.acted_at(),
            "tab": "home",
        }
        if person in self._workspace.homes:
            event["view"] = self._workspace.homes[person]
        self._workspace.happened("app_home_opened", event)

    def react(self, person: str, channel: str, ts: str, name: str, *, take_back: bool) -> None:
        """Somebody reacts to a message, or takes that back."""
        place = self._open_to(person, channel)
        (unreact if take_back else react)(self._workspace, place, ts, name, person)
