"""The tenderboard in words: what it is asked, what its verdicts came to, and what waits for it.

A light variant of what PIANOo describes: two people look along and advise; nothing is held up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs.asking import short
from dialogs.board import LIST, NEEDED, SHOW, VERDICT, VERDICTS, Board, Waiting, key_of
from dialogs.board_lines import grouped
from dialogs.card import answer_lines
from dialogs.messages import Button, Line, Message, Person
from dialogs.open_points import OpenPoint, open_points
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene

IN_LIST = 10
TITLE = 80


def asked(scene: Scene, purchase: Purchase, board: Board, *, judges: bool = True) -> Message:
    """What one of the board reads; with buttons for who may give a verdict."""
    return Message(
        key="board",
        heading=_heading(scene, purchase),
        lines=(
            *_about(scene, purchase, board),
            *grouped(scene, board.findings),
            scene.say("tenderboard.answers"),
            *(
                answer_lines(scene, purchase, scene.script.counted)
                or [scene.say("tenderboard.no_answers")]
            ),
            *((scene.say("tenderboard.ask", owner=Person(purchase.owner)),) if judges else ()),
        ),
        notes=(scene.say("tenderboard.note"),),
        buttons=_verdict_buttons(scene, board) if judges else (),
    )


def _verdict_buttons(scene: Scene, board: Board) -> tuple[Button, ...]:
    about = f"{board.purchase}/{board.round}"
    return tuple(
        Button(
            VERDICT,
            scene.label(f"tenderboard.{each}"),
            f"{about}/{each}",
            "primary" if each == "agreed" else "",
        )
        for each in VERDICTS
    )


def _heading(scene: Scene, purchase: Purchase) -> str:
    words = scene.label("tenderboard.heading")
    return words.format(id=purchase.id, title=shown(purchase.title, TITLE))


def _about(scene: Scene, purchase: Purchase, board: Board) -> list[Line]:
    """Whose it is, why it is here, and what was said of it before the nine questions."""
    by = {purchase.owner: "put_by_owner", "": "put_by_value"}.get(board.put_by, "put_by")
    lines = [
        scene.say(
            f"tenderboard.{by}",
            id=purchase.id,
            owner=Person(purchase.owner),
            person=Person(board.put_by),
        )
    ]
    if board.round > 1:
        lines.append(scene.say("tenderboard.round", round=str(board.round)))
    before = [each for each in scene.script.questions if not each.counted]
    told = [each for each in before if each.id != "intake.what"]
    return [*lines, *answer_lines(scene, purchase, told)]


def put(scene: Scene, purchase: Purchase, board: Board, *, few: bool) -> Message:
    """What the purchase's conversation hears; `few` when there are no two people to judge."""
    by = {purchase.owner: "here", "": "here_by_value"}.get(board.put_by, "here_by")
    first = scene.say(f"tenderboard.{by}", id=purchase.id, person=Person(board.put_by))
    return Message(
        key=f"tenderboard/{board.round}",
        lines=(
            first,
            scene.say("tenderboard.what_now"),
            *((scene.say("tenderboard.too_few"),) if few else ()),
            *grouped(scene, board.findings),
            scene.say("tenderboard.still_time"),
        ),
    )


def outcome(scene: Scene, purchase: Purchase, board: Board, closed: Sequence[str]) -> Message:
    """What the board came to, for the purchase's conversation: who said what, what was found, and
    what is left to do. `closed` are the gaps that are no longer there."""
    gaps, points = _gaps(scene, purchase), _points(scene, purchase)
    arranged = [short(scene, scene.script.by_id[each]) for each in closed]
    return Message(
        key=f"tenderboard/{board.round}/done",
        heading=scene.label(f"tenderboard.heading_{board.outcome}").format(id=purchase.id),
        lines=(
            *_said(scene, board),
            *grouped(scene, board.findings),
            *((scene.say("tenderboard.points"),) if points else ()),
            *points,
            *(scene.say("tenderboard.arranged", question=name) for name in arranged),
            scene.say(f"tenderboard.next_{'points' if points else board.outcome}"),
        ),
        buttons=tuple(
            Button(
                "form",
                scene.label("tenderboard.change").format(
                    question=short(scene, scene.script.by_id[point.question])
                ),
                f"{purchase.id}/{point.question}",
            )
            for point in gaps
        ),
    )


def _gaps(scene: Scene, purchase: Purchase) -> list[OpenPoint]:
    points = open_points(scene.script, purchase, scene.zone)
    return [point for point in points if point.question.startswith("gaps.")]


def _points(scene: Scene, purchase: Purchase) -> list[Line]:
    """The gaps that are open points, each with its owner and date."""
    return [
        scene.say(
            "tenderboard.point",
            question=short(scene, scene.script.by_id[point.question]),
            owner=Person(point.owner),
            due=scene.day(point.due),
        )
        for point in _gaps(scene, purchase)
    ]


def _said(scene: Scene, board: Board) -> list[Line]:
    """Who said what, and why."""
    return [
        scene.say(
            "tenderboard.said_why" if each.reason else "tenderboard.said",
            person=Person(each.person),
            verdict=scene.label(f"tenderboard.{each.verdict}"),
            reason=each.reason,
        )
        for each in board.verdicts
    ]


def done(scene: Scene, purchase: Purchase, board: Board, person: str) -> Message:
    """What takes the place of the question to one of the board, once it is over."""
    key = key_of(board, person)
    lines = [scene.say(f"tenderboard.over_{board.outcome}", id=purchase.id)]
    if board.outcome != "stopped":
        lines += [*_said(scene, board), *grouped(scene, board.findings)]
        lines += _points(scene, purchase)
    return Message(
        key=f"{key}/done", replaces=key, heading=_heading(scene, purchase), lines=tuple(lines)
    )


def listed(
    scene: Scene, waiting: Sequence[Waiting], count: int, start: int, following: str
) -> Message:
    """What waits for the board, oldest first: a page that begins at number `start`.

    `count` is all that waits; `following` names where the next page begins, empty on the last.
    """
    if not waiting:
        return Message("board_list", (scene.say("tenderboard.none_waiting"),))
    lines = [
        scene.say(
            "tenderboard.waiting",
            number=str(number),
            id=each.purchase,
            title=shown(each.title, TITLE),
            owner=Person(each.owner),
            day=scene.day(each.put_at),
            given=str(each.given),
            needed=str(NEEDED),
        )
        for number, each in enumerate(waiting, start)
    ]
    look = scene.label("tenderboard.look")
    buttons = [Button(SHOW, look.format(id=each.purchase), each.purchase) for each in waiting]
    if following:
        buttons.append(Button(LIST, scene.label("tenderboard.more"), following))
    return Message(
        key="board_list",
        heading=scene.label("tenderboard.list_heading").format(count=count),
        lines=tuple(lines),
        buttons=tuple(buttons),
    )


def with_text(scene: Scene, told: Message, text: str) -> Message:
    """A refusal with what somebody had typed, so that it is not lost."""
    if not text:
        return told
    return replace(told, lines=(*told.lines, scene.say("tenderboard.you_wrote", text=text)))
