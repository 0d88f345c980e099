"""What we say when somebody asks what something is or how it is done: an entry, with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dialogs.messages import Button, Line, Link, Menu, Message, Option, Person
from dialogs.reading import clean, folded
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.catalogue import Resource
from knowledge.finding import Found
from knowledge.library import CategoryHelp, Entry, Question
from knowledge.stems import plain, words_of

EXPLAIN, FORWARD = "explain", "forward"
PARTS = (
    "options", "requirements", "award_criteria", "promises", "assurance", "end_of_use", "scopes",
    "instruments",
)  # fmt: skip
"""What there is to say of a category, one list at a time."""
GENERAL = "general"
"""The source of what everybody in the field knows, and no page tells."""
SAME_LETTERS = 5
TERMS = 3
"""So many terms get a button where they stand in a text."""


def is_question(script: Script, text: str) -> bool:
    """Whether a typed line asks something, rather than that it names what to buy."""
    typed = clean(text)
    if typed.endswith("?") and len(typed) > 1:
        return True
    whole = f"{folded(typed)} "
    return len(typed.split()) > 2 and any(
        whole.startswith(f"{word} ")
        for wording in script.wordings.values()
        for word in wording.options_of("search.asks")
    )


def answer(
    scene: Scene, question: str, found: Found, contact: Sequence[Line], *, reachable: bool
) -> Message:
    """The best entry with its source, a button for each other, and a way to a human.

    `contact` says who that is, for when nothing was found; `reachable` when a question can be sent
    on.
    """
    scene = replace(scene, language=found.language)
    forward = Button(FORWARD, scene.label("explain.button.forward"), "question", text=question)
    to_buy = scene.script.catalogue.suggest(question) is not None
    start = Button("start_this", scene.label("explain.button.start"), "question", text=question)
    human = (*((forward,) if reachable else ()), *((start,) if to_buy or not found.keys else ()))
    if not found.keys:
        lines = (scene.say("explain.not_found"), *contact)
        return Message("answer", lines, buttons=human)
    shown = explained(scene, found.keys[0])
    others = tuple(_button(scene, key) for key in found.keys[1:])
    lines = (*shown.lines, scene.say("explain.other")) if others else shown.lines
    buttons = others or shown.buttons
    return replace(shown, key="answer", lines=lines, buttons=(*buttons, *human))


def explained(scene: Scene, argument: str) -> Message:
    """An entry, a list of a category (`key/part`), or a resource, by its key."""
    key, _, part = argument.partition("/")
    entry = scene.script.library.entries.get(key)
    if entry is None:
        resource = scene.script.catalogue.resources.get(key)
        return _resource(scene, resource) if resource else _gone(scene)
    if part:
        lines = tuple(_points(scene, entry, part)) if part in PARTS else ()
    else:
        lines = (Line("{words}", {"words": entry.text[scene.language]}), *_own_lines(scene, entry))
    if not lines:
        return _gone(scene)
    return Message(
        key="explained",
        heading=entry.title[scene.language],
        lines=lines,
        notes=_notes(scene, entry),
        menu=_parts_menu(scene, key, entry),
        buttons=tuple(_links(scene, entry)),
    )


def steps(scene: Scene) -> Message:
    """The five steps of the source presentation, a button each."""
    buttons = tuple(_button(scene, key) for key in scene.script.library.of("step"))
    heading = scene.label("explain.heading.steps")
    return Message("steps", (scene.say("explain.scale"),), heading=heading, buttons=buttons)


def terms_in(scene: Scene, *texts: str) -> tuple[Button, ...]:
    """A button for each term that stands in some texts, in the order of the glossary."""
    read = f" {' '.join(word for text in texts for word in words_of(text))} "
    found: list[Button] = []
    for key, entry in scene.script.library.of("term").items():
        title = entry.title[scene.language]
        own = (each for each in entry.words.of(scene.language) if _inflects(each, title))
        names = (title, *own)
        if any(f" {' '.join(words_of(name))} " in read for name in names):
            found.append(_button(scene, key))
    return tuple(found[:TERMS])


def _inflects(name: str, title: str) -> bool:
    """Whether a name is another form of a title, such as its plural, and no other word."""
    return plain(name)[:SAME_LETTERS] == plain(title)[:SAME_LETTERS]


def _own_lines(scene: Scene, entry: Entry) -> Iterator[Line]:
    """The lines of an entry that are shown with its text."""
    if isinstance(entry, Question):
        yield scene.say("explain.why", words=entry.why[scene.language])
        yield scene.say("explain.good", words=entry.good[scene.language])
        yield scene.say("explain.weak", words=entry.weak[scene.language])
    if isinstance(entry, CategoryHelp):
        if entry.group:
            yield scene.say("explain.group", group=entry.group)
        yield from _points(scene, entry, "options")
        return
    for part in ("tips", "points"):
        yield from _points(scene, entry, part)


def _points(scene: Scene, entry: Entry, part: str) -> Iterator[Line]:
    lines = [line for name, line in entry.lines() if name == part]
    if lines:
        yield scene.say("explain.part", name=scene.label(f"explain.parts.{part}"))
    for line in lines:
        source = scene.script.library.sources.get(line.source)
        words = line[scene.language]
        if source and source.url:
            link = Link(source.url, source.title)
            yield scene.say("explain.point_from", words=words, source=link)
        else:
            yield scene.say("explain.point", words=words)


def _parts_menu(scene: Scene, key: str, entry: Entry) -> Menu | None:
    if not isinstance(entry, CategoryHelp):
        return None
    options = tuple(Option(part, scene.label(f"explain.parts.{part}")) for part in PARTS)
    return Menu(EXPLAIN, key, scene.label("explain.more"), options)


def _notes(scene: Scene, entry: Entry) -> tuple[Line, ...]:
    """Where it comes from, since when it holds, and whether it is advice."""
    found = [scene.script.library.sources[key] for key in entry.sources]
    named = [Link(each.url, each.title) if each.url else each.title for each in found[:2]]
    day = scene.day(entry.checked)
    if len(named) > 1:
        notes = [scene.say("explain.sources", source=named[0], other=named[1], day=day)]
    else:
        notes = [scene.say("explain.source", source=named[0], day=day)]
    if entry.valid_from:
        notes.append(scene.say("explain.valid_from", day=scene.day(entry.valid_from)))
    if entry.valid_to:
        notes.append(scene.say("explain.valid_to", day=scene.day(entry.valid_to)))
    if entry.advice:
        notes.append(scene.say("explain.advice"))
    elif any(line.source in ("", GENERAL) for _, line in entry.lines()):
        notes.append(scene.say("explain.partly_advice"))
    return tuple(notes)


def _links(scene: Scene, entry: Entry) -> Iterator[Button]:
    for key in entry.see[:3]:
        if key in scene.script.library.entries or key in scene.script.catalogue.resources:
            yield _button(scene, key)


def _button(scene: Scene, key: str) -> Button:
    script = scene.script
    entry = script.library.entries.get(key) or script.catalogue.resources[key]
    return Button(EXPLAIN, entry.title[scene.language], key)


def _resource(scene: Scene, resource: Resource) -> Message:
    link = Link(resource.url, resource.title[scene.language])
    lines = [scene.say("ask.see", link=link, helps=resource.helps[scene.language])]
    if resource.use:
        lines.append(scene.say("explain.use", words=resource.use[scene.language]))
    if resource.avoid:
        lines.append(scene.say("explain.avoid", words=resource.avoid[scene.language]))
    if resource.language:
        named = ", ".join(scene.label(f"explain.languages.{each}") for each in resource.language)
        lines.append(scene.say("explain.language", words=named))
    day = scene.day(resource.checked)
    notes = (scene.say("explain.source", source=link, day=day),)
    return Message("explained", tuple(lines), heading=resource.title[scene.language], notes=notes)


def _gone(scene: Scene) -> Message:
    return Message("explained", (scene.say("explain.gone"),))


def contact(scene: Scene, person: str, *, reachable: bool) -> tuple[Line, ...]:
    """Who knows more: the contact that the organisation named, else whoever reads the channel."""
    if person:
        return (scene.say("explain.ask_person", person=Person(person)),)
    return (scene.say("explain.ask_team" if reachable else "explain.ask_nobody"),)
