"""A month as a text for a website or newsletter: plain, and nobody named who did not agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.lists import format_list

from dialogs.messages import Message, plain
from dialogs.monthly import Celebrated, Happened, Month, number_lines, share_button
from dialogs.scene import Scene
from dialogs.success import Success
from dialogs.success_post import achieved as achieved_line
from dialogs.turn import said
from dialogs.unnamed import Unnamed

MOST_SHARED = 10
"""So many successes go into a text, those with most cheers."""
Called = Mapping[str, Sequence[str]]
"""What people are called, by id and the full name first; empty where the platform did not tell."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that goes along: the file that it is in, and what it shows in words."""

    file: str
    alt: str


def involved(success: Success) -> set[str]:
    """Everybody who has to do with a success: who wrote, posted, owned, or was to be named."""
    return {success.author, success.poster, *(each.person for each in success.people)} - {""}


def which(scene: Scene) -> Message:
    """Asks which month is to be shared: the last one, or this one so far."""
    this = Month.of(scene.today)
    so_far = scene.label("outside.this_month").format(month=this.name(scene.language))
    last = share_button(scene, this.before, this.before.name(scene.language))
    return said(scene.say("outside.which"), with_buttons=(last, share_button(scene, this, so_far)))


def caption(
    scene: Scene, month: Month, celebrated: Sequence[Celebrated], called: Called
) -> str:  # fmt: skip
    """What stands with the files: who is named in them, and what was left out."""
    successes = [each.success for each in celebrated]
    names = sorted({called[each][0] for one in successes for each in one.shown if called.get(each)})
    unknown = {each for one in successes for each in _hidden(one) if not called.get(each)}
    lines = [scene.say("outside.ready", month=month.name(scene.language))]
    if names:
        lines.append(scene.say("outside.names_some", names=_listed(scene, names)))
    else:
        lines.append(scene.say("outside.names_none"))
    if successes:
        lines.append(scene.say("outside.names_hidden"))
    if any(each.photo is not None for each in successes):
        lines.append(scene.say("outside.photos"))
    if unknown:
        form = "one" if len(unknown) == 1 else "many"
        lines.append(scene.say(f"outside.names_unknown_{form}", count=str(len(unknown))))
    lines.append(scene.say("outside.left_out"))
    return "\n".join(map(plain, lines))


def text(
    scene: Scene, organisation: str, month: Month, happened: Happened, called: Called,
    web: Shot | None, photos: Mapping[int, Shot],
) -> str:  # fmt: skip
    """The whole text, in paragraphs; `photos` are those of successes, by their number."""
    paragraphs = [_title(scene, organisation, month)]
    if month == Month.of(scene.today):
        paragraphs.append(_words(scene, "until", day=scene.day(scene.now)))
    if numbers := number_lines(scene, happened):
        told = [f"- {plain(each)}" for each in numbers]
        paragraphs.append("\n".join([scene.label("outside.numbers"), *told]))
    if happened.successes:
        paragraphs.append(scene.label("outside.successes"))
    for each in happened.successes:
        paragraphs.extend(_success(scene, each.success, called, photos.get(each.success.id)))
    if web:
        paragraphs.append(f"{scene.label('outside.web')}\n{_picture(scene, web)}")
    return "\n\n".join(paragraphs) + "\n"


def photo_title(scene: Scene, success: Success, called: Called) -> str:
    """What stands at the picture of a success."""
    return _words(scene, "photo", title=_unnamed(scene, success, called).read(success.title))


def photo_alt(scene: Scene, success: Success, called: Called) -> str:
    """What the picture of a success shows, in words."""
    return _unnamed(scene, success, called).read(success.alt)


def _title(scene: Scene, organisation: str, month: Month) -> str:
    name = month.name(scene.language)
    if not organisation:
        return _words(scene, "title", month=name)
    return _words(scene, "title_of", organisation=organisation, month=name)


def _success(scene: Scene, success: Success, called: Called, photo: Shot | None) -> list[str]:
    """One success: title, story, what it achieved, whom to thank, and its picture."""
    unnamed = _unnamed(scene, success, called)
    found = [unnamed.read(success.title), unnamed.read(success.story)]
    if success.told:
        achieved = "; ".join(achieved_line(scene, each) for each in success.told)
        found.append(_words(scene, "achieved", achieved=achieved))
    if success.shown:
        found.append(_words(scene, "thanks", names=_thanked(scene, success, called)))
    if photo:
        found.append(_picture(scene, photo))
    return [each for each in found if each]


def _unnamed(scene: Scene, success: Success, called: Called) -> Unnamed:
    """Reads what stands in a success, without the names of who did not agree."""
    return Unnamed(
        scene.label("success.a_colleague"),
        {person: called[person][0] for person in success.shown if called.get(person)},
        [name for person in sorted(_hidden(success)) for name in called.get(person, ())],
    )


def _hidden(success: Success) -> set[str]:
    return involved(success) - set(success.shown)


def _thanked(scene: Scene, success: Success, called: Called) -> str:
    """Who agreed, by name; whose name was not found is a colleague."""
    names = [called[person][0] for person in success.shown if called.get(person)]
    more = len(success.shown) - len(names)
    if more == 1:
        names.append(scene.label("success.a_colleague"))
    elif more:
        names.append(_words(scene, "several", count=str(more)))
    return _listed(scene, names)


def _listed(scene: Scene, names: Sequence[str]) -> str:
    return str(format_list(names, locale=scene.language))


def _picture(scene: Scene, shot: Shot) -> str:
    found = [_words(scene, "picture", file=shot.file)]
    if shot.alt:
        found.append(_words(scene, "alt", alt=shot.alt))
    return "\n".join(found)


def _words(scene: Scene, key: str, **values: str) -> str:
    return plain(scene.say(f"outside.{key}", **values))
