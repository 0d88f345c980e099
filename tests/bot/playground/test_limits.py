"""Each limit of Block Kit: exactly so much is taken, one more is refused with Slack's code (C1).

The bot's own limits stand beside them, so that neither can grow looser unseen.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.people import INKOOP, SANNE
from bot.playground.refusals import SlackError, check_message, check_metadata, check_view
from bot.playground.server import LocalWorkspace
from bot.slack import limits
from tests.bot.playground.listening import actions, asks, button, modal, option, section, typed

Json = dict[str, Any]
ADDRESS = "https://x/"


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def long(count: int) -> Json:
    """A text of so many characters, as an object."""
    return plain("x" * count)


def address(count: int) -> str:
    return ADDRESS + "x" * (count - len(ADDRESS))


def options(count: int) -> list[Json]:
    return [option(str(n), str(n)) for n in range(count)]


def menu(**more: Any) -> Json:
    return actions({"type": "static_select", "action_id": "a", **more})


def group(label: Json | None = None, count: int = 1) -> Json:
    return {"label": label or plain("g"), "options": options(count)}


def choice(kind: str, count: int) -> Json:
    return actions({"type": kind, "action_id": "a", "options": options(count)})


def confirmed(**part: Json) -> Json:
    """A button that asks first."""
    return actions(button(confirm={"text": plain("t"), **part}))


def image(**part: Any) -> Json:
    return {"type": "image", "image_url": f"{ADDRESS}a.png", "alt_text": "a", **part}


def video(**part: Any) -> Json:
    places = {"thumbnail_url": f"{ADDRESS}t.png", "video_url": f"{ADDRESS}v"}
    return {"type": "video", "alt_text": "a", "title": plain("t"), **places, **part}


def card(**part: Json) -> Json:
    return {"type": "card", "body": {"type": "mrkdwn", "text": "b"}, **part}


def marked(count: int) -> Json:
    return {"type": "mrkdwn", "text": "x" * count}


def icon(number: int) -> Json:
    return {"type": "icon_button", "icon": "trash", "text": plain("x"), "action_id": str(number)}


def task(number: int) -> Json:
    return {"type": "task_card", "task_id": str(number), "title": "t", "status": "pending"}


def cell(text: str = "x") -> Json:
    return {"type": "raw_text", "text": text}


def table(rows: int = 1, cells: int = 1, text: str = "x", kind: str = "table", **more: Any) -> Json:
    return {"type": kind, "rows": [[cell(text)] * cells] * rows, **more}


def data_table(rows: int = 1, cells: int = 1, **more: Any) -> Json:
    return table(rows, cells, kind="data_table", **{"caption": "c", **more})


@dataclass(frozen=True)
class Limit:
    """How much fits; what is `made` with so much of it; and the bot's `own` limit for it."""

    name: str
    most: int
    made: Callable[[int], Json | list[Json]]
    own: str = ""


