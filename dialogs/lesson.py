"""A lesson: what we expected, what happened, and what the next buyer could do differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dialogs.asking import short
from dialogs.messages import Button, Line, Message, Person, Style
from dialogs.reading import shown
from dialogs.scene import Scene

WRITE, WRITE_AGAIN = "lesson_write", "lesson_again"
READ, MORE = "lesson_read", "lesson_more"
SHARE, REFUSE = "lesson_share", "lesson_refuse"
REMOVE, PUT_BACK = "lesson_remove", "lesson_put_back"
"""What the buttons do; all but `WRITE` and `MORE` on a lesson by its number."""

State = Literal["waiting", "shared", "refused", "removed"]
REMIND_AFTER = timedelta(days=7)
"""So long after its owner was asked, they are asked once more."""
STUCK_AFTER = timedelta(days=14)
"""So long after that without an answer, procurement may decide as well."""
IN_LIST = 10
LINE_LENGTH = 300
ALL_OF_IT = 1000


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the next buyer should know.

    `question` is where it helps. `author` is empty for who wished so; then `purchase` is too where
    the author is the `owner` of that purchase, for that would be the name. `owner` has to agree
    before others see it, and is empty where nobody has to; `removed_by` took it away. Only the day
    is kept, for a moment would tell who pressed something then.
    """

    id: int
    category: str
    question: str
    expected: str
    happened: str
    differently: str
    told_on: date
    purchase: str = ""
    author: str = ""
    owner: str = ""
    state: State = "waiting"
    removed_by: str = ""

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """What it tells, each with the name of its part."""
        return (
            ("expected", self.expected),
            ("happened", self.happened),
            ("differently", self.differently),
        )


def category_name(scene: Scene, category: str) -> str:
    """A category as people read it."""
    known = scene.script.catalogue.categories.get(category)
    return known.name[scene.language] if known else category


def question_name(scene: Scene, question: str) -> str:
    """The question where a lesson helps, in two or three words."""
    asked = scene.script.by_id.get(question)
    return short(scene, asked) if asked else question


def written(scene: Scene, purchase: str, style: Style = "") -> Button:
    """The button with which a lesson about a purchase, or about none, is written.

    What it carries does not begin with the purchase, for what is pressed then is not looked for in
    its conversation.
    """
    return Button(WRITE, scene.label("lesson.write"), f"of/{purchase}", style)


def invitation(scene: Scene, purchase: str, person: str) -> Message:
    """What somebody gets who typed it where no form can be opened: a button that opens it.

    It is for them alone, and so it is shown and not kept.
    """
    key = "lesson.invitation_about" if purchase else "lesson.invitation"
    line = scene.say(key, id=purchase)
    button = written(scene, purchase, "primary")
    return Message("lesson", (line,), buttons=(button,), only_for=person)


def lines_of(scene: Scene, lesson: Lesson) -> list[Line]:
    """A lesson as others read it."""
    lines = [
        scene.say(f"lesson.told_{part}", text=shown(text, ALL_OF_IT)) for part, text in lesson.texts
    ]
    day = scene.day(lesson.told_on)
    if lesson.author:
        return [*lines, scene.say("lesson.by", person=Person(lesson.author), day=day)]
    return [*lines, scene.say("lesson.by_nobody", day=day)]


def heading(scene: Scene, lesson: Lesson) -> str:
    """What a lesson is about."""
    return scene.label("lesson.heading").format(
        category=category_name(scene, lesson.category),
        question=question_name(scene, lesson.question),
    )


def offered(scene: Scene, lesson: Lesson, *, more: bool) -> Message:
    """One line of a lesson, just before the question where it helps."""
    buttons = [Button(READ, scene.label("lesson.read"), str(lesson.id))]
    if more:
        where = f"{lesson.category}/{lesson.question}"
        buttons.append(Button(MORE, scene.label("lesson.more"), where))
    line = scene.say(
        "lesson.offered",
        category=category_name(scene, lesson.category),
        text=shown(lesson.differently, LINE_LENGTH),
    )
    return Message(f"helps/{lesson.question}", (line,), buttons=tuple(buttons))


def whole(scene: Scene, lesson: Lesson, *, may_remove: bool) -> Message:
    """All of a lesson that is shared, for who asked."""
    remove = Button(REMOVE, scene.label("lesson.remove"), str(lesson.id))
    return Message(
        "lesson", tuple(lines_of(scene, lesson)), heading(scene, lesson),
        buttons=(remove,) if may_remove else (),
    )  # fmt: skip


def listed(scene: Scene, lessons: Sequence[Lesson]) -> Message:
    """The newest lessons of one kind of purchase at one question."""
    lines = [
        scene.say("lesson.line", number=str(number), text=shown(each.differently, LINE_LENGTH))
        for number, each in enumerate(lessons, 1)
    ]
    buttons = tuple(
        Button(READ, scene.label("lesson.read_one").format(number=number), str(each.id))
        for number, each in enumerate(lessons, 1)
    )
    return Message("lessons", tuple(lines), heading(scene, lessons[0]), buttons=buttons)
