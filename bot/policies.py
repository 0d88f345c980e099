"""The policy in use now: what the organisation's file says, and what was changed in chat."""

from __future__ import annotations

from knowledge.policy import Policy


class PolicyShelf:
    """Holds the policy until a newer one takes its place, whole, between two steps."""

    def __init__(self, policy: Policy) -> None:
        self.current = policy
