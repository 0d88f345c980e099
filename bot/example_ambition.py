"""What the people of the example workspace fill in beside the questions, through the real bot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.local import Local
from bot.playground.client import PersonClient
from bot.playground.follow import Following
from bot.rights import may
from knowledge.opportunity import ASKED


class Ambition(BaseModel):
    """What was filled in beside the questions: what is asked of the market and how much it weighs,
    the themes with their level on the ambition web (0 is only ticked), what holds of the chances,
    and who does the how."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requirements: Literal["yes", "no"] = "yes"
    weight: int = 0
    themes: Mapping[str, int] = Field(default_factory=dict)
    chances: Sequence[str] = ()
    how: str = ""


async def fill_in(
    local: Local, talk: Following, ambition: Ambition, people: Mapping[str, PersonClient]
) -> None:
    """Fills in each form that there is something for, from the card of the purchase.

    With an organisation file of somebody's own, who takes the how may not do so; it stays nobody's.
    """
    criterion = "yes" if ambition.weight else "no"
    asked = {
        "requirements": ambition.requirements,
        "criterion": criterion,
        "weight": str(ambition.weight or ""),
        "themes": list(ambition.themes),
    }
    await _form(local, talk, "ambition", "requirements", asked)
    web = {theme: str(level) for theme, level in ambition.themes.items() if level}
    if web:
        await _form(local, talk, "web", next(iter(web)), web)
    if ambition.chances:
        said = {name: "yes" if name in ambition.chances else "no" for name in ASKED}
        await _form(local, talk, "chances", ASKED[0], said)
    roles = local.bot.parts.organisation.roles_of(ambition.how)
    if may("name_owner", roles, "here"):
        await _take(local, people[ambition.how], await _id(talk))


async def _form(
    local: Local, talk: Following, name: str, first: str, values: Mapping[str, Any]
) -> None:
    purchase = await _id(talk)
    await talk.person.click(await talk.card(), "more", f"{name}/{purchase}")
    view = await talk.person.wait_for_form(f"{name}/{first}/0")
    await talk.person.submit(view, {f"{name}/{part}/0": value for part, value in values.items()})
    await local.settled()


async def _take(local: Local, person: PersonClient, purchase: str) -> None:
    """Somebody of procurement takes the how, on the page of who owns what, and turns it back."""
    await person.home()
    await local.settled()
    for action in ("look/tab/owners", f"take_how/{purchase}", "look/tab/mine"):
        page = await person.see_home()
        assert page is not None
        await person.click(page, action)
        await local.settled()


async def _id(talk: Following) -> str:
    return (await talk.card()).plain().partition(" ")[0]
