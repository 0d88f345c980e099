"""The card of a contract: who, how long, the promises, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.asking import short
from dialogs.contract import Contract, Promise
from dialogs.contract_forms import months, times
from dialogs.ladder import ladder_lines
from dialogs.messages import Button, Line, Menu, Message, Option, Person, Value
from dialogs.moment import Moment
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.thresholds import options_lines

CONTRACT = "contract"
SHOWN = 10
_TEXT = 200


def contract_card(
    scene: Scene,
    contract: Contract,
    coming: Iterable[Moment],
    *,
    replaces: bool,
    purchase: Purchase | None = None,
) -> Message:
    """The card as it is now; `coming` are the moments that are still planned, earliest first.

    With its `purchase` it says whether the options to extend come near the European threshold.
    """
    id, first = contract.purchase, next(iter(coming), None)
    lines = [
        *_about(scene, contract),
        *(options_lines(scene, purchase, contract.term) if purchase else ()),
        *ladder_lines(scene, contract),
        *_promises(scene, contract),
        _next(scene, first),
    ]
    buttons = [Button("contract", scene.label("contract.change"), id)]
    if contract.term.ended is None:
        buttons.append(Button("promise", scene.label("contract.add_promise"), f"{id}/new"))
        if contract.term.extensions:
            buttons.append(
                Button("extend", scene.label("contract.extend"), f"{id}/{contract.term.extended}")
            )
    buttons.append(Button("history", scene.label("history.button"), id))
    options = tuple(
        Option(str(each.number), shown(f"{each.number}. {each.text}", 70))
        for each in contract.promises
    )
    label = scene.label("contract.choose_promise")
    return Message(
        key=CONTRACT,
        replaces=CONTRACT if replaces else "",
        heading=scene.label("contract.heading").format(id=id),
        lines=tuple(lines),
        menu=Menu("promise", id, label, options) if options else None,
        buttons=tuple(buttons),
        more=(
            *(
                (Button("calendar", scene.label("contract.calendar"), f"{id}/{first.id}"),)
                if first
                else ()
            ),
            Button("offsets", scene.label("contract.offsets"), id),
            Button("end_contract", scene.label("contract.end_it"), id),
        ),
        notes=(scene.say("contract.note"),),
    )


def _about(scene: Scene, contract: Contract) -> list[Line]:
    term = contract.term
    lines = [
        scene.say(
            "contract.lines",
            supplier=contract.supplier,
            start=scene.day(term.start),
            end=scene.day(term.end),
            owner=Person(contract.owner),
        )
    ]
    if contract.deputy:
        lines.append(scene.say("contract.lines_deputy", deputy=Person(contract.deputy)))
    else:
        lines.append(scene.say("contract.lines_no_deputy"))
    if term.extensions and term.ended is None:
        lines.append(
            scene.say(
                "contract.lines_options",
                times=times(scene, term.extensions),
                months=months(scene, term.extension_months),
                deadline=scene.day(term.notice_deadline(term.extended + 1)),
            )
        )
    if term.ended:
        reason = shown(contract.ended_reason, _TEXT)
        lines.append(scene.say("contract.lines_ended", day=scene.day(term.ended), reason=reason))
    return lines


def _promises(scene: Scene, contract: Contract) -> list[Line]:
    if not contract.promises:
        return [scene.say("contract.no_promises")]
    lines = [scene.say("contract.promises", count=str(len(contract.promises)))]
    lines += [_promise(scene, contract, each) for each in contract.promises[:SHOWN]]
    if len(contract.promises) > SHOWN:
        rest = str(len(contract.promises) - SHOWN)
        lines.append(scene.say("contract.more_promises", count=rest))
    return lines


def _promise(scene: Scene, contract: Contract, promise: Promise) -> Line:
    text = shown(promise.text, _TEXT)
    number = str(promise.number)
    if promise.stopped:
        reason = shown(promise.stopped, _TEXT)
        return scene.say("contract.promise_stopped", number=number, text=text, reason=reason)
    key = "promise" if promise.owner else "promise_contract_owner"
    values: dict[str, Value] = {
        "number": number,
        "text": text,
        "owner": Person(contract.owner_of(promise)),
        "rhythm": scene.label(f"rhythm.{promise.rhythm}"),
    }
    if promise.offered_to:
        return scene.say("contract.promise_offered", other=Person(promise.offered_to), **values)
    return scene.say(f"contract.{key}", **values)


def _next(scene: Scene, first: Moment | None) -> Line:
    if first is None:
        return scene.say("contract.no_next")
    return scene.say(
        "contract.next",
        day=scene.day(first.on),
        what=_what(scene, first),
        owner=Person(first.owner),
    )


def _what(scene: Scene, moment: Moment) -> str:
    """A moment in a few words; an open point by its question."""
    words = scene.label(f"moment.{moment.kind}")
    if moment.kind != "open_point":
        return words
    return f"{words} {short(scene, scene.script.by_id[moment.question])}"
