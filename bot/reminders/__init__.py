"""When the bot speaks of its own accord: planning is pure, dispatching does the I/O."""
