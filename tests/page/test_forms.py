"""Forms and what can be filled in there: in the tab that asked for it, every kind of field."""

from __future__ import annotations

from typing import Any

from playwright.async_api import expect

from bot.local import Local
from bot.playground.people import SANNE
from bot.playground.view_stack import open_view
from tests.page.tab import Tab


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def option(name: str) -> dict[str, Any]:
    return {"text": plain(name), "value": name.lower()}


def asked(name: str, type: str, **more: Any) -> dict[str, Any]:
    element = {"type": type, "action_id": "it", **more}
    return {"type": "input", "block_id": name, "label": plain(name), "element": element}


FRUIT = [
    {"label": plain("Fruit"), "options": [option("Appel"), option("Peer")]},
    {"label": plain("Groente"), "options": [option("Prei")]},
]
FORM = {
    "type": "modal", "title": plain("Alles"), "submit": plain("Bewaar"),
    "blocks": [
        asked("Soort", "static_select", option_groups=FRUIT),
        asked("Soorten", "multi_static_select", options=[option("Appel"), option("Prei")]),
        asked("Mensen", "multi_users_select"),
        asked("Kanaal", "channels_select"),
        asked("Gesprekken", "multi_conversations_select"),
        asked("Moment", "datetimepicker", initial_date_time=1_700_000_000),
    ],
}  # fmt: skip


async def test_every_kind_of_choice_can_be_made(tab: Tab, local: Local) -> None:
    here = await tab.page.evaluate("sessionStorage.tab")
    open_view(local.workspace.workspace, SANNE, here, FORM)
    await expect(tab.modal.locator("optgroup")).to_have_count(2)

    await tab.modal.get_by_label("Soort", exact=True).select_option("Peer")
    await tab.modal.get_by_label("Soorten").select_option(["Appel", "Prei"])
    people = tab.modal.get_by_role("group", name="Mensen")
    for name in ("Piet Bakker", "Amina El Idrissi", "John Smith", "Amina El Idrissi"):
        await people.get_by_label(name).focus()
        await tab.page.keyboard.press("Space")
    await tab.modal.get_by_label("Kanaal").select_option("#algemeen")
    await tab.modal.get_by_label("Gesprekken").select_option(["#inkoop", "Inkoopmaatje"])
    await tab.modal.get_by_label("Moment").fill("")
    await tab.check()
    await tab.button("Bewaar", tab.modal).click()

    await expect(tab.modal.locator("[aria-invalid=true]")).to_have_count(1)
    (chosen,) = local.workspace.workspace.chosen.values()
    told = {name: list(held["it"].values())[1] for name, held in chosen.items()}
    assert told["Soort"]["value"] == "peer"
    assert [each["value"] for each in told["Soorten"]] == ["appel", "prei"]
    assert told["Mensen"] == ["U0PIET", "U0JOHN"]
    assert told["Kanaal"] == "C0ALGEMEEN"
    assert told["Gesprekken"] == ["C0INKOOP", "D0SANNE"]
    assert told["Moment"] is None


async def test_a_form_is_in_the_tab_that_asked_for_it_also_after_a_reload(tab: Tab) -> None:
    other = Tab(await tab.page.context.new_page(), tab.url)
    await other.go()
    await tab.press("Snelkoppelingen", tab.conversation)
    await tab.page.get_by_role("menuitem").first.click()
    await expect(tab.modal).to_be_visible()

    await other.press("Snelkoppelingen", other.conversation)
    await other.page.get_by_role("menuitem").first.click()
    await other.modal.get_by_role("textbox").first.fill("12 stoelen")
    await tab.page.reload()
    await expect(tab.modal).to_be_visible()
    await tab.page.keyboard.press("Escape")

    await expect(tab.modal).to_be_hidden()
    await expect(other.modal.get_by_role("textbox").first).to_have_value("12 stoelen")
    await other.page.keyboard.press("Enter")
    await expect(other.modal).to_contain_text("INK-0001 is begonnen.")
    await expect(tab.modal).to_be_hidden()