BLOCKS = (
    Limit("blocks in a message", 50, lambda n: [section()] * n, "MESSAGE_BLOCKS"),
    Limit("block_id", 255, lambda n: section(block_id="x" * n), "ID_TEXT"),
    Limit("action_id", 255, lambda n: actions(button(action_id="x" * n)), "ID_TEXT"),
    Limit("header", 150, lambda n: {"type": "header", "text": long(n)}, "HEADER_TEXT"),
    Limit("section", 3000, lambda n: section("x" * n), "SECTION_TEXT"),
    Limit("fields", 10, lambda n: {"type": "section", "fields": [plain("x")] * n}),
    Limit("a field", 2000, lambda n: {"type": "section", "fields": [long(n)]}),
    Limit("context", 10, lambda n: {"type": "context", "elements": [plain("x")] * n},
          "CONTEXT_ELEMENTS"),
    Limit("text in a context", 3000, lambda n: {"type": "context", "elements": [long(n)]},
          "SECTION_TEXT"),
    Limit("actions", 25, lambda n: actions(*[button(action_id=f"{i}") for i in range(n)]),
          "ACTIONS_ELEMENTS"),
    Limit("context_actions", 5,
          lambda n: {"type": "context_actions", "elements": [icon(i) for i in range(n)]}),
    Limit("icon_button", 75,
          lambda n: {"type": "context_actions", "elements": [icon(1) | {"text": long(n)}]}),
    Limit("icon_button value", 2000,
          lambda n: {"type": "context_actions", "elements": [icon(1) | {"value": "x" * n}]}),
    Limit("workflow_button", 75, lambda n: actions({
        "type": "workflow_button", "text": long(n), "workflow": {"trigger": {"url": ADDRESS + "w"}}
    })),
    Limit("video title", 200, lambda n: video(title=long(n))),
    Limit("video description", 200, lambda n: video(description=long(n))),
    Limit("image alt_text", 2000, lambda n: image(alt_text="x" * n), "PICTURE_ALT_TEXT"),
    Limit("image_url", 3000, lambda n: image(image_url=address(n))),
    Limit("image title", 2000, lambda n: image(title=long(n))),
    Limit("alt_text in a context", 2000,
          lambda n: {"type": "context", "elements": [image(alt_text="x" * n)]}),
    Limit("label of an input", 2000, lambda n: asks("b", typed()) | {"label": long(n)},
          "LABEL_TEXT"),
    Limit("hint of an input", 2000, lambda n: asks("b", typed(), hint=long(n))),
    Limit("placeholder", 150, lambda n: menu(options=options(1), placeholder=long(n)),
          "PLACEHOLDER_TEXT"),
    Limit("placeholder to type over", 150, lambda n: asks("b", typed(placeholder=long(n)))),
    Limit("max_length", 3000, lambda n: asks("b", typed(max_length=n)), "INPUT_TEXT"),
    Limit("initial_value", 3000, lambda n: asks("b", typed(initial_value="x" * n)), "INPUT_TEXT"),
    Limit("button", 75, lambda n: actions(button("x" * n)), "BUTTON_TEXT"),
    Limit("button value", 2000, lambda n: actions(button(value="x" * n)), "BUTTON_VALUE"),
    Limit("button url", 3000, lambda n: actions(button(url=address(n)))),
    Limit("button accessibility_label", 75,
          lambda n: actions(button(accessibility_label="x" * n))),
    Limit("button beside a section", 75, lambda n: section(accessory=button("x" * n))),
    Limit("option", 75, lambda n: menu(options=[option("x" * n, "v")]), "OPTION_TEXT"),
    Limit("option value", 150, lambda n: menu(options=[option("x", "v" * n)])),
    Limit("option description", 75,
          lambda n: menu(options=[{**option("x", "v"), "description": long(n)}])),
    Limit("option group label", 75, lambda n: menu(option_groups=[group(long(n))])),
    Limit("option groups", 100, lambda n: menu(option_groups=[group() for _ in range(n)]),
          "SELECT_GROUPS"),
    Limit("options in a group", 100, lambda n: menu(option_groups=[group(count=n)])),
    Limit("options of a menu", 100, lambda n: menu(options=options(n)), "SELECT_OPTIONS"),
    Limit("groups to choose several from", 100, lambda n: section(accessory={
        "type": "multi_static_select", "action_id": "a",
        "option_groups": [group() for _ in range(n)]})),
    Limit("options to choose several", 100, lambda n: section(accessory={
        "type": "multi_static_select", "action_id": "a", "options": options(n)})),
    Limit("overflow", 5, lambda n: choice("overflow", n), "OVERFLOW_OPTIONS"),
    Limit("radio_buttons", 10, lambda n: choice("radio_buttons", n), "RADIO_OPTIONS"),
    Limit("checkboxes", 10, lambda n: choice("checkboxes", n)),
    Limit("confirm title", 100, lambda n: confirmed(title=long(n))),
    Limit("confirm text", 300, lambda n: confirmed(text=long(n))),
    Limit("confirm button", 30, lambda n: confirmed(confirm=long(n))),
    Limit("deny button", 30, lambda n: confirmed(deny=long(n))),
    Limit("rows", 100, table),
    Limit("cells in a row", 20, lambda n: table(1, n)),
    Limit("characters in a table", 10_000, lambda n: table(1, 1, "x" * n)),
    Limit("rows and a header", 101, data_table),
    Limit("columns of data", 20, lambda n: data_table(2, n)),
    Limit("page of data", 100, lambda n: data_table(2, page_size=n)),
    Limit("card title", 150, lambda n: card(title=marked(n))),
    Limit("card subtitle", 150, lambda n: card(subtitle=marked(n))),
    Limit("card body", 200, lambda n: card(body=marked(n))),
    Limit("cards in a carousel", 10, lambda n: {"type": "carousel", "elements": [card()] * n}),
    Limit("plan", 50,
          lambda n: {"type": "plan", "title": "p", "tasks": [task(i) for i in range(n)]}),
)  # fmt: skip

