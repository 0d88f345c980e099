"""A whole conversation through the real bot: clicking, typing, going back, changing, pausing."""

from __future__ import annotations

from bot.playground.client import Message
from bot.playground.follow import Following
from bot.playground.people import AMINA, INKOOP, PIET, SANNE
from tests.office import TITLE, Office, check_every_payload

NINE = (
    ("press", "Ja, ik heb het nodig"),
    ("press", "Voor een deel"),
    ("press", "Ja, dat kan"),
    ("press", "Onderhoud en reparatie"),
    ("say", "De servicedesk repareert, na vier jaar een nieuwe accu"),
    ("choose", PIET),
    ("press", "Leverancier neemt terug"),
    ("say", "Gratis ophalen, met bewijs"),
    ("say", "Laptopreus BV"),
    ("say", "over 6 jaar"),
    ("press", "Ja"),
    ("press", "Deels"),
    ("say", "31-12-2030"),
    ("say", "ik"),
    ("press", "Nog niet"),
    ("say", "1 maart 2031"),
    ("choose", PIET),
    ("press", "Niet van toepassing"),
    ("say", "Het is een losse aankoop"),
)


async def play(talk: Following, story: tuple[tuple[str, str], ...]) -> Message:
    answer = await talk.last()
    for deed, words in story:
        if deed == "press":
            answer = await talk.press(words)
        elif deed == "choose":
            answer = await talk.choose("users_select", words)
        else:
            answer = await talk.say(words)
    return answer


async def test_all_nine_answers_are_stored_and_shown(office: Office) -> None:
    talk = await office.at_first_question()

    summary = await play(talk, NINE)

    words = summary.plain()
    assert words.startswith("INK-0001: 9 van 9 beantwoord")
    assert f"→ Open punt: Uitvraag – @{SANNE}, uiterlijk 31 december 2030" in words
    assert f"→ Open punt: Contract – @{PIET}, uiterlijk 1 maart 2031" in words
    assert "Volgende stap" in words
    assert "Lees verder" in words
    card = (await talk.until_card("■■■■■■■■■  9 van 9 beantwoord")).plain()
    assert "alles beantwoord" in card
    assert "5. Na gebruik: Leverancier neemt terug · Gratis ophalen, met bewijs" in card
    (purchase,) = await office.stored()
    assert purchase["status"] == "complete"
    answers = {each["question"]: each for each in purchase["answers"]}
    assert list(answers) == [f"circularity.{n}" for n in range(1, 6)] + [
        f"checklist.{n}" for n in range(1, 5)
    ]
    assert answers["circularity.4"]["responsible"] == PIET
    assert answers["circularity.4"]["responsible_kind"] == "colleague"
    assert answers["circularity.5"]["responsible"] == "Laptopreus BV"
    assert answers["circularity.5"]["responsible_kind"] == "outside"
    assert isinstance(answers["circularity.5"]["year"], int)
    assert answers["checklist.2"]["due"] == "2030-12-31"
    assert answers["checklist.4"]["explanation"] == "Het is een losse aankoop"
    points = [(each["question"], each["owner"], each["due"]) for each in purchase["open_points"]]
    assert points == [
        ("checklist.2", SANNE, "2030-12-31"),
        ("checklist.3", PIET, "2031-03-01"),
    ]
    assert check_every_payload(office.local.workspace) > 50


async def test_the_card_lives_after_every_answer(office: Office) -> None:
    talk = await office.at_first_question()

    await talk.press("Deels, het kan met minder")

    card = await talk.until_card("■□□□□□□□□  1 van 9 beantwoord")
    assert "1. Nodig of hergebruik: Deels, het kan met minder" in card.plain()
    assert card.edited


async def test_not_bought_is_celebrated_and_can_be_taken_back(office: Office) -> None:
    talk = await office.at_first_question()
    await talk.press("Hergebruik, ik heb nog iets")

    told = await talk.press("Ja, niet kopen")

    assert "Niet gekocht – goed gedaan!" in told.plain()
    await talk.until_card("niet gekocht")
    assert (await office.stored())[0]["status"] == "not_bought"
    asked = await talk.press("Toch verder")
    assert "Vraag 2 van 9" in asked.plain()
    assert (await office.stored())[0]["status"] == "in_progress"


