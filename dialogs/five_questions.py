"""The five circularity questions of the presentation, asked before anything is bought.

Only order and rules are here; the words are in knowledge/nl/circularity.toml.
"""

from dialogs.words import Answers, Choice, Dialog, Person, Question, Text, Year


def perhaps_not_buying(answers: Answers) -> bool:
    """Reuse solves it, or it is not needed after all."""
    return answers.get("choice") in ("reuse", "not_needed")


def not_buying(answers: Answers) -> bool:
    """The buyer ends it here: 'niet gekocht' is a full outcome, not a cancellation."""
    return perhaps_not_buying(answers) and answers.get("stop") == "stop_here"


explanation = Text(asking="offered")

FIVE_QUESTIONS = Dialog(
    "circularity",
    questions=(
        Question(
            "1",
            (Choice(), Choice("stop", only_if=perhaps_not_buying), explanation),
            ends=not_buying,
            reopened={"stop": "go_on"},
        ),
        Question("2", (Choice(), explanation)),
        Question("3", (Choice(), explanation)),
        Question("4", (Choice(), Text(), Person(outside=True))),
        Question("5", (Choice(), Text(), Person(outside=True), Year())),
    ),
)
