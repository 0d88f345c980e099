"""Shows the card of a contract anew, in the transaction that changes what is on it."""

from __future__ import annotations

from bot.parts import Parts
from bot.ports import Held, Outgoing
from bot.store import moments, outbox
from bot.store.database import Bound
from dialogs.contract import Contract
from dialogs.contract_card import CONTRACT, contract_card
from dialogs.moment import Moment


def contract_shown(parts: Parts, bound: Bound, held: Held, contract: Contract) -> list[Outgoing]:
    """The card in the conversation of its purchase; the first time as a new message."""
    scene = parts.scene(parts.language_at(bound, held))
    known = outbox.latest(bound, held.purchase.id, CONTRACT) is not None
    planned = coming(bound, contract)
    card = contract_card(scene, contract, planned, replaces=known, purchase=held.purchase)
    return parts.say_in(bound, held, [card])


def coming(bound: Bound, contract: Contract) -> list[Moment]:
    """What is still planned for a purchase, earliest first."""
    found = moments.of_purchase(bound, contract.purchase)
    return [each for each in found if each.state == "planned"]
