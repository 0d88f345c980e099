"""The methods of the Web API about people, the bot itself, the team, and reactions."""

from __future__ import annotations

from bot.playground.arguments import is_true
from bot.playground.chat_methods import permalink, writable
from bot.playground.people import APP, BEGAN, BOT, BOT_NAME, BOT_USER, DOMAIN, TEAM, TEAM_NAME
from bot.playground.reactions import react, unreact
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

MOST_REACTORS = 50
"""So many who reacted are named at each reaction, unless all are asked for; the count is whole."""


def _auth_test(workspace: Workspace, _: Json) -> Json:
    return {
        "url": f"https://{DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": workspace.person(BOT_USER).name,
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def _bot(_: Workspace, arguments: Json) -> Json:
    if arguments.get("bot", BOT) != BOT:
        raise SlackError("bot_not_found")
    about = {"id": BOT, "deleted": False, "name": BOT_NAME, "updated": BEGAN, "app_id": APP}
    return {"bot": {**about, "user_id": BOT_USER, "icons": {}}}


def _team(_: Workspace, arguments: Json) -> Json:
    if arguments.get("team", TEAM) != TEAM:
        raise SlackError("team_not_found")
    about = {"id": TEAM, "name": TEAM_NAME, "domain": DOMAIN, "email_domain": ""}
    return {"team": {**about, "icon": {"image_default": True}}}


def _user(workspace: Workspace, arguments: Json) -> Json:
    person = workspace.person(arguments.get("user", ""))
    described = person.described(workspace.clock.now(), is_true(arguments, "include_locale"))
    return {"user": described}


def _name(arguments: Json) -> str:
    name = str(arguments.get("name") or "").strip(":")
    if not name:
        raise SlackError("invalid_name")
    return name


def _add(workspace: Workspace, arguments: Json) -> Json:
    place = writable(workspace, arguments.get("channel", ""))
    react(workspace, place, arguments.get("timestamp", ""), _name(arguments), BOT_USER)
    return {}


def _remove(workspace: Workspace, arguments: Json) -> Json:
    place = writable(workspace, arguments.get("channel", ""))
    unreact(workspace, place, arguments.get("timestamp", ""), _name(arguments), BOT_USER)
    return {}


def _get(workspace: Workspace, arguments: Json) -> Json:
    if not arguments.get("channel") or not arguments.get("timestamp"):
        raise SlackError("no_item_specified")
    channel = workspace.channel(arguments["channel"])
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    message = workspace.message(channel.id, arguments["timestamp"])
    kept = ("type", "subtype", "text", "user", "ts", "team", "bot_id")
    found = {key: message[key] for key in kept if key in message}
    if "reactions" in message:
        most = None if is_true(arguments, "full") else MOST_REACTORS
        reactions = message["reactions"]
        found["reactions"] = [{**each, "users": each["users"][:most]} for each in reactions]
    found["permalink"] = permalink(channel, message)
    return {"type": "message", "channel": channel.id, "message": found}


METHODS = {
    "auth.test": _auth_test,
    "bots.info": _bot,
    "reactions.add": _add,
    "reactions.get": _get,
    "reactions.remove": _remove,
    "team.info": _team,
    "users.info": _user,
}
