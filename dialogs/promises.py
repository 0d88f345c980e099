"""From answers to promises, word for word: what was said at the nine goes into the contract."""

from __future__ import annotations

from collections.abc import Iterator

from dialogs.contract import Promise
from dialogs.progress import set_aside
from dialogs.purchase import Purchase
from dialogs.reading import PARTY, PERSON
from dialogs.scene import Scene
from knowledge.moments import Rhythm

SOURCES: dict[str, Rhythm] = {
    "circularity.4": "every_12_months",
    "circularity.5": "at_end_of_use",
    "checklist.2": "every_6_months",
    "checklist.3": "every_6_months",
}
"""The questions whose answer is a promise, and how often somebody looks whether it is kept."""


def promised(scene: Scene, purchase: Purchase) -> tuple[Promise, ...]:
    """The promises in the answers of a purchase, in the words in which they were given.

    A choice without words of its own is a promise where the presentation asks for a way of doing
    (circularity 4 and 5), by its label; at the checklist only what was written is one.
    """
    found = _found(scene, purchase)
    return tuple(
        Promise(number, text, source, owner, proof=proof, rhythm=SOURCES[source])
        for number, (source, text, owner, proof) in enumerate(found, 1)
    )


def _found(scene: Scene, purchase: Purchase) -> Iterator[tuple[str, str, str, str]]:
    for source in SOURCES:
        asked = scene.script.by_id[source]
        values = purchase.values(source)
        if not values or set_aside(asked, values):
            continue
        if values.get("choice") in ("not_yet", "not_applicable"):
            continue
        text = purchase.value(source, "explanation")
        if not text and source.startswith("circularity."):
            choice = asked.question.parts[0]
            text = str(scene.value(asked, choice, values.get("choice", "")))
        if not text:
            continue
        named = values.get("responsible", "")
        owner = named.removeprefix(PERSON) if named.startswith(PERSON) else ""
        party = named.removeprefix(PARTY) if named.startswith(PARTY) else ""
        proof = scene.label("contract.proof_of").format(party=party) if party else ""
        yield source, text, owner, proof
