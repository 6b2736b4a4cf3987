"""What the JSON of a record says of its verdicts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from metroapp.archive.queries import RecordLine
from metroapp.cli import as_json
from metroapp.domain.measurement import EntryId
from metroapp.wording import cli as words
from tests.forms import records


def readings(shown: dict[str, Any], piece: int, balloon: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = [
        one for one in shown["readings"] if (one["piece"], one["balloon"], one["decides"]) == (piece, balloon, True)
    ]
    return found[0]


def test_a_record_says_its_rule_and_what_is_held() -> None:
    shown = json.loads(as_json.dump(as_json.record(records.uncertain_day())))
    assert (shown["rule"], shown["held"]) == ("iso14253-1", 2)
    assert json.loads(as_json.dump(as_json.record(records.workshop_day())))["rule"] == "simple"


def test_a_reading_says_what_decided() -> None:
    shown = as_json.record(records.uncertain_day())
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
    shown = as_json.record(records.uncertain_day())
    unknown, observed = readings(shown, 1, "10"), readings(shown, 1, "12")
    for name in (
        "uncertainty", "uncertainty_source", "lower_acceptance_limit", "upper_acceptance_limit",
        "probability_conforming", "consumer_risk", "producer_risk",
    ):  # fmt: skip
        assert unknown[name] is None and observed[name] is None
    assert observed["why"] == "conforme, comme une pièce conforme (attribut) · conforme"


def test_limits_of_an_angle_are_in_degrees() -> None:
    angle = readings(as_json.record(records.guarded()), 1, "9")
    assert (angle["lower_acceptance_limit"], angle["upper_acceptance_limit"]) == ("29.5825", "30.4175")
    assert angle["uncertainty_source"] == "characteristic"


def test_the_list_counts_what_is_held() -> None:
    opened = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    line = RecordLine(EntryId("P1", 1), "R-1", "Arbre", 5, 2, 1, 0, 0, 2, opened, None)
    assert as_json.record_line(line)["held"] == 2
    assert words.HELD_SHORT.format(held=2) == ", 2 à conf."
