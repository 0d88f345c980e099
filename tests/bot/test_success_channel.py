"""The channel does not take a success: its poster hears what to do, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.playground.administration import Administration
from bot.playground.people import PIET, SUCCESSES
from tests.celebrating import STORY, filled, posted, preview, stored, tell
from tests.office import Office

Deed = Callable[[Administration], object]


@pytest.mark.parametrize(
    ("break_it", "mend_it", "words"),
    [
        (
            lambda admin: admin.archive(SUCCESSES),
            lambda admin: admin.archive(SUCCESSES, back=True),
            "is gearchiveerd",
        ),
        (
            lambda admin: admin.remove_bot(SUCCESSES),
            lambda admin: admin.invite_bot(SUCCESSES),
            "Ik zit niet in het successenkanaal",
        ),
        (lambda admin: admin.remove_channel(SUCCESSES), None, "Ik kan het successenkanaal niet"),
    ],
)
async def test_a_channel_that_does_not_take_it_leaves_a_draft(
    office: Office, break_it: Deed, mend_it: Deed | None, words: str
) -> None:
    """T23."""
    administration = office.local.workspace.administration
    break_it(administration)
    shown = await tell(office, office.amina)

    await office.amina.press(shown, "Plaatsen")

    told = await office.amina.wait_for_message(await office.amina.direct(), words)
    assert "Je verhaal is bewaard" in told.plain()
    assert (await stored(office)).state == "draft"
    assert STORY in (await preview(office, office.amina)).plain()
    if mend_it:
        mend_it(administration)
        await office.amina.press(told, "Nog eens plaatsen")
        (message,) = await posted(office)
        assert STORY in message.plain()


@pytest.mark.parametrize(("contact", "words"), [("", "Vraag je beheerder"), (PIET, PIET)])
async def test_without_a_channel_it_waits(office: Office, contact: str, words: str) -> None:
    roster = office.local.bot.parts.roster
    roster.named = replace(roster.named, success_channel="", contact=contact)
    roster.take({})
    shown = await tell(office, office.amina)

    await office.amina.press(shown, "Plaatsen")

    told = await office.told(office.amina, "nog geen successenkanaal")
    assert words in told.plain()
    assert (await stored(office)).state == "draft"


async def test_a_change_that_the_channel_does_not_take_is_told(office: Office) -> None:
    """T23: else a name that is to go out of it would stay there, and nobody would know."""
    administration = office.local.workspace.administration
    await office.amina.press(await tell(office, office.amina), "Plaatsen")
    assert len(await posted(office)) == 1
    administration.archive(SUCCESSES)
    direct = await office.amina.direct()

    await office.amina.press(await preview(office, office.amina), "Terugtrekken")
    told = await office.amina.wait_for_message(direct, "niet aanpassen")
    administration.archive(SUCCESSES, back=True)
    await office.amina.press(told, "Nog eens proberen")
    (gone,) = await posted(office)
    assert "teruggetrokken" in gone.plain()


async def test_a_post_that_somebody_deleted_can_be_posted_anew(office: Office) -> None:
    await office.amina.press(await tell(office, office.amina), "Plaatsen")
    assert len(await posted(office)) == 1
    office.local.workspace.workspace.messages[SUCCESSES].clear()

    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    await office.amina.submit(view, filled(story="Anders."))

    told = await office.amina.wait_for_message(await office.amina.direct(), "niet meer in het succ")
    await office.amina.press(told, "Nog eens plaatsen")

    (message,) = await posted(office)
    assert "Anders." in message.plain()
