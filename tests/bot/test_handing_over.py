"""From one owner to the next: by agreement, or because somebody left; and who may answer."""

from __future__ import annotations

from dataclasses import replace

from bot.playground.people import AMINA, JOHN, PIET, SANNE
from bot.ports import Place, Reply, Said
from bot.reminders.answering import Answering
from bot.reminders.handing import Handing
from bot.reminders.offering import Offering
from bot.reminders.stepping import Stepping
from bot.roster import Roster
from bot.store import contracts
from dialogs.contract import Contract
from dialogs.messages import plain
from tests.assuring import ASKED, DUE, KEY, WORDS, asked, count, ledger, on, told, with_contract
from tests.office import Office


async def contract(office: Office) -> Contract:
    """The contract of INK-0001 as it is stored."""
    parts = office.local.bot.parts
    kept = await parts.database.run(
        parts.workspace, lambda bound: contracts.load(bound, "INK-0001")
    )
    assert kept is not None
    return kept.contract


async def pressed(office: Office, verb: str, person: str) -> Reply:
    """What somebody gets who sends a click that their screen does not offer."""
    parts = office.local.bot.parts
    stepping = Stepping(parts)
    offering = Offering(parts, stepping)
    answering = Answering(parts, stepping, offering)
    said = Said(f"forged:{verb}:{person}", person, Place(person))
    argument = f"INK-0001/{(await ledger(office))[KEY].id}"
    if verb == "accept":
        return await offering.accept(said, argument, accepted=True)
    if verb == "snooze_week":
        return await answering.snooze(said, argument, "week")
    return await answering.answer(said, argument, verb)


async def test_who_is_asked_to_take_over_says_so_first(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    await office.piet.press(await asked(office, office.piet), "Niet van mij")
    view = await office.view(office.piet, "Niet van mij")

    await office.piet.submit(
        view, {"hand_over/person/0": AMINA, "hand_over/reason/0": "Jij kent ze"}
    )

    offer = await asked(office, office.amina, "vraagt of jij dit wilt overnemen")
    assert "Jij kent ze" in offer.plain()
    assert (await ledger(office))[KEY].owner == PIET
    await pressed(office, "accept", JOHN)
    assert (await ledger(office))[KEY].owner == PIET
    await office.amina.press(offer, "Ja, ik neem het over")
    await asked(office, office.piet, "let nu op")
    assert (await contract(office)).promise(1).owner == AMINA  # type: ignore[union-attr]
    await told(office)
    await asked(office, office.amina, ASKED)


async def test_a_refusal_leaves_it_with_its_owner(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    await office.piet.press(await asked(office, office.piet), "Niet van mij")
    view = await office.view(office.piet, "Niet van mij")
    await office.piet.submit(view, {"hand_over/person/0": AMINA})

    offer = await asked(office, office.amina, "vraagt of jij dit wilt overnemen")
    await office.amina.press(offer, "Nee, niet van mij")

    await asked(office, office.piet, "Het blijft van jou")
    found = (await ledger(office))[KEY]
    assert (found.owner, found.offered_to) == (PIET, "")
    assert (await contract(office)).promise(1).offered_to == ""  # type: ignore[union-attr]


async def test_a_colleague_may_not_answer_for_somebody_else(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)

    for verb in ("kept", "snooze_week"):
        reply = await pressed(office, verb, JOHN)
        assert reply.message is not None
        assert "Dit is van" in plain(reply.message.lines[0])
    assert (await ledger(office))[KEY].state == "asked"


async def test_who_left_hands_over_the_same_day_in_one_card(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    question = await asked(office, office.piet)

    office.local.workspace.administration.deactivate(PIET)
    await office.local.settled()

    card = await asked(office, office.sanne, "is niet meer in Slack")
    assert WORDS in card.plain()
    assert await count(office.sanne, "is niet meer in Slack") == 1
    found = (await ledger(office))[KEY]
    assert found.owner == SANNE
    await told(office)
    assert (await asked(office, office.sanne, ASKED)).ts > question.ts


async def test_where_no_team_was_named_it_goes_to_who_wanted_to_buy_it(office: Office) -> None:
    await with_contract(office, owner=PIET, deputy="")
    parts = office.local.bot.parts
    nobody = replace(parts.organisation, procurement_team=frozenset())
    await Handing(replace(parts, roster=Roster(nobody))).left(PIET)

    assert (await contract(office)).owner == SANNE
    await asked(office, office.sanne, "is niet meer in Slack")
    assert {each.owner for each in (await ledger(office)).values() if each.open} == {SANNE}
