"""The kit for tests of exports: purchases in a database, and where an export gets them from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.exporting import Source
from bot.parts import Organisation
from bot.ports import Known, Place
from bot.store import contracts, evidence, lessons, moments, purchases, successes
from bot.store import people as known_people
from bot.store.database import Bound, Database
from dialogs.ambition import ABOUT, REQUEST, THEMES
from dialogs.assurance import Proof
from dialogs.chances import SCAN
from dialogs.contract import Contract, Promise
from dialogs.lesson import Lesson
from dialogs.moment import Moment
from dialogs.owners import OWNERS
from dialogs.purchase import Purchase, Status
from dialogs.reading import PERSON
from dialogs.scene import Scene
from dialogs.script import Script
from dialogs.success import Achieved, Named, Success
from dialogs.web import WEB
from knowledge.moments import Term
from knowledge.policy import Policy, ThemePolicy

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2027, 1, 11, 9, 0, 30, tzinfo=UTC)
TEAM, SANNE, PIET, GONE = "T0EXPORT", "U0SANNE01", "U0PIET002", "U0GONE003"
POLICY = Policy(
    weight_border=30,
    themes={
        "circular": ThemePolicy(target=3),
        "quiet": ThemePolicy(name="Stilte in de wijk", target=2),
    },
)
Given = Mapping[tuple[str, str], str]
SAID: Given = {
    ("intake.category", "choice"): "ict",
    ("intake.value", "choice"): "to_50k",
    ("intake.wanted", "date"): "2027-03-01",
    ("intake.framework", "choice"): "no",
    ("circularity.1", "choice"): "need",
    ("circularity.1", "explanation"): "De oude zijn op, zegt Jan de Vries",
    ("checklist.2", "choice"): "not_yet",
    ("checklist.2", "responsible"): f"{PERSON}{PIET}",
    ("checklist.2", "due"): "2027-02-01",
    (REQUEST, "requirements"): "yes",
    (REQUEST, "criterion"): "yes",
    (REQUEST, "weight"): "30",
    (THEMES, "ticked"): "circular,quiet",
    (ABOUT, "department"): "Informatievoorziening",
    (WEB, "circular"): "2",
    (WEB, "energy"): "1",
    (SCAN, "impact"): "yes",
    (SCAN, "market"): "no",
    (OWNERS, "why"): f"{PERSON}{GONE}",
    (OWNERS, "how"): f"{PERSON}{PIET}",
}


def add(
    database: Database,
    title: str = "40 laptops",
    given: Given = SAID,
    status: Status = "in_progress",
    description: str = "",
    team: str = TEAM,
) -> str:
    """Stores a purchase with these answers, and tells its id."""

    def work(bound: Bound) -> str:
        id = purchases.next_id(bound, NOW)
        made = Purchase(id, title, SANNE, NOW, NOW, status, description=description)
        for (question, part), value in given.items():
            made = made.with_answer(question, part, value, SANNE, NOW)
        purchases.add(bound, made, Place(SANNE))
        return id

    return database.run_now(team, work)


def contracted(
    database: Database,
    purchase: str,
    first: date,
    last: date,
    texts: Iterable[str] = ("Na vier jaar een nieuwe accu",),
    supplier: str = "Laptopreus BV",
) -> None:
    """Stores a contract with promises, and a moment with proof."""

    def work(bound: Bound) -> None:
        made = tuple(Promise(number, text, "circularity.1") for number, text in enumerate(texts, 1))
        contract = Contract(purchase, supplier, "", Term(first, last), SANNE, PIET, promises=made)
        contracts.save(bound, None, contract, NOW)
        moment = Moment(purchase, "kick_off", "kick_off", first, PIET, PIET, NOW)
        moments.add(bound, [moment], NOW)
        (kept,) = moments.of_purchase(bound, purchase)
        evidence.add(bound, purchase, kept.id, [Proof("text", "Verslag")], PIET, NOW)

    database.run_now(TEAM, work)


def celebrated(database: Database, purchase: str) -> None:
    """Stores a success that is posted and one that is not, and a lesson of nobody by name."""
    people = (Named(PIET, "named", "yes"), Named(GONE, "named", "withdrawn"))
    achieved = (Achieved("pieces", "22", "measured"), Achieved("money", "4500", "told"))
    made = Success(
        0, SANNE, "22 accu's", "Ze gaan nog twee jaar mee", NOW, NOW, purchase, "circular",
        achieved, people=people, poster=PIET, state="posted", posted_at=NOW,
    )  # fmt: skip

    def work(bound: Bound) -> None:
        for each in (made, replace(made, state="draft", posted_at=None)):
            successes.counted(bound, successes.add(bound, each).id, 3, NOW.date())
        lesson = Lesson(0, "ict", "circularity.4", "Snel", "Traag", "Vaker bellen", NOW.date(),
                        purchase, state="shared")  # fmt: skip
        lessons.add(bound, lesson)
        lessons.add(bound, replace(lesson, state="waiting"))

    database.run_now(TEAM, work)


def leaves(database: Database, person: str) -> None:
    """Somebody leaves the organisation."""
    database.run_now(
        TEAM, lambda bound: known_people.learn(bound, Known(person, "", deleted=True), NOW)
    )


def source(
    database: Database, script: Script, language: str = "nl", policy: Policy = POLICY
) -> Source:
    """Where an export of these purchases comes from."""
    scene = Scene(script, language, NOW, AMSTERDAM, policy)
    organisation = Organisation(language, AMSTERDAM, name="Gemeente Waterrijk")
    return Source(database, (TEAM,), scene, organisation)
