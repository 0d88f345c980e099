"""Why something was put off, dropped or stopped: a reason of ours by its key, or a person's words.

Both stand in one column. A reason of ours is stored as `=contract_changed`, so that everybody reads
it in their own language; what a person wrote stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from dialogs.messages import Line, Person, Value
from dialogs.reading import shown
from dialogs.scene import Scene

Key = Literal[
    "outside_hours", "once_a_day", "once_a_week", "enough_messages", "past", "later_one", "refused",
    "contract_changed", "contract_ended", "purchase_ended", "point_done", "owner_left",
    "promise_stopped", "put_off", "handed_over", "taken_over",
]  # fmt: skip
KEYS: tuple[Key, ...] = get_args(Key)
BY_SOMEBODY: tuple[Key, ...] = ("put_off", "handed_over", "taken_over")
"""Of these the detail is a person."""
_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason as it was stored: `key` is empty when `detail` is what a person wrote."""

    key: Key | Literal[""]
    detail: str = ""


def because(key: Key, detail: str = "") -> str:
    """A reason of ours as it is stored, with who did it or what they wrote."""
    return f"={key} {detail}".rstrip()


def own_words(text: str) -> str:
    """What a person wrote as it is stored; never mistaken for a reason of ours."""
    return f" {text}" if text.startswith("=") else text


def read(stored: str) -> Reason:
    """What a stored reason says."""
    name, _, detail = stored.removeprefix("=").partition(" ")
    key = next((each for each in KEYS if each == name), None)
    if key is None or not stored.startswith("="):
        return Reason("", stored.strip())
    return Reason(key, detail)


def line(scene: Scene, stored: str) -> Line:
    """A stored reason as people read it."""
    reason = read(stored)
    detail: Value = shown(reason.detail, _SHOWN)
    if reason.key in BY_SOMEBODY:
        detail = Person(reason.detail)
    return scene.say(f"reason.{reason.key or 'own_words'}", detail=detail)
