"""What is ripe, what was proposed, and who may be asked, as it is stored on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.ports import Place
from bot.store import contracts, moments, proposals, purchases, ripe, topic_questions, topics
from bot.store import tables as stored
from bot.store.database import Bound, Database
from dialogs.contract import Contract
from dialogs.moment import Moment
from dialogs.purchase import Purchase, Status
from dialogs.ripe import Ripe
from dialogs.topic_questions import Question
from knowledge.moments import Term

NOW = datetime(2027, 1, 18, 9, tzinfo=UTC)
YEAR_AGO = NOW - timedelta(days=365)
WE, THEY = "T0WE", "T0THEY"
DAY = timedelta(days=1)


def bought(bound: Bound, status: Status, level: int = 0, themes: str = "", ago: int = 0) -> str:
    """A purchase that stands so, since so many days ago."""
    at = NOW - ago * DAY
    name = purchases.next_id(bound, NOW)
    purchases.add(bound, Purchase(name, "Stoelen", "U1", at, at, status), Place("D1"))
    bound.run(
        sa.update(stored.purchases)
        .where(
            stored.purchases.c.workspace == sa.bindparam("ours"),
            stored.purchases.c.number == sa.bindparam("at_number"),
        )
        .values(level=level, themes={themes: 2} if themes else {}),
        at_number=purchases.number_of(name),
    )
    return name


def with_contract(bound: Bound, purchase: str, ago: int = 0) -> None:
    at = NOW - ago * DAY
    term = Term(at.date(), at.date() + 730 * DAY)
    contracts.save(bound, None, Contract(purchase, "Bedrijf", "", term, "U1"), at)


async def test_each_kind_is_found_until_it_is_written_down(any_database: Database) -> None:
    def fill(bound: Bound) -> None:
        bought(bound, "not_bought", ago=10)  # 1
        bought(bound, "not_bought", ago=400)
        bought(bound, "cancelled")
        with_contract(bound, bought(bound, "complete", 3), ago=20)  # 4
        with_contract(bound, bought(bound, "complete", 3), ago=400)
        with_contract(bound, bought(bound, "cancelled", 3))
        with_contract(bound, bought(bound, "complete", 2))
        bought(bound, "complete", 3)
        bought(bound, "in_progress", themes="social_return")
        bought(bound, "complete", themes="circular", ago=5)  # 10
        with_contract(bound, bought(bound, "in_progress", themes="social_return"), ago=3)  # 11

    def found(bound: Bound) -> list[Ripe]:
        themes = [ripe.first_in(bound, each) for each in ("circular", "social_return", "energy")]
        return [
            *ripe.not_bought(bound, YEAR_AGO, 9), *ripe.awarded(bound, YEAR_AGO, 9),
            *(each for each in themes if each),
        ]  # fmt: skip

    await any_database.run(WE, fill)

    made = await any_database.run(WE, found)

    assert {each.key: (each.purchase, each.ripe_at) for each in made} == {
        "not_bought/INK-0001": ("INK-0001", NOW - 10 * DAY),
        "level/INK-0004": ("INK-0004", NOW - 20 * DAY),
        "theme/circular": ("INK-0010", NOW - 5 * DAY),
        "theme/social_return": ("INK-0011", NOW - 3 * DAY),
    }
    assert await any_database.run(THEY, found) == []
    await any_database.run(WE, lambda bound: proposals.add(bound, made, YEAR_AGO))
    assert {each.kind for each in await any_database.run(WE, found)} == {"theme"}


async def test_answers_are_read_on_from_where_one_was(any_database: Database) -> None:
    def fill(bound: Bound) -> None:
        name = bought(bound, "complete")
        moment = Moment(name, "", "promise", NOW.date(), "U1", "U1", None, promise=3)
        given = [("kept", 3), ("not", 2), ("kept", 1), ("kept", 0)]
        rows = [
            replace(
                moment, key=f"promise/3/{ago}", state="answered", answer=answer,
                answered_at=NOW - ago * DAY,
            )
            for answer, ago in given
        ]  # fmt: skip
        moments.add(bound, rows, NOW)

    await any_database.run(WE, fill)

    def read(bound: Bound) -> list[int]:
        first = ripe.kept_after(bound, YEAR_AGO, 0, 2)
        rest = ripe.kept_after(bound, first[-1].at, first[-1].id, 2)
        return [(NOW - each.at).days for each in (*first, *rest)]

    assert await any_database.run(WE, read) == [3, 1, 0]


async def test_a_proposal_is_written_once_and_goes_through_its_states(
    any_database: Database,
) -> None:
    goal = Ripe("goal/circular", "goal", NOW)
    older = Ripe("not_bought/INK-0001", "not_bought", NOW - DAY, "INK-0001")
    past = Ripe("theme/energy", "theme", NOW - 400 * DAY, "INK-0001")

    def write(bound: Bound) -> None:
        proposals.add(bound, [goal, older, past], YEAR_AGO)
        proposals.add(bound, [replace(goal, ripe_at=NOW - 9 * DAY)], YEAR_AGO)

    await any_database.run(WE, write)
    assert await any_database.run(WE, lambda bound: proposals.waiting(bound, 9)) == [older, goal]
    assert await any_database.run(THEY, lambda bound: proposals.waiting(bound, 9)) == []

    def go_on(bound: Bound) -> None:
        assert not proposals.any_proposed(bound, NOW - DAY)
        proposals.proposed(bound, older.key, NOW)
        assert proposals.any_proposed(bound, NOW - DAY)
        assert not proposals.any_proposed(bound, NOW + DAY)
        assert proposals.waiting(bound, 9) == [goal]
        assert proposals.open_now(bound, YEAR_AGO, 9) == [goal, older]
        proposals.told(bound, [goal.key])
        proposals.too_old(bound, NOW)
        assert proposals.open_now(bound, YEAR_AGO, 9) == []
        proposals.forget(bound, goal.key)
        assert proposals.known(bound, [goal.key, older.key, past.key]) == {older.key, past.key}

    await any_database.run(WE, go_on)


async def test_topics_and_questions_are_of_one_workspace(any_database: Database) -> None:
    def choose(bound: Bound) -> None:
        topics.choose(bound, "U1", ["category/ict", "theme/circular"], NOW)
        topics.choose(bound, "U1", ["category/ict"], NOW)
        topics.choose(bound, "U2", ["category/ict"], NOW)

    for workspace in (WE, THEY):
        await any_database.run(workspace, choose)
    assert await any_database.run(WE, lambda bound: topics.leave(bound, "U1"))
    assert await any_database.run(WE, topics.everybody) == {"category/ict": ["U2"]}
    assert await any_database.run(THEY, topics.people) == ["U1", "U2"]

    question = Question(0, "category/ict", "U9", "U1", "Wat?", NOW)

    def ask(bound: Bound) -> int:
        id = topic_questions.add(bound, question, NOW + 3 * DAY)
        assert id
        assert topic_questions.add(bound, question, NOW) is None
        assert topic_questions.longest_ago(bound, ["U1", "U2"]) == ["U2", "U1"]
        assert not topic_questions.any_due(bound, NOW)
        topic_questions.hurry(bound, "U1", NOW)
        assert topic_questions.due(bound, NOW, 9) == [replace(question, id=id)]
        topic_questions.step(bound, id, "let_go", None)
        topic_questions.hurry(bound, "U1", NOW)
        assert not topic_questions.any_due(bound, NOW)
        topic_questions.answer(bound, id, "Dit.", NOW)
        return id

    id = await any_database.run(WE, ask)
    answered = await any_database.run(WE, lambda bound: topic_questions.load(bound, id))
    assert answered == replace(question, id=id, state="answered", answer="Dit.")
    assert await any_database.run(THEY, lambda bound: topic_questions.load(bound, id)) is None
