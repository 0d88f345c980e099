"""Who comes in: colleagues; guests where they were invited; and whom Slack says nothing of."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from bot.gate import ANSWERS, OWN
from bot.playground.client import PersonClient
from bot.playground.follow import Following
from bot.playground.people import BOT_USER, INKOOP, JOHN, SANNE
from bot.ports import Known
from bot.slack.manifest import MESSAGE_SHORTCUT, SHORTCUT
from bot.store import people
from tests.office import TITLE, Office

GUEST, STRANGER = "te gast", "niet als collega"
NOT_KNOWN = "Slack vertelt me nu niet wie je bent"
OUTSIDE = {"team": "T0ELDERS"}


def asked(office: Office, person: str = "") -> int:
    """How many times Slack was asked about people, or about this one."""
    about = office.local.workspace.calls("users.info")
    return len([each for each in about if person in ("", each["user"])])


def is_now(office: Office, **what: Any) -> None:
    """What John is from now on, in Slack."""
    office.local.workspace.administration.change(JOHN, **what)


@pytest.fixture(params=[({"guest": True}, GUEST), (OUTSIDE, STRANGER)], ids=["guest", "outside"])
def outsider(request: pytest.FixtureRequest) -> tuple[dict[str, Any], str]:
    """What somebody is who is no colleague, and words of the sentence that they get."""
    found: tuple[dict[str, Any], str] = request.param
    return found


@pytest.fixture
def sentence(outsider: tuple[dict[str, Any], str]) -> str:
    """Words of the sentence that who is no colleague gets."""
    return outsider[1]


@pytest.fixture
async def john(office: Office, outsider: tuple[dict[str, Any], str]) -> AsyncIterator[PersonClient]:
    """John, who is no colleague; nothing may be his in the end."""
    is_now(office, **outsider[0])
    yield office.john
    assert {each["owner"] for each in await office.stored()} <= {SANNE}


async def in_channel(office: Office) -> Following:
    """A purchase of Sanne's in a channel that John is in, at its first question."""
    await office.sanne.mention(INKOOP, TITLE)
    talk = await Following.newest(office.sanne, INKOOP)
    await talk.press("Meteen naar de vragen")
    return talk


@pytest.mark.parametrize("text", [TITLE, "", "lijst", "help", "vragen", "taal en", "INK-0001"])
async def test_who_is_no_colleague_gets_one_friendly_sentence_for_every_command(
    office: Office, john: PersonClient, sentence: str, text: str
) -> None:
    told = await john.command(text)

    assert told is not None
    assert sentence in told.plain()
    assert "Leuk dat je er bent!" in told.plain()


async def test_nor_does_a_direct_message_start_anything(
    office: Office, john: PersonClient, sentence: str
) -> None:
    direct = await john.direct()
    office.local.workspace.faults.deliver_twice()

    await john.say(direct, TITLE)

    told = await john.wait_for_message(direct, sentence)
    await office.local.settled()
    assert told.thread in (None, "", told.ts)
    assert len([e for e in await john.messages(direct) if e.user == BOT_USER]) == 1


async def test_nor_a_mention(office: Office, john: PersonClient, sentence: str) -> None:
    await john.mention(INKOOP, TITLE)

    assert sentence in (await office.told(john, sentence)).plain()
    assert [each for each in await john.messages(INKOOP) if each.user == BOT_USER] == []


async def test_nor_a_shortcut(office: Office, john: PersonClient, sentence: str) -> None:
    said = await office.sanne.say(INKOOP, TITLE)

    await john.shortcut(SHORTCUT)
    view = await office.view(john)
    await john.message_shortcut(MESSAGE_SHORTCUT, said)

    assert sentence in view.plain()
    assert not view.inputs()
    await office.told(john, sentence)


async def test_the_home_page_is_one_sentence(
    office: Office, john: PersonClient, sentence: str
) -> None:
    await john.home()
    page = await office.until(john.see_home)

    assert sentence in page.plain()
    assert not page.buttons()


async def test_they_answer_in_the_channel_that_they_were_invited_to(
    office: Office, john: PersonClient, sentence: str
) -> None:
    talk = await in_channel(office)
    question = await talk.last()

    await john.press(question, "Ja, ik heb het nodig")
    second = await talk.next_after(question.ts)
    await john.mention(INKOOP, "ja, van hout", talk.thread)
    third = await talk.next_after(second.ts)
    await john.press(third, "Alles in één formulier")
    form = await office.view(john, "Alles in één formulier")
    result = await john.submit(form, {"circularity.4/explanation/0": "we repareren het zelf"})

    assert result.errors == {}
    answers = await office.answers()
    assert answers["circularity.1"]["choice"] == "need"
    assert answers["circularity.2"]["explanation"] == "van hout"
    assert answers["circularity.4"]["explanation"] == "we repareren het zelf"


