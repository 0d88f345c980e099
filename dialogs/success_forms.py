"""The forms of a success: its story, and what it achieved; and what came back of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from dialogs.ambition import themes
from dialogs.contract_forms import field_of, one_section
from dialogs.files import Given
from dialogs.messages import Field, Form, InputKind, Line, Option
from dialogs.reading import clean
from dialogs.scene import Scene
from dialogs.success import KINDS, KNOWN, Achieved, Named, Role, Success

WRITE, ACHIEVED = "success_write", "success_achieved"
THEME = "theme/"
"""Begins what the form is opened with, for a success of a theme rather than of a purchase."""
FORM, RESULTS = "success", "achieved"
"""The names of the words, and of the fields, of the two forms."""
TITLE, STORY, ALT = 120, 2500, 300
"""So long each text may be."""
YES = "yes"
LARGEST_AMOUNT = Decimal(10) ** 12
_ID = re.compile(r"(?:ink)?[- ]?(\d{1,9})", re.I)
_NUMBER = re.compile(r"\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")

Place = tuple[str, str]
Values = Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """What was filled in about the story; `picture` is a new one, `no_picture` takes it away."""

    title: str = ""
    story: str = ""
    theme: str = ""
    purchase: str = ""
    people: tuple[str, ...] = ()
    alt: str = ""
    picture: Given | None = None
    no_picture: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What came back of a form, and what is wrong with it by field."""

    draft: Draft
    errors: Mapping[Place, Line] = field(default_factory=dict)


def draft_of(success: Success) -> Draft:
    """What a success says now, as a form shows it."""
    people = tuple(
        each.person for each in success.people if each.role != "owner" and not each.refuses
    )
    return Draft(success.title, success.story, success.theme, success.purchase, people, success.alt)


def write_form(
    scene: Scene, argument: str, draft: Draft, *, has_picture: bool = False, crossed: bool = False
) -> Form:
    """The form in which the story is told; `crossed` when somebody else changed it meanwhile."""

    def each(part: str, kind: InputKind, value: str = "", **more: Any) -> Field:
        return field_of(scene, "", FORM, part, kind, value, **more)

    def hint(part: str) -> str:
        return scene.label(f"{FORM}.{part}_hint")

    named = tuple(Option(key, label) for key, label in themes(scene).items())
    fields = [
        each("title", "text", draft.title, needed=True, longest=TITLE, hint=hint("title")),
        each("story", "text", draft.story, needed=True, longest=STORY, hint=hint("story")),
        each("theme", "choice", draft.theme, options=named, menu=True),
        each("purchase", "text", draft.purchase, longest=20, hint=hint("purchase")),
        each("people", "people", ",".join(draft.people), hint=hint("people")),
        each("picture", "file", hint=hint("picture")),
        each("alt", "text", draft.alt, longest=ALT, hint=hint("alt")),
    ]
    if has_picture:
        options = (Option(YES, scene.label(f"{FORM}.no_picture_yes")),)
        fields.append(each("no_picture", "several", options=options))
    form = one_section(scene, WRITE, argument, "tell", fields)
    lines = (scene.say(f"{FORM}.crossed"),) if crossed else (scene.say(f"{FORM}.opening"),)
    return replace(form, lines=lines)


def read_write(scene: Scene, values: Values, has_picture: bool = False) -> Read:
    """What came back; a picture needs words for who does not see it."""
    at = {part: value for (name, part), value in values.items() if name == FORM}
    errors: dict[Place, Line] = {}
    texts = {part: clean(at.get(part, "")) for part in ("title", "story", "alt")}
    for part in ("title", "story"):
        if not texts[part]:
            errors[FORM, part] = scene.say(f"{FORM}.no_{part}")
    purchase = _purchase(at.get("purchase", ""))
    if purchase is None:
        errors[FORM, "purchase"] = scene.say(f"{FORM}.no_such_id")
    picture = Given.read(at.get("picture", ""))
    taken_away = at.get("no_picture", "") == YES
    if (picture or (has_picture and not taken_away)) and not texts["alt"]:
        errors[FORM, "alt"] = scene.say(f"{FORM}.no_alt")
    theme = at.get("theme", "")
    draft = Draft(
        texts["title"],
        texts["story"],
        theme if theme in themes(scene) else "",
        purchase or "",
        tuple(dict.fromkeys(each for each in at.get("people", "").split(",") if each)),
        texts["alt"],
        picture,
        taken_away and picture is None,
    )
    return Read(draft, errors)