VIEWS = (
    Limit("blocks in a modal", 100, lambda n: modal(*[section()] * n), "VIEW_BLOCKS"),
    Limit("blocks on a home page", 100, lambda n: {"type": "home", "blocks": [section()] * n},
          "VIEW_BLOCKS"),
    Limit("title", 24, lambda n: modal(section(), title="x" * n), "VIEW_TITLE"),
    Limit("submit", 24, lambda n: {**modal(section()), "submit": long(n)}, "VIEW_TITLE"),
    Limit("close", 24, lambda n: modal(section(), close=long(n)), "VIEW_TITLE"),
    Limit("private_metadata", 3000, lambda n: modal(section(), private_metadata="x" * n),
          "METADATA_TEXT"),
    Limit("callback_id", 255, lambda n: modal(section(), callback_id="x" * n), "ID_TEXT"),
    Limit("external_id", 255, lambda n: modal(section(), external_id="x" * n)),
    Limit("max_files", 10, lambda n: modal(asks("b", {"type": "file_input", "max_files": n}))),
    Limit("text in a modal", 3000, lambda n: modal(section("x" * n)), "SECTION_TEXT"),
)  # fmt: skip

UPDATE = Limit("text of an update", 4000, lambda n: {"text": "x" * n}, "MESSAGE_TEXT")

EVERY = (*BLOCKS, *VIEWS, UPDATE)


def blocks_of(limit: Limit, count: int) -> list[Json]:
    made = limit.made(count)
    return made if isinstance(made, list) else [made]


@pytest.mark.parametrize("limit", BLOCKS, ids=[each.name for each in BLOCKS])
def test_blocks_up_to_the_limit_are_taken_and_one_more_is_not(limit: Limit) -> None:
    """T10."""
    check_message("t", blocks_of(limit, limit.most), None)

    with pytest.raises(SlackError) as refused:
        check_message("t", blocks_of(limit, limit.most + 1), None)

    assert refused.value.code == "invalid_blocks"
    assert len(refused.value.body["errors"]) == 1, "something else is wrong as well"


@pytest.mark.parametrize("limit", VIEWS, ids=[each.name for each in VIEWS])
def test_views_up_to_the_limit_are_taken_and_one_more_is_not(limit: Limit) -> None:
    check_view(limit.made(limit.most))

    with pytest.raises(SlackError) as refused:
        check_view(limit.made(limit.most + 1))

    assert refused.value.code == "invalid_arguments"
    assert len(refused.value.body["response_metadata"]["messages"]) == 1


def test_the_bots_own_limits_are_slacks_or_stricter() -> None:
    """A limit of the bot that has no row in the table above is a limit that nothing holds."""
    own = {name: value for name, value in vars(limits).items() if name.isupper()}

    assert own.keys() == {each.own for each in EVERY if each.own}
    for each in EVERY:
        assert not each.own or own[each.own] <= each.most, f"{each.own} is looser: {each.name}"


@pytest.mark.parametrize(
    ("most", "check", "code"),
    [
        (40_000, lambda n: check_message("x" * n, None, None), "msg_too_long"),
        (12_000, lambda n: check_message("t", markdown(n), None), "msg_blocks_too_long"),
        (100, lambda n: check_message("t", None, [{}] * n), "too_many_attachments"),
        (8_000, lambda n: check_metadata(sized({"event_type": "row"}, n)), "metadata_too_large"),
        (250_000, lambda n: check_view(sized_view(n)), "view_too_large"),
    ],
    ids=["text", "markdown together", "attachments", "metadata", "view"],
)
def test_a_message_or_view_as_a_whole_has_a_limit_with_a_code_of_its_own(
    most: int, check: Callable[[int], None], code: str
) -> None:
    check(most)

    with pytest.raises(SlackError) as refused:
        check(most + 1)

    assert refused.value.code == code


