"""The local workspace: a server of ours that speaks the part of Slack that the bot uses."""
