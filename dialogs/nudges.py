"""What we say at a moment: the question to its owner, several in one message, a line when stuck."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dialogs import reasons
from dialogs.asking import about_part, short
from dialogs.contract import Contract, Promise
from dialogs.contract_forms import months
from dialogs.lesson import written
from dialogs.messages import Button, Line, Message, Person, Value
from dialogs.moment import ANSWERS, DEPUTY, OWNER_FIRST, Moment
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.words import Choice
from knowledge.moments import Offsets

SHOWN = 500
LATE = timedelta(days=7)
_FIGURES = {
    "kick_off": "kick_off_days",
    "first_kpi": "first_kpi_months",
    "periodic": "periodic_months",
    "yearly": "yearly_months",
    "certificate": "certificate_months",
    "option": "option_months",
    "retender": "retender_months",
    "end": "end_months",
    "evaluation": "evaluation_months",
    "end_of_use": "end_of_use_months",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A moment with what it is about. `offsets` are the figures that hold for its contract;
    `before` is the moment that it follows up."""

    moment: Moment
    purchase: Purchase
    contract: Contract | None
    offsets: Offsets
    before: Moment | None = None

    @property
    def promise(self) -> Promise | None:
        """The promise that it is about, if it is about one."""
        number = self.moment.promise
        return self.contract.promise(number) if self.contract and number else None

    @property
    def deputy(self) -> str:
        """Who is asked when the owner does not answer."""
        return self.contract.deputy_of(self.promise) if self.contract else ""

    @property
    def argument(self) -> str:
        """What a button about it carries."""
        return f"{self.moment.purchase}/{self.moment.id}"


def nudge(scene: Scene, subject: Subject, receiver: str) -> Message:
    """The question at one moment, to its owner or, when that is not `receiver`, as the deputy."""
    moment = subject.moment
    return Message(
        key="nudge",
        heading=f"{moment.purchase} · {subject.purchase.title}",
        lines=(*late(scene, moment), *_before(scene, subject), *question_lines(scene, subject)),
        notes=(
            _why(scene, moment, receiver),
            rule(scene, subject),
            *((scene.say("nudge.often"),) if moment.step == OWNER_FIRST else ()),
        ),
        buttons=_buttons(scene, subject),
        more=tuple(
            Button(verb, scene.label(f"nudge.{label}"), subject.argument)
            for verb, label in (
                ("snooze_week", "snooze_week"),
                ("snooze_month", "snooze_month"),
                ("snooze_day", "snooze_day"),
                ("not_mine", "not_mine"),
                ("stop_moment", "stop"),
            )
        ),
    )


def late(scene: Scene, moment: Moment) -> list[Line]:
    """Says that it should have come earlier, when it was we who could not send it."""
    if moment.step != OWNER_FIRST or scene.today - moment.on < LATE or moment.asked_at:
        return []
    chosen = reasons.read(moment.reason).key in ("once_a_week", "enough_messages")
    made = moment.created_at.astimezone(scene.zone).date() if moment.created_at else scene.today
    if chosen or made > moment.on:
        return []  # put off by their own choice, or recorded after its day: we did not sleep
    return [scene.say("nudge.late", day=scene.day(moment.on))]


def _before(scene: Scene, subject: Subject) -> list[Line]:
    before = subject.before
    if before is None or not before.next_step:
        return []
    answer = scene.label(f"nudge.{answer_word(before)}")
    return [scene.say("nudge.before", answer=answer, step=shown(before.next_step, SHOWN))]


def question_lines(scene: Scene, subject: Subject) -> list[Line]:
    """What is asked at a moment, with the promise's own words."""
    moment, promise, contract = subject.moment, subject.promise, subject.contract
    if moment.kind == "open_point":
        return [_open_point(scene, subject), *_gap(scene, subject)]
    if contract is None:
        return []
    if moment.kind == "promise":
        text = shown(promise.text, SHOWN) if promise else ""
        lines = [scene.say("nudge.promised", supplier=contract.supplier)]
        lines.append(scene.say("nudge.quote", text=text))
        if promise and promise.proof:
            lines.append(scene.say("nudge.proof", proof=shown(promise.proof, SHOWN)))
        return [*lines, scene.say("asks.promise")]
    lines = [scene.say(f"asks.{moment.kind}", **_facts(scene, subject, contract))]
    if moment.kind == "evaluation":
        lines.append(scene.say("lesson.asked"))
    collects = subject.purchase.value("circularity.5", "explanation")
    if moment.kind == "end_of_use" and collects:
        lines.append(scene.say("nudge.collects", text=shown(collects, SHOWN)))
    return lines


def _open_point(scene: Scene, subject: Subject) -> Line:
    asked = scene.script.by_id[subject.moment.question]
    agreed = subject.purchase.value(subject.moment.question, "due")
    due = scene.day(date.fromisoformat(agreed) if agreed else subject.moment.on)
    return scene.say("asks.open_point", question=short(scene, asked), due=due)


