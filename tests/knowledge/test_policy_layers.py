"""What is set in chat stands over what the file says, place by place, and can go back to it."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from knowledge.policy import Goal, Policy, Strategy, ThemePolicy
from knowledge.policy_layers import InChat, LayeredPolicy, Spot

CARS = Goal(goal="Schone auto's", theme="energy", target="100%", year=2030)
DESKS = Goal(goal="Oude bureaus", theme="circular", target="50%", year=2028)
FILE = Policy(
    ambition="uit het bestand",
    goals=(CARS, DESKS),
    strategies={"ict": Strategy(level=2), "green": Strategy(level=1)},
    themes={"local": ThemePolicy(name="Lokaal"), "energy": ThemePolicy(target=2)},
    levels={1: "de ondergrens"},
)


def test_without_anything_set_in_chat_the_file_holds() -> None:
    assert LayeredPolicy(FILE).current == FILE


def test_what_is_set_in_chat_wins_in_its_place_only() -> None:
    layers = (
        LayeredPolicy(FILE)
        .with_value(Spot("ambition"), "uit de chat")
        .with_value(Spot("strategies", "ict"), Strategy(level=3))
        .with_value(Spot("levels", "2"), "meer punten")
        .with_value(Spot("weight_border"), 30)
    )

    now = layers.current
    assert (now.ambition, now.weight_border) == ("uit de chat", 30)
    assert now.strategies == {"ict": Strategy(level=3), "green": Strategy(level=1)}
    assert now.levels == {1: "de ondergrens", 2: "meer punten"}
    assert (now.goals, now.themes) == (FILE.goals, FILE.themes)


def test_what_is_made_empty_in_chat_is_empty() -> None:
    layers = LayeredPolicy(FILE).with_value(Spot("ambition"), "")
    layers = layers.with_value(Spot("strategies", "ict"), Strategy())

    assert layers.current.ambition == ""
    assert list(layers.current.strategies) == ["green"]


def test_a_goal_is_changed_taken_away_and_put_back() -> None:
    layers = LayeredPolicy(FILE)
    cars, desks = (Spot("goals", key) for key in layers.goals)
    later = CARS.model_copy(update={"year": 2032})

    changed = layers.with_value(cars, later).with_value(desks, None)

    assert changed.current.goals == (later,)
    assert changed.as_in_file(desks).current.goals == (later, DESKS)
    assert changed.as_in_file(desks).as_in_file(cars).current == FILE


def test_a_goal_of_the_file_is_the_same_wherever_it_stands() -> None:
    first = LayeredPolicy(FILE)
    key = next(key for key, goal in first.goals.items() if goal == DESKS)
    chat = first.with_value(Spot("goals", key), None).chat

    turned = FILE.model_copy(update={"goals": (DESKS, CARS)})

    assert LayeredPolicy(turned, chat).current.goals == (CARS,)


def test_two_goals_in_the_same_words_are_two() -> None:
    twice = FILE.model_copy(update={"goals": (CARS, CARS)})
    layers = LayeredPolicy(twice)
    first = next(iter(layers.goals))

    assert len(layers.goals) == 2
    assert layers.with_value(Spot("goals", first), None).current.goals == (CARS,)


def test_an_own_theme_is_taken_away() -> None:
    layers = LayeredPolicy(FILE).with_value(Spot("themes", "local"), None)

    assert layers.current.own_themes == ()
    assert layers.as_in_file(Spot("themes", "local")).current.own_themes == ("local",)


def test_it_comes_back_from_json_as_it_went() -> None:
    layers = (
        LayeredPolicy(FILE)
        .with_value(Spot("goals", "c1"), CARS)
        .with_value(Spot("goals", "c2"), None)
        .with_value(Spot("web", "3"), "het beste")
        .with_value(Spot("suppliers"), "")
    )

    assert InChat.model_validate(layers.chat.content) == layers.chat
    assert list(layers.chat.content) == ["suppliers", "goals", "web"]


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValidationError):
        InChat.model_validate({"levels": {"4": "te veel"}})
