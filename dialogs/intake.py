"""What is asked before the nine: only what helps to choose examples, links and dates.

Only order and rules are here; the words are in knowledge/nl/intake.toml.
"""

from dialogs.words import Choice, Date, Dialog, Question, Text

TITLE_LENGTH = 120
BANDS = (10_000, 50_000, 150_000, 500_000)
"""Where the bands of the estimated value end, in euros; their labels are in the words."""

INTAKE = Dialog(
    "intake",
    counted=False,
    questions=(
        Question("what", (Text("text", longest=TITLE_LENGTH, names=True),)),
        Question("category", (Choice(asking="skippable", listed="categories"),)),
        Question("value", (Choice(asking="skippable", up_to=BANDS),)),
        Question("wanted", (Date("date", asking="skippable"),)),
        Question("framework", (Choice(asking="skippable"),)),
    ),
)
