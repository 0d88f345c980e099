"""Another deputy: what their predecessor was asked, or would be, is asked of them, once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from dialogs.contract import Contract
from dialogs.moment import CHANNEL, DEPUTY, PROCUREMENT, Moment


def past_owner(moment: Moment) -> bool:
    """Whether its owner was asked in vain, so that it is the deputy's turn, or was."""
    return moment.state == "asked" and moment.step >= DEPUTY


def with_deputies(
    found: Iterable[Moment], contract: Contract, told: Mapping[int, str], now: datetime
) -> list[Moment]:
    """What changes of these moments by who is the deputy now.

    `told` is who was asked last as the deputy, by the id of the moment. The owner stays who has to
    answer.
    """
    pairs = []
    for each in filter(past_owner, found):
        promise = contract.promise(each.promise) if each.promise else None
        deputy = contract.deputy_of(promise)
        named = "" if deputy == each.owner else deputy
        pairs.append((each, _with(each, named, told.get(each.id, ""), now)))
    return [after for before, after in pairs if after != before]


def _with(moment: Moment, deputy: str, told: str, now: datetime) -> Moment:
    if moment.step == DEPUTY:
        if deputy:
            return replace(moment, receiver=deputy)
        return replace(moment, step=CHANNEL, receiver=PROCUREMENT)
    if deputy in ("", told):
        return moment
    # What stands in the channel already comes there again when the new one does not answer either.
    return replace(moment, step=DEPUTY, receiver=deputy, due_at=now, reason="")
