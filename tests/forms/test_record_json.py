"""The record as JSON: what is written is what `docs/formats/record.schema.json` publishes, and nothing beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest

from forms import record_json
from metroapp.domain import callout, decision_rule, means_objections, operations, production, sweep, temperature
from metroapp.domain import measurement as measured
from metroapp.domain.acceptance import Verdict
from metroapp.domain.instrument import InstrumentKind
from metroapp.domain.people import Role
from metroapp.domain.quantity import Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import Order
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Criticality, Means
from metroapp.domain.suitability import Fitness
from metroapp.domain.uncertainty import UncertaintySource
from tests.forms import compared_records, decided_records, records

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "formats" / "record.schema.json"
CODES: dict[str, type[Enum]] = {
    "box_status": BoxStatus, "disposition": Disposition, "means": Means, "criticality": Criticality, "unit": Unit,
    "callout_kind": callout.Kind, "nature": callout.Nature, "symbol": callout.Symbol, "zone": callout.Zone,
    "origin": measured.Origin, "input_role": measured.Role, "verdict": Verdict, "rule": decision_rule.RuleName,
    "instrument_kind": InstrumentKind, "role": Role, "order": Order, "departure": operations.Departure,
    "event_kind": production.EventKind, "uncertainty_source": UncertaintySource, "fitness": Fitness,
    "ground": means_objections.Ground, "material": temperature.Material, "given": sweep.Given, "box_code": BoxCode,
    "texture_standard": callout.TextureStandard, "texture_rule": callout.AcceptanceRule,
}  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def require(schema: dict[str, Any]) -> Callable[[Any], Any]:
    """The schema, and no key that it does not describe."""
    strict = closed(schema)
    required: Callable[[Any], Any] = fastjsonschema.compile(strict)
    return required


def closed(node: Any) -> Any:
    if isinstance(node, list):
        return [closed(one) for one in node]
    if not isinstance(node, dict):
        return node
    found = {key: closed(value) for key, value in node.items()}
    return found | {"additionalProperties": False} if "properties" in found else found


def test_every_record_is_as_the_schema_says(require: Callable[[Any], Any], schema: dict[str, Any]) -> None:
    made = (
        records.workshop_day(), records.uncertain_day(), records.still_open(), records.gestures(),
        compared_records.drifted(), decided_records.guarded(),
    )  # fmt: skip
    for record in made:
        require(written(record))
    spoilt = written(made[0])
    spoilt["record"]["readings"][0]["value"] = 19.99
    with pytest.raises(fastjsonschema.JsonSchemaException):
        require(spoilt)


def written(record: InspectionRecord) -> dict[str, Any]:
    sealed = b'{"format":"metroapp sealed 1","subject":"P1-1","head":"","entries":[],"people":{}}'
    found: dict[str, Any] = json.loads(record_json.record_json(records.data_of(record, sealed=sealed)))
    return found


def test_the_schema_lists_every_code(schema: dict[str, Any]) -> None:
    for name, kind in CODES.items():
        assert schema["definitions"][name]["enum"] == [one.value for one in kind if one.value], name
