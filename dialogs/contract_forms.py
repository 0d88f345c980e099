"""The forms of a contract: what they ask, filled in with what is known, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args

from dialogs.contract import Contract, Promise
from dialogs.ladder import ASKED, OFFERED, chosen_ladder, ladder_fields
from dialogs.messages import About, Field, Form, FormSection, InputKind, Line, Option
from dialogs.promises import promised
from dialogs.purchase import Purchase
from dialogs.reading import PERSON, clean, shown
from dialogs.scene import Scene
from knowledge.moments import Rhythm, Term, bounds, faults

Place = tuple[str, str]
Values = Mapping[Place, str]
OFFSETS = (
    "kick_off_days", "first_kpi_months", "periodic_months", "yearly_months", "certificate_months",
    "option_months", "retender_months", "end_months", "evaluation_months", "end_of_use_months",
)  # fmt: skip
MONTHS = (0, 1, 2, 3, 6, 9, 12, 18, 24, 36, 48)
EXTENSIONS = range(7)
NAME_LENGTH = 200
NEW = "new"
"""Stands for the number of a promise that gets one when its form is sent in."""
_FAULT_AT = {
    "end_before_start": "end",
    "notice_longer_than_contract": "notice_months",
    "extension_without_months": "extension_months",
    "too_long": "end",
}


@dataclass(frozen=True, slots=True)
class Read:
    """What came back of a form: the contract after it, or what is wrong by field."""

    contract: Contract | None = None
    errors: Mapping[Place, Line] = field(default_factory=dict)


def one_section(scene: Scene, verb: str, argument: str, name: str, fields: list[Field]) -> Form:
    """A small form: a title, an introduction when there is one, and its fields."""
    purchase = argument.split("/")[0]
    words = scene.script.wordings[scene.language].phrases
    lines = (scene.say(f"{name}.intro", id=purchase),) if f"{name}.intro" in words else ()
    return Form(
        verb=verb,
        argument=argument,
        title=scene.label(f"{name}.title"),
        submit=scene.label(f"{name}.submit"),
        close=scene.label("form.close"),
        lines=lines,
        sections=(FormSection(None, tuple(fields)),),
    )


def field_of(
    scene: Scene, purchase: str, name: str, part: str, kind: InputKind, value: str = "",
    **more: Any,
) -> Field:  # fmt: skip
    """One field of a form, with the words under the form's name."""
    about = About(purchase, name, part, 0)
    return Field(about, kind, scene.label(f"{name}.{part}"), value=value, **more)


def contract_form(scene: Scene, purchase: Purchase, contract: Contract | None) -> Form:
    """The form in which a contract is entered or changed."""
    found = contract.term if contract else None
    id = purchase.id

    def each(part: str, kind: InputKind, value: object = "", **more: Any) -> Field:
        return field_of(scene, id, "contract", part, kind, str(value or ""), **more)

    owner = contract.owner if contract else purchase.owner
    deputy = contract.deputy if contract else ""
    end_of_use = found.end_of_use if found else _end_of_use(purchase)
    form = one_section(
        scene, "contract", id, "contract",
        [
            each("supplier", "text", contract.supplier if contract else "",
                 needed=True, longest=NAME_LENGTH),
            each("reference", "text", contract.reference if contract else "", longest=NAME_LENGTH),
            each("start", "date", found.start if found else scene.today, needed=True),
            each("end", "date", found.end if found else "", needed=True),
            each("extensions", "choice", str(found.extensions if found else 0),
                 options=_times(scene), menu=True),
            each("extension_months", "choice", str(found.extension_months if found else 0),
                 options=_months(scene, "contract.never")),
            each("notice_months", "choice", str(found.notice_months if found else 0),
                 options=_months(scene, "contract.no_notice")),
            each("certificate_expires", "date", found.certificate_expires if found else ""),
            each("end_of_use", "date", end_of_use),
            *ladder_fields(scene, id, contract),
            each("owner", "person", f"{PERSON}{owner}", needed=True),
            each("deputy", "person", f"{PERSON}{deputy}" if deputy else ""),
        ],
    )  # fmt: skip
    if contract is None:
        return form
    return replace(form, lines=(scene.say("contract.intro_change", id=id),))


