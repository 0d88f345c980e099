"""What people are told about a success: those who are named, who wrote it, and the ambassadors."""

from __future__ import annotations

from dataclasses import replace

from dialogs.files import Photo
from dialogs.messages import Button, Message, Person
from dialogs.scene import Scene
from dialogs.success import Named, Success
from dialogs.success_post import POST, WITHDRAW, lines_of, preview, waiting_line
from dialogs.turn import said

AGREE, REFUSE, WITHOUT = "success_agree", "success_refuse", "success_without"
"""What the buttons do: say yes or no to being named, and go on without who did not agree."""
CONSENT, ABOUT = "consent/", "about_success/"
"""How the keys begin of what people are asked, and of what they are told."""


def consent_key(success: int, named: Named) -> str:
    """The key of one question to one person: when they were asked tells it from another."""
    return f"{CONSENT}{success}/{stamp(named)}@{named.person}"


def stamp(named: Named) -> str:
    """When somebody was asked, as it goes along in the buttons."""
    return f"{named.asked_at.timestamp() * 1_000_000:.0f}" if named.asked_at else "0"


def asked(scene: Scene, shown_in: Scene, success: Success, named: Named, by: str) -> Message:
    """Asks somebody whether it may be told, with what it says."""
    argument = f"{success.id}/{stamp(named)}"
    owns = named.role != "named"
    notes = (*([scene.say("consent.note_owner")] if owns else ()), scene.say("consent.note"))
    return Message(
        key=consent_key(success.id, named),
        heading=scene.label("consent.heading"),
        lines=(
            scene.say(f"consent.ask_{named.role}", person=Person(by), id=success.purchase),
            scene.say("consent.title", title=success.title),
            *lines_of(shown_in, _as_if(success, named, by)),
        ),
        photo=Photo(success.photo, success.alt) if success.photo else None,
        buttons=(
            Button(AGREE, scene.label("consent.yes"), argument, "primary"),
            Button(REFUSE, scene.label("consent.no"), argument),
        ),
        notes=notes,
    )


def _as_if(success: Success, named: Named, by: str) -> Success:
    """The success as it would look when this person agrees."""
    people = tuple(
        replace(each, consent="yes") if each.person == named.person else each
        for each in success.people
    )
    return replace(success, people=people, poster=success.poster or by)


def answered(scene: Scene, success: Success, named: Named) -> Message:
    """What takes the place of the question; a yes can be taken back, a no as well."""
    argument, key = f"{success.id}/{stamp(named)}", consent_key(success.id, named)
    if named.consent == "yes":
        button = Button(REFUSE, scene.label("consent.take_back"), argument)
    else:
        button = Button(AGREE, scene.label("consent.yes_after_all"), argument)
    about = "said" if named.role == "named" else "owner"
    line = scene.say(f"consent.{about}_{named.consent}", title=success.title)
    return Message(f"{key}/answered", (line,), buttons=(button,), replaces=key)


def changed(scene: Scene, success: Success, named: Named) -> Message:
    """What takes the place of a question about a text that has changed since, or is gone; or that
    is asked once more."""
    key, now = consent_key(success.id, named), success.named(named.person)
    words = "success.thrown_away" if success.state == "thrown_away" else "consent.changed"
    if now and now.reminded_at and not named.reminded_at:
        words = "consent.once_more"
    line = scene.say(words, title=success.title)
    return Message(f"{key}/changed", (line,), replaces=key)


def refused(scene: Scene, success: Success, named: Named, *, scrubbed: bool) -> Message:
    """What the poster is told of a no; `scrubbed` when we know what they are called."""
    key = "success.owner_refused" if named.role in ("owner", "both") else "success.name_refused"
    return _about(scene, key, success, named, scrubbed)


def taken_back(scene: Scene, success: Success, named: Named, *, scrubbed: bool) -> Message:
    """What the poster is told of a yes that was taken back after it was posted."""
    owner = named.role in ("owner", "both")
    key = "success.owner_took_back" if owner else "success.name_taken_out"
    return _about(scene, key, success, named, scrubbed)


def _about(scene: Scene, key: str, success: Success, named: Named, scrubbed: bool) -> Message:
    lines = [scene.say(key, person=Person(named.person), title=success.title)]
    if not scrubbed:
        lines.append(scene.say("success.look_yourself"))
    return Message(told_key(success.id), tuple(lines))


def offered(scene: Scene, shown_in: Scene, success: Success, ambassador: str) -> Message:
    """What an ambassador gets of somebody else's story."""
    line = scene.say("success.offered", person=Person(success.author))
    return preview(scene, shown_in, success, ambassador, line, posts=True)


def go_without(scene: Scene, success: Success) -> Message:
    """Nobody answered for a long time: it can go without their name."""
    button = Button(WITHOUT, scene.label("success.without"), str(success.id))
    waiting = [each for each in success.people if each.waits]
    return said(waiting_line(scene, "success.waits_for", waiting), with_buttons=(button,))


def not_changed(scene: Scene, success: Success) -> Message:
    """The channel did not take a change of what stands there: what was there still is."""
    verb = POST if success.state == "posted" else WITHDRAW
    again = Button(verb, scene.label("success.change_again"), str(success.id), "primary")
    return said(scene.say("success.not_changed", title=success.title), with_buttons=(again,))


def told_key(success: int) -> str:
    """The key of what its poster is told of a success."""
    return f"{ABOUT}{success}/told"


def not_taken(scene: Scene, success: Success, reason: str) -> Message:
    """The channel did not take it: what to do about that, with the button to try again."""
    words = scene.script.wordings[scene.language].phrases
    key = f"success.not_taken_{reason}"
    line = scene.say(key if key in words else "success.not_taken", title=success.title)
    again = Button(POST, scene.label("success.try_again"), str(success.id), "primary")
    return said(line, with_buttons=(again,))
