"""The form in which one of the tenderboard says agreed or advice, and what came back of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.board import VERDICT, Board, Said
from dialogs.board_lines import grouped
from dialogs.contract_forms import field_of, one_section
from dialogs.findings import Finding
from dialogs.messages import Form, Line
from dialogs.reading import clean
from dialogs.scene import Scene

LONGEST = 1000
"""So long a reason may be: two of them, and what was found, fit in one message."""


def verdict_form(
    scene: Scene, board: Board, found: tuple[Finding, ...], verdict: Said, person: str
) -> Form:
    """The form for one verdict, with what is found now, and what this person said before."""
    name = name_of(verdict)
    before = board.verdict_of(person)
    reason = field_of(
        scene, board.purchase, name, "reason", "text", before.reason if before else "",
        needed=verdict == "advice", longest=LONGEST,
        hint=scene.label(f"{name}.hint"),
    )  # fmt: skip
    argument = f"{board.purchase}/{board.round}/{verdict}"
    form = one_section(scene, VERDICT, argument, name, [reason])
    return replace(form, lines=(*form.lines, *grouped(scene, found)))


def name_of(verdict: Said) -> str:
    """Under which name the words of a verdict's form stand."""
    return f"verdict_{verdict}"


def read_verdict(
    scene: Scene, verdict: Said, values: Mapping[tuple[str, str], str]
) -> tuple[str, dict[tuple[str, str], Line]]:
    """The reason that was filled in, and what is wrong with it: advice needs one."""
    place = (name_of(verdict), "reason")
    reason = clean(values.get(place, ""))
    if verdict == "advice" and not reason:
        return reason, {place: scene.say("verdict_advice.no_reason")}
    return reason, {}
