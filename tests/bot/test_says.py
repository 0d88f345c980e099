"""Everything we can say is drawn within Slack's limits, for every question in every language."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.refusals import check_message, check_view
from bot.slack import forms as drawn
from bot.slack import says, sent_in
from bot.slack.text import entered, escaped, rich_text
from dialogs import forms, overview
from dialogs.asking import ask, heard, means
from dialogs.card import card
from dialogs.messages import Button, Line, Message, Person, plain
from dialogs.progress import applying
from dialogs.purchase import UNKNOWN, Purchase
from dialogs.scene import Scene
from dialogs.script import Script
from dialogs.summary import not_bought, summary

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LONG = "Ω<&>*" * 600
VALUES = {
    "choice": "partly", "explanation": LONG, "responsible": f"party:{LONG[:200]}",
    "due": "2030-02-28", "date": "2030-02-28", "year": "2044", "stop": "go_on", "text": LONG[:120],
}  # fmt: skip
WORDS = {"party": "Bedrijf", "choice": "Kies", "person": "Kies", "date": "Kies"}


def full(script: Script) -> Purchase:
    """A purchase in which everything is as long as it can be."""
    purchase = Purchase("INK-99999", LONG[:120], "U0SANNE", NOW, NOW, shared=True)
    for asked in script.questions:
        for part in asked.question.parts:
            purchase = purchase.with_answer(asked.id, part.name, VALUES[part.name], "U1", NOW)
    return purchase


def many(purchase: Purchase) -> list[Purchase]:
    """As many as fit the home page, each still open."""
    return [
        replace(purchase, id=f"INK-9999{number}", status="in_progress")
        for number in range(overview.ON_HOME)
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_message_fits(script: Script, language: str) -> None:
    scene = Scene(script, language, NOW, ZoneInfo("Europe/Amsterdam"))
    purchase = full(script)
    messages = [
        card(scene, purchase),
        summary(scene, purchase),
        not_bought(scene, purchase),
        overview.menu(scene),
        overview.help_message(scene),
        overview.listed(scene, many(purchase), 300),
    ]
    for asked in script.questions:
        messages.append(means(scene, purchase, asked, "U1"))
        for part in asked.question.parts:
            messages.append(ask(scene, purchase, asked, part, Line(LONG[:500])))
            messages.append(heard(scene, purchase, asked, part))

    for message in messages:
        text, blocks = says.message(message)
        check_message(text, blocks, None)
        assert 0 < len(text) <= 4000


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_form_and_home_page_fits(script: Script, language: str) -> None:
    scene = Scene(script, language, NOW, ZoneInfo("Europe/Amsterdam"))
    purchase = full(script)
    shown = [forms.form(scene, purchase), forms.start_form(scene, "40 laptops")]
    shown += [forms.form(scene, purchase, asked.id) for asked in script.questions]
    for form in shown:
        check_view(drawn.modal(form, WORDS))
    links = {purchase.id: "https://voorbeeld.slack.com/archives/C1/p1"}
    page = overview.home(scene, "U1", many(purchase), links, 4711)
    check_view(says.home(page))
    button = Button("show", "B" * 75, "1")
    card = Message("row", (scene.say("home.how"),), buttons=(button,))
    page = overview.home(scene, "U1", many(purchase), links, 4711, [card] * 14, [card])
    tabs = tuple(Button("look", "B" * 75, f"tab/{number}") for number in range(6))
    check_view(says.home(replace(page, tabs=tabs)))


def test_on_the_home_page_the_buttons_stand_above_the_list_that_the_heading_is_of(
    script: Script,
) -> None:
    scene = Scene(script, "nl", NOW, ZoneInfo("Europe/Amsterdam"))
    page = overview.home(scene, "U1", [full(script)], {}, 1)

    kinds = [each["type"] for each in says.home(page)["blocks"]]

    assert kinds[:5] == ["header", "rich_text", "actions", "rich_text", "divider"]
    assert plain(page.above_cards[0]) == "Mijn inkopen"


@given(st.text(max_size=400))
def test_what_people_entered_is_never_interpreted(text: str) -> None:
    line = Line("*Titel:* {title} van {who}", {"title": text, "who": Person("U1")})

    block = rich_text([line])

    (section,) = block["elements"]
    literal = "".join(each.get("text", "") for each in section["elements"])
    assert literal == f"Titel: {text} van "
    assert "<!" not in escaped(text)
    assert "<@" not in escaped(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cf"]), max_size=200))
def test_what_slack_escapes_is_read_as_it_was_typed(text: str) -> None:
    plain_text, mentions = entered(escaped(text))

    assert plain_text == unicodedata.normalize("NFC", text).strip()
    assert mentions == ()


@pytest.mark.parametrize(
    ("text", "read", "mentions"),
    [
        ("<@U0PIET> doet het", "@U0PIET doet het", ("U0PIET",)),
        ("<!channel> hoi", "@channel hoi", ()),
        ("<#C1|inkoop>", "inkoop", ()),
        ("<https://a.nl|de site> en <https://b.nl>", "de site (https://a.nl) en https://b.nl", ()),
        ("1 &lt; 2 &amp;amp; 3", "1 < 2 &amp; 3", ()),
        ("<mailto:a@b.nl|a@b.nl>", "a@b.nl", ()),
    ],
)
def test_entities_of_slack_become_plain_text(
    text: str, read: str, mentions: tuple[str, ...]
) -> None:
    assert entered(text) == (read, mentions)


def test_the_plain_copy_says_the_same(script: Script) -> None:
    message = Message("say", (Line("Hoi *{name}*", {"name": "a<b"}),), heading="Kop")

    text, _ = says.message(replace(message))

    assert text == "Kop\nHoi a&lt;b"
    assert plain(message.lines[0]) == "Hoi a<b"


def test_a_form_reads_back_what_it_drew(script: Script) -> None:
    scene = Scene(script, "nl", NOW, ZoneInfo("Europe/Amsterdam"))
    purchase = full(script)
    view = drawn.modal(forms.form(scene, purchase, "circularity.4"), WORDS)

    argument, filled = sent_in.read({**view, "state": {"values": {}}})

    assert argument == "INK-99999"
    assert filled.seen[("circularity.4", "choice")] == 1
    assert UNKNOWN not in filled.values.values()
    assert applying(script.by_id["circularity.4"], {})
