"""A purchase that is large enough goes to the tenderboard, also when it was stopped meanwhile."""

from __future__ import annotations

from bot.desk import Desk
from bot.playground.people import SANNE
from bot.ports import Place, Said
from bot.settings import Settings
from dialogs.moves import Pressed
from tests.boarding import INTAKE, NINE, answered, board_of, judges, rounds, sent, with_board
from tests.office import Office


async def stopped_and_reopened(office: Office) -> None:
    """Sanne stops her purchase, and thinks better of it."""
    desk = Desk(office.local.bot.parts)
    for verb in ("stop", "stop_sure", "reopen"):
        await desk.talk(Said(f"again:{verb}", SANNE, Place(SANNE), "INK-0001"), Pressed(verb))
        await sent(office)


async def test_who_stops_and_reopens_does_not_pass_the_board_by(bot_settings: Settings) -> None:
    async with with_board(bot_settings, board_above=50_000) as office:
        await office.start()
        await answered(office, {**INTAKE, **NINE})

        await stopped_and_reopened(office)

        assert [each.outcome for each in await rounds(office)] == ["stopped", ""]
        assert await board_of(office) == "waiting"


async def test_what_was_judged_does_not_come_back_by_its_value(bot_settings: Settings) -> None:
    async with with_board(bot_settings, board_above=50_000) as office:
        await office.start()
        await answered(office, {**INTAKE, **NINE})
        await judges(office, office.amina, "Akkoord")
        await judges(office, office.john, "Akkoord")

        await stopped_and_reopened(office)

        assert [each.outcome for each in await rounds(office)] == ["agreed"]
