"""`python -m dialogs [NAME] [--language nl]`: every dialog as an outline, to read together."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from dialogs import load_script
from dialogs.script import Asked, Script
from dialogs.words import Choice, Dialog, Part, always, never


def outline(script: Script, dialog: Dialog, language: str) -> Iterator[str]:
    """A dialog line by line: its questions, parts, choices and rules."""
    words = script.wordings[language].dialogs[dialog.name]
    yield f"{words.name} ({dialog.name})"
    for asked in script.questions:
        if asked.dialog == dialog.name:
            yield from _question(script, asked, language)


def _question(script: Script, asked: Asked, language: str) -> Iterator[str]:
    words = script.wordings[language].dialogs[asked.dialog]
    number = f"{asked.number}. " if asked.counted else "-  "
    yield f"\n{number}{words.questions[asked.question.name].ask}   [{asked.id}]"
    for part in asked.question.parts:
        yield f"   {part.name}: {type(part).__name__.lower()}, {part.asking}{_only_if(part)}"
        if isinstance(part, Choice):
            labels = script.labels(language, asked, part)
            yield f"      {' / '.join(labels.values())}"
        elif part.asking == "needed":
            yield f"      {words.prompt(asked.question.name, part.name)}"
    if asked.question.ends is not never:
        yield f"   ends the purchase: {_aloud(asked.question.ends.__name__)}"
    if asked.question.open_point is not never:
        yield f"   becomes an open point: {_aloud(asked.question.open_point.__name__)}"


def _only_if(part: Part) -> str:
    return "" if part.only_if is always else f", only if {_aloud(part.only_if.__name__)}"


def _aloud(name: str) -> str:
    return name.replace("_", " ")


def main() -> None:
    """Prints the dialogs that are asked for, or all."""
    reader = argparse.ArgumentParser(prog="python -m dialogs", description=__doc__)
    reader.add_argument("name", nargs="?", help="one dialog: intake, circularity or checklist")
    reader.add_argument("--language", choices=("nl", "en"), default="nl")
    told = reader.parse_args()
    script = load_script()
    known = {dialog.name: dialog for dialog in script.dialogs}
    if told.name and told.name not in known:
        reader.error(f"there is no dialog {told.name!r}; choose from {', '.join(known)}")
    for dialog in [known[told.name]] if told.name else script.dialogs:
        print("\n".join(outline(script, dialog, told.language)))
        print()


if __name__ == "__main__":
    main()
