"""What only one person sees: forms over the conversation, and words for them alone.

Everything here happens after the acknowledgement; a form opens at once and is filled later (T1).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from bot.log import log
from bot.ports import Reply, Said
from bot.slack.messenger import NotOpened, SlackMessenger
from bot.store.database import NotSaved
from dialogs.messages import Button, Form, Message
from dialogs.scene import Scene
from dialogs.turn import say


class Windows:
    """Shows people what is for them alone."""

    def __init__(
        self, messenger: SlackMessenger, scene: Callable[[str], Scene], language: str
    ) -> None:
        self._messenger = messenger
        self._scene = scene
        self._language = language
        self._tasks: set[asyncio.Task[None]] = set()

    async def settled(self) -> None:
        """Waits until everything that was started after an acknowledgement has ended."""
        while self._tasks:
            await asyncio.wait(list(self._tasks))

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Does something after the acknowledgement."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("after_acknowledgement.failed", exc_info=error)

    async def open(self, said: Said, reading: Coroutine[Any, Any, Reply]) -> None:
        """Opens a window at once and fills it when the purchase is read (T1)."""
        window, reply = await asyncio.gather(
            self._messenger.open_form(said.trigger, None, self._language),
            reading,
            return_exceptions=True,
        )
        if isinstance(window, NotOpened):
            await self._not_opened(said, window, reply if isinstance(reply, Reply) else None)
        elif isinstance(window, BaseException):
            raise window
        elif isinstance(reply, NotSaved):
            await self._messenger.fill_form(window, None, self._language)
        elif isinstance(reply, BaseException):
            raise reply
        else:
            form = _from_here(said, reply.form or self.receipt(reply))
            if not await self._messenger.fill_form(window, form, reply.language):
                await self._once_more(said, "desk.not_filled", reply.form, reply.language)

    async def show(self, said: Said, reply: Reply) -> None:
        """Shows one person what is for them alone."""
        if reply.message:
            await self._messenger.tell(said.person, said.place, reply.message, said.reply_to)
        if reply.form:
            form = _from_here(said, reply.form)
            try:
                await self._messenger.open_form(said.trigger, form, reply.language)
            except NotOpened as error:
                await self._not_opened(said, error, reply)

    async def _not_opened(self, said: Said, error: NotOpened, reply: Reply | None) -> None:
        """The person gets what would have been in the window, or the button once more."""
        if reply and reply.message and not reply.form:
            await self._messenger.tell(said.person, said.place, reply.message, said.reply_to)
            return
        key = "desk.expired" if error.too_late else "desk.not_opened"
        language = reply.language if reply else self._language
        await self._once_more(said, key, reply.form if reply else None, language)

    async def _once_more(self, said: Said, key: str, form: Form | None, language: str) -> None:
        """Says what went wrong, with the button that opens the form."""
        scene = self._scene(language)
        buttons = () if _is_of_another(form, said) else (_button(scene, said.purchase, form),)
        told = say(scene, key, with_buttons=buttons)
        await self._messenger.tell(said.person, said.place, told, said.reply_to)

    def not_saved(self, said: Said, error: NotSaved) -> None:
        log.error("not_saved", person=said.person, purchase=said.purchase, reason=str(error))
        told = self.say("desk.not_saved")
        self.soon(self._messenger.tell(said.person, said.place, told, said.reply_to))

    def receipt(self, reply: Reply) -> Form:
        """What is shown in the place of a form that was taken, or could not be."""
        scene = self._scene(reply.language)
        lines = reply.message.lines if reply.message else ()
        return Form(
            verb="receipt",
            argument="",
            title=scene.label("home.heading"),
            submit="",
            close=scene.label("form.close"),
            lines=lines,
        )

    def say(self, key: str) -> Message:
        return say(self._scene(self._language), key)


def _button(scene: Scene, purchase: str, form: Form | None) -> Button:
    """The button that opens a form: for one question, for all of them, or for a new purchase."""
    if not purchase:
        return Button("start", scene.label("button.start"), "again")
    if form is None or len(form.sections) != 1:
        return scene.button("form", purchase)
    about = form.sections[0].fields[0].about
    answered = any(field.about.revision for field in form.sections[0].fields)
    label = "change" if answered else "fill_in"
    return scene.button("form", f"{purchase}/{about.question}", label=label)


def _is_of_another(form: Form | None, said: Said) -> bool:
    """Whether a form is about no purchase: then the button that was pressed is the one to press."""
    return form is not None and form.verb != "start" and not said.purchase


def _from_here(said: Said, form: Form) -> Form:
    """The form, which remembers the channel that it was opened from."""
    return form if said.place.direct else replace(form, place=said.place.channel)
