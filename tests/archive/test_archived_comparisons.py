"""Zeros, mountings and re-checks in the archive: read back as they were written; those of old archives as before."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.archive import rows
from metroapp.archive.store import Archive
from metroapp.domain.comparing import ONE_ZERO, Comparing
from metroapp.domain.comparison import DIRECT, Mounting
from metroapp.domain.measurement import EntryId
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.services import consultation
from metroapp.services.record_settings import options_from_text, options_to_text
from metroapp.services.workspace import Workspace
from tests.services.comparisons import Comparator

FIXTURES = Path(__file__).parent / "fixtures"


def test_what_was_read_on_the_blocks_is_read_back_to_the_byte(tmp_path: Path) -> None:
    bench = Comparator.opened(tmp_path, Comparing(recheck_every=2))
    try:
        bench.prove("0.000", "-0.200", factor="")
        bench.zero("0.010", "0.011", "0.010")
        bench.read("0.012", "0.020", "0.013")
        bench.zero("0.000", "0.000", "0.000")
        bench.shop.workshop.gestures.lose_zero("comparateur tombé").result()
        inspection = bench.shop.workshop._inspection
        assert inspection is not None
        written, read = inspection.record, bench.record
    finally:
        bench.close()
    assert read.zero_settings == written.zero_settings and len(read.zero_settings) == 2
    assert read.mountings_proven == written.mountings_proven
    assert read.rechecks == written.rechecks and [one.has_drifted for one in read.rechecks] == [True, True]
    assert read.void_boxes() == written.void_boxes() and len(read.void_boxes()) == 2
    first = read.zero_settings[0]
    assert (first.mounting, first.zero) == (Mounting(-1, Decimal("0.5")), first.zeros[0])
    assert [one.frame is not None and one.frame.raw for one in first.zeros] == [
        b"01A0.010\r", b"01A0.011\r", b"01A0.010\r",
    ]  # fmt: skip
    assert consultation.verify(Workspace(tmp_path)).sound


@pytest.mark.parametrize("upgraded", [False, True])
@pytest.mark.parametrize("version", [1, 4])
def test_a_zero_of_before_is_one_reading_on_a_direct_indicator(tmp_path: Path, version: int, upgraded: bool) -> None:
    path = tmp_path / "archive.sqlite"
    shutil.copyfile(FIXTURES / f"version-{version}.sqlite", path)
    if upgraded:
        Archive(path).close()
    found = []
    for line in consultation.record_lines(Workspace(tmp_path)):
        record = consultation.load(Workspace(tmp_path), EntryId.parse(str(line.id)))
        assert record.options.comparing == ONE_ZERO and record.void_boxes() == []
        found += record.zero_settings
    assert found
    for setting in found:
        assert setting.readings == (setting.zero,)
        assert (setting.mounting, setting.uncertainty) == (DIRECT, None)


def test_the_options_of_a_record_of_before_ask_for_one_zero() -> None:
    before = json.loads(rows.to_json(RecordOptions(minutes=20)))
    del before["comparing"]
    assert rows.options_from(json.dumps(before)) == RecordOptions(minutes=20)
    asked = RecordOptions(comparing=Comparing(recheck_every=None, protects=True))
    assert rows.options_from(rows.to_json(asked)) == asked
    assert rows.options_from(None) == PLAIN


def test_a_workshop_that_chose_before_there_were_re_checks_begins_with_those_of_a_new_one() -> None:
    before = json.loads(options_to_text(RecordOptions(widens=False)))
    del before["comparing"]
    assert options_from_text(json.dumps(before)) == RecordOptions(widens=False, comparing=Comparing())
    chosen = RecordOptions(comparing=replace(Comparing(), zero_readings=5, drift_limit=2))
    assert options_from_text(options_to_text(chosen)) == chosen
    assert options_from_text("").comparing == Comparing()
