"""Ambassadors: what they may be asked about by consent, and where colleagues find them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogs.ambition import themes
from dialogs.contract_forms import field_of, one_section
from dialogs.messages import Button, Form, Line, Menu, Message, Option, Person, Value
from dialogs.reading import clean
from dialogs.scene import Scene
from dialogs.turn import say

TOPICS, STOP, ALL, ASK = "topics", "topics_stop", "topics_all", "topic_ask"
"""What the buttons do: choose topics, leave them all, list them, and ask about one."""
CATEGORY, THEME = "category/", "theme/"
"""How the key of a topic begins: a category and a theme may have the same name."""
ON_HOME = 5
"""So many topics stand on the home page; all of them are in the list."""
NAMED = 5
"""So many people are named at a topic."""

Place = tuple[str, str]
Topics = Mapping[str, Sequence[str]]
"""Who may be asked, by topic."""


def topics_of(scene: Scene) -> dict[str, str]:
    """Every topic there is by key, with its name: the categories, and the themes."""
    categories = scene.script.catalogue.categories
    return {
        f"{CATEGORY}{key}": each.name[scene.language]
        for key, each in categories.items()
        if key != "other"
    } | {f"{THEME}{key}": name for key, name in themes(scene).items()}


def name_of(scene: Scene, topic: str) -> str:
    """What a topic is called; its key where it is there no more."""
    return topics_of(scene).get(topic) or topic.partition("/")[2]


# What an ambassador chooses


def choose_form(scene: Scene, chosen: Sequence[str]) -> Form:
    """The form in which an ambassador chooses, and which says what follows from that."""
    options = [Option(key, name) for key, name in topics_of(scene).items()]
    fields = [
        field_of(
            scene, "", TOPICS, part, "several",
            ",".join(each for each in chosen if each.startswith(begins)),
            options=tuple(each for each in options if each.key.startswith(begins)),
        )
        for part, begins in (("categories", CATEGORY), ("themes", THEME))
    ]  # fmt: skip
    return one_section(scene, TOPICS, "", TOPICS, fields)


def read_choice(scene: Scene, values: Mapping[Place, str]) -> list[str]:
    """The topics that were chosen, of those there are."""
    asked = {
        key
        for (name, _), value in values.items()
        if name == TOPICS
        for key in clean(value).split(",")
    }
    return [key for key in topics_of(scene) if key in asked]


def chosen_told(scene: Scene, chosen: Sequence[str]) -> Message:
    """What an ambassador reads after choosing; without topics they left."""
    if not chosen:
        return say(scene, "ambassador.left")
    names = ", ".join(name_of(scene, each) for each in chosen)
    return say(scene, "ambassador.chosen", topics=names)


def mine(scene: Scene, count: int, chosen: Sequence[str]) -> Message:
    """What stands on an ambassador's own page: thank you, and what they may be asked about."""
    thanks = {0: "thanks_none", 1: "thanks_one"}.get(count, "thanks")
    names = ", ".join(name_of(scene, each) for each in chosen)
    lines = (
        scene.say(f"ambassador.{thanks}", **({"count": str(count)} if count > 1 else {})),
        scene.say("ambassador.mine", topics=names) if chosen else scene.say("ambassador.invited"),
    )
    label = "change" if chosen else "choose"
    buttons = [Button(TOPICS, scene.label(f"ambassador.{label}"), "mine")]
    if chosen:
        buttons.append(Button(STOP, scene.label("ambassador.stop"), "mine"))
    return Message("row", lines, buttons=tuple(buttons))


# What everybody sees


def section(scene: Scene, topics: Topics) -> Message:
    """What stands on everybody's page: a few topics with who knows about them, and how to ask."""
    first = list(topics)[:ON_HOME]
    buttons = [
        Button(ASK, scene.label("ambassador.ask_about").format(topic=name_of(scene, key)), key)
        for key in first
    ]
    buttons.append(Button(ALL, scene.label("ambassador.all"), "home"))
    lines = (scene.say("ambassador.heading_line"), *(who_line(scene, key, topics) for key in first))
    return Message("row", lines, buttons=tuple(buttons))


def listed(scene: Scene, topics: Topics, *, ambassador: bool = False) -> Message:
    """Every topic with who knows about it, and a menu to ask; for an ambassador also their own."""
    own = (Button(TOPICS, scene.label("ambassador.choose"), "list"),) if ambassador else ()
    heading = scene.label("ambassador.heading")
    if not topics:
        line = scene.say("ambassador.nobody")
        return Message("topics", (line,), heading=heading, buttons=own)
    options = tuple(Option(key, name_of(scene, key)) for key in topics)
    return Message(
        key="topics",
        heading=heading,
        lines=(
            scene.say("ambassador.intro"), *(who_line(scene, key, topics) for key in topics)
        ),
        menu=Menu(ASK, "", scene.label("ambassador.ask_menu"), options),
        buttons=own,
    )  # fmt: skip


def who_line(scene: Scene, topic: str, topics: Topics) -> Line:
    """A topic and who knows about it."""
    people = topics[topic][:NAMED]
    words = ", ".join(f"{{p{number}}}" for number in range(len(people)))
    values: dict[str, Value] = {f"p{number}": Person(each) for number, each in enumerate(people)}
    return Line(f"• *{{topic}}*: {words}", {"topic": name_of(scene, topic), **values})
