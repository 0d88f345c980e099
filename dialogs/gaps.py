"""Where a purchase falls short of the policy: filled in by the tenderboard, never asked.

Each gap is an open point, with an owner and a date, until it is closed or left on purpose. The
words are in knowledge/nl/gaps.toml.
"""

from dialogs.words import Answers, Choice, Date, Dialog, Person, Question, Text


def still_open(answers: Answers) -> bool:
    """The gap is not closed, and nobody decided to leave it."""
    return answers.get("choice") == "not_yet"


parts = (
    Choice(asking="offered"),
    Text(asking="offered"),
    Person(asking="offered"),
    Date("due", asking="offered"),
)

GAPS = Dialog(
    "gaps",
    counted=False,
    aside=True,
    questions=tuple(
        Question(name, parts, open_point=still_open)
        for name in ("level", "weight", "themes", "web")
    ),
)
