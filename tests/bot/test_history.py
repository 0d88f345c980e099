"""The honest ledger: whom we asked, when Slack took it, what came of it, and who may read that."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.exports.json_export import Export
from bot.history import History
from bot.playground.client import Message
from bot.playground.people import AMINA, INKOOP, PIET, SANNE
from bot.ports import Place, Reply, Said
from dialogs.messages import plain
from tests.assuring import nudged, on, with_contract
from tests.office import Office

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WORDS = "De servicedesk repareert binnen drie dagen"
DUE = datetime(2028, 1, 11, 9, 30, tzinfo=AMSTERDAM)
AGAIN = datetime(2028, 1, 18, 9, 30, tzinfo=AMSTERDAM)
TO_DEPUTY = datetime(2028, 1, 25, 9, 30, tzinfo=AMSTERDAM)
TO_CHANNEL = datetime(2028, 2, 1, 9, 30, tzinfo=AMSTERDAM)


async def reminder(office: Office, key: str = "promise/1/12/1") -> dict[str, Any]:
    """One moment as it is exported; all of it fits the schema."""
    (purchase,) = await office.stored()
    text = {"version": 1, "generated_at": "2028-01-01T00:00:00Z", "purchases": [purchase]}
    Export.model_validate(text)
    found: dict[str, Any] = next(each for each in purchase["reminders"] if each["key"] == key)
    return found


async def pressed_history(office: Office) -> Message:
    """What Sanne gets who presses the button on the card of the contract."""
    direct = await office.sanne.direct()
    channel = [each for each in await office.sanne.messages(direct) if "INK-0001" in each.plain()]
    thread = channel[0].thread or channel[0].ts
    card = await office.sanne.wait_for_message(direct, "Contract bij INK-0001", thread=thread)
    await office.sanne.press(card, "Geschiedenis")
    return await office.told(office.sanne, "Geschiedenis van INK-0001")


async def seen_by(office: Office, person: str, argument: str = "INK-0001") -> Reply:
    """What somebody gets who asks for the history."""
    history = History(office.local.bot.parts)
    return await history.show(Said("x", person, Place("D0X")), argument)


async def test_every_message_about_a_moment_is_kept_with_its_receiver(office: Office) -> None:
    await with_contract(office)

    for day in (DUE, AGAIN, TO_DEPUTY, TO_CHANNEL):
        await on(office, day)

    told = (await reminder(office))["told"]
    assert [each["receiver"] for each in told] == [PIET, PIET, SANNE, "#procurement"]
    assert {each["state"] for each in told} == {"sent"}
    for each in told:
        took = datetime.fromisoformat(each["sent_at"]) - datetime.fromisoformat(each["at"])
        assert timedelta(seconds=-1) < took < timedelta(minutes=1)
        assert each["at"].endswith("Z")


async def test_the_history_tells_who_was_asked_and_what_they_said(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    question = await nudged(office, WORDS)
    await office.piet.press(question, "Deels")
    await office.local.bot.settled()
    answered = await nudged(office, "Deels")
    await office.piet.press(answered, "Volgende stap invullen")
    await office.piet.submit(
        await office.view(office.piet, "Volgende stap"),
        {"step/text/0": "De leverancier stuurt een rapport", "step/day/0": "2028-02-14"},
    )
    await office.piet.press(await nudged(office, "Deels"), "Bewijs toevoegen")
    await office.piet.submit(
        await office.view(office.piet, "Bewijs"),
        {"evidence/text/0": "11 van de 12", "evidence/link/0": "https://example.nl/rapport"},
    )
    await office.local.bot.settled()

    shown = (await pressed_history(office)).plain()

    assert f"“{WORDS}” · 11 januari 2028 · beantwoord · @{PIET}" in shown
    assert (
        f"Gevraagd aan @{PIET} op 11 januari 2028 · verstuurd op 11 januari 2028 om 09:3" in shown
    )
    assert f"Deels – @{PIET}, 11 januari 2028" in shown
    assert "Volgende stap: “De leverancier stuurt een rapport”" in shown
    assert f"Bewijs van @{PIET}, 11 januari 2028: 11 van de 12" in shown
    assert "https://example.nl/rapport" in shown
    assert shown.index(WORDS) < shown.index("gepland"), "what happened goes first"
    found = await reminder(office)
    assert (found["answer"], found["answered_by"], found["promise"]) == ("partly", PIET, 1)
    assert [(each["kind"], each["value"]) for each in found["evidence"]] == [
        ("text", "11 van de 12"), ("link", "https://example.nl/rapport"),
    ]  # fmt: skip
    assert (await reminder(office, "promise/1/12/1+1"))["on"] == "2028-02-14"


async def test_what_was_put_off_and_what_lapsed_say_why(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    await office.piet.press(await nudged(office, WORDS), "Over een week")
    await office.local.bot.settled()

    shown = (await pressed_history(office)).plain()

    assert f"Uitgesteld door @{PIET}." in shown
    put_off = await reminder(office)
    assert (put_off["reason"], put_off["reason_detail"]) == ("put_off", PIET)


async def test_a_stopped_promise_keeps_the_words_of_who_stopped_it(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    await office.piet.press(await nudged(office, WORDS), "Hier niet meer naar vragen")
    await office.piet.submit(
        await office.view(office.piet, "Niet meer vragen"), {"stop_moment/reason/0": "=past"}
    )
    await office.local.bot.settled()

    stopped = await reminder(office)
    assert (stopped["state"], stopped["reason"]) == ("stopped", "own_words")
    assert stopped["reason_detail"] == "=past"
    shown = (await pressed_history(office)).plain()
    assert f"@{PIET} heeft dit gestopt op 11 januari 2028: “=past”" in shown


async def test_a_channel_that_is_closed_is_told_in_the_ledger(office: Office) -> None:
    await with_contract(office)
    for day in (DUE, AGAIN, TO_DEPUTY):
        await on(office, day)
    office.local.workspace.workspace.channels[INKOOP].archived = True

    await on(office, TO_CHANNEL)
    await office.local.bot.courier.sweep()
    await office.local.bot.settled()

    told = (await reminder(office))["told"]
    assert [each["receiver"] for each in told[-2:]] == ["#procurement", PIET]
    assert [each["state"] for each in told[-2:]] == ["dropped", "sent"]
    assert told[-2]["reason"] == "is_archived"
    shown = (await pressed_history(office)).plain()
    assert "Gemeld in het inkoopkanaal op 1 februari 2028 · niet verstuurd: het kanaal is" in shown
    assert f"Gemeld aan @{PIET} op 1 februari 2028, want het kanaal werkte niet" in shown


async def test_only_who_has_to_do_with_it_reads_the_history(office: Office) -> None:
    await with_contract(office)

    for person in (SANNE, PIET):
        reply = await seen_by(office, person)
        assert reply.message
        assert reply.message.heading == "Geschiedenis van INK-0001"
    refused = await seen_by(office, AMINA)

    assert refused.message
    assert not refused.message.heading
    assert plain(refused.message.lines[0]).startswith(f"Dit is van @{SANNE}.")


async def test_a_purchase_with_a_contract_has_the_button_on_its_card(office: Office) -> None:
    await with_contract(office)

    direct = await office.sanne.direct()
    card = await office.sanne.wait_for_message(direct, "INK-0001 · 40 laptops")

    assert "Geschiedenis" in card.buttons()


async def test_a_history_of_nothing_and_of_what_is_not_there(office: Office) -> None:
    await office.at_first_question()

    nothing = await seen_by(office, SANNE)
    unknown = await seen_by(office, SANNE, "INK-0999/x")

    assert nothing.message
    assert "nog geen momenten" in plain(nothing.message.lines[0])
    assert unknown.message
    assert "INK-0999" in plain(unknown.message.lines[0])
