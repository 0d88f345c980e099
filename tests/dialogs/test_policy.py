"""The policy as it reads: nothing is lost, whatever its size, and it fits what Slack takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.playground.refusals import check_message, check_view
from bot.slack import forms, says
from dialogs import policy, policy_forms
from dialogs.messages import Message, plain
from dialogs.policy_forms import KINDS, Crossed, Kind, Target
from dialogs.policy_history import Changed, history
from dialogs.policy_reading import Change, read
from dialogs.policy_sections import SECTIONS, Section, section
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.catalogue import Category
from knowledge.policy import LONGEST, Goal, Policy, Strategy, ThemePolicy
from knowledge.policy_layers import PARTS, LayeredPolicy, Spot
from tests.assuring import AMSTERDAM

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LONG = ("woord " * 300)[: LONGEST - 1] + "!"
WORDS = {"party": "Of", "choice": "Kies", "person": "Kies", "date": "Kies"}
WHO = "U0" + "A" * 18


def full(script: Script) -> tuple[Script, Policy]:
    """A policy that is as large as can be: 40 goals, 100 strategies, ten themes, all texts long."""
    categories = {
        f"kind_{number}": Category(name=dict.fromkeys(("nl", "en"), f"{number} {'x' * 60}"))
        for number in range(100)
    }
    script = replace(
        script, catalogue=script.catalogue.model_copy(update={"categories": categories})
    )
    themes = {key: ThemePolicy(meaning=LONG, target=3) for key in script.catalogue.themes}
    own = {
        f"own_{number}": ThemePolicy(name=f"{number} {'t' * 68}", meaning=LONG, target=1)
        for number in range(5)
    }
    levels = {1: LONG, 2: LONG, 3: LONG}
    return script, Policy(
        ambition=LONG, definition=LONG, suppliers=LONG, weight_border=100,
        goals=tuple(
            Goal(goal=f"{number} {'g' * 196}", theme="own_1", target="99,5 %", year=2030, owner=WHO)
            for number in range(40)
        ),
        strategies={
            key: Strategy(contributes=LONG, level=3, weight=100, owner=WHO) for key in categories
        },
        themes=themes | own, levels=levels, web=levels,
    )  # fmt: skip


@pytest.fixture(params=["nl", "en"])
def scene(request: pytest.FixtureRequest, script: Script) -> Scene:
    script, largest = full(script)
    return Scene(script, request.param, NOW, AMSTERDAM, largest)


def fits(message: Message) -> None:
    text, blocks = says.message(message)
    check_message(text, blocks, None)
    assert sum(len(plain(line)) for line in message.lines) < 12000


def read_through(scene: Scene, name: Section, *, changes: bool) -> str:
    """Every page of a part, one after the other."""
    layers, said, page = LayeredPolicy(scene.policy), "", 1
    while True:
        message = section(scene, layers, name, page, changes=changes)
        fits(message)
        said += "\n".join(plain(line) for line in message.lines)
        if not any(each.argument == f"{name}/{page + 1}" for each in message.buttons):
            return said
        page += 1


def test_the_whole_policy_can_be_read_page_by_page(scene: Scene) -> None:
    found = {name: read_through(scene, name, changes=True) for name in SECTIONS}

    assert found["texts"].count(LONG) == 3
    assert all(goal.goal in found["goals"] for goal in scene.policy.goals)
    assert found["strategies"].count(LONG) == 100
    assert found["themes"].count(LONG) == 10
    assert found["levels"].count(LONG) == 6


@pytest.mark.parametrize("changes", [True, False])
def test_in_short_it_fits_and_says_that_there_is_more(scene: Scene, changes: bool) -> None:
    message = policy.overview(scene, LayeredPolicy(scene.policy), changes=changes)

    fits(message)
    said = "\n".join(plain(line) for line in message.lines)
    assert "35" in said
    assert "92" in said
    assert "…" in said


@pytest.mark.parametrize("kind", KINDS)
def test_every_form_fits_filled_in_and_with_what_a_colleague_changed(
    scene: Scene, kind: Kind
) -> None:
    layers = LayeredPolicy(scene.policy)
    keys = {"goals": next(iter(layers.goals)), "strategies": "kind_1", "themes": "own_1"}
    target = Target(kind, keys.get(kind, ""), 99999999)
    for part, spot in target.spots.items():
        layers = layers.with_value(spot, layers.value(spot))
        assert part is not None
    crossed = {part: Crossed(WHO, NOW, layers.value(spot)) for part, spot in target.spots.items()}
    drawn = policy_forms.form(scene, layers, target)
    values = {(f.about.question, f.about.part): f.value for f in drawn.sections[0].fields}

    for form in (drawn, policy_forms.form(scene, layers, target, values, crossed)):
        check_view(forms.modal(form, WORDS))


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_that_comes_back_as_it_was_changes_nothing(scene: Scene, kind: Kind) -> None:
    layers = LayeredPolicy(scene.policy)
    keys = {"goals": next(iter(layers.goals)), "strategies": "kind_1", "themes": "own_1"}
    target = Target(kind, keys.get(kind, ""))
    form = policy_forms.form(scene, layers, target)
    values = {(f.about.question, f.about.part): f.value for f in form.sections[0].fields}

    found = read(scene, target, values, layers, layers, 1)

    assert (found.changes, found.errors, found.crossed) == ((), {}, ())


def test_a_history_of_long_changes_is_paged(scene: Scene) -> None:
    before = LayeredPolicy(Policy())
    spots = [Spot(part, "1" if part in ("levels", "web") else "own_1") for part in PARTS]
    values = {spot: LayeredPolicy(scene.policy).value(spot) for spot in spots}
    changed = [
        Changed(spot, WHO, NOW, before, before.with_value(spot, value))
        for spot, value in [*values.items()] * 7
        if value
    ]

    message = history(scene, changed, 1)

    fits(message)
    assert [each.argument for each in message.buttons] == ["history/2"]
    fits(history(scene, changed, 2))


@pytest.mark.parametrize("text", ["", "goals", "nonsense/1", "goals/x/y", "texts//123456789"])
def test_what_is_no_target_is_none_or_leads_nowhere(scene: Scene, text: str) -> None:
    target = Target.read(text)

    assert target is None or not policy_forms.exists(scene, LayeredPolicy(scene.policy), target)


def test_a_target_comes_back_as_it_went() -> None:
    for kind in KINDS:
        target = Target(kind, "ict", 12)
        assert Target.read(str(target)) == target


def test_an_own_theme_gets_a_key_that_is_free(script: Script) -> None:
    policy = Policy(themes={"lokaal": ThemePolicy(name="Iets anders")})
    scene = Scene(script, "nl", NOW, AMSTERDAM, policy)
    layers = LayeredPolicy(policy)
    for name, key in (("Lokaal", "lokaal_2"), ("24/7, altijd", "own_24_7_altijd"), ("¿?", "own")):
        values = {("policy_theme", "name"): name}
        found = read(scene, Target("themes", "new"), values, layers, layers, 1)
        assert found.changes == (Change(Spot("themes", key), ThemePolicy(name=name)),)


@pytest.mark.parametrize(
    ("kind", "key", "part", "value"),
    [("levels", "", "weight_border", ""), ("levels", "", "web_1", LONG + LONG),
     ("texts", "", "ambition", LONG + LONG), ("strategies", "kind_1", "contributes", LONG + LONG),
     ("strategies", "kind_1", "level", "4"), ("themes", "own_1", "name", ""),
     ("themes", "own_1", "name", "x" * 71), ("goals", "new", "theme", "no_such_theme")],
)  # fmt: skip
def test_what_no_form_can_hold_is_refused_at_its_field(
    scene: Scene, kind: Kind, key: str, part: str, value: str
) -> None:
    layers, target = LayeredPolicy(scene.policy), Target(kind, key)

    found = read(scene, target, {(target.name, part): value}, layers, layers, 1)

    assert found.changes == ()
    assert list(found.errors) == [(target.name, part)]
    assert plain(found.errors[target.name, part]).endswith(".")