def _gap(scene: Scene, subject: Subject) -> list[Line]:
    """What the tenderboard missed, in its own words: the name of a gap does not tell that."""
    question = subject.moment.question
    missing = subject.purchase.value(question, "explanation")
    if scene.script.by_id[question].dialog != "gaps" or not missing:
        return []
    return [scene.say("nudge.quote", text=shown(missing, SHOWN))]


def _facts(scene: Scene, subject: Subject, contract: Contract) -> dict[str, Value]:
    """What the words of a contract's moment may name."""
    term = contract.term
    facts: dict[str, Value] = {
        "supplier": contract.supplier,
        "start": scene.day(term.start),
        "end": scene.day(term.end),
        "expires": scene.day(term.certificate_expires) if term.certificate_expires else "",
        "end_of_use": scene.day(term.end_of_use) if term.end_of_use else "",
        "deadline": "",
    }
    kind, _, number = subject.moment.root.partition("/")
    if kind == "option":
        facts["deadline"] = scene.day(term.notice_deadline(int(number)))
    return facts


def _why(scene: Scene, moment: Moment, receiver: str) -> Line:
    if moment.step >= DEPUTY and receiver != moment.owner:
        return scene.say("nudge.why_deputy", owner=Person(moment.owner))
    if moment.step != OWNER_FIRST and moment.asked_at:
        return scene.say("nudge.why_again", day=scene.day(moment.asked_at))
    return scene.say("nudge.why_owner")


def rule(scene: Scene, subject: Subject) -> Line:
    """The rule by which a message comes now."""
    moment, promise, contract = subject.moment, subject.promise, subject.contract
    if moment.key != moment.root:
        return scene.say("rules.follow_up")
    if moment.kind == "promise" and promise:
        return scene.say("rules.promise", rhythm=scene.label(f"rhythm.{promise.rhythm}"))
    if moment.kind not in _FIGURES or contract is None:
        known = subject.purchase.value(moment.question, "due")
        return scene.say("rules.open_point" if known else "rules.not_known")
    figure = getattr(subject.offsets, _FIGURES[moment.kind])
    return scene.say(
        f"rules.{moment.kind}",
        count=str(figure),
        months=months(scene, figure),
        start=scene.day(contract.term.start),
        end=scene.day(contract.term.end),
    )


def answer_word(moment: Moment) -> str:
    """The name of the words for an answer: a promise is kept, something else is done."""
    if moment.kind == "promise" or moment.answer in ("partly", "unknown"):
        return moment.answer
    return {"kept": "done", "not": "not_yet"}[moment.answer]


def _buttons(scene: Scene, subject: Subject) -> tuple[Button, ...]:
    moment = subject.moment
    calendar = Button("calendar", scene.label("nudge.calendar"), subject.argument)
    if moment.kind == "open_point":
        return (*_question_buttons(scene, subject), calendar)
    words = ("kept", "partly", "not", "unknown")
    if moment.kind != "promise":
        words = ("done", "partly", "not_yet", "unknown")
    answers = (
        Button(
            "assure",
            scene.label(f"nudge.{word}"),
            f"{subject.argument}/{answer}",
            "primary" if answer == "kept" else "",
        )
        for answer, word in zip(ANSWERS, words, strict=True)
    )
    lesson = (written(scene, moment.purchase),) if moment.kind == "evaluation" else ()
    return (*answers, *lesson, calendar)


def _question_buttons(scene: Scene, subject: Subject) -> list[Button]:
    """The checklist question again: done in one click, or another date in its form."""
    purchase, question = subject.purchase, subject.moment.question
    asked = scene.script.by_id[question]
    first = asked.question.parts[0]
    buttons = []
    keys = scene.script.labels(scene.language, asked, first) if isinstance(first, Choice) else {}
    if "yes" in keys and purchase.value(question, "choice"):
        about = about_part(purchase, asked, first)
        label = scene.label("nudge.arranged")
        buttons.append(Button("answer", label, f"{about}/yes", "primary"))
    label = scene.label("nudge.new_date" if buttons else "nudge.answer_question")
    buttons.append(Button("form", label, f"{purchase.id}/{question}"))
    return buttons


def answer_above(scene: Scene, subject: Subject) -> Message:
    """What somebody hears who typed at an open point: it has buttons, and they are here again."""
    buttons = tuple(_question_buttons(scene, subject))
    return Message(key="say", lines=(scene.say("nudge.use_buttons"),), buttons=buttons)


def what(scene: Scene, subject: Subject) -> str:
    """A moment in a few words, for a list: the promise itself, or what it is called."""
    return named(scene, subject.moment, subject.promise)


def named(scene: Scene, moment: Moment, promise: Promise | None) -> str:
    """The same, of a moment and the promise that it is about, if it is about one."""
    if moment.kind == "promise" and promise:
        return f"“{shown(promise.text, 80)}”"
    if moment.kind == "open_point":
        return short(scene, scene.script.by_id[moment.question])
    return scene.label(f"moment.{moment.kind}")
