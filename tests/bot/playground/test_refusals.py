"""Everything that Slack refuses is refused here, with Slack's code and the place of the fault."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.client import PersonClient
from bot.playground.people import BOT_USER, GENERAL, INKOOP, PIET, SANNE
from bot.playground.refusals import SlackError, check_message, check_metadata, check_view
from bot.playground.server import LocalWorkspace
from tests.bot.playground.listening import actions, asks, button, modal, option, section, typed


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def menu(**more: Any) -> dict[str, Any]:
    return {"type": "static_select", "action_id": "a", **more}


def options(count: int) -> list[dict[str, Any]]:
    return [option(str(n), str(n)) for n in range(count)]


TABLE_CELL = {"type": "raw_text", "text": "x"}

BLOCKS: list[tuple[str, Any, str]] = [
    ("51 blocks", [section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    ("header", [{"type": "header", "text": plain("x" * 151)}],
     "must be less than 151 characters [json-pointer:/blocks/0/text/text]"),
    ("section text", [section(), section("x" * 3001)],
     "must be less than 3001 characters [json-pointer:/blocks/1/text/text]"),
    ("empty text", [section("")], "must be more than 0 characters"),
    ("empty section", [{"type": "section"}], "must define `text` or `fields`"),
    ("fields", [{"type": "section", "fields": [plain("x")] * 11}], "no more than 10 items"),
    ("long field", [{"type": "section", "fields": [plain("x" * 2001)]}], "/blocks/0/fields/0/text"),
    ("context", [{"type": "context", "elements": [plain("x")] * 11}], "no more than 10 items"),
    ("no context", [{"type": "context", "elements": []}], "no fewer than 1 items"),
    ("actions", [actions(*[button(action_id=str(n)) for n in range(26)])], "no more than 25 items"),
    ("label", [actions(button("x" * 76))], "/blocks/0/elements/0/text/text"),
    ("value", [actions(button(value="x" * 2001))], "/blocks/0/elements/0/value"),
    ("url", [actions(button(url="https://x/" + "x" * 3000))], "/blocks/0/elements/0/url"),
    ("accessibility_label", [actions(button(accessibility_label="x" * 76))], "76 characters"),
    ("action_id", [actions(button(action_id="x" * 256))], "/elements/0/action_id"),
    ("block_id", [section(block_id="x" * 256)], "/blocks/0/block_id"),
    ("overflow", [actions({"type": "overflow", "action_id": "a", "options": options(6)})],
     "no more than 5 items"),
    ("options", [actions(menu(options=options(101)))], "no more than 100 items"),
    ("no options", [actions(menu())], "either `options` or `option_groups`"),
    ("option text", [actions(menu(options=[option("x" * 76, "v")]))], "/options/0/text/text"),
    ("option value", [actions(menu(options=[option("x", "v" * 151)]))], "/options/0/value"),
    ("initial", [actions(menu(options=options(2), initial_option=option("9", "9")))],
     "initial option is not an option"),
    ("placeholder", [actions(menu(options=options(2), placeholder=plain("x" * 151)))],
     "/elements/0/placeholder/text"),
    ("radio", [actions({"type": "radio_buttons", "action_id": "a", "options": options(11)})],
     "no more than 10 items"),
    ("checkboxes", [actions({"type": "checkboxes", "action_id": "a", "options": options(11)})],
     "no more than 10 items"),
    ("confirm", [actions(button(confirm={"title": plain("x" * 101), "text": plain("x")}))],
     "/confirm/title/text"),
    ("confirm button", [actions(button(confirm={"text": plain("x"), "deny": plain("x" * 31)}))],
     "/confirm/deny/text"),
    ("date", [actions({"type": "datepicker", "action_id": "a", "initial_date": "1-2-2027"})],
     "YYYY-MM-DD"),
    ("input label", [asks("b", typed()) | {"label": plain("x" * 2001)}], "/blocks/0/label/text"),
    ("hint", [asks("b", typed(), hint=plain("x" * 2001))], "/blocks/0/hint/text"),
    ("max_length", [asks("b", typed(max_length=3001))], "`max_length`"),
    ("initial_value", [asks("b", typed(max_length=3, initial_value="xxxx"))], "`initial_value`"),
    ("alt_text", [{"type": "image", "image_url": "https://x", "alt_text": "x" * 2001}], "alt_text"),
    ("no alt_text", [{"type": "image", "image_url": "https://x"}], "/blocks/0"),
    ("twice block_id", [section(block_id="b"), section(block_id="b")],
     "`block_id` already exists: b [json-pointer:/blocks/1/block_id]"),
    ("twice action_id", [actions(button(), button())], "`action_id` already exists: press"),
    ("unknown block", [{"type": "banner"}], "unsupported type: banner"),
    ("unknown property", [section(colour="red")], "colour"),
    ("no object", ["tekst"], "must provide an object [json-pointer:/blocks/0]"),
    ("file input", [asks("b", {"type": "file_input", "action_id": "a"})],
     "unsupported type: file_input [json-pointer:/blocks/0/element/type]"),
    ("file", [{"type": "file", "external_id": "x", "source": "remote"}], "unsupported type: file"),
    ("rows", [{"type": "table", "rows": [[TABLE_CELL]] * 101}], "no more than 100 items"),
    ("cells", [{"type": "table", "rows": [[TABLE_CELL] * 21]}], "no more than 20 cells"),
    ("two tables", [{"type": "table", "rows": [[TABLE_CELL]]}] * 2, "only one table"),
    ("card", [{"type": "card", "body": {"type": "mrkdwn", "text": "x" * 201}}], "/body/text"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("blocks", "told"), [each[1:] for each in BLOCKS], ids=[b[0] for b in BLOCKS]
)
def test_blocks_beyond_a_limit(blocks: list[Any], told: str) -> None:
    """T10."""
    with pytest.raises(SlackError) as refused:
        check_message("tekst", blocks, None)

    assert refused.value.code == "invalid_blocks"
    messages = refused.value.body["response_metadata"]["messages"]
    assert any(told in each for each in messages), messages
    assert all(each.startswith("[ERROR] ") and "[json-pointer:/blocks" in each for each in messages)
    assert refused.value.body["errors"] == [each.removeprefix("[ERROR] ") for each in messages]


@pytest.mark.parametrize(
    ("text", "blocks", "attachments", "code"),
    [
        ("", None, None, "no_text"),
        ("", [], [], "no_text"),
        ("x" * 40_001, None, None, "msg_too_long"),
        ("t", None, [{}] * 101, "too_many_attachments"),
        ("t", None, "x", "invalid_attachments"),
        ("t", None, ["x"], "invalid_attachments"),
        ("t", {"type": "section"}, None, "invalid_blocks_format"),
        ("t", [{"type": "markdown", "text": "x" * 6001}] * 2, None, "msg_blocks_too_long"),
    ],
)
def test_messages_beyond_a_limit(text: str, blocks: Any, attachments: Any, code: str) -> None:
    with pytest.raises(SlackError, match=code):
        check_message(text, blocks, attachments)


def test_metadata_beyond_a_limit() -> None:
    check_metadata({"event_type": "row", "event_payload": {"id": "1"}})
    for wrong in ("text", {}, {"event_type": ""}, {"event_type": "row", "event_payload": "x"}):
        with pytest.raises(SlackError, match="invalid_metadata_format"):
            check_metadata(wrong)
    with pytest.raises(SlackError, match="metadata_too_large"):
        check_metadata({"event_type": "row", "event_payload": {"id": "x" * 8000}})


VIEWS: list[tuple[str, Any, str]] = [
    ("title", modal(section(), title="x" * 25), "[json-pointer:/view/title/text]"),
    ("submit", {**modal(section()), "submit": plain("x" * 25)}, "/view/submit/text"),
    ("close", modal(section(), close=plain("x" * 25)), "/view/close/text"),
    ("private_metadata", modal(section(), private_metadata="x" * 3001), "/view/private_metadata"),
    ("callback_id", modal(section(), callback_id="x" * 256), "/view/callback_id"),
    ("101 blocks", modal(*[section()] * 101), "no more than 100 items"),
    ("block", modal(section("x" * 3001)), "[json-pointer:/view/blocks/0/text/text]"),
    ("no submit", {k: v for k, v in modal(asks("b", typed())).items() if k != "submit"},
     "missing required field: submit"),
    ("no title", {k: v for k, v in modal(section()).items() if k != "title"}, "title"),
    ("message block", modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
    ("property", modal(section(), submit_disabled=True), "submit_disabled"),
    ("file input beside a section",
     modal(section(accessory={"type": "file_input", "action_id": "a"})), "/view/blocks/0"),
    ("no files", modal(asks("b", {"type": "file_input", "max_files": 0})), "within 1 and 10"),
    ("file types", modal(asks("b", {"type": "file_input", "filetypes": [""]})), "file extensions"),
    ("home title", {**modal(section()), "type": "home"}, "title"),
    ("type", {"type": "page", "blocks": []}, "/view/type"),
    ("nothing", None, "must provide an object [json-pointer:/view]"),
]  # fmt: skip


@pytest.mark.parametrize(("view", "told"), [each[1:] for each in VIEWS], ids=[v[0] for v in VIEWS])
def test_views_beyond_a_limit(view: Any, told: str) -> None:
    with pytest.raises(SlackError) as refused:
        check_view(view)
    assert refused.value.code == "invalid_arguments"
    messages = refused.value.body["response_metadata"]["messages"]
    assert any(told in each for each in messages), messages


def test_a_view_can_be_too_large() -> None:
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(*[section("x" * 2900) for _ in range(90)]))


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as raised:
        await call
    error: str = raised.value.response["error"]
    return error


async def test_places_and_people_that_are_not_there(
    api: AsyncWebClient, workspace: LocalWorkspace, sanne: PersonClient
) -> None:
    post = api.chat_postMessage
    assert await refused(post(channel="C0NONE", text="t")) == "channel_not_found"
    assert await refused(post(channel=BOT_USER, text="t")) == "channel_not_found"
    assert await refused(api.users_info(user="U0NONE")) == "user_not_found"
    assert await refused(api.conversations_open(users="U0NONE")) == "user_not_found"
    assert await refused(api.conversations_open(users=BOT_USER)) == "cannot_dm_bot"
    workspace.administration.deactivate(PIET)
    assert await refused(api.conversations_open(users=PIET)) == "user_disabled"
    assert await refused(post(channel=INKOOP, text="t", thread_ts="1.000001")) == "thread_not_found"
    assert (
        await refused(api.conversations_replies(channel=INKOOP, ts="1.000001"))
        == "thread_not_found"
    )
    said = await sanne.say(INKOOP, "van mij")
    update = api.chat_update
    assert await refused(update(channel=INKOOP, ts=said.ts, text="t")) == "cant_update_message"
    assert await refused(update(channel=INKOOP, ts="1.0", text="t")) == "message_not_found"
    assert await refused(api.chat_delete(channel=INKOOP, ts=said.ts)) == "cant_delete_message"
    posted = await post(channel=INKOOP, text="t")
    long = update(channel=INKOOP, ts=posted["ts"], text="x" * 4001)
    assert await refused(long) == "msg_too_long"
    workspace.workspace.channels[GENERAL].members.remove(SANNE)
    whisper = api.chat_postEphemeral(channel=GENERAL, user=SANNE, text="t")
    assert await refused(whisper) == "user_not_in_channel"
    workspace.administration.remove_bot(GENERAL)
    assert await refused(post(channel=GENERAL, text="t")) == "not_in_channel"
    assert await refused(api.conversations_history(channel=GENERAL)) == "not_in_channel"
    workspace.administration.archive(INKOOP)
    assert await refused(post(channel=INKOOP, text="t")) == "is_archived"
    assert await refused(update(channel=INKOOP, ts=posted["ts"], text="t")) == "is_archived"
    workspace.administration.remove_channel(INKOOP)
    assert await refused(post(channel=INKOOP, text="t")) == "channel_not_found"
    gone = api.reactions_get(channel=INKOOP, timestamp=posted["ts"])
    assert await refused(gone) == "channel_not_found"
    assert INKOOP not in await sanne.conversations()


async def test_arguments_that_are_no_json(api: AsyncWebClient) -> None:
    call = api.chat_postMessage
    assert await refused(call(channel=INKOOP, text="t", blocks="[")) == "invalid_blocks_format"
    params = {"channel": INKOOP, "text": "t", "metadata": "{"}
    metadata = api.api_call("chat.postMessage", params=params)
    assert await refused(metadata) == "invalid_metadata_format"
    assert await refused(api.api_call("views.open", params={"view": "{"})) == "invalid_arguments"


async def test_arguments_that_mean_nothing(api: AsyncWebClient) -> None:
    history = api.conversations_history
    assert await refused(history(channel=INKOOP, limit=1001)) == "invalid_limit"
    assert await refused(history(channel=INKOOP, cursor="xyz")) == "invalid_cursor"
    upload = api.files_getUploadURLExternal
    assert await refused(upload(filename="a.txt", length=0)) == "invalid_arguments"
    complete = api.files_completeUploadExternal
    assert await refused(complete(files=[{"id": "F0", "title": "x"}])) == "file_not_found"
    never_sent = (await upload(filename="a.txt", length=1))["file_id"]
    assert await refused(complete(files=[{"id": never_sent, "title": "x"}])) == "file_not_found"


async def test_an_app_that_was_removed(api: AsyncWebClient, workspace: LocalWorkspace) -> None:
    workspace.administration.uninstall()
    assert await refused(api.auth_test()) == "token_revoked"
    workspace.administration.uninstall("account_inactive")
    assert await refused(api.auth_test()) == "account_inactive"
    workspace.administration.install()
    assert (await api.auth_test())["ok"]


async def test_reactions_twice(api: AsyncWebClient) -> None:
    ts = (await api.chat_postMessage(channel=INKOOP, text="t"))["ts"]
    about = {"channel": INKOOP, "timestamp": ts, "name": "tada"}
    await api.reactions_add(**about)
    assert await refused(api.reactions_add(**about)) == "already_reacted"
    await api.reactions_remove(**about)
    assert await refused(api.reactions_remove(**about)) == "no_reaction"
