"""A click or a form that somebody never got: nothing is stored, nothing of others is shown.

Who may do it really does, in the real app; then everybody else brings the same payload; and in the
end who may brings it once more, so that it is known to be good.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass

import pytest

from bot.gate import ANSWERS
from bot.playground.client import PersonClient
from bot.playground.people import INKOOP
from bot.rights import Action
from bot.viewing import NEEDED
from tests.assuring import on
from tests.authorising import (
    EVERYBODY,
    NO_COLLEAGUES,
    PROCUREMENT,
    TABLE,
    books,
    changed,
    is_refusal,
    one_of_every_kind,
)
from tests.boarding import INTAKE, NINE, TUESDAY, answered, judges, sent
from tests.forging import (
    Json,
    at_home,
    brought,
    buttons,
    filled_in,
    opened_home,
    pressed,
    recorded,
    windows,
)
from tests.governing import saved
from tests.learnt import learnt
from tests.office import Office, what_does
from tests.viewing import at_home as home_of
from tests.viewing import fill, turned

SECRET = "Twaalf drones"
ID, OTHER = "INK-0001", "INK-0002"
HEADS = {
    "register": "Alle inkopen, de dringendste", "owners": "Toon wat", "portfolio": "Rapport",
    "board": "Deze inkopen liggen", "settings": "Mensen in het inkoopteam",
}  # fmt: skip
"""Words that only that part of the home page has."""


@dataclass(frozen=True)
class Scene:
    """An office in which everything was done once by who may, to a purchase in private."""

    office: Office
    people: Mapping[str, PersonClient]


@pytest.fixture
async def scene(office: Office) -> AsyncIterator[Scene]:
    """Two purchases in Sanne's direct message; the first of them waits for the tenderboard."""
    await on(office, TUESDAY)
    async with one_of_every_kind(office) as people:
        await _by_sanne(office)
        await _by_procurement(office, people["procurement"])
        await saved(people["policy_officer"], "texts", {"policy_texts/ambition/0": SECRET})
        await judges(office, people["board"], "Akkoord")
        await learnt(office, SECRET, people)
        yield Scene(office, people)


async def _by_sanne(office: Office) -> None:
    talk = await office.start(SECRET)
    await answered(office, {**INTAKE, **NINE})
    await fill(office, talk, "ambition", "Ambitie", {"ambition/requirements/0": "yes"})
    await fill(office, talk, "web", "Ambitieweb", {"web/circular/0": "2"})
    await fill(office, talk, "chances", "Kansrijk?", {"chances/impact/0": "yes"})
    card = await talk.card()
    await office.sanne.click(card, *what_does(card, f"board/{ID}"))
    await sent(office)
    await office.start(f"{SECRET} en een kraan")


async def _by_procurement(office: Office, person: PersonClient) -> None:
    page = await home_of(office, person, "Register")
    await person.click(page, f"show_purchase/{ID}")
    page = await turned(office, person, "Van wie?")
    await person.click(page, f"take_how/{ID}")
    await office.local.settled()
    await person.click(page, f"owners/{ID}")
    view = await office.view(person, "Van wie is het?")
    await person.submit(view, {"owners/why/0": person.person})
    page = await turned(office, person, "Tenderboard")
    await person.click(page, f"board_show/{ID}")
    await office.local.settled()


def may(action: Action) -> frozenset[str]:
    """The kinds of people who may do something."""
    return frozenset(TABLE[action].split())


Made = Callable[[Office], Json]


def real(name: str) -> Made:
    """What was really pressed or sent in."""
    return lambda office: recorded(office, name)


FORGED: Mapping[str, tuple[Made, frozenset[str]]] = {
    "the form to change the policy": (real("policy_change/texts"), may("change_policy")),
    "a change of the policy": (real("policy_form"), may("change_policy")),
    "the history of the policy": (lambda _: pressed("policy/history/1"), may("change_policy")),
    "the form of the owners": (real(f"owners/{ID}"), may("name_owner")),
    "other owners": (real("owners"), may("name_owner")),
    "to own the how": (real(f"take_how/{ID}"), may("name_owner")),
    "to put on the board": (lambda _: pressed(f"board/{OTHER}"), may("put_on_board")),
    "what the board sees": (real(f"board_show/{ID}"), may("see_board")),
    "a page of the board": (lambda _: pressed("board_list/11/1/1"), may("see_board")),
    "the form of a verdict": (real(f"verdict/{ID}/1/agreed"), may("give_verdict")),
    "a verdict": (real("verdict"), may("give_verdict")),
    "the form of the ambition": (real(f"ambition/{ID}"), PROCUREMENT),
    "another ambition": (real("ambition"), PROCUREMENT),
    "the form of the web": (real(f"web/{ID}"), PROCUREMENT),
    "another web": (real("web"), PROCUREMENT),
    "the form of the chances": (real(f"chances/{ID}"), PROCUREMENT),
    "other chances": (real("chances"), PROCUREMENT),
    "the card of a purchase": (real(f"show_purchase/{ID}"), may("see_register")),
    "the picture of a purchase": (lambda _: pressed(f"picture/{ID}"), may("see_register")),
    "the picture of everything": (lambda _: at_home(pressed("picture/")), may("see_register")),
    "the report": (lambda _: at_home(pressed("report/home")), may("report")),
}
"""What is brought, and who may."""


