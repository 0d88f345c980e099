"""The opportunity scan of one purchase: what is asked, and what follows for whom."""

from __future__ import annotations

from datetime import datetime

from babel.lists import format_list

from dialogs.ambition import NO, YES, Read, Values, with_answers
from dialogs.contract_forms import field_of, one_section
from dialogs.messages import Form, Line, Message, Option
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from knowledge.opportunity import ASKED, Scan, scan

CHANCES = "chances"
SCAN = "opportunity.scan"
"""Under this id the answers are kept, by the names in `knowledge.opportunity.ASKED`."""
NOT_SURE = "not_sure"


def scan_of(scene: Scene, purchase: Purchase) -> Scan:
    """How much can be won with a purchase, by what is known of it."""
    category = scene.script.catalogue.categories.get(purchase.category or "")
    return scan(
        promising=category is not None and category.promising,
        framework=purchase.value("intake.framework", "choice") == "yes",
        answers={name: purchase.value(SCAN, name) for name in ASKED},
    )


def chances_form(scene: Scene, purchase: Purchase) -> Form:
    """The form with what only people know: the gain, and whether it is feasible."""
    options = tuple(Option(key, scene.label(f"chances.{key}")) for key in (YES, NO, NOT_SURE))
    fields = [
        field_of(
            scene, purchase.id, CHANCES, name, "choice", purchase.value(SCAN, name),
            options=options, menu=True,
        )
        for name in ASKED
    ]  # fmt: skip
    return one_section(scene, CHANCES, purchase.id, CHANCES, fields)


def read_chances(
    scene: Scene, purchase: Purchase, values: Values, person: str, now: datetime
) -> Read:
    """The purchase with what a form gives."""
    given = {
        (SCAN, name): value if value in (YES, NO) else ""
        for (form, name), value in values.items()
        if form == CHANCES and name in ASKED
    }
    return Read(with_answers(purchase, given, person, now))


def reasons(scene: Scene, found: Scan) -> str:
    """Why a purchase has its rank, as one list of words."""
    words = [scene.label(f"chances.because_{name}") for name in found.reasons]
    return format_list(words, locale=scene.language) if words else scene.label("chances.no_reason")


def chances_line(scene: Scene, purchase: Purchase) -> Line:
    """The rank with its reasons, for procurement's list."""
    found = scan_of(scene, purchase)
    rank = scene.label(f"chances.rank_{found.rank}")
    return scene.say("chances.line", rank=rank, reasons=reasons(scene, found))


def chances_told(scene: Scene, purchase: Purchase) -> Message:
    """One sentence for the budget holder, and what is not known yet."""
    found = scan_of(scene, purchase)
    lines = [scene.say(f"chances.told_{found.rank}", reasons=reasons(scene, found))]
    if found.unknown:
        words = [scene.label(f"chances.unknown_{name}") for name in found.unknown]
        named = format_list(words, locale=scene.language)
        lines.append(scene.say("chances.not_known", parts=named))
    return Message("chances", tuple(lines))
