"""A success as colleagues see it in the channel, and its preview for who tells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from babel.lists import format_list
from babel.numbers import format_decimal

from dialogs.ambition import themes
from dialogs.amounts import euros
from dialogs.files import Photo
from dialogs.messages import Button, Line, Message, Person
from dialogs.scene import Scene
from dialogs.scrubbing import money_in
from dialogs.success import Achieved, Named, Success, key_of
from dialogs.success_forms import ACHIEVED, WRITE

POST, THROW, WITHDRAW, ALSO = (
    "success_post", "success_throw", "success_withdraw", "success_also",
)  # fmt: skip
"""What the buttons do: post it, throw the draft away, take it out of the channel, do the same."""


def preview_key(success: int, person: str) -> str:
    """The key of what somebody sees of a success in their direct message."""
    return f"preview/{success}@{person}"


def post(scene: Scene, success: Success, *, replaces: bool = False) -> Message:
    """What stands in the channel; `scene` is in the language of the channel."""
    key = key_of(success.id)
    agreed = success if success.owner_agrees else replace(success, purchase="")
    return Message(
        key=key,
        replaces=key if replaces else "",
        heading=success.title,
        lines=lines_of(scene, agreed),
        photo=Photo(success.photo, success.alt) if success.photo else None,
        buttons=(Button(ALSO, scene.label("success.also"), str(success.id)),),
        notes=(scene.say("success.cheer"),),
    )


def lines_of(scene: Scene, success: Success) -> tuple[Line, ...]:
    """What it says, as it is with the yes of everybody who gave it."""
    lines = [Line("{story}", {"story": success.story})]
    if success.poster:
        lines.insert(0, scene.say("success.by", person=Person(success.poster)))
    if success.told:
        amounts = [achieved(scene, each) for each in success.told]
        lines.append(
            scene.say("success.achieved", what=format_list(amounts, locale=scene.language))
        )
    if success.theme:
        lines.append(scene.say("success.theme_line", theme=themes(scene).get(success.theme, "")))
    if people := success.shown:
        words = ", ".join(f"{{p{number}}}" for number in range(len(people)))
        values = {f"p{number}": Person(person) for number, person in enumerate(people)}
        lines.append(Line(f"{scene.label('success.with')} {words}", values))
    if success.purchase:
        lines.append(scene.say("success.about", id=success.purchase))
    return tuple(lines)


def achieved(scene: Scene, each: Achieved) -> str:
    """What was achieved, and how it is known: '120 kilo CO2 minder (gemeten)'."""
    number = Decimal(each.amount)
    if each.kind == "money":
        amount = euros(int(number), scene.language)
    else:
        amount = format_decimal(number, locale=scene.language)
    one = "_one" if number == 1 and each.kind in ("pieces", "jobs") else ""
    told = scene.label(f"achieved.told_{each.kind}{one}").format(amount=amount)
    return f"{told} ({scene.label(f'achieved.by_{each.known}')})"


def withdrawn(scene: Scene, success: Success) -> Message:
    """What stands in the channel once it was taken back: nothing of it."""
    key = key_of(success.id)
    return Message(key, (scene.say("success.withdrawn"),), replaces=key)


def preview(
    scene: Scene, shown_in: Scene, success: Success, person: str, *extra: Line, posts: bool
) -> Message:
    """What somebody sees of it in their direct message: as it will look, with what can be done.

    `shown_in` is in the channel's own language; `extra` is said above it; `posts` when they are an
    ambassador, in whose name it would stand.
    """
    as_shown = replace(success, poster=person) if posts and not success.poster else success
    return Message(
        key=preview_key(success.id, person),
        heading=success.title,
        lines=(*extra, *_how(scene, success), *lines_of(shown_in, as_shown)),
        photo=Photo(success.photo, success.alt) if success.photo else None,
        buttons=_buttons(scene, success, posts),
        notes=_notes(scene, success, posts),
    )


def _how(scene: Scene, success: Success) -> tuple[Line, ...]:
    """What follows: how it will look in the channel, how it stands there, or looked."""
    if success.state == "posted":
        return (scene.say("success.stands"),)
    gone = (scene.say("success.withdrawn"),) if success.state == "withdrawn" else ()
    return (*gone, scene.say("success.preview"))


def _buttons(scene: Scene, success: Success, posts: bool) -> tuple[Button, ...]:
    id = str(success.id)
    change = Button(WRITE, scene.label("success.change"), id)
    results = Button(ACHIEVED, scene.label("success.results"), id)
    if success.state == "posted":
        withdraw = Button(WITHDRAW, scene.label("success.withdraw"), id)
        return (change, results, withdraw) if posts else (withdraw,)
    label = "success.post" if posts else "success.hand_on"
    if success.state == "withdrawn":
        label = "success.again"
    rest = (change, results, Button(THROW, scene.label("success.throw"), id))
    if success.state == "asking" or (success.state == "offered" and not posts):
        return rest
    return (Button(POST, scene.label(label), id, "primary"), *rest)


def waiting_line(scene: Scene, key: str, people: Sequence[Named]) -> Line:
    """These words, and then who has not said yes yet."""
    words = ", ".join(f"{{p{number}}}" for number in range(len(people)))
    values = {f"p{number}": Person(each.person) for number, each in enumerate(people)}
    return Line(f"{scene.label(key)} {words}", values)


def _notes(scene: Scene, success: Success, posts: bool) -> tuple[Line, ...]:
    """What it waits for, who is asked first, and what stays out."""
    notes = []
    if success.state == "offered" and not posts:
        notes.append(scene.say("success.waits_for_ambassador"))
    if waiting := [each for each in success.people if each.waits]:
        key = "waits_for" if success.state == "asking" else "asks_first"
        notes.append(waiting_line(scene, f"success.{key}", waiting))
    if amount := money_in(success.title, success.story, success.alt):
        if not success.money:
            notes.append(scene.say("success.money_in_text", amount=amount))
    elif any(each.kind == "money" for each in success.achieved) and not success.money:
        notes.append(scene.say("success.money_left_out"))
    return tuple(notes)
