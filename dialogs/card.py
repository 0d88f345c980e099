"""The card of a purchase: what it is, whose, how far, and what was answered. It stays alive."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.ambition import AMBITION, REQUEST, THEMES, level_line, themes_line
from dialogs.asking import short
from dialogs.footprint import scope_line
from dialogs.messages import Button, Line, Message, Person, Value
from dialogs.open_points import open_points
from dialogs.progress import answered_count
from dialogs.purchase import SKIPPED, Purchase
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.script import Asked
from dialogs.success_forms import WRITE
from dialogs.thresholds import threshold_mark

CARD = "card"
_SHOWN = 160


def card(scene: Scene, purchase: Purchase, *, replaces: bool = True) -> Message:
    """The card as it is now; without `replaces` it is a new message, which opens a conversation."""
    return Message(
        key=CARD,
        replaces=CARD if replaces else "",
        heading=f"{purchase.id} · {purchase.title}",
        lines=(
            scene.say("card.owner", owner=Person(purchase.owner), status=status(scene, purchase)),
            progress(scene, purchase),
            *_answers(scene, purchase),
            *_ambition(scene, purchase),
            *_follows(scene, purchase),
            *points(scene, purchase),
        ),
        notes=(scene.say("card.note"),),
        buttons=_buttons(scene, purchase),
        more=_more(scene, purchase),
    )


def status(scene: Scene, purchase: Purchase) -> str:
    """The status in words; a pause is said as such."""
    if purchase.paused and not purchase.closed:
        return scene.label("status.paused")
    return scene.label(f"status.{purchase.status}")


def progress(scene: Scene, purchase: Purchase) -> Line:
    """A bar, and the same in words."""
    done, count = answered_count(scene.script, purchase), len(scene.script.counted)
    return scene.say(
        "card.progress", bar="■" * done + "□" * (count - done), done=str(done), count=str(count)
    )


def _ambition(scene: Scene, purchase: Purchase) -> list[Line]:
    """The ambition level and the themes, once something was filled in about them."""
    if REQUEST not in purchase.answers and THEMES not in purchase.answers:
        return []
    themes = themes_line(scene, purchase)
    return [level_line(scene, purchase), *((themes,) if themes else ())]


def _more(scene: Scene, purchase: Purchase) -> tuple[Button, ...]:
    """What is done less often, behind the menu."""
    if purchase.closed:
        return ()
    words = {
        AMBITION: "ambition.button",
        "web": "web.button",
        "picture": "web.show",
        "chances": "chances.button",
        "board": "tenderboard.button",
    }
    return tuple(Button(verb, scene.label(key), purchase.id) for verb, key in words.items())


def _answers(scene: Scene, purchase: Purchase) -> list[Line]:
    asked_here = [asked for asked in scene.script.questions if asked.id != "intake.what"]
    return answer_lines(scene, purchase, asked_here)


def _follows(scene: Scene, purchase: Purchase) -> list[Line]:
    """What follows from the answers; the threshold only until there is a contract."""
    if purchase.closed:
        return []
    near = [] if purchase.contracted else threshold_mark(scene, purchase)
    return [*scope_line(scene, purchase), *near]


def answer_lines(scene: Scene, purchase: Purchase, asked_here: Iterable[Asked]) -> list[Line]:
    """Everything answered to some questions, each on one line."""
    lines = (_answer_line(scene, purchase, asked) for asked in asked_here)
    return [line for line in lines if line]


def _answer_line(scene: Scene, purchase: Purchase, asked: Asked) -> Line | None:
    values = purchase.values(asked.id)
    said: dict[str, Value] = {}
    for part in asked.question.parts:
        value = values.get(part.name, SKIPPED)
        if value == SKIPPED or not part.only_if(values):
            continue
        readable = scene.value(asked, part, value)
        said[part.name] = shown(readable, _SHOWN) if isinstance(readable, str) else readable
    if not said:
        return None
    first, *others = said
    number = f"{asked.number}. " if asked.counted else ""
    words = f"{number}{short(scene, asked)}: *{{{first}}}*"
    return Line(words + "".join(f" · {{{name}}}" for name in others), said)


def points(scene: Scene, purchase: Purchase) -> list[Line]:
    """The open points, each with its owner and date; those that ended with it are told as such."""
    key = "card.ended_point" if purchase.closed else "card.open_point"
    return [
        scene.say(
            key,
            question=short(scene, scene.script.by_id[point.question]),
            owner=Person(point.owner),
            due=scene.day(point.due),
        )
        for point in open_points(scene.script, purchase, scene.zone)
    ]


def _buttons(scene: Scene, purchase: Purchase) -> tuple[Button, ...]:
    button = Button("history", scene.label("history.button"), purchase.id)
    history = (button,) if looked_after(purchase) else ()
    celebrate = Button(WRITE, scene.label("success.celebrate"), purchase.id)
    if purchase.status == "not_bought":
        return (celebrate, scene.button("reopen", purchase.id), *history)
    if purchase.closed:
        return (scene.button("reopen", purchase.id), *history)
    criteria = Button("criteria", scene.label("criteria.button"), purchase.id)
    if purchase.status == "complete":
        return (
            scene.button("form", purchase.id),
            scene.button("summary", purchase.id),
            scene.button("contract", purchase.id, label="contract_short"),
            criteria,
            celebrate,
            *history,
        )
    return (
        scene.button("go_on", purchase.id, "primary"),
        scene.button("form", purchase.id),
        criteria,
        scene.button("stop", purchase.id),
        *history,
    )


def looked_after(purchase: Purchase) -> bool:
    """Whether there is something that we come back to, and so a history to show."""
    return purchase.contracted or purchase.status == "complete"
