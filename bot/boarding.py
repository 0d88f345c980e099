"""Brings purchases to the tenderboard, by hand or by their value, and takes back what ended.

The board is asked in direct messages: a verdict is somebody's own, and a question to a channel is
nobody's. Each waits for the office hours of who gets it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.parts import Parts
from bot.ports import Held, Outgoing, Place
from bot.reminders.receivers import in_their_hours
from bot.store import boards, later, outbox
from bot.store.database import Bound
from bot.store.people import is_here
from dialogs import tenderboard
from dialogs.board import NEEDED, Board, Outcome, key_of
from dialogs.findings import findings
from dialogs.procurement import may_be_above
from dialogs.purchase import Purchase


def follow_board(parts: Parts, bound: Bound, before: Purchase, held: Held) -> list[Outgoing]:
    """What a step on a purchase means for the board: it goes there by its value, or no longer."""
    after = held.purchase
    if after.closed and not before.closed:
        return take_off(parts, bound, held)
    if _by_value(parts, after) and not _by_value(parts, before):
        board = boards.newest(bound, after.id)
        judged = board is not None and board.outcome != "stopped"
        return [] if judged else put_on(parts, bound, held, "")
    return []


def _by_value(parts: Parts, purchase: Purchase) -> bool:
    """Whether a purchase goes to the board by itself: it is complete, and large enough."""
    above = parts.organisation.board_above
    if above is None or purchase.status != "complete":
        return False
    return may_be_above(parts.script, purchase, above)


def judges(parts: Parts, bound: Bound, purchase: Purchase) -> list[str]:
    """Who may judge a purchase: the board as far as they are here, without its owner."""
    members = parts.organisation.board_members - {purchase.owner}
    return [each for each in sorted(members) if is_here(bound, each)]


def put_on(parts: Parts, bound: Bound, held: Held, person: str) -> list[Outgoing]:
    """Puts a purchase on the board; nothing when it waits there already.

    `person` is who did so, empty when its value did. Gives what goes to its conversation at once;
    what the board is asked waits for office hours.
    """
    purchase, now = held.purchase, parts.clock.now()
    members = judges(parts, bound, purchase)
    found = findings(parts.scene(parts.organisation.language), purchase)
    board = boards.put(bound, purchase.id, person, found, members, now)
    if board is None:
        return []
    for each in members:
        scene = parts.scene(parts.language_of(bound, each))
        asked = tenderboard.asked(scene, purchase, board)
        in_their_hours(parts, bound, each, replace(asked, key=key_of(board, each)))
    scene = parts.scene(parts.language_at(bound, held))
    told = tenderboard.put(scene, purchase, board, few=len(members) < NEEDED)
    return parts.say_in(bound, held, [told])


def take_off(parts: Parts, bound: Bound, held: Held) -> list[Outgoing]:
    """Ends the round of a purchase that was stopped or is not bought; its board is told."""
    board = boards.newest(bound, held.purchase.id)
    if board is None or not board.open:
        return []
    return close(parts, bound, held, board, "stopped")


def close(parts: Parts, bound: Bound, held: Held, board: Board, outcome: Outcome) -> list[Outgoing]:
    """Ends a round, and tells everybody who was asked; what they did not get yet is taken back."""
    now = parts.clock.now()
    boards.close(bound, board, outcome, now)
    board = replace(board, outcome=outcome, closed_at=now)
    rows = []
    for each in board.told:
        key = key_of(board, each)
        if later.take_back(bound, key, "the board is done with it"):
            continue
        if outbox.latest(bound, "", key) is not None:
            scene = parts.scene(parts.language_of(bound, each))
            done = tenderboard.done(scene, held.purchase, board, each)
            rows.append(parts.say_at(bound, Place(each), done))
    return rows
