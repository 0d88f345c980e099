"""The words of the terminal in one language, from knowledge."""

from __future__ import annotations

from knowledge.wording import Wording


class Words:
    """Gives general words by key, with values for their places."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    @property
    def language(self) -> str:
        """The language that they are in."""
        return self._wording.language

    def say(self, key: str, **values: str) -> str:
        """The words of the terminal under a key."""
        return self.phrase(f"page.terminal.{key}", **values)

    def phrase(self, key: str, **values: str) -> str:
        """Any general words under a key."""
        return self._wording.phrase(key).format(**values)
