"""What keys are called in one language: for people who read an export in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.exports.json_export import NOT_KNOWN, ExportedPurchase
from dialogs.ambition import themes
from dialogs.scene import Scene
from dialogs.web import targets
from dialogs.words import Choice


class Labels:
    """The words of a language, looked up once: there may be millions of cells."""

    def __init__(self, scene: Scene) -> None:
        script, language = scene.script, scene.language
        self.language = language
        self.zone = scene.zone
        self.themes = themes(scene)
        self.targets = targets(scene)
        self.border = scene.policy.weight_border
        self.bands = bands(scene)
        self._phrases = script.wordings[language].phrases
        self._categories = {key: each.name[language] for key, each in
                            script.catalogue.categories.items()}  # fmt: skip
        self._questions = {
            asked.id: script.wordings[language].dialogs[asked.dialog]
            .questions[asked.question.name].short
            for asked in script.everything
        }  # fmt: skip
        self._choices = {
            (asked.id, key): label
            for asked in script.everything
            for part in asked.question.parts
            if isinstance(part, Choice) and part.name == "choice"
            for key, label in script.labels(language, asked, part).items()
        }

    def word(self, place: str) -> str:
        """General words under a key; KeyError when there are none."""
        return self._phrases[place]

    def of(self, section: str, key: str | None) -> str | None:
        """What a key is called in a section of words; a key without words is itself."""
        return self._phrases.get(f"{section}.{key}", key) if key else None

    def category(self, key: str | None) -> str | None:
        """The name of a category."""
        return self._categories.get(key, key) if key else None

    def question(self, id: str | None) -> str | None:
        """The short name of a question."""
        return self._questions.get(id, id) if id else None

    def choice(self, question: str, key: str | None) -> str | None:
        """What was chosen at a question."""
        if key == NOT_KNOWN:
            return self.word("value.unknown")
        return self._choices.get((question, key), key) if key else None

    def theme(self, key: str) -> str:
        """The name of a theme."""
        return self.themes.get(key, key)

    def listed(self, themes: Iterable[str]) -> str | None:
        """The names of themes in one cell."""
        return "; ".join(map(self.theme, themes)) or None

    def yes_or_no(self, value: bool | None) -> str | None:
        """Yes or no; nothing where nobody knows."""
        return None if value is None else self.word("export.yes" if value else "export.no")

    def reason(self, purchase: ExportedPurchase) -> str:
        """Why a purchase has its level."""
        words = self.word(f"level.why_{purchase.ambition_reason}")
        return words.format(weight=purchase.weight, border=self.border)

    def local(self, moment: datetime | None) -> datetime | None:
        """A moment as the clock on the wall of the organisation showed it, to the second."""
        return moment and moment.astimezone(self.zone).replace(tzinfo=None, microsecond=0)


def bands(scene: Scene) -> dict[str, tuple[int, int | None]]:
    """From the key of a band of money to its least and its most euros; the last has no most."""
    asked = scene.script.by_id["intake.value"]
    part = asked.question.parts[0]
    assert isinstance(part, Choice), "intake.value is a choice of bands"
    keys = scene.script.labels(scene.language, asked, part)
    return dict(zip(keys, zip((0, *part.up_to), (*part.up_to, None), strict=True), strict=True))