def _purchase(text: str) -> str | None:
    """The name of a purchase as people write it, empty where there is none; None for nonsense."""
    typed = clean(text)
    if not typed:
        return ""
    found = _ID.fullmatch(typed)
    return f"INK-{int(found.group(1)):04d}" if found else None


def achieved_form(scene: Scene, argument: str, success: Success) -> Form:
    """The form in which is told what it achieved, each with how it is known."""
    given = {each.kind: each for each in success.achieved}
    known = tuple(Option(key, scene.label(f"{RESULTS}.known_{key}")) for key in KNOWN)
    fields = []
    for kind in KINDS:
        its = given.get(kind)
        amount = its.amount.replace(".", ",") if its and scene.language == "nl" else ""
        amount = amount or (its.amount if its else "")
        fields += [
            field_of(scene, "", RESULTS, kind, "text", amount, longest=20,
                     hint=scene.label(f"{RESULTS}.{kind}_hint")),
            field_of(scene, "", RESULTS, f"{kind}_known", "choice", its.known if its else "",
                     options=known, menu=True),
        ]  # fmt: skip
    options = (Option(YES, scene.label(f"{RESULTS}.money_yes")),)
    fields.append(
        field_of(
            scene, "", RESULTS, "may_tell", "several", YES if success.money else "", options=options
        )
    )
    return one_section(scene, ACHIEVED, argument, RESULTS, fields)


@dataclass(frozen=True, slots=True)
class Results:
    """What came back about what it achieved, and whether amounts of money may be told."""

    achieved: tuple[Achieved, ...] = ()
    money: bool = False
    errors: Mapping[Place, Line] = field(default_factory=dict)


def read_achieved(scene: Scene, values: Values) -> Results:
    """What came back: an amount is a number, and one says how it is known."""
    at = {part: clean(value) for (name, part), value in values.items() if name == RESULTS}
    errors: dict[Place, Line] = {}
    found: list[Achieved] = []
    for kind in KINDS:
        text, known = at.get(kind, ""), at.get(f"{kind}_known", "")
        if not text:
            continue
        amount = _number(text, scene.language)
        if amount is None:
            errors[RESULTS, kind] = scene.say(f"{RESULTS}.no_number")
        elif known not in KNOWN:
            errors[RESULTS, f"{kind}_known"] = scene.say(f"{RESULTS}.how_known")
        else:
            how = next(each for each in KNOWN if each == known)
            found.append(Achieved(kind, amount, how))
    return Results(tuple(found), at.get("may_tell", "") == YES, errors)


def _number(text: str, language: str) -> str | None:
    """A number as people write it, '1.250' or '1250,5', with a point; None for anything else."""
    typed = text.removeprefix("€").strip()
    if language == "en":
        typed = typed.translate(str.maketrans(",.", ".,"))
    if not _NUMBER.fullmatch(typed):
        return None
    if "," in typed or re.search(r"[. ]\d{3}(?:\D|$)", typed):
        typed = re.sub(r"[. ]", "", typed).replace(",", ".")
    number = Decimal(typed)
    if not 0 < number < LARGEST_AMOUNT:
        return None
    return f"{number.normalize():f}"


def with_people(
    success: Success, people: Iterable[str], owner: str, by: str, *, again: bool
) -> Success:
    """The success with who has to agree: those named, and who owns its purchase.

    Who fills it in agrees by doing so. `again` when what they agreed to has changed: a no stays a
    no, and known, for their name is to stay out of the text, but what they were asked about is not
    there any more. Who agreed that it is told of their purchase did not agree to be named.
    """
    wanted: dict[str, Role] = dict.fromkeys(people, "named")
    if owner:
        wanted[owner] = "both" if owner in wanted else "owner"
    found = []
    for person, role in wanted.items():
        before = success.named(person)
        if person == by:
            found.append(Named(person, role, "yes", before.asked_at if before else None))
        elif before is None:
            found.append(Named(person, role))
        elif before.consent in ("asked", "yes"):
            more = before.role not in (role, "both")
            found.append(Named(person, role) if again or more else replace(before, role=role))
        else:
            asked_at = None if again else before.asked_at
            found.append(replace(before, role=role, asked_at=asked_at))
    for each in success.people:
        if each.person not in wanted and each.role != "owner" and each.refuses:
            found.append(replace(each, role="named"))
    return replace(success, people=tuple(found))
