"""One turn of a conversation: from a purchase and what somebody does, to what we say.

`begin` starts a purchase; `reply` takes one move. Both are pure: the same facts in, the same turn
out.
"""

from __future__ import annotations

from dataclasses import replace

from dialogs import forms, typed
from dialogs.asking import about_part
from dialogs.card import card
from dialogs.intake import TITLE_LENGTH
from dialogs.messages import About, Message
from dialogs.moves import Chosen, Filled, Move, Pressed, Typed
from dialogs.pressed import pressed
from dialogs.progress import open_question, to_ask, with_status
from dialogs.purchase import Purchase, Revisit
from dialogs.reading import PERSON, Unclear, clean, read_date, read_text, read_year, shown
from dialogs.scene import Scene
from dialogs.script import Asked
from dialogs.turn import (
    Turn,
    answered_turn,
    asking,
    asking_again,
    closed,
    closed_message,
    dealt_with,
    nothing_to_answer,
    said,
    say,
    too_late,
)
from dialogs.words import Choice, Date, Part, Person, Text, Year

DESCRIPTION_LENGTH = 20_000


def begin(scene: Scene, empty: Purchase, text: str, filled: Filled | None = None) -> Turn:
    """Starts a purchase from what somebody wants to buy, and asks the first question.

    A long text gives a short title and is kept in full as the description. `filled` is what a
    start form gave besides the title. Raises Unclear when the text is empty.
    """
    whole = clean(text)
    if not whole:
        raise Unclear("unclear.title")
    title = shown(whole, TITLE_LENGTH)
    purchase = replace(empty, title=title, description=whole[:DESCRIPTION_LENGTH])
    purchase = purchase.with_answer("intake.what", "text", title, empty.owner, scene.now)
    if filled:
        checked = forms.check(scene, purchase, filled, empty.owner)
        if checked.errors:
            return Turn(empty, errors=checked.errors)
        for (question, part), value in checked.changes.items():
            if (question, part) != ("intake.what", "text"):
                purchase = purchase.with_answer(question, part, value, empty.owner, scene.now)
    purchase = with_status(scene.script, purchase)
    long = len(" ".join(whole.split())) > TITLE_LENGTH
    purchase, questions = asking(scene, purchase, scene.say("talk.title_cut") if long else None)
    return Turn(purchase, (card(scene, purchase, replaces=False), *questions))


def reply(scene: Scene, purchase: Purchase, move: Move, person: str) -> Turn:
    """What comes of a move. A move that changes nothing gives the same purchase back.

    Stopping is confirmed by the very next move, or not at all.
    """
    move = typed.understood(scene.script, purchase, move)
    if purchase.stopping and not _confirms_stopping(move):
        purchase = replace(purchase, stopping=False)
    match move:
        case Typed():
            return _typed(scene, purchase, move, person)
        case Chosen():
            return _chosen(scene, purchase, move, person)
        case Pressed():
            return pressed(scene, purchase, move, person)
        case Filled():
            return _filled(scene, purchase, move, person)


def _confirms_stopping(move: Move) -> bool:
    return isinstance(move, Pressed) and move.verb == "stop_sure"


def _typed(scene: Scene, purchase: Purchase, move: Typed, person: str) -> Turn:
    try:
        return _typed_text(scene, purchase, move, person)
    except Unclear as unclear:
        return Turn(purchase, (said(scene.say(unclear.key, **unclear.values)),))


def _typed_text(scene: Scene, purchase: Purchase, move: Typed, person: str) -> Turn:
    if not clean(move.text):
        return Turn(purchase, (say(scene, "unclear.empty"),))
    if purchase.closed:
        return closed(scene, purchase)
    opened = open_question(scene.script, purchase)
    if move.about and (opened is None or move.about != about_part(purchase, *opened)):
        return _no_longer_open(scene, purchase, move, move.about, person)
    crossing = typed.crossed(purchase, move)
    if crossing and (opened is None or crossing[0] != opened[0].id):
        return _crossed(scene, purchase, move, person, crossing)
    if opened is None:
        return nothing_to_answer(scene, purchase)
    return _typed_answer(scene, purchase, move, person, *opened)


def _typed_answer(
    scene: Scene, purchase: Purchase, move: Typed, person: str, asked: Asked, part: Part
) -> Turn:
    read = typed.read(scene, asked, part, move, person, purchase.title)
    if read is None:
        return _as_explanation(scene, purchase, move, person, asked, part)
    after = purchase.with_answer(asked.id, part.name, read.value, person, scene.now)
    if read.rest and _explains(asked):
        if purchase.answer(asked.id, part.name):
            fresh = read_text(read.rest, _longest_explanation(asked)).value
            after = after.with_answer(asked.id, "explanation", fresh, person, scene.now)
        else:
            after = with_explanation(after, asked, read.rest, person, scene)
    after = dealt_with(after, asked, part.name)
    return answered_turn(scene, purchase, after, [(asked.id, part.name)])


def _no_longer_open(
    scene: Scene, purchase: Purchase, move: Typed, about: About, person: str
) -> Turn:
    """A text for a part that was answered meanwhile: it never answers another question."""
    asked, part = _meant(scene, about)
    if asked is None or part is None:
        return Turn(purchase, (say(scene, "talk.old_button", told_to=person),))
    read = typed.read(scene, asked, part, move, person, purchase.title)
    return too_late(scene, purchase, asked, part, read.value if read else "", person)


def _explains(asked: Asked) -> bool:
    return any(part.name == "explanation" for part in asked.question.parts)


def _choices(scene: Scene, asked: Asked, part: Part) -> Message:
    """What may be typed at a choice, by number."""
    options = enumerate(scene.options(asked, part), 1)
    listed = " · ".join(f"{number}. {option.label}" for number, option in options)
    return say(scene, "unclear.choices", options=listed)


