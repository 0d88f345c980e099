"""Shows a success where it stands: in the channel, and to who tells it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from bot.months import retell
from bot.parts import Parts
from bot.ports import Names, Outgoing, Place
from bot.reminders.receivers import zone_of
from bot.store import later, outbox, successes
from bot.store.database import Bound
from bot.store.forgetting import reword
from bot.store.people import is_here
from dialogs.messages import Line, Message
from dialogs.success import Named, Success, key_of
from dialogs.success_post import post, preview, preview_key
from dialogs.success_told import asked, changed, consent_key, offered


async def called(names: Names, people: Iterable[str]) -> list[str]:
    """How people may be called in a text: their ids, as a mention in a message leaves them, and
    their names as far as the platform tells."""
    return [each for person in people for each in (person, *await names.names_of(person))]


def instead(parts: Parts) -> str:
    """What takes the place of a name."""
    return parts.scene(parts.organisation.language).label("success.a_colleague")


def preview_for(parts: Parts, bound: Bound, success: Success, person: str, *extra: Line) -> Message:
    """How it looks now, for somebody who may do something with it."""
    scene = parts.scene(parts.language_of(bound, person))
    shown_in = parts.scene(parts.organisation.language)
    # Of who never did anything here, we do not know yet that they may.
    posts = person in parts.organisation.ambassadors or parts.may(bound, person, "post_success")
    return preview(scene, shown_in, success, person, *extra, posts=posts)


def show(parts: Parts, bound: Bound, success: Success, person: str, *extra: Line) -> Outgoing:
    """Shows somebody that now, in the place of what they saw of it before."""
    message = preview_for(parts, bound, success, person, *extra)
    later.take_back(bound, message.key, "it is shown now")
    return parts.say_at(bound, Place(person), _in_place(bound, message))


def show_each(
    parts: Parts, bound: Bound, success: Success, besides: Container[str] = ()
) -> list[Outgoing]:
    """Shows it again to everybody who saw it before, `besides` those who were shown it just now;
    who is still to see it, sees it as it is now."""
    seen = [each for each in who_saw(parts, bound, success) if each not in besides]
    messages = {each: preview_for(parts, bound, success, each) for each in seen}
    return [
        parts.say_at(bound, Place(person), replace(message, replaces=message.key))
        for person, message in messages.items()
        if not reword(bound, message.key, message)
    ]


def who_saw(parts: Parts, bound: Bound, success: Success) -> list[str]:
    """Those who can do something with it, and have seen it in their direct message."""
    people = {success.author, success.poster, *parts.organisation.ambassadors} - {""}
    return [
        person
        for person in sorted(people)
        if outbox.latest(bound, "", preview_key(success.id, person)) is not None
    ]


def offer(parts: Parts, bound: Bound, success: Success) -> int:
    """Shows a story to each ambassador, in their office hours; gives to how many."""
    shown_in = parts.scene(parts.organisation.language)
    people = [
        each
        for each in sorted(parts.organisation.ambassadors - {success.author})
        if is_here(bound, each)
    ]
    for person in people:
        scene = parts.scene(parts.language_of(bound, person))
        message = _in_place(bound, offered(scene, shown_in, success, person))
        if reword(bound, message.key, message):
            continue
        if message.replaces:
            parts.say_at(bound, Place(person), message)
        else:
            in_their_hours(parts, bound, person, message)
    return len(people)


def in_their_hours(parts: Parts, bound: Bound, person: str, message: Message) -> None:
    """Tells somebody something once, when their office is open."""
    zone = zone_of(parts, bound, person)
    opens = parts.rules.calendar.next_open(parts.clock.now(), zone)
    parts.say_later(bound, Place(person), message, opens)


def ask_new(parts: Parts, bound: Bound, success: Success) -> Success:
    """Asks everybody who was not asked yet, in their office hours; gives the success after it."""
    now = parts.clock.now()
    fresh = [each.person for each in success.people if each.consent == "new"]
    if not fresh:
        return success
    people = tuple(
        replace(each, consent="asked", asked_at=now) if each.person in fresh else each
        for each in success.people
    )
    success = successes.save(bound, replace(success, people=people))
    for person in fresh:
        ask(parts, bound, success, person)
    return success


def ask(parts: Parts, bound: Bound, success: Success, person: str) -> None:
    """Asks somebody, in their office hours, whether it may be told."""
    named = success.named(person)
    assert named is not None
    scene = parts.scene(parts.language_of(bound, person))
    shown_in = parts.scene(parts.organisation.language)
    question = asked(scene, shown_in, success, named, success.poster)
    in_their_hours(parts, bound, person, question)


def ask_no_longer(
    parts: Parts, bound: Bound, success: Success, people: Iterable[Named]
) -> list[Outgoing]:
    """Takes back what people were asked about another text; who read it is told that it changed,
    or that it was thrown away."""
    rows = []
    for named in people:
        key = consent_key(success.id, named)
        if later.take_back(bound, key, "the text has changed"):
            continue
        if outbox.latest(bound, "", key) is not None:
            scene = parts.scene(parts.language_of(bound, named.person))
            message = changed(scene, success, named)
            reword(bound, key, message)
            rows.append(parts.say_at(bound, Place(named.person), message))
    return rows


def put_in_channel(parts: Parts, bound: Bound, success: Success) -> Outgoing:
    """Posts it, in the place of where it stood before."""
    scene = parts.scene(parts.organisation.language)
    place = Place(parts.organisation.success_channel, direct=False)
    return parts.say_at(bound, place, _in_place(bound, post(scene, success)))


def say_in_place(parts: Parts, bound: Bound, message: Message) -> Sequence[Outgoing]:
    """Changes what stands in the channel, or is on its way there, and in the digest of a month;
    nothing where nothing does."""
    if outbox.latest(bound, "", message.replaces) is None:
        return ()
    place = Place(parts.organisation.success_channel, direct=False)
    in_digests = retell(parts, bound, message.replaces, message.heading)
    if reword(bound, message.replaces, message):
        return in_digests
    return (parts.say_at(bound, place, message), *in_digests)


def shown_elsewhere(
    parts: Parts, bound: Bound, success: Success, person: str
) -> Iterable[Outgoing]:
    """What stands in the channel, and what others than this person see of it."""
    yield from show_each(parts, bound, success, {person})
    if success.state == "posted":
        scene = parts.scene(parts.organisation.language)
        yield from say_in_place(parts, bound, post(scene, success, replaces=True))


def never_post(parts: Parts, bound: Bound, success: Success) -> list[Outgoing] | None:
    """Takes back a post that still waits to be sent; None where there is none, for then it
    stands there, or may do so."""
    key = key_of(success.id)
    if not later.take_back(bound, key, "it was taken back before it was posted"):
        return None
    return retell(parts, bound, key)


def stands(bound: Bound, success: Success) -> outbox.Standing | None:
    """Where it stands in the channel; None where it does not."""
    return outbox.latest(bound, "", key_of(success.id))


def _in_place(bound: Bound, message: Message) -> Message:
    if outbox.latest(bound, "", message.key) is None:
        return message
    return replace(message, replaces=message.key)