async def test_what_else_stands_in_that_channel_is_not_theirs(
    office: Office, john: PersonClient, sentence: str
) -> None:
    await office.sanne.command("hulp hoe verleng ik mijn paspoort in het buitenland?")
    told = await office.told(office.sanne, "Daar weet ik geen goed antwoord op")
    await office.sanne.press(told, "Vraag het inkoop")
    question = await office.piet.wait_for_message(INKOOP, "heeft een vraag")

    await john.press(question, "Antwoord geven")

    await office.told(john, sentence)
    assert await john.views() == []


async def test_the_sentence_is_in_the_language_of_who_gets_it(office: Office) -> None:
    await office.john.command("taal en")
    is_now(office, guest=True)
    await office.local.settled()

    told = await office.john.command(TITLE)

    assert told is not None
    assert "You are a guest here" in told.plain()


async def test_who_was_a_colleague_and_becomes_a_guest_is_one_at_once_and_back(
    office: Office,
) -> None:
    await office.start(person=office.john)
    is_now(office, guest=True)
    await office.local.settled()

    refused = await office.john.command("lijst")
    is_now(office, guest=False)
    await office.local.settled()
    listed = await office.john.command("lijst")

    assert refused is not None
    assert listed is not None
    assert GUEST in refused.plain()
    assert "INK-0001" in listed.plain()


async def test_a_form_that_was_open_keeps_what_was_filled_in(office: Office) -> None:
    await office.john.shortcut(SHORTCUT)
    form = await office.view(office.john, "Nieuwe inkoop")
    is_now(office, guest=True)
    await office.local.settled()

    refused = await office.john.submit(form, {"intake.what/text/0": TITLE})

    assert GUEST in next(iter(refused.errors.values()))
    assert [each.id for each in await office.john.views()] == [form.id]
    assert await office.stored() == []


async def test_a_colleague_costs_slack_one_question_and_the_second_time_none(
    office: Office,
) -> None:
    await office.start()
    assert asked(office, SANNE) == 1

    await office.sanne.command("lijst")
    await office.sanne.home()
    await office.local.settled()

    assert asked(office) == 1


async def test_what_we_know_of_a_colleague_is_asked_anew_each_day_without_waiting_for_it(
    office: Office,
) -> None:
    await office.start(person=office.john)
    workspace = office.local.workspace
    workspace.workspace.people[JOHN].guest = True  # and no event came
    workspace.clock.advance(timedelta(days=1))

    told = await office.john.command("lijst")
    await office.local.settled()
    refused = await office.john.command("lijst")

    assert told is not None
    assert refused is not None
    assert "INK-0001" in told.plain()
    assert GUEST in refused.plain()


async def test_who_is_gone_in_our_books_and_comes_in_is_asked_about_after_a_while(
    office: Office,
) -> None:
    parts = office.local.bot.parts
    gone = Known(JOHN, "", deleted=True)
    await parts.database.run(
        parts.workspace, lambda bound: people.learn(bound, gone, parts.clock.now())
    )

    refused = await office.john.command(TITLE)
    office.local.workspace.clock.advance(timedelta(minutes=6))
    await office.start(person=office.john)

    assert refused is not None
    assert STRANGER in refused.plain()
    assert len(await office.stored()) == 1


SILENT: list[dict[str, Any]] = [
    {"error": "missing_scope"}, {"status": 500}, {"hang_seconds": 3}, {"retry_after": 3},
]  # fmt: skip


@pytest.mark.parametrize("fault", SILENT, ids=str)
async def test_while_slack_is_silent_one_may_start_and_not_look_at_what_is_of_others(
    office: Office, fault: dict[str, Any]
) -> None:
    """Within the three seconds that Slack waits: else the workspace would refuse the command."""
    office.local.workspace.faults.plan("users.info", times=2, **fault)

    talk = await office.start()
    answered = await talk.press("Meteen naar de vragen")

    assert "Vraag 1 van 9" in answered.plain()
    office.local.workspace.faults.plan("users.info", times=None, **fault)
    refused = await office.piet.command("vragen")
    assert refused is not None
    assert NOT_KNOWN in refused.plain()
    office.local.workspace.faults.clear()


def test_what_is_new_is_closed_until_somebody_opens_it() -> None:
    """A subcommand, a button and a form that the gate does not know are for known colleagues."""
    for closed in ("questions", "reply", "history", "digest_all", "take_over", "policy"):
        assert closed not in ANSWERS | OWN


async def test_a_locked_database_lets_nobody_in_and_the_person_is_told(office: Office) -> None:
    await office.start()
    await office.local.bot.settled()
    path = office.local.bot.parts.database.url.database or ""
    with sqlite3.connect(path) as other:
        other.execute("BEGIN IMMEDIATE")
        told = await office.john.command(TITLE)
        other.rollback()

    assert told is not None
    assert "Ik kan nu niets bewaren" in told.plain()
    assert len(await office.stored()) == 1
