"""Slack: what it sends becomes what somebody said; what we say becomes blocks."""
