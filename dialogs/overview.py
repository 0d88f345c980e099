"""What a person sees of their purchases: on the home page, and as a list in the chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogs.ambassadors import ALL as TOPICS
from dialogs.card import status
from dialogs.lesson import WRITE as LESSON
from dialogs.messages import Button, Home, Line, Message, Person
from dialogs.progress import answered_count
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.sparing import LIST as SPARES
from dialogs.success_forms import WRITE as SUCCESS

ON_HOME = 20
CARDS = 27
"""So many cards fit on a page beside what stands around them; then fewer purchases are shown."""
IN_LIST = 10


def home(
    scene: Scene,
    person: str,
    purchases: Sequence[Purchase],
    links: Mapping[str, str],
    count: int,
    first: Sequence[Message] = (),
    last: Sequence[Message] = (),
) -> Home:
    """The home page: start, my purchases (those in progress first), how it works.

    `links` are the web addresses of the conversations by purchase; `count` is the number of
    purchases, of which those on the page may be a part; `first` and `last` stand around them.
    """
    purchases = purchases[: CARDS - len(first)]
    more = count - len(purchases)
    mine = scene.say("home.mine" if purchases else "home.none")
    rows = (row(scene, purchase, links) for purchase in purchases)
    cards = (*first, Message("row", (mine,)), *rows) if first else tuple(rows)
    return Home(
        heading=scene.label("home.heading"),
        lines=(scene.say("home.hello", person=Person(person)), scene.say("home.how")),
        buttons=(
            scene.button("start", "home", "primary"),
            _celebrate(scene),
            scene.button("help", "home"),
            scene.button("language", "en" if scene.language == "nl" else "nl"),
        ),
        above_cards=() if first else (mine,),
        cards=(*cards, *last),
        notes=(scene.say("home.more", count=str(more)),) if more > 0 else (),
    )


def row(scene: Scene, purchase: Purchase, links: Mapping[str, str]) -> Message:
    """One purchase in a list: what, how far, and a way in."""
    buttons: list[Button] = []
    if purchase.closed:
        buttons.append(scene.button("reopen", purchase.id))
    elif purchase.status != "complete":
        buttons.append(scene.button("go_on", purchase.id, "primary"))
    if not purchase.closed:
        buttons.append(scene.button("form", purchase.id))
    if url := links.get(purchase.id):
        buttons.append(Button("open", scene.label("button.open"), purchase.id, url=url))
    return Message(key="row", lines=(list_line(scene, purchase),), buttons=tuple(buttons))


def list_line(scene: Scene, purchase: Purchase) -> Line:
    """One purchase on one line."""
    return scene.say(
        "menu.list_line",
        id=purchase.id,
        title=purchase.title,
        status=status(scene, purchase),
        done=str(answered_count(scene.script, purchase)),
        count=str(len(scene.script.counted)),
    )


def listed(
    scene: Scene, purchases: Sequence[Purchase], count: int, heading: str = "menu.list_heading"
) -> Message:
    """My purchases as a message, with a button for each that is still open."""
    lines = [list_line(scene, purchase) for purchase in purchases[:IN_LIST]]
    if not lines:
        lines = [scene.say("menu.list_none")]
    if count > IN_LIST:
        lines.append(scene.say("menu.list_more", count=str(count - IN_LIST)))
    going = [each for each in purchases if each.status in ("draft", "in_progress")]
    return Message(
        key="list",
        heading=scene.label(heading),
        lines=tuple(lines),
        buttons=(
            *(
                Button("go_on", f"{scene.label('button.go_on')}: {each.id}", each.id)
                for each in going[:5]
            ),
            scene.button("start", "list"),
        ),
    )


def menu(scene: Scene) -> Message:
    """What the bare command shows: the few things that one can do."""
    return Message(
        key="menu",
        heading=scene.label("menu.heading"),
        lines=(scene.say("menu.text"),),
        buttons=(
            scene.button("start", "menu", "primary"),
            scene.button("list", "menu"),
            _celebrate(scene),
            Button(LESSON, scene.label("lesson.write"), "menu"),
            Button(SPARES, scene.label("sparing.list"), "menu"),
            Button(TOPICS, scene.label("ambassador.heading"), "menu"),
            scene.button("help", "menu"),
            scene.button("language", "en" if scene.language == "nl" else "nl"),
        ),
    )


def _celebrate(scene: Scene) -> Button:
    return Button(SUCCESS, scene.label("button.success"), "new")


def help_message(scene: Scene) -> Message:
    """How it works, and what one can type."""
    keys = ("one", "two", "three", "four", "commands", "share", "thread", "channel")
    return Message(
        key="help",
        heading=scene.label("help.heading"),
        lines=tuple(scene.say(f"help.{key}") for key in keys),
        buttons=(scene.button("start", "help", "primary"), scene.button("list", "help")),
    )
