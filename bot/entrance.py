"""The entrance: commands, mentions, direct messages and the home page, where purchases begin."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

from bot.beginning import start_purchase
from bot.contracting import Contracting
from bot.desk import Desk, Taken
from bot.explaining import Explaining
from bot.once import once
from bot.parts import Parts
from bot.ports import Held, Reply, Said
from bot.store import outbox, people, purchases, several
from bot.store.database import Bound
from bot.store.register import sum_of
from dialogs import forms, overview
from dialogs.asking_back import answer_or_new, unknown
from dialogs.bundles import how_often
from dialogs.card import card
from dialogs.criteria import criteria
from dialogs.explaining import is_question, steps
from dialogs.messages import Link
from dialogs.moves import Filled, Pressed
from dialogs.progress import open_question
from dialogs.scene import Scene
from dialogs.subcommands import Name, Subcommand, language_named, often_named, subcommand
from dialogs.turn import say
from dialogs.typed import reads_as_answer

GOING = ("draft", "in_progress")
BOUGHT = (*GOING, "complete")

Work = Callable[[Bound, str, Scene], Taken]
Command = Callable[[Bound, Scene, Said, str], Taken]
"""Does a subcommand with what stands behind it, in a transaction that is under way."""
Soon = Callable[[Coroutine[Any, Any, None]], None]
"""Does something beside everything else, after the answer."""


class Entrance:
    """Takes what is said outside a conversation."""

    def __init__(
        self, parts: Parts, desk: Desk, contracting: Contracting, explaining: Explaining,
        commands: Mapping[Name, Command], soon: Soon,
    ) -> None:  # fmt: skip
        """`commands` are the subcommands of other subjects, by name."""
        self._parts = parts
        self._desk = desk
        self._contracting = contracting
        self._explaining = explaining
        self._commands = commands
        self._soon = soon

    async def start(self, said: Said, text: str, filled: Filled | None = None) -> Reply:
        """Starts a purchase at the place where it was said; an empty text is asked for."""
        return await self._once(
            said,
            lambda bound, language, scene: start_purchase(
                self._parts, bound, said, scene, text, filled
            ),
        )

    async def command(self, said: Said, text: str) -> Reply:
        """Does what somebody typed behind the command."""
        return await self._once(
            said, lambda bound, language, scene: self._command(bound, said, scene, text)
        )

    async def mention(self, said: Said, text: str) -> Reply:
        """Takes a mention in a channel: a subcommand, or something to buy with colleagues."""
        return await self._once(
            said, lambda bound, language, scene: self._command(bound, said, scene, text)
        )

    async def direct(self, said: Said, text: str) -> Reply:
        """Takes a line typed in the direct message: a subcommand, an answer, or a purchase."""

        def work(bound: Bound, language: str, scene: Scene) -> Taken:
            taken = self._direct(bound, said, scene, text)
            if taken.reply.message is None or taken.reply.message.only_for:
                return taken  # what is shown to them alone is not kept
            courier = self._parts.courier
            message = taken.reply.message
            row = outbox.add_at(
                bound, said.place, message, courier.name, scene.now, courier.notes.lease
            )
            return Taken(replace(taken.reply, message=None), (*taken.outgoing, row))

        return await self._once(said, work)

    async def list(self, said: Said) -> Reply:
        """Somebody's purchases, as a message for them alone."""
        return await self._once(
            said, lambda bound, language, scene: Taken(self._list(bound, said, scene))
        )

    async def help(self, said: Said) -> Reply:
        """How it works, as a message for one person."""
        return await self._once(
            said,
            lambda bound, language, scene: Taken(Reply(language, overview.help_message(scene))),
        )

    async def language(self, said: Said, language: str) -> Reply:
        """Remembers the language that somebody chose."""
        return await self._once(
            said, lambda bound, before, scene: Taken(self._language(bound, said, scene, language))
        )

    async def often(self, said: Said, chosen: str) -> Reply:
        """How often somebody wants to be reminded."""
        return await self._once(
            said, lambda bound, language, scene: Taken(self._often(bound, said, scene, chosen))
        )

    async def start_form(self, person: str, title: str = "") -> Reply:
        """The form that starts a purchase, in somebody's language."""

        def work(bound: Bound) -> Reply:
            language = self._parts.language_of(bound, person)
            scene = self._parts.scene(language)
            return Reply(language, form=forms.start_form(scene, title))

        return await self._parts.database.run(self._parts.workspace, work)

    async def report(self, said: Said) -> Reply:
        """The report of this year, for who may have it."""
        return await self._once(
            said, lambda bound, language, scene: self._commands["report"](bound, scene, said, "")
        )

    async def show(self, said: Said, purchase: str) -> Reply:
        """The card of a purchase, for who may answer in it or may see the register."""

        def work(bound: Bound, language: str, scene: Scene) -> Taken:
            held = purchases.load(bound, purchase)
            if held is None:
                return Taken(Reply(language, say(scene, "desk.unknown_purchase", id=purchase)))
            if not self._parts.may(bound, said.person, "see_register"):
                if refused := self._desk.refused(bound, said, held, None):
                    return Taken(refused)
            return Taken(
                Reply(language, replace(card(scene, held.purchase), key="shown", replaces=""))
            )

        return await self._once(said, work)

    async def _once(self, said: Said, work: Work) -> Reply:
        """Does work in one transaction, unless this delivery was heard before; then speaks."""
        taken = await once(
            self._parts, said, lambda bound, scene: work(bound, scene.language, scene)
        )
        if taken.then:
            self._soon(taken.then())
        return taken.reply

    def _direct(self, bound: Bound, said: Said, scene: Scene, text: str) -> Taken:
        asked = subcommand(self._parts.script, text)
        if asked.name in ("new", "unknown", "spare"):  # 'over 3 maanden' may be an answer
            asks = is_question(scene.script, text)
            if asks and scene.script.finder.find(text, scene.language).keys:
                return self._do(bound, said, scene, Subcommand("ask", text))
            owned = several.owned_by(bound, said.person, 5)
            for held in owned:
                if self._may_be_answer(scene, held, text):
                    message = answer_or_new(scene, held.purchase, text)
                    return Taken(Reply(scene.language, message))
            if asks:
                return self._do(bound, said, scene, Subcommand("ask", text))
        if asked.name == "new":
            taken = start_purchase(self._parts, bound, said, scene, asked.text)
            if taken.outgoing:
                return replace(taken, reply=Reply(scene.language))
            return taken
        return self._do(bound, said, scene, asked)

    def _may_be_answer(self, scene: Scene, held: Held, text: str) -> bool:
        opened = open_question(self._parts.script, held.purchase)
        if held.purchase.closed or opened is None or not held.place.direct:
            return False
        return reads_as_answer(scene, *opened, text)

    def _command(self, bound: Bound, said: Said, scene: Scene, text: str) -> Taken:
        asked = subcommand(self._parts.script, text)
        if (
            asked.name in ("new", "unknown")
            and text.strip().endswith("?")
            and len(text.split()) > 1
        ):
            asked = Subcommand("ask", text)
        return self._do(bound, said, scene, asked)

    def _do(self, bound: Bound, said: Said, scene: Scene, asked: Subcommand) -> Taken:
        language = scene.language
        if command := self._commands.get(asked.name):
            return command(bound, scene, said, asked.text)
        match asked.name:
            case "menu":
                return Taken(Reply(language, overview.menu(scene)))
            case "new":
                return start_purchase(self._parts, bound, said, scene, asked.text)
            case "list":
                return Taken(self._list(bound, said, scene))
            case "help":
                return Taken(Reply(language, overview.help_message(scene)))
            case "language":
                return Taken(self._language(bound, said, scene, asked.text))
            case "often":
                return Taken(self._often(bound, said, scene, asked.text))
            case "ask":
                return Taken(Reply(language, self._explaining.answer(bound, scene, asked.text)))
            case "explain":
                return Taken(Reply(language, steps(scene)))
            case "unknown":
                return Taken(Reply(language, unknown(scene, asked.text)))
        return self._about(bound, said, scene, asked)

    def _about(self, bound: Bound, said: Said, scene: Scene, asked: Subcommand) -> Taken:
        """A subcommand about one purchase: the one that is named, else the only open one."""
        if asked.text:
            held = purchases.load(bound, asked.text)
            if held is None:
                message = say(scene, "desk.unknown_purchase", id=asked.text)
                return Taken(Reply(scene.language, message))
        else:
            owned = several.owned_by(bound, said.person, overview.IN_LIST)
            wanted = BOUGHT if asked.name in ("contract", "criteria") else GOING
            going = [each for each in owned if each.purchase.status in wanted]
            if not going:
                return Taken(Reply(scene.language, say(scene, "desk.nothing_open")))
            if len(going) > 1:
                each = [one.purchase for one in owned]
                count, _ = sum_of(bound, f"owner/{said.person}")
                return Taken(
                    Reply(scene.language, overview.listed(scene, each, count, "desk.which"))
                )
            held = going[0]
        return self._with(bound, said, scene, asked, held)

    def _with(self, bound: Bound, said: Said, scene: Scene, asked: Subcommand, held: Held) -> Taken:
        verb = "go_on" if asked.name == "show" else asked.name
        move = Pressed(verb)  # type: ignore[arg-type]
        if asked.name == "contract":
            return Taken(self._contracting.show(bound, said, held.purchase.id))
        if refused := self._desk.refused(
            bound, said, held, None if asked.name == "criteria" else move
        ):
            return Taken(refused)
        if asked.name == "criteria":
            return Taken(Reply(scene.language, criteria(scene, held.purchase)))
        if asked.name == "show":
            shown_card = card(scene, held.purchase, replaces=False)
            return Taken(Reply(scene.language, replace(shown_card, key="shown")))
        taken = self._desk.step(bound, held, move, said.person)
        link = self._parts.link(held.place)
        key = "desk.went_on" if verb == "go_on" else "desk.answered_there"
        told = (
            say(scene, key, id=held.purchase.id, link=Link(link, held.purchase.id))
            if link
            else None
        )
        return replace(taken, reply=Reply(scene.language, told))

    def _list(self, bound: Bound, said: Said, scene: Scene) -> Reply:
        owned = several.owned_by(bound, said.person, overview.IN_LIST)
        count, _ = sum_of(bound, f"owner/{said.person}")
        each = [held.purchase for held in owned]
        return Reply(scene.language, overview.listed(scene, each, count))

    def _often(self, bound: Bound, said: Said, scene: Scene, chosen: str) -> Reply:
        named = often_named(chosen)
        if named is not None:
            people.choose_often(bound, said.person, named, scene.now)
        now = people.often(bound, said.person)
        most = self._parts.rules.offsets.messages_a_week
        return Reply(scene.language, how_often(scene, now, most, chosen=named is not None))

    def _language(self, bound: Bound, said: Said, scene: Scene, language: str) -> Reply:
        wanted = language_named(language)
        if wanted is None:
            return Reply(scene.language, say(scene, "desk.language_which"))
        people.choose_language(bound, said.person, wanted, scene.now)
        return Reply(wanted, say(self._parts.scene(wanted), "desk.language_set"))