def _end_of_use(purchase: Purchase) -> date | None:
    """The end of the year that was answered at circularity 5."""
    year = purchase.value("circularity.5", "year")
    return date(int(year), 12, 31) if year.isdecimal() else None


def _times(scene: Scene) -> tuple[Option, ...]:
    return tuple(Option(str(count), times(scene, count)) for count in EXTENSIONS)


def times(scene: Scene, count: int) -> str:
    """So many times, in words."""
    key = {0: "never", 1: "once"}.get(count, "times")
    return scene.label(f"contract.{key}").format(count=count)


def months(scene: Scene, count: int) -> str:
    """So many months, in words."""
    return scene.label("contract.one_month" if count == 1 else "contract.months").format(
        count=count
    )


def _months(scene: Scene, none: str) -> tuple[Option, ...]:
    words = (scene.label(none) if count == 0 else months(scene, count) for count in MONTHS)
    return tuple(Option(str(count), label) for count, label in zip(MONTHS, words, strict=True))


def read_contract(
    scene: Scene, purchase: Purchase, before: Contract | None, values: Values
) -> Read:
    """The contract that a form gives; a new one holds the promises that were answered."""
    at = {part: clean(value) for (name, part), value in values.items() if name == "contract"}
    errors = {
        part: f"problem.{problem}"
        for part, problem in (
            ("supplier", "no_supplier"), ("start", "no_date"), ("end", "no_date"),
            ("owner", "no_person"),
        )
        if not at.get(part)
    }  # fmt: skip
    if errors:
        return _wrong(scene, errors)
    old = before.term if before else None
    term = Term(
        start=date.fromisoformat(at["start"]),
        end=date.fromisoformat(at["end"]),
        extensions=_number(at, "extensions"),
        extension_months=_number(at, "extension_months"),
        notice_months=_number(at, "notice_months"),
        certificate_expires=_day(at, "certificate_expires"),
        end_of_use=_day(at, "end_of_use"),
        ended=old.ended if old else None,
        extended=old.extended if old else 0,
    )
    if found := faults(term):
        return _wrong(scene, {_FAULT_AT[fault]: f"problem.{fault}" for fault in reversed(found)})
    contract = Contract(
        purchase.id,
        shown(at["supplier"], NAME_LENGTH),
        shown(at.get("reference", ""), NAME_LENGTH),
        term,
        owner=at["owner"].removeprefix(PERSON),
        deputy=at.get("deputy", "").removeprefix(PERSON),
        offsets=before.offsets if before else {},
        promises=_promises(scene, purchase, before),
        ended_reason=before.ended_reason if before else "",
        ladder_asked=chosen_ladder(at, ASKED),
        ladder_offered=chosen_ladder(at, OFFERED),
    )
    return Read(contract)


def _promises(scene: Scene, purchase: Purchase, before: Contract | None) -> tuple[Promise, ...]:
    """The promises that were there, and those that were answered since."""
    if before is None:
        return promised(scene, purchase)
    known = {each.source for each in before.promises}
    fresh = (each for each in promised(scene, purchase) if each.source not in known)
    numbered = (replace(each, number=n) for n, each in enumerate(fresh, before.next_number))
    return (*before.promises, *numbered)


def _number(at: Mapping[str, str], part: str) -> int:
    value = at.get(part, "")
    return int(value) if value.isdecimal() else 0


def _day(at: Mapping[str, str], part: str) -> date | None:
    return date.fromisoformat(at[part]) if at.get(part) else None


def _wrong(scene: Scene, errors: Mapping[str, str], name: str = "contract") -> Read:
    return Read(errors={(name, part): scene.say(key) for part, key in errors.items()})


