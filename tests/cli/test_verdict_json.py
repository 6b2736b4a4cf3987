"""What the JSON of a record says of its verdicts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from forms import record_json
from metroapp.archive.queries import RecordLine
from metroapp.archive.search import FoundRecord
from metroapp.cli import as_json
from metroapp.domain.measurement import EntryId
from metroapp.wording import cli as words
from tests.forms import decided_records, records


def readings(shown: dict[str, Any], piece: int, balloon: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [
        one for one in shown["readings"] if (one["piece"], one["balloon"], one["decides"]) == (piece, balloon, True)
    ]
    return found[0]


def test_a_record_says_its_rule_and_what_is_held() -> None:
    shown = json.loads(as_json.dump(record_json.record(records.uncertain_day())))
    assert (shown["rule"], shown["held"]) == ("iso14253-1", 2)
    assert json.loads(as_json.dump(record_json.record(records.workshop_day())))["rule"] == "simple"


def test_a_reading_says_what_decided() -> None:
    shown = record_json.record(records.uncertain_day())
    held = readings(shown, 2, "1")
    assert (held["verdict"], held["rule"]) == ("undecided", "iso14253-1")
    assert (held["uncertainty"], held["uncertainty_source"]) == ("0.0015", "instrument")
    assert (held["lower_acceptance_limit"], held["upper_acceptance_limit"]) == ("19.981475", "19.997525")
    assert held["probability_conforming"] == held["producer_risk"] == 0.5
    assert held["consumer_risk"] is None
    assert held["why"].endswith("à confirmer (prendre un moyen plus précis)")
    good = readings(shown, 1, "1")
    assert good["producer_risk"] is None and 0 <= good["consumer_risk"] < 0.05


def test_what_is_not_known_or_only_observed_is_null() -> None:
    shown = record_json.record(records.uncertain_day())
    unknown, observed = readings(shown, 1, "10"), readings(shown, 1, "12")
    for name in (
        "uncertainty", "uncertainty_source", "lower_acceptance_limit", "upper_acceptance_limit",
        "probability_conforming", "consumer_risk", "producer_risk",
    ):  # fmt: skip
        assert unknown[name] is None and observed[name] is None
    assert observed["why"] == "conforme, comme une pièce conforme (attribut) · conforme"


def test_limits_of_an_angle_are_in_degrees() -> None:
    angle = readings(record_json.record(decided_records.guarded()), 1, "9")
    assert (angle["lower_acceptance_limit"], angle["upper_acceptance_limit"]) == ("29.5825", "30.4175")
    assert angle["uncertainty_source"] == "characteristic"


def test_the_list_counts_what_is_held() -> None:
    opened = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    line = RecordLine(EntryId("P1", 1), "R-1", "Arbre", 5, 2, 1, 0, 0, 2, opened, None)
    assert as_json.found_record(FoundRecord(line, "", "", "A", ""))["held"] == 2
    assert words.HELD_SHORT.format(held=2) == ", 2 à conf."


def test_a_record_says_how_it_is_filled_and_what_was_done_beside_its_values() -> None:
    shown = json.loads(as_json.dump(record_json.record(records.gestures())))
    assert shown["options"] == {
        "order": "instrument", "cleaning": True, "approval": "quality", "asks": True, "concordant": True,
        "widens": True, "minutes": 20, "assists": True, "offers_corrections": True, "texture_standard": None,
        "examination": None,
        "column": {"zero_readings": 0, "verifies_constant": False, "limit": 5},
        "comparing": {
            "zero_readings": 1, "rechecks": False, "recheck_every": None, "drift_limit": 1,
            "proves_mounting": False, "protects": False,
        },
    }  # fmt: skip
    assert [(one["piece"], one["verdict"], one["decides"]) for one in shown["readings"] if one["cancelled"]] == [
        (6, "nonconforming", False), (8, "conforming", False),
    ]  # fmt: skip
    assert [(one["piece"], one["balloon"]) for one in shown["readings"] if one["confirmed"]] == [(5, "1")]
    awaited = [one for one in shown["boxes"] if one["awaits_second"]]
    assert [(one["piece"], one["balloon"], one["box"]) for one in awaited] == [
        (2, "1", None),
        (4, "3", "go"),
        (6, "4", None),
    ]
    assert {one["status"] for one in awaited} == {"undecided"}
    by_id = {one["id"]: one for one in shown["readings"]}
    (call,), (visa,) = shown["calls"], shown["visas"]
    assert by_id[call["reading"]]["value"] == "20.012"
    assert (by_id[visa["reading"]]["value"], visa["granted_by"]) == ("19.992", "Dominique Leroy")
    proposed, unplaced = shown["dropped_readings"]
    assert (proposed["instrument"], proposed["raw"]) == ("M-02", b"01A+12.345\r".hex())
    assert (proposed["piece"], proposed["balloon"], unplaced["piece"]) == (4, "1", None)
    assert (shown["preparation"]["by"], shown["approval"]["granted_by"]) == ("Camille Martin", "Dominique Leroy")
    assert shown["approvals"] == [shown["approval"]]


def test_the_series_is_in_the_json_of_its_record() -> None:
    shown = json.loads(as_json.dump(record_json.record(records.gestures())))
    (event,) = shown["production_events"]
    assert (event["kind"], event["after"], event["tool"], event["text"]) == ("tool_change", 7, "T3", "plaquette neuve")
    assert (shown["follow_up"]["launched"], shown["follow_up"]["machining_minutes"]) == (8, 90)
    assert shown["set_up"]["tools"][0]["gauge_z"] == "-80.25"


def test_a_record_without_gestures_has_the_same_keys() -> None:
    plain, full = record_json.record(records.workshop_day()), record_json.record(records.gestures())
    assert set(plain) == set(full)
    assert (plain["calls"], plain["visas"], plain["dropped_readings"], plain["production_events"]) == ([], [], [], [])
    assert {plain[name] for name in ("follow_up", "set_up", "preparation", "approval")} == {None}
    assert plain["options"]["concordant"] is False
    assert not any(one["cancelled"] or one["confirmed"] for one in plain["readings"])
