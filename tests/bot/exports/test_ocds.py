"""The open data: right by the published schemas, with what is pursued, and without people."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from bot.exporting import Source, notes, write
from bot.exports.formats import Format
from bot.exports.ocds import LOCAL_PREFIX, STRATEGIES, anonymous
from bot.parts import Organisation
from bot.store.database import Database
from dialogs.ambition import REQUEST, THEMES
from dialogs.purchase import Status
from dialogs.script import Script
from knowledge.catalogue import load_catalogue
from tests.exported import (
    AMSTERDAM,
    GONE,
    PIET,
    SAID,
    SANNE,
    TEAM,
    add,
    contracted,
    source,
)  # fmt: skip

SCHEMAS = Path(__file__).parent / "ocds"
RELEASE = "https://standard.open-contracting.org/schema/1__1__5/release-schema.json"
GOALS = {
    "economic", "economic.formalEmploymentPromotion", "economic.innovativePurchase",
    "economic.localEconomyPromotion", "economic.marketInnovationPromotion",
    "economic.processInnovationPromotion", "economic.productInnovationPromotion",
    "economic.researchDevelopmentActivities", "environmental",
    "environmental.biodiversityProtectionRestoration", "environmental.carbonEmissionsReduction",
    "environmental.circularEconomy", "environmental.climateChangeAdaptation",
    "environmental.climateChangeMitigation", "environmental.energyEfficiency",
    "environmental.pollutionPrevention", "environmental.recycling", "environmental.resourceReuse",
    "environmental.waterResourcesProtection", "environmental.wasteReduction", "social",
    "social.accessibility", "social.disadvantagedEmploymentOpportunities",
    "social.ethnicEquality", "social.genderEquality", "social.humanRightsInSupplyChains",
    "social.laborRightsPromotion", "social.smeInclusion", "social.womenInclusion",
}  # fmt: skip
"""The extension's codelist sustainabilityGoal."""
MEANS = {
    "awardCriteria", "contractPerformanceConditions", "marginOfPreference",
    "reservedParticipation", "selectionCriteria", "technicalSpecifications", "euGPPCriteria",
    "nationalGPPCriteria", "otherGPPCriteria",
}  # fmt: skip
"""The extension's codelist sustainabilityStrategy."""
EXPLAINED = "Vraag het aan Jan de Vries, jan@example.nl"


