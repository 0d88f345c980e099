"""The settings, from the environment and `.env`; the only reader of either."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class BadSettings(Exception):
    """A setting is missing or wrong; the message says which, and what to do."""


def person_id(value: str) -> str:
    """The id of a person on Slack; raises ValueError with a sentence."""
    if not re.fullmatch(r"[UW][A-Z0-9]{2,20}", value):
        raise ValueError(
            f"{value!r} is not the id of a person; that looks like U012AB3CD, "
            "and is in their profile in Slack under Copy member ID"
        )
    return value


def member_id(value: str) -> str:
    """The id of a person or of a user group on Slack; raises ValueError with a sentence."""
    if not re.fullmatch(r"[UWS][A-Z0-9]{2,20}", value):
        raise ValueError(
            f"{value!r} is not the id of a person or of a user group; that looks like U012AB3CD "
            "or S012AB3CD, and is in Slack under Copy member ID or Copy group ID"
        )
    return value


MemberId = Annotated[str, AfterValidator(member_id)]
"""Who has a role: a person, or everybody in a user group."""


def channel_id(value: str) -> str:
    """The id of a channel on Slack; raises ValueError with a sentence."""
    if not re.fullmatch(r"[CG][A-Z0-9]{2,20}", value):
        raise ValueError(
            f"{value!r} is not the id of a channel; that looks like C012AB3CD, "
            "and is in Slack at the bottom of the channel's details"
        )
    return value


def known_zone(value: str) -> str:
    """The name of a time zone that exists; raises ValueError with a sentence."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"there is no time zone {value!r}; use Europe/Amsterdam") from None
    return value


def _listed(value: str) -> list[str]:
    """The ids in a setting, with commas or spaces between them."""
    return value.replace(",", " ").split()


class Settings(BaseSettings):
    """Everything that can be set from outside. Empty is the same as not set."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: str = "sqlite:///var/inkoopmaatje.db"
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    inkoop_organisation_file: Path | None = None
    inkoop_procurement_channel: str = ""
    inkoop_success_channel: str = ""
    inkoop_procurement_team: str = ""
    inkoop_ambassadors: str = ""
    inkoop_language: Literal["nl", "en"] = "nl"
    inkoop_timezone: str = "Europe/Amsterdam"
    inkoop_posts_a_second: float = Field(default=1, ge=0)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"
    display: str = ""
    wayland_display: str = ""

    @field_validator("slack_api_url")
    @classmethod
    def _ends_with_slash(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("it must be an address that starts with https://")
        return value if value.endswith("/") else f"{value}/"

    @field_validator("inkoop_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        return known_zone(value)

    @field_validator("inkoop_procurement_channel", "inkoop_success_channel")
    @classmethod
    def _one_channel(cls, value: str) -> str:
        return channel_id(value) if value else value

    @field_validator("inkoop_procurement_team", "inkoop_ambassadors")
    @classmethod
    def _people(cls, value: str) -> str:
        for id in _listed(value):
            member_id(id)
        return value

    @property
    def procurement_team(self) -> frozenset[str]:
        """The Slack ids of the procurement team: people and user groups."""
        return frozenset(_listed(self.inkoop_procurement_team))

    @property
    def ambassadors(self) -> frozenset[str]:
        """The Slack ids of the ambassadors: people and user groups."""
        return frozenset(_listed(self.inkoop_ambassadors))

    def names(self, setting: str) -> bool:
        """Whether a setting was given at all; else it has its default."""
        return setting in self.model_fields_set

    @property
    def has_tokens(self) -> bool:
        """Whether a Slack workspace was named at all."""
        return self.slack_bot_token is not None

    @property
    def names_database(self) -> bool:
        """Whether a database was named; else it is the default."""
        return self.names("database_url")

    @property
    def has_screen(self) -> bool:
        """Whether a browser can open a window here; a text browser would take the terminal."""
        return sys.platform in ("darwin", "win32") or bool(self.display or self.wayland_display)

    def check_serving(self) -> None:
        """Raises BadSettings when a Slack workspace cannot be served with these settings."""
        if self.slack_bot_token is None:
            raise BadSettings(
                "SLACK_BOT_TOKEN is missing: put the bot token of your Slack app (xoxb-...) "
                "in .env; README tells how."
            )
        if not self.slack_bot_token.get_secret_value().startswith("xoxb-"):
            raise BadSettings("SLACK_BOT_TOKEN is not a bot token: it must start with xoxb-.")
        if self.slack_app_token is None and self.slack_signing_secret is None:
            raise BadSettings(
                "Set SLACK_APP_TOKEN (xapp-...) for Socket Mode, "
                "or SLACK_SIGNING_SECRET to receive events over HTTP."
            )
        token = self.slack_app_token
        if token is not None and not token.get_secret_value().startswith("xapp-"):
            raise BadSettings(
                "SLACK_APP_TOKEN is not an app-level token: it must start with xapp-."
            )


def load_settings() -> Settings:
    """The settings; raises BadSettings with one sentence for the first one that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise BadSettings(
            f"{name} is wrong: {first['msg'].removeprefix('Value error, ')}."
        ) from None
