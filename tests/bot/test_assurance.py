"""What people do when they are asked: answer, put off, stop, and show how it is."""

from __future__ import annotations

from datetime import date

from bot.playground.people import PIET
from bot.store import contracts, evidence
from dialogs.contract import Contract
from tests.assuring import ASKED, DUE, KEY, WORDS, asked, count, ledger, on, with_contract
from tests.office import Office


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
