"""What the tenderboard of the example workspace says, through the real bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict

from bot.local import Local
from bot.playground.client import Message, PersonClient
from bot.playground.follow import Following


class Judged(BaseModel):
    """A verdict of one of the board, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    who: str
    verdict: Literal["agreed", "advice"]
    reason: str = ""


async def judge(
    local: Local, talk: Following, judged: Sequence[Judged], people: Mapping[str, PersonClient]
) -> None:
    """The owner puts a purchase on the board, and each of those gives a verdict.

    With an organisation file of somebody's own they may not be of the board; then they give none.
    """
    board = local.bot.parts.organisation.board_members
    purchase = (await talk.card()).plain().partition(" ")[0]
    await talk.person.command(f"tenderboard {purchase}")
    await local.settled()
    for each in judged:
        if each.who in board:
            await _give(local, people[each.who], purchase, each)


async def _give(local: Local, person: PersonClient, purchase: str, judged: Judged) -> None:
    """From the list of what waits: the question comes in office hours, and it may be night."""
    listed = await person.command("tenderboard")
    assert listed is not None
    await person.click(listed, f"board_show/{purchase}")
    await local.settled()
    asked = await person.wait_for(lambda: _asked(person, purchase))
    action, value = next(
        (action, value)
        for _, action, value in asked.choices()
        if action.startswith("verdict/") and action.endswith(judged.verdict)
    )
    await person.click(asked, action, value)
    view = await person.wait_for_form(f"verdict_{judged.verdict}/reason/0")
    await person.submit(view, {f"verdict_{judged.verdict}/reason/0": judged.reason})
    await local.settled()


async def _asked(person: PersonClient, purchase: str) -> Message | None:
    """What was shown to somebody about a purchase, with the buttons for a verdict."""
    found = [
        each
        for each in await person.ephemerals()
        if any(action.startswith(f"verdict/{purchase}/") for _, action, _ in each.choices())
    ]
    return found[-1] if found else None
