"""The organisation file, and what it and the environment together say of the organisation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    create_model,
    model_validator,
)

from bot.organisation_file import read
from bot.parts import Organisation
from bot.policy_file import check
from bot.reminders.planning import Rules
from bot.settings import MemberId, Settings, channel_id, known_zone, person_id
from knowledge.moments import FIGURES, Offsets, bounds, load_offsets
from knowledge.policy import NO_POLICY, Goal, Policy, Strategy, ThemePolicy
from knowledge.thresholds import Buyer
from knowledge.workdays import Calendar

ASSURANCE = tuple(name for name in Offsets.model_fields if name.endswith(FIGURES))
"""The figures that an organisation may give itself; what it leaves out has a default."""

LONGEST_CLOSURE = timedelta(days=366)
MOST_DEPARTMENTS = 60
MOST_PLACES = 5


def _day(value: object) -> date:
    text = str(value)
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"{text!r} is not a date; write it as 2026-12-24")


def _within(low: int, high: int) -> Callable[[object], int]:
    """Reads a whole number between two others."""

    def read(value: object) -> int:
        text = str(value)
        if not re.fullmatch(r"[0-9]{1,4}", text) or not low <= int(text) <= high:
            raise ValueError(f"{text!r} is not a whole number from {low} to {high}")
        return int(text)

    return read


def _euros(value: object) -> int:
    """An amount; `50.000` is refused, for to YAML that is fifty."""
    text = str(value)
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise ValueError(f"{text!r} is not an amount; write whole euros, such as 50000")
    return int(text)


def ocds_prefix(value: str) -> str:
    """A prefix that was registered for open data; raises ValueError with a sentence."""
    if not re.fullmatch(r"ocds-[a-z0-9]{6}", value):
        raise ValueError(
            f"{value!r} is not an OCDS prefix; that looks like ocds-a1b2c3, "
            "and the Open Contracting Partnership gives one to who publishes"
        )
    return value


def web_address(value: str) -> str:
    """An address that a button can open; raises ValueError with a sentence."""
    if not re.fullmatch(r"https://[^\s<>|]{3,500}", value):
        raise ValueError(f"{value!r} is not an address on the web; it begins with https://")
    return value


WebAddress = Annotated[str, AfterValidator(web_address)]
Day = Annotated[date, BeforeValidator(_day)]
Euros = Annotated[int, BeforeValidator(_euros)]
PersonId = Annotated[str, AfterValidator(person_id)]
ChannelId = Annotated[str, AfterValidator(channel_id)]
Zone = Annotated[str, AfterValidator(known_zone)]
OcdsPrefix = Annotated[str, AfterValidator(ocds_prefix)]
Department = Annotated[str, Field(min_length=1, max_length=75)]
"""The name of a department: it must fit in a menu."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Channels(_Part):
    """The channels in which the bot tells something of its own accord."""

    procurement: ChannelId = ""
    success: ChannelId = ""
    digest: ChannelId = ""


class Roles(_Part):
    """Who does what."""

    procurement_team: frozenset[MemberId] = frozenset()
    ambassadors: frozenset[MemberId] = frozenset()
    administrators: frozenset[MemberId] = frozenset()
    policy_officers: frozenset[MemberId] = frozenset()
    tenderboard: frozenset[MemberId] = frozenset()


class MarketPlace(_Part):
    """A place on the web where colleagues, or other organisations, offer what they have left."""

    name: str = Field(min_length=1, max_length=60)
    url: WebAddress


class Closure(_Part):
    """Days on which the organisation is closed: from the first up to and including the last."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")

    @model_validator(mode="before")
    @classmethod
    def _one_day(cls, value: object) -> object:
        return {"from": value, "to": value} if isinstance(value, str | date) else value

    @model_validator(mode="after")
    def _in_order(self) -> Closure:
        if not timedelta() <= self.last - self.first <= LONGEST_CLOSURE:
            raise ValueError("it must end on or after the day that it begins, within a year")
        return self

    def days(self) -> Iterator[date]:
        """Every day of it."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)


