"""Values that stand in more than one kind of file: an address, a text in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

LANGUAGES = ("nl", "en")


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+\S*", value) or len(value) > 2000:
        raise PydanticCustomError("not_an_address", "no address")
    return value


Address = Annotated[str, AfterValidator(_address)]
"""Where something stands on the web."""


def in_both(longest: int) -> Callable[[Mapping[str, str]], Mapping[str, str]]:
    """Checks that a text is there in every language, or in none, and is not too long."""

    def check(value: Mapping[str, str]) -> Mapping[str, str]:
        if set(value) != set(LANGUAGES) or not all(each.strip() for each in value.values()):
            raise PydanticCustomError("both_languages", "not in both languages")
        if max(map(len, value.values())) > longest:
            raise PydanticCustomError("string_too_long", "too long", {"max_length": longest})
        return value

    return check
