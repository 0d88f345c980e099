"""What somebody changed in a form: what they left as it was drawn says nothing.

A form stays open as long as people like, and meanwhile a colleague answers: what was drawn goes
along with the form, so that what came back is only what was changed in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from dialogs.messages import Form

Values = Mapping[tuple[str, str], str]


def with_drawn(form: Form) -> Form:
    """The form of one purchase, with what is filled in behind the name of the purchase."""
    drawn = {
        field.about.part: field.value
        for section in form.sections
        for field in section.fields
        if field.value
    }
    return replace(form, argument=f"{form.argument}/{urlencode(drawn)}")


def touched(argument: str, values: Values) -> Values:
    """What differs from what was drawn; everything, of a form that does not tell."""
    _, known, told = argument.partition("/")
    if not known:
        return values
    drawn = dict(parse_qsl(told))
    return {
        (name, part): value
        for (name, part), value in values.items()
        if _keys(value) != _keys(drawn.get(part, ""))
    }


def _keys(value: str) -> Iterable[str]:
    """Several that were ticked come back in any order."""
    return sorted(value.split(","))
