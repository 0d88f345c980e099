"""Each action of the table of rights in the real app, tried by one person of every kind.

Who only looks shares one office; who changes something shares another, in which a purchase of
Sanne's waits in a channel that everybody is in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from functools import partial

import pytest

from bot.playground.client import PersonClient, View
from bot.playground.people import INKOOP, SANNE
from bot.rights import ACTIONS, Action
from bot.store import lessons, spares, successes, topics
from tests.ambassadors import TOPIC
from tests.assuring import on
from tests.authorising import TABLE, allowed, one_of_every_kind, tried
from tests.boarding import TUESDAY, rounds, sent
from tests.celebrating import filled, tell
from tests.forging import brought, pressed
from tests.learning import written
from tests.months import run
from tests.office import TITLE, Office, view_of
from tests.viewing import row, turned

ID = "INK-0001"
STORY_OF_SANNE = "Sanne keek eerst op zolder."
EVER, NEVER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


async def part_of_home(office: Office, who: PersonClient, label: str) -> View | None:
    """A part of somebody's home page; None where they have no such part."""
    await who.home()
    await office.local.settled()
    page = await who.see_home()
    assert page is not None
    return await turned(office, who, label) if label in page.buttons() else None


async def sees_policy(office: Office, who: PersonClient) -> bool:
    told = await who.command("beleid")
    assert told is not None
    assert allowed(told) == ("Ons beleid" in told.plain())
    return allowed(told)


async def sees_register(office: Office, who: PersonClient) -> bool:
    page = await part_of_home(office, who, "Register")
    return page is not None and TITLE in page.plain()


async def sees_owners(office: Office, who: PersonClient) -> bool:
    page = await part_of_home(office, who, "Van wie?")
    return page is not None and "Hoe: nog niemand" in page.plain()


async def sees_board(office: Office, who: PersonClient) -> bool:
    """On the home page and with the command: both, or neither."""
    page = await part_of_home(office, who, "Tenderboard")
    told = await who.command("tenderboard")
    assert allowed(told) == (page is not None)
    return allowed(told)


async def sees_settings(office: Office, who: PersonClient) -> bool:
    page = await part_of_home(office, who, "Instellingen")
    return page is not None and "Mensen in het inkoopteam" in page.plain()


async def sees_what_is_ripe(office: Office, who: PersonClient) -> bool:
    await who.home()
    page = await office.until(who.see_home)
    return "om te vieren" in page.plain()


async def gets_file(office: Office, who: PersonClient, command: str) -> bool:
    """Whether a file comes in the direct message with somebody, and they are told so."""
    told = await who.command(command)
    await office.local.settled()
    said = await who.act("messages", channel=await who.direct())
    came = any(each.get("files") for each in said)
    assert allowed(told) == came
    return came


async def changes_policy(office: Office, who: PersonClient) -> bool:
    """Writes down why, if they are given a button to do so."""
    await who.command("beleid")
    shown = (await who.ephemerals())[-1]
    if "policy/texts/1" not in [action for _, action, _ in shown.choices()]:
        return False
    await who.click(shown, "policy/texts/1")
    texts = await office.told(who, "Waarom, en wat")
    if "policy_change/texts" not in [action for _, action, _ in texts.choices()]:
        return False
    await who.click(texts, "policy_change/texts")
    view = await view_of(who)
    place = next(each for each in view.inputs() if each.startswith("policy_texts/ambition/"))
    result = await who.submit(view, {place: f"Omdat {who.person} het wil"})
    assert result.view is not None
    await who.close(result.view)
    assert office.local.bot.parts.policies.current.ambition == f"Omdat {who.person} het wil"
    return True


async def names_owner(office: Office, who: PersonClient) -> bool:
    """Takes the how upon them, if they are given a button to do so."""
    page = await part_of_home(office, who, "Van wie?")
    if page is None:
        return False
    await who.click(page, f"take_how/{ID}")
    await office.local.settled()
    stored = (await office.stored())[0]["history"]
    named = [each["value"] for each in stored if each["question"] == "owners.named"]
    return named[-1:] == [f"person:{who.person}"]


async def puts_on_board(office: Office, who: PersonClient) -> bool:
    """Who is of the board is shown what lies there by then, and puts nothing on it."""
    told = await who.command(f"tenderboard {ID}")
    await sent(office)
    put = who.person in [each.put_by for each in await rounds(office)]
    assert told is not None
    only_looks = "Wat vind je?" in told.plain() or "De antwoorden op" in told.plain()
    assert (allowed(told) and not only_looks) == put
    return put


async def gives_verdict(office: Office, who: PersonClient) -> bool:
    """Agrees, where the bot asked them for a verdict."""
    direct = await who.direct()
    asked = [each for each in await who.messages(direct) if "Akkoord" in each.buttons()]
    if not asked:
        return False
    await who.press(asked[-1], "Akkoord")
    view = await view_of(who, "Akkoord")
    await who.submit(view, {})
    (round,) = await rounds(office)
    return who.person in [each.person for each in round.verdicts]


