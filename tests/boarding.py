"""The kit for tests about the tenderboard: an office that has one, and purchases to judge."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from bot.desk import Desk, Taken
from bot.judging import Judging
from bot.local import locally
from bot.parts import Organisation
from bot.playground.client import Message, PersonClient, Submitted
from bot.playground.follow import Following
from bot.playground.people import AMINA, INKOOP, JOHN, PIET, SANNE
from bot.ports import Held, Place, Said
from bot.settings import Settings
from bot.store import boards, purchases
from bot.store.database import Bound
from bot.store.tables import purchases as table
from dialogs.board import Board
from dialogs.card import card
from dialogs.messages import plain
from dialogs.progress import with_status
from dialogs.turn import Turn
from knowledge.policy import Goal, Policy, Strategy, ThemePolicy
from tests.assuring import AMSTERDAM, on
from tests.office import Office, at_work

TUESDAY = "2027-01-12"
POLICY = Policy(
    ambition="We kopen zo dat onze kinderen hier ook nog kunnen wonen.",
    goals=(
        Goal(goal="Alles circulair", theme="circular", target="100%", year=2030),
        Goal(goal="Meer stageplekken", theme="social_return", target="50", year=2028),
    ),
    strategies={"ict": Strategy(level=2, weight=20)},
    themes={"circular": ThemePolicy(target=2)},
)
ORGANISATION = Organisation(
    language="nl",
    zone=AMSTERDAM,
    procurement_team=frozenset({PIET}),
    procurement_channel=INKOOP,
    board=frozenset({AMINA, JOHN, PIET}),
    policy=POLICY,
)
INTAKE = {
    "intake.category/choice": "ict",
    "intake.value/choice": "to_150k",
    "intake.wanted/date": "2027-03-01",
    "intake.framework/choice": "no",
}
NINE = {
    "circularity.1/choice": "need",
    "circularity.2/choice": "partly",
    "circularity.3/choice": "yes",
    "circularity.4/choice": "maintain",
    "circularity.4/explanation": "De servicedesk repareert zelf",
    "circularity.4/responsible": f"person:{SANNE}",
    "circularity.5/choice": "reuse",
    "circularity.5/explanation": "Ze gaan naar een school",
    "circularity.5/responsible": f"person:{SANNE}",
    "circularity.5/year": "2032",
    **{f"checklist.{number}/choice": "yes" for number in (1, 2, 3, 4)},
}
MEETS = {
    "ambition.request/requirements": "yes",
    "ambition.request/criterion": "yes",
    "ambition.request/weight": "30",
    "ambition.themes/ticked": "circular",
    "web.levels/circular": "2",
}
HERE = "ligt nu bij het tenderboard"
MISSES = {
    **MEETS,
    "ambition.request/criterion": "no",
    "ambition.request/weight": "",
    "ambition.themes/ticked": "energy",
    "web.levels/circular": "1",
}


@asynccontextmanager
async def with_board(settings: Settings, **changed: Any) -> AsyncIterator[Office]:
    """An office with a tenderboard of Amina, John and Piet, and a policy; on a Tuesday."""
    ours = replace(ORGANISATION, **changed)
    async with locally(settings, organisation=ours) as local, at_work(local) as office:
        await on(office, TUESDAY)
        yield office


async def answered(
    office: Office, given: Mapping[str, str], purchase: str = "INK-0001", person: str = SANNE
) -> None:
    """A purchase gets these answers, by `question/part`, as a step of its conversation."""
    parts = office.local.bot.parts

    def work(bound: Bound) -> Taken:
        held = purchases.load(bound, purchase)
        assert held
        after = held.purchase
        for place, value in given.items():
            question, part = place.split("/")
            if value or after.answer(question, part):
                after = after.with_answer(question, part, value, person, parts.clock.now())
        after = with_status(parts.script, after)
        turn = Turn(after, (card(parts.scene("nl"), after),))
        return Desk(parts).keep(bound, held, turn, "nl")

    taken = await parts.database.run(parts.workspace, work)
    parts.courier.take(taken.outgoing)
    await sent(office)


async def sent(office: Office) -> None:
    """What is due now is sent."""
    await office.local.bot.settled()
    await office.local.bot.courier.sweep()
    await office.local.bot.settled()


async def rounds(office: Office, purchase: str = "INK-0001") -> list[Board]:
    """Every round of a purchase on the board."""
    await office.local.bot.settled()
    parts = office.local.bot.parts
    number = purchases.number_of(purchase)
    found = await parts.database.run(
        parts.workspace, lambda bound: boards.of_purchases(bound, number, number)
    )
    return found.get(purchase, [])


async def question_to(person: PersonClient, words: str = "Wat vind je?") -> Message:
    """What one of the board is asked."""
    return await person.wait_for_message(await person.direct(), words)


async def judges(
    office: Office, person: PersonClient, verdict: str, reason: str = "", words: str = "Tenderboard"
) -> Submitted:
    """Somebody presses Akkoord or Advies at the newest question, and sends in a reason."""
    await sent(office)
    asked = await question_to(person, words)
    await person.press(asked, verdict)
    view = await office.view(person, verdict)
    (place,) = view.inputs()
    told = await person.submit(view, {place: reason})
    await sent(office)
    return told


async def gaps(office: Office, purchase: str = "INK-0001") -> dict[str, dict[str, str]]:
    """The gaps of a purchase that are, or were, open points: the values by name and part."""
    held = await stored(office, purchase)
    return {
        question.removeprefix("gaps."): held.purchase.values(question)
        for question in held.purchase.answers
        if question.startswith("gaps.")
    }


async def stored(office: Office, purchase: str = "INK-0001") -> Held:
    """A purchase as it is stored."""
    await office.local.bot.settled()
    parts = office.local.bot.parts
    held = await parts.database.run(parts.workspace, lambda bound: purchases.load(bound, purchase))
    assert held
    return held


async def put_on(office: Office, given: dict[str, str]) -> Following:
    """A purchase of Sanne's with these answers, that she puts on the board from its card."""
    talk = await office.start()
    await answered(office, {**INTAKE, **NINE, **given})
    await office.sanne.press(await talk.card(), "Naar het tenderboard")
    await said(talk, HERE)
    await sent(office)
    return talk


async def said(talk: Following, words: str) -> Message:
    """The newest thing that the bot said in a conversation with these words."""

    async def look() -> Message | None:
        found = [each for each in await talk.said() if words in each.plain()]
        return found[-1] if found else None

    return await talk.person.wait_for(look)


async def forged(office: Office, person: str, argument: str, reason: str) -> str:
    """What somebody is told who sends in a form that they were never given."""
    judging = Judging(office.local.bot.parts, Desk(office.local.bot.parts))
    about = Said(f"forged:{person}:{argument}:{reason}", person, Place(person))
    opened = await judging.form(about, argument)
    assert opened.form is None
    verdict = argument.rpartition("/")[2]
    reply = await judging.filled(about, argument, {(f"verdict_{verdict}", "reason"): reason})
    assert reply.message is not None
    return "\n".join(plain(line) for line in reply.message.lines)


async def board_of(office: Office) -> str:
    """What the register says of INK-0001 and the board."""
    parts = office.local.bot.parts
    found: str = await parts.database.run(
        parts.workspace,
        lambda bound: bound.run(
            sa.select(table.c.board).where(table.c.workspace == sa.bindparam("ours"))
        ).scalar_one(),
    )
    return found
