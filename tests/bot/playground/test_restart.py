"""A workspace with a state file is the same after a restart."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.client import PersonClient, Picked
from bot.playground.people import INKOOP, PIET, SANNE
from bot.playground.server import LocalWorkspace
from bot.playground.view_stack import open_view
from tests.bot.playground.listening import actions, manifest, modal, option, section


async def test_everything_survives(tmp_path: Path) -> None:
    path = tmp_path / "var" / "workspace.json"
    async with LocalWorkspace(manifest(), state_file=path, retry_seconds=()) as workspace:
        api = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        first = await api.chat_postMessage(channel=SANNE, text="één")
        await api.chat_postMessage(channel=SANNE, text="twee", thread_ts=first["ts"])
        await api.chat_postEphemeral(channel=INKOOP, user=SANNE, text="stil")
        page = {"type": "home", "blocks": [section("thuis")]}
        home = (await api.views_publish(user_id=SANNE, view=page))["view"]
        await api.reactions_add(channel=first["channel"], timestamp=first["ts"], name="tada")
        sent = await api.files_upload_v2(channel=SANNE, filename="a.txt", content="inhoud")
        workspace.administration.deactivate(PIET)
        workspace.administration.rename(INKOOP, "inkopen")
        workspace.clock.advance(timedelta(days=90))
        tokens = (workspace.bot_token, workspace.app_token, workspace.client_token)

    assert path.stat().st_mode & 0o077 == 0
    assert json.loads(path.read_text())["messages"]
    async with (
        LocalWorkspace(manifest(), state_file=path, retry_seconds=()) as workspace,
        PersonClient(workspace.url, workspace.client_token, SANNE) as sanne,
    ):
        assert (workspace.bot_token, workspace.app_token, workspace.client_token) == tokens
        direct = await sanne.direct()
        messages = await sanne.messages(direct)
        assert messages[0].text == "één"
        assert "tada" in messages[0].reactions
        assert [m.text for m in await sanne.messages(direct, first["ts"])] == ["één", "twee"]
        assert [each.text for each in await sanne.ephemerals()] == ["stil"]
        again = await sanne.see_home()
        assert again
        assert (again.id, again.plain()) == (home["id"], "thuis")
        assert await sanne.act("file", file=sent["file"]["id"]) == "aW5ob3Vk"
        assert workspace.workspace.people[PIET].deleted
        assert workspace.workspace.channels[INKOOP].name == "inkopen"
        assert workspace.clock.ahead >= timedelta(days=90)
        api = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        later = await api.chat_postMessage(channel=direct, text="drie", thread_ts=first["ts"])
        assert later["ts"] > first["ts"]
        thread = (await api.conversations_replies(channel=direct, ts=first["ts"]))["messages"]
        assert thread[0]["reply_count"] == 2


async def test_what_is_in_files_is_kept_beside_the_state_as_long_as_they_are_there(
    tmp_path: Path,
) -> None:
    path, beside = tmp_path / "state.json", tmp_path / "state.files"
    photo, content = Picked("foto.jpg", b"photo" * 1000), "YmVmb3Jl"
    async with LocalWorkspace(manifest(), state_file=path, retry_seconds=()) as workspace:
        api = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        async with PersonClient(workspace.url, workspace.client_token, SANNE) as sanne:
            first, second = await sanne.pick(photo), await sanne.pick(photo)
        sent = await api.files_upload_v2(channel=SANNE, filename="a.txt", content="inhoud")

    state = json.loads(path.read_text())
    assert path.stat().st_size < 10_000
    assert {each.name for each in beside.iterdir()} == set(state["files"])
    assert all(each.stat().st_mode & 0o077 == 0 for each in (beside, *beside.iterdir()))
    written = (beside / first["id"]).stat().st_mtime_ns
    (beside / second["id"]).unlink()
    state["files"][second["id"]]["content"] = content
    path.write_text(json.dumps(state))
    async with (
        LocalWorkspace(manifest(), state_file=path, retry_seconds=()) as workspace,
        PersonClient(workspace.url, workspace.client_token, SANNE) as sanne,
    ):
        assert workspace.workspace.contents[first["id"]] == photo.content
        assert await sanne.act("file", file=second["id"]) == content
        api = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url)
        await api.files_delete(file=sent["file"]["id"])

    assert {each.name for each in beside.iterdir()} == {first["id"], second["id"]}
    assert (beside / first["id"]).stat().st_mtime_ns == written
    async with LocalWorkspace(manifest(), state_file=path, retry_seconds=()) as workspace:
        workspace.workspace.empty()
    assert list(beside.iterdir()) == []


async def test_open_modals_survive_with_what_was_chosen_in_them(tmp_path: Path) -> None:
    path = tmp_path / "workspace.json"
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": [option("A", "a")]}
    form = modal(actions(boxes, block_id="row"), callback_id="form")
    async with LocalWorkspace(manifest(), state_file=path, retry_seconds=()) as workspace:
        opened = open_view(workspace.workspace, SANNE, "", form)
        chosen = {"row": {"boxes": {"type": "checkboxes", "selected_options": []}}}
        workspace.workspace.chosen[SANNE, opened["id"]] = chosen

    async with (
        LocalWorkspace(manifest(), state_file=path, retry_seconds=()) as workspace,
        PersonClient(workspace.url, workspace.client_token, SANNE) as sanne,
    ):
        (view,) = await sanne.views()
        assert view.id == opened["id"]
        assert workspace.workspace.chosen == {(SANNE, opened["id"]): chosen}
        await sanne.close(view)
        assert await sanne.views() == []