async def test_reuse_may_still_go_on(office: Office) -> None:
    talk = await office.at_first_question()
    await talk.press("Het is toch niet nodig")

    asked = await talk.press("Nee, toch kopen")

    assert "Vraag 2 van 9" in asked.plain()


async def test_a_choice_may_be_typed_by_number_word_or_sentence(office: Office) -> None:
    talk = await office.at_first_question()

    assert "Vraag 2 van 9" in (await talk.say("1")).plain()
    assert "Vraag 3 van 9" in (await talk.say("DEELS")).plain()
    assert "Vraag 4 van 9" in (await talk.say("Nee, want de markt is er niet klaar voor")).plain()
    answers = await office.answers()
    assert answers["circularity.1"]["choice"] == "need"
    assert answers["circularity.2"]["choice"] == "partly"
    assert answers["circularity.3"]["explanation"] == "want de markt is er niet klaar voor"


async def test_a_text_that_is_no_choice_is_kept_as_explanation(office: Office) -> None:
    talk = await office.at_first_question()

    asked = await talk.say("De oude laptops zijn zeven jaar oud")

    assert "Ik heb je uitleg bewaard" in asked.plain()
    await office.local.bot.settled()
    older = [each for each in await talk.said() if "zie de vraag hieronder" in each.plain()]
    assert [each.buttons() for each in older] == [[]]
    assert "Ja, ik heb het nodig" in asked.buttons()
    await talk.press("Ja, ik heb het nodig")
    first = (await office.answers())["circularity.1"]
    assert first["explanation"] == "De oude laptops zijn zeven jaar oud"


async def test_help_gives_an_example_for_the_category_and_a_link(office: Office) -> None:
    talk = await office.start()
    await talk.press("Ja, ICT")
    await talk.press("Meteen naar de vragen")

    told = await talk.press("Wat bedoelen ze hiermee?")

    assert "22 oude laptops nog twee jaar mee" in told.plain()
    assert "R-ladder" in told.plain()


async def test_back_shows_the_old_answer_and_both_revisions_are_kept(office: Office) -> None:
    talk = await office.at_first_question()
    await talk.press("Ja, ik heb het nodig")

    asked = await talk.say("terug")

    assert f"Nu staat hier: Ja, ik heb het nodig (van @{SANNE}" in asked.plain()
    after = await talk.press("Deels, het kan met minder")
    assert "Vraag 2 van 9" in after.plain()
    (purchase,) = await office.stored()
    history = [
        (each["value"], each["revision"], each["answered_by"])
        for each in purchase["history"]
        if (each["question"], each["part"]) == ("circularity.1", "choice")
    ]
    assert history == [("need", 1, SANNE), ("less", 2, SANNE)]


async def test_any_earlier_answer_can_be_changed_by_typing(office: Office) -> None:
    talk = await office.at_first_question()
    await talk.press("Ja, ik heb het nodig")
    await talk.press("Voor een deel")

    asked = await talk.say("wijzig 1")
    assert "Vraag 1 van 9" in asked.plain()
    after = await talk.say("deels")

    assert "Vraag 3 van 9" in after.plain()
    assert (await office.answers())["circularity.1"]["revision"] == 2


async def test_leaving_it_as_it_is_goes_on_without_a_revision(office: Office) -> None:
    talk = await office.at_first_question()
    await talk.press("Ja, ik heb het nodig")
    await talk.press("Terug")

    after = await talk.press("Laat zo")

    assert "Vraag 2 van 9" in after.plain()
    assert (await office.answers())["circularity.1"]["revision"] == 1


