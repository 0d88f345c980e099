"""What a button does, or the word that somebody types for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dialogs.asking import means
from dialogs.card import card, points
from dialogs.messages import Line, Message
from dialogs.messages import Person as Somebody
from dialogs.moves import Pressed
from dialogs.progress import not_known_yet, open_part, open_question, status_of
from dialogs.purchase import SKIPPED, UNKNOWN, Purchase, Revisit
from dialogs.scene import Scene
from dialogs.script import Asked
from dialogs.summary import not_bought, summary
from dialogs.turn import (
    Turn,
    answered_turn,
    asking,
    asking_again,
    closed,
    dealt_with,
    nothing_to_answer,
    say,
    too_late,
)
from dialogs.words import Part


def pressed(scene: Scene, purchase: Purchase, move: Pressed, person: str) -> Turn:
    """What comes of a button; on a purchase that ended only those that make sense there."""
    if purchase.closed and move.verb not in ("reopen", "summary", "means", "stop_sure"):
        return closed(scene, purchase)
    return _BUTTONS[move.verb](scene, purchase, move, person)


def _go_on(
    scene: Scene, purchase: Purchase, _: Pressed, person: str, first_of_all: Line | None = None
) -> Turn:
    """Asks what is open; else what was set aside, first one first; else shows that all is done."""
    purchase = replace(purchase, paused=False, stopping=False)
    if open_question(scene.script, purchase) is None:
        waiting = not_known_yet(scene.script, purchase)
        if not waiting:
            return Turn(purchase, (summary(scene, purchase), card(scene, purchase)))
        purchase = replace(purchase, revisit=Revisit(waiting[0].id))
    purchase, questions = asking_again(scene, purchase, first_of_all)
    return Turn(purchase, (*questions, card(scene, purchase)))


def _change(scene: Scene, purchase: Purchase, move: Pressed, person: str) -> Turn:
    if move.question not in scene.script.by_id:
        count = str(len(scene.script.counted))
        return Turn(purchase, (say(scene, "talk.change_which", count=count),))
    purchase = replace(purchase, revisit=Revisit(move.question), paused=False, stopping=False)
    purchase, questions = asking(scene, purchase)
    return Turn(purchase, questions)


def _back(scene: Scene, purchase: Purchase, move: Pressed, person: str) -> Turn:
    """To the start of the open question, or from its start to the question before it."""
    here, part = _here(scene, purchase, move)
    asked_before = [asked for asked in scene.script.questions if purchase.answers.get(asked.id)]
    if here is not None:
        if part is not here.question.parts[0] and purchase.answers.get(here.id):
            return _change(scene, purchase, Pressed("change", here.id), person)
        order = scene.script.questions
        asked_before = [asked for asked in asked_before if order.index(asked) < order.index(here)]
    if not asked_before:
        return Turn(purchase, (say(scene, "talk.first_question"),))
    return _change(scene, purchase, Pressed("change", asked_before[-1].id), person)


def _here(scene: Scene, purchase: Purchase, move: Pressed) -> tuple[Asked | None, Part | None]:
    """The question and part that a button stood at, else the open one."""
    if move.about and move.about.question in scene.script.by_id:
        asked = scene.script.by_id[move.about.question]
        for part in asked.question.parts:
            if part.name == move.about.part:
                return asked, part
    return open_question(scene.script, purchase) or (None, None)


def _set(value: str) -> Callable[[Scene, Purchase, Pressed, str], Turn]:
    """A button that gives the part it stands at a value of its own."""

    def button(scene: Scene, purchase: Purchase, move: Pressed, person: str) -> Turn:
        asked, part = _here(scene, purchase, move)
        if asked is None or part is None:
            return nothing_to_answer(scene, purchase)
        current = purchase.answer(asked.id, part.name)
        wanted = _fitting(value, asked, part)
        if move.about and current and move.about.revision != current.revision:
            return too_late(scene, purchase, asked, part, wanted or value, person)
        if wanted is None:
            return Turn(purchase, (say(scene, "talk.cannot_skip"),))
        after = purchase.with_answer(asked.id, part.name, wanted, person, scene.now)
        after = dealt_with(after, asked, part.name)
        return answered_turn(scene, purchase, after, [(asked.id, part.name)])

    return button


def _fitting(value: str, asked: Asked, part: Part) -> str | None:
    """Skipping fits what may be skipped; not knowing yet fits one of the nine."""
    if part.asking == "skippable":
        return SKIPPED
    return UNKNOWN if asked.counted and value == UNKNOWN else None


def _skip_intake(scene: Scene, purchase: Purchase, _: Pressed, person: str) -> Turn:
    after = replace(purchase, revisit=None)
    changed = []
    for asked in scene.script.questions:
        while not asked.counted and (part := open_part(asked, after.values(asked.id))):
            after = after.with_answer(asked.id, part.name, SKIPPED, person, scene.now)
            changed.append((asked.id, part.name))
    if not changed and purchase.revisit is None:
        return _go_on(scene, purchase, Pressed("go_on"), person)
    return answered_turn(scene, purchase, after, changed[:1])


def _keep(scene: Scene, purchase: Purchase, move: Pressed, person: str) -> Turn:
    """Leaves an answer as it is and goes on."""
    asked, part = _here(scene, purchase, move)
    if asked is None or part is None or not purchase.answer(asked.id, part.name):
        return _go_on(scene, purchase, move, person)
    after = dealt_with(purchase, asked, part.name)
    return answered_turn(scene, purchase, after, [(asked.id, part.name)])


def _pause(scene: Scene, purchase: Purchase, _: Pressed, person: str) -> Turn:
    paused = replace(purchase, paused=True, stopping=False)
    button = scene.button("go_on", purchase.id, "primary")
    key = "talk.paused_shared" if purchase.shared else "talk.paused"
    told = say(scene, key, id=purchase.id, with_buttons=(button,))
    return Turn(paused, (told, card(scene, paused)))


def _means(scene: Scene, purchase: Purchase, move: Pressed, person: str) -> Turn:
    asked = scene.script.by_id.get(move.question) or _here(scene, purchase, move)[0]
    if asked is None:
        return Turn(purchase, (summary(scene, purchase),))
    return Turn(purchase, (means(scene, purchase, asked, person),))


def _summary(scene: Scene, purchase: Purchase, _: Pressed, person: str) -> Turn:
    ended = purchase.status == "not_bought"
    told = not_bought(scene, purchase) if ended else summary(scene, purchase)
    return Turn(purchase, (told,))


def _stop(scene: Scene, purchase: Purchase, _: Pressed, person: str) -> Turn:
    """Asks whether it is meant, and names the open points that nobody will look at any more."""
    buttons = (
        scene.button("stop_sure", purchase.id, "danger"),
        scene.button("stop_not", purchase.id),
    )
    lines = [scene.say("talk.stop_sure", id=purchase.id, title=purchase.title)]
    if ending := points(scene, purchase):
        lines += [scene.say("talk.stop_points", count=str(len(ending))), *ending]
    asked = Message(key="say", lines=tuple(lines), buttons=buttons)
    return Turn(replace(purchase, stopping=True), (asked,))


def _stop_sure(scene: Scene, purchase: Purchase, move: Pressed, person: str) -> Turn:
    """Stops what was asked about just now; an old button asks again."""
    if purchase.closed:
        return Turn(purchase)
    if not purchase.stopping:
        return _stop(scene, purchase, move, person)
    stopped = replace(
        purchase, status="cancelled", stopping=False, paused=False, updated_at=scene.now
    )
    told = say(
        scene,
        "talk.stopped",
        id=purchase.id,
        person=Somebody(person),
        with_buttons=(scene.button("reopen", purchase.id),),
    )
    return Turn(stopped, (told, card(scene, stopped)))


def _stop_not(scene: Scene, purchase: Purchase, _: Pressed, person: str) -> Turn:
    return _go_on(scene, purchase, Pressed("go_on"), person)


def _reopen(scene: Scene, purchase: Purchase, _: Pressed, person: str) -> Turn:
    """Goes on with a purchase that ended; what ended it is answered anew."""
    if not purchase.closed:
        return _go_on(scene, purchase, Pressed("go_on"), person)
    opened = replace(purchase, status="draft", revisit=None, updated_at=scene.now)
    for asked in scene.script.counted:
        if asked.question.ends(opened.values(asked.id)):
            for part, value in asked.question.reopened.items():
                opened = opened.with_answer(asked.id, part, value, person, scene.now)
    opened = replace(opened, status=status_of(scene.script, opened))
    again = scene.say("talk.reopened", id=purchase.id)
    return _go_on(scene, opened, Pressed("go_on"), person, again)


_BUTTONS: dict[str, Callable[[Scene, Purchase, Pressed, str], Turn]] = {
    "go_on": _go_on,
    "back": _back,
    "unknown": _set(UNKNOWN),
    "skip": _set(SKIPPED),
    "skip_intake": _skip_intake,
    "keep": _keep,
    "pause": _pause,
    "change": _change,
    "means": _means,
    "summary": _summary,
    "stop": _stop,
    "stop_sure": _stop_sure,
    "stop_not": _stop_not,
    "reopen": _reopen,
}
