"""What we say about the own knowledge of the organisation: it does not fit, or does again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dialogs.messages import Line, Message, plain
from dialogs.scene import Scene
from dialogs.turn import say
from knowledge.problems import Problem

NAMED = 3
"""So many things that are wrong are named; the command line tells all."""


def broken(scene: Scene, problems: Sequence[Problem]) -> Message:
    """What is wrong, with the file, the line and the mend; and that we go on as we were."""
    return Message("own", tuple(_broken(scene, problems)))


def mended(scene: Scene) -> Message:
    """It fits again, and we use it."""
    return say(scene, "own.mended")


def _broken(scene: Scene, problems: Sequence[Problem]) -> Iterator[Line]:
    yield scene.say("own.broken")
    for each in problems[:NAMED]:
        values = {"file": each.path.as_posix(), "about": each.about, "mend": _mend(scene, each)}
        if not each.line:
            yield scene.say("own.in_file", file=values["file"], mend=values["mend"])
        elif not each.about:
            line = str(each.line)
            yield scene.say("own.on_line", file=values["file"], line=line, mend=values["mend"])
        else:
            yield scene.say("own.at_key", line=str(each.line), **values)
    if len(problems) > NAMED:
        yield scene.say("own.more", count=str(len(problems) - NAMED))


def _mend(scene: Scene, problem: Problem) -> str:
    return plain(scene.say(f"own.mend.{problem.code}", **problem.values))