def merged(target: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """A JSON merge patch, which is how an extension is laid over the schema."""
    for key, value in patch.items():
        both = isinstance(value, dict) and isinstance(target.get(key), dict)
        target[key] = merged(target[key], value) if both else value
    return target


def closed(schema: Any) -> Any:
    """The schema with everything refused that it does not name: a wrong name would go unseen."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if isinstance(found.get("properties"), dict) and "object" in str(found.get("type", "object")):
        if "type" not in found["properties"] or isinstance(found["properties"]["type"], dict):
            found["additionalProperties"] = False
    return found


@pytest.fixture(scope="module")
def validator() -> jsonschema_rs.Draft4Validator:
    """The package schema as it was published, the release schema with the extension over it."""
    package, release, extension = (
        json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
        for name in ("release-package-schema", "release-schema", "sustainability-extension")
    )
    release = merged(deepcopy(release), extension) | {"id": RELEASE}
    registry = jsonschema_rs.Registry([(RELEASE, closed(release))])
    return jsonschema_rs.Draft4Validator(closed(package), registry=registry, validate_formats=True)


def package_of(found: Source, folder: Path) -> dict[str, Any]:
    """The package that is written for this source."""
    write(Format.OCDS, folder / "open.json", found)
    package: dict[str, Any] = json.loads((folder / "open.json").read_text("utf-8"))
    return package


def test_a_whole_portfolio_is_valid_open_data(
    any_database: Database, script: Script, tmp_path: Path,
    validator: jsonschema_rs.Draft4Validator,
) -> None:  # fmt: skip
    statuses: tuple[Status, ...] = ("draft", "in_progress", "complete", "not_bought", "cancelled")
    for status in statuses:
        add(any_database, status=status)
    add(any_database, given={}, status="draft")
    for first, last in (("2027-01-01", "2029-12-31"), ("2030-01-01", "2031-12-31"),
                        ("2020-01-01", "2021-12-31")):  # fmt: skip
        id = add(any_database, status="complete")
        contracted(any_database, id, date.fromisoformat(first), date.fromisoformat(last))

    package = package_of(source(any_database, script), tmp_path)

    assert [str(error) for error in validator.iter_errors(package)] == []
    told = [(each["tag"], each["tender"]["status"]) for each in package["releases"]]
    assert told == [
        (["planning"], "planning"), (["planning"], "planning"), (["tender"], "planned"),
        (["tenderCancellation"], "cancelled"), (["tenderCancellation"], "cancelled"),
        (["planning"], "planning"), (["contract"], "complete"), (["contract"], "complete"),
        (["contractTermination"], "complete"),
    ]  # fmt: skip
    contracts = [each["contracts"][0]["status"] for each in package["releases"][6:]]
    assert contracts == ["active", "pending", "terminated"]
    assert len({(each["ocid"], each["id"]) for each in package["releases"]}) == 9


def test_the_validator_sees_what_is_wrong(
    any_database: Database, script: Script, tmp_path: Path,
    validator: jsonschema_rs.Draft4Validator,
) -> None:  # fmt: skip
    add(any_database)
    package = package_of(source(any_database, script), tmp_path)
    wrong = {
        "status": "busy", "sustainability": [{"goals": "social"}], "hasSustainability": "yes",
        "minValue": {"amount": "10000"}, "contractPeriod": {"startDate": "2027-03-01"},
    }  # fmt: skip

    for key, value in wrong.items():
        changed = deepcopy(package)
        changed["releases"][0]["tender"][key] = value
        assert not validator.is_valid(changed), key


def test_a_release_says_what_is_known_and_no_more(
    any_database: Database, script: Script, tmp_path: Path
) -> None:
    id = add(any_database, status="complete")
    contracted(any_database, id, date(2027, 1, 11), date(2029, 1, 10))

    package = package_of(source(any_database, script), tmp_path)

    assert package["version"] == "1.1"
    assert package["publisher"] == {"name": "Gemeente Waterrijk"}
    assert package["publishedDate"] == "2027-01-11T09:00:30+00:00"
    (release,) = package["releases"]
    assert release["ocid"] == f"{LOCAL_PREFIX}-{TEAM}-INK-0001"
    assert release["id"] == "INK-0001-20270111T090030Z"
    assert release["language"] == "nl"
    tender = release["tender"]
    assert tender["title"] == "40 laptops"
    assert tender["description"] == "Categorie: ICT. Ambitieniveau: 3, ambitieus."
    assert tender["minValue"] == {"amount": 10_000, "currency": "EUR"}
    assert tender["value"] == {"amount": 50_000, "currency": "EUR"}
    assert tender["contractPeriod"] == {"startDate": "2027-03-01T00:00:00+01:00"}
    (item,) = tender["items"]
    assert item["classification"] == {"scheme": "inkoopmaatje", "id": "ict", "description": "ICT"}
    buyer, supplier = release["parties"]
    assert (buyer["id"], buyer["roles"]) == (release["buyer"]["id"], ["buyer"])
    assert (supplier["name"], supplier["roles"]) == ("Laptopreus BV", ["supplier"])
    (award,), (contract,) = release["awards"], release["contracts"]
    assert award["suppliers"] == [{"id": supplier["id"], "name": "Laptopreus BV"}]
    assert contract["awardID"] == award["id"]
    assert contract["period"] == {
        "startDate": "2027-01-11T00:00:00+01:00", "endDate": "2029-01-10T23:59:59+01:00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("band", "least", "most"), [("to_10k", None, 10_000), ("more", 500_000, None), ("", None, None)]
)
def test_a_value_is_told_as_far_as_it_is_known(
    any_database: Database, script: Script, tmp_path: Path, band: str, least: int, most: int
) -> None:
    add(any_database, given={("intake.value", "choice"): band})

    tender = package_of(source(any_database, script), tmp_path)["releases"][0]["tender"]

    assert tender.get("minValue", {}).get("amount") == least
    assert tender.get("value", {}).get("amount") == most


def test_each_theme_becomes_its_goals_and_the_level_its_strategies(
    any_database: Database, script: Script, tmp_path: Path
) -> None:
    id = add(any_database, status="complete")
    contracted(any_database, id, date(2027, 1, 11), date(2029, 1, 10))

    tender = package_of(source(any_database, script), tmp_path)["releases"][0]["tender"]

    strategies = ["technicalSpecifications", "awardCriteria", "contractPerformanceConditions"]
    assert tender["hasSustainability"] is True
    assert tender["sustainability"] == [
        {
            "goal": "environmental.circularEconomy", "description": "Circulair",
            "strategies": strategies,
        },
        {"description": "Stilte in de wijk", "strategies": strategies},
        {
            "goal": "environmental.energyEfficiency", "description": "Energietransitie",
            "strategies": strategies,
        },
        {
            "goal": "environmental.climateChangeMitigation", "description": "Energietransitie",
            "strategies": strategies,
        },
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "has", "entries"),
    [
        ({}, None, None),
        ({"requirements": "no", "criterion": "no"}, False, None),
        ({"requirements": "yes", "criterion": "no"}, True,
         [{"strategies": ["technicalSpecifications"]}]),
        ({"requirements": "no", "criterion": "yes"}, True, [{"strategies": ["awardCriteria"]}]),
        ({"requirements": "yes", "criterion": "yes", "weight": "10"}, True,
         [{"strategies": ["technicalSpecifications", "awardCriteria"]}]),
    ],
)  # fmt: skip
def test_without_themes_only_the_strategies_are_told(
    any_database: Database, script: Script, tmp_path: Path, said: dict[str, str],
    has: bool | None, entries: list[Any] | None,
) -> None:  # fmt: skip
    add(any_database, given={(REQUEST, part): value for part, value in said.items()})

    tender = package_of(source(any_database, script), tmp_path)["releases"][0]["tender"]

    assert tender.get("hasSustainability") is has
    assert tender.get("sustainability") == entries


def test_the_codes_are_those_of_the_extension() -> None:
    themes = load_catalogue().themes
    assert all(each.goals for each in themes.values())
    assert {goal for each in themes.values() for goal in each.goals} <= GOALS
    assert {means for each in STRATEGIES.values() for means in each} <= MEANS


def test_no_person_and_nothing_in_own_words_is_in_the_open_data(
    any_database: Database, script: Script, tmp_path: Path
) -> None:
    said = {**SAID, ("circularity.1", "explanation"): EXPLAINED, (THEMES, "ticked"): "circular"}
    title = f"Laptops voor <@{PIET}>, {SANNE} en jan@example.nl"
    id = add(any_database, title=title, given=said, description=EXPLAINED)
    contracted(any_database, id, date(2027, 1, 11), date(2029, 1, 10), [EXPLAINED])

    write(Format.OCDS, tmp_path / "open.json", source(any_database, script))

    text = (tmp_path / "open.json").read_text("utf-8")
    for person in (SANNE, PIET, GONE, "Jan de Vries", "jan@example.nl", "Informatievoorziening"):
        assert person not in text
    assert json.loads(text)["releases"][0]["tender"]["title"] == "Laptops voor …, … en …"


@pytest.mark.parametrize("title", ["UITVRAAGDOCUMENT WEGENBOUW", "Wol & vlas", "<20 m2 asfalt>"])
def test_a_title_without_people_stays_as_it_is(title: str) -> None:
    assert anonymous(title) == title


def test_a_registered_prefix_begins_every_id_and_without_one_we_say_so(
    any_database: Database, script: Script, tmp_path: Path
) -> None:
    add(any_database)
    add(any_database, team="T0OTHER")
    ours = source(any_database, script)
    both = Source(
        any_database, (TEAM, "T0OTHER"), ours.scene, Organisation("nl", AMSTERDAM),
        prefix="ocds-a1b2c3",
    )  # fmt: skip

    package = package_of(both, tmp_path)

    assert [each["ocid"] for each in package["releases"]] == [
        "ocds-a1b2c3-T0EXPORT-INK-0001", "ocds-a1b2c3-T0OTHER-INK-0001",
    ]  # fmt: skip
    (nameless,) = notes(Format.OCDS, both)
    assert nameless == "The buyer has no name: give it as name in the organisation file."
    (unregistered,) = notes(Format.OCDS, ours)
    assert unregistered.startswith("No OCDS prefix is set")
    assert list(notes(Format.CSV, ours)) == []
