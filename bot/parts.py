"""The parts that every input needs, built once and handed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.courier import Courier
from bot.policies import PolicyShelf
from bot.ports import Directory, Held, Outgoing, Place, Said
from bot.reminders.planning import Rules
from bot.rights import ACTIONS, Action, Role, may
from bot.roster import Roster
from bot.shelf import Shelf
from bot.store import later, outbox, people
from bot.store.database import Bound, Database
from dialogs.messages import Message
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.policy import NO_POLICY, Policy
from knowledge.thresholds import Buyer


@dataclass(frozen=True)
class Organisation:
    """What the organisation decides, from its file and the environment together.

    People and channels are ids, and empty where nobody was named. `assurance` holds only the
    figures that the organisation gave itself, by the keys of `bot.organisation.ASSURANCE`.
    `notify_above` is the amount in euros from which procurement hears of a new purchase, and
    `board_above` that from which one goes to the tenderboard by itself; `knowledge` is the folder
    with what the organisation itself knows, `policy` what its file says of that. `buyer` decides
    which European thresholds hold, `ocds_prefix` begins the ids of its open data, where it
    registered one. `digest_channel` is where the month is told, the success channel unless another
    was named; `marketplaces` are names and addresses of where things are offered for reuse.
    """

    language: str
    zone: ZoneInfo
    procurement_team: frozenset[str] = frozenset()
    name: str = ""
    procurement_channel: str = ""
    success_channel: str = ""
    digest_channel: str = ""
    ambassadors: frozenset[str] = frozenset()
    administrators: frozenset[str] = frozenset()
    contact: str = ""
    closing_days: frozenset[date] = frozenset()
    assurance: Mapping[str, int] = field(default_factory=dict)
    notify_above: int | None = None
    knowledge: Path | None = None
    policy: Policy = NO_POLICY
    policy_officers: frozenset[str] = frozenset()
    board: frozenset[str] = frozenset()
    board_above: int | None = None
    departments: Mapping[str, frozenset[str]] = field(default_factory=dict)
    buyer: Buyer = "decentral"
    ocds_prefix: str = ""
    marketplaces: tuple[tuple[str, str], ...] = ()

    def roles_of(self, person: str) -> frozenset[Role]:
        """What somebody is here; everybody is a budget holder."""
        named: Mapping[Role, frozenset[str]] = {
            "procurement": self.procurement_team,
            "policy_officer": self.policy_officers,
            "board": self.board_members,
            "ambassador": self.ambassadors,
            "administrator": self.administrators,
        }
        return frozenset(
            {"budget_holder", *(role for role, people in named.items() if person in people)}
        )

    @property
    def board_members(self) -> frozenset[str]:
        """The tenderboard; where nobody was named, procurement and who owns the policy."""
        return self.board or self.procurement_team | self.policy_officers

    def department_of(self, person: str) -> str:
        """The department that somebody is of; empty when it is not known."""
        return next((name for name, people in self.departments.items() if person in people), "")


@dataclass(frozen=True)
class Parts:
    """One workspace: its store, shelf, courier, clock, roster and people.

    `link` gives the web address of a conversation; empty when there is none yet. `moment` reads
    from the platform's id of a message when that was posted, on the platform's own clock.
    """

    workspace: str
    database: Database
    shelf: Shelf
    courier: Courier
    clock: Clock
    roster: Roster
    directory: Directory
    rules: Rules
    policies: PolicyShelf
    link: Callable[[Place], str] = field(default=lambda place: "")
    moment: Callable[[str], datetime | None] = field(default=lambda ts: None)

    @property
    def script(self) -> Script:
        """The script in use now; another may take its place while the bot runs."""
        return self.shelf.script

    @property
    def organisation(self) -> Organisation:
        """The organisation as it is now: who is in its user groups may change while we run."""
        return self.roster.organisation

    def scene(self, language: str) -> Scene:
        """Here and now, in a language."""
        zone = self.organisation.zone
        policy, buyer = self.policies.current, self.organisation.buyer
        return Scene(self.script, language, self.clock.now(), zone, policy, buyer)

    def may(self, bound: Bound, person: str, action: Action) -> bool:
        """Whether somebody may do something, by their roles and by whether they work here.

        Of whom we do not know that they do, not: what is asked here is about others.
        """
        return action in self.allowed(bound, person)

    def allowed(self, bound: Bound, person: str) -> frozenset[Action]:
        """Everything of that kind that somebody may do."""
        known = people.known(bound, person)
        if known is None:
            return frozenset()
        roles, standing = self.organisation.roles_of(person), known[0].standing
        return frozenset(action for action in ACTIONS if may(action, roles, standing))

    def language_of(self, bound: Bound, person: str) -> str:
        """The language that somebody chose, else the organisation's."""
        return people.language(bound, person) or self.organisation.language

    def language_at(self, bound: Bound, held: Held) -> str:
        """The language of a conversation: the owner's, or in a channel the organisation's."""
        if held.place.direct:
            return self.language_of(bound, held.purchase.owner)
        return self.organisation.language

    def scene_for(self, bound: Bound, purchase: Purchase) -> Scene:
        """Here and now, in the language of a purchase's conversation."""
        own = self.organisation.language
        return self.scene(own if purchase.shared else self.language_of(bound, purchase.owner))

    def may_stop(self, person: str, held: Held) -> bool:
        """Whether somebody may stop or reopen a purchase: its owner and procurement."""
        return person == held.purchase.owner or person in self.organisation.procurement_team

    def may_answer(self, said: Said, held: Held) -> bool:
        """Whether somebody may answer: who may stop it, and whoever is in its channel."""
        return self.may_stop(said.person, held) or self.is_there(said, held)

    def is_there(self, said: Said, held: Held) -> bool:
        """Whether something was said in the channel of a purchase, where everybody may answer."""
        here = (said.place.channel, said.typed_in)
        return not held.place.direct and held.place.channel in here

    def say_in(self, bound: Bound, held: Held, messages: Iterable[Message]) -> list[Outgoing]:
        """Stores what is to be said in the conversation of a purchase."""
        name, lease = self.courier.name, self.courier.notes.lease
        return outbox.add(bound, held, messages, name, self.clock.now(), lease)

    def say_at(self, bound: Bound, place: Place, message: Message) -> Outgoing:
        """Stores one message for a place that belongs to no purchase."""
        name, lease = self.courier.name, self.courier.notes.lease
        return outbox.add_at(bound, place, message, name, self.clock.now(), lease)

    def say_once(self, bound: Bound, place: Place, message: Message) -> list[Outgoing]:
        """The same, for a message whose key tells of one thing; nothing when it was told before."""
        name, lease = self.courier.name, self.courier.notes.lease
        return outbox.add_once(bound, place, message, name, self.clock.now(), lease)

    def say_later(
        self, bound: Bound, place: Place, message: Message, due_at: datetime
    ) -> int | None:
        """Stores one message that goes from `due_at` on: its row; None when it was told before."""
        return later.add_later(bound, place, message, self.clock.now(), due_at)
