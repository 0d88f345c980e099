"""What is said when the questions are through: all answers and open points, or a celebration."""

from __future__ import annotations

from dialogs.ambition import AMBITION
from dialogs.asking import resource
from dialogs.card import answer_lines, points
from dialogs.footprint import scope_explained
from dialogs.messages import Button, Line, Message
from dialogs.progress import answered_count, not_known_yet, open_question
from dialogs.purchase import UNKNOWN, Purchase
from dialogs.scene import Scene
from dialogs.success_forms import WRITE
from dialogs.thresholds import threshold_lines

_RESOURCES = 3


def summary(scene: Scene, purchase: Purchase) -> Message:
    """After the ninth question: answers, open points with owner and date, links, the next step."""
    waiting = not_known_yet(scene.script, purchase) or open_question(scene.script, purchase)
    done, count = answered_count(scene.script, purchase), len(scene.script.counted)
    open_lines = points(scene, purchase)
    return Message(
        key="summary",
        heading=scene.label("summary.heading").format(id=purchase.id, done=done, count=count),
        lines=(
            scene.say("summary.waiting" if waiting else "summary.done"),
            *answer_lines(scene, purchase, scene.script.counted),
            *scope_explained(scene, purchase),
            *threshold_lines(scene, purchase),
            *_open_heading(scene, bool(open_lines), bool(waiting)),
            *open_lines,
            *_links(scene, purchase),
            _next_step(scene, bool(waiting), bool(open_lines)),
        ),
        buttons=(
            *((scene.button("go_on", purchase.id, "primary"),) if waiting else ()),
            scene.button("form", purchase.id),
            *(() if waiting else (scene.button("contract", purchase.id),)),
            Button(AMBITION, scene.label("ambition.button"), purchase.id),
        ),
    )


def _open_heading(scene: Scene, open_points: bool, waiting: bool) -> list[Line]:
    if open_points:
        return [scene.say("summary.open_points")]
    return [] if waiting else [scene.say("summary.no_open_points")]


def _links(scene: Scene, purchase: Purchase) -> list[Line]:
    fitting = list(scene.script.catalogue.fitting(purchase.category or "other"))
    for asked in scene.script.counted:
        if purchase.values(asked.id).get("choice") in ("no", "partly", "not_yet", UNKNOWN):
            words = scene.script.wordings[scene.language].dialogs[asked.dialog]
            see = words.questions[asked.question.name].see
            if see and see not in fitting:
                fitting.append(see)
    if not fitting:
        return []
    return [scene.say("summary.links"), *(resource(scene, key) for key in fitting[:_RESOURCES])]


def _next_step(scene: Scene, waiting: bool, open_points: bool) -> Line:
    if waiting:
        return scene.say("summary.next_waiting")
    return scene.say("summary.next_open" if open_points else "summary.next")


def not_bought(scene: Scene, purchase: Purchase) -> Message:
    """'Niet gekocht' is a result to be proud of; what was still to be done is named once more."""
    return Message(
        key="summary",
        heading=scene.label("not_bought.heading"),
        lines=(
            scene.say("not_bought.text", id=purchase.id, title=purchase.title),
            *points(scene, purchase),
            scene.say("not_bought.celebrate"),
            scene.say("not_bought.next"),
        ),
        buttons=(
            Button(WRITE, scene.label("success.celebrate"), purchase.id, "primary"),
            scene.button("reopen", purchase.id),
        ),
    )
