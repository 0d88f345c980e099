"""What an export says of the tenderboard: its rounds, what it found, and the verdicts."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bot.exports.exported import Exported, utc
from dialogs.board import Board, Said
from dialogs.board_lines import finding_line
from dialogs.messages import plain
from dialogs.scene import Scene


class ExportedFinding(Exported):
    """What was laid beside the policy: what it is about, and in words."""

    kind: str
    about: str
    text: str


class ExportedVerdict(Exported):
    """What one of the board said, and why; `person` is a Slack user id."""

    person: str
    verdict: Said
    reason: str | None
    given_at: datetime


class ExportedRound(Exported):
    """One round on the tenderboard; `put_by` is null when the value put it there, and `outcome`
    while the board looks at it."""

    round: int
    put_by: str | None
    put_at: datetime
    outcome: Literal["agreed", "advice", "stopped"] | None
    closed_at: datetime | None
    findings: list[ExportedFinding]
    verdicts: list[ExportedVerdict]


def exported_round(scene: Scene, board: Board) -> ExportedRound:
    """A round as it is exported."""
    return ExportedRound(
        round=board.round,
        put_by=board.put_by or None,
        put_at=utc(board.put_at),
        outcome=board.outcome or None,
        closed_at=utc(board.closed_at) if board.closed_at else None,
        findings=[
            ExportedFinding(kind=each.kind, about=each.about, text=plain(finding_line(scene, each)))
            for each in board.findings
        ],
        verdicts=[
            ExportedVerdict(
                person=each.person,
                verdict=each.verdict,
                reason=each.reason or None,
                given_at=utc(each.at),
            )
            for each in board.verdicts
        ],
    )
