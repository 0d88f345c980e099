"""Who may do what: the table of roles and actions whole, and each deed in the real app.

A deed is tried by one person of every kind. What may not be done changes nothing that is stored,
and is answered with a sentence. The actions of the table are tried in test_authorised_actions.py,
and what was never offered to somebody in test_forged.py.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import get_args

import pytest

from bot.colleagues import FRESH
from bot.playground.client import Message, PersonClient
from bot.playground.follow import Following
from bot.playground.people import AMINA, BOT_USER, INKOOP
from bot.ports import Standing
from bot.rights import ACTIONS, ROLES, Action, Role, may
from bot.slack.manifest import MESSAGE_SHORTCUT, SHORTCUT
from tests.authorising import (
    COLLEAGUES,
    EVERYBODY,
    PROCUREMENT,
    TABLE,
    allowed,
    one_of_every_kind,
    tried,
)
from tests.office import TITLE, Office


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_table_says(action: Action, role: Role) -> None:
    roles: frozenset[Role] = frozenset({"budget_holder", role})

    assert may(action, roles, "here") == bool(roles & set(TABLE[action].split()))


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("standing", [each for each in get_args(Standing) if each != "here"])
def test_who_is_no_colleague_may_do_nothing_whatever_their_role(
    action: Action, standing: Standing
) -> None:
    assert not may(action, frozenset(ROLES), standing)


async def test_of_whom_slack_said_nothing_nobody_knows_that_they_may(office: Office) -> None:
    parts = office.local.bot.parts

    async def may_see(person: str) -> bool:
        return await parts.database.run(
            parts.workspace, lambda bound: parts.may(bound, person, "see_policy")
        )

    assert not await may_see(AMINA)
    await parts.directory.known(AMINA, FRESH)
    assert await may_see(AMINA)


@dataclass(frozen=True)
class Scene:
    """An office with one person of every kind, and a purchase of Sanne's in a channel."""

    office: Office
    people: Mapping[str, PersonClient]
    talk: Following

    async def next_told(self, who: PersonClient, deed: Awaitable[object]) -> Message:
        """What somebody is shown alone because of a deed."""
        before = len(await who.ephemerals())
        await deed

        async def look() -> Message | None:
            told = await who.ephemerals()
            return told[-1] if len(told) > before else None

        return await who.wait_for(look)


async def by_command(scene: Scene, who: PersonClient, text: str) -> bool:
    """Whether a command is done."""
    return allowed(await scene.next_told(who, who.command(text)))


async def by_direct_message(scene: Scene, who: PersonClient) -> bool:
    direct = await who.direct()
    said = await who.say(direct, TITLE)

    async def look() -> Message | None:
        found = [each for each in await who.messages(direct) if each.user == BOT_USER]
        return found[-1] if found and found[-1].ts > said.ts else None

    return allowed(await who.wait_for(look))


async def by_mention(scene: Scene, who: PersonClient) -> bool:
    said = await who.mention(INKOOP, TITLE)

    async def look() -> Message | None:
        found = [each for each in await who.messages(INKOOP) if each.user == BOT_USER]
        alone = [each for each in await who.ephemerals() if each.ts > said.ts]
        return next((each for each in (*found[-1:], *alone) if each.ts > said.ts), None)

    return allowed(await who.wait_for(look))


async def by_shortcut(scene: Scene, who: PersonClient) -> bool:
    await who.shortcut(SHORTCUT)
    view = await scene.office.view(who)
    if "intake.what/text/0" not in view.inputs():
        return False
    return not (await who.submit(view, {"intake.what/text/0": TITLE})).errors


async def by_message_shortcut(scene: Scene, who: PersonClient) -> bool:
    said = await scene.office.sanne.say(INKOOP, TITLE)
    return allowed(await scene.next_told(who, who.message_shortcut(MESSAGE_SHORTCUT, said)))


async def home(scene: Scene, who: PersonClient) -> bool:
    await who.home()
    page = await who.wait_for(who.see_home)
    return bool(page.buttons())


async def answer(scene: Scene, who: PersonClient) -> bool:
    last = await scene.talk.last()
    await who.mention(INKOOP, "weet ik nog niet", scene.talk.thread)
    return bool(await scene.talk.next_after(last.ts))


