"""One colleague asks another about something that they have or bought: the question, the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from dialogs.contract_forms import field_of, one_section
from dialogs.memory import SHOWN, SORTS, TO_TAKE, Known, Sort
from dialogs.messages import Button, Form, Line, Message, Person, Value
from dialogs.purchase import Purchase
from dialogs.reading import clean, shown
from dialogs.scene import Scene

YES, NO, MORE = "owner_yes", "owner_no", "owner_more"
"""What the buttons under a question do."""
LONGEST = 1500
REMIND_AFTER, SILENT_AFTER = 3, 6
"""After so many working days the colleague is reminded, and the asker hears that none came."""
ASKED, WAITING = "inquiry/", "inquiring/"
"""How the keys begin of the question, and of what waits to be said when no answer comes."""


def waiting_of(purchase: str) -> str:
    """How the keys begin of what waits to be said about questions for a purchase."""
    return f"{WAITING}{purchase}/"


Given = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Who asks, for which purchase, and about what of somebody else."""

    purchase: str
    sort: Sort
    ref: int
    asker: str

    def __str__(self) -> str:
        return f"{self.purchase}/{self.sort}.{self.ref}/{self.asker}"

    @staticmethod
    def read(text: str) -> Inquiry | None:
        """The inverse of str(); None for anything else."""
        purchase, _, rest = text.partition("/")
        name, _, asker = rest.partition("/")
        sort, _, ref = name.partition(".")
        known = [each for each in SORTS if each == sort]
        if not known or not ref.isdecimal() or len(ref) > 15 or not asker or "/" in asker:
            return None
        return Inquiry(purchase, known[0], int(ref), asker)

    @staticmethod
    def of_key(key: str) -> Inquiry | None:
        """What a message asks, or reminds of, by its key; None for any other message."""
        begins, *pieces = key.split("/")
        if f"{begins}/" not in (ASKED, WAITING) or pieces[3:] not in ([], ["again"]):
            return None
        return Inquiry.read("/".join(pieces[:3]))

    @property
    def key(self) -> str:
        """The key of the message that asks."""
        return f"{ASKED}{self}"

    @property
    def reminder(self) -> str:
        """The key of the message that asks once more."""
        return f"{WAITING}{self}/again"

    @property
    def silence(self) -> str:
        """The key of the message that says that no answer came."""
        return f"{WAITING}{self}/silent"

    def given(self, given: Given) -> str:
        """The key of the message that takes the place of the question once it is answered."""
        return f"{self.key}/{given}"


def asked(scene: Scene, inquiry: Inquiry, purchase: Purchase, known: Known) -> Message:
    """What the colleague reads."""
    asker = Person(inquiry.asker)
    return Message(
        key=inquiry.key,
        lines=(
            scene.say(
                "inquiry.wants", person=asker, id=purchase.id, title=shown(purchase.title, SHOWN)
            ),
            _about(scene, inquiry, known),
        ),
        notes=(scene.say("inquiry.sees", person=asker),),
        buttons=_buttons(scene, inquiry, YES, NO, MORE),
    )


def again(scene: Scene, inquiry: Inquiry, purchase: Purchase, known: Known) -> Message:
    """The same once more, after some days."""
    first = scene.say("inquiry.again", person=Person(inquiry.asker))
    message = asked(scene, inquiry, purchase, known)
    return replace(message, key=inquiry.reminder, lines=(first, *message.lines))


def _about(scene: Scene, inquiry: Inquiry, known: Known) -> Line:
    values: dict[str, Value] = {
        "text": shown(known.text, SHOWN), "id": known.purchase, "person": Person(inquiry.asker),
    }  # fmt: skip
    return scene.say(f"inquiry.about_{known.sort}", **values)


def _buttons(scene: Scene, inquiry: Inquiry, *verbs: str) -> tuple[Button, ...]:
    kind = "thing" if inquiry.sort in TO_TAKE else "advice"
    labels = {YES: f"inquiry.yes_{kind}", NO: f"inquiry.no_{kind}", MORE: "inquiry.more"}
    return tuple(
        Button(verb, scene.label(labels[verb]), str(inquiry), "primary" if verb == YES else "")
        for verb in verbs
    )


def answered(scene: Scene, inquiry: Inquiry, known: Known, given: Given, of: str) -> Message:
    """What takes the place of the question, or of its reminder (`of`), for who answered it."""
    kind = "thing" if inquiry.sort in TO_TAKE else "advice"
    left = (NO, MORE) if given == "yes" else (MORE,)
    return Message(
        key=inquiry.given(given) if of == inquiry.key else f"{of}/{given}",
        replaces=of,
        lines=(
            _about(scene, inquiry, known),
            scene.say(f"inquiry.answered_{given}_{kind}", person=Person(inquiry.asker)),
        ),
        buttons=_buttons(scene, inquiry, *left),
    )


def told(
    scene: Scene, inquiry: Inquiry, known: Known, given: Given | Literal["silent", "left"]
) -> Message:
    """What the asker hears: the answer, that none came, or that the colleague left."""
    kind = "" if given in ("silent", "left") else "_thing" if known.sort in TO_TAKE else "_advice"
    key = inquiry.silence if given == "silent" else f"{inquiry.key}/told/{given}"
    line = scene.say(
        f"inquiry.told_{given}{kind}",
        person=Person(known.owner), text=shown(known.text, SHOWN), id=inquiry.purchase,
    )  # fmt: skip
    notes = (scene.say("inquiry.agree"),) if given == "yes" and kind == "_thing" else ()
    return Message(key, (line,), notes=notes)


def told_more(scene: Scene, inquiry: Inquiry, known: Known, words: str) -> Message:
    """What the asker reads that the colleague wrote."""
    heading = scene.say(
        "inquiry.told_more",
        person=Person(known.owner), text=shown(known.text, SHOWN), id=inquiry.purchase,
    )  # fmt: skip
    return Message(f"{inquiry.key}/told/more", (heading, scene.say("inquiry.words", text=words)))


def form(scene: Scene, inquiry: Inquiry, known: Known) -> Form:
    """The form in which a colleague tells more."""
    text = field_of(scene, inquiry.purchase, MORE, "text", "text", needed=True, longest=LONGEST)
    made = one_section(scene, MORE, str(inquiry), MORE, [text])
    lines = (
        _about(scene, inquiry, known), scene.say("inquiry.goes_to", person=Person(inquiry.asker)),
    )  # fmt: skip
    return replace(made, lines=lines)


def read(
    scene: Scene, values: Mapping[tuple[str, str], str]
) -> tuple[str, dict[tuple[str, str], Line]]:
    """What was written, and what is wrong with it."""
    text = clean(values.get((MORE, "text"), ""))
    if not text:
        return "", {(MORE, "text"): scene.say("inquiry.empty")}
    if len(text) > LONGEST:
        return "", {(MORE, "text"): scene.say("inquiry.too_long", count=str(LONGEST))}
    return text, {}
