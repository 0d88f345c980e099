"""How a question is asked, how its answer is shown back, and how it is explained."""

from __future__ import annotations

from dialogs.bands import ESTIMATE
from dialogs.explaining import EXPLAIN, terms_in
from dialogs.messages import About, Button, Input, InputKind, Line, Link, Message, Option
from dialogs.messages import Person as Somebody
from dialogs.open_points import open_points
from dialogs.progress import set_aside, to_ask
from dialogs.purchase import Purchase
from dialogs.reading import shown
from dialogs.scene import Scene
from dialogs.script import Asked
from dialogs.thresholds import threshold_lines
from dialogs.words import Choice, Date, Part, Person, Text, Year

YEARS_SHOWN = 21

_KINDS: dict[type[Part], InputKind] = {
    Choice: "choice",
    Text: "text",
    Person: "person",
    Date: "date",
    Year: "year",
}


def kind_of(part: Part) -> InputKind:
    """The kind of input that a part needs."""
    return _KINDS[type(part)]


def ask_key(question: str, part: str) -> str:
    """The key of the message that asks a part, so that its answer can take its place."""
    return f"ask/{question}/{part}"


def about_part(purchase: Purchase, asked: Asked, part: Part) -> About:
    """A part as it stands now: an answer to it fits until somebody else gives one."""
    return About(purchase.id, asked.id, part.name, purchase.revision(asked.id, part.name))


def ask(
    scene: Scene, purchase: Purchase, asked: Asked, part: Part, first_of_all: Line | None = None
) -> Message:
    """The message that asks one part of one question; `first_of_all` is said before it."""
    words = scene.script.wordings[scene.language].dialogs[asked.dialog]
    own = words.questions[asked.question.name]
    first = asked.question.parts[0] is part
    about = about_part(purchase, asked, part)
    lines = [first_of_all] if first_of_all else []
    if first and own.opening and asked.id not in purchase.answers:
        lines.append(Line(own.opening))
    lines.append(Line("*{question}*", {"question": words.prompt(asked.question.name, part.name)}))
    if before := purchase.answer(asked.id, part.name):
        value = scene.value(asked, part, before.value)
        lines.append(
            scene.say(
                "ask.before", value=value, person=Somebody(before.by), day=scene.day(before.at)
            )
        )
    return Message(
        key=ask_key(asked.id, part.name),
        heading=heading(scene, asked),
        lines=tuple(lines),
        notes=(
            *(_notes(scene, asked, own.tip, own.see) if first else ()),
            *((scene.say("ask.mention"),) if must_mention(purchase, part) else ()),
        ),
        input=_input(scene, purchase, asked, part, about),
        buttons=_buttons(scene, purchase, asked, part, about),
        more=tuple(
            scene.button(verb, purchase.id if verb != "back" else str(about))
            for verb in ("back", "form", "pause", "stop")
        ),
    )


def must_mention(purchase: Purchase, part: Part) -> bool:
    """Whether typing is a way to answer that needs our name: in a channel we hear nothing else."""
    return purchase.shared and not isinstance(part, Choice)


def heading(scene: Scene, asked: Asked) -> str:
    """Where we are: 'Vraag 4 van 9 · Lang meegaan'."""
    words = scene.script.wordings[scene.language].dialogs[asked.dialog]
    short = words.questions[asked.question.name].short
    if not asked.counted:
        return f"{words.name} · {short}"
    count = str(len(scene.script.counted))
    place = scene.label("ask.place").format(number=asked.number, count=count)
    return f"{place} · {short}"


def short(scene: Scene, asked: Asked) -> str:
    """A question in two or three words."""
    words = scene.script.wordings[scene.language].dialogs[asked.dialog]
    return words.questions[asked.question.name].short


def _notes(scene: Scene, asked: Asked, tip: str, see: str) -> tuple[Line, ...]:
    notes = [scene.say("ask.tip", tip=tip)] if tip else []
    if see:
        notes.append(resource(scene, see))
    return tuple(notes)


def resource(scene: Scene, key: str) -> Line:
    """A line that points at a resource and says what it is good for."""
    entry = scene.script.catalogue.resources[key]
    link = Link(entry.url, entry.title[scene.language])
    return scene.say("ask.see", link=link, helps=entry.helps[scene.language])


def _input(scene: Scene, purchase: Purchase, asked: Asked, part: Part, about: About) -> Input:
    kind = kind_of(part)
    return Input(
        kind=kind,
        about=about,
        label=scene.label(f"input.{kind}"),
        options=_options(scene, asked, part),
        suggested=_suggested(scene, purchase, part),
    )


def _suggested(scene: Scene, purchase: Purchase, part: Part) -> Option | None:
    """The category that the title suggests, to confirm in one click."""
    if not isinstance(part, Choice) or part.listed is None:
        return None
    key = purchase.category or scene.script.catalogue.suggest(purchase.title)
    if key is None or key not in scene.script.catalogue.categories:
        return None
    name = scene.script.catalogue.categories[key].name[scene.language]
    return Option(key, scene.label("button.suggested").format(category=name))


