"""What people do when they are asked: answer, put off, hand over, stop, and show how it is."""

from __future__ import annotations

from datetime import date

from bot.playground.people import AMINA, JOHN, PIET, SANNE
from bot.ports import Place, Reply, Said
from bot.reminders.answering import Answering
from bot.reminders.offering import Offering
from bot.reminders.stepping import Stepping
from bot.store import contracts, evidence
from dialogs.contract import Contract
from dialogs.messages import plain
from tests.assuring import WORDS, asked, count, ledger, on, told, with_contract
from tests.office import Office, all_sent

ASKED = "Wordt dit nagekomen?"
DUE = "2028-01-11"
KEY = "promise/1/12/1"


async def contract(office: Office) -> Contract:
    """The contract of INK-0001 as it is stored."""
    parts = office.local.bot.parts
    kept = await parts.database.run(
        parts.workspace, lambda bound: contracts.load(bound, "INK-0001")
    )
    assert kept is not None
    return kept.contract


async def proofs(office: Office) -> list[tuple[str, str]]:
    """All proof at the promise."""
    parts = office.local.bot.parts
    id = (await ledger(office))[KEY].id
    found = await parts.database.run(
        parts.workspace, lambda bound: evidence.of_moment(bound, "INK-0001", id)
    )
    return [(each.kind, each.name or each.value) for each in found]


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


async def test_the_question_quotes_the_promise_and_says_why_and_by_which_rule(
    office: Office,
) -> None:
    await with_contract(office)
    await on(office, DUE)

    question = (await asked(office, office.piet)).plain()

    assert f"“{WORDS}”" in question
    assert "Jij let hierop" in question
    assert "elk jaar" in question
    assert [label for label, *_ in (await asked(office, office.piet)).choices()][:4] == [
        "Nagekomen", "Deels", "Niet", "Weet ik niet",
    ]  # fmt: skip


