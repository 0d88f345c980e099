"""Takes the story of a success; nobody else sees it yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.celebrating.allowing import changeable, knows, not_to_tell, refused_now
from bot.celebrating.keeping import keep, shown_elsewhere
from bot.celebrating.looking import Looking, Soon
from bot.celebrating.showing import (
    called,
    instead,
    preview_for,
    show,
)
from bot.colleagues import not_colleagues
from bot.desk import Taken
from bot.once import once
from bot.parts import Parts
from bot.photos import LARGEST
from bot.ports import Names, Outgoing, Reply, Said
from bot.store import photos, purchases, successes
from bot.store.database import Bound
from dialogs.files import Given
from dialogs.messages import Button
from dialogs.reading import PERSON
from dialogs.scene import Scene
from dialogs.scrubbing import money_in
from dialogs.success import Success, without_people
from dialogs.success_forms import (
    FORM,
    THEME,
    WRITE,
    Draft,
    Values,
    draft_of,
    read_write,
    write_form,
)
from dialogs.turn import said as said_line
from dialogs.turn import say


class Writing:
    """The story, for who tells it and for the ambassadors."""

    def __init__(self, parts: Parts, looking: Looking, names: Names, soon: Soon) -> None:
        self._parts = parts
        self._looking = looking
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
            success = changeable(self._parts, bound, person, argument)
            if refused := refused_now(self._parts, bound, scene, person, success):
                return Reply(scene.language, refused)
            assert success is not None
            form = write_form(
                scene, f"{success.id}/{success.version}", draft_of(success),
                has_picture=success.photo is not None,
            )  # fmt: skip
            return Reply(scene.language, form=form)
        if not self._parts.may(bound, person, "write_success"):
            return Reply(scene.language, say(scene, "rights.refused"))
        draft = Draft(story=story[:2500], people=(person,))
        if argument.startswith("INK-"):
            if why := not_to_tell(self._parts, bound, scene, person, argument):
                return Reply(scene.language, said_line(why))
            held = purchases.load(bound, argument)
            assert held is not None
            people = dict.fromkeys((person, held.purchase.owner))
            title = held.purchase.title if knows(self._parts, bound, person, held.purchase) else ""
            draft = replace(draft, title=title, purchase=argument, people=tuple(people))
        if argument.startswith(THEME):
            draft = replace(draft, theme=argument.removeprefix(THEME))
        return Reply(scene.language, form=write_form(scene, "", draft))

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
        self._looking.throw_away(files)
        if kept and given:
            self._soon(self._looking.look(kept[-1], given, said.person))
        return reply

    async def _refusing(self, id: str) -> list[str]:
        """Who does not want to be named in a success: also not by who had its form open."""

        def work(bound: Bound) -> list[str]:
            success = successes.at(bound, id)
            return [each.person for each in success.people if each.refuses] if success else []

        return await self._parts.database.run(self._parts.workspace, work) if id else []

    def _take(
        self, bound: Bound, scene: Scene, said: Said, argument: str, values: Values,
        hidden: Sequence[str], kept: list[int], files: list[str],
    ) -> Taken:  # fmt: skip
        id, _, version = argument.partition("/")
        before = changeable(self._parts, bound, said.person, id) if id else None
        if id and (refused := refused_now(self._parts, bound, scene, said.person, before)):
            return Taken(Reply(scene.language, refused))
        has_picture = before is not None and before.photo is not None
        read = read_write(scene, values, has_picture)
        errors = dict(read.errors)
        draft = read.draft
        if draft.picture and draft.picture.size > LARGEST:
            errors[FORM, "picture"] = scene.say(
                "success.too_large", size=_megabytes(draft.picture.size), most=_megabytes(LARGEST)
            )
        if draft.purchase and (FORM, "purchase") not in errors:
            if why := not_to_tell(self._parts, bound, scene, said.person, draft.purchase):
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
        again = before is not None and _says(before) != _says(told)
        if again and told.state == "asking":
            told = replace(told, state="draft")
        rows, success = keep(self._parts, bound, before, told, draft.people, person, again=again)
        extra = (scene.say("success.looking_at_picture"),) if draft.picture else ()
        rows.append(show(self._parts, bound, success, person, *extra))
        rows += shown_elsewhere(self._parts, bound, success, person)
        return rows, success

    async def show(self, said: Said, argument: str) -> Reply:
        """How it looks now, for who may change or post it."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            scene = parts.scene(parts.language_of(bound, said.person))
            success = changeable(self._parts, bound, said.person, argument)
            if success is None:
                return Reply(scene.language, say(scene, "success.gone"))
            return Reply(scene.language, preview_for(parts, bound, success, said.person))

        return await parts.database.run(parts.workspace, work)


def _says(success: Success) -> tuple[object, ...]:
    """What somebody agrees to."""
    return success.title, success.story, success.alt, success.purchase


def _megabytes(count: int) -> str:
    return str(round(count / 1_000_000))
