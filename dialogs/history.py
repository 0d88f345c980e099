"""The history of a purchase: every moment, whom we asked and when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs import reasons
from dialogs.contract import Contract
from dialogs.ledger import Entry, Given, Telling
from dialogs.messages import Button, Line, Link, Message, Person, Value
from dialogs.moment import CHANNEL, DEPUTY, OWNER_FIRST, PROCUREMENT
from dialogs.nudges import answer_word, named
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene

HISTORY = "history"
LINES = 25
"""So many lines at once; a moment is not torn apart."""
PROOFS = 5
"""So much proof of one moment is shown; all of it is in the export."""
TOLD = 8
"""So many messages about one moment are shown, the newest; all of them are in the export."""
_TEXT = 300


def history(
    scene: Scene,
    purchase: Purchase,
    contract: Contract | None,
    ledger: Sequence[Entry],
    first: int = 1,
) -> Message:
    """The moments from a number on, as many as fit: what happened goes first, the newest first."""
    found = in_order(ledger)
    lines: list[Line] = []
    shown_to = first - 1
    for entry in found[first - 1 :]:
        its = list(_entry(scene, contract, entry))
        if lines and len(lines) + len(its) > LINES:
            break
        lines += its
        shown_to += 1
    rest = len(found) - shown_to
    more = Button(HISTORY, scene.label("history.more"), f"{purchase.id}/{shown_to + 1}")
    return Message(
        key=HISTORY,
        heading=scene.label("history.heading").format(id=purchase.id),
        lines=tuple(lines) or (scene.say("history.empty"),),
        buttons=(more,) if rest > 0 else (),
        notes=(scene.say("history.rest", count=str(rest)),) if rest > 0 else (),
    )


def in_order(ledger: Sequence[Entry]) -> list[Entry]:
    """What happened, the newest first; what is planned, the nearest first; what lapsed unasked."""
    happened = [each for each in ledger if _newest(each)]
    waiting = [each for each in ledger if not _newest(each)]
    planned = [each for each in waiting if each.moment.state == "planned"]
    lapsed = [each for each in waiting if each.moment.state != "planned"]
    happened.sort(key=lambda each: (_newest(each), each.moment.id), reverse=True)
    planned.sort(key=lambda each: (each.moment.on, each.moment.id))
    lapsed.sort(key=lambda each: (each.moment.on, each.moment.id), reverse=True)
    return happened + planned + lapsed


def _newest(entry: Entry) -> float:
    """When something happened to it last, as a number that sorts; 0 when nothing did."""
    moment = entry.moment
    times = [each.told_at for each in entry.tellings]
    times += [each for each in (moment.answered_at, moment.asked_at) if each]
    return max(times).timestamp() if times else 0.0


def _entry(scene: Scene, contract: Contract | None, entry: Entry) -> Iterator[Line]:
    moment = entry.moment
    promise = contract.promise(moment.promise) if contract and moment.promise else None
    yield scene.say(
        "history.moment",
        what=named(scene, moment, promise),
        day=scene.day(moment.on),
        state=scene.label(f"ledger.{moment.state}"),
        owner=Person(moment.owner),
    )
    for telling in entry.tellings[-TOLD:]:
        yield _told(scene, telling)
    if moment.offered_to:
        yield scene.say("history.offered", person=Person(moment.offered_to))
    yield from _outcome(scene, entry)
    for given in entry.proofs[:PROOFS]:
        yield _proof(scene, given)
    if len(entry.proofs) > PROOFS:
        yield scene.say("history.more_proofs", count=str(len(entry.proofs) - PROOFS))


def _outcome(scene: Scene, entry: Entry) -> Iterator[Line]:
    """What was said to it, or why nothing was."""
    moment = entry.moment
    day = scene.day(moment.answered_at) if moment.answered_at else ""
    by = Person(moment.answered_by)
    if moment.state == "answered":
        yield scene.say(f"answered.{answer_word(moment)}", person=by, day=day)
    if moment.next_step:
        yield scene.say("history.next", step=shown(moment.next_step, _TEXT))
    if moment.state == "stopped":
        reason = shown(reasons.read(moment.reason).detail, _TEXT)
        yield scene.say("stopped.line", person=by, day=day, reason=reason)
    elif moment.reason:
        yield reasons.line(scene, moment.reason)


def _told(scene: Scene, telling: Telling) -> Line:
    """To whom, when, and what became of it."""
    to = scene.say(
        f"history.to_{_turn(telling)}",
        person=Person(telling.receiver),
        day=scene.day(telling.told_at),
    )
    sent = _sent(scene, telling)
    return Line(f"{to.words} · {sent.words}", {**to.values, **sent.values})


def _turn(telling: Telling) -> str:
    if telling.receiver == PROCUREMENT:
        return "channel"
    if telling.step == OWNER_FIRST:
        return "owner"
    if telling.step >= CHANNEL:
        return "instead"
    return "deputy" if telling.step == DEPUTY else "again"


def _sent(scene: Scene, telling: Telling) -> Line:
    """What became of a message; that it was sent is the platform's own time."""
    reason: dict[str, Value] = {"reason": why_not(scene, telling.reason)}
    match telling.state:
        case "sent":
            at = telling.sent_at
            if at is None:
                return scene.say("history.sent")
            time = f"{at.astimezone(scene.zone):%H:%M}"
            return scene.say("history.sent_at", time=time, sent_day=scene.day(at))
        case "unknown":
            return scene.say("history.uncertain")
        case "dropped":
            return scene.say("history.not_sent", **reason)
    if telling.reason:
        return scene.say("history.waits_because", **reason)
    return scene.say("history.waits")


def why_not(scene: Scene, reason: str) -> str:
    """Why a message was not sent: in words where the platform's code is known, else the code."""
    words = scene.script.wordings[scene.language].phrases
    return words.get(f"not_sent.{reason}", reason)


def _proof(scene: Scene, given: Given) -> Line:
    proof = given.proof
    value: Value = shown(proof.name or proof.value, _TEXT)
    if proof.kind != "text" and proof.value.startswith(("https://", "http://")):
        value = Link(proof.value, str(value))
    return scene.say("history.proof", person=Person(given.by), day=scene.day(given.at), proof=value)
