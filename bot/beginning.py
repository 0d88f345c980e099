"""Begins a purchase: in the place where it was said, with its first answers and question."""

from __future__ import annotations

from dataclasses import replace

from bot.desk import Taken
from bot.parts import Parts
from bot.ports import Held, Reply, Said
from bot.registering import register
from bot.remembering import with_memory
from bot.reminders.procurement import tell_new
from bot.store import purchases
from bot.store.database import Bound
from dialogs.ambition import of_department
from dialogs.moves import Filled
from dialogs.purchase import Purchase
from dialogs.reading import Unclear
from dialogs.scene import Scene
from dialogs.talk import begin
from dialogs.turn import said as said_line
from dialogs.turn import say


def start_purchase(
    parts: Parts, bound: Bound, said: Said, scene: Scene, text: str, filled: Filled | None = None
) -> Taken:
    """Starts a purchase from what somebody wants to buy; an empty text is asked for.

    `filled` is what a start form gave besides.
    """
    language = scene.language if said.place.direct else parts.organisation.language
    told = parts.scene(language)
    empty = Purchase("INK-0000", "", said.person, told.now, told.now, shared=not said.place.direct)
    try:
        begin(told, empty, text, filled)
    except Unclear as unclear:
        if filled:
            why = scene.say(unclear.key, **unclear.values)
            return Taken(Reply(scene.language, errors={("intake.what", "text"): why}))
        start = scene.button("start", "menu", "primary")
        message = said_line(scene.say(unclear.key, **unclear.values), with_buttons=(start,))
        return Taken(Reply(scene.language, message))
    purchase = replace(empty, id=purchases.next_id(bound, told.now))
    if department := parts.organisation.department_of(said.person):
        purchase = of_department(purchase, department, told.now)
    turn = begin(told, purchase, text, filled)
    if turn.errors:
        return Taken(Reply(language, errors=turn.errors))
    purchases.add(bound, turn.purchase, said.place)
    held = Held(turn.purchase, said.place, 1)
    register(parts, bound, None, turn.purchase)
    tell_new(parts, bound, None, held)
    messages = with_memory(parts, bound, turn.purchase, turn.messages)
    rows = parts.say_in(bound, held, messages)
    key = "desk.started" if said.in_direct else "desk.started_elsewhere"
    started = say(scene, key, id=purchase.id) if said.place.direct else None
    return Taken(Reply(scene.language, started), tuple(rows))