def _options(scene: Scene, asked: Asked, part: Part) -> tuple[Option, ...]:
    if isinstance(part, Choice):
        return scene.options(asked, part)
    if isinstance(part, Year):
        years = range(scene.today.year, scene.today.year + YEARS_SHOWN)
        return tuple(Option(str(year), str(year)) for year in years)
    return ()


def _buttons(
    scene: Scene, purchase: Purchase, asked: Asked, part: Part, about: About
) -> tuple[Button, ...]:
    buttons: list[Button] = []
    if part.asking == "skippable":
        buttons.append(scene.button("skip", str(about)))
    if not asked.counted:
        if about.revision:
            buttons.append(scene.button("keep", str(about)))
        buttons.append(scene.button("skip_intake", purchase.id))
        return tuple(buttons)
    one = f"{purchase.id}/{asked.id}"
    if isinstance(part, Choice):
        if any(part.name == "explanation" for part in asked.question.parts):
            buttons.append(scene.button("form", one, label="explain"))
    else:
        buttons.append(scene.button("form", one, label="fill_in"))
    buttons.append(scene.button("means", one))
    if part.name != "stop":
        buttons.append(scene.button("unknown", str(about)))
    if about.revision:
        buttons.append(scene.button("keep", str(about)))
    return tuple(buttons)


def heard(scene: Scene, purchase: Purchase, asked: Asked, part: Part) -> Message:
    """What takes the place of a question once it is answered: the answer, and a way to change."""
    answer = purchase.answers[asked.id][part.name]
    value = scene.value(asked, part, answer.value)
    understood = scene.say(
        "ask.heard",
        question=heading(scene, asked),
        value=shown(value, 300) if isinstance(value, str) else value,
        person=Somebody(answer.by),
    )
    return Message(
        key="heard",
        replaces=ask_key(asked.id, part.name),
        lines=(
            understood,
            *_became_open_point(scene, purchase, asked, part),
            *(threshold_lines(scene, purchase) if asked.id == ESTIMATE else ()),
        ),
        buttons=(
            scene.button("form", f"{purchase.id}/{asked.id}", label="change"),
            *_record_it(scene, purchase, asked, part),
            *_how_ambitious(scene, purchase, asked, part),
        ),
    )


def _record_it(scene: Scene, purchase: Purchase, asked: Asked, part: Part) -> tuple[Button, ...]:
    """Once the promises are in a contract, that contract can be recorded at once."""
    choice = purchase.value(asked.id, "choice")
    if asked.id != "checklist.3" or part.name != "choice" or choice not in ("yes", "partly"):
        return ()
    return (scene.button("contract", purchase.id, "primary"),)


def _how_ambitious(
    scene: Scene, purchase: Purchase, asked: Asked, part: Part
) -> tuple[Button, ...]:
    """Once it is known whether sustainability is asked for, one can say how."""
    if asked.id != "checklist.2" or part.name != "choice":
        return ()
    return (Button("ambition", scene.label("ambition.button"), purchase.id),)


def _became_open_point(
    scene: Scene, purchase: Purchase, asked: Asked, part: Part
) -> tuple[Line, ...]:
    """Whose work is left and by when, under the answer that completes the open point."""
    values = purchase.values(asked.id)
    completes = set_aside(asked, values) or part is list(to_ask(asked, values))[-1]
    for point in open_points(scene.script, purchase, scene.zone):
        if point.question == asked.id and completes:
            due = scene.day(point.due)
            return (scene.say("ask.open_point", owner=Somebody(point.owner), due=due),)
    return ()


def asked_below(scene: Scene, asked: Asked, part: Part) -> Message:
    """What takes the place of a question that is asked once more, further down."""
    line = scene.say("ask.below", question=heading(scene, asked))
    return Message(key="below", replaces=ask_key(asked.id, part.name), lines=(line,))


def means(scene: Scene, purchase: Purchase, asked: Asked, person: str) -> Message:
    """'Wat bedoelen ze hiermee?': what is meant, an example for the category, and where to read."""
    words = scene.script.wordings[scene.language].dialogs[asked.dialog]
    own = words.questions[asked.question.name]
    lines = [Line(own.means or own.tip)]
    category = purchase.category or scene.script.catalogue.suggest(purchase.title)
    if example := own.example(category):
        lines.append(scene.say("ask.example", example=example))
    return Message(
        key="means",
        heading=scene.label("ask.means").format(question=short(scene, asked)),
        lines=tuple(lines),
        notes=(resource(scene, own.see),) if own.see else (),
        buttons=_explains(scene, asked, own.ask, own.means, own.tip),
        only_for=person if purchase.shared else "",
    )


def _explains(scene: Scene, asked: Asked, *texts: str) -> tuple[Button, ...]:
    """A button for all that we know of a question, and for each term that stands in its words."""
    key = asked.id.replace(".", "_")
    known = key in scene.script.library.entries
    whole = (Button(EXPLAIN, scene.label("explain.whole"), key),) if known else ()
    return (*whole, *terms_in(scene, *texts))