async def shares_outside(office: Office, who: PersonClient) -> bool:
    return allowed(await who.command("deel buiten"))


async def gets_form(office: Office, who: PersonClient, command: str, title: str) -> bool:
    """Whether a form opens in the place of a refusal."""
    told = await who.command(command)
    if told is not None:
        assert not allowed(told)
        return False
    await who.close(await view_of(who, title))
    return True


async def writes_success(office: Office, who: PersonClient) -> bool:
    """Tells a story of their own, which nobody else sees yet."""
    if told := await who.command("succes"):
        return allowed(told)
    view = await view_of(who, "succes")
    result = await who.submit(view, filled(title=f"Het lukte {who.person}"))
    assert result.errors == {}
    found = await run(office, lambda bound: successes.open_of(bound, who.person, 9))
    return [each.author for each in found] == [who.person]


async def posts_success(office: Office, who: PersonClient) -> bool:
    """Puts somebody else's story in the channel, where it was shown to them for that; and takes it
    out again."""
    shown = [
        each
        for each in await who.messages(await who.direct())
        if "Plaatsen" in each.buttons() and STORY_OF_SANNE in each.plain()
    ]
    if not shown:
        return False
    await who.press(shown[-1], "Plaatsen")
    await office.local.settled()
    (found,) = await run(office, lambda bound: successes.posted(bound, EVER, NEVER, 9))
    return (found.poster, found.author) == (who.person, SANNE)


async def removes_lesson(office: Office, who: PersonClient) -> bool:
    """Takes a lesson of Sanne's away, with the button that stands under it, and puts it back."""
    await brought(office, who.person, pressed("lesson_read/1"), INKOOP)
    before, states = await who.ephemerals(), []
    for verb in ("lesson_remove", "lesson_put_back"):
        await brought(office, who.person, pressed(f"{verb}/1"), INKOOP)
        lesson = await run(office, lambda bound: lessons.load(bound, 1))
        assert lesson is not None
        states.append(lesson.state)
    offered = "Weghalen" in before[-1].buttons()
    assert states == (["removed", "shared"] if offered else ["shared", "shared"])
    return offered


async def offers_spare(office: Office, who: PersonClient) -> bool:
    told = await who.command(f"over een kast van {who.person}")
    count = await run(office, lambda bound: spares.count_of(bound, who.person))
    assert allowed(told) == bool(count)
    return bool(count)


async def may_be_asked(office: Office, who: PersonClient) -> bool:
    """Chooses a topic, where a form opens for it."""
    if await who.command("koploper") is not None:
        return False
    await who.submit(await view_of(who, "Koploper"), {"topics/categories/0": [TOPIC]})
    return await run(office, topics.everybody) == {TOPIC: [who.person]}


Try = Callable[[Office, PersonClient], Awaitable[bool]]

LOOKING: Mapping[Action, Try] = {
    "see_policy": sees_policy,
    "see_register": sees_register,
    "see_owners": sees_owners,
    "see_board": sees_board,
    "see_settings": sees_settings,
    "see_ripe": sees_what_is_ripe,
    "report": partial(gets_file, command="rapport"),
    "export": partial(gets_file, command="export csv"),
    "share_outside": shares_outside,
    "tell_lesson": partial(gets_form, command="les", title="Geleerde les"),
}
CHANGING: Mapping[Action, Try] = {
    "change_policy": changes_policy,
    "name_owner": names_owner,
    "put_on_board": puts_on_board,
    "give_verdict": gives_verdict,
    "write_success": writes_success,
    "post_success": posts_success,
    "remove_lesson": removes_lesson,
    "offer_spare": offers_spare,
    "be_asked": may_be_asked,
}
"""In this order: a verdict is given on what was put on the board."""


async def of_sanne(office: Office) -> None:
    """A story of hers waits for an ambassador, and everybody may read a lesson of hers."""
    await written(office, office.sanne)
    shown = await tell(office, office.sanne, story=STORY_OF_SANNE)
    await office.sanne.press(shown, "Naar een koploper")
    await sent(office)


@pytest.mark.parametrize("deeds", [LOOKING, CHANGING], ids=["looking", "changing"])
async def test_an_action_is_done_by_who_may_and_by_nobody_else(
    office: Office, deeds: Mapping[Action, Try]
) -> None:
    await on(office, TUESDAY)
    await office.sanne.mention(INKOOP, TITLE)
    async with one_of_every_kind(office) as people:
        if "post_success" in deeds:
            await of_sanne(office)
        did = {
            action: await tried(office, people, partial(attempt, office))
            for action, attempt in deeds.items()
        }

    assert did == {action: set(TABLE[action].split()) for action in deeds}


def test_every_action_is_tried() -> None:
    assert sorted([*LOOKING, *CHANGING]) == sorted(ACTIONS)


async def test_the_owner_of_a_purchase_puts_it_on_the_board_without_any_role(
    office: Office,
) -> None:
    await office.start()

    await office.sanne.command(f"tenderboard {ID}")

    assert await rounds(office)
    assert (await row(office)).board == "waiting"
