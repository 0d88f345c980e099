"""The shelf: it holds the script that is in use now. Who asks it gets the newest."""

from __future__ import annotations

from dialogs.script import Script


class Shelf:
    """Holds a script until a newer one takes its place, whole, between two steps."""

    def __init__(self, script: Script) -> None:
        self.script = script

    def label(self, language: str, key: str) -> str:
        """General words that have no places, from the script in use."""
        return self.script.label(language, key)
