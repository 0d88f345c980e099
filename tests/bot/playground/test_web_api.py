"""The Web API answers as Slack does, seen through Slack's own client."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.client import PersonClient
from bot.playground.people import AMINA, BOT_USER, INKOOP, JOHN, SANNE, TEAM
from bot.playground.server import LocalWorkspace
from tests.bot.playground.listening import SCOPES, actions, button, manifest, section


async def test_who_the_bot_is(api: AsyncWebClient) -> None:
    me = await api.auth_test()
    assert (me["user_id"], me["team_id"], me["bot_id"]) == (BOT_USER, TEAM, "B0INKOOPBOT")
    assert me.headers["x-oauth-scopes"] == ",".join(SCOPES)
    assert (await api.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == BOT_USER
    assert (await api.team_info())["team"]["id"] == TEAM
    assert (await api.api_test(a="1"))["args"]["a"] == "1"


async def test_people(api: AsyncWebClient, workspace: LocalWorkspace) -> None:
    john = (await api.users_info(user=JOHN, include_locale=True))["user"]
    assert (john["locale"], john["tz"], john["is_bot"]) == ("en-US", "Europe/London", False)
    sanne = (await api.users_info(user=SANNE))["user"]
    assert "locale" not in sanne
    assert sanne["profile"]["real_name"] == "Sanne de Vries"
    workspace.administration.deactivate(SANNE)
    assert (await api.users_info(user=SANNE))["user"]["deleted"] is True
    posted = await api.chat_postMessage(channel=SANNE, text="T20: dit lukt")
    assert posted["ok"]


async def test_a_direct_message_is_opened_lazily(
    api: AsyncWebClient, workspace: LocalWorkspace
) -> None:
    assert not [each for each in workspace.workspace.channels.values() if each.direct_with]
    posted = await api.chat_postMessage(channel=SANNE, text="hallo")
    opened = await api.conversations_open(users=SANNE, return_im=True)
    assert opened["channel"]["id"] == posted["channel"]
    assert opened["already_open"]
    assert opened["channel"]["user"] == SANNE
    info = await api.conversations_info(channel=posted["channel"])
    assert info["channel"]["is_im"]


async def test_threads(api: AsyncWebClient) -> None:
    first = await api.chat_postMessage(channel=INKOOP, text="een")
    second = await api.chat_postMessage(channel=INKOOP, text="twee", thread_ts=first["ts"])
    third = await api.chat_postMessage(channel=INKOOP, text="drie", thread_ts=second["ts"])

    assert second["message"]["parent_user_id"] == BOT_USER
    assert third["message"]["thread_ts"] == first["ts"]
    thread = (await api.conversations_replies(channel=INKOOP, ts=first["ts"]))["messages"]
    assert [each["text"] for each in thread] == ["een", "twee", "drie"]
    assert (thread[0]["reply_count"], thread[0]["latest_reply"]) == (2, third["ts"])
    history = (await api.conversations_history(channel=INKOOP))["messages"]
    assert [each["text"] for each in history] == ["een"]
    await api.chat_delete(channel=INKOOP, ts=second["ts"])
    await api.chat_delete(channel=INKOOP, ts=first["ts"])
    thread = (await api.conversations_replies(channel=INKOOP, ts=first["ts"]))["messages"]
    assert [each.get("subtype", "") for each in thread] == ["tombstone", ""]


async def test_history_in_pages_and_between_moments(api: AsyncWebClient) -> None:
    posted = [await api.chat_postMessage(channel=INKOOP, text=str(n)) for n in range(5)]
    seen = []
    async for page in await api.conversations_history(channel=INKOOP, limit=2):
        seen += [each["text"] for each in page["messages"]]
    assert seen == ["4", "3", "2", "1", "0"]
    between = {"oldest": posted[1]["ts"], "latest": posted[3]["ts"]}
    found = await api.conversations_history(channel=INKOOP, **between)
    assert [each["text"] for each in found["messages"]] == ["2"]
    found = await api.conversations_history(channel=INKOOP, inclusive=True, **between)
    assert [each["text"] for each in found["messages"]] == ["3", "2", "1"]


async def test_metadata_is_given_back_only_when_asked_for(api: AsyncWebClient) -> None:
    metadata = {"event_type": "row", "event_payload": {"id": "7"}}
    posted = await api.chat_postMessage(channel=INKOOP, text="t", metadata=metadata)

    (bare,) = (await api.conversations_history(channel=INKOOP))["messages"]
    assert bare["metadata"] == {"event_type": "row"}
    (whole,) = (await api.conversations_history(channel=INKOOP, include_all_metadata=True))[
        "messages"
    ]
    assert whole["metadata"] == metadata
    replies = await api.conversations_replies(
        channel=INKOOP, ts=posted["ts"], include_all_metadata=True
    )
    assert replies["messages"][0]["metadata"] == metadata


async def test_an_update_keeps_what_is_not_named(api: AsyncWebClient) -> None:
    blocks = [section(), actions(button())]
    posted = await api.chat_postMessage(channel=INKOOP, text="een", blocks=blocks)
    changed = await api.chat_update(channel=INKOOP, ts=posted["ts"], text="twee")
    assert changed["text"] == changed["message"]["text"] == "twee"
    assert len(changed["message"]["blocks"]) == 2
    assert changed["message"]["edited"]["user"]
    gone = await api.chat_update(channel=INKOOP, ts=posted["ts"], text="drie", blocks=[])
    assert gone["message"]["blocks"] == []


async def test_ids_are_made_up_where_there_are_none(api: AsyncWebClient) -> None:
    nameless = {key: value for key, value in button().items() if key != "action_id"}
    posted = await api.chat_postMessage(
        channel=INKOOP, text="t", blocks=[section(), actions(nameless)]
    )
    first, second = posted["message"]["blocks"]
    assert first["block_id"]
    assert second["elements"][0]["action_id"]


async def test_only_one_person_sees_an_ephemeral(
    api: AsyncWebClient, sanne: PersonClient, piet: PersonClient
) -> None:
    await api.chat_postEphemeral(channel=INKOOP, user=SANNE, text="alleen jij")
    assert [each.text for each in await sanne.ephemerals()] == ["alleen jij"]
    assert await piet.ephemerals() == []
    assert (await api.conversations_history(channel=INKOOP))["messages"] == []


async def test_a_file_in_three_steps(
    api: AsyncWebClient, workspace: LocalWorkspace, sanne: PersonClient, piet: PersonClient
) -> None:
    direct = await sanne.direct()
    sent = await api.files_upload_v2(
        channel=direct, filename="web.png", content=b"PNG", title="Web", initial_comment="Kijk"
    )
    file = sent["file"]
    assert (file["title"], file["mimetype"]) == ("Web", "image/png")
    (message,) = (await api.conversations_history(channel=direct))["messages"]
    assert (message["text"], message["files"][0]["id"]) == ("Kijk", file["id"])
    assert await sanne.act("file", file=file["id"]) == "UE5H"
    with pytest.raises(Exception, match="file_not_found"):
        await piet.act("file", file=file["id"])


async def test_reactions(api: AsyncWebClient, sanne: PersonClient) -> None:
    posted = await api.chat_postMessage(channel=INKOOP, text="gelukt")
    (message,) = await sanne.messages(INKOOP)
    await sanne.react(message, "tada")
    await api.reactions_add(channel=INKOOP, timestamp=posted["ts"], name="tada")
    found = await api.reactions_get(channel=INKOOP, timestamp=posted["ts"])
    assert found["message"]["reactions"] == [
        {"name": "tada", "users": [SANNE, BOT_USER], "count": 2}
    ]
    await api.reactions_remove(channel=INKOOP, timestamp=posted["ts"], name="tada")
    (message,) = await sanne.messages(INKOOP)
    assert message.reactions == {"tada": [SANNE]}


async def test_members_joining_and_links(api: AsyncWebClient, workspace: LocalWorkspace) -> None:
    workspace.administration.remove_bot(INKOOP)
    assert BOT_USER not in (await api.conversations_members(channel=INKOOP))["members"]
    await api.conversations_join(channel=INKOOP)
    assert AMINA in (await api.conversations_members(channel=INKOOP))["members"]
    posted = await api.chat_postMessage(channel=INKOOP, text="t")
    link = await api.chat_getPermalink(channel=INKOOP, message_ts=posted["ts"])
    assert link["permalink"].endswith(posted["ts"].replace(".", ""))


async def test_a_token_in_the_form_json_and_get(workspace: LocalWorkspace) -> None:
    url = f"{workspace.api_url}auth.test"
    token = {"token": workspace.bot_token}
    bearer = {"Authorization": f"Bearer {workspace.bot_token}"}
    async with aiohttp.ClientSession() as session:

        async def error(call: aiohttp.client._RequestContextManager) -> str | None:
            async with call as answer:
                told: dict[str, str] = await answer.json()
                return told.get("error")

        assert await error(session.post(url, data=token)) is None
        assert await error(session.get(url, params=token)) is None
        assert await error(session.post(url, json={}, headers=bearer)) is None
        assert await error(session.post(url, json=token)) == "not_authed"
        assert await error(session.post(url)) == "not_authed"
        assert await error(session.post(url, data={"token": "xoxb-other"})) == "invalid_auth"
        app = {"token": workspace.app_token}
        assert await error(session.post(url, data=app)) == "not_allowed_token_type"
        odd = {**bearer, "Content-Type": "application/json"}
        assert await error(session.post(url, data="{", headers=odd)) == "invalid_json"
        assert await error(session.post(url, data="[]", headers=odd)) == "json_not_object"
        other = workspace.api_url + "no.such"
        assert await error(session.post(other, data=token)) == "unknown_method"


@pytest.mark.parametrize(
    ("method", "scope", "arguments"),
    [
        ("chat.postMessage", "chat:write", {"channel": INKOOP, "text": "t"}),
        ("conversations.history", "channels:history", {"channel": INKOOP}),
        ("conversations.replies", "im:history", {"channel": "D0SANNE", "ts": "1.0"}),
        ("users.info", "users:read", {"user": SANNE}),
        ("usergroups.list", "usergroups:read", {}),
        ("usergroups.users.list", "usergroups:read", {"usergroup": "S012"}),
        ("reactions.add", "reactions:write", {"channel": INKOOP, "timestamp": "1", "name": "x"}),
        ("reactions.get", "reactions:read", {"channel": INKOOP, "timestamp": "1"}),
        ("files.delete", "files:write", {"file": "F0"}),
        ("files.getUploadURLExternal", "files:write", {"filename": "a", "length": 1}),
    ],
)
async def test_a_scope_that_the_manifest_lacks(
    method: str, scope: str, arguments: dict[str, str]
) -> None:
    """T23."""
    rest = tuple(each for each in SCOPES if each != scope)
    async with LocalWorkspace(manifest(scopes=rest)) as workspace:
        api = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])
        with pytest.raises(SlackApiError) as raised:
            await api.api_call(method, params=arguments)
    assert raised.value.response["error"] == "missing_scope"
    assert raised.value.response["needed"] == scope
    assert raised.value.response["provided"] == ",".join(rest)
