"""A sweep in the relevé and in the JSON of its record: extremes, mean, count, duration, samples."""

from __future__ import annotations

import json
from decimal import Decimal

from forms import record_json
from forms.blocks import Table
from metroapp.cli import as_json
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.operations import SweepRecorded
from metroapp.domain.quantity import Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sweep import Given, Sweep
from metroapp.wording import documents as words
from metroapp.wording import sweeps
from tests.forms.filling import CLOSED_BY, INDICATOR, STANDARD, Filling
from tests.forms.records import describe

SAMPLES = [Decimal(text) for text in ("0.000", "0.011", "0.002", "-0.004")]


def swept() -> InspectionRecord:
    day = Filling(STANDARD, 1)
    day.sweep(1, "6", "0.011", "-0.004")
    found = day.record.measurement(BoxKey(1, "6"))
    assert found is not None
    sweep = Sweep.of(INDICATOR, Unit.MM, SAMPLES, [0, 100, 200, 41_240])
    id = EntryId(found.id.post, found.id.sequence + 1)
    day.record.apply(SweepRecorded(id, found.id, sweep, Given.DIFFERENCE, CLOSED_BY, found.at))
    return day.record


def test_the_releve_has_a_line_for_a_sweep() -> None:
    blocks = describe(swept()).blocks
    table = next(block for block in blocks if isinstance(block, Table) and block.sheet == words.SHEET_FOLLOWED)
    (row,) = table.rows
    assert row[0] == ("exploration : de −0,004 à 0,011\u00a0mm, moyenne 0,00225\u00a0mm, 4 lectures en 41,2\u00a0s")
    assert row[1:6] == (1, "6", Decimal("0.015"), "mm", CLOSED_BY)


def test_the_json_of_a_record_has_every_sample() -> None:
    shown = json.loads(as_json.dump(record_json.record(swept())))
    (sweep,) = shown["sweeps"]
    (reading,) = [one for one in shown["readings"] if one["id"] == sweep["reading"]]
    assert reading["value"] == sweep["difference"] == "0.015"
    assert (sweep["gives"], sweep["instrument"], sweep["unit"]) == ("difference", INDICATOR, "mm")
    assert (sweep["maximum"], sweep["minimum"], sweep["mean"]) == ("0.011", "-0.004", "0.00225")
    assert (sweep["count"], sweep["duration_ms"]) == (4, 41_240)
    assert sweep["values"] == ["0.000", "0.011", "0.002", "-0.004"] and sweep["at_ms"] == [0, 100, 200, 41_240]


def test_how_long_and_how_fast_in_french() -> None:
    assert sweeps.lasted(0) == "0,0\u00a0s" and sweeps.lasted(125_040) == "2\u00a0min\u00a05\u00a0s"
    assert (sweeps.rate(1, 0), sweeps.rate(101, 10_000)) == ("–", "10,0")
    assert sweeps.counted(1, 0) == "1 lecture"
    assert sweeps.counted(411, 41_000) == "411 lectures · 10,0 par seconde · 41,0\u00a0s"