async def test_kept_is_remembered_and_not_asked_again(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    question = await asked(office, office.piet)

    await office.piet.press(question, "Nagekomen")

    answered = await asked(office, office.piet, "✓ Nagekomen")
    assert answered.ts == question.ts
    await on(office, "2028-03-01")
    found = (await ledger(office))[KEY]
    assert (found.state, found.answer, found.answered_by) == ("answered", "kept", PIET)
    assert await count(office.piet, ASKED) == 0


async def test_anything_but_yes_asks_for_the_next_step_and_comes_back_on_that_day(
    office: Office,
) -> None:
    await with_contract(office)
    await on(office, DUE)
    await office.piet.press(await asked(office, office.piet), "Deels")
    answered = await asked(office, office.piet, "Wat is de volgende stap")
    assert (await ledger(office))[f"{KEY}+1"].on == date(2028, 2, 8)

    await office.piet.press(answered, "Volgende stap invullen")
    view = await office.view(office.piet, "Volgende stap")
    wrong = await office.piet.submit(view, {"step/text/0": "Bellen", "step/day/0": "2028-01-01"})
    assert wrong.errors == {"step/day/0": "Kies een dag die nog komt."}
    await office.piet.submit(
        view, {"step/text/0": "Bellen met de leverancier", "step/day/0": "2028-01-19"}
    )

    assert "Bellen met de leverancier" in (await asked(office, office.piet, "Deels")).plain()
    await on(office, "2028-01-19")
    again = (await asked(office, office.piet, ASKED)).plain()
    assert "Vorige keer: Deels" in again
    assert "Bellen met de leverancier" in again


async def test_not_knowing_is_counted_and_asked_again_all_the_same(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)

    await office.piet.press(await asked(office, office.piet), "Weet ik niet")

    assert "Dat geeft niet" in (await asked(office, office.piet, "Weet ik nog niet")).plain()
    found = await ledger(office)
    assert found[KEY].answer == "unknown"
    assert found[f"{KEY}+1"].state == "planned"


async def test_a_typed_word_answers_and_a_file_or_link_is_proof(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    question = await asked(office, office.piet)

    await office.piet.say(question.channel, "https://voorbeeld.nl/rapport", question.ts)
    await office.told(office.piet, "Dat heb ik bewaard als bewijs")
    await office.piet.say(question.channel, "nagekomen", question.ts)
    await asked(office, office.piet, "✓ Nagekomen")
    await office.piet.act(
        "upload", channel=question.channel, thread=question.ts, name="rapport.pdf", content="aGk=",
        text="",
    )  # fmt: skip

    assert "rapport.pdf" in (await asked(office, office.piet, "rapport.pdf")).plain()
    assert await proofs(office) == [
        ("link", "https://voorbeeld.nl/rapport"),
        ("file", "rapport.pdf"),
    ]


async def test_put_off_for_a_week_it_comes_back_then(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    question = await asked(office, office.piet)

    await office.piet.press(question, "Over een week")

    assert (
        "Uitgesteld tot 18 januari 2028" in (await asked(office, office.piet, "Uitgesteld")).plain()
    )
    await on(office, "2028-01-17")
    assert await count(office.piet, ASKED) == 0
    await on(office, "2028-01-18")
    assert await count(office.piet, ASKED) == 1


async def test_who_is_asked_to_take_over_says_so_first(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    await office.piet.press(await asked(office, office.piet), "Niet van mij")
    view = await office.view(office.piet, "Niet van mij")

    await office.piet.submit(
        view, {"hand_over/person/0": AMINA, "hand_over/reason/0": "Jij kent ze"}
    )

    offer = await asked(office, office.amina, "vraagt of jij hierop wilt letten")
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

    offer = await asked(office, office.amina, "vraagt of jij hierop wilt letten")
    await office.amina.press(offer, "Nee, niet van mij")

    await asked(office, office.piet, "Het blijft van jou")
    found = (await ledger(office))[KEY]
    assert (found.owner, found.offered_to) == (PIET, "")
    assert (await contract(office)).promise(1).offered_to == ""  # type: ignore[union-attr]


async def test_what_is_stopped_with_a_reason_is_silent(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    await office.piet.press(await asked(office, office.piet), "Hier niet meer naar vragen")
    view = await office.view(office.piet, "Niet meer vragen")

    await office.piet.submit(view, {"stop_moment/reason/0": "De laptops zijn verkocht"})

    stopped = await asked(office, office.piet, "heeft dit gestopt")
    assert "De laptops zijn verkocht" in stopped.plain()
    found = await ledger(office)
    assert found[KEY].state == "stopped"
    assert (await contract(office)).promise(1).stopped  # type: ignore[union-attr]
    await on(office, "2028-03-01")
    assert await count(office.piet, ASKED) == 0


async def test_a_colleague_may_not_answer_for_somebody_else(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)

    for verb in ("kept", "snooze_week"):
        reply = await pressed(office, verb, JOHN)
        assert reply.message is not None
        assert "Dit is van" in plain(reply.message.lines[0])
    assert (await ledger(office))[KEY].state == "asked"


async def test_without_an_answer_it_climbs_without_blame(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    await asked(office, office.piet)

    await on(office, "2028-01-18")
    assert "Ik vroeg dit al op 11 januari 2028" in (await asked(office, office.piet)).plain()
    assert await count(office.piet, ASKED) == 2
    await on(office, "2028-01-25")
    deputy = await asked(office, office.sanne)
    assert "antwoordde nog niet, en jij bent de vervanger" in deputy.plain()
    await on(office, "2028-02-01")

    channel = office.local.bot.parts.organisation.procurement_channel
    line = await office.sanne.wait_for_message(channel, "nog geen antwoord op")
    assert WORDS in line.plain()
    assert (await ledger(office))[KEY].due_at is None
    await on(office, "2028-06-01")
    assert await count(office.piet, ASKED) == 2
    number = next(each[0] for each in line.plain().splitlines() if WORDS in each)
    await office.amina.press(line, f"Ik neem {number} over")
    await office.told(office.amina, "let hier nu op")
    assert (await ledger(office))[KEY].owner == AMINA


async def test_where_the_channel_takes_nothing_the_owner_gets_it_and_why(office: Office) -> None:
    await with_contract(office)
    channel = office.local.bot.parts.organisation.procurement_channel
    office.local.workspace.administration.archive(channel)
    for day in (DUE, "2028-01-18", "2028-01-25", "2028-02-01"):
        await on(office, day)

    line = await asked(office, office.piet, "nog geen antwoord op")

    assert "niet in het inkoopkanaal" in line.plain()


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


async def test_three_weeks_asleep_give_one_message_that_says_so(office: Office) -> None:
    await with_contract(office)
    await on(office, "2027-05-03")

    bundles = [
        each
        for each in await office.sanne.messages(await office.sanne.direct())
        if "om even naar te kijken" in each.plain()
    ]

    assert len(bundles) == 1
    assert "Ik kon een tijd niets sturen" in bundles[0].plain()
    await office.sanne.press(bundles[0], "Beantwoord 1")
    question = await asked(office, office.sanne, "KPI")
    await office.sanne.press(question, "Ja")
    await asked(office, office.sanne, "✓ Ja")


async def test_once_a_week_means_on_the_first_working_day_of_the_week(office: Office) -> None:
    await with_contract(office)
    await office.piet.command("herinneringen wekelijks")
    await office.told(office.piet, "Eén keer per week")

    await on(office, DUE)
    assert await count(office.piet, ASKED) == 0
    await on(office, "2028-01-17")
    assert await count(office.piet, ASKED) == 1


async def test_nobody_is_disturbed_at_night_or_on_a_holiday(office: Office) -> None:
    await with_contract(office)

    await on(office, DUE, "07:30")
    assert await count(office.piet, ASKED) == 0
    await on(office, DUE, "09:00")
    assert await count(office.piet, ASKED) == 1


async def test_an_answer_shows_everywhere_that_it_was_asked(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    first = await asked(office, office.piet)
    for day in ("2028-01-18", "2028-01-25"):
        await on(office, day)
    await asked(office, office.sanne, WORDS)

    await office.piet.say(first.channel, "nagekomen", first.ts)

    assert (await asked(office, office.piet, "✓ Nagekomen")).channel == first.channel
    await asked(office, office.sanne, "✓ Nagekomen")
    assert await count(office.piet, "✓ Nagekomen") == 2
    assert await count(office.piet, ASKED) == 0
    assert await count(office.sanne, ASKED) == 0


async def test_what_waits_to_be_sent_about_a_contract_that_ended_is_not_sent(
    office: Office,
) -> None:
    await with_contract(office)
    faults = office.local.workspace.faults
    faults.plan("chat.postMessage", times=None, status=429, retry_after=60)
    await on(office, "2027-01-25")
    assert (await ledger(office))["kick_off"].state == "asked"
    thread = next(
        each.ts
        for each in await office.sanne.messages(await office.sanne.direct())
        if each.plain().startswith("INK-0001")
    )
    card = await office.sanne.wait_for_message(
        await office.sanne.direct(), "Contract bij INK-0001", thread=thread
    )
    await office.sanne.press(card, "Contract beëindigen")
    view = await office.view(office.sanne, "Contract beëindigen")
    await office.sanne.submit(
        view, {"end_contract/day/0": "2027-01-20", "end_contract/reason/0": "Toch niet"}
    )
    await office.local.settled()
    faults.clear()

    await all_sent(office.local.workspace, office.local.bot)

    assert await count(office.sanne, "besproken?") == 0