async def test_what_is_not_known_yet_becomes_an_open_point_and_comes_back(office: Office) -> None:
    talk = await office.at_first_question()
    await talk.press("Ja, ik heb het nodig")

    await talk.press("Weet ik nog niet")
    summary = await play(talk, NINE[2:])

    assert "8 van 9 beantwoord" in summary.plain()
    (purchase,) = await office.stored()
    assert purchase["status"] == "in_progress"
    assert (await office.answers())["circularity.2"]["choice"] == "unknown"
    assert ("circularity.2", SANNE) in [
        (each["question"], each["owner"]) for each in purchase["open_points"]
    ]
    asked = await talk.press("Verder")
    assert "Vraag 2 van 9" in asked.plain()
    done = await talk.press("Nee")
    assert "9 van 9 beantwoord" in done.plain()
    assert (await office.stored())[0]["status"] == "complete"


async def test_pausing_and_going_on_from_the_home_page(office: Office) -> None:
    talk = await office.at_first_question()
    paused = await talk.say("pauze")
    assert "we gaan later verder met INK-0001" in paused.plain()

    await office.sanne.home()
    home = await office.until(office.sanne.see_home)
    assert "INK-0001 · 40 laptops voor nieuwe collega's · pauze · 0 van 9" in home.plain()
    await office.sanne.press(home, "Verder")

    asked = await talk.next_after(paused.ts)
    assert "Vraag 1 van 9" in asked.plain()


async def test_stopping_asks_first(office: Office) -> None:
    talk = await office.at_first_question()

    asked = await talk.say("stop")
    assert "echt stoppen" in asked.plain()
    await talk.say("nee")
    assert (await office.stored())[0]["status"] == "in_progress"
    await talk.say("stop")
    stopped = await talk.say("ja")

    assert "gestopt" in stopped.plain()
    assert (await office.stored())[0]["status"] == "cancelled"


async def test_open_points_of_a_stopped_purchase_stay_in_the_export(office: Office) -> None:
    talk = await office.at_first_question()
    await talk.say("weet ik nog niet")
    assert [each["status"] for each in (await office.stored())[0]["open_points"]] == ["open"]

    await talk.say("stop")
    await talk.say("ja")

    (point,) = (await office.stored())[0]["open_points"]
    assert (point["question"], point["owner"]) == ("circularity.1", SANNE)
    assert point["status"] == "ended"


async def test_two_purchases_at_the_same_time_never_mix(office: Office) -> None:
    first = await office.at_first_question()
    second = await office.at_first_question("12 bureaustoelen")

    await first.press("Ja, ik heb het nodig")
    await second.say("deels")
    await first.say("nee")
    await second.press("Ja, bijna helemaal")

    one, two = await office.answers(0), await office.answers(1)
    assert [one[f"circularity.{n}"]["choice"] for n in (1, 2)] == ["need", "no"]
    assert [two[f"circularity.{n}"]["choice"] for n in (1, 2)] == ["less", "yes"]


async def test_an_old_button_opens_changing_that_answer(office: Office) -> None:
    talk = await office.at_first_question()
    question = await talk.last()
    office.local.workspace.faults.plan("chat.update", error="edit_window_closed", times=9)
    await talk.press("Ja, ik heb het nodig")

    await office.sanne.click(question, action_of(question, "Het is toch niet nodig"))

    view = await office.view(office.sanne, "Je antwoord")
    assert "Vraag 1 van 9" in view.plain()
    assert (await office.answers())["circularity.1"]["choice"] == "need"
    choice = next(id for id in view.inputs() if id.startswith("circularity.1/choice"))
    await office.sanne.submit(view, {choice: "less"})
    answer = (await office.answers())["circularity.1"]
    assert (answer["choice"], answer["revision"]) == ("less", 2)


def action_of(message: Message, label: str) -> str:
    return next(action for found, action, _ in message.choices() if found == label)


