"""The history of a purchase: in order, in pages, and nothing left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import reasons
from dialogs.assurance import Proof
from dialogs.contract import Contract, Promise
from dialogs.history import LINES, PROOFS, TOLD, history
from dialogs.ledger import Entry, Given, SentState, Telling
from dialogs.messages import Message, plain
from dialogs.moment import PROCUREMENT, Moment
from dialogs.purchase import Purchase
from dialogs.reading import clean
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.moments import Term
from tests.dialogs.talking import AMSTERDAM

NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)
PURCHASE = Purchase("INK-0001", "40 laptops", "U1", NOW, NOW)
TERM = Term(date(2027, 1, 1), date(2029, 1, 1))


def scene(script: Script, language: str = "nl") -> Scene:
    return Scene(script, language, NOW, AMSTERDAM)


def planned(number: int, on: date = date(2027, 7, 1), **more: object) -> Moment:
    key = f"promise/{number}/6/1"
    moment = Moment("INK-0001", key, "promise", on, "U1", "U1", NOW, id=number, promise=number)
    return Moment(**{**{name: getattr(moment, name) for name in moment.__slots__}, **more})


def telling(state: SentState, reason: str = "", **more: object) -> Telling:
    sent_at = NOW if state == "sent" else None
    return Telling(1, str(more.get("receiver", "U1")), int(str(more.get("step", 0))), NOW, state,
                   sent_at, reason)  # fmt: skip


def contract(count: int) -> Contract:
    promises = tuple(Promise(number, f"Belofte {number}.") for number in range(1, count + 1))
    return Contract("INK-0001", "Laptopreus BV", "", TERM, "U1", promises=promises)


def read(message: Message) -> list[str]:
    return [plain(line) for line in message.lines]


def test_two_hundred_promises_come_in_pages_and_each_once(script: Script) -> None:
    ledger = [Entry(planned(number)) for number in range(1, 201)]
    lines: list[str] = []
    first = 1

    while True:
        page = history(scene(script), PURCHASE, contract(200), ledger, first)
        assert len(page.lines) <= LINES
        lines += read(page)
        if not page.buttons:
            break
        first = int(page.buttons[0].argument.partition("/")[2])

    assert len(lines) == 200
    assert len({line.partition("”")[0] for line in lines}) == 200


def test_what_happened_last_comes_first_and_what_is_near_before_what_is_far(
    script: Script,
) -> None:
    late = Entry(planned(1, date(2028, 1, 1)))
    near = Entry(planned(2, date(2027, 8, 1)))
    lapsed = Entry(planned(3, date(2027, 2, 1), state="dropped", reason=reasons.because("past")))
    asked = Entry(planned(4, state="asked", asked_at=NOW), (telling("sent"),))

    lines = read(history(scene(script), PURCHASE, contract(4), [late, near, lapsed, asked]))

    heads = [line for line in lines if line.startswith("“")]
    assert [head[: len("“Belofte 1")] for head in heads] == [
        "“Belofte 4", "“Belofte 2", "“Belofte 1", "“Belofte 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (telling("sent"), "Gevraagd aan @U1 op 1 juni 2027 · verstuurd op 1 juni 2027 om 12:00"),
        (telling("sent", step=1), "Nog een keer gevraagd aan @U1"),
        (telling("pending"), "· wordt nog verstuurd"),
        (telling("pending", "ratelimited"), "· nog niet verstuurd: Slack had het te druk"),
        (telling("sending"), "· wordt nog verstuurd"),
        (telling("unknown", "TimeoutError"), "· niet zeker of het is aangekomen"),
        (telling("dropped", "user_disabled"), "niet verstuurd: deze persoon is niet meer in Slack"),
        (telling("dropped", "fresh_code"), "niet verstuurd: fresh_code"),
        (telling("sent", step=2, receiver="U2"), "Gevraagd aan @U2, als vervanger,"),
        (telling("sent", step=3, receiver=PROCUREMENT), "Gemeld in het inkoopkanaal"),
        (telling("sent", step=4), "want het kanaal werkte niet"),
    ],
)
def test_each_message_says_to_whom_and_what_became_of_it(
    script: Script, told: Telling, words: str
) -> None:
    entry = Entry(planned(1, state="asked"), (told,))

    lines = read(history(scene(script), PURCHASE, contract(1), [entry]))

    assert words in lines[1]


def test_one_moment_with_a_lot_to_tell_still_fits_and_says_what_is_left(script: Script) -> None:
    proofs = tuple(Given(1, Proof("text", "x" * 900), "U1", NOW) for _ in range(40))
    entry = Entry(planned(1, state="asked"), (telling("sent"),) * 40, proofs)

    page = history(scene(script), PURCHASE, contract(1), [entry, Entry(planned(2))])

    lines = read(page)
    assert len(lines) <= LINES
    assert sum("Gevraagd aan" in line for line in lines) == TOLD
    assert f"En nog {40 - PROOFS} keer bewijs." in "\n".join(lines)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", reasons.KEYS)
def test_every_reason_of_ours_is_read_in_both_languages(
    script: Script, language: str, key: reasons.Key
) -> None:
    stored = reasons.because(key, "U1")

    words = plain(reasons.line(scene(script, language), stored))

    assert reasons.read(stored) == reasons.Reason(key, "U1")
    assert words.endswith((".", "”"))
    assert "_" not in words
    assert ("@U1" in words) == (key in reasons.BY_SOMEBODY)


@given(st.one_of(st.text(), st.sampled_from(["=past", "=put_off U1", "==past", "outside_hours"])))
def test_what_a_person_wrote_is_never_taken_for_a_reason_of_ours(text: str) -> None:
    text = clean(text)

    found = reasons.read(reasons.own_words(text))

    assert found == reasons.Reason("", text)


def test_a_later_page_than_there_is_says_so_without_breaking(script: Script) -> None:
    page = history(scene(script), PURCHASE, contract(1), [Entry(planned(1))], 50)

    assert len(page.lines) == 1
    assert not page.buttons


def test_an_order_holds_for_a_page_that_comes_later(script: Script) -> None:
    ledger = [
        Entry(planned(number, date(2027, 7, 1) + timedelta(days=number % 7)))
        for number in range(60)
    ]
    one = read(history(scene(script), PURCHASE, contract(60), ledger))
    two = read(history(scene(script), PURCHASE, contract(60), list(reversed(ledger))))

    assert one == two
