"""Each kind of payload reaches a real Bolt app, over Socket Mode and over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground.client import NotPossible, PersonClient
from bot.playground.people import BOT_USER, INKOOP, PIET, SANNE, TEAM
from tests.bot.playground.listening import (
    Listening,
    actions,
    button,
    modal,
    option,
    section,
)

A, B = option("A", "a"), option("B", "b")
GROUP = {"type": "plain_text", "text": "G"}


def keeps(bot: Listening, part: str = "body") -> Any:
    """A listener that acknowledges, and puts down what it heard."""

    async def listener(ack: Any, body: Any, context: Any) -> None:
        await ack()
        bot.heard.put_nowait(body.get(part, body) if part != "body" else body)

    return listener


async def test_a_message_in_the_direct_message(bot: Listening, sanne: PersonClient) -> None:
    bot.app.event("message")(keeps(bot))
    direct = await sanne.direct()

    said = await sanne.say(direct, "koffie & <thee> met @Piet Bakker, zie https://gemeente.nl/a.")

    body = await bot.next()
    event = body["event"]
    assert (body["type"], body["team_id"]) == ("event_callback", TEAM)
    assert body["authorizations"][0]["user_id"] == BOT_USER
    assert body["event_id"].startswith("Ev")
    assert (event["channel"], event["channel_type"]) == (direct, "im")
    assert event["user"] == SANNE
    assert event["ts"] == event["event_ts"] == said.ts
    assert event["client_msg_id"]
    assert event["text"] == (
        f"koffie &amp; &lt;thee&gt; met <@{PIET}>, zie <https://gemeente.nl/a>."
    )
    (section_,) = event["blocks"][0]["elements"]
    assert [each["type"] for each in section_["elements"]] == [
        "text", "user", "text", "link", "text",
    ]  # fmt: skip


async def test_a_mention_in_a_thread_of_a_channel(bot: Listening, sanne: PersonClient) -> None:
    bot.app.event("app_mention")(keeps(bot, "event"))
    bot.app.event("message")(keeps(bot, "none"))
    first = await sanne.say(INKOOP, "begin")

    await sanne.mention(INKOOP, "help in #algemeen @here", first.ts)

    heard = [await bot.next() for _ in range(3)]
    event = next(each for each in heard if each.get("type") == "app_mention")
    assert event["text"] == f"<@{BOT_USER}> help in <#C0ALGEMEEN|algemeen> <!here>"
    assert (event["thread_ts"], event["parent_user_id"]) == (first.ts, SANNE)


async def test_a_slash_command(bot: Listening, sanne: PersonClient) -> None:
    async def command(ack: Any, command: Any) -> None:
        await ack(f"gehoord: {command['text']}")
        bot.heard.put_nowait(command)

    bot.app.command("/inkoop")(command)
    bot.app.command("/rauw")(command)

    told = await sanne.command("/inkoop", "40 <laptops> voor @piet", channel=INKOOP)

    form = await bot.next()
    assert form["text"] == f"40 &lt;laptops&gt; voor <@{PIET}|piet>"
    assert (form["channel_id"], form["channel_name"]) == (INKOOP, "inkoop")
    assert (form["user_id"], form["user_name"]) == (SANNE, "sanne")
    assert form["response_url"].startswith(bot.workspace.url)
    assert form["trigger_id"]
    assert told
    assert told.ephemeral
    assert told.text.startswith("gehoord: 40")
    assert await sanne.messages(INKOOP) == []
    await sanne.command("/rauw", "voor @piet")
    assert (await bot.next())["text"] == "voor @piet"
    with pytest.raises(NotPossible, match="unknown_command"):
        await sanne.command("/anders", "x")


async def test_shortcuts(bot: Listening, sanne: PersonClient) -> None:
    bot.app.shortcut({"callback_id": "new", "type": "shortcut"})(keeps(bot))
    bot.app.shortcut({"callback_id": "from_message", "type": "message_action"})(keeps(bot))
    bot.app.event("message")(keeps(bot))
    said = await sanne.say(INKOOP, "40 laptops")
    await bot.next()

    await sanne.shortcut("new")
    await sanne.message_shortcut("from_message", said)

    body = await bot.next()
    assert (body["type"], body["callback_id"], body["user"]["id"]) == ("shortcut", "new", SANNE)
    assert body["trigger_id"]
    body = await bot.next()
    assert body["type"] == "message_action"
    assert (body["message"]["text"], body["message_ts"]) == ("40 laptops", said.ts)
    assert body["channel"] == {"id": INKOOP, "name": "inkoop"}
    assert body["response_url"]
    with pytest.raises(NotPossible, match="unknown_shortcut"):
        await sanne.shortcut("from_message")


async def test_a_click_carries_the_element_as_it_is_stored(
    bot: Listening, sanne: PersonClient
) -> None:
    bot.app.action("press")(keeps(bot))
    blocks = [section(), actions(button("Ja", value="v1", style="primary"), block_id="row")]
    direct = await sanne.direct()
    posted = await bot.client.chat_postMessage(channel=direct, text="t", blocks=blocks)
    (message,) = await sanne.messages(direct)

    await sanne.click(message, label="Ja")

    body = await bot.next()
    (action,) = body["actions"]
    assert action.pop("action_ts")
    assert action == {
        "type": "button",
        "action_id": "press",
        "block_id": "row",
        "value": "v1",
        "style": "primary",
        "text": {"type": "plain_text", "text": "Ja"},
    }
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": direct,
        "is_ephemeral": False,
    }
    assert body["message"]["ts"] == posted["ts"]
    assert body["channel"] == {"id": direct, "name": "directmessage"}
    assert body["user"] == {"id": SANNE, "username": "sanne", "name": "sanne", "team_id": TEAM}
    with pytest.raises(NotPossible, match="action_not_found"):
        await sanne.click(message, "elsewhere")


CHOICES: list[tuple[dict[str, Any], Any, dict[str, Any]]] = [
    ({"type": "users_select"}, PIET, {"selected_user": PIET}),
    ({"type": "datepicker"}, "2027-02-01", {"selected_date": "2027-02-01"}),
    ({"type": "timepicker"}, "12:30", {"selected_time": "12:30"}),
    ({"type": "static_select", "options": [A, B]}, "a", {"selected_option": A}),
    ({"type": "static_select", "option_groups": [{"label": GROUP, "options": [A]}]}, "A",
     {"selected_option": A}),
    ({"type": "overflow", "options": [A, B]}, "b", {"selected_option": B}),
    ({"type": "radio_buttons", "options": [A]}, "a", {"selected_option": A}),
    ({"type": "checkboxes", "options": [A, B]}, ["a", "b"], {"selected_options": [A, B]}),
    ({"type": "multi_users_select"}, [SANNE, PIET], {"selected_users": [SANNE, PIET]}),
]  # fmt: skip


async def test_choosing(bot: Listening, sanne: PersonClient) -> None:
    bot.app.action("choose")(keeps(bot))
    direct = await sanne.direct()
    for element, value, told in CHOICES:
        chosen = {**element, "action_id": "choose"}
        blocks = [actions(chosen, block_id="row")]
        if element["type"] == "multi_users_select":
            blocks = [section(accessory=chosen, block_id="row")]
        await bot.client.chat_postMessage(channel=direct, text="t", blocks=blocks)
        message = (await sanne.messages(direct))[-1]

        await sanne.choose(message, "choose", value)

        body = await bot.next()
        assert told.items() <= body["actions"][0].items()
        values = body["state"]["values"]
        if element["type"] == "overflow":
            assert values == {}
        else:
            assert values == {"row": {"choose": {"type": element["type"], **told}}}
    with pytest.raises(NotPossible, match="option_not_found"):
        await sanne.choose((await sanne.messages(direct))[3], "choose", "elsewhere")


async def test_the_home_page(bot: Listening, sanne: PersonClient) -> None:
    async def draw(event: Any, client: Any) -> None:
        page = {"type": "home", "blocks": [section("Welkom"), actions(button("Verder"))]}
        if event["tab"] == "home":
            await client.views_publish(user_id=event["user"], view=page)

    bot.app.event("app_home_opened")(draw)
    bot.app.action("press")(keeps(bot))

    page = await sanne.home()

    assert page
    assert page.plain() == "Welkom\n[Verder]"
    await sanne.click(page, label="Verder")
    body = await bot.next()
    assert body["container"] == {"type": "view", "view_id": page.id}
    assert (body["view"]["type"], body["view"]["hash"]) == ("home", page.hash)
    assert "channel" not in body


async def test_a_modal_from_a_command(bot: Listening, sanne: PersonClient) -> None:
    async def command(ack: Any, body: Any, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(section()))

    bot.app.command("/inkoop")(command)

    await sanne.command("/inkoop", "open")
    await sanne.wait_for(sanne.views)

    (view,) = await sanne.views()
    assert view.title == "Venster"


async def test_reactions_and_people_and_channels(bot: Listening, sanne: PersonClient) -> None:
    for event in ("reaction_added", "reaction_removed", "user_change", "channel_archive"):
        bot.app.event(event)(keeps(bot, "event"))
    bot.app.event("message")(keeps(bot, "event"))
    said = await sanne.say(INKOOP, "klaar")
    assert (await bot.next())["text"] == "klaar"

    await sanne.react(said, "tada")
    event = await bot.next()
    assert (event["type"], event["reaction"], event["item"]["ts"]) == (
        "reaction_added", "tada", said.ts,
    )  # fmt: skip
    await sanne.react(said, "tada", take_back=True)
    assert (await bot.next())["type"] == "reaction_removed"
    bot.workspace.administration.deactivate(PIET)
    event = await bot.next()
    assert (event["type"], event["user"]["deleted"]) == ("user_change", True)
    bot.workspace.administration.archive(INKOOP)
    assert (await bot.next())["channel"] == INKOOP


async def test_what_the_manifest_does_not_ask_for_is_not_delivered(
    bot: Listening, sanne: PersonClient
) -> None:
    bot.workspace.workspace.happened("pin_added", {"type": "pin_added"})
    bot.app.event("message")(keeps(bot, "event"))

    await sanne.say(INKOOP, "iets")

    assert (await bot.next())["type"] == "message"
    kinds = {each["event"]["type"] for each in bot.workspace.delivered("events_api")}
    assert "pin_added" not in kinds


async def test_the_bot_is_told_of_its_own_messages_and_changes(bot: Listening) -> None:
    """Slack sends them too; Bolt drops them."""
    posted = await bot.client.chat_postMessage(channel=INKOOP, text="een")
    await bot.client.chat_update(channel=INKOOP, ts=posted["ts"], text="twee")
    await bot.client.chat_delete(channel=INKOOP, ts=posted["ts"])
    await bot.workspace.delivery.settled()

    new, changed, deleted = [each["event"] for each in bot.workspace.delivered("events_api")]
    assert (new["bot_id"], new["text"]) == ("B0INKOOPBOT", "een")
    assert changed["subtype"] == "message_changed"
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("twee", "een")
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", posted["ts"])