async def test_in_a_channel_the_first_answer_stands_and_the_second_sees_whose(
    office: Office,
) -> None:
    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    talk = await Following.newest(office.sanne, INKOOP)
    question = await talk.press("Meteen naar de vragen")
    office.local.workspace.faults.plan("chat.update", error="edit_window_closed", times=9)
    await office.sanne.click(question, action_of(question, "Ja, ik heb het nodig"))

    await office.amina.click(question, action_of(question, "Deels, het kan met minder"))

    view = await office.view(office.amina, "Je antwoord")
    assert (await office.answers())["circularity.1"]["answered_by"] == SANNE
    assert f"Nu: Ja, ik heb het nodig (van <@{SANNE}>" in view.plain()
    choice = next(id for id in view.inputs() if id.startswith("circularity.1/choice"))
    await office.amina.submit(view, {choice: "less"})
    answer = (await office.answers())["circularity.1"]
    assert (answer["choice"], answer["answered_by"]) == ("less", AMINA)


async def test_each_person_is_spoken_to_in_their_own_language(office: Office) -> None:
    told = await office.john.command("taal en")
    assert told is not None
    assert "English" in told.plain()

    talk = await office.start("10 office chairs", office.john)
    await talk.press("Straight to the questions")
    asked = await talk.say("yes")

    assert "Question 2 of 9" in asked.plain()
    dutch = await office.at_first_question()
    assert "Vraag 1 van 9" in (await dutch.last()).plain()


async def test_what_one_person_sees_in_a_channel_is_in_their_own_language(office: Office) -> None:
    await office.amina.command("taal en")
    await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE}")
    talk = await Following.newest(office.sanne, INKOOP)
    question = await talk.press("Meteen naar de vragen")

    await office.amina.press(question, "Wat bedoelen ze hiermee?")

    told = await office.told(office.amina, "What is meant by")
    assert "raw materials" in told.plain()


async def test_a_purchase_made_in_two_languages_has_all_nine(office: Office) -> None:
    talk = await office.at_first_question()
    await play(talk, NINE[:3])
    await office.sanne.command("language en")
    await talk.press("Onderhoud en reparatie")
    for words in ("the service desk", "Repair Ltd", "take_back", "they collect it", "me", "2040"):
        await talk.say(words)
    for _ in range(4):
        last = await talk.press("Yes")

    assert "9 of 9 answered" in last.plain()
    (purchase,) = await office.stored()
    assert len(purchase["answers"]) == 9
    assert purchase["status"] == "complete"


async def test_the_home_page_shows_mine_with_those_in_progress_first(office: Office) -> None:
    first = await office.at_first_question()
    await first.press("Het is toch niet nodig")
    await first.press("Ja, niet kopen")
    await office.start("12 bureaustoelen")
    await office.start("een bakfiets", office.piet)

    await office.sanne.home()
    home = await office.until(office.sanne.see_home)

    lines = [line for line in home.plain().splitlines() if line.startswith("INK-")]
    assert [line.split(" · ")[0] for line in lines] == ["INK-0002", "INK-0001"]
    assert home.buttons()[:3] == ["Nieuwe inkoop", "Vertel een succes", "Hoe werkt het?"]
    assert "Open het gesprek" in home.buttons()
    assert "Hoe werkt het?" in home.plain()


async def test_the_list_and_one_purchase_by_its_number(office: Office) -> None:
    await office.start()

    listed = await office.sanne.command("lijst")
    shown = await office.sanne.command("ink-1")

    assert listed is not None
    assert shown is not None
    assert "INK-0001 · 40 laptops" in listed.plain()
    assert shown.plain().startswith("INK-0001 · 40 laptops")


async def test_the_home_page_answers_in_the_direct_message_and_follows_the_language(
    office: Office,
) -> None:
    await office.sanne.home()
    home = await office.until(office.sanne.see_home)

    await office.sanne.press(home, "In English")

    async def english() -> bool:
        page = await office.sanne.see_home()
        return page is not None and "New purchase" in page.buttons()

    await office.until(english)
    direct = await office.sanne.direct()

    async def told() -> list[Message]:
        return [e for e in await office.sanne.messages(direct) if "speak English" in e.plain()]

    assert await office.until(told)
    assert not list(office.local.workspace.calls("chat.postEphemeral"))
