"""Looks whether something is ripe to be celebrated still, and what there is to tell of it."""

from __future__ import annotations

from itertools import islice

from bot.parts import Parts
from bot.store import contracts, finding, moments, proposals, register, ripe, successes
from bot.store.database import Bound
from bot.store.purchases import number_of
from dialogs.contract import Contract
from dialogs.messages import Message
from dialogs.portfolio import mean_levels
from dialogs.purchase import CLOSED
from dialogs.ripe import YEAR, Kind, Ripe, Subject, cards, kept_for_a_year, key_of, reached
from dialogs.scene import Scene
from dialogs.web import targets

ON_PAGE = 4
"""So much stands on an ambassador's page: what was offered to them first, then what is ripe."""


def subject_of(parts: Parts, bound: Bound, scene: Scene, each: Ripe) -> Subject | None:
    """What there is to tell of it; None when it is not so any more."""
    if each.kind == "goal":
        return _goal(bound, scene, each)
    found = finding.several(bound, [each.purchase]).get(each.purchase)
    if found is None:
        return None
    row, place = found
    promise = ""
    if each.kind == "not_bought":
        holds = row.status == "not_bought"
    elif row.status in CLOSED:
        holds = False
    elif each.kind == "theme":
        first = ripe.first_in(bound, each.theme)
        holds = first is not None and first.purchase == each.purchase
    elif each.kind == "ambitious":
        holds = row.level == 3
    else:
        contract = contract_of(bound, each.purchase)
        holds = contract is not None and row.level == 3
        if each.kind == "kept" and contract is not None:
            promise = _promise(bound, contract, each.promise)
            holds = bool(promise)
    link = "" if place.direct else parts.link(place)
    return Subject(each, row.title, row.owner, link, promise) if holds else None


def is_ripe(bound: Bound, purchase: str) -> bool:
    """Whether ambassadors hear of a purchase anyway: it is ripe to be celebrated, or once was."""
    found = finding.several(bound, [purchase]).get(purchase)
    if found is None:
        return False
    row, _ = found
    return row.status == "not_bought" or row.level == 3 or proposals.any_about(bound, purchase)


def contract_of(bound: Bound, purchase: str) -> Contract | None:
    """The contract of a purchase, for who only looks at it."""
    number = number_of(purchase)
    return contracts.of_purchases(bound, number, number).get(number)


def _promise(bound: Bound, contract: Contract, number: int) -> str:
    """The words of a promise that is kept for a year; empty when it is not, or was stopped."""
    promise = contract.promise(number)
    if promise is None or promise.stopped:
        return ""
    theirs = [
        each for each in moments.of_purchase(bound, contract.purchase) if each.promise == number
    ]
    return promise.text if kept_for_a_year(theirs, contract.term.start) else ""


def _goal(bound: Bound, scene: Scene, each: Ripe) -> Subject | None:
    sums = register.sums(bound)
    if each.theme not in reached(scene, sums):
        return None
    mean, target = mean_levels(scene, sums)[each.theme], targets(scene)[each.theme]
    return Subject(each, mean=mean, target=target)


def on_page(parts: Parts, bound: Bound, scene: Scene) -> tuple[Message, ...]:
    """What an ambassador may tell, as it is now: what was offered, and what is ripe."""
    offered = successes.offered(bound, ON_PAGE)
    rows = [*proposals.open_now(bound, scene.now - YEAR, 2 * ON_PAGE), *_newest(bound, scene)]
    told = proposals.told_of(bound, rows)
    about: dict[str, Ripe] = {}
    for each in rows:
        if each.key not in told:
            about.setdefault(each.about, each)  # one is enough of a purchase
    found = (subject_of(parts, bound, scene, each) for each in about.values())
    return cards(scene, [*islice(filter(None, found), ON_PAGE - len(offered))], offered)


def _newest(bound: Bound, scene: Scene) -> list[Ripe]:
    """What was not bought, and what is as ambitious as can be, before anybody looked for it."""
    made = []
    for row, _ in finding.ripe(bound, ON_PAGE):
        kind: Kind = "not_bought" if row.status == "not_bought" else "ambitious"
        made.append(Ripe(key_of(kind, row.id), kind, scene.now, row.id))
    named = {each.key: key_of("level", each.purchase) for each in made}
    known = proposals.known(bound, [*named, *named.values()])
    return [each for each in made if not {each.key, named[each.key]} & known]
