"""Bad input gets one clear sentence that says what to do; nothing that was entered is lost."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground.client import Message, NotPossible
from bot.playground.follow import Following
from bot.playground.people import AMINA, INKOOP, PIET, SANNE
from tests.bot.test_conversation import action_of
from tests.office import TITLE, Office

NASTY = [
    "<!channel> laptops <@U0PIET> & *vet* _schuin_ ~weg~ `code`",
    "ik zei <script>alert(1)</script> tegen </b> 40 laptops",
    "🪑🪑 stoelen voor de coördinatie van het reünieplein",
    "أربعون كرسي laptops",
    "40 laptops\x00 met \u202eeen NUL",
    "```code``` en | pijpen | in > citaat laptops",
]


@pytest.mark.parametrize("title", NASTY)
async def test_a_nasty_title_is_shown_as_it_was_typed_and_pings_nobody(
    office: Office, title: str
) -> None:
    await office.sanne.command(f"nieuw {title}")

    talk = await Following.newest(office.sanne, await office.sanne.direct())
    clean = title.replace("\x00", "").replace("\u202e", "")
    assert (await office.stored())[0]["title"] == clean
    assert clean in (await talk.card()).plain()
    for sent in office.local.workspace.calls("chat."):
        for nasty in ("<!channel>", "<@U0PIET>", "<script>"):
            assert nasty not in sent["text"]


async def test_a_title_of_ten_thousand_characters_is_cut_visibly_and_kept_whole(
    office: Office,
) -> None:
    title = "laptops " * 1250

    talk = await office.start(title)

    assert "Ik gebruik het begin als titel" in (await talk.last()).plain()
    (purchase,) = await office.stored()
    assert len(purchase["title"]) <= 120
    assert purchase["title"].endswith("…")
    assert purchase["description"] == title.strip()


@pytest.mark.parametrize("text", ["nieuw", "nieuw    ", "new \u200e", "nieuw \u200b\u2060"])
async def test_an_empty_title_says_what_to_type(office: Office, text: str) -> None:
    told = await office.sanne.command(text)

    assert told is not None
    assert "Ik weet nog niet wat je wilt kopen. Typ bijvoorbeeld" in told.plain()
    assert await office.stored() == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31-02-2027", "De datum 31-2-2027 bestaat niet"),
        ("1-1-2020", "01-01-2020 is al geweest"),
        ("gisteren", "Ik herken geen datum in 'gisteren'"),
        ("over 100000 jaar", "Ik herken geen datum"),
        ("1-1-2999", "meer dan zestig jaar"),
    ],
)
async def test_a_date_that_cannot_be_says_why_and_the_next_try_works(
    office: Office, typed: str, words: str
) -> None:
    talk = await office.start()
    await talk.press("Sla over")
    await talk.press("Sla over")

    assert words in (await talk.say(typed)).plain()

    assert "raamovereenkomst" in (await talk.say("31-12-2030")).plain()
    assert (await office.stored())[0]["wanted"] == "2030-12-31"


async def test_a_form_with_wrong_values_stays_open_with_everything_in_it(office: Office) -> None:
    talk = await office.at_first_question()
    await office.sanne.press(await talk.last(), "Alles in één formulier")
    view = await office.view(office.sanne, "Alles in één formulier")
    values = {
        "circularity.1/choice/0": "need",
        "circularity.5/year/0": "1999",
        "checklist.1/due/0": "2020-01-01",
    }

    result = await office.sanne.submit(view, values)

    assert result.errors == {
        "circularity.5/year/0": result.errors["circularity.5/year/0"],
        "checklist.1/due/0": "01-01-2020 is al geweest. Kies vandaag of een latere dag.",
    }
    assert "Kies een jaar van" in result.errors["circularity.5/year/0"]
    assert [each.id for each in await office.sanne.views()] == [view.id]
    values |= {"circularity.5/year/0": "2040", "checklist.1/due/0": "2030-01-01"}
    assert (await office.sanne.submit(view, values)).errors == {}
    answers = await office.answers()
    assert answers["circularity.1"]["choice"] == "need"
    assert answers["circularity.5"]["year"] == 2040


async def test_a_click_twice_within_ten_milliseconds_is_one_answer(office: Office) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    action = action_of(question, "Ja, ik heb het nodig")

    await asyncio.gather(*(office.sanne.click(question, action) for _ in range(3)))
    await talk.next_after(question.ts)
    await office.local.bot.settled()

    assert (await office.answers())["circularity.1"]["revision"] == 1
    asked = [each for each in await talk.said() if "Vraag 2 van 9" in each.plain()]
    assert len(asked) == 1
    assert await office.sanne.views() == []


async def test_the_same_event_three_times_is_once(office: Office) -> None:
    talk = await office.at_first_question()
    office.local.workspace.faults.deliveries = 3

    await talk.say("ja")
    await office.local.bot.settled()

    answers = await office.answers()
    assert list(answers) == ["circularity.1"]
    assert answers["circularity.1"]["explanation"] is None
    asked = [each for each in await talk.said() if "Vraag 2 van 9" in each.plain()]
    assert len(asked) == 1


async def test_the_same_line_three_times_starts_one_purchase(office: Office) -> None:
    office.local.workspace.faults.deliveries = 3
    direct = await office.sanne.direct()

    await office.sanne.say(direct, TITLE)

    await Following.newest(office.sanne, direct)
    assert len(await office.stored()) == 1


async def test_a_click_on_a_button_of_a_question_that_is_gone_says_so(office: Office) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    (row,) = [b for b in question.blocks if b["type"] == "actions" and "answer" in str(b)][:1]
    stored = office.local.workspace.workspace.message(question.channel, question.ts)
    button = row["elements"][0]
    button["action_id"] = button["action_id"].replace("circularity.1", "circularity.99")
    stored["blocks"] = question.blocks

    await office.sanne.click(question, button["action_id"])

    assert "oude vraag" in (await office.told(office.sanne, "Deze knop")).plain()
    assert await office.answers() == {}


async def test_a_stranger_cannot_answer_change_or_stop(office: Office) -> None:
    """The button reaches somebody else in a forwarded copy of the message."""
    talk = await office.at_first_question()
    question = await talk.last()
    copy = office.local.workspace.workspace.bot_message("kopie", question.blocks)
    place = office.local.workspace.workspace.channel(INKOOP)
    sent = Message.read(INKOOP, office.local.workspace.workspace.add(place, copy))

    await office.john.press(sent, "Ja, ik heb het nodig")

    told = await office.told(office.john, "INK-0001 is van")
    assert f"@{SANNE}" in told.plain()
    await office.john.press(sent, "Stop deze inkoop")
    await office.john.press(sent, "Alles in één formulier")
    view = await office.view(office.john)
    assert "INK-0001 is van" in view.plain()
    assert await office.answers() == {}
    assert (await office.stored())[0]["status"] == "in_progress"


async def test_the_procurement_team_may_help(office: Office) -> None:
    await office.at_first_question()

    told = await office.piet.command("stop INK-0001")

    assert told is not None
    assert (await office.stored())[0]["status"] == "in_progress"


async def test_a_colleague_in_the_channel_may_answer_but_not_stop(office: Office) -> None:
    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    talk = await Following.newest(office.sanne, INKOOP)
    question = await talk.press("Meteen naar de vragen")

    await office.amina.press(question, "Stop deze inkoop")

    assert "inkoopteam" in (await office.told(office.amina, "Alleen")).plain()
    await office.amina.press(question, "Ja, ik heb het nodig")
    await talk.next_after(question.ts)
    assert (await office.answers())["circularity.1"]["answered_by"] == AMINA


async def test_a_form_sent_in_after_somebody_stopped_it_keeps_what_was_filled_in(
    office: Office,
) -> None:
    talk = await office.at_first_question()
    await office.sanne.press(await talk.last(), "Alles in één formulier")
    view = await office.view(office.sanne, "Alles in één formulier")
    await talk.say("stop")
    stopped = await talk.say("ja")

    result = await office.sanne.submit(view, {"circularity.1/choice/0": "need"})

    assert result.errors == {}
    told = await talk.next_after(stopped.ts)
    assert "Bewaard. INK-0001 blijft gestopt." in told.plain()
    await talk.until_card("1. Nodig of hergebruik: Ja, ik heb het nodig")
    assert (await office.answers())["circularity.1"]["choice"] == "need"
    assert (await office.stored())[0]["status"] == "cancelled"
    asked = await talk.press("Toch verder")
    assert "Vraag 2 van 9" in asked.plain()


async def test_a_form_sent_in_after_it_was_finished_changes_an_answer(office: Office) -> None:
    talk = await office.at_first_question()
    await office.sanne.press(await talk.last(), "Alles in één formulier")
    view = await office.view(office.sanne, "Alles in één formulier")
    await talk.press("Het is toch niet nodig")
    await talk.press("Ja, niet kopen")

    result = await office.sanne.submit(view, {"circularity.2/choice/0": "yes"})

    assert result.errors == {}
    assert (await office.answers())["circularity.2"]["choice"] == "yes"
    assert (await office.stored())[0]["status"] == "not_bought"


async def test_an_outside_party_and_a_colleague_the_one_that_is_new_counts(office: Office) -> None:
    talk = await office.at_first_question()
    await office.sanne.press(await talk.last(), "Alles in één formulier")
    view = await office.view(office.sanne, "Alles in één formulier")
    await office.sanne.submit(view, {"circularity.4/responsible/0/party": "Eerst BV"})
    await office.sanne.press(await talk.last(), "Alles in één formulier")
    view = await office.view(office.sanne, "Alles in één formulier")

    await office.sanne.submit(view, {"circularity.4/responsible/1": PIET})

    assert (await office.answers())["circularity.4"]["responsible"] == PIET


async def test_a_colleague_who_cannot_be_found_is_asked_for_again(office: Office) -> None:
    talk = await office.at_first_question()
    for words in ("ja", "ja", "ja", "anders", "We doen het zelf", "ik", "anders", "Zelf"):
        await talk.say(words)
    for words in ("ik", "2040", "nog niet", "over 2 weken"):
        await talk.say(words)

    told = await talk.say("Jan van Inkoop")

    assert "Ik weet niet wie 'Jan van Inkoop' is" in told.plain()
    await talk.say("@Piet Bakker doet dat")
    assert (await office.answers())["checklist.1"]["responsible"] == PIET


async def test_a_short_line_outside_the_thread_asks_what_is_meant(office: Office) -> None:
    talk = await office.at_first_question()
    direct = await office.sanne.direct()

    await office.sanne.say(direct, "ja")

    async def asked() -> Message | None:
        last = (await office.sanne.messages(direct))[-1]
        return last if "iets nieuws" in last.plain() else None

    question = await office.until(asked)
    assert len(await office.stored()) == 1
    last = await talk.last()
    await office.sanne.press(question, "Antwoord op INK-0001")
    assert "Vraag 2 van 9" in (await talk.next_after(last.ts)).plain()


async def test_a_message_that_crossed_our_question_is_no_answer_to_it(office: Office) -> None:
    talk = await office.at_first_question()
    office.local.workspace.faults.withhold()
    await office.sanne.say(talk.channel, "ja", talk.thread)
    await office.sanne.say(talk.channel, "want alles is stuk", talk.thread)

    office.local.workspace.faults.release()

    async def both_stored() -> bool:
        first = (await office.answers()).get("circularity.1", {})
        return first.get("choice") == "need" and first.get("explanation") == "want alles is stuk"

    await office.until(both_stored)
    await talk.until_card("1 van 9 beantwoord")
    assert list(await office.answers()) == ["circularity.1"]


async def test_a_second_person_whose_message_crossed_sees_who_answered(office: Office) -> None:
    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    talk = await Following.newest(office.sanne, INKOOP)
    await talk.press("Meteen naar de vragen")
    late = await office.amina.say(INKOOP, "ik typ dit nog voordat ik vraag 2 zie", talk.thread)
    asked = await talk.say("@Inkoopmaatje ja")

    mention = {
        "type": "app_mention", "user": AMINA, "text": "<@U0INKOOPBOT> nee", "ts": late.ts,
        "channel": INKOOP, "thread_ts": talk.thread, "event_ts": late.ts,
    }  # fmt: skip
    body = {"type": "event_callback", "team_id": "T0GEMEENTE", "event": mention}
    await office.local.workspace.delivery.bring("events_api", body)

    told = await talk.next_after(asked.ts)
    assert f"@{SANNE} antwoordde net bij 'Nodig of hergebruik'" in told.plain()
    assert told.buttons() == ["Wijzig"]
    assert list(await office.answers()) == ["circularity.1"]


async def test_an_unknown_purchase_says_what_to_type(office: Office) -> None:
    told = await office.sanne.command("INK-4242")

    assert told is not None
    assert "Ik ken INK-4242 niet. Typ /inkoop lijst" in told.plain()


async def test_somebody_elses_purchase_is_not_shown(office: Office) -> None:
    await office.start()

    told = await office.john.command("INK-0001")

    assert told is not None
    assert "laptops" not in told.plain()


async def test_an_unknown_language_says_which_there_are(office: Office) -> None:
    told = await office.sanne.command("taal fr")

    assert told is not None
    assert "Ik ken Nederlands en Engels" in told.plain()


async def test_a_person_outside_a_conversation_cannot_read_it(office: Office) -> None:
    await office.start()

    with pytest.raises(NotPossible, match="not_in_channel"):
        await office.john.messages(await office.sanne.direct())


async def test_payloads_that_hold_nothing_do_nothing(office: Office) -> None:
    """A menu that was emptied, a button of nobody's, a message without a person."""
    talk = await office.at_first_question()
    delivery = office.local.workspace.delivery
    question = await talk.last()
    click = {
        "type": "block_actions",
        "user": {"id": SANNE},
        "team": {"id": "T0GEMEENTE"},
        "container": {"type": "message", "channel_id": talk.channel, "message_ts": question.ts},
        "channel": {"id": talk.channel},
        "trigger_id": "1.2",
    }
    for number, (action_id, kind) in enumerate(
        [
            ("answer/INK-0001/circularity.1/choice/0", "users_select"),
            ("answer/onzin", "button"),
            ("back/INK-0001/a/b/c", "button"),
            ("rm/-rf", "button"),
        ]
    ):
        action = {"action_id": action_id, "type": kind, "block_id": "b", "action_ts": "1.1"}
        await delivery.bring(
            "interactive", {**click, "trigger_id": f"{number}.2", "actions": [action]}
        )
    nobody = {"type": "message", "channel": talk.channel, "channel_type": "im", "ts": "9.9"}
    await delivery.bring("events_api", {"type": "event_callback", "team_id": "T", "event": nobody})

    assert await office.answers() == {}
    assert "Vraag 2 van 9" in (await talk.press("Ja, ik heb het nodig", question)).plain()
