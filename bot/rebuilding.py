"""Writes the register anew when the rules by which it is written change: a policy, a new version.

A page at a time, so that nobody waits for it; who stops half-way begins again at the next start.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import partial

from bot.log import log
from bot.parts import Parts
from bot.registering import write_row
from bot.store import people, purchases, recalling, register, several, spares
from bot.store.database import Bound
from dialogs.facts import RULES

PAGE = 10
"""So many are written at once: on SQLite an answer waits for as long."""


def rules_of(parts: Parts, bound: Bound) -> str:
    """What names the rules that are in use: the same rules, the same name."""
    policy = parts.policies.current
    gone = people.gone_of(bound, {each.owner for each in policy.strategies.values()} - {""})
    told = [
        str(RULES),
        str(policy.weight_border),
        *(
            f"{key}:{each.owner}"
            for key, each in sorted(policy.strategies.items())
            if each.owner not in gone
        ),
        *_words(parts),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _words(parts: Parts) -> Iterator[str]:
    """What decides by which words something is found again."""
    catalogue = parts.script.catalogue
    for each in (catalogue.things, catalogue.product_groups, catalogue.categories):
        yield from (f"{key}:{entry!r}" for key, entry in sorted(each.items()))


async def rebuild(parts: Parts) -> int:
    """Writes every row that was written by other rules; gives how many were looked at.

    Raises NotSaved.
    """
    wanted, written = await parts.database.run(parts.workspace, partial(_rules, parts))
    if written is None or written == wanted:
        return 0
    after = looked_at = 0
    while True:
        numbers = await parts.database.run(parts.workspace, partial(_page, parts, after))
        if not numbers:
            break
        after, looked_at = numbers[-1], looked_at + len(numbers)
    await _offers(parts)
    await parts.database.run(parts.workspace, partial(_sign, parts, wanted))
    log.info("register.rebuilt", purchases=looked_at)
    return looked_at


async def _offers(parts: Parts) -> None:
    """Keeps every offer under the words by which it is found now."""
    after = 0
    while after >= 0:
        after = await parts.database.run(parts.workspace, partial(_some_offers, parts, after))


def _some_offers(parts: Parts, after: int, bound: Bound) -> int:
    """A page of them; gives where the next begins, below 0 when there is none."""
    found = spares.after(bound, after, PAGE)
    for spare in found:
        recalling.keep_spare(bound, spare.id, parts.script.likeness.terms(spare.text))
    return found[-1].id if found else -1


def _rules(parts: Parts, bound: Bound) -> tuple[str, str | None]:
    """The rules that are in use, and those that the register was written by."""
    return rules_of(parts, bound), register.written_by(bound)


def _sign(parts: Parts, wanted: str, bound: Bound) -> None:
    if rules_of(parts, bound) == wanted:
        register.sign(bound, wanted)


def _page(parts: Parts, after: int, bound: Bound) -> Sequence[int]:
    held = several.after(bound, after, PAGE)
    for each in held:
        write_row(parts, bound, each.purchase)
    return [purchases.number_of(each.purchase.id) for each in held]
