"""Who may do what: one table of roles and actions, looked at on every action."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from bot.ports import Standing

Role = Literal["budget_holder", "procurement", "policy_officer", "board", "ambassador",
               "administrator"]  # fmt: skip
Action = Literal[
    "see_policy", "change_policy", "see_register", "see_owners", "name_owner", "put_on_board",
    "see_board", "give_verdict", "report", "export", "see_settings", "see_ripe", "write_success",
    "post_success", "share_outside", "tell_lesson", "remove_lesson", "offer_spare", "be_asked",
]  # fmt: skip
ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)

ALLOWED: Mapping[Action, frozenset[Role]] = {
    "see_policy": frozenset(ROLES),
    "change_policy": frozenset({"policy_officer", "administrator"}),
    "see_register": frozenset({"procurement", "policy_officer"}),
    "see_owners": frozenset({"procurement", "policy_officer"}),
    "name_owner": frozenset({"procurement", "policy_officer"}),
    "put_on_board": frozenset({"procurement"}),
    "see_board": frozenset({"procurement", "policy_officer", "board"}),
    "give_verdict": frozenset({"board"}),
    "report": frozenset({"procurement", "policy_officer"}),
    "export": frozenset({"procurement", "policy_officer"}),
    "see_settings": frozenset({"procurement", "administrator"}),
    "see_ripe": frozenset({"ambassador"}),
    "write_success": frozenset(ROLES),
    "post_success": frozenset({"ambassador"}),
    "share_outside": frozenset({"ambassador", "procurement"}),
    "tell_lesson": frozenset(ROLES),
    "remove_lesson": frozenset({"ambassador", "procurement"}),
    "offer_spare": frozenset(ROLES),
    "be_asked": frozenset({"ambassador"}),
}
"""A purchase's own owner may put it on the board as well; that is looked at with the purchase."""


def may(action: Action, roles: frozenset[Role], standing: Standing) -> bool:
    """Whether somebody with these roles may do something.

    Guests, people of another organisation, bots and who left may do nothing of this: they see what
    they are invited to, the conversation that they are in.
    """
    return standing == "here" and bool(ALLOWED[action] & roles)
