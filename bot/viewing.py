"""The home page: one's own purchases, and for who may: the register, owners, board, portfolio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.ambassadors import on_home
from bot.parts import Parts
from bot.rights import Action
from bot.store import finding, lessons, people, register, several, spares, successes
from bot.store.database import Bound
from bot.store.finding import Found
from bot.webs import to_draw, web_of_all
from dialogs import overview
from dialogs import register as listing
from dialogs.amounts import euros
from dialogs.chances import SCAN
from dialogs.lesson_asking import waiting
from dialogs.looking import TABS, Looking
from dialogs.messages import Button, Home, Line, Message, Value
from dialogs.owners import OWNERS, Owners, involved, owners_line, owners_of
from dialogs.portfolio import portfolio_lines
from dialogs.register import PAGE, Filters, Page, Row
from dialogs.scene import Scene
from dialogs.settings_told import settings_lines
from dialogs.sparing import with_offers
from dialogs.success_home import ON_HOME, stories

WAIT = 3
"""So many lessons that wait for an answer are shown."""
NEEDED: Mapping[str, Action] = {
    "register": "see_register",
    "owners": "see_owners",
    "board": "see_board",
    "portfolio": "see_register",
    "settings": "see_settings",
}
"""What one must be allowed for each part of the page; one's own purchases are for everybody."""


