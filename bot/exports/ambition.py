"""What an export says of an ambition: its level, the chances, the web, and who owns what."""

from __future__ import annotations

from collections.abc import Mapping

from bot.exports.exported import Exported
from dialogs.chances import scan_of
from dialogs.owners import owners_of
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.web import web_of
from knowledge.ambition import Level
from knowledge.opportunity import Rank


class ExportedOpportunity(Exported):
    """What can be won: `points` from 0 to 10, and why; what speaks against it begins with `not_`.

    Of what nobody answered there is no reason.
    """

    rank: Rank
    points: int
    reasons: list[str]


class ExportedOwners(Exported):
    """Who owns the why, the what and the how, as Slack user ids; null where nobody does.

    Who left owns nothing any more.
    """

    why: str | None
    what: str | None
    how: str | None


def opportunity(scene: Scene, purchase: Purchase) -> ExportedOpportunity:
    """How much can be won, as it is exported."""
    found = scan_of(scene, purchase)
    return ExportedOpportunity(rank=found.rank, points=found.points, reasons=list(found.reasons))


def web(purchase: Purchase) -> dict[str, Level]:
    """The level on the ambition web by theme; a theme that was not chosen is not in it."""
    levels: Mapping[int, Level] = {1: 1, 2: 2, 3: 3}
    return {theme: levels[reached] for theme, reached in web_of(purchase).items()}


def owners(scene: Scene, purchase: Purchase, gone: frozenset[str]) -> ExportedOwners:
    """Who owns what, as it is exported."""
    found = owners_of(scene.policy, purchase, gone)
    return ExportedOwners(why=found.why or None, what=found.what or None, how=found.how or None)
