"""What the register and the tallies say, after whatever happens in whatever order."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ambitions import Ambitions
from bot.desk import Desk
from bot.local import Local, locally
from bot.owning import Owning
from bot.playground.people import AMINA, JOHN, PIET, SANNE
from bot.ports import Place, Said
from bot.rebuilding import rebuild
from bot.settings import Settings
from bot.store.database import Database
from bot.store.schema import migrate
from bot.wiring import Bot
from dialogs.moves import Pressed
from knowledge.policy import Policy, Strategy
from tests.adding_up import drift
from tests.boarding import INTAKE, NINE, answered
from tests.governing import another, governed, saved
from tests.office import Office, at_work
from tests.viewing import at_home, row

PURCHASES = ("INK-0001", "INK-0002", "INK-0003")
AMBITIOUS = {
    ("ambition", "requirements"): "yes",
    ("ambition", "criterion"): "yes",
    ("ambition", "weight"): "30",
}
OWNERS_TAB = "Van wie?"
_FRESH = itertools.count()


def said(person: str) -> Said:
    return Said(f"adding:{next(_FRESH)}", person, Place(person))


async def fill_in(bot: Bot, name: str, purchase: str, values: dict[tuple[str, str], str]) -> None:
    """Somebody of procurement fills in one of the forms."""
    parts = bot.parts
    await Ambitions(parts, Desk(parts)).filled(said(PIET), name, purchase, values)
    await bot.settled()


@pytest.fixture
async def ruled(bot_settings: Settings, tmp_path: Path) -> AsyncIterator[Office]:
    """An office with a policy."""
    async with governed(bot_settings, tmp_path) as office:
        yield office


async def test_who_left_owns_nothing_any_more_and_who_comes_back_does(office: Office) -> None:
    parts = office.local.bot.parts
    await office.at_first_question()
    for who in (office.john, office.piet):
        await who.home()
    await Owning(parts, Desk(parts)).filled(
        said(PIET), "INK-0001", {("owners", "how"): f"person:{JOHN}"}
    )
    people = office.local.workspace.administration
    for gone in (JOHN, SANNE):
        people.deactivate(gone)
        await office.local.settled()
        assert await drift(parts) == []
    page = await at_home(office, office.piet, OWNERS_TAB)
    assert "Waarom: nog niemand · Wat: nog niemand · Hoe: nog niemand" in page.plain()

    for back in (JOHN, SANNE):
        people.reactivate(back)
        await office.local.settled()

    assert await drift(parts) == []
    page = await at_home(office, office.piet, OWNERS_TAB)
    assert f"Wat: @{SANNE} · Hoe: @{JOHN}" in page.plain()


async def test_what_is_of_a_strategy_loses_its_owner_with_who_owned_that(office: Office) -> None:
    parts = office.local.bot.parts
    talk = await office.start()
    await talk.press("Ja, ICT")
    await office.john.home()
    parts.policies.current = Policy(strategies={"ict": Strategy(owner=JOHN)})
    await rebuild(parts)
    assert (await row(office)).lacking == 1

    office.local.workspace.administration.deactivate(JOHN)
    await office.local.settled()

    assert (await row(office)).lacking == 2
    assert await drift(parts) == []


async def test_a_process_that_lags_behind_writes_by_the_newest_policy(ruled: Office) -> None:
    async with another(ruled) as other:
        await ruled.start()
        await saved(ruled.amina, "levels", {"policy_levels/weight_border/0": "40"})
        await ruled.local.settled()

        await fill_in(other, "ambition", "INK-0001", AMBITIOUS)

        assert other.parts.policies.current.weight_border == 25
        assert (await row(ruled)).level == 2
        await other.parts.policies.look(other.parts.database, other.parts.workspace)
        await other.settled()
        assert await drift(ruled.local.bot.parts) == []


_WHO = st.sampled_from((SANNE, JOHN, AMINA))
_YES_NO = st.sampled_from(("yes", "no", ""))
_LEVEL = st.sampled_from(("", "1", "2", "3"))
_FORMS = st.one_of(
    st.tuples(st.just("ambition"), st.fixed_dictionaries({
        "requirements": _YES_NO, "criterion": _YES_NO,
        "weight": st.sampled_from(("", "0", "24", "25", "26", "100")),
        "themes": st.sampled_from(("", "circular", "circular,energy")),
    })),
    st.tuples(st.just("web"), st.fixed_dictionaries({"circular": _LEVEL, "energy": _LEVEL})),
    st.tuples(st.just("chances"), st.fixed_dictionaries({"impact": _YES_NO, "team": _YES_NO})),
)  # fmt: skip
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("form"), st.sampled_from(PURCHASES), _FORMS),
        st.tuples(st.just("own"), st.sampled_from(PURCHASES), _WHO),
        st.tuples(st.just("press"), st.sampled_from(PURCHASES),
                  st.sampled_from(("stop_sure", "reopen"))),
        st.tuples(st.just("answer"), st.sampled_from(PURCHASES), st.sampled_from((
            {"intake.category/choice": "ict"}, {"intake.category/choice": "green"},
            {"intake.value/choice": "to_50k"}, {"intake.framework/choice": "yes"},
            {"circularity.1/choice": "not_needed"}, {**INTAKE, **NINE},
        ))),
        st.tuples(st.sampled_from(("leave", "return")), st.just(""), _WHO),
        st.tuples(st.just("border"), st.just(""), st.sampled_from((20, 25, 30))),
        st.tuples(st.just("strategy"), st.just(""), _WHO),
    ),
    min_size=4, max_size=25,
)  # fmt: skip


@given(_STEPS)
@settings(max_examples=15)
def test_whatever_happens_the_register_adds_up(steps: list[tuple[str, str, object]]) -> None:
    asyncio.run(_played(steps))


async def _played(steps: list[tuple[str, str, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/inkoop.db"
        database = Database(url)
        migrate(database)
        await database.close()
        settings_ = Settings(_env_file=None, database_url=url, inkoop_procurement_team=PIET)
        async with locally(settings_) as local, at_work(local) as office:
            await office.piet.home()
            for who in (office.sanne, office.amina, office.john):
                await who.home()
                await office.start("40 laptops", who)
            for step in steps:
                await _step(local, office, *step)
                assert await drift(local.bot.parts) == [], step


async def _step(local: Local, office: Office, kind: str, purchase: str, what: object) -> None:
    parts, people = local.bot.parts, local.workspace.administration
    policy = parts.policies.current
    match kind, what:
        case "form", (str(name), dict(values)):
            given_ = {(name, part): value for part, value in values.items()}
            await fill_in(local.bot, name, purchase, given_)
        case "own", str(person):
            named = {("owners", "how"): f"person:{person}", ("owners", "why"): ""}
            await Owning(parts, Desk(parts)).filled(said(PIET), purchase, named)
        case "press", ("stop_sure" | "reopen") as verb:
            about = Said(f"adding:{next(_FRESH)}", PIET, Place(PIET), purchase)
            await Desk(parts).talk(about, Pressed(verb))
        case "answer", dict(values):
            await answered(office, values, purchase)
        case "leave", str(person):
            people.deactivate(person)
        case "return", str(person):
            people.reactivate(person)
        case "border", int(border):
            parts.policies.current = policy.model_copy(update={"weight_border": border})
            await rebuild(parts)
        case "strategy", str(person):
            owned = {"ict": Strategy(owner=person)}
            parts.policies.current = policy.model_copy(update={"strategies": owned})
            await rebuild(parts)
    await local.settled()