AssuranceFigures = create_model(
    "AssuranceFigures",
    __base__=_Part,
    **{  # type: ignore[call-overload]
        name: (Annotated[int | None, BeforeValidator(_within(*bounds(name)))], None)
        for name in ASSURANCE
    },
)
"""When an organisation comes back to something, and how often it knocks."""


class OrganisationFile(_Part):
    """What can stand in the file; everything may be left out."""

    name: str = Field(default="", max_length=80)
    channels: Channels = Channels()
    roles: Roles = Roles()
    contact: PersonId = ""
    language: Literal["nl", "en"] | None = None
    timezone: Zone | None = None
    closing_days: tuple[Closure, ...] = ()
    assurance: AssuranceFigures = AssuranceFigures()
    notify_above: Euros | None = None
    board_above: Euros | None = None
    departments: Annotated[
        Mapping[Department, frozenset[MemberId]], Field(max_length=MOST_DEPARTMENTS)
    ] = {}
    knowledge: str = ""
    buyer: Buyer = "decentral"
    ocds_prefix: OcdsPrefix = ""
    policy: Policy = NO_POLICY
    marketplaces: Annotated[tuple[MarketPlace, ...], Field(max_length=MOST_PLACES)] = ()


PARTS: Mapping[str, type[BaseModel]] = {
    "": OrganisationFile, "channels": Channels, "roles": Roles, "closing_days": Closure,
    "marketplaces": MarketPlace,
    "assurance": AssuranceFigures, "policy": Policy, "policy.goals": Goal,
    "policy.strategies.*": Strategy, "policy.themes.*": ThemePolicy,
}  # fmt: skip
"""What may stand under each key; under a star whatever it is called."""


def organisation_of(settings: Settings) -> Organisation:
    """What the file says, with user groups as they stand there; what is set in the environment
    wins. Raises BadSettings."""
    path = settings.inkoop_organisation_file
    file, keys = read(path, OrganisationFile, PARTS) if path else (OrganisationFile(), None)
    knowledge = _beside(path, file.knowledge) if path and file.knowledge else None
    if keys:
        check(file.policy, knowledge, keys)
    language, zone = settings.inkoop_language, settings.inkoop_timezone
    if file.language and not settings.names("inkoop_language"):
        language = file.language
    if file.timezone and not settings.names("inkoop_timezone"):
        zone = file.timezone
    return Organisation(
        language=language,
        zone=ZoneInfo(zone),
        procurement_team=settings.procurement_team or file.roles.procurement_team,
        name=file.name,
        procurement_channel=settings.inkoop_procurement_channel or file.channels.procurement,
        success_channel=(success := settings.inkoop_success_channel or file.channels.success),
        digest_channel=file.channels.digest or success,
        ambassadors=settings.ambassadors or file.roles.ambassadors,
        administrators=file.roles.administrators,
        contact=file.contact,
        closing_days=frozenset(day for closure in file.closing_days for day in closure.days()),
        assurance=file.assurance.model_dump(exclude_none=True),
        notify_above=file.notify_above,
        knowledge=knowledge,
        buyer=file.buyer,
        ocds_prefix=file.ocds_prefix,
        policy=file.policy,
        policy_officers=file.roles.policy_officers,
        board=file.roles.tenderboard,
        board_above=file.board_above,
        departments=file.departments,
        marketplaces=tuple((each.name, each.url) for each in file.marketplaces),
    )


def _beside(path: Path, folder: str) -> Path:
    """A folder as the file names it: from the folder of that file on."""
    return path.expanduser().parent / Path(folder).expanduser()


def rules(organisation: Organisation) -> Rules:
    """What is planned by: our figures, and where the organisation gave some, its own."""
    offsets = load_offsets().model_copy(update=dict(organisation.assurance))
    return Rules(offsets, Calendar(organisation.closing_days), organisation.zone)
