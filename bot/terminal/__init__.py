"""The local workspace in a terminal: one person types, numbers choose buttons."""
