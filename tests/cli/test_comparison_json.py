"""The chain of the values by comparison, for who reads a record as JSON."""

from __future__ import annotations

import json

from forms import record_json
from metroapp.cli import as_json
from tests.forms import compared_records


def test_the_chain_of_a_value_by_comparison_is_in_the_json_of_its_record() -> None:
    shown = json.loads(as_json.dump(record_json.record(compared_records.drifted())))
    direct, inverse = shown["mountings"]
    assert (direct["sign"], direct["factor"], direct["declared_factor"]) == (1, "1", "1")
    assert (inverse["displacement"], inverse["before"], inverse["after"]) == ("-0.1", "0.010", "0.210")
    assert (inverse["sign"], inverse["factor"], inverse["declared_factor"]) == (-1, "0.5", None)
    first, second, _ = shown["zeros"]
    assert (first["certified"], first["certified_uncertainty"], first["blocks"]) == ("20.00012", "0.000121", ["CE-20"])
    assert (first["readings"], first["zero"]) == (["0.000", "0.001", "0.000"], "0.000")
    assert second["certified_uncertainty"] is None and (second["sign"], second["factor"]) == (-1, "0.5")
    good, drifted, lost, _ = shown["rechecks"]
    assert (good["drift"], good["limit"], good["drifted"], good["taken_back"]) == ("0.001", "0.001", False, [])
    assert (drifted["reading"], drifted["drift"], drifted["taken_back"]) == ("0.004", "0.004", [3, 4])
    assert (lost["reading"], lost["reason"], lost["taken_back"]) == (None, "comparateur tombé", [1, 2, 3, 4])


def test_what_a_drift_took_back_is_never_said_to_conform() -> None:
    shown = json.loads(as_json.dump(record_json.record(compared_records.drifted())))
    again = [one for one in shown["boxes"] if one["to_take_again"]]
    assert {(one["piece"], one["balloon"]) for one in again} == {(4, "1"), (1, "2"), (2, "2"), (3, "2"), (4, "2")}
    assert {one["status"] for one in again} == {"undecided"}
    assert {one["verdict"] for one in shown["readings"] if one["to_take_again"]} == {"undecided"}
