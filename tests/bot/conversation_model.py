"""What a conversation must come to: lists and ifs, simple enough to trust, and nothing of the bot.

It says what is stored and which part is open after each deed; test_random_conversations.py does the
same deeds through the real bot and compares.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dialogs.purchase import UNKNOWN

CHECKS = [f"checklist.{n}" for n in range(1, 5)]
CHOICES: dict[str, tuple[str, ...]] = {
    "circularity.1": ("need", "less", "reuse", "not_needed"),
    "circularity.2": ("yes", "partly", "no"),
    "circularity.3": ("yes", "no"),
    "circularity.4": ("maintain", "other"),
    "circularity.5": ("reuse", "take_back"),
    **dict.fromkeys(CHECKS, ("yes", "not_yet", "not_applicable")),
}
ORDER = list(CHOICES)

Place = tuple[str, str]
"""A question and a part of it."""

Given = tuple[str, str]
"""A value, and who gave it."""


@dataclass
class Model:
    """What was answered by whom, what was gone back to, and how it ended, if it did."""

    given: dict[Place, list[Given]] = field(default_factory=dict)
    revisit: str = ""
    done: list[str] = field(default_factory=list)
    ended: str = ""

    def value(self, question: str, part: str) -> str | None:
        given = self.given.get((question, part))
        return given[-1][0] if given else None

    def revision(self, question: str, part: str) -> int:
        return len(self.given.get((question, part), ()))

    def parts(self, question: str) -> list[str]:
        """What is asked of a question, after its choice."""
        choice = self.value(question, "choice")
        if question == "circularity.1":
            return ["choice", "stop"] if choice in ("reuse", "not_needed") else ["choice"]
        if question == "circularity.4":
            return ["choice", "explanation", "responsible"]
        if question == "circularity.5":
            return ["choice", "explanation", "responsible", "year"]
        if question in CHECKS and choice == "not_applicable":
            return ["choice", "explanation"]
        if question in CHECKS and choice == "not_yet":
            return ["choice", "due", "responsible"]
        return ["choice"]

    def set_aside(self, question: str) -> bool:
        return any(self.value(question, part) == UNKNOWN for part in self.parts(question))

    def open(self) -> Place | None:
        """What is asked now: where somebody went back to, else the first without an answer."""
        if self.ended:
            return None
        if self.revisit:
            for part in self.parts(self.revisit):
                if part not in self.done:
                    return self.revisit, part
        for question in ORDER:
            for part in self.parts(question):
                if not self.set_aside(question) and self.value(question, part) is None:
                    return question, part
        return None

    def status(self) -> str:
        if self.ended:
            return self.ended
        whole = (
            all(self.value(question, part) is not None for part in self.parts(question))
            and not self.set_aside(question)
            for question in ORDER
        )
        return "complete" if all(whole) else "in_progress"

    def answer(self, question: str, part: str, value: str, person: str) -> None:
        """At the part that is open; the same value again changes nothing."""
        self._store(question, part, value, person)
        if self.revisit == question and value != UNKNOWN:
            self.done.append(part)
        else:
            self.go_back_to("")
        if self.revisit and all(each in self.done for each in self.parts(question)):
            self.go_back_to("")
        if part == "stop" and value == "stop_here":
            self.ended = "not_bought"

    def fill_in(self, question: str, part: str, value: str, person: str) -> None:
        """One value in a form, wherever the conversation is."""
        if self.value(question, part) != value:
            self._store(question, part, value, person)
            self.go_back_to("")

    def _store(self, question: str, part: str, value: str, person: str) -> None:
        if self.value(question, part) != value:
            self.given.setdefault((question, part), []).append((value, person))

    def go_back_to(self, question: str) -> None:
        self.revisit, self.done = question, []

    def before(self) -> str:
        """Where 'back' leads: to the start of the open question, or to the one before it."""
        answered = {question for question, _ in self.given}
        opened = self.open()
        if opened and opened[1] != "choice" and opened[0] in answered:
            return opened[0]
        until = ORDER.index(opened[0]) if opened else len(ORDER)
        earlier = [question for question in ORDER[:until] if question in answered]
        return earlier[-1] if earlier else ""

    def go_on(self) -> None:
        """When nothing is open, what was set aside is asked, the first one first."""
        if self.open() is None and not self.ended:
            waiting = [question for question in ORDER if self.set_aside(question)]
            if waiting:
                self.go_back_to(waiting[0])

    def stop(self) -> None:
        self.ended = "cancelled"

    def reopen(self, person: str) -> None:
        """What ended it is answered anew."""
        self.ended = ""
        self.go_back_to("")
        if "stop" in self.parts("circularity.1"):
            if self.value("circularity.1", "stop") == "stop_here":
                self._store("circularity.1", "stop", "go_on", person)
        self.go_on()
