"""Takes what people do with the tenderboard: put a purchase on it, look, and give a verdict.

Every right is looked at here, when something is done: not in the button that was drawn before.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.boarding import close, put_on
from bot.desk import Desk, Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Held, Outgoing, Reply, Said
from bot.store import boards, purchases
from bot.store.boards import After
from bot.store.database import Bound
from dialogs import board_forms, tenderboard
from dialogs.board import NEEDED, VERDICTS, Board, outcome_of
from dialogs.board_gaps import due_on, with_gaps
from dialogs.card import card
from dialogs.contract_forms import Values
from dialogs.findings import findings
from dialogs.messages import Message, Person
from dialogs.scene import Scene
from dialogs.tenderboard import IN_LIST
from dialogs.turn import Turn, say


class Judging:
    """The tenderboard, for who puts something on it and for who is in it."""

    def __init__(self, parts: Parts, desk: Desk) -> None:
        self._parts = parts
        self._desk = desk

    def command(self, bound: Bound, scene: Scene, said: Said, text: str) -> Taken:
        """The subcommand: what waits for the board, or puts on it the purchase that is named."""
        if not text:
            return _told(scene, self.list(bound, scene, said.person))
        held = purchases.load(bound, text)
        if held is None:
            return _told(scene, say(scene, "desk.unknown_purchase", id=text))
        return self.put_held(bound, said, scene, held)

    # Putting on the board

    async def put(self, said: Said, purchase: str) -> Reply:
        """Puts a purchase on the board; its conversation tells so."""

        def work(bound: Bound, scene: Scene) -> Taken:
            held = purchases.load(bound, purchase)
            if held is None:
                return _told(scene, say(scene, "desk.unknown_purchase", id=purchase))
            return self.put_held(bound, said, scene, held)

        return (await once(self._parts, said, work)).reply

    def put_held(self, bound: Bound, said: Said, scene: Scene, held: Held) -> Taken:
        """The same in a transaction that is under way; who may not, or need not, is told why.

        Who is of the board sees what lies there already.
        """
        _, board = self._open(bound, held.purchase.id)
        if board and said.person != held.purchase.owner:
            if self._parts.may(bound, said.person, "see_board"):
                return self._shown(bound, said, scene, held, board)
        if refused := self._not_put(bound, said.person, scene, held):
            return _told(scene, refused)
        rows = put_on(self._parts, bound, held, said.person)
        here = said.place.thread and said.place.thread == held.place.thread
        told = None if here else say(scene, "tenderboard.put_done", id=held.purchase.id)
        return Taken(Reply(scene.language, told), tuple(rows))

    def _not_put(self, bound: Bound, person: str, scene: Scene, held: Held) -> Message | None:
        """Why somebody cannot put a purchase on the board now; None when they can."""
        purchase = held.purchase
        if person != purchase.owner and not self._parts.may(bound, person, "put_on_board"):
            owner = Person(purchase.owner)
            return say(scene, "tenderboard.not_yours", id=purchase.id, owner=owner)
        if purchase.closed:
            return say(scene, "tenderboard.not_bought", id=purchase.id)
        board = boards.newest(bound, purchase.id)
        if board is None or not board.open:
            return None
        return say(
            scene, "tenderboard.waits_already", id=purchase.id, day=scene.day(board.put_at),
            given=str(len(board.verdicts)), needed=str(NEEDED),
        )  # fmt: skip

    # Looking

    def list(self, bound: Bound, scene: Scene, person: str, after: str = "") -> Message:
        """A page of what waits; `after` names where it begins, the first one where it does not."""
        if not self._parts.may(bound, person, "see_board"):
            return say(scene, "tenderboard.list_not_yours")
        start, begin = _page(after)
        found, count = boards.waiting(bound, IN_LIST + 1, begin)
        shown, last = found[:IN_LIST], found[IN_LIST - 1 : IN_LIST]
        following = ""
        if len(found) > IN_LIST:
            number = purchases.number_of(last[0].purchase)
            following = f"{start + IN_LIST}/{last[0].put_at.timestamp():.6f}/{number}"
        return tenderboard.listed(scene, shown, count, start, following)

    async def more(self, said: Said, after: str) -> Reply:
        """The next page, for who pressed."""
        return (
            await once(
                self._parts,
                said,
                lambda bound, scene: _told(scene, self.list(bound, scene, said.person, after)),
                remember=False,
            )
        ).reply

    async def show(self, said: Said, purchase: str) -> Reply:
        """What the board looks at, for who may see it; with buttons for who may judge."""

        def work(bound: Bound, scene: Scene) -> Taken:
            if not self._parts.may(bound, said.person, "see_board"):
                return _told(scene, say(scene, "tenderboard.list_not_yours"))
            held, board = self._open(bound, purchase)
            if held is None or board is None:
                return _told(scene, say(scene, "tenderboard.not_waiting", id=purchase))
            return self._shown(bound, said, scene, held, board)

        return (await once(self._parts, said, work, remember=False)).reply

    def _shown(self, bound: Bound, said: Said, scene: Scene, held: Held, board: Board) -> Taken:
        """What lies at the board, as it is found now; with buttons for who may judge."""
        judges = self._refused(bound, said.person, scene, held, board) is None
        board = replace(board, findings=findings(scene, held.purchase))
        return _told(scene, tenderboard.asked(scene, held.purchase, board, judges=judges))

    def _open(self, bound: Bound, purchase: str) -> tuple[Held | None, Board | None]:
        held = purchases.load(bound, purchase)
        board = boards.newest(bound, purchase) if held else None
        return held, board if board and board.open else None

    # Giving a verdict

    async def form(self, said: Said, argument: str) -> Reply:
        """The form for one verdict, with what is found now; nothing is stored."""

        def work(bound: Bound, scene: Scene) -> Taken:
            purchase, number, verdict = _about(argument)
            held, board, refused = self._judged(bound, said.person, scene, purchase, number)
            if refused or held is None or board is None or verdict not in VERDICTS:
                return _told(scene, refused or say(scene, "talk.old_button"))
            found = findings(scene, held.purchase)
            form = board_forms.verdict_form(scene, board, found, verdict, said.person)
            return Taken(Reply(scene.language, form=form))

        return (await once(self._parts, said, work, remember=False)).reply

    async def filled(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes a verdict; the second one of another person ends the round.

        Who may no longer give one, or comes too late, gets back what they wrote.
        """

        def work(bound: Bound, scene: Scene) -> Taken:
            purchase, number, verdict = _about(argument)
            held, board, refused = self._judged(bound, said.person, scene, purchase, number)
            wrote = next(iter(values.values()), "").strip()
            if refused or held is None or board is None or verdict not in VERDICTS:
                refused = refused or say(scene, "talk.old_button")
                return _told(scene, tenderboard.with_text(scene, refused, wrote))
            reason, errors = board_forms.read_verdict(scene, verdict, values)
            if errors:
                return Taken(Reply(scene.language, errors=errors))
            board = boards.give(bound, board, said.person, verdict, reason, scene.now)
            over = len(board.verdicts) >= NEEDED
            rows = self._decide(bound, held, board, said.person) if over else ()
            key = "tenderboard.kept_last" if over else "tenderboard.kept"
            words = scene.label(f"tenderboard.{verdict}")
            told = say(scene, key, verdict=words, id=held.purchase.id)
            return Taken(Reply(scene.language, told), tuple(rows))

        return (await once(self._parts, said, work)).reply

    def _judged(
        self, bound: Bound, person: str, scene: Scene, purchase: str, number: str
    ) -> tuple[Held | None, Board | None, Message | None]:
        """The purchase and the round that are meant, or why this person cannot judge it now."""
        held = purchases.load(bound, purchase)
        if held is None:
            return None, None, say(scene, "desk.unknown_purchase", id=purchase)
        board = boards.newest(bound, purchase)
        if board is not None and str(board.round) != number:
            board = None
        return held, board, self._refused(bound, person, scene, held, board)

    def _refused(
        self, bound: Bound, person: str, scene: Scene, held: Held, board: Board | None
    ) -> Message | None:
        """Why somebody cannot give a verdict on a purchase; None when they can."""
        id = held.purchase.id
        if not self._parts.may(bound, person, "give_verdict"):
            return say(scene, "tenderboard.not_member", id=id)
        if person == held.purchase.owner:
            return say(scene, "tenderboard.own", id=id)
        if board is None or not board.open:
            ended = held.purchase.closed
            return say(scene, f"tenderboard.{'over_stopped' if ended else 'too_late'}", id=id)
        return None

    def _decide(self, bound: Bound, held: Held, board: Board, person: str) -> tuple[Outgoing, ...]:
        """The round is over: what still misses becomes an open point, and everybody is told."""
        parts = self._parts
        ours = parts.scene(parts.organisation.language)
        found = findings(ours, held.purchase)
        due = due_on(ours, held.purchase, parts.rules.calendar)
        purchase, closed = with_gaps(ours, held.purchase, found, due, person)
        board = replace(board, findings=found)
        after = replace(board, outcome=outcome_of(board.verdicts))
        language = parts.language_at(bound, held)
        scene = parts.scene(language)
        told = tenderboard.outcome(scene, purchase, after, closed)
        turn = Turn(purchase, (told, card(scene, purchase)))
        taken = self._desk.keep(bound, held, turn, language)
        held = replace(held, purchase=purchase)
        return (*taken.outgoing, *close(parts, bound, held, board, after.outcome))


def _told(scene: Scene, message: Message) -> Taken:
    return Taken(Reply(scene.language, message))


def _about(argument: str) -> tuple[str, str, str]:
    """A purchase, a round and a verdict from what a button is about; empty where it is not."""
    purchase, number, verdict = (*argument.split("/"), "", "", "")[:3]
    return purchase, number, verdict


def _page(after: str) -> tuple[int, After | None]:
    """The number that a page begins at, and behind which of those that wait."""
    try:
        start, at, number = after.split("/")
        begin = After(datetime.fromtimestamp(float(at), UTC), int(number[:9]))
        return int(start[:9]), begin
    except (ValueError, OverflowError, OSError):
        return 1, None
