"""What a turn leads to: the purchase after it, and everything that is said because of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from babel.lists import format_list

from dialogs import forms
from dialogs.asking import ask, asked_below, heard, short
from dialogs.card import card
from dialogs.messages import Button, Form, Line, Message, Value
from dialogs.progress import not_known_yet, open_question, set_aside, to_ask, with_status
from dialogs.purchase import UNKNOWN, Purchase, Revisit
from dialogs.scene import Scene
from dialogs.script import Asked
from dialogs.summary import not_bought, summary
from dialogs.words import Part

Place = tuple[str, str]
"""A question id and a part."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What comes of a turn: the purchase, what we say, and a form to open or to mend.

    `errors` are shown at the fields of the form that was sent in; then nothing has changed.
    """

    purchase: Purchase
    messages: tuple[Message, ...] = ()
    form: Form | None = None
    errors: Mapping[Place, Line] = field(default_factory=dict)


def say(
    scene: Scene,
    key: str,
    *,
    told_to: str = "",
    with_buttons: tuple[Button, ...] = (),
    **values: Value,
) -> Message:
    """One sentence of general words as a message, with values for its places."""
    return said(scene.say(key, **values), told_to=told_to, with_buttons=with_buttons)


def said(line: Line, *, told_to: str = "", with_buttons: tuple[Button, ...] = ()) -> Message:
    """One line as a message."""
    return Message(key="say", lines=(line,), buttons=with_buttons, only_for=told_to)


def answered_turn(
    scene: Scene,
    before: Purchase,
    after: Purchase,
    changed: Iterable[Place],
    *,
    first: tuple[Message, ...] = (),
) -> Turn:
    """The turn after answers were given: what comes next, the answers shown back, the card.

    `first` is said before anything else.
    """
    purchase = with_status(scene.script, replace(after, paused=False, stopping=False))
    purchase, following = _following(scene, before, purchase)
    shown_back = tuple(
        heard(scene, purchase, scene.script.by_id[question], part)
        for question, name in changed
        for part in _part(scene.script.by_id[question], purchase, name)
    )
    return Turn(purchase, (*first, *following, *shown_back, card(scene, purchase)))


def _part(asked: Asked, purchase: Purchase, name: str) -> list[Part]:
    values = purchase.values(asked.id)
    return [part for part in to_ask(asked, values) if part.name == name][:1]


def _following(
    scene: Scene, before: Purchase, purchase: Purchase
) -> tuple[Purchase, tuple[Message, ...]]:
    """What is said next, and the purchase that remembers when it was asked."""
    if purchase.status == "not_bought":
        told_before = before.status == "not_bought"
        return purchase, () if told_before else (not_bought(scene, purchase),)
    if purchase.closed:
        return purchase, ()
    now_open, then_open = open_question(scene.script, purchase), open_question(scene.script, before)
    if now_open is None:
        news = then_open is not None and before.status != "complete"
        if news or (purchase.status == "complete" and before.status != "complete"):
            return purchase, (summary(scene, purchase),)
        return purchase, (say(scene, "talk.changed", id=purchase.id),)
    same = now_open == then_open and _revision(purchase, now_open) == _revision(before, now_open)
    if same and before.asked_at:
        return purchase, ()
    return asking(scene, purchase)


def _revision(purchase: Purchase, opened: tuple[Asked, Part]) -> int:
    asked, part = opened
    return purchase.revision(asked.id, part.name)


def asking(
    scene: Scene, purchase: Purchase, first_of_all: Line | None = None
) -> tuple[Purchase, tuple[Message, ...]]:
    """Asks what is open now; nothing when nothing is."""
    opened = open_question(scene.script, purchase)
    if opened is None:
        return purchase, ()
    return replace(purchase, asked_at=scene.now), (ask(scene, purchase, *opened, first_of_all),)


def asking_again(
    scene: Scene, purchase: Purchase, first_of_all: Line | None = None
) -> tuple[Purchase, tuple[Message, ...]]:
    """Asks once more what was asked before; the older question points at the newer one."""
    opened = open_question(scene.script, purchase)
    after, questions = asking(scene, purchase, first_of_all)
    if (
        opened is None
        or purchase.asked_at is None
        or purchase.revision(opened[0].id, opened[1].name)
    ):
        return after, questions
    return after, (*questions, asked_below(scene, *opened))


def dealt_with(purchase: Purchase, asked: Asked, part: str) -> Purchase:
    """The purchase after a part was answered or kept: a visit to its question moves on or ends."""
    if purchase.revisit is None:
        return purchase
    if purchase.revisit.question != asked.id:
        return replace(purchase, revisit=None)
    done = (*purchase.revisit.done, part)
    values = purchase.values(asked.id)
    left = [other for other in to_ask(asked, values) if other.name not in done]
    if not left or (set_aside(asked, values) and values.get(part) == UNKNOWN):
        return replace(purchase, revisit=None)
    return replace(purchase, revisit=Revisit(asked.id, done))


def too_late(
    scene: Scene, purchase: Purchase, asked: Asked, part: Part, value: str, person: str
) -> Turn:
    """An answer to what was answered already: the same one twice is silence, another one opens
    changing it."""
    answer = purchase.answer(asked.id, part.name)
    if answer and answer.by == person and answer.value == value:
        return Turn(purchase)
    return Turn(purchase, form=forms.form(scene, purchase, asked.id))


def nothing_to_answer(scene: Scene, purchase: Purchase) -> Turn:
    """No question is asked now: all are answered, or some were set aside."""
    waiting = not_known_yet(scene.script, purchase)
    if not waiting:
        return Turn(purchase, (say(scene, "talk.all_answered"),))
    names = format_list([short(scene, asked) for asked in waiting], locale=scene.language)
    go_on = scene.button("go_on", purchase.id, "primary")
    told = say(scene, "talk.still_open", questions=names, with_buttons=(go_on,))
    return Turn(purchase, (told,))


def closed(scene: Scene, purchase: Purchase, person: str = "") -> Turn:
    """The purchase ended; its answers are kept, and it can be opened again."""
    return Turn(purchase, (closed_message(scene, purchase, person),))


def closed_message(
    scene: Scene, purchase: Purchase, person: str = "", *, saved: bool = False
) -> Message:
    """Says how it ended, with a button to go on; `saved` when something was filled in since."""
    how = "not_bought" if purchase.status == "not_bought" else "stopped"
    key = f"talk.{'saved' if saved else 'closed'}_{how}"
    reopen = scene.button("reopen", purchase.id)
    return say(scene, key, id=purchase.id, told_to=person, with_buttons=(reopen,))
