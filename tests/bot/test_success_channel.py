"""The channel does not take a success: its poster hears what to do, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.playground.administration import Administration
from bot.playground.people import PIET, SUCCESSES
from tests.celebrating import STORY, posted, preview, stored, tell
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
