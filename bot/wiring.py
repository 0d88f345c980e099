"""Builds every part of the bot once and hands them to each other."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

import aiohttp
from pydantic_core import to_json

from bot.ambitions import Ambitions
from bot.beats import beating, quietly
from bot.clock import (
    Clock,
    Heartbeat,
    SystemClock,
)
from bot.contracting import Contracting
from bot.courier import Courier
from bot.desk import Desk, Elsewhere, Taken
from bot.directory import KnownPeople
from bot.entrance import Command, Entrance
from bot.explaining import Explaining
from bot.gate import Gate
from bot.history import History
from bot.judging import Judging
from bot.learning import Learning, learning
from bot.librarian import Librarian
from bot.opening import check_schema
from bot.organisation import organisation_of, rules
from bot.owning import Owning
from bot.pace import Pace
from bot.parts import Organisation, Parts
from bot.picturing import Picturing
from bot.policies import PolicyShelf
from bot.policy_watch import PolicyWatch
from bot.policymaking import Policymaking
from bot.ports import Outgoing, Place, Said
from bot.preparing import Preparing
from bot.rebuilding import rebuild
from bot.registrar import Registrar
from bot.reminders.answering import Answering
from bot.reminders.dispatching import Dispatcher
from bot.reminders.handing import Handing
from bot.reminders.in_hours import in_hours
from bot.reminders.offering import Offering
from bot.reminders.procurement import refused
from bot.reminders.rounds import Rounds
from bot.reminders.stepping import Stepping
from bot.reminders.taking import Taking
from bot.reporting import Reporting
from bot.roster import Roster, named_groups
from bot.settings import Settings
from bot.shelf import Shelf
from bot.slack.ambition_routes import AmbitionRoutes
from bot.slack.app import CALL_SECONDS, App, Client, bolt_app, client, identity
from bot.slack.assurance_routes import AssuranceRoutes
from bot.slack.board_routes import BoardRoutes
from bot.slack.cheers import SlackCheers
from bot.slack.directory import SlackDirectory
from bot.slack.door import Door
from bot.slack.explaining_routes import ExplainingRoutes
from bot.slack.groups import GroupListeners, SlackGroups
from bot.slack.hears import moment
from bot.slack.home import HomePages
from bot.slack.learning_routes import learning_routes
from bot.slack.listeners import Listeners
from bot.slack.messenger import SlackMessenger
from bot.slack.names import SlackNames
from bot.slack.owner_routes import OwnerRoutes
from bot.slack.photos import SlackPhotos
from bot.slack.policy_routes import PolicyRoutes
from bot.slack.windows import Windows
from bot.store.database import Bound, Database
from bot.viewing import Viewing
from dialogs import load_script
from dialogs.moves import Typed
from dialogs.script import Script
from dialogs.subcommands import Name


@dataclass(frozen=True)
class Bot:
    """A bot that is connected to its workspace and its database."""

    app: App
    parts: Parts
    courier: Courier
    people: KnownPeople
    windows: Windows
    heartbeat: Heartbeat
    dispatcher: Dispatcher
    rounds: Rounds
    learning: Learning
    viewing: Viewing
    reporting: Reporting
    policy_watch: PolicyWatch
    librarian: Librarian | None
    registrar: Registrar | None

    async def settled(self) -> None:
        """Waits until nothing is on its way any more."""
        await self.windows.settled()
        await self.courier.idle()


@asynccontextmanager
async def running(
    settings: Settings, *, clock: Clock | None = None, shelf: Shelf | None = None,
    organisation: Organisation | None = None,
) -> AsyncIterator[Bot]:  # fmt: skip
    """A bot with its heart beating; stops in order when the block ends.

    The organisation is that of the settings, unless it is given.
    Raises BadSettings or NotSaved, each with a sentence that says what to do.
    """
    settings.check_serving()
    organisation = organisation or organisation_of(settings)
    assert settings.slack_bot_token is not None
    database = Database(settings.database_url)
    try:
        check_schema(database)
        # The session's own timeout counts: the client's is not looked at where a session is given.
        timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
        async with aiohttp.ClientSession(json_serialize=quick_json, timeout=timeout) as session:
            token = settings.slack_bot_token.get_secret_value()
            slack = client(token, settings.slack_api_url, session)
            workspace, bot_user, address = await identity(slack)
            shelf = shelf or Shelf(load_script(own=organisation.knowledge))
            bot = build(
                settings, organisation, database, slack, workspace, bot_user, address,
                clock=clock or SystemClock(), shelf=shelf,
            )  # fmt: skip
            if bot.registrar:
                await bot.registrar.begin()
            bot.parts.rules.calendar.works(bot.parts.clock.now().date())  # reads the holidays once
            ready = asyncio.create_task(asyncio.to_thread(make_ready, bot.parts.script))
            await quietly("policy.not_looked_at", bot.policy_watch.look)()
            rebuilt = asyncio.create_task(bring_up_to_date(bot.parts))
            bot.heartbeat.start()
            try:
                await bot.courier.sweep()
                yield bot
            finally:
                bot.heartbeat.stop()
                await ready
                rebuilt.cancel()
                await asyncio.gather(rebuilt, return_exceptions=True)
                await bot.settled()
    finally:
        await database.close()


async def bring_up_to_date(parts: Parts) -> None:
    """Writes the register anew where it was written by other rules; else at the next start."""
    await quietly("register.not_rebuilt", partial(rebuild, parts))()


def make_ready(script: Script) -> None:
    """Makes the search ready, so that who asks first does not wait for it."""
    script.finder.find("", "nl")


def build(
    settings: Settings, organisation: Organisation, database: Database, slack: Client,
    workspace: str, bot_user: str, address: str, *, clock: Clock, shelf: Shelf,
) -> Bot:  # fmt: skip
    """The parts of a bot for one workspace, not yet beating."""
    photos = SlackPhotos(slack, database, workspace)
    messenger = SlackMessenger(slack, shelf.label, photos)
    courier = Courier(database, workspace, messenger, clock, process_name())
    look_up = SlackDirectory(slack, workspace).look_up
    people = KnownPeople(database, workspace, clock, organisation.zone, look_up)
    parts = Parts(
        workspace, database, shelf, courier, clock, Roster(organisation), people,
        rules(organisation),
        PolicyShelf(organisation.policy), lambda place: permalink(address, place), moment,
    )  # fmt: skip
    desk = Desk(parts)
    courier.pace = Pace(settings.inkoop_posts_a_second)
    courier.gone = desk.move_to_direct
    courier.may_go = partial(in_hours, parts)

    windows = Windows(messenger, parts.scene, organisation.language)
    contracting = Contracting(parts)
    explaining = Explaining(parts)
    judging = Judging(parts, desk)
    reporting = Reporting(parts, Preparing(parts, messenger).prepare)
    policymaking = Policymaking(parts)
    learnt = learning(
        parts, desk, photos, SlackNames(slack), SlackCheers(slack, bot_user), messenger,
        windows.soon,
    )  # fmt: skip
    commands: dict[Name, Command] = {
        "questions": explaining.command, "board": judging.command, "policy": policymaking.command,
        "report": reporting.report, "export": reporting.export, **learnt.commands,
    }  # fmt: skip
    entrance = Entrance(parts, desk, contracting, explaining, commands, windows.soon)
    stepping = Stepping(parts)
    offering = Offering(parts, stepping)
    answering = Answering(parts, stepping, offering)
    handing = Handing(parts)
    dispatcher = Dispatcher(parts, handing.left)
    handing.also += (learnt.left,)
    desk.elsewhere = first_of(learnt.inquiring.typed, answering.typed)
    people.gone, people.moved = handing.left, handing.moved
    rounds = Rounds(parts, handing.left)

    def not_taken(bound: Bound, outgoing: Outgoing) -> list[Outgoing]:
        return [
            *dispatcher.refused(bound, outgoing),
            *refused(parts, bound, outgoing),
            *learnt.refused(bound, outgoing),
        ]

    def lost(bound: Bound, outgoing: Outgoing) -> list[Outgoing]:
        return [*desk.lost(bound, outgoing), *learnt.lost(bound, outgoing)]

    courier.notes.refused, courier.notes.lost = not_taken, lost
    history, taking = History(parts), Taking(parts, stepping)
    routes = AssuranceRoutes(
        contracting, answering, offering, history, taking, rounds.weekly, windows
    )
    viewing, pages = Viewing(parts), HomePages(slack)

    async def celebrate(said: Said, text: str) -> None:
        windows.soon(windows.open(said, learnt.successes.writing.form(said, "", text)))

    listeners = Listeners(
        desk, entrance, viewing, windows, messenger, pages, people,
        (
            routes, ExplainingRoutes(explaining, windows),
            AmbitionRoutes(Ambitions(parts, desk), Picturing(parts, desk), windows),
            OwnerRoutes(Owning(parts, desk), windows), BoardRoutes(judging, windows),
            PolicyRoutes(policymaking, windows), *learning_routes(learnt, windows),
        ), celebrate, bot_user, organisation.language,
    )  # fmt: skip
    secret = settings.slack_signing_secret
    signing_secret = secret.get_secret_value() if secret else secrets.token_hex(16)
    gate = Gate(parts, people, desk.knows, windows.soon)
    door = Door(gate, windows, messenger, pages, bot_user, organisation.language)
    app = bolt_app(slack, signing_secret, door, listeners)
    policy_watch = PolicyWatch(parts)
    parts.policies.changed = lambda: windows.soon(bring_up_to_date(parts))
    librarian = Librarian(parts, organisation.knowledge) if organisation.knowledge else None
    registrar = None
    if named_groups(organisation):
        registrar = Registrar(parts, SlackGroups(slack).look_up, windows.soon)
    heartbeat = beating(
        parts, courier, dispatcher, rounds, learnt, reporting, policy_watch, librarian, registrar
    )
    GroupListeners(registrar.changed if registrar else None).connect(app)
    return Bot(
        app, parts, courier, people, windows, heartbeat, dispatcher, rounds, learnt, viewing,
        reporting, policy_watch, librarian, registrar,
    )  # fmt: skip


def first_of(*each: Elsewhere) -> Elsewhere:
    """Asks one after another whose a typed line is."""

    def asks(bound: Bound, said: Said, move: Typed) -> Taken | None:
        return next((taken for one in each if (taken := one(bound, said, move))), None)

    return asks


def permalink(address: str, place: Place) -> str:
    """The web address of a conversation; empty while its card is not posted."""
    if not place.card or not address:
        return ""
    link = f"{address}archives/{place.channel}/p{place.card.replace('.', '')}"
    if place.thread and place.thread != place.card:
        link += f"?thread_ts={place.thread}&cid={place.channel}"
    return link


def quick_json(value: object) -> str:
    """JSON by the library that pydantic brings: the blocks of a message in a tenth of the time."""
    return to_json(value).decode()


def process_name() -> str:
    """This process among others that share the database."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
