"""What an export says of a contract, its promises, and the moments at which we ask about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from bot.exports.exported import Exported, utc
from dialogs import reasons
from dialogs.assurance import ProofKind
from dialogs.contract import Contract, Promise
from dialogs.ledger import Entry, Given, SentState, Telling
from dialogs.moment import ANSWERS, Answer, State
from knowledge.ladder import Version, read_ladder
from knowledge.moments import Rhythm


class ExportedPromise(Exported):
    """One promise of a contract, in the words in which it was made.

    `owner` is always somebody: the contract's owner where nobody else was named. `source` is the
    question at which it was answered; `stopped` is why nobody looks at it any more.
    """

    number: int
    text: str
    source: str | None
    owner: str
    deputy: str | None
    proof: str | None
    rhythm: Rhythm
    stopped: str | None


class ExportedLadder(Exported):
    """A place on the CO2-Prestatieladder: trede 1 to 3 of version 4.0, niveau 1 to 5 of 3.1."""

    version: Version
    step: int


class ExportedContract(Exported):
    """The contract: `end` is its last day as it stands now, `ended` when it stopped earlier.

    `extensions` are the options that are left, `extended` those that were used; `offsets` this
    contract's own figures, where they differ from the organisation's. On the CO2-Prestatieladder
    stands what was asked and what was offered, null where there is nothing.
    """

    supplier: str
    reference: str | None
    start: date
    end: date
    extensions: int
    extension_months: int
    extended: int
    notice_months: int
    certificate_expires: date | None
    end_of_use: date | None
    owner: str
    deputy: str | None
    offsets: dict[str, int]
    co2_ladder_asked: ExportedLadder | None
    co2_ladder_offered: ExportedLadder | None
    ended: date | None
    ended_reason: str | None
    promises: list[ExportedPromise]


class ExportedTelling(Exported):
    """One message about a moment. `receiver` is a Slack user id, or `#procurement` for the channel.

    `at` is when it was claimed for sending, `sent_at` when Slack says that it was posted; `reason`
    is why it was not sent, as Slack's error code or in English.
    """

    receiver: str
    at: datetime
    sent_at: datetime | None
    state: SentState
    reason: str | None


class ExportedEvidence(Exported):
    """What shows how it is; the value of a file is its address in Slack."""

    kind: ProofKind
    value: str
    name: str | None
    given_by: str
    given_at: datetime


class ExportedReminder(Exported):
    """One moment. `key` names it within its purchase for ever; `due_at` is when the next message
    about it goes, null when nothing is left to send.

    `reason` is why it was put off, dropped or stopped: a key of ours such as `contract_changed`,
    or `own_words`; `reason_detail` is then what somebody wrote, or the Slack user id of who did it.
    """

    key: str
    kind: str
    promise: int | None
    question: str | None
    on: date
    owner: str
    state: State
    due_at: datetime | None
    told: list[ExportedTelling]
    answer: Answer | None
    answered_by: str | None
    answered_at: datetime | None
    next_step: str | None
    reason: reasons.Key | Literal["own_words"] | None
    reason_detail: str | None
    evidence: list[ExportedEvidence]


def contract(contract: Contract) -> ExportedContract:
    """A contract as it is exported."""
    term = contract.term
    return ExportedContract(
        supplier=contract.supplier,
        reference=contract.reference or None,
        start=term.start,
        end=term.end,
        extensions=term.extensions,
        extension_months=term.extension_months,
        extended=term.extended,
        notice_months=term.notice_months,
        certificate_expires=term.certificate_expires,
        end_of_use=term.end_of_use,
        owner=contract.owner,
        deputy=contract.deputy or None,
        offsets=dict(contract.offsets),
        co2_ladder_asked=_ladder(contract.ladder_asked),
        co2_ladder_offered=_ladder(contract.ladder_offered),
        ended=term.ended,
        ended_reason=contract.ended_reason or None,
        promises=[_promise(contract, each) for each in contract.promises],
    )


def _ladder(written: str) -> ExportedLadder | None:
    found = read_ladder(written)
    return ExportedLadder(version=found.version, step=found.step) if found else None


def _promise(contract: Contract, promise: Promise) -> ExportedPromise:
    return ExportedPromise(
        number=promise.number,
        text=promise.text,
        source=promise.source or None,
        owner=contract.owner_of(promise),
        deputy=promise.deputy or None,
        proof=promise.proof or None,
        rhythm=promise.rhythm,
        stopped=promise.stopped or None,
    )


def reminder(entry: Entry) -> ExportedReminder:
    """A moment with its story as it is exported."""
    moment = entry.moment
    reason = reasons.read(moment.reason)
    return ExportedReminder(
        key=moment.key,
        kind=moment.kind,
        promise=moment.promise,
        question=moment.question or None,
        on=moment.on,
        owner=moment.owner,
        state=moment.state,
        due_at=utc(moment.due_at) if moment.due_at else None,
        told=[_telling(each) for each in entry.tellings],
        answer=next((each for each in ANSWERS if each == moment.answer), None),
        answered_by=moment.answered_by or None,
        answered_at=utc(moment.answered_at) if moment.answered_at else None,
        next_step=moment.next_step or None,
        reason=reason.key or "own_words" if moment.reason else None,
        reason_detail=reason.detail or None,
        evidence=[_evidence(each) for each in entry.proofs],
    )


def _telling(telling: Telling) -> ExportedTelling:
    return ExportedTelling(
        receiver=telling.receiver,
        at=utc(telling.told_at),
        sent_at=telling.sent_at,
        state=telling.state,
        reason=telling.reason or None,
    )


def _evidence(given: Given) -> ExportedEvidence:
    return ExportedEvidence(
        kind=given.proof.kind,
        value=given.proof.value,
        name=given.proof.name or None,
        given_by=given.by,
        given_at=utc(given.at),
    )
