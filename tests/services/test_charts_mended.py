"""What was seen wrong on control charts, and stays mended."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from metroapp.archive.series import of_several_posts
from metroapp.archive.sorted_records import sorted_records
from metroapp.domain.chart_acts import ChartNote
from metroapp.domain.chart_terms import ChartState, DriftAdvice
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.specification import Means
from metroapp.domain.statistical_terms import WESTERN_ELECTRIC, NoIndex, RunRule
from metroapp.domain.value_series import SeriesValue
from metroapp.services.consultation import reading
from metroapp.services.spc import chart_reading
from metroapp.services.spc.chart_capability import capability
from metroapp.services.spc.chart_reading import ChartView, read_chart
from metroapp.services.spc.series import read_series
from tests.services.comparisons import UNPROVEN_MOUNTING, Comparator
from tests.workbench import MICROMETER, SIGNED_BY_CAMILLE, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

SHAFT = part(characteristic("1", "Ø20 ±0,05", Means.MICROMETER))
CHART = "CC-2026-001"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = Shop(tmp_path / "shop")
    yield shop
    shop.close()


def read(shop: Shop, *micrometres: int) -> ChartView:
    """Pieces so far from 20 mm, then the chart."""
    shop.read(MICROMETER, *(f"{20 + one / 1000:.3f}" for one in micrometres))
    return read_chart(shop.workspace, CHART)


def test_a_frozen_period_keeps_its_place_when_its_last_value_is_cancelled_and_another_retaken(shop: Shop) -> None:
    shop.open(SHAFT, pieces=14)
    shop.read(MICROMETER, *["20.002", "19.998"] * 6)
    charts = shop.workshop.charts
    charts.open("ESSAI-01", "1", 1).result()
    seen = read_chart(shop.workspace, CHART)
    charts.freeze(CHART, seen.value_ids(5)[0], seen.value_ids(12)[0], "outil neuf", SIGNED_BY_DOMINIQUE).result()
    charts.note(CHART, ChartNote.MATERIAL, "barre 2").result()
    shop.workshop.gestures.undo().result()
    shop.workshop.retake(BoxKey(3, "1"), "mal posée").result()
    shop.read(MICROMETER, "20.001")
    again = read_chart(shop.workspace, CHART)
    assert again.stage is not None and again.stage.period == (5, 11) and not again.stage.follows
    assert [mark.x for mark in again.marks] == [11.5], "where it was noted, whatever was taken again since"


def test_cp_is_given_of_no_process_that_its_frozen_limits_find_unstable(shop: Shop) -> None:
    """The limits of the values themselves, wider since, found nothing: the panel gave a Cp beside a chart in red."""
    shop.open(SHAFT, pieces=120)
    shop.read(MICROMETER, "20.000")
    charts = shop.workshop.charts
    charts.open("ESSAI-01", "1", 1, rules=WESTERN_ELECTRIC).result()
    seen = read(shop, *[2, -2] * 3, 40, *[2, -2] * 10)
    first, last, chip = (seen.value_ids(point)[0] for point in (1, 28, 8))
    charts.freeze(CHART, first, last, "8 : copeau", SIGNED_BY_DOMINIQUE, [chip]).result()

    # What the decision left out is still named, and no longer keeps the chart from being stable.
    frozen = read_chart(shop.workspace, CHART)
    assert {("i", 8), ("mr", 8), ("mr", 9)} <= set(frozen.by_point) and frozen.state is ChartState.STABLE
    stable = capability(frozen)
    assert stable is not None and stable.indices["cp"].value is not None

    # A run of the worn tool names no point of the next one.
    worn = read(shop, 5, 5, 5, 0, 5)
    assert RunRule.FOUR_OF_FIVE in worn.by_point["i", 33].rules
    charts.note(CHART, ChartNote.TOOL_CHANGE, "", worn.value_ids(31)[0]).result()
    changed = read_chart(shop.workspace, CHART)
    assert ("i", 33) not in changed.by_point and changed.state is ChartState.STABLE

    moved = read(shop, *[14, -14] * 40)
    found = capability(moved)
    assert found is not None and found.indices["cp"].reason is NoIndex.UNSTABLE
    assert found.indices["pp"].value is not None
    assert found.advice is DriftAdvice.LOOK, "no drift is proven, but the chart is in red"


def test_a_reading_is_recorded_while_the_values_of_a_chart_are_read_to_freeze_it(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chart of 100,000 values kept what the instruments send waiting for a second."""
    shop.open(SHAFT, pieces=10)
    shop.read(MICROMETER, *["20.002", "19.998"] * 4)
    charts = shop.workshop.charts
    charts.open("ESSAI-01", "1", 1).result()
    seen, begun, go_on = read_chart(shop.workspace, CHART), threading.Event(), threading.Event()

    def slow(*given: object) -> ChartView:
        begun.set()
        go_on.wait(10)
        return read_chart(shop.workspace, CHART)

    monkeypatch.setattr(chart_reading, "read_chart", slow)
    first, last = seen.value_ids(1)[0], seen.value_ids(8)[0]
    frozen = charts.freeze(CHART, first, last, "essai", SIGNED_BY_DOMINIQUE)
    begun.wait(10)
    shop.read(MICROMETER, "20.001")
    assert not frozen.done() and len(read_chart(shop.workspace, CHART).series.values) == 9
    go_on.set()
    frozen.result()
    view = read_chart(shop.workspace, CHART)
    assert view.stage is not None and view.stage.period == (1, 8) and view.stage.follows


