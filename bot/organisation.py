"""The organisation file, and what it and the environment together say of the organisation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
    model_validator,
)

from bot.parts import Organisation
from bot.reminders.planning import Rules
from bot.settings import BadSettings, MemberId, Settings, channel_id, known_zone, person_id
from knowledge.moments import FIGURES, Offsets, bounds, load_offsets
from knowledge.thresholds import Buyer
from knowledge.workdays import Calendar

ASSURANCE = tuple(name for name in Offsets.model_fields if name.endswith(FIGURES))
"""The figures that an organisation may give itself; what it leaves out has a default."""

LONGEST_CLOSURE = timedelta(days=366)


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


def _no_such_key(allowed: Iterable[str]) -> str:
    return f"there is no such key; there are {', '.join(allowed)}"


Day = Annotated[date, BeforeValidator(_day)]
Euros = Annotated[int, BeforeValidator(_euros)]
PersonId = Annotated[str, AfterValidator(person_id)]
ChannelId = Annotated[str, AfterValidator(channel_id)]
Zone = Annotated[str, AfterValidator(known_zone)]
OcdsPrefix = Annotated[str, AfterValidator(ocds_prefix)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Channels(_Part):
    """The channels in which the bot tells something of its own accord."""

    procurement: ChannelId = ""
    success: ChannelId = ""


class Roles(_Part):
    """Who does what."""

    procurement_team: frozenset[MemberId] = frozenset()
    ambassadors: frozenset[MemberId] = frozenset()
    administrators: frozenset[MemberId] = frozenset()


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
    knowledge: str = ""
    buyer: Buyer = "decentral"
    ocds_prefix: OcdsPrefix = ""


PARTS: Mapping[str, type[_Part]] = {
    "": OrganisationFile, "channels": Channels, "roles": Roles, "closing_days": Closure,
    "assurance": AssuranceFigures,
}  # fmt: skip
"""What may stand under each key."""


def organisation_of(settings: Settings) -> Organisation:
    """What the file says, with user groups as they stand there; what is set in the environment
    wins. Raises BadSettings."""
    path = settings.inkoop_organisation_file
    file = read(path) if path else OrganisationFile()
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
        success_channel=settings.inkoop_success_channel or file.channels.success,
        ambassadors=settings.ambassadors or file.roles.ambassadors,
        administrators=file.roles.administrators,
        contact=file.contact,
        closing_days=frozenset(day for closure in file.closing_days for day in closure.days()),
        assurance=file.assurance.model_dump(exclude_none=True),
        notify_above=file.notify_above,
        knowledge=_beside(path, file.knowledge) if path and file.knowledge else None,
        buyer=file.buyer,
        ocds_prefix=file.ocds_prefix,
    )


def _beside(path: Path, folder: str) -> Path:
    """A folder as the file names it: from the folder of that file on."""
    return path.expanduser().parent / Path(folder).expanduser()


def rules(organisation: Organisation) -> Rules:
    """What is planned by: our figures, and where the organisation gave some, its own."""
    offsets = load_offsets().model_copy(update=dict(organisation.assurance))
    return Rules(offsets, Calendar(organisation.closing_days), organisation.zone)


def read(path: Path) -> OrganisationFile:
    """Reads the file; raises BadSettings that names the file, the line, and what is allowed."""
    try:
        text = path.expanduser().read_text("utf-8-sig")
    except OSError as error:
        raise BadSettings(
            f"INKOOP_ORGANISATION_FILE: {path} cannot be read: {error.strerror}."
        ) from error
    except UnicodeDecodeError as error:
        raise BadSettings(f"{path}: it is not text in UTF-8.") from error
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        plain = _plain(root, set()) if root else None
        return OrganisationFile.model_validate({} if plain is None else plain)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise BadSettings(f"{path}{where}: it is not YAML: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise BadSettings(f"{path}: it is not YAML: {str(error).splitlines()[0]}.") from error
    except _Wrong as error:
        raise BadSettings(f"{path}, line {error.line}: {error}.") from error
    except ValidationError as error:
        line, about = _place(root, error.errors()[0]["loc"])
        said = _said(error.errors()[0], about)
        named = f"{'.'.join(about)}: " if about else ""
        raise BadSettings(f"{path}, line {line}: {named}{said}.") from error


class _Wrong(Exception):
    """Something that stands on a line."""

    def __init__(self, node: yaml.Node, said: str) -> None:
        super().__init__(said)
        self.line = node.start_mark.line + 1


def _plain(node: yaml.Node, seen: set[int]) -> Any:
    """What stands there, every value as it was typed; None for what is empty.

    To YAML itself `No` is false, `0123` is eighty-three, and `50.000` is fifty.
    """
    if id(node) in seen:
        raise _Wrong(node, "write it out each time, instead of with & and *")
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_item(each, seen) for each in node.value]
    empty = node.tag == "tag:yaml.org,2002:null" or not node.value.strip()
    return None if empty else node.value


def _item(node: yaml.Node, seen: set[int]) -> Any:
    item = _plain(node, seen)
    if item is None:
        raise _Wrong(node, "there is nothing behind the dash")
    return item


def _mapping(node: yaml.MappingNode, seen: set[int]) -> dict[str, Any]:
    """The keys that have a value: a key with nothing behind it is the same as none."""
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Wrong(key, "a key must be a word")
        if key.value in found:
            raise _Wrong(key, f"{key.value} stands there twice")
        found[key.value] = _plain(value, seen)
    return {key: value for key, value in found.items() if value is not None}


def _place(node: yaml.Node | None, loc: Sequence[int | str]) -> tuple[int, tuple[str, ...]]:
    """The line of what is wrong, and the keys that lead to it, as far as they stand there."""
    line, keys = (node.start_mark.line if node else 0), []
    for step in loc:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line
        elif isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == step), None)
            if pair is None:
                break
            key, node = pair
            line = key.start_mark.line
            keys.append(key.value)
    return line + 1, tuple(keys)


def _said(error: Any, about: tuple[str, ...]) -> str:
    """What is wrong, and what is allowed there, in words."""
    kind = error["type"]
    part = PARTS.get(".".join(about[:-1] if kind == "extra_forbidden" else about))
    fields = part.model_fields.items() if part else ()
    allowed = [field.alias or name for name, field in fields]
    match kind:
        case "extra_forbidden":
            return _no_such_key(allowed)
        case "missing":
            return f"{error['loc'][-1]} is missing; write from and to"
        case "literal_error":
            return f"it must be {error['ctx']['expected']}"
        case "string_too_long":
            return f"it must be at most {error['ctx']['max_length']} characters"
        case "string_type":
            return "it must be one text"
        case "tuple_type" | "frozen_set_type":
            return "it must be a list: each on a line of its own, with a dash before it"
        case "value_error":
            return str(error["ctx"]["error"])
        case _:
            return f"here must stand keys with values: {', '.join(allowed or ASSURANCE)}"
