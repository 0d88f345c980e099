"""The ambition of a purchase, its web and its chances, through the real app."""

from __future__ import annotations

import pytest

from bot.playground.follow import Following
from bot.playground.people import INKOOP
from knowledge.policy import Policy, ThemePolicy
from tests.office import Office, what_does
from tests.viewing import fill, row, sums

AMBITION = {
    "ambition/requirements/0": "yes",
    "ambition/criterion/0": "yes",
    "ambition/weight/0": "30 %",
    "ambition/themes/0": ["circular", "energy"],
}


async def with_ambition(office: Office, **more: object) -> Following:
    talk = await office.at_first_question()
    values = AMBITION | {f"ambition/{part}/0": value for part, value in more.items()}
    assert await fill(office, talk, "ambition", "Ambitie", values) == {}
    return talk


async def test_the_level_follows_from_what_is_asked_and_the_reason_is_shown(office: Office) -> None:
    talk = await with_ambition(office)

    told = [each.plain() for each in await talk.said()]
    assert any("3, ambitieus" in each and "weegt 30 %" in each for each in told)
    card = (await talk.card()).plain()
    assert "Ambitieniveau: 3, ambitieus" in card
    assert "Thema's: Energietransitie en Circulair" in card
    stored = await row(office)
    assert (stored.level, stored.themes) == (3, {"circular": 0, "energy": 0})


@pytest.mark.parametrize(
    ("requirements", "criterion", "weight", "level", "why"),
    [
        ("yes", "no", "", 1, "alleen minimumeisen"),
        ("yes", "yes", "24", 2, "weegt 24 %"),
        ("yes", "yes", "25", 3, "weegt 25 %"),
        ("yes", "yes", "", 2, "weging is nog niet bekend"),
        ("no", "yes", "40", 0, "vraagt om allebei"),
        ("no", "no", "", 0, "geen eisen"),
    ],
)
async def test_nobody_can_claim_a_level(
    office: Office, requirements: str, criterion: str, weight: str, level: int, why: str
) -> None:
    talk = await with_ambition(
        office, requirements=requirements, criterion=criterion, weight=weight
    )

    assert (await row(office)).level == level
    assert why in (await talk.card()).plain()


@pytest.mark.parametrize("weight", ["140", "-5", "veel", "25,5", "²"])
async def test_a_weight_that_is_none_is_refused_at_its_field(office: Office, weight: str) -> None:
    talk = await office.at_first_question()

    wrong = await fill(
        office, talk, "ambition", "Ambitie", AMBITION | {"ambition/weight/0": weight}
    )

    assert wrong == {
        "ambition/weight/0": "Vul een heel getal van 0 tot en met 100 in, bijvoorbeeld 25."
    }
    assert (await row(office)).level == 0


async def test_the_border_is_the_organisations_own(office: Office) -> None:
    office.local.bot.parts.policies.current = Policy.model_validate({"weight_border": "40"})

    talk = await with_ambition(office)

    assert (await row(office)).level == 2
    assert "Vanaf 40 % is het niveau 3" in (await talk.card()).plain()


async def test_the_web_has_a_scale_of_its_own_and_shows_the_target(office: Office) -> None:
    themes = {"circular": ThemePolicy(target=3), "local": ThemePolicy(name="Lokaal en mkb")}
    office.local.bot.parts.policies.current = Policy(themes=themes)
    talk = await with_ambition(office)

    wrong = await fill(
        office, talk, "web", "Ambitieweb", {"web/circular/0": "2", "web/local/0": "1"}
    )

    assert wrong == {}
    told = (await talk.said())[-1].plain()
    assert "Circulair: 2, significant (doel: 3, toegevoegde waarde)" in told
    assert "Lokaal en mkb: 1, inzicht" in told
    stored = await row(office)
    assert stored.level == 3, "the level of the purchase does not follow the web"
    assert stored.themes == {"circular": 2, "energy": 0, "local": 1}


async def test_the_scan_gives_a_rank_for_procurement_and_a_sentence_for_the_buyer(
    office: Office,
) -> None:
    talk = await office.start()
    await talk.press("Ja, ICT")
    await talk.press("Meteen naar de vragen")

    answers = {f"chances/{each}/0": "yes" for each in ("impact", "visible", "team", "market")}
    await fill(
        office, talk, "chances", "Kansrijk?", {**answers, "chances/proportional/0": "not_sure"}
    )

    told = (await talk.said())[-1].plain()
    assert "Hier is veel te winnen" in told
    assert "Nog niet bekend: of de moeite past." in told
    assert (await row(office)).rank == 8


async def test_what_ends_no_longer_counts(office: Office) -> None:
    talk = await with_ambition(office)
    before = await sums(office)
    assert before["level/3"] == (1, 0)
    assert before["theme/circular"] == (1, 0)

    await talk.say("stop")
    await talk.say("ja")
    await office.local.settled()

    after = await sums(office)
    assert "level/3" not in after
    assert after["status/cancelled"] == (1, 0)


async def test_the_web_comes_as_a_picture_with_its_numbers_in_words(office: Office) -> None:
    office.local.bot.parts.policies.current = Policy(themes={"circular": ThemePolicy(target=3)})
    talk = await with_ambition(office)
    await fill(office, talk, "web", "Ambitieweb", {"web/circular/0": "2"})

    card = await talk.card()
    await office.sanne.click(card, *what_does(card, "picture/INK-0001"))
    await office.local.settled()

    said = await office.sanne.act("messages", channel=talk.channel, thread=talk.thread)
    [shown] = [each for each in said if each.get("files")]
    assert "Circulair doel 3, nu 2" in shown["files"][0]["alt_txt"]
    assert "Circulair: doel 3, nu 2" in shown["text"]


async def test_an_empty_web_is_not_drawn(office: Office) -> None:
    talk = await office.at_first_question()

    card = await talk.card()
    await office.sanne.click(card, *what_does(card, "picture/INK-0001"))

    await office.told(office.sanne, "is het ambitieweb nog leeg")


async def test_a_colleague_in_the_channel_of_a_purchase_fills_in_its_ambition(
    office: Office,
) -> None:
    await office.sanne.mention(INKOOP, "40 laptops")
    talk = await Following.newest(office.sanne, INKOOP)
    await talk.press("Meteen naar de vragen")
    theirs = Following(office.john, INKOOP, talk.thread)

    assert await fill(office, theirs, "ambition", "Ambitie", AMBITION) == {}

    assert (await row(office)).level == 3
    assert await office.john.views() == []


async def test_two_who_fill_it_in_at_once_lose_nothing_of_each_other(office: Office) -> None:
    await office.sanne.mention(INKOOP, "40 laptops")
    talk = await Following.newest(office.sanne, INKOOP)
    await talk.press("Meteen naar de vragen")
    card, opened = await talk.card(), []
    for person in (office.sanne, office.john):
        await person.click(card, *what_does(card, "ambition/INK-0001"))
        opened.append(await office.view(person, "Ambitie"))
    await office.sanne.submit(opened[0], AMBITION)

    await office.john.submit(opened[1], {"ambition/themes/0": ["circular"]})
    await office.local.settled()

    found = await row(office)
    assert (found.level, found.themes) == (3, {"circular": 0})