def test_a_value_taken_again_at_one_of_two_posts_stays_where_its_piece_was_made() -> None:
    def value(post: str, number: int, at: int, begun: int) -> SeriesValue:
        return SeriesValue(EntryId(post, number), 0, 1, 0, 3, None, False, "", at, begun)

    retaken = value("P1", 9, 900, 1)
    # The clock of P2 was set back between its two values.
    others = value("P2", 2, 200, 2), value("P1", 3, 300, 3), value("P2", 4, 150, 4)
    firsts = {EntryId("P1", 1): 100, EntryId("P2", 2): 200, EntryId("P1", 3): 300, EntryId("P2", 4): 150}
    found = of_several_posts((retaken, *others), firsts)
    assert [(one.id.post, one.begun) for one in found] == [("P1", 1), ("P2", 2), ("P2", 4), ("P1", 3)]


def test_a_bad_value_that_a_drifted_zero_took_back_is_counted_on_no_chart(tmp_path: Path) -> None:
    every_two = replace(UNPROVEN_MOUNTING, zero_readings=1, recheck_every=2)
    bench = Comparator.opened(tmp_path / "compared", every_two, pieces=5)
    bench.read("0.000", "-0.001", "0.300", "0.001", "-0.003", "0.200", "0.002")
    assert [box.piece for box in bench.record.void_boxes()] == [3, 4]
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    with reading(bench.shop.workspace) as connection:
        (found,) = sorted_records(connection, "ESSAI-01")
        series = read_series(connection, "ESSAI-01", "1")
    bench.close()
    assert (found.sorted, found.bad_pieces, found.bad_values) == (2, 1, 1)
    assert [value.piece for value in series.values] == [1, 2]


def test_cm_is_of_one_run_and_not_of_several_records(shop: Shop) -> None:
    shop.open(SHAFT, pieces=52)
    shop.read(MICROMETER, *["20.002", "19.998"] * 26)
    shop.workshop.charts.open("ESSAI-01", "1", 4).result()
    alone = capability(read_chart(shop.workspace, CHART))
    assert alone is not None and alone.indices["cm"].value is not None
    shop.open(SHAFT, pieces=52)
    two = capability(read(shop, *[2, -2] * 26))
    assert two is not None and two.indices["cmk"].reason is NoIndex.SEVERAL_RUNS
    assert two.indices["cpk"].value is not None
