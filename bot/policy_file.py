"""Checks the policy in the organisation file against the lists of the field, and who it names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.organisation_file import Keys, no_such_key
from bot.settings import person_id
from knowledge.catalogue import CATALOGUE, read_catalogue
from knowledge.policy import NO_POLICY, Policy
from knowledge.policy_check import Fault, faults
from knowledge.problems import Problems


def check(policy: Policy, knowledge: Path | None, keys: Keys) -> None:
    """Raises BadSettings for what does not fit; `knowledge` is the organisation's own folder.

    When something is wrong in that folder its lists are not looked at: it is told by who reads it.
    """
    if policy == NO_POLICY:
        return
    for place, person in _owners(policy):
        try:
            person_id(person)
        except ValueError as error:
            raise keys.wrong(("policy", *place), str(error)) from error
    problems = Problems()
    catalogue = read_catalogue(CATALOGUE, knowledge and knowledge / "catalogue", problems)
    if problems.found:
        return
    for fault in faults(policy, catalogue.categories, catalogue.themes):
        raise keys.wrong(("policy", *fault.keys), _said(fault))


def _owners(policy: Policy) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Everybody that the policy names, with the keys that lead there."""
    for number, goal in enumerate(policy.goals):
        if goal.owner:
            yield ("goals", number, "owner"), goal.owner
    for category, strategy in policy.strategies.items():
        if strategy.owner:
            yield ("strategies", category, "owner"), strategy.owner


def _said(fault: Fault) -> str:
    match fault.kind:
        case "category":
            return f"there is no category {fault.named}; there are {', '.join(fault.allowed)}"
        case "theme":
            return f"there is no theme {fault.named!r}; there are {', '.join(fault.allowed)}"
        case "theme_name":
            return f"{no_such_key(fault.allowed)}, and a theme of your own needs a name"
        case "theme_key":
            return "choose another key: at most 40 small letters, digits and underscores"
        case "too_many_themes":
            return f"there are {fault.named} themes with ours; keep at most {fault.allowed[0]}"
