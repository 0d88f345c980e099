"""A click or a form that somebody never got, about successes, lessons, offers and questions.

What is stored belongs to Sanne, or waits for one person; everybody else brings the same payload,
and then who may, so that it is known to be good.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

import pytest

from bot.celebrating.showing import put_in_channel
from bot.playground.client import PersonClient
from bot.playground.people import INKOOP, SANNE
from bot.store import lessons, successes
from bot.store.database import Bound
from dialogs.success import Success
from tests.assuring import on
from tests.authorising import books, changed, is_refusal, one_of_every_kind
from tests.boarding import TUESDAY, sent
from tests.celebrating import asked, posted
from tests.forging import Json, brought, filled_in, pressed
from tests.learnt import learnt
from tests.months import run
from tests.office import Office
from tests.recalled import bought

SECRET = "Twaalf laptops"
ID = "INK-0001"
MANY = "9" * 30
"""A number that no database holds."""


@dataclass(frozen=True)
class Scene:
    """An office in which everything is there once, and who tries."""

    office: Office
    people: Mapping[str, PersonClient]
    stamp: str


@pytest.fixture
async def scene(office: Office) -> AsyncIterator[Scene]:
    """Stories, lessons, offers and questions: of Sanne, or for one person to answer."""
    await on(office, TUESDAY)
    await bought(office, SECRET, SANNE)
    async with one_of_every_kind(office) as kinds:
        people = {kind: kinds[kind] for kind in ("ambassador", "procurement", "guest")}
        people |= {"stranger": kinds["budget_holder"], "sanne": office.sanne}
        for each in people.values():
            await each.home()
        yield Scene(office, people, await learnt(office, SECRET, people))


STORY = {"success/title/0": "Mis", "success/story/0": "Mis"}


def forged(stamp: str) -> Mapping[str, tuple[Json, str]]:
    """What is brought, and who may; in this order, for each goes on where the last one was."""
    return {
        "read a draft": (pressed("success_show/1"), "sanne"),
        "the form of a draft": (pressed("success_write/1"), "sanne"),
        "another text": (filled_in("success_write", "1/1", STORY), "sanne"),
        "the form of results": (pressed("success_achieved/1"), "sanne"),
        "other results": (filled_in("success_achieved", "1", {}), "sanne"),
        "go without names": (pressed("success_without/1"), "sanne ambassador"),
        "post a draft": (pressed("success_post/1"), "sanne ambassador"),
        "throw it away": (pressed("success_throw/1"), "sanne ambassador"),
        "say no for another": (pressed(f"success_refuse/2/{stamp}"), "procurement"),
        "say yes for another": (pressed(f"success_agree/2/{stamp}"), "procurement"),
        "see what is asked": (pressed("success_show/2"), "sanne ambassador"),
        "withdraw a post": (pressed("success_withdraw/3"), "sanne ambassador"),
        "post it again": (pressed("success_post/3"), "sanne ambassador"),
        "read what waits": (pressed("lesson_read/1"), "sanne"),
        "the form to refuse": (pressed("lesson_refuse/1"), "sanne"),
        "refuse a lesson": (filled_in("lesson_refusal", "1", {}), "sanne"),
        "share a lesson": (pressed("lesson_share/1"), "sanne"),
        "write it again": (pressed("lesson_again/4"), "procurement"),
        "remove a lesson": (pressed("lesson_remove/2"), "sanne ambassador procurement"),
        "an offer is gone": (pressed("spare_gone/1"), "sanne"),
        "an offer is still there": (pressed("spare_still/1"), "sanne"),
        "take an offer back": (pressed("spare_not/1"), "sanne"),
        "the form of an answer": (pressed("topic_answer/1"), "ambassador"),
        "answer for another": (
            filled_in("topic_answer", "1", {"topic_reply/text/0": "Ja"}), "ambassador",
        ),
        "choose topics": (pressed("topics/mine"), "ambassador"),
        "pass what is ripe": (pressed("ripe_pass/goal/2026/energy"), "ambassador"),
        "ask for another": (pressed(f"ask_owner/{ID}/spare.2"), "sanne procurement"),
        "tell more": (pressed(f"owner_more/{ID}/spare.2/{SANNE}"), "procurement"),
        "have it": (pressed(f"owner_yes/{ID}/spare.2/{SANNE}"), "procurement"),
        "share a month": (pressed("share_out/2026-01"), "ambassador procurement"),
    }  # fmt: skip


OFFERED_FIRST = {
    ("ambassador", name) for name in ("go without names", "post a draft", "throw it away")
}
"""An ambassador may do so once it is offered to them, not before."""


async def test_what_is_anothers_is_not_read_answered_or_changed(scene: Scene) -> None:
    office, wrong = scene.office, list[tuple[object, ...]]()
    places = dict.fromkeys(scene.people, "") | {"guest": INKOOP}
    before = await books(office)
    for kind, client in scene.people.items():
        for name, (payload, may) in forged(scene.stamp).items():
            if kind in may.split() and (kind, name) not in OFFERED_FIRST:
                continue
            words = await brought(office, client.person, payload, places[kind])
            if SECRET in words or not is_refusal(words):
                wrong.append((kind, name, words))
        after = await books(office)
        if done := changed(office, before, after, client.person):
            wrong.append((kind, "it was done", done))
        before = after
    for name, (payload, may) in forged(scene.stamp).items():
        words = await brought(office, scene.people[may.split()[0]].person, payload)
        if is_refusal(words) and '"submit"' not in words:
            wrong.append((name, "who may was refused", words))

    assert wrong == []


async def told(scene: Scene, kind: str, payload: Json) -> str:
    """The words that come of a payload, brought in one's own direct message."""
    return await brought(scene.office, scene.people[kind].person, payload)


