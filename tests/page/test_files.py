"""Files on the page: picked in a form, seen in a channel, and gone."""

from __future__ import annotations

import base64

from playwright.async_api import FilePayload, expect

from bot.local import Local
from bot.playground.kept_files import forget, picked
from bot.playground.people import SANNE, SUCCESSES
from bot.playground.view_stack import open_view
from tests.page.tab import Tab
from tests.page.test_forms import asked, plain

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
FORM = {
    "type": "modal", "title": plain("Vier"), "submit": plain("Deel"),
    "blocks": [
        asked("Foto", "file_input", max_files=2, filetypes=["png", "jpg"]),
        asked("Wat", "plain_text_input"),
        asked("Moment", "datepicker"),
    ],
}  # fmt: skip


def file(name: str) -> FilePayload:
    return {"name": name, "mimeType": "", "buffer": PIXEL}


async def test_files_are_picked_and_taken_away_and_go_along_with_the_form(
    tab: Tab, local: Local
) -> None:
    here = await tab.page.evaluate("sessionStorage.tab")
    open_view(local.workspace.workspace, SANNE, here, FORM)
    pick = tab.modal.get_by_label("Foto")
    await expect(pick).to_be_focused()

    await pick.set_input_files([file("brief.pdf")])
    await expect(tab.modal.get_by_role("alert")).to_contain_text("van deze soort: png, jpg")
    await pick.set_input_files([file("a.png"), file("b.png"), file("c.png")])
    await expect(tab.modal.get_by_role("alert")).to_contain_text("ten hoogste 2 bestanden")
    await pick.set_input_files([file("een.PNG")])
    await expect(tab.modal.get_by_role("status")).to_have_text("Toegevoegd: een.PNG")
    await expect(tab.modal.get_by_role("alert")).to_have_count(0)
    await tab.modal.get_by_label("Wat").fill("Minder stoelen")
    await pick.set_input_files([file("twee.jpg")])
    await tab.button("Haal weg een.PNG", tab.modal).focus()
    await tab.page.keyboard.press("Enter")
    await expect(pick).to_be_focused()
    await tab.page.reload()
    await expect(tab.modal.get_by_role("listitem")).to_contain_text("Bestand twee.jpg, 70 B")
    await tab.check()
    await tab.fits()
    await tab.button("Deel", tab.modal).click()

    await expect(tab.modal.locator("[aria-invalid=true]")).to_have_count(1)
    (chosen,) = local.workspace.workspace.chosen.values()
    (id,) = chosen["Foto"]["it"]["files"]
    assert local.workspace.workspace.files[id]["name"] == "twee.jpg"
    assert local.workspace.workspace.contents[id] == PIXEL
    assert chosen["Wat"]["it"]["value"] == "Minder stoelen"


async def test_a_picture_in_a_channel_is_seen_with_its_words_until_it_is_deleted(
    tab: Tab, local: Local
) -> None:
    workspace = local.workspace.workspace
    shown, sent = (picked(workspace, SANNE, f"{n}.png", PIXEL, len(PIXEL)) for n in range(2))
    block = {"type": "image", "slack_file": {"id": shown["id"]}, "alt_text": "Twee oude stoelen"}
    message = workspace.bot_message("Gelukt", [block])
    workspace.add(workspace.channels[SUCCESSES], message | {"files": [sent]})
    await tab.go(f"sanne/{SUCCESSES}")
    picture = tab.conversation.get_by_role("img", name="Twee oude stoelen")
    assert await picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)")
    await tab.check()

    forget(workspace, shown["id"])
    forget(workspace, sent["id"])

    await expect(tab.conversation.get_by_role("img")).to_have_count(0)
    await expect(tab.conversation.get_by_text("Twee oude stoelen")).to_be_visible()
    await expect(tab.conversation.get_by_text("Dit bestand is verwijderd.")).to_be_visible()