def _as_explanation(
    scene: Scene, purchase: Purchase, move: Typed, person: str, asked: Asked, part: Part
) -> Turn:
    """A text that names no option is kept as the explanation, and the choice is asked for."""
    bare = clean(move.text).isdecimal() or typed.confirms(scene.script, move.text) is not None
    if bare or not _explains(asked):
        return Turn(purchase, (_choices(scene, asked, part),))
    after = with_explanation(purchase, asked, move.text, person, scene)
    after = replace(after, revisit=_visiting(purchase, asked, part))
    kept = scene.say("talk.kept_as_explanation")
    after, questions = asking_again(scene, with_status(scene.script, after), kept)
    return Turn(after, (*questions, card(scene, after)))


def _visiting(purchase: Purchase, asked: Asked, part: Part) -> Revisit:
    """A visit to a question from one of its parts on: what is needed after it is asked, also where
    it holds something already."""
    if purchase.revisit and purchase.revisit.question == asked.id:
        return purchase.revisit
    names = [each.name for each in to_ask(asked, purchase.values(asked.id))]
    return Revisit(asked.id, tuple(names[: names.index(part.name)]))


def with_explanation(
    purchase: Purchase, asked: Asked, text: str, person: str, scene: Scene
) -> Purchase:
    """The purchase with a text added to the explanation of a question.

    Raises Unclear when it does not fit: a text that was cut would be lost in silence.
    """
    before = purchase.value(asked.id, "explanation")
    longest = _longest_explanation(asked)
    added = read_text(text, max(longest - len(before) - 1, 0) if before else longest).value
    whole = f"{before}\n{added}" if before else added
    return purchase.with_answer(asked.id, "explanation", whole, person, scene.now)


def _longest_explanation(asked: Asked) -> int:
    return max(part.longest for part in asked.question.parts if isinstance(part, Text))


def _crossed(
    scene: Scene,
    purchase: Purchase,
    move: Typed,
    person: str,
    crossing: typed.Crossing,
) -> Turn:
    """A text that crossed our question belongs to the one before it; the first answer stands."""
    question, _, answer = crossing
    asked = scene.script.by_id[question]
    words = typed.crossed_words(scene, crossing)
    if answer.by == person and _explains(asked):
        after = with_explanation(purchase, asked, move.text, person, scene)
        kept = say(scene, "talk.crossed_kept", question=words["question"])
        return Turn(after, (kept, card(scene, after)))
    change = scene.button("form", f"{purchase.id}/{question}", label="change")
    return Turn(purchase, (said(scene.say("talk.crossed", **words), with_buttons=(change,)),))


def _chosen(scene: Scene, purchase: Purchase, move: Chosen, person: str) -> Turn:
    asked, part = _meant(scene, move.about)
    if asked is None or part is None:
        return Turn(purchase, (say(scene, "talk.old_button", told_to=person),))
    if purchase.closed:
        return closed(scene, purchase, person)
    if move.about.revision != purchase.revision(asked.id, part.name):
        return too_late(scene, purchase, asked, part, move.value, person)
    try:
        value = _offered_value(scene, asked, part, move.value)
    except Unclear as unclear:
        return Turn(purchase, (said(scene.say(unclear.key, **unclear.values)),))
    after = purchase.with_answer(asked.id, part.name, value, person, scene.now)
    after = dealt_with(after, asked, part.name)
    return answered_turn(scene, purchase, after, [(asked.id, part.name)])


def _meant(scene: Scene, about: About) -> tuple[Asked | None, Part | None]:
    asked = scene.script.by_id.get(about.question)
    parts = asked.question.parts if asked else ()
    return asked, next((part for part in parts if part.name == about.part), None)


def _offered_value(scene: Scene, asked: Asked, part: Part, value: str) -> str:
    """A chosen value, if it is one that was on offer; raises Unclear for any other."""
    match part:
        case Choice() if value in scene.script.labels(scene.language, asked, part):
            return value
        case Date():
            return read_date(value, scene.today).value
        case Year():
            return read_year(value, scene.today).value
        case Person() if value.startswith(PERSON):
            return value
    raise Unclear("unclear.choice")


def _filled(scene: Scene, purchase: Purchase, move: Filled, person: str) -> Turn:
    checked = forms.check(scene, purchase, move, person)
    if checked.errors:
        return Turn(purchase, errors=checked.errors)
    after = purchase
    for (question, part), value in checked.changes.items():
        after = after.with_answer(question, part, value, person, scene.now)
    if after.closed:
        turn = _filled_when_closed(scene, purchase, after)
    elif checked.changes:
        turn = answered_turn(scene, purchase, replace(after, revisit=None), checked.changes)
    else:
        turn = Turn(after)
    if checked.crossed:
        again = forms.form(scene, turn.purchase, _only(move), checked.crossed)
        return replace(turn, form=again)
    return turn


def _filled_when_closed(scene: Scene, before: Purchase, after: Purchase) -> Turn:
    """What was filled in is kept and shown on the card; opening again is for people to decide."""
    if after == before:
        return closed(scene, after)
    after = with_status(scene.script, after)
    return Turn(after, (closed_message(scene, after, saved=True), card(scene, after)))


def _only(move: Filled) -> str:
    """The question that a form was about; empty when it was about more than one."""
    questions = {question for question, _ in move.values}
    return questions.pop() if len(questions) == 1 else ""


def moved(scene: Scene, purchase: Purchase) -> Turn:
    """The conversation goes on somewhere else: the card, why, and the open question again."""
    why = scene.say("talk.moved", id=purchase.id)
    purchase, questions = asking(scene, purchase, why)
    return Turn(purchase, (card(scene, purchase, replaces=False), *(questions or (said(why),))))
