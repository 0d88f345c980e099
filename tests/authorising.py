"""The kit for tests of who may do what: one person of every kind, and what is stored."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

import sqlalchemy as sa

from bot.playground.client import Message, PersonClient
from bot.playground.people import INKOOP
from bot.rights import ROLES, Action
from bot.store.database import Bound
from bot.store.every_table import metadata
from bot.store.tables import inbox, outbox, people
from tests.office import Office

TABLE: Mapping[Action, str] = {
    "see_policy": "budget_holder procurement policy_officer board ambassador administrator",
    "change_policy": "policy_officer administrator",
    "see_register": "procurement policy_officer",
    "see_owners": "procurement policy_officer",
    "name_owner": "procurement policy_officer",
    "put_on_board": "procurement",
    "see_board": "procurement policy_officer board",
    "give_verdict": "board",
    "report": "procurement policy_officer",
    "export": "procurement policy_officer",
    "see_settings": "procurement administrator",
    "see_ripe": "ambassador",
    "write_success": "budget_holder procurement policy_officer board ambassador administrator",
    "post_success": "ambassador",
    "share_outside": "ambassador procurement",
    "tell_lesson": "budget_holder procurement policy_officer board ambassador administrator",
    "remove_lesson": "ambassador procurement",
    "offer_spare": "budget_holder procurement policy_officer board ambassador administrator",
    "be_asked": "ambassador",
}
"""Written down a second time, so that nobody changes a right without being asked twice."""

COLLEAGUES = frozenset(ROLES)
NO_COLLEAGUES = frozenset({"guest", "outside"})
EVERYBODY = COLLEAGUES | NO_COLLEAGUES
PROCUREMENT = frozenset({"procurement"})
REFUSED = re.compile(
    r"te gast|niet als collega|voor collega's van inkoop|Alleen collega's|mag dit alleen|"
    r"die hier een rol in hebben|kan alleen wie|Deze lijst is voor|of het inkoopteam kan|"
    r"INK-\d+ is van|\" is van \"|Dit verhaal kun je niet|Deze vraag is voorbij|"
    r"Deze les staat er niet meer|Dit mag alleen|kan wie hem schreef|kan alleen een koploper|"
    r"niet aan jou gesteld|aan een collega gesteld|Dit is van een collega|alleen voor koplopers"
)
"""The sentences with which something is refused; the last as it stands in Slack's own blocks."""


def is_refusal(words: str) -> bool:
    """Whether something is refused in these words."""
    return REFUSED.search(words) is not None


def allowed(shown: Message | None) -> bool:
    """Whether what somebody was shown does not refuse."""
    assert shown is not None
    return not is_refusal(shown.plain())


@asynccontextmanager
async def one_of_every_kind(office: Office) -> AsyncIterator[Mapping[str, PersonClient]]:
    """New people by what they are, in Sanne's channel; who is no colleague has every role."""
    workspace = office.local.workspace
    kinds = (*ROLES, "guest", "outside")
    who = dict(zip(kinds, workspace.administration.hire(len(kinds)), strict=True))
    workspace.administration.change(who["guest"], guest=True)
    workspace.administration.change(who["outside"], team="T0ELDERS")
    workspace.workspace.channel(INKOOP).members += who.values()
    _enroll(office, who)
    async with AsyncExitStack() as stack:
        yield {
            kind: await stack.enter_async_context(
                PersonClient(workspace.url, workspace.client_token, id)
            )
            for kind, id in who.items()
        }


def _enroll(office: Office, who: Mapping[str, str]) -> None:
    both = frozenset({who["guest"], who["outside"]})
    roster = office.local.bot.parts.roster
    roster.named = replace(
        roster.named,
        procurement_team=both | {who["procurement"]},
        policy_officers=both | {who["policy_officer"]},
        board=both | {who["board"]},
        ambassadors=both | {who["ambassador"]},
        administrators=both | {who["administrator"]},
    )
    roster.take({})


READ = {
    table.name: sa.select(sa.text("*"))
    .select_from(table)
    .where(table.c.workspace == sa.bindparam("ours", type_=sa.String))
    for table in metadata.sorted_tables
    if table not in (inbox, outbox, people)
}
"""As the database gives it: what is only compared need not be made into times and words."""
SAID = sa.text("SELECT number, channel, key FROM outbox WHERE workspace = :ours")


@dataclass(frozen=True)
class Books:
    """Everything that is stored, except what anybody may do to themselves by coming in: what was
    heard, who is known, and what is said to one person alone."""

    rows: Mapping[str, Collection[str]]
    said: Collection[tuple[str | None, str, str]]

    def besides(self, office: Office, person: str = "") -> Mapping[str, Collection[str]]:
        """The same without what is said to this person alone."""
        theirs = [person, office.local.workspace.workspace.direct(person).id] if person else []
        said = [
            f"{number} {channel} {key}"
            for number, channel, key in self.said
            if number is not None or channel not in theirs
        ]
        return {**self.rows, "outbox": sorted(said)}


async def books(office: Office) -> Books:
    """What is stored now."""
    await office.local.settled()
    parts = office.local.bot.parts

    def work(bound: Bound) -> Books:
        rows = {name: sorted(map(str, bound.run(query))) for name, query in READ.items()}
        return Books(rows, [(each[0], each[1], each[2]) for each in bound.run(SAID)])

    return await parts.database.run(parts.workspace, work)


async def tried(
    office: Office,
    people: Mapping[str, PersonClient],
    attempt: Callable[[PersonClient], Awaitable[bool]],
) -> set[str]:
    """Who did something, of everybody who tried; who did not, changed nothing."""
    did, before = set(), await books(office)
    for kind, who in people.items():
        done = await attempt(who)
        after = await books(office)
        if done:
            did.add(kind)
        else:
            assert changed(office, before, after, who.person) == {}, f"{kind} did not, and it was"
        before = after
    return did


def changed(office: Office, before: Books, after: Books, person: str = "") -> dict[str, set[str]]:
    """What came or went, by table, but for what is said to this person alone."""
    was, now = before.besides(office, person), after.besides(office, person)
    return {name: set(was[name]) ^ set(now[name]) for name in now if was[name] != now[name]}