async def test_what_nobody_offers_is_answered_and_shows_nothing_of_others(scene: Scene) -> None:
    """A number that is too large, a purchase that is another's, a lesson that waits for nobody."""
    for verb in ("success_also", "success_without", "success_show", "lesson_read", "spare_gone"):
        words = await told(scene, "stranger", pressed(f"{verb}/{MANY}"))
        assert is_refusal(words) or "een oude vraag" in words, verb
    for number in ("1", "2"):
        words = await told(scene, "stranger", pressed(f"lesson_share/{number}"))
        assert is_refusal(words)
        assert SANNE not in words
        assert "<@>" not in words

    for kind, what, knows in (
        ("ambassador", f"success_write/{ID}", False),
        ("stranger", f"lesson_write/of/{ID}", False),
        ("procurement", f"success_write/{ID}", True),
        ("procurement", f"lesson_write/of/{ID}", True),
    ):
        words = await told(scene, kind, pressed(what))
        (view,) = await scene.people[kind].views()
        category = view.inputs().get("lesson/category/0", {}).get("element", {})
        assert (SECRET in words or "initial_option" in category) == knows, (kind, what)
        await scene.people[kind].close(view)


async def test_only_an_ambassador_changes_what_stands_in_the_channel(scene: Scene) -> None:
    """In whose name it stands; and a purchase is named there once its owner agrees."""
    office = scene.office
    change = filled_in("success_write", "3/1", STORY | {"success/purchase/0": ID})
    before = await books(office)
    for payload in (change, pressed("success_write/3"), filled_in("success_achieved", "3", {})):
        assert "Alleen een ambassadeur wijzigt" in await told(scene, "sanne", payload)
    assert changed(office, before, await books(office), SANNE) == {}

    parts = office.local.bot.parts
    row = await run(office, lambda bound: put_in_channel(parts, bound, story(bound)))
    parts.courier.take([row])
    amount = STORY | {"success/story/0": "Het scheelde 4.500 euro."}
    assert "staat een bedrag" in await told(
        scene, "ambassador", filled_in("success_write", "3/1", amount)
    )
    await told(scene, "ambassador", change)
    await sent(office)
    (message,) = await posted(office)
    assert "Mis" in message.plain()
    assert ID not in message.plain()
    words = await told(scene, "stranger", pressed("success_also/3"))
    assert SECRET not in words
    question = await asked(office, office.sanne)
    assert "ziet de titel van je inkoop" in question.plain()
    await office.sanne.press(question, "Ja, dat mag")
    (message,) = await posted(office)
    assert ID in message.plain()


def story(bound: Bound) -> Success:
    """The story that stands in the channel."""
    found = successes.load(bound, 3)
    assert found is not None
    return found


async def test_who_took_a_lesson_away_puts_it_back_and_nobody_else(scene: Scene) -> None:
    """Its owner took back that others may read it; its author does not undo that."""
    office = scene.office
    author, owner = "procurement", "sanne"

    async def state() -> str:
        lesson = await run(office, lambda bound: lessons.load(bound, 5))
        assert lesson is not None
        return lesson.state

    await told(scene, author, pressed("lesson_remove/5"))
    await told(scene, author, pressed("lesson_put_back/5"))
    assert await state() == "shared"
    await told(scene, owner, pressed("lesson_remove/5"))
    for kind in (author, "ambassador", "stranger"):
        assert is_refusal(await told(scene, kind, pressed("lesson_put_back/5")))
    assert await state() == "removed"
    await told(scene, owner, pressed("lesson_put_back/5"))
    assert await state() == "shared"
