"""Text that means something to Slack, to a database or to an eye: kept as typed, and harmless."""

from __future__ import annotations

import pytest

from bot.playground.client import Message
from bot.playground.people import PIET
from tests.office import Office, what_does

NASTY = [
    "<!channel> & <!here> en <@U0PIET>, *vet* _schuin_ ~weg~ `code`",
    "<https://x.nl|klik hier> tegen </b> && een ```blok```",
    "🪑🪑 coördinatie voor het reünieplein 👩🏽‍🔧",
    "أربعون كرسي، ثم \u202eomgedraaid\u202c en \u200everder",
    "vóór\x00tijds\x07 met een NUL en een bel",
    "> citaat\n• punt\n1. een | pijp",
    "{title} {0} %s ${HOME} \\n '; DROP TABLE answers; --",
]
PINGS = ("<!channel>", "<!here>", "<@U0PIET>", "<https://x.nl|klik hier>")
UNSEEN = dict.fromkeys(map(ord, "\x00\x07\u202e\u202c\u200e"))


def clean(text: str) -> str:
    """What is kept of it: signs that are not to be seen fall away."""
    return text.translate(UNSEEN)


def check_harmless(office: Office) -> None:
    """Nothing that was sent pings anybody, or links to where somebody else wanted."""
    for sent in office.local.workspace.calls("chat."):
        if sent.get("metadata"):
            assert not [ping for ping in PINGS if ping in sent["text"]]
            rich = [e for block in sent["blocks"] for e in block.get("elements", [])]
            for element in (inner for each in rich for inner in each.get("elements", [])):
                assert element["type"] != "broadcast"
                assert element.get("url") != "https://x.nl"
                assert element.get("user_id") != PIET


async def at_how_to_keep_it(office: Office) -> tuple[str, Message]:
    """At the explanation of question 4, where text is asked for."""
    talk = await office.at_first_question()
    question = await talk.last()
    await office.sanne.click(question, *what_does(question, "form/INK-0001"))
    view = await office.view(office.sanne)
    filled = {"circularity.1": "need", "circularity.2": "no", "circularity.3": "yes"}
    filled["circularity.4"] = "maintain"
    await office.sanne.submit(view, {f"{id}/choice/0": key for id, key in filled.items()})
    return talk.thread, await talk.next_after(question.ts)


@pytest.mark.parametrize("text", NASTY)
async def test_a_nasty_answer_and_a_nasty_company_are_kept_as_typed_and_ping_nobody(
    office: Office, text: str
) -> None:
    thread, asked = await at_how_to_keep_it(office)
    company = " ".join(["BV", *text.split()[:3]])  # a longer one reads as a sentence
    for each in (text, company):
        last = (await office.sanne.messages(asked.channel, thread))[-1].ts
        # Typed by a program that leaves the signs as they are: a person's client would escape them.
        await office.sanne.say(asked.channel, each, thread)
        await office.sanne.wait_for_message(asked.channel, thread=thread, after=last)
        await office.local.workspace.delivery.settled()
        await office.local.bot.settled()

    answer = (await office.answers())["circularity.4"]

    assert " ".join(answer["explanation"].split()) == " ".join(clean(text).split())
    assert clean(text).split()[0] in answer["responsible"]
    check_harmless(office)


@pytest.mark.parametrize("text", NASTY)
async def test_nasty_text_in_a_form_is_kept_as_typed_and_shown_again(
    office: Office, text: str
) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    await office.sanne.click(question, *what_does(question, "form/INK-0001"))
    view = await office.view(office.sanne)

    told = await office.sanne.submit(
        view, {"circularity.1/choice/0": "need", "circularity.1/explanation/0": text}
    )

    assert told.errors == {}
    await talk.next_after(question.ts)
    kept = (await office.answers())["circularity.1"]["explanation"]
    assert " ".join(kept.split()) == " ".join(clean(text).split())
    await office.local.bot.settled()
    last = await talk.last()
    await office.sanne.click(last, *what_does(last, "form/INK-0001"))
    again = (await office.view(office.sanne)).inputs()["circularity.1/explanation/1"]
    assert again["element"]["initial_value"] == kept
    check_harmless(office)


async def test_an_answer_of_ten_thousand_characters_says_so_and_the_next_try_works(
    office: Office,
) -> None:
    thread, asked = await at_how_to_keep_it(office)

    said = await office.sanne.say(asked.channel, "repareren " * 1000, thread)
    await office.sanne.wait_for_message(asked.channel, thread=thread, after=said.ts)

    assert (await office.answers())["circularity.4"]["explanation"] is None
    said = await office.sanne.say(asked.channel, "repareren", thread)
    await office.sanne.wait_for_message(asked.channel, thread=thread, after=said.ts)
    assert (await office.answers())["circularity.4"]["explanation"] == "repareren"


@pytest.mark.parametrize("title", ["  ", "\u200e", "\x00", "\u200b"])
async def test_a_form_with_an_empty_title_starts_nothing_and_the_next_try_works(
    office: Office, title: str
) -> None:
    menu = await office.sanne.command("")
    assert menu is not None
    for typed in (title, "40 laptops"):
        await office.sanne.click(menu, *what_does(menu, "start"))
        view = await office.view(office.sanne)
        field = next(id for id in view.inputs() if id.startswith("intake.what"))
        told = await office.sanne.submit(view, {field: typed})
        if typed == title:
            assert list(told.errors) == [field], "the rest of the form stays as it was filled in"
            assert await office.stored() == []

    assert [each["title"] for each in await office.stored()] == ["40 laptops"]
