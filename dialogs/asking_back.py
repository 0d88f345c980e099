"""Asks back what a typed line means, when it may mean more than one thing."""

from __future__ import annotations

from dataclasses import replace

from dialogs import overview
from dialogs.asking import about_part
from dialogs.messages import CARRIED, Button, Message
from dialogs.progress import open_question
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.turn import say
from dialogs.typed import confirms


def unknown(scene: Scene, text: str) -> Message:
    """Help for what is no subcommand, with a button for whoever wants to buy just that."""
    helped = overview.help_message(scene)
    asked = scene.say("desk.not_a_command", text=shown(text))
    start = Button("start_this", scene.label("button.start_this"), "menu", "primary", text=text)
    carried = (start,) if len(text) <= CARRIED else ()
    return replace(helped, lines=(asked, *helped.lines), buttons=(*carried, *helped.buttons))


def answer_or_new(scene: Scene, purchase: Purchase, text: str) -> Message:
    """Asks whether a line is an answer or something new; the text goes along in the buttons."""
    id = purchase.id
    if len(text) > CARRIED:
        return say(scene, "desk.too_long_to_ask", id=id)
    return say(
        scene,
        "desk.answer_or_new",
        id=id,
        text=shown(text),
        with_buttons=(
            _answer_button(scene, purchase, text),
            Button("start_this", scene.label("button.start"), "direct", text=text),
        ),
    )


def _answer_button(scene: Scene, purchase: Purchase, text: str) -> Button:
    """Answers what is open now, even when the button is pressed after another question came."""
    label = scene.label("button.answer_this").format(id=purchase.id)
    sure = confirms(scene.script, text) if purchase.stopping else None
    if sure is not None:
        return Button("stop_sure" if sure else "stop_not", label, purchase.id, "primary")
    opened = open_question(scene.script, purchase)
    argument = str(about_part(purchase, *opened)) if opened else purchase.id
    return Button("answer_this", label, argument, "primary", text=text)
