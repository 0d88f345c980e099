"""The life of a modal: opened, filled in, refused, drawn again, pushed, closed."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.client import NotPossible, PersonClient, View
from bot.playground.people import PIET, SANNE
from bot.playground.server import LocalWorkspace
from tests.bot.playground.listening import (
    Listening,
    actions,
    asks,
    button,
    manifest,
    modal,
    option,
    section,
    typed,
)

FORM = modal(
    section("Vul in"),
    asks("title", typed(max_length=20)),
    asks("who", {"type": "users_select", "action_id": "person", "initial_user": PIET}),
    asks("note", typed(), optional=True),
    actions({"type": "checkboxes", "action_id": "boxes", "options": [option("A", "a")]},
            block_id="row"),
    actions(button("Meer", "more"), block_id="buttons"),
    callback_id="form", private_metadata="INK-1", notify_on_close=True,
)  # fmt: skip


def trigger(workspace: LocalWorkspace, person: str = SANNE) -> str:
    return workspace.workspace.triggers.new(person)


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as raised:
        await call
    error: str = raised.value.response["error"]
    return error


async def test_a_trigger_opens_one_modal_within_three_seconds(api: AsyncWebClient) -> None:
    """T1."""
    async with LocalWorkspace(manifest(), trigger_seconds=0) as late:
        slow = AsyncWebClient(late.bot_token, base_url=late.api_url, retry_handlers=[])
        call = slow.views_open(trigger_id=trigger(late), view=FORM)
        assert await refused(call) == "expired_trigger_id"
        assert await refused(slow.views_open(trigger_id="none", view=FORM)) == "invalid_arguments"
        call = slow.views_open(trigger_id="1.2.abc", view=FORM)
        assert await refused(call) == "invalid_trigger_id"


async def test_views_and_their_refusals(
    api: AsyncWebClient, workspace: LocalWorkspace, sanne: PersonClient, piet: PersonClient
) -> None:
    ticket = trigger(workspace)
    opened = (await api.views_open(trigger_id=ticket, view={**FORM, "external_id": "x"}))["view"]
    assert opened["id"].startswith("V")
    assert (opened["private_metadata"], opened["callback_id"]) == ("INK-1", "form")
    assert (opened["root_view_id"], opened["previous_view_id"]) == (opened["id"], None)
    assert "person" not in opened
    assert await refused(api.views_open(trigger_id=ticket, view=FORM)) == "exchanged_trigger_id"
    again = api.views_open(trigger_id=trigger(workspace, PIET), view={**FORM, "external_id": "x"})
    assert await refused(again) == "duplicate_external_id"

    pushed = await api.views_push(trigger_id=trigger(workspace), view=modal(section("twee")))
    assert pushed["view"]["previous_view_id"] == opened["id"]
    await api.views_push(trigger_id=trigger(workspace), view=modal(section("drie")))
    fourth = api.views_push(trigger_id=trigger(workspace), view=modal(section("vier")))
    assert await refused(fourth) == "push_limit_reached"
    assert [each.plain() for each in await sanne.views()][1:] == ["twee", "drie"]
    assert await piet.views() == []
    nothing = api.views_push(trigger_id=trigger(workspace, PIET), view=modal(section()))
    assert await refused(nothing) == "not_found"

    update = api.views_update
    changed = (await update(external_id="x", hash=opened["hash"], view=modal(section("nieuw"))))[
        "view"
    ]
    assert changed["id"] == opened["id"]
    assert changed["hash"] != opened["hash"]
    stale = update(view_id=opened["id"], hash=opened["hash"], view=FORM)
    assert await refused(stale) == "hash_conflict"
    assert await refused(update(view_id="V0NONE", view=FORM)) == "not_found"
    home = {"type": "home", "blocks": [section()]}
    assert await refused(update(view_id=opened["id"], view=home)) == "invalid_arguments"
    with pytest.raises(NotPossible, match="not_found"):
        await piet.close(View.read(changed))

    page = (await api.views_publish(user_id=SANNE, view=home))["view"]
    publish = api.views_publish
    assert (await publish(user_id=SANNE, view=home, hash=page["hash"]))["view"]["id"] == page["id"]
    stale = publish(user_id=SANNE, view=home, hash=page["hash"])
    assert await refused(stale) == "hash_conflict"
    assert await refused(publish(user_id="U0NONE", view=home)) == "user_not_found"
    assert await piet.see_home() is None


async def opened(bot: Listening, sanne: PersonClient) -> View:
    """The form, opened by a command."""

    async def command(ack: Any, body: Any, client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FORM)

    bot.app.command("/inkoop")(command)
    await sanne.command("/inkoop", "open")
    return (await sanne.wait_for(sanne.views))[-1]


def answering(bot: Listening, **answer: Any) -> None:
    async def submitted(ack: Any, body: Any) -> None:
        bot.heard.put_nowait(body)
        await ack(**answer)

    bot.app.view("form")(submitted)


async def test_what_was_filled_in_is_sent_as_typed(bot: Listening, sanne: PersonClient) -> None:
    answering(bot)

    async def chosen(ack: Any) -> None:
        await ack()

    bot.app.action("boxes")(chosen)
    view = await opened(bot, sanne)
    await sanne.choose(view, "boxes", ["a"])

    values = {("title", "text"): "coördinatie & <co> 🎉", "who": SANNE}
    assert (await sanne.submit(view, values)).errors == {}

    body = await bot.next()
    assert (body["type"], body["view"]["private_metadata"]) == ("view_submission", "INK-1")
    assert body["view"]["state"]["values"] == {
        "title": {"text": {"type": "plain_text_input", "value": "coördinatie & <co> 🎉"}},
        "who": {"person": {"type": "users_select", "selected_user": SANNE}},
        "note": {"text": {"type": "plain_text_input", "value": None}},
        "row": {"boxes": {"type": "checkboxes", "selected_options": [option("A", "a")]}},
    }
    assert await sanne.views() == []
    update = bot.client.views_update(view_id=view.id, view=FORM)
    assert await refused(update) == "not_found"


async def test_slack_itself_refuses_what_is_missing_or_too_long(
    bot: Listening, sanne: PersonClient
) -> None:
    answering(bot)
    view = await opened(bot, sanne)

    assert set((await sanne.submit(view, {})).errors) == {"title"}
    assert set((await sanne.submit(view, {"title": "x" * 21})).errors) == {"title"}
    with pytest.raises(NotPossible, match="block_not_found"):
        await sanne.submit(view, {"elsewhere": "x"})
    assert bot.heard.empty()


async def test_errors_of_the_bot_keep_the_modal_open(bot: Listening, sanne: PersonClient) -> None:
    """T28."""
    answering(bot, response_action="errors", errors={"title": "Te vaag."})
    view = await opened(bot, sanne)

    told = await sanne.submit(view, {"title": "x"})

    assert told.errors == {"title": "Te vaag."}
    assert [each.id for each in await sanne.views()] == [view.id]


@pytest.mark.parametrize("action", ["update", "push"])
async def test_another_view_is_the_answer(action: str, bot: Listening, sanne: PersonClient) -> None:
    answering(bot, response_action=action, view=modal(section("Bewaard"), callback_id="saved"))
    view = await opened(bot, sanne)

    told = await sanne.submit(view, {"title": "x"})

    assert told.view
    assert told.view.plain() == "Bewaard"
    assert (told.view.id == view.id) == (action == "update")
    assert len(await sanne.views()) == (1 if action == "update" else 2)


async def test_clearing_closing_and_clicking(bot: Listening, sanne: PersonClient) -> None:
    """T29."""

    async def closed(ack: Any, body: Any) -> None:
        await ack()
        bot.heard.put_nowait(body)

    async def more(ack: Any, body: Any, client: Any) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=modal(section("Meer")))
        bot.heard.put_nowait(body)

    bot.app.view_closed("form")(closed)
    bot.app.action("more")(more)
    view = await opened(bot, sanne)

    await sanne.click(view, label="Meer")

    body = await bot.next()
    assert body["container"] == {"type": "view", "view_id": view.id}
    assert body["view"]["state"]["values"]["who"]["person"]["selected_user"] == PIET
    first, second = await sanne.views()
    assert second.plain() == "Meer"
    await sanne.close(second)
    await sanne.close(first)
    body = await bot.next()
    assert (body["type"], body["is_cleared"]) == ("view_closed", False)
    assert await sanne.views() == []
    answering(bot, response_action="clear")
    view = await opened(bot, sanne)
    await sanne.submit(view, {"title": "x"})
    assert await sanne.views() == []
