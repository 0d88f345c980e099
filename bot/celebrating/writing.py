"""Takes the story of a success, its picture and what it achieved; nobody else sees it yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.celebrating.picturing import Picturing, Soon
from bot.celebrating.showing import (
    ask_new,
    ask_no_longer,
    called,
    instead,
    preview_for,
    show,
    shown_elsewhere,
)
from bot.colleagues import not_colleagues
from bot.desk import Taken
from bot.once import once
from bot.parts import Parts
from bot.photos import LARGEST
from bot.ports import Names, Outgoing, Photos, Reply, Said
from bot.store import photos, purchases, successes
from bot.store.database import Bound
from dialogs.messages import Button, Given, Line, Person
from dialogs.reading import PERSON
from dialogs.scene import Scene
from dialogs.scrubbing import money_in
from dialogs.success import Named, Success, without_people
from dialogs.success_forms import (
    FORM,
    RESULTS,
    THEME,
    WRITE,
    Draft,
    Values,
    achieved_form,
    draft_of,
    read_achieved,
    read_write,
    with_people,
    write_form,
)
from dialogs.turn import said as said_line
from dialogs.turn import say

FINISHED = ("complete", "not_bought")
"""What can be celebrated of a purchase: it is bought, or it was not needed after all."""


class Writing:
    """The story, for who tells it and for the ambassadors."""

    def __init__(self, parts: Parts, pictures: Photos, names: Names, soon: Soon) -> None:
        self._parts = parts
        self._picturing = Picturing(parts, pictures, soon)
        self._names = names
        self._soon = soon

    def command(self, bound: Bound, scene: Scene, said: Said, text: str) -> Taken:
        """The subcommand: the form where one can open, else a button that opens it."""
        if said.trigger:
            return Taken(self._form(bound, scene, said.person, text, ""))
        button = Button(WRITE, scene.label("success.tell"), text or "new", "primary")
        told = said_line(scene.say("success.invitation"), with_buttons=(button,))
        return Taken(Reply(scene.language, told))

    async def form(self, said: Said, argument: str, story: str = "") -> Reply:
        """The form: empty, about a purchase (`INK-0042`) or a theme (`theme/circular`), or of a
        success (its number)."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            scene = parts.scene(parts.language_of(bound, said.person))
            return self._form(bound, scene, said.person, argument, story)

        return await parts.database.run(parts.workspace, work)

    def _form(self, bound: Bound, scene: Scene, person: str, argument: str, story: str) -> Reply:
        if argument.isdecimal():
            success = self.changeable(bound, person, argument)
            if success is None:
                return Reply(scene.language, say(scene, "success.gone"))
            form = write_form(
                scene, f"{success.id}/{success.version}", draft_of(success),
                has_picture=success.photo is not None,
            )  # fmt: skip
            return Reply(scene.language, form=form)
        if not self._parts.may(bound, person, "write_success"):
            return Reply(scene.language, say(scene, "rights.refused"))
        draft = Draft(story=story[:2500], people=(person,))
        if argument.startswith("INK-"):
            if why := self.not_to_tell(bound, scene, person, argument):
                return Reply(scene.language, said_line(why))
            held = purchases.load(bound, argument)
            assert held is not None
            people = dict.fromkeys((person, held.purchase.owner))
            draft = replace(draft, title=held.purchase.title, purchase=argument,
                            people=tuple(people))  # fmt: skip
        if argument.startswith(THEME):
            draft = replace(draft, theme=argument.removeprefix(THEME))
        return Reply(scene.language, form=write_form(scene, "", draft))

    def not_to_tell(self, bound: Bound, scene: Scene, person: str, purchase: str) -> Line | None:
        """Why somebody cannot celebrate a purchase (now); None when they can.

        Of another's purchase it says no more than whose it is, but to who may see it anyway.
        """
        held = purchases.load(bound, purchase)
        if held is None:
            return scene.say("desk.unknown_purchase", id=purchase)
        allowed = self._parts.allowed(bound, person)
        if person != held.purchase.owner and not allowed & {"see_register", "post_success"}:
            return scene.say("desk.not_yours", id=purchase, owner=Person(held.purchase.owner))
        if held.purchase.status in FINISHED:
            return None
        ended = held.purchase.status == "cancelled"
        return scene.say("success.cancelled" if ended else "success.not_finished", id=purchase)

    def changeable(self, bound: Bound, person: str, id: str) -> Success | None:
        """A success that somebody may change: the one who wrote it, and ambassadors once it is
        offered to them."""
        success = successes.load(bound, int(id)) if id.isdecimal() and len(id) < 10 else None
        if success is None or success.state == "thrown_away":
            return None
        if not self._parts.may(bound, person, "write_success"):
            return None
        if person in (success.author, success.poster):
            return success
        shared = success.state != "draft" or bool(success.poster)
        return success if shared and self._parts.may(bound, person, "post_success") else None

    async def filled(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes the form; the picture is looked at after that, for it takes longer."""
        for person in values.get((FORM, "people"), "").split(","):
            named = {(FORM, "people"): f"{PERSON}{person}"} if person else {}
            if refused := await not_colleagues(self._parts, said.person, named):
                return refused
        given = Given.read(values.get((FORM, "picture"), ""))
        hidden = await called(self._names, await self._refusing(argument.partition("/")[0]))
        kept: list[int] = []
        files: list[str] = []

        def work(bound: Bound, scene: Scene) -> Taken:
            return self._take(bound, scene, said, argument, values, hidden, kept, files)

        reply = (await once(self._parts, said, work)).reply
        self._picturing.throw_away(files)
        if kept and given:
            self._soon(self._picturing.look_at(kept[-1], given, said.person))
        return reply

    async def _refusing(self, id: str) -> list[str]:
        """Who does not want to be named in a success: also not by who had its form open."""

        def work(bound: Bound) -> list[str]:
            success = successes.load(bound, int(id)) if id else None
            return [each.person for each in success.people if each.refuses] if success else []

        return await self._parts.database.run(self._parts.workspace, work) if id else []

    def _take(
        self, bound: Bound, scene: Scene, said: Said, argument: str, values: Values,
        hidden: Sequence[str], kept: list[int], files: list[str],
    ) -> Taken:  # fmt: skip
        id, _, version = argument.partition("/")
        before = self.changeable(bound, said.person, id) if id else None
        if id and before is None:
            return Taken(Reply(scene.language, say(scene, "success.gone")))
        has_picture = before is not None and before.photo is not None
        read = read_write(scene, values, has_picture)
        errors = dict(read.errors)
        draft = read.draft
        if draft.picture and draft.picture.size > LARGEST:
            errors[FORM, "picture"] = scene.say(
                "success.too_large", size=_megabytes(draft.picture.size), most=_megabytes(LARGEST)
            )
        if draft.purchase and (FORM, "purchase") not in errors:
            if why := self.not_to_tell(bound, scene, said.person, draft.purchase):
                errors[FORM, "purchase"] = why
        if before and before.state == "posted" and not before.money:
            for part, text in (("title", draft.title), ("story", draft.story), ("alt", draft.alt)):
                if amount := money_in(text):
                    errors[FORM, part] = scene.say("success.money_in_text", amount=amount)
        if errors:
            return Taken(Reply(scene.language, errors=errors))
        if before and str(before.version) != version:
            form = write_form(
                scene, f"{id}/{before.version}", draft, has_picture=has_picture, crossed=True
            )
            return Taken(Reply(scene.language, form=form))
        rows, success = self._keep(bound, scene, said.person, before, draft, hidden, files)
        kept.append(success.id)
        told = None if before else say(scene, "success.kept")
        return Taken(Reply(scene.language, told), tuple(rows))

    def _keep(
        self, bound: Bound, scene: Scene, person: str, before: Success | None, draft: Draft,
        hidden: Sequence[str], files: list[str],
    ) -> tuple[list[Outgoing], Success]:  # fmt: skip
        """Stores what was told without the names that are `hidden`, and shows it to who may do
        something with it."""
        now = scene.now
        fresh = before or Success(0, person, "", "", now, now)
        told = replace(
            fresh, title=draft.title, story=draft.story, theme=draft.theme, alt=draft.alt,
            purchase=draft.purchase, updated_at=now,
        )  # fmt: skip
        told = without_people(told, hidden, instead(self._parts))
        if draft.no_picture and told.photo:
            files.append(photos.drop(bound, told.photo))
            told = replace(told, photo=None)
        held = purchases.load(bound, told.purchase) if told.purchase else None
        owner = held.purchase.owner if held else ""
        again = before is not None and _says(before) != _says(told)
        told = with_people(told, draft.people, owner, person, again=again)
        if before and again and told.state == "asking":
            told = replace(told, state="draft")
        success = successes.save(bound, told) if before else successes.add(bound, told)
        rows = ask_no_longer(self._parts, bound, success, _stale(before, success))
        if success.state == "posted":
            success = ask_new(self._parts, bound, success)
        extra = (scene.say("success.looking_at_picture"),) if draft.picture else ()
        rows.append(show(self._parts, bound, success, person, *extra))
        rows += shown_elsewhere(self._parts, bound, success, person)
        return rows, success

    async def show(self, said: Said, argument: str) -> Reply:
        """How it looks now, for who may change or post it."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            scene = parts.scene(parts.language_of(bound, said.person))
            success = self.changeable(bound, said.person, argument)
            if success is None:
                return Reply(scene.language, say(scene, "success.gone"))
            return Reply(scene.language, preview_for(parts, bound, success, said.person))

        return await parts.database.run(parts.workspace, work)

    # What it achieved

    async def achieved_form(self, said: Said, argument: str) -> Reply:
        """The form with what it achieved."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            scene = parts.scene(parts.language_of(bound, said.person))
            success = self.changeable(bound, said.person, argument)
            if success is None:
                return Reply(scene.language, say(scene, "success.gone"))
            return Reply(scene.language, form=achieved_form(scene, argument, success))

        return await parts.database.run(parts.workspace, work)

    async def achieved(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes that form."""

        def work(bound: Bound, scene: Scene) -> Taken:
            success = self.changeable(bound, said.person, argument)
            if success is None:
                return Taken(Reply(scene.language, say(scene, "success.gone")))
            read = read_achieved(scene, values)
            errors = dict(read.errors)
            amount = money_in(success.title, success.story, success.alt)
            if success.state == "posted" and amount and not read.money:
                errors[RESULTS, "may_tell"] = scene.say("success.money_stands", amount=amount)
            if errors:
                return Taken(Reply(scene.language, errors=errors))
            success = replace(
                success, achieved=read.achieved, money=read.money, updated_at=scene.now
            )
            success = successes.save(bound, success)
            rows = [show(self._parts, bound, success, said.person)]
            rows += shown_elsewhere(self._parts, bound, success, said.person)
            return Taken(Reply(scene.language), tuple(rows))

        return (await once(self._parts, said, work)).reply


def _stale(before: Success | None, after: Success) -> list[Named]:
    """Whose question, or yes, was about another text, or who is no longer in it."""
    if before is None:
        return []
    now = {each.person: each for each in after.people}
    return [
        each
        for each in before.people
        if each.asked_at
        and each.consent in ("asked", "yes")
        and (each.person not in now or now[each.person].consent == "new")
    ]


def _says(success: Success) -> tuple[object, ...]:
    """What somebody agrees to."""
    return success.title, success.story, success.alt, success.purchase


def _megabytes(count: int) -> str:
    return str(round(count / 1_000_000))
