"""`doctor`: looks at everything that the bot needs, and tells each on a line."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta

import aiohttp

from bot.clock import Clock
from bot.opening import check_schema
from bot.organisation import organisation_of
from bot.parts import Organisation
from bot.roster import named_groups
from bot.settings import BadSettings, Settings
from bot.slack.app import CALL_SECONDS, Client, NoSlack, client
from bot.slack.examining import Seen, members, see, socket_token, standing
from bot.slack.manifest import GROUPS_SCOPE, SCOPES
from bot.store.database import Database, NotSaved
from dialogs import load_script
from dialogs.script import BadScript
from knowledge.problems import BadWords

APART = timedelta(minutes=1)
"""So far our clock and Slack's may be apart: Slack refuses requests that are five minutes off."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: whether it is well, and what there is to say of it."""

    about: str
    said: str
    well: bool = True

    @property
    def line(self) -> str:
        """The finding as it is printed."""
        return f"{'ok' if self.well else 'wrong'}: {self.about}: {self.said}"


async def examine(settings: Settings, clock: Clock) -> list[Finding]:
    """Everything that was found, in the order in which it is mended."""
    try:
        organisation = organisation_of(settings)
    except BadSettings as error:
        return [Finding("organisation file", str(error), well=False)]
    found = [*_here(settings, organisation, clock)]
    try:
        settings.check_serving()
    except BadSettings as error:
        return [*found, Finding("tokens", str(error), well=False)]
    return [*found, *[each async for each in _at_slack(settings, organisation, clock)]]


def _here(settings: Settings, organisation: Organisation, clock: Clock) -> Iterator[Finding]:
    """What is on this machine: the time zone, what the bot knows, and the database."""
    local = clock.now().astimezone(organisation.zone)
    yield Finding("time zone", f"{organisation.zone.key}, where it is {local:%H:%M} now")
    try:
        script = load_script(own=organisation.knowledge)
        yield Finding("knowledge", f"{len(script.library.entries)} entries")
    except (BadWords, BadScript) as error:
        yield Finding("knowledge", str(error), well=False)
    try:
        database = Database(settings.database_url)
        try:
            check_schema(database)
        finally:
            database.dispose()
        yield Finding("database", "it has the newest schema")
    except (BadSettings, NotSaved) as error:
        yield Finding("database", str(error), well=False)


async def _at_slack(
    settings: Settings, organisation: Organisation, clock: Clock
) -> AsyncIterator[Finding]:
    """What Slack says: of our tokens, scopes, clock, channels and user groups."""
    assert settings.slack_bot_token is not None
    timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        token = settings.slack_bot_token.get_secret_value()
        slack = client(token, settings.slack_api_url, session)
        try:
            seen = await see(slack)
        except NoSlack as error:
            yield Finding("SLACK_BOT_TOKEN", str(error), well=False)
            return
        yield Finding("SLACK_BOT_TOKEN", f"Slack knows it, in {seen.team or 'a workspace'}")
        if settings.slack_app_token is not None:
            yield await _socket(slack, settings.slack_app_token.get_secret_value())
        groups = named_groups(organisation)
        yield _scopes(seen, with_groups=bool(groups))
        yield _clock(seen, clock)
        named = {
            "procurement channel": organisation.procurement_channel,
            "success channel": organisation.success_channel,
        }
        if organisation.digest_channel != organisation.success_channel:
            named["digest channel"] = organisation.digest_channel
        for about, channel in named.items():
            yield await _channel(slack, about, channel)
        for group, places in groups.items():
            yield await _group(slack, group, ", ".join(places))


async def _socket(slack: Client, token: str) -> Finding:
    try:
        await socket_token(slack, token)
    except NoSlack as error:
        return Finding("SLACK_APP_TOKEN", str(error), well=False)
    return Finding("SLACK_APP_TOKEN", "Slack gives it a connection")


def _scopes(seen: Seen, *, with_groups: bool) -> Finding:
    """What we may do; the scope of user groups is missed only where one of those has a role."""
    needed = SCOPES.keys() if with_groups else SCOPES.keys() - {GROUPS_SCOPE}
    missing = sorted(needed - seen.scopes)
    if missing:
        told = f"{', '.join(missing)} missing: install the app again from its newest manifest"
        return Finding("scopes", told, well=False)
    more = sorted(seen.scopes - SCOPES.keys())
    return Finding("scopes", f"all there; not needed: {', '.join(more)}" if more else "all there")


def _clock(seen: Seen, clock: Clock) -> Finding:
    if seen.now is None:
        return Finding("clock", "Slack does not tell its time, so it was not compared")
    apart = abs(clock.now() - seen.now)
    if apart > APART:
        told = f"{apart.total_seconds():.0f} seconds from Slack's: set this machine's clock right"
        return Finding("clock", told, well=False)
    return Finding("clock", "the same as Slack's")


async def _channel(slack: Client, about: str, channel: str) -> Finding:
    if not channel:
        return Finding(about, "none is set")
    match await standing(slack, channel):
        case "in it":
            return Finding(about, f"{channel}, and the bot is in it")
        case "not in it":
            return Finding(about, f"{channel}: type there /invite @Inkoopmaatje", well=False)
        case "not there":
            return Finding(about, f"{channel} is not there: mend its id", well=False)
        case _:
            told = "our scopes do not let us see whether the bot is in it; /invite it there"
            return Finding(about, f"{channel}; {told}")


async def _group(slack: Client, group: str, places: str) -> Finding:
    about = f"user group {group}"
    try:
        count = await members(slack, group)
    except NoSlack as error:
        return Finding(about, str(error), well=False)
    if not count:
        told = (
            "no longer there, switched off, or empty: the bot goes on with who was last in it; "
            f"switch it on in Slack, or name others for {places} and start the bot again"
        )
        return Finding(about, told, well=False)
    return Finding(about, f"found, {count} member{'s' if count > 1 else ''}, for {places}")
