"""The form of a lesson and that of a refusal, and what was filled in at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dialogs.contract_forms import Values, field_of, one_section
from dialogs.lesson import Lesson, question_name
from dialogs.lesson_asking import LONGEST_REASON
from dialogs.messages import Field, Form, Line, Option, Person
from dialogs.purchase import Purchase
from dialogs.reading import clean
from dialogs.scene import Scene

FORM, REFUSAL = "lesson", "lesson_refusal"
LONGEST = 1000
PARTS = ("expected", "happened", "differently")
FIRST_QUESTION = "circularity.1"
NAMELESS = "nameless"
"""The box to tick for who does not want to be named."""

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """What came back of the form of a lesson, or what is wrong with it by field."""

    texts: Mapping[str, str] = field(default_factory=dict)
    category: str = ""
    question: str = ""
    nameless: bool = False
    errors: Mapping[Place, Line] = field(default_factory=dict)


def lesson_form(
    scene: Scene, purchase: Purchase | None, person: str, before: Lesson | None = None,
    *, knows: bool = False,
) -> Form:  # fmt: skip
    """The form in which somebody writes a lesson, about a purchase or about none.

    `before` is one that its owner did not want to share: its texts are there already. `knows` when
    this person sees what others buy: who does not, is not told which kind of thing that is.
    """
    id = purchase.id if purchase else ""
    own = purchase is not None and purchase.owner == person
    texts = dict(before.texts) if before else {}
    category = (
        before.category if before else _category_of(scene, purchase if knows or own else None)
    )
    question = before.question if before else FIRST_QUESTION
    known = {each.key for each in _categories(scene)}
    fields = [
        *(_text(scene, id, part, texts.get(part, "")) for part in PARTS),
        field_of(
            scene, id, FORM, "category", "choice", category if category in known else "",
            options=_categories(scene), needed=True, menu=True,
        ),
        field_of(
            scene, id, FORM, "question", "choice", question, options=_questions(scene),
            needed=True, menu=True,
        ),
    ]  # fmt: skip
    if before is None:  # those texts are kept with a name already: without one they would tell it
        fields.append(_nameless(scene, purchase, person))
    form = one_section(scene, FORM, id, FORM, fields)
    return replace(form, lines=_intro(scene, purchase, person))


def _category_of(scene: Scene, purchase: Purchase | None) -> str:
    """The category of a purchase, chosen or as its title suggests; empty when there is none."""
    if purchase is None:
        return ""
    return purchase.category or scene.script.catalogue.suggest(purchase.title) or ""


def _intro(scene: Scene, purchase: Purchase | None, person: str) -> tuple[Line, ...]:
    """Who will read it, and when: before anything is written."""
    if purchase is None:
        return (scene.say("lesson.intro_free"),)
    if purchase.owner == person:
        return (scene.say("lesson.intro_own", id=purchase.id),)
    return (scene.say("lesson.intro_other", id=purchase.id, owner=Person(purchase.owner)),)


def _text(scene: Scene, purchase: str, part: str, value: str) -> Field:
    hint = scene.label(f"lesson.hint_{part}")
    return field_of(
        scene, purchase, FORM, part, "text", value, hint=hint, longest=LONGEST, needed=True
    )


def _nameless(scene: Scene, purchase: Purchase | None, person: str) -> Field:
    """The box for who does not want to be named, and what is kept then."""
    own = purchase is not None and purchase.owner == person
    key = "own" if own else "other" if purchase else "free"
    return field_of(
        scene, purchase.id if purchase else "", FORM, NAMELESS, "several",
        options=(Option(NAMELESS, scene.label("lesson.without_name")),),
        hint=scene.label(f"lesson.hint_nameless_{key}"),
    )  # fmt: skip


def _categories(scene: Scene) -> tuple[Option, ...]:
    entries = scene.script.catalogue.categories.items()
    return tuple(Option(key, entry.name[scene.language]) for key, entry in entries)


def _questions(scene: Scene) -> tuple[Option, ...]:
    return tuple(
        Option(asked.id, f"{asked.number}. {question_name(scene, asked.id)}")
        for asked in scene.script.counted
    )


def read_lesson(scene: Scene, values: Values) -> Filled:
    """What was filled in, each text without what cannot be seen; one sentence for each mistake."""
    at = {part: clean(value) for (form, part), value in values.items() if form == FORM}
    errors: dict[Place, Line] = {}
    for part in PARTS:
        text = at.get(part, "")
        if not text:
            errors[FORM, part] = scene.say(f"lesson.no_{part}")
        elif len(text) > LONGEST:
            errors[FORM, part] = scene.say("lesson.too_long", longest=str(LONGEST))
    category, question = at.get("category", ""), at.get("question", "")
    if category not in scene.script.catalogue.categories:
        errors[FORM, "category"] = scene.say("lesson.no_category")
    if question not in {asked.id for asked in scene.script.counted}:
        errors[FORM, "question"] = scene.say("lesson.no_question")
    if errors:
        return Filled(errors=errors)
    nameless = NAMELESS in at.get(NAMELESS, "").split(",")
    return Filled({part: at[part] for part in PARTS}, category, question, nameless)


def refusal_form(scene: Scene, lesson: Lesson) -> Form:
    """The form in which an owner says that others may not read it, and why: its author hears so."""
    hint = scene.label("lesson_refusal.hint")
    reason = field_of(
        scene, lesson.purchase, REFUSAL, "reason", "text", longest=LONGEST_REASON, hint=hint
    )
    return one_section(scene, REFUSAL, str(lesson.id), REFUSAL, [reason])


def read_refusal(values: Values) -> str:
    """Why others may not read it; empty when nothing was said."""
    return clean(values.get((REFUSAL, "reason"), ""))[:LONGEST_REASON]
