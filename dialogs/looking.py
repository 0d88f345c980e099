"""What somebody looks at on the home page: which part of it, and what they chose there.

It travels with the page itself, so that nothing is kept in memory between two clicks.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from urllib.parse import parse_qsl, urlencode

from dialogs.register import Filters

TABS = ("mine", "register", "owners", "board", "portfolio", "settings")
_NAMES = tuple(each.name for each in fields(Filters))


@dataclass(frozen=True, slots=True)
class Looking:
    """A part of the home page, and the filters of its list."""

    tab: str = "mine"
    filters: Filters = field(default_factory=Filters)

    def __str__(self) -> str:
        chosen = {name: getattr(self.filters, name) for name in _NAMES}
        return urlencode({"tab": self.tab} | {key: each for key, each in chosen.items() if each})

    @staticmethod
    def read(text: str) -> Looking:
        """The inverse of str(); what cannot be read is the first part of the page."""
        found = dict(parse_qsl(text))
        tab = found.get("tab", "mine")
        known = {name: found[name] for name in _NAMES if name in found}
        return Looking(tab if tab in TABS else "mine", Filters(**known))

    def turned(self, argument: str) -> Looking:
        """After a click: `tab/register`, `page/2027-01-31.42`, or a choice, `status/complete`."""
        name, _, value = argument.partition("/")
        if name == "tab":
            return Looking(value if value in TABS else "mine")
        if name == "page":
            after = "" if value == "first" else value
            return replace(self, filters=replace(self.filters, after=after))
        return replace(self, filters=self.filters.chosen(name, value))
