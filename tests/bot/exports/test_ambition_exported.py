"""The JSON export: what follows from the answers and the policy, and who owns what."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs

from bot.exporting import write
from bot.exports import json_export
from bot.exports.formats import Format
from bot.store.database import Database
from dialogs.script import Script
from knowledge.policy import Policy, Strategy
from tests.exported import GONE, PIET, POLICY, SANNE, add, leaves, source


def test_the_level_follows_from_the_border_of_the_policy(
    any_database: Database, script: Script
) -> None:
    add(any_database)

    (ours,) = source(any_database, script).purchases
    (higher,) = source(any_database, script, policy=Policy(weight_border=40)).purchases

    assert (ours.ambition_level, ours.ambition_reason, ours.weight) == (3, "from", 30)
    assert (higher.ambition_level, higher.ambition_reason, higher.weight) == (2, "below", 30)
    assert ours.themes == ["circular", "quiet"]
    assert ours.web == {"circular": 2, "energy": 1}
    assert ours.department == "Informatievoorziening"
    assert ours.opportunity.rank == "middle"
    assert (ours.opportunity.points, ours.opportunity.reasons) == (
        5, ["promising", "impact", "not_market"],
    )  # fmt: skip


def test_who_left_owns_nothing_any_more(any_database: Database, script: Script) -> None:
    add(any_database)
    before = next(source(any_database, script).purchases).owners
    leaves(any_database, GONE)

    after = next(source(any_database, script).purchases).owners
    policy = POLICY.model_copy(update={"strategies": {"ict": Strategy(owner="U0POLICY1")}})
    instead = next(source(any_database, script, policy=policy).purchases).owners

    assert (before.why, before.what, before.how) == (GONE, SANNE, PIET)
    assert (after.why, after.what, after.how) == (None, SANNE, PIET)
    assert instead.why == "U0POLICY1"


def test_a_purchase_of_which_nothing_is_known_lacks_no_key(
    any_database: Database, script: Script
) -> None:
    add(any_database, given={})

    (found,) = source(any_database, script).purchases
    written = json.loads(found.model_dump_json())

    assert set(written) == set(json_export.ExportedPurchase.model_fields)
    assert written["ambition_level"] is written["department"] is written["weight"] is None
    assert written["ambition_reason"] == "unknown"
    assert written["themes"] == []
    assert written["web"] == {}
    assert written["owners"] == {"why": None, "what": SANNE, "how": None}
    assert written["opportunity"] == {"rank": "low", "points": 0, "reasons": []}


def test_the_json_export_fits_the_schema_that_we_print(
    any_database: Database, script: Script, tmp_path: Path
) -> None:
    add(any_database)
    add(any_database, given={}, status="cancelled")

    write(Format.JSON, tmp_path / "all.json", source(any_database, script))

    export = json.loads((tmp_path / "all.json").read_text("utf-8"))
    validator = jsonschema_rs.validator_for(json.loads(json_export.schema()))
    assert [str(error) for error in validator.iter_errors(export)] == []
    assert len(export["purchases"]) == 2
    del export["purchases"][0]["web"]
    assert not validator.is_valid(export)