def promise_form(scene: Scene, contract: Contract, promise: Promise | None) -> Form:
    """The form in which a promise is changed, or added when there is none yet."""
    id = contract.purchase
    now = promise or Promise(contract.next_number, "")

    def each(part: str, kind: InputKind, value: str = "", **more: Any) -> Field:
        return field_of(scene, id, "promise", part, kind, value, **more)

    rhythms = tuple(Option(key, scene.label(f"rhythm.{key}")) for key in get_args(Rhythm))
    fields = [
        each("text", "text", now.text, needed=True),
        each("rhythm", "choice", now.rhythm, options=rhythms),
        each("owner", "person", f"{PERSON}{now.owner}" if now.owner else ""),
        each("deputy", "person", f"{PERSON}{now.deputy}" if now.deputy else ""),
        each("proof", "text", now.proof, longest=500),
    ]
    if promise is not None:
        fields.append(each("stopped", "text", now.stopped, longest=500))
    number = str(promise.number) if promise else NEW
    return one_section(scene, "promise", f"{id}/{number}", "promise", fields)


def read_promise(scene: Scene, contract: Contract, number: int, values: Values) -> Read:
    """The contract with the promise that a form gives."""
    at = {part: clean(value) for (name, part), value in values.items() if name == "promise"}
    if not at.get("text"):
        return _wrong(scene, {"text": "problem.no_promise"}, "promise")
    before = contract.promise(number) or Promise(number, "")
    rhythm = at.get("rhythm") or before.rhythm
    promise = replace(
        before,
        text=at["text"],
        rhythm=rhythm if rhythm in get_args(Rhythm) else before.rhythm,  # type: ignore[arg-type]
        owner=at.get("owner", "").removeprefix(PERSON),
        deputy=at.get("deputy", "").removeprefix(PERSON),
        proof=at.get("proof", ""),
        stopped=at.get("stopped", ""),
        offered_to="" if at.get("owner", "").removeprefix(PERSON) != before.owner
        else before.offered_to,
    )  # fmt: skip
    return Read(contract.with_promise(promise))


def offsets_form(scene: Scene, contract: Contract) -> Form:
    """The form in which a contract gets figures of its own."""
    fields = [
        field_of(
            scene, contract.purchase, "offsets", name, "text",
            str(contract.offsets.get(name, "")), longest=NAME_LENGTH,
        )
        for name in OFFSETS
    ]  # fmt: skip
    return one_section(scene, "offsets", contract.purchase, "offsets", fields)


def read_offsets(scene: Scene, contract: Contract, values: Values) -> Read:
    """The contract with the figures that a form gives; an empty field is the organisation's."""
    found: dict[str, int] = {}
    errors: dict[str, Line] = {}
    for (name, part), raw in values.items():
        text = clean(raw)
        if name != "offsets" or part not in OFFSETS or not text:
            continue
        low, high = bounds(part)
        if not text.isdecimal() or not low <= int(text[:6]) <= high:
            errors[part] = scene.say("problem.number_range", low=str(low), high=str(high))
        else:
            found[part] = int(text)
    if errors:
        return Read(errors={("offsets", part): line for part, line in errors.items()})
    return Read(replace(contract, offsets=found))


def end_form(scene: Scene, contract: Contract) -> Form:
    """The form in which a contract is ended before its last day."""
    id = contract.purchase
    return one_section(
        scene, "end_contract", id, "end_contract",
        [
            field_of(scene, id, "end_contract", "day", "date",
                     (contract.term.ended or scene.today).isoformat()),
            field_of(scene, id, "end_contract", "reason", "text", contract.ended_reason,
                     longest=500),
        ],
    )  # fmt: skip


def read_end(scene: Scene, contract: Contract, values: Values) -> Read:
    """The contract as it ended; without a day it goes on."""
    at = {part: clean(value) for (name, part), value in values.items() if name == "end_contract"}
    if not at.get("day"):
        return Read(replace(contract, term=replace(contract.term, ended=None), ended_reason=""))
    if not at.get("reason"):
        return _wrong(scene, {"reason": "problem.no_reason"}, "end_contract")
    ended = max(date.fromisoformat(at["day"]), contract.term.start)
    term = replace(contract.term, ended=ended)
    return Read(replace(contract, term=term, ended_reason=at["reason"]))
