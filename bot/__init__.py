"""The outside world: store, chat platforms, clock, command line."""
