"""The export: what applies now is in the answers, what was ever said is in the history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from bot.exports.json_export import Export, export, exported
from bot.playground.people import PIET, SANNE
from bot.ports import Place
from bot.store import contracts, evidence, ledger, moments, outbox, purchases
from bot.store.database import Bound, Database
from bot.store.reading import every_purchase
from dialogs.assurance import Proof
from dialogs.contract import Contract, Promise
from dialogs.messages import Line, Message
from dialogs.moment import Moment
from dialogs.purchase import Purchase
from dialogs.reasons import because
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.moments import Term
from tests.assuring import with_contract
from tests.bot.test_conversation import NINE, play
from tests.office import Office

NOW = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


async def test_what_no_longer_applies_is_only_in_the_history(office: Office) -> None:
    talk = await office.at_first_question()
    await play(talk, NINE)
    await talk.say("wijzig 7")

    await talk.press("Ja")

    answer = (await office.answers())["checklist.2"]
    assert answer["choice"] == "yes"
    assert (answer["due"], answer["responsible"], answer["responsible_kind"]) == (None, None, None)
    (purchase,) = await office.stored()
    history = {(each["question"], each["part"]): each["value"] for each in purchase["history"]}
    assert history["checklist.2", "due"] == "2030-12-31"


async def test_who_is_not_known_yet_is_nobody_by_the_name_of_unknown(office: Office) -> None:
    talk = await office.at_first_question()
    await play(talk, NINE[:5])

    await talk.say("weet ik nog niet")
    await talk.say("weet ik nog niet")

    answers = await office.answers()
    assert answers["circularity.4"]["choice"] == "maintain"
    assert answers["circularity.4"]["responsible"] is None
    assert answers["circularity.5"]["choice"] == "unknown"


async def test_a_contract_and_its_promises_are_exported(office: Office) -> None:
    await with_contract(office)

    (purchase,) = await office.stored()

    contract = purchase["contract"]
    assert contract["supplier"] == "Laptopreus BV"
    assert (contract["start"], contract["end"]) == ("2027-01-11", "2029-01-10")
    assert (contract["owner"], contract["deputy"], contract["ended"]) == (SANNE, PIET, None)
    (promise,) = contract["promises"]
    assert promise["text"] == "De servicedesk repareert binnen drie dagen"
    assert (promise["number"], promise["owner"], promise["source"]) == (1, PIET, "circularity.4")
    assert (promise["rhythm"], promise["stopped"]) == ("every_12_months", None)
    assert contract["co2_ladder_asked"] is contract["co2_ladder_offered"] is None
    kick_off = next(each for each in purchase["reminders"] if each["key"] == "kick_off")
    assert (kick_off["state"], kick_off["owner"], kick_off["promise"]) == ("planned", SANNE, None)
    assert kick_off["due_at"] == "2027-01-25T08:00:00Z"
    assert kick_off["told"] == kick_off["evidence"] == []
    assert kick_off["answer"] is kick_off["reason"] is kick_off["answered_at"] is None


def test_the_number_of_reads_does_not_follow_the_number_of_purchases(
    any_database: Database, script: Script
) -> None:
    def counted(workspace: str, count: int) -> int:
        for _ in range(count):
            any_database.run_now(workspace, full)
        reads: list[str] = []

        def heard(connection: object, cursor: object, statement: str, *more: object) -> None:
            reads.append(statement)

        sa.event.listen(any_database.engine, "before_cursor_execute", heard)
        found = list(every_purchase(any_database, workspace))
        sa.event.remove(any_database.engine, "before_cursor_execute", heard)
        scene = Scene(script, "nl", NOW, UTC)
        text = "".join(export((exported(scene, workspace, each) for each in found), NOW))
        read = Export.model_validate_json(text, strict=True)
        assert len(read.purchases) == count
        for each in read.purchases:
            assert each.contract
            assert [promise.text for promise in each.contract.promises] == [each.id]
            (reminder,) = each.reminders
            assert reminder.reason == "put_off"
            assert [told.receiver for told in reminder.told] == ["U1"]
            assert [evidence.value for evidence in reminder.evidence] == [each.id]
        return sum(read.startswith("SELECT") for read in reads)

    assert counted("T0FEW", 2) == counted("T0MANY", 40)


def full(bound: Bound) -> None:
    """A purchase with a contract, a promise, a moment that was told, and proof."""
    id = purchases.next_id(bound, NOW)
    purchases.add(bound, Purchase(id, "40 laptops", "U1", NOW, NOW), Place("D1"))
    term = Term(NOW.date(), NOW.date() + timedelta(days=700))
    contract = Contract(id, "Laptopreus BV", "", term, "U1", promises=(Promise(1, id),))
    contracts.save(bound, None, contract, NOW)
    moment = Moment(
        id, "kick_off", "kick_off", NOW.date(), "U1", "U1", NOW, reason=because("put_off", "U1")
    )
    moments.add(bound, [moment], NOW)
    (kept,) = moments.of_purchase(bound, id)
    message = Message("nudge/U1/1", (Line("Hoi"),))
    row = outbox.add_at(bound, Place("U1"), message, "we", NOW)
    ledger.tell(bound, [kept], row.id, "U1", NOW)
    evidence.add(bound, id, kept.id, [Proof("text", id)], "U1", NOW)