async def answer_by_button(scene: Scene, who: PersonClient) -> bool:
    last = await scene.talk.last()
    await who.press(last, "Weet ik nog niet")
    return bool(await scene.talk.next_after(last.ts))


async def stop(scene: Scene, who: PersonClient) -> bool:
    """Asks to stop, and where that is allowed, not to after all."""
    last = await scene.talk.last()
    await who.mention(INKOOP, "stop", scene.talk.thread)

    async def look() -> Message | None:
        said = await scene.talk.last()
        alone = [each for each in await who.ephemerals() if each.ts > last.ts]
        return said if said.ts > last.ts else next(iter(alone), None)

    shown = await who.wait_for(look)
    if not allowed(shown):
        return False
    await scene.talk.press("Nee, doorgaan")
    return True


async def sanne_asks(scene: Scene) -> None:
    """A colleague's question waits for procurement, in the channel where everybody is."""
    sanne = scene.office.sanne
    await sanne.command("hulp hoe verleng ik mijn paspoort in het buitenland?")
    told = await scene.office.told(sanne, "Daar weet ik geen goed antwoord op")
    await sanne.press(told, "Vraag het inkoop")
    await sanne.wait_for_message(INKOOP, "heeft een vraag")


async def answer_a_question(scene: Scene, who: PersonClient) -> bool:
    """Opens the form to answer a colleague, and closes it again."""
    question = await scene.office.sanne.wait_for_message(INKOOP, "heeft een vraag")
    before = len(await who.ephemerals())
    await who.press(question, "Antwoord geven")

    async def look() -> bool | None:
        if len(await who.ephemerals()) > before:
            return True
        views = await who.views()
        return bool(views) and views[-1].callback_id != "loading"

    await who.wait_for(look)
    views = await who.views()
    for view in views:
        await who.close(view)
    return any(view.inputs() for view in views)


Try = Callable[[Scene, PersonClient], Awaitable[bool]]


def command(text: str) -> Try:
    """A deed that is a command."""
    return lambda scene, who: by_command(scene, who, text)


DEEDS: Mapping[str, Mapping[str, tuple[Try, frozenset[str]]]] = {
    "coming in": {
        "start with the command": (command(TITLE), COLLEAGUES),
        "start in the direct message": (by_direct_message, COLLEAGUES),
        "start with a mention": (by_mention, COLLEAGUES),
        "start with the shortcut": (by_shortcut, COLLEAGUES),
        "start with a message": (by_message_shortcut, COLLEAGUES),
        "see the home page": (home, COLLEAGUES),
        "see one's own list": (command("lijst"), COLLEAGUES),
        "ask something": (command("hulp wat is een gunningscriterium?"), COLLEAGUES),
    },
    "answering": {
        "answer in a channel": (answer, EVERYBODY),
        "stop what is another's": (stop, PROCUREMENT),
    },
    "looking": {
        "answer in a channel by button": (answer_by_button, EVERYBODY),
        "see what is another's": (command("INK-0001"), PROCUREMENT),
        "see the criteria of another's": (command("criteria INK-0001"), PROCUREMENT),
        "see the questions": (command("vragen"), PROCUREMENT),
        "answer a question": (answer_a_question, PROCUREMENT),
    },
}
"""How each is tried, and who may; those that leave each other alone in one office."""


@pytest.fixture
async def scene(office: Office) -> AsyncIterator[Scene]:
    """One person of every kind, in the channel in which Sanne buys something."""
    async with one_of_every_kind(office) as people:
        await office.sanne.mention(INKOOP, TITLE)
        talk = await Following.newest(office.sanne, INKOOP)
        await talk.press("Meteen naar de vragen")
        yield Scene(office, people, talk)


@pytest.mark.parametrize("group", DEEDS)
async def test_a_deed_is_done_by_who_may_and_by_nobody_else(group: str, scene: Scene) -> None:
    await sanne_asks(scene)

    did = {
        name: await tried(scene.office, scene.people, partial(attempt, scene))
        for name, (attempt, _) in DEEDS[group].items()
    }

    assert did == {name: may_do for name, (_, may_do) in DEEDS[group].items()}