def markdown(count: int) -> list[Json]:
    half = count // 2
    return [{"type": "markdown", "text": "x" * each} for each in (half, count - half)]


def sized(metadata: Json, count: int) -> Json:
    """Metadata that is so many characters of JSON."""
    filled = {**metadata, "event_payload": {"id": ""}}
    filled["event_payload"]["id"] = "x" * (count - len(json.dumps(filled)))
    return filled


def sized_view(count: int) -> Json:
    """A modal that is so many characters of JSON; each text in it fits."""
    made = modal(*[section("x" * 2900) for _ in range(84)], section("x"))
    left = count - len(json.dumps(made))
    made["blocks"][-1]["text"]["text"] = "x" * (1 + left)
    return made


def choice_with_address(url: str) -> Json:
    several = [{**option("x", "v"), "url": url}]
    return actions({"type": "overflow", "action_id": "a", "options": several})


@pytest.mark.parametrize(
    "wrong", ["notaurl", "intranet/a", "//x/a", "https:///a", "https://", "javascript", "a b:c", ""]
)
@pytest.mark.parametrize(
    "made",
    [
        lambda url: actions(button(url=url)),
        lambda url: image(image_url=url),
        choice_with_address,
    ],
    ids=["button", "image", "option"],
)
def test_an_address_that_is_none_is_refused(made: Callable[[str], Json], wrong: str) -> None:
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message("t", [made(wrong)], None)


@pytest.mark.parametrize("right", ["https://x", "http://x/a?b=c#d", "mailto:a@b.nl", "slack://app"])
def test_an_address_with_a_scheme_is_taken(right: str) -> None:
    check_message("t", [actions(button(url=right))], None)


def test_data_without_a_caption_is_refused() -> None:
    with pytest.raises(SlackError, match="invalid_blocks"):
        check_message("t", [data_table(2, caption=" ")], None)


async def test_every_door_is_guarded(api: AsyncWebClient, workspace: LocalWorkspace) -> None:
    """The limits hold on the wire, in whatever way blocks, views and texts come in."""
    posted = await api.chat_postMessage(channel=INKOOP, text="t")
    here: Json = {"channel": INKOOP, "text": "t"}
    over = [section("x" * 3001)]
    window = modal(*over)
    home = {"type": "home", "blocks": over}

    def ticket() -> str:
        return workspace.workspace.triggers.new(SANNE)

    async def told(call: Awaitable[Any]) -> str:
        with pytest.raises(SlackApiError) as raised:
            await call
        return str(raised.value.response["error"])

    assert await told(api.chat_postMessage(**here, blocks=over)) == "invalid_blocks"
    assert await told(api.chat_postEphemeral(**here, user=SANNE, blocks=over)) == "invalid_blocks"
    assert await told(api.chat_update(**here, ts=posted["ts"], blocks=over)) == "invalid_blocks"
    assert await told(api.views_open(trigger_id=ticket(), view=window)) == "invalid_arguments"
    opened = (await api.views_open(trigger_id=ticket(), view=modal(section())))["view"]["id"]
    assert await told(api.views_push(trigger_id=ticket(), view=window)) == "invalid_arguments"
    assert await told(api.views_update(view_id=opened, view=window)) == "invalid_arguments"
    assert await told(api.views_publish(user_id=SANNE, view=home)) == "invalid_arguments"
    update = {"channel": INKOOP, "ts": posted["ts"]}
    await api.chat_update(**update, **UPDATE.made(UPDATE.most))  # type: ignore[arg-type]
    late = api.chat_update(**update, **UPDATE.made(UPDATE.most + 1))  # type: ignore[arg-type]
    assert await told(late) == "msg_too_long"
