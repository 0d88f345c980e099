"""Successes as they are stored, on every database: asked again, found by title, and forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.ports import Place
from bot.store import forgetting, later, outbox, photos, successes, tables
from bot.store.database import Bound, Database, Stale
from dialogs.messages import Line, Message
from dialogs.success import Named, Success, key_of
from dialogs.success_post import preview_key

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
WEEK = timedelta(days=7)
PIET = Named("U0PIET", "named", "asked", NOW)
SUCCESS = Success(0, "U0AMINA", "Één accu", "Piet deed het", NOW, NOW, people=(PIET,))


def said(words: str, key: str = "success/1") -> Message:
    """A message with these words."""
    return Message(key, (Line("{story}", {"story": words}),))


def test_who_did_not_answer_is_found_as_long_as_it_matters(any_database: Database) -> None:
    def work(bound: Bound) -> list[list[int]]:
        kept = successes.add(bound, replace(SUCCESS, state="asking"))
        found = [successes.unanswered(bound, NOW), successes.unanswered(bound, NOW + WEEK)]
        once_more = replace(PIET, reminded_at=NOW)
        after = (
            replace(SUCCESS, state="posted"),
            replace(SUCCESS, state="posted", people=(once_more,)),
            replace(SUCCESS, state="thrown_away"),
        )
        for each in after:
            kept = successes.save(bound, replace(each, id=kept.id, version=kept.version))
            found.append(successes.unanswered(bound, NOW + WEEK))
        return found

    assert any_database.run_now("T1", work) == [[], [1], [1], [], []]
    assert any_database.run_now("T2", lambda bound: successes.unanswered(bound, NOW + WEEK)) == []


def test_the_same_title_is_found_whatever_its_letters(any_database: Database) -> None:
    def work(bound: Bound) -> list[bool]:
        successes.add(bound, replace(SUCCESS, state="posted", posted_at=NOW))
        same = [successes.titled(bound, each, NOW) for each in (SUCCESS.title, "Één ACCU")]
        other = [successes.titled(bound, "Twee accu's", NOW)]
        earlier = [successes.titled(bound, SUCCESS.title, NOW + WEEK)]
        return [each is not None for each in (*same, *other, *earlier)]

    assert any_database.run_now("T1", work) == [True, True, False, False]


def test_what_was_changed_meanwhile_is_not_written_over(any_database: Database) -> None:
    def work(bound: Bound) -> None:
        kept = successes.add(bound, SUCCESS)
        successes.save(bound, kept)
        with pytest.raises(Stale):
            successes.save(bound, kept)

    any_database.run_now("T1", work)


def test_words_that_wait_are_changed_and_words_that_went_are_forgotten(
    any_database: Database,
) -> None:
    channel = Place("C0SUCCESSES", direct=False)

    def work(bound: Bound) -> list[bool]:
        waits = preview_key(1, "U0JOHN")
        later.add_later(bound, Place("U0JOHN"), said("Piet", waits), NOW, NOW + WEEK)
        later.add_later(bound, Place("U0PIET"), said("Piet", "consent/1/5@U0PIET"), NOW, NOW + WEEK)
        outbox.add_at(bound, channel, said("Piet"), "me", NOW)
        reworded = [
            forgetting.reword(bound, waits, said("een collega", waits)),
            forgetting.reword(bound, key_of(1), said("een collega")),
            forgetting.reword(bound, key_of(2), said("een collega")),
        ]
        assert later.take_back(bound, "consent/1/5@U0PIET", "it was answered")
        forgetting.forget_words(bound, 1)
        every = sa.select(tables.outbox.c.message).where(tables.outbox.c.workspace == "T1")
        kept = "".join(bound.connection.execute(every).scalars())
        assert "Piet" not in kept
        return reworded

    assert any_database.run_now("T1", work) == [True, False, False]


def test_a_picture_has_one_file_and_is_thrown_away_with_it(any_database: Database) -> None:
    def work(bound: Bound) -> list[object]:
        id = photos.add(bound, b"jpg", NOW)
        return [
            photos.stands_as(bound, id, "F1"), photos.stands_as(bound, id, "F2"),
            photos.drop(bound, id), photos.drop(bound, id), photos.stands_as(bound, id, "F3"),
        ]  # fmt: skip

    assert any_database.run_now("T1", work) == [True, False, "F1", "", False]
