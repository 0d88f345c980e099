"""The four checklist questions of the presentation: market research, request, contract, assurance.

Only order and rules are here; the words are in knowledge/nl/checklist.toml.
"""

from dialogs.words import Answers, Choice, Date, Dialog, Person, Question, Text


def does_not_apply(answers: Answers) -> bool:
    """The question does not fit this purchase; then the reason is asked."""
    return answers.get("choice") == "not_applicable"


def applies(answers: Answers) -> bool:
    """Any other answer; then an explanation is welcome, not asked."""
    return not does_not_apply(answers)


def not_finished(answers: Answers) -> bool:
    """Partly or not yet: it becomes an open point with an owner and a date."""
    return answers.get("choice") in ("partly", "not_yet")


parts = (
    Choice(),
    Text(only_if=does_not_apply),
    Date("due", only_if=not_finished),
    Person(only_if=not_finished),
    Text(asking="offered", only_if=applies),
)

FOUR_CHECKS = Dialog(
    "checklist",
    questions=tuple(
        Question(name, parts, open_point=not_finished) for name in ("1", "2", "3", "4")
    ),
)
