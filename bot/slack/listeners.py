"""Which listener hears what: a few, for all dialogs together, and a table of routes.

Slack is acknowledged when what was said is stored, which takes milliseconds; everything that
needs Slack again (a form, a message to one person) happens after that.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, get_args

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.async_app import AsyncBoltRequest as Request

from bot.desk import Desk
from bot.directory import KnownPeople
from bot.entrance import Entrance
from bot.log import log
from bot.ports import Place, Reply, Said
from bot.slack import hears, says
from bot.slack.home import HomePages
from bot.slack.manifest import COMMAND, MESSAGE_SHORTCUT, SHORTCUT, SUCCESS_SHORTCUT
from bot.slack.messenger import SlackMessenger
from bot.slack.windows import Windows
from bot.store.database import NotSaved
from bot.viewing import Viewing
from dialogs.looking import Looking
from dialogs.messages import Home
from dialogs.moves import Typed, Verb

LOOK = "look"
"""Turns the home page to another part, or to other purchases."""
Route = Callable[[hears.Click], Awaitable[Reply | None]]
FormRoute = Callable[[Said, str, Mapping[tuple[str, str], str]], Awaitable[Reply]]


class Routes(Protocol):
    """The buttons and forms of one subject."""

    def clicks(self) -> dict[str, Route]:
        """What each button does, by its verb."""

    def forms(self) -> dict[str, FormRoute]:
        """What each form does when it is sent in, by its name."""


class Listeners:
    """Connects Slack's inputs with the desk and the entrance."""

    def __init__(
        self,
        desk: Desk,
        entrance: Entrance,
        viewing: Viewing,
        windows: Windows,
        messenger: SlackMessenger,
        pages: HomePages,
        people: KnownPeople,
        more: Sequence[Routes],
        celebrate: Callable[[Said, str], Awaitable[None]],
        bot_user: str,
        language: str,
    ) -> None:
        self._desk = desk
        self._entrance = entrance
        self._viewing = viewing
        self._windows = windows
        self._messenger = messenger
        self._pages = pages
        self._people = people
        self._celebrate = celebrate
        self._bot_user = bot_user
        self._language = language
        self._routes: dict[str, Route] = {
            "answer": self._answer,
            "form": self._open_form,
            "start": self._open_start,
            "list": lambda click: self._entrance.list(click.said),
            "help": lambda click: self._entrance.help(click.said),
            "language": lambda click: self._entrance.language(click.said, click.argument),
            "often": lambda click: self._entrance.often(click.said, click.argument),
            "start_this": self._start_this,
            "answer_this": self._answer_this,
            "open": self._nothing,
            LOOK: self._nothing,
            "report": lambda click: self._entrance.report(click.said),
            "show_purchase": lambda click: self._entrance.show(click.said, click.argument),
            **{verb: route for each in more for verb, route in each.clicks().items()},
            **dict.fromkeys(get_args(Verb), self._press),
        }
        self._forms = {name: form for each in more for name, form in each.forms().items()}

    def connect(self, app: AsyncApp) -> None:
        """Registers every listener."""
        app.action(re.compile(r""))(self.on_click)
        app.event("message")(self.on_message)
        app.event("app_mention")(self.on_mention)
        app.event("app_home_opened")(self.on_home)
        app.event("user_change")(self.on_user_change)
        app.command(COMMAND)(self.on_command)
        app.shortcut({"callback_id": SHORTCUT, "type": "shortcut"})(self.on_shortcut)
        app.shortcut({"callback_id": MESSAGE_SHORTCUT, "type": "message_action"})(
            self.on_message_shortcut
        )
        app.shortcut({"callback_id": SUCCESS_SHORTCUT, "type": "message_action"})(
            self.on_success_shortcut
        )
        app.view(re.compile(r""))(self.on_form)

    async def on_click(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """A button or a menu, on a message or on the home page."""
        click = hears.click(body)
        route = self._routes.get(click.verb, self._old_button)
        try:
            reply = await route(click)
        except NotSaved as error:
            self._windows.not_saved(click.said, error)
            reply = None
        await ack()
        if reply:
            self._windows.soon(self._windows.show(click.said, reply))
        if click.at_home:
            self._windows.soon(self._home(click.said.person, _looks_at(click)))

    async def on_message(self, ack: AsyncAck, event: dict[str, Any], request: Request) -> None:
        """A typed line: in a conversation, or at the top of the direct message."""
        heard = hears.message(event, self._bot_user)
        if heard:
            said, typed = heard
            if said.place.thread:
                await self._typed(said, request, self._desk.talk(said, typed))
            elif said.place.direct:
                await self._typed(said, request, self._entrance.direct(said, typed.text))
        await ack()

    async def on_mention(self, ack: AsyncAck, event: dict[str, Any], request: Request) -> None:
        """Our name was called: in the thread of a purchase an answer, elsewhere a new one."""
        heard = hears.message({**event, "channel_type": "channel"}, self._bot_user)
        if heard:
            said, typed = heard
            await self._typed(said, request, self._mentioned(said, typed))
        await ack()

    async def _mentioned(self, said: Said, typed: Typed) -> Reply:
        if said.place.thread and await self._desk.knows(said):
            return await self._desk.talk(said, typed)
        return await self._entrance.mention(said, typed.text)

    async def _typed(self, said: Said, request: Request, work: Coroutine[Any, Any, Reply]) -> None:
        """Takes what was typed. When it cannot be stored Slack is not acknowledged, and so sends
        it again: nothing that was typed is lost. The person is told once."""
        try:
            reply = await work
        except NotSaved as error:
            if not hears.comes_again(request.headers):
                self._windows.not_saved(said, error)
            raise
        self._windows.soon(self._windows.show(said, reply))

    async def on_home(self, ack: AsyncAck, event: dict[str, Any]) -> None:
        """Somebody opened our home page."""
        await ack()
        if event.get("tab", "home") == "home":
            looking = Looking.read((event.get("view") or {}).get("private_metadata", ""))
            self._windows.soon(self._home(event["user"], looking))

    async def _home(self, person: str, looking: Looking) -> None:
        await self._pages.show(person, lambda: self._home_of(person, looking))

    async def _home_of(self, person: str, looking: Looking) -> Home:
        try:
            return await self._viewing.home(person, looking)
        except NotSaved as error:
            log.error("home.not_read", person=person, reason=str(error))
            return self._viewing.sorry()

    async def on_user_change(self, ack: AsyncAck, event: dict[str, Any]) -> None:
        """Somebody left, came back, or moved to another time zone (T20)."""
        await self._people.heard(hears.somebody(event["user"], self._people.workspace))
        await ack()

    async def on_command(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The slash command; the answer is for this person alone."""
        said, text = hears.command(body, self._bot_user)
        try:
            reply = await self._entrance.command(said, text)
        except NotSaved as error:
            log.error("command.not_saved", person=said.person, reason=str(error))
            reply = Reply(self._language, self._windows.say("desk.not_saved"))
        if reply.message is None:
            await ack()
            if reply.form:
                self._windows.soon(self._windows.show(said, reply))
            return
        shown, blocks = says.message(reply.message)
        await ack(text=shown, blocks=blocks, response_type="ephemeral")

    async def on_shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The global shortcut opens the form that starts a purchase."""
        await ack()
        said, _ = hears.shortcut(body, self._bot_user)
        self._windows.soon(self._windows.open(said, self._entrance.start_form(said.person)))

    async def on_message_shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The shortcut on a message starts a purchase with its text."""
        said, text = hears.shortcut(body, self._bot_user)
        try:
            reply = await self._entrance.start(said, text)
        except NotSaved as error:
            self._windows.not_saved(said, error)
            reply = None
        await ack()
        if reply:
            self._windows.soon(self._windows.show(said, reply))

    async def on_success_shortcut(self, ack: AsyncAck, body: dict[str, Any]) -> None:
        """The other shortcut on a message opens the form of a success with its text."""
        await ack()
        await self._celebrate(*hears.shortcut(body, self._bot_user))

    async def on_form(self, ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        """A form was sent in: it closes, shows what is wrong, or shows a receipt."""
        if body["type"] != "view_submission":
            await ack()
            return
        said = hears.submission(body)
        try:
            reply = await self._submitted(said, view)
        except NotSaved as error:
            # Not who: a lesson may be told without a name.
            log.error("form.not_saved", form=view["callback_id"], reason=str(error))
            inputs = [each["block_id"] for each in view["blocks"] if each["type"] == "input"]
            sentence = says.message(self._windows.say("desk.not_saved"))[0]
            await ack(response_action="errors", errors={inputs[0]: sentence})
            return
        if reply.errors:
            await ack(response_action="errors", errors=sent_in.errors(view, reply.errors))
        elif reply.form or reply.message:
            form = reply.form or self._windows.receipt(reply)
            form = replace(form, place=sent_in.channel_of(view))
            modal = self._messenger.modal(form, reply.language)
            await ack(response_action="update", view=modal)
        else:
            await ack()

    async def _submitted(self, said: Said, view: dict[str, Any]) -> Reply:
        argument, filled = sent_in.read(view)
        if view["callback_id"] == "start":
            title = filled.values.get(("intake.what", "text"), "")
            return await self._entrance.start(said, title, filled)
        if form := self._forms.get(view["callback_id"]):
            here = replace(said, place=self._place_in(view, said))
            return await form(here, argument, filled.values)
        about = Said(said.id, said.person, self._place_in(view, said), argument)
        return await self._desk.talk(about, filled)

    def _place_in(self, view: dict[str, Any], said: Said) -> Place:
        channel = sent_in.channel_of(view)
        return Place(channel, direct=False) if channel else said.place

    async def _answer(self, click: hears.Click) -> Reply | None:
        choice = hears.chosen(click.argument)
        return await self._desk.talk(click.said, choice) if choice else None

    async def _answer_this(self, click: hears.Click) -> Reply:
        return await self._desk.talk(click.said, hears.carried(click.argument, click.text))

    async def _press(self, click: hears.Click) -> Reply | None:
        return await self._desk.talk(click.said, hears.pressed(click.verb, click.argument))

    async def _open_form(self, click: hears.Click) -> None:
        question = click.argument.partition("/")[2]
        self._windows.soon(self._windows.open(click.said, self._desk.form(click.said, question)))

    async def _open_start(self, click: hears.Click) -> None:
        self._windows.soon(
            self._windows.open(click.said, self._entrance.start_form(click.said.person))
        )

    async def _start_this(self, click: hears.Click) -> Reply:
        in_direct = click.said.place.direct and not click.at_home
        private = Place(click.said.person)
        said = replace(click.said, place=private, purchase="", in_direct=in_direct)
        return await self._entrance.start(said, click.text)

    async def _nothing(self, click: hears.Click) -> None:
        """A button that only opens a page, or turns one on the home page."""

    async def _old_button(self, click: hears.Click) -> Reply:
        log.info("click.unknown", verb=click.verb, person=click.said.person)
        return Reply(self._language, self._windows.say("talk.old_button"))


def _looks_at(click: hears.Click) -> Looking:
    """What somebody looks at on the home page after a click there."""
    looking = Looking.read(click.looks_at)
    return looking.turned(click.argument) if click.verb == LOOK else looking
