"""What an administrator does to the workspace: people leave, channels close, the bot is removed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.playground.group_methods import updated
from bot.playground.people import BEGAN, BOT_USER, GENERAL, PIET, TEAM, Channel, Group, Person
from bot.playground.workspace import Json, Workspace


class Administration:
    """Changes who and what is in the workspace, and tells the bot where it asked to be told."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def hire(self, count: int) -> list[str]:
        """So many new colleagues, in the channel where everybody is; gives their ids."""
        before = len(self._workspace.people)
        numbers = range(before, before + count)
        hired = [
            Person(f"U0NIEUW{number:05d}", f"nieuw{number}", f"Nieuwe Collega {number}", "Collega")
            for number in numbers
        ]
        self._workspace.people |= {person.id: person for person in hired}
        self._workspace.channel(GENERAL).members += [person.id for person in hired]
        return [person.id for person in hired]

    def deactivate(self, person: str) -> None:
        """Somebody leaves the organisation."""
        self.change(person, deleted=True)

    def reactivate(self, person: str) -> None:
        """Somebody comes back."""
        self.change(person, deleted=False)

    def change(self, person: str, **parts: Any) -> None:
        """Changes parts of what is known of somebody: `zone`, `guest`, `is_bot`, `team`..."""
        found = self._workspace.person(person)
        self._workspace.people[person] = replace(found, **parts)
        self._person_changed(person)

    def rename(self, id: str, name: str) -> None:
        """Gives a person or a channel another name."""
        if id in self._workspace.people:
            self.change(id, real_name=name)
            return
        channel = self._workspace.channel(id)
        channel.name = name
        renamed = {"id": id, "name": name, "created": channel.described()["created"]}
        self._channel_changed(channel, "channel_rename", {"channel": renamed})

    def archive(self, channel: str, *, back: bool = False) -> None:
        """Archives a channel, or takes it back into use."""
        found = self._workspace.channel(channel)
        found.archived = not back
        kind = "channel_unarchive" if back else "channel_archive"
        self._channel_changed(found, kind, {"channel": channel, "user": PIET})

    def remove_channel(self, channel: str) -> None:
        """Deletes a channel with all that was said in it."""
        found = self._workspace.channel(channel)
        del self._workspace.channels[channel]
        self._workspace.messages.pop(channel, None)
        self._workspace.threads.pop(channel, None)
        self._channel_changed(found, "channel_deleted", {"channel": channel, "actor_id": PIET})

    def remove_bot(self, channel: str) -> None:
        """Removes the bot from a channel."""
        found = self._workspace.channel(channel)
        if BOT_USER in found.members:
            found.members.remove(BOT_USER)
            self._channel_changed(found, "channel_left", {"channel": channel, "actor_id": PIET})

    def invite_bot(self, channel: str) -> None:
        """Invites the bot into a channel."""
        found = self._workspace.channel(channel)
        if BOT_USER not in found.members:
            found.members.append(BOT_USER)
            about = {"channel": channel, "user": BOT_USER, "channel_type": "C", "inviter": PIET}
            self._channel_changed(found, "member_joined_channel", about)

    def make_group(self, name: str, *members: str) -> str:
        """A new user group; gives its id."""
        group = Group(f"S0{name.upper()}", name)
        self._workspace.groups[group.id] = group
        self.change_group(group.id, *members)
        return group.id

    def change_group(self, id: str, *members: str) -> None:
        """Who is in a user group from now on."""
        group = self._workspace.groups[id]
        before, group.users = group.users, list(members)
        added = [each for each in members if each not in before]
        removed = [each for each in before if each not in members]
        updated(self._workspace, group)
        about = {"subteam_id": id, "team_id": TEAM, "date_previous_update": BEGAN,
                 "date_update": BEGAN, "added_users": added, "added_users_count": str(len(added)),
                 "removed_users": removed, "removed_users_count": str(len(removed))}  # fmt: skip
        event = {"type": "subteam_members_changed", **about, "event_ts": self._workspace.new_ts()}
        self._workspace.happened("subteam_members_changed", event)
        self._workspace.dirty = True

    def disable_group(self, id: str, *, back: bool = False) -> None:
        """Switches a user group off, or takes it back into use with who was in it."""
        group = self._workspace.groups[id]
        group.disabled_at = 0 if back else int(self._workspace.clock.now().timestamp())
        updated(self._workspace, group)
        self._workspace.dirty = True

    def remove_group(self, id: str) -> None:
        """A user group is not there any more, and nobody is told."""
        del self._workspace.groups[id]
        self._workspace.dirty = True

    def uninstall(self, error: str = "token_revoked") -> None:
        """Removes the app: every call is refused, with `token_revoked` or `account_inactive`."""
        self._workspace.happened("app_uninstalled", {"type": "app_uninstalled"})
        self._workspace.refused = error
        self._workspace.tell({"type": "installed", "installed": False})

    def install(self) -> None:
        """Installs the app again, with the same tokens."""
        self._workspace.refused = ""
        self._workspace.tell({"type": "installed", "installed": True})

    def _person_changed(self, id: str) -> None:
        self._workspace.tell({"type": "person", "id": id})
        described = self._workspace.person(id).described(self._workspace.clock.now(), True)
        event = {"type": "user_change", "user": described, "event_ts": self._workspace.new_ts()}
        self._workspace.happened("user_change", event)

    def _channel_changed(self, channel: Channel, kind: str, about: Json) -> None:
        self._workspace.tell({"type": "channel", "channel": channel.id})
        event = {"type": kind, **about, "event_ts": self._workspace.new_ts()}
        self._workspace.happened(kind, event)
