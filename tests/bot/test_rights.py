"""Who may do what: in a channel colleagues answer, and the owner and procurement stop."""

from __future__ import annotations

import pytest

from bot.playground.follow import Following
from bot.playground.people import INKOOP
from tests.office import TITLE, Office


async def in_channel(office: Office) -> Following:
    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    talk = await Following.newest(office.sanne, INKOOP)
    await talk.press("Meteen naar de vragen")
    return talk


@pytest.mark.parametrize("before", [(), ("stop",)])
async def test_a_colleague_who_types_stop_is_refused(
    office: Office, before: tuple[str, ...]
) -> None:
    talk = await in_channel(office)
    for words in before:
        await talk.say(f"@Inkoopmaatje {words}")

    await office.amina.say(INKOOP, f"@Inkoopmaatje {'ja' if before else 'stop'}", talk.thread)

    assert "inkoopteam" in (await office.told(office.amina, "Alleen")).plain()
    assert (await office.stored())[0]["status"] == "in_progress"


async def test_a_colleague_who_types_the_word_for_it_cannot_reopen(office: Office) -> None:
    talk = await in_channel(office)
    await talk.say("@Inkoopmaatje stop")
    await talk.say("@Inkoopmaatje ja")

    await office.amina.say(INKOOP, "@Inkoopmaatje toch verder", talk.thread)

    assert "inkoopteam" in (await office.told(office.amina, "Alleen")).plain()
    assert (await office.stored())[0]["status"] == "cancelled"


@pytest.mark.parametrize("text", ["INK-0001", "verder INK-0001"])
async def test_a_colleague_may_ask_for_it_with_the_command_in_its_channel(
    office: Office, text: str
) -> None:
    await in_channel(office)

    told = await office.amina.command(text, channel=INKOOP)
    elsewhere = await office.amina.command(text)

    assert told is not None
    assert "INK-0001" in told.plain()
    assert "is van" not in told.plain()
    assert elsewhere is not None
    assert "INK-0001 is van" in elsewhere.plain()