class Viewing:
    """Draws the home page of one person."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._draw: Mapping[str, Callable[[Bound, Scene, Looking], Home]] = {
            "register": self._register,
            "owners": self._owners,
            "board": self._board,
            "portfolio": self._portfolio,
            "settings": self._settings,
        }

    async def home(self, person: str, looking: Looking) -> Home:
        """Somebody's home page; a part that they may not see is their own purchases instead."""

        def work(bound: Bound) -> Home:
            parts = self._parts
            scene = parts.scene(parts.language_of(bound, person))
            may = parts.allowed(bound, person)
            allowed = [tab for tab in TABS if tab not in NEEDED or NEEDED[tab] in may]
            here = looking if looking.tab in allowed else Looking()
            draw = self._draw.get(here.tab)
            page = draw(bound, scene, here) if draw else self._mine(bound, scene, person)
            tabs = _tabs(scene, allowed, here.tab) if len(allowed) > 1 else ()
            return replace(page, state=str(here), tabs=tabs)

        return await self._parts.database.run(self._parts.workspace, work)

    def sorry(self) -> Home:
        """The home page when the store cannot be read."""
        scene = self._parts.scene(self._parts.organisation.language)
        return Home(scene.label("home.heading"), (scene.say("home.sorry"),), ())

    def _mine(self, bound: Bound, scene: Scene, person: str) -> Home:
        owned = several.owned_by(bound, person, overview.ON_HOME)
        links = {held.purchase.id: self._parts.link(held.place) for held in owned}
        count, _ = register.sum_of(bound, f"owner/{person}")
        each = [held.purchase for held in owned]
        first, last = on_home(self._parts, bound, scene, person)
        waits = (waiting(scene, one) for one in lessons.waiting_for(bound, person, WAIT))
        first = (*waits, *self._stories(bound, scene, person), *first)
        page = overview.home(scene, person, each, links, count, first, last)
        return with_offers(scene, page, spares.count_of(bound, person))

    def _stories(self, bound: Bound, scene: Scene, person: str) -> list[Message]:
        """What somebody wrote that is not posted yet."""
        return stories(scene, successes.open_of(bound, person, ON_HOME))

    def _register(self, bound: Bound, scene: Scene, looking: Looking) -> Home:
        filters = looking.filters
        page = self._page(finding.page(bound, self._named(filters), scene.today))
        about = finding.with_answers(bound, page.rows, SCAN, "intake.framework")
        return Home(
            scene.label("home.heading"),
            (scene.say("register.intro"),),
            (),
            menus=listing.menus(scene, filters, tuple(self._parts.organisation.departments)),
            switches=listing.switches(scene, filters),
            above_cards=() if page.rows else (scene.say("register.none"),),
            cards=tuple(listing.card(scene, row, about[row.id]) for row in page.rows),
            turning=listing.pages(scene, filters, page),
        )

    def _named(self, filters: Filters) -> Filters:
        """The filters with the department by its name: a menu carries its place in the list."""
        names = tuple(self._parts.organisation.departments)
        place = filters.department
        if not place:
            return filters
        known = place.isdecimal() and int(place[:6]) < len(names)
        return replace(filters, department=names[int(place)] if known else "-")

    def _page(self, found: list[Found]) -> Page:
        rows = tuple(self._linked(each) for each in found[:PAGE])
        return Page(rows, more=len(found) > PAGE)

    def _linked(self, found: Found) -> Row:
        row, place = found
        return replace(row, link="" if place.direct else self._parts.link(place))

    def _owners(self, bound: Bound, scene: Scene, looking: Looking) -> Home:
        """What lacks an owner first, the most urgent on top; then the rest."""
        complete = bool(looking.filters.lacking)
        found = finding.with_owners_missing(bound, looking.filters, complete)
        page = self._page(found)
        owned = list(finding.with_answers(bound, page.rows, OWNERS).values())
        gone = people.gone_of(bound, {who for each in owned for who in involved(scene, each)})
        turning = list(listing.pages(scene, looking.filters, page))
        other = "owners.show_missing" if complete else "owners.show_rest"
        value = listing.ANY if complete else "yes"
        turning.append(Button("look", scene.label(other), f"lacking/{value}"))
        none = "owners.none_rest" if complete else "owners.none_missing"
        return Home(
            scene.label("home.heading"),
            (scene.say("owners.view_rest" if complete else "owners.view"),),
            (),
            above_cards=() if page.rows else (scene.say(none),),
            cards=tuple(
                _owned(scene, row, owners_of(scene.policy, each, gone))
                for row, each in zip(page.rows, owned, strict=True)
            ),
            turning=tuple(turning),
        )

    def _board(self, bound: Bound, scene: Scene, looking: Looking) -> Home:
        filters = replace(Filters(after=looking.filters.after), board="waiting")
        page = self._page(finding.page(bound, filters, scene.today))
        return Home(
            scene.label("home.heading"),
            (scene.say("register.board_intro"),),
            (),
            above_cards=() if page.rows else (scene.say("register.board_none"),),
            cards=tuple(listing.board_card(scene, row) for row in page.rows),
            turning=listing.pages(scene, filters, page),
        )

    def _portfolio(self, bound: Bound, scene: Scene, looking: Looking) -> Home:
        sums = register.sums(bound)
        lines: list[Line] = portfolio_lines(scene, sums)
        radar = web_of_all(scene, self._parts.organisation.name, sums)
        return Home(
            scene.label("home.heading"),
            (scene.say("portfolio.intro"),),
            (
                Button("picture", scene.label("web.send"), ""),
                Button("report", scene.label("report.button"), "home"),
            ),
            picture=to_draw(scene, radar, "ambitieweb"),
            above_cards=tuple(lines),
        )

    def _settings(self, bound: Bound, scene: Scene, looking: Looking) -> Home:
        organisation = self._parts.organisation
        board = str(len(organisation.board) or scene.label("settings.board_unset"))
        told: dict[str, Value] = {
            "name": organisation.name,
            "procurement_channel": organisation.procurement_channel,
            "success_channel": organisation.success_channel,
            "digest_channel": organisation.digest_channel,
            "marketplaces": ", ".join(name for name, _ in organisation.marketplaces),
            "procurement_team": str(len(organisation.procurement_team) or ""),
            "policy_officers": str(len(organisation.policy_officers) or ""),
            "ambassadors": str(len(organisation.ambassadors) or ""),
            "administrators": str(len(organisation.administrators) or ""),
            "board": board,
            "departments": str(len(organisation.departments) or ""),
            "notify_above": _amount(scene, organisation.notify_above),
            "board_above": _amount(scene, organisation.board_above),
            "border": str(scene.policy.weight_border),
        }
        lines = settings_lines(scene, told, scene.policy.missing)
        return Home(scene.label("home.heading"), tuple(lines), ())


def _amount(scene: Scene, amount: int | None) -> str:
    """An amount in euros; empty where none was set."""
    return euros(amount, scene.language) if amount else ""


def _tabs(scene: Scene, allowed: list[str], here: str) -> tuple[Button, ...]:
    """A button for each part of the page; the one that is open stands out."""
    return tuple(
        Button("look", scene.label(f"tab.{tab}"), f"tab/{tab}", "primary" if tab == here else "")
        for tab in allowed
    )


def _owned(scene: Scene, row: Row, owners: Owners) -> Message:
    """One purchase with who owns the why, the what and the how."""
    buttons = (
        Button("take_how", scene.label("owners.take_how"), row.id),
        Button("owners", scene.label("owners.button"), row.id),
    )
    lines = (listing.line(scene, row), owners_line(scene, owners))
    return Message("row", lines, buttons=buttons)
