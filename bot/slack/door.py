"""The door: whatever Slack sends passes the gate before a listener hears it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.async_app import AsyncBoltRequest as Request
from slack_bolt.response import BoltResponse

from bot.gate import Gate
from bot.ports import Came, Place, Reply, Said
from bot.slack import hears, says
from bot.slack.home import HomePages
from bot.slack.messenger import SlackMessenger
from bot.slack.windows import Windows
from bot.store.database import NotSaved
from dialogs.messages import Home


class Door:
    """Shows who may not come in why, in the way in which they came."""

    def __init__(
        self, gate: Gate, windows: Windows, messenger: SlackMessenger, pages: HomePages,
        bot_user: str, language: str,
    ) -> None:  # fmt: skip
        self._gate = gate
        self._windows = windows
        self._messenger = messenger
        self._pages = pages
        self._bot_user = bot_user
        self._language = language

    def connect(self, app: AsyncApp) -> None:
        """Stands before every listener."""
        app.middleware(self.look)

    async def look(
        self,
        ack: AsyncAck,
        body: dict[str, Any],
        request: Request,
        next_: Callable[[], Awaitable[None]],
    ) -> BoltResponse | None:
        """Lets in who may come in; nothing that is no person's passes by unheard."""
        came = came_in(body, self._bot_user)
        if came is None:
            await next_()
            return None
        try:
            stopped = await self._gate.stops(came)
        except NotSaved as error:
            return await self._not_saved(ack, came, body, request, error)
        if stopped:
            return await self._turn_away(ack, came, body, stopped)
        await next_()
        return None

    async def _not_saved(
        self, ack: AsyncAck, came: Came, body: dict[str, Any], request: Request, error: NotSaved
    ) -> BoltResponse:
        """Our books cannot be read: what was typed comes again, of the rest the person is told."""
        if came.way in ("direct", "mention"):
            if not hears.comes_again(request.headers):
                self._windows.not_saved(came.said, error)
            raise error
        key = "home.sorry" if came.way == "home" else "desk.not_saved"
        reply = Reply(self._language, self._windows.say(key))
        return await self._turn_away(ack, came, body, reply)

    async def _turn_away(
        self, ack: AsyncAck, came: Came, body: dict[str, Any], reply: Reply
    ) -> BoltResponse:
        said = came.said
        if came.way == "command" and reply.message:
            shown, blocks = says.message(reply.message)
            return await ack(text=shown, blocks=blocks, response_type="ephemeral")
        if came.way == "form" and reply.message:
            return await self._in_form(ack, body["view"], reply)
        response = await ack()
        if came.way == "home":
            self._windows.soon(self._page(said.person, reply))
        elif came.way == "shortcut" and not said.reply_to:
            self._windows.soon(self._windows.open(said, _at_once(reply)))
        elif came.way == "direct":
            beside = replace(said, place=Place(said.person))
            self._windows.soon(self._windows.show(beside, reply))
        else:
            self._windows.soon(self._windows.show(said, reply))
        return response

    async def _in_form(self, ack: AsyncAck, view: dict[str, Any], reply: Reply) -> BoltResponse:
        """At the first field, so that what was filled in stays; else in the place of the form."""
        assert reply.message is not None
        inputs = [each["block_id"] for each in view["blocks"] if each["type"] == "input"]
        if inputs:
            sentence = says.message(reply.message)[0]
            return await ack(response_action="errors", errors={inputs[0]: sentence})
        receipt = self._messenger.modal(self._windows.receipt(reply), reply.language)
        return await ack(response_action="update", view=receipt)

    async def _page(self, person: str, reply: Reply) -> None:
        async def page() -> Home:
            receipt = self._windows.receipt(reply)
            return Home(receipt.title, receipt.lines, ())

        await self._pages.show(person, page)


async def _at_once(reply: Reply) -> Reply:
    return reply


def came_in(body: dict[str, Any], bot_user: str) -> Came | None:
    """What somebody comes in with; None for what no person does."""
    kind = body.get("type")
    if "command" in body:
        said, text = hears.command(body, bot_user)
        return Came("command", said, text=text)
    if kind == "event_callback":
        return _event(body["event"], bot_user)
    if kind == "block_actions":
        click = hears.click(body)
        return Came("click", click.said, click.verb)
    if kind == "view_submission":
        view, said = body["view"], hears.submission(body)
        channel = sent_in.channel_of(view)
        place = Place(channel, direct=False) if channel else said.place
        return Came("form", replace(said, place=place), view["callback_id"])
    if kind in ("shortcut", "message_action"):
        said, text = hears.shortcut(body, bot_user)
        return Came("shortcut", said, text=text)
    return None


def _event(event: dict[str, Any], bot_user: str) -> Came | None:
    match event["type"]:
        case "app_home_opened":
            person = event["user"]
            return Came("home", Said(f"home:{person}", person, Place(person)))
        case "message":
            heard = hears.message(event, bot_user)
        case "app_mention":
            heard = hears.message({**event, "channel_type": "channel"}, bot_user)
        case _:
            return None
    if heard is None:
        return None
    said, typed = heard
    return Came("direct" if said.place.direct else "mention", said, text=typed.text)
