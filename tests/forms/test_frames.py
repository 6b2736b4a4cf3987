"""Frames for pandas: the types that an analysis counts on, and what is missing is never a number."""

from __future__ import annotations

import re
from datetime import UTC
from decimal import Decimal
from pathlib import Path

import pytest

from forms.frames import readings_frame, results_frame
from forms.record_data import result_lines
from metroapp.domain.specification import Means
from metroapp.services.new_record import NewRecord
from tests.forms import records
from tests.workbench import CALIPER, Shop, characteristic, part

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "analyse.md"


def test_one_row_for_each_box_and_each_reading() -> None:
    data = records.data_of(records.workshop_day())
    frame, lines = results_frame(data), list(result_lines(data))
    assert [str(frame[name].dtype) for name in ("value", "lower_limit", "piece", "simulated")] == [
        "float64", "float64", "int64", "bool",
    ]  # fmt: skip
    assert frame["measured_at"].dt.tz is UTC or str(frame["measured_at"].dt.tz) == "UTC"
    assert list(frame["value"].isna()) == [line.value is None for line in lines] and frame["measured_at"].isna().any()
    assert all(
        Decimal(text) == line.value
        for text, line in zip(frame["value_text"], lines, strict=True)
        if line.value is not None
    )
    assert not (frame["value"] == 0).any() and list(frame["status"]) == [line.status.value for line in lines]
    readings = readings_frame(data)
    replaced = readings[~readings["decides"]]
    assert list(replaced["balloon"]) == ["2"] and readings["replaces"].ne("").sum() == 1
    begun = readings_frame(records.data_of(records.still_open()))
    assert list(begun["simulated"]) == [True, True, False, False] and begun["value"].count() == 2


def test_the_guide_runs_as_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shop = Shop(tmp_path / "atelier")
    thread = characteristic("2", "M12x1,75-6g", Means.THREAD_RING)  # two boxes of one balloon
    length = part(characteristic("1", "35 ±0,1", Means.CALIPER), thread)
    for lot in ("L1", "L2"):
        shop.workshop.open_record(NewRecord(length, 2, "OF-7", lot)).result()
        shop.read(CALIPER, "35.02")
    shop.close()
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(code, names)
    assert len(names["tous"]) == 12 and names["tous"]["value"].count() == 2  # type: ignore[arg-type, index]