def places(kind: str) -> tuple[str, ...]:
    """Where somebody brings it from: privately, or the channel where guests are heard at all."""
    if kind == "budget_holder":
        return "", INKOOP
    return (INKOOP,) if kind in NO_COLLEAGUES else ("",)


async def test_what_was_never_offered_is_worth_nothing_and_is_good_from_who_may(
    scene: Scene,
) -> None:
    office, wrong = scene.office, list[tuple[object, ...]]()
    payloads = {name: made(office) for name, (made, _) in FORGED.items()}
    before = await books(office)
    for kind in sorted(EVERYBODY):
        person = scene.people[kind].person
        for name, (_, may_do) in FORGED.items():
            for channel in () if kind in may_do else places(kind):
                words = await brought(office, person, payloads[name], channel)
                if SECRET in words or not is_refusal(words):
                    wrong.append((name, kind, channel, words))
        after = await books(office)
        if done := changed(office, before, after, person):
            wrong.append((kind, "it was done", done))
        before = after
    for name, (_, may_do) in FORGED.items():
        words = await brought(office, scene.people[min(may_do)].person, payloads[name])
        if is_refusal(words):
            wrong.append((name, "who may was refused", words))
        await sent(office)

    assert wrong == []


async def test_a_part_of_the_home_page_opens_for_who_may_see_it_alone(scene: Scene) -> None:
    """By a button that was made up, by a page that says that it shows that part, or by opening
    such a page."""
    office, wrong = scene.office, []
    for tab, action in NEEDED.items():
        for kind, client in scene.people.items():
            person = client.person
            for shown in (
                await brought(office, person, at_home(pressed(f"look/tab/{tab}"))),
                await brought(office, person, at_home(pressed("look/page/first"), f"tab={tab}")),
                await opened_home(office, person, f"tab={tab}"),
            ):
                opens = HEADS[tab] in shown
                if opens != (kind in may(action)) or (SECRET in shown and not opens):
                    wrong.append((tab, kind, shown))

    assert wrong == []


ABOUT = (ID, "1", f"{ID}/circularity.1/choice/1/reuse", "1/kept")
"""What a button may be about, in the forms that they have."""
FOR_ALL = {"policy", "policy_change", "forward"}
"""What shows or asks nothing of others: the policy, and a question to procurement."""


@pytest.mark.parametrize("kind", ["budget_holder", "guest"])
async def test_no_button_or_form_that_there_is_shows_or_changes_what_is_anothers(
    scene: Scene, kind: str
) -> None:
    """Every name that the bot knows, and most with something that they are never about; what the
    gate stops whatever it is about is brought once."""
    office, person, wrong = scene.office, scene.people[kind].person, []
    values = {"circularity.1/choice/0": "reuse", "owners.named/how/0": f"person:{person}"}
    payloads = [
        *(
            pressed(f"{name}/{about}")
            for name in buttons(office) - FOR_ALL
            for about in (ABOUT if kind not in NO_COLLEAGUES or name in ANSWERS else ABOUT[:1])
        ),
        *(
            filled_in(name, about, values, INKOOP)
            for name in windows(office)
            for about in (ID, "1")
        ),
        filled_in("made_up", ID, values, INKOOP),
    ]
    before = await books(office)
    for payload in payloads:
        words = await brought(office, person, payload, INKOOP)
        if SECRET in words:
            wrong.append((payload, words))

    assert wrong == []
    assert changed(office, before, await books(office), person) == {}


async def test_the_form_of_a_question_that_is_not_there_any_more_says_so(office: Office) -> None:
    await office.start()

    await brought(office, office.sanne.person, pressed(f"form/{ID}/circularity.99"))

    view = await office.view(office.sanne)
    assert "een oude vraag die niet meer bestaat" in view.plain()
    assert not view.inputs()
