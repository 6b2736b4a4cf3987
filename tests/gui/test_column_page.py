"""A height column on the measuring page: what to touch at each step, and what may be asked of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QMenu

from metroapp.domain.callout import Nature
from metroapp.domain.column_checks import ColumnChecks
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey
from metroapp.domain.quantity import Quantity
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.gui import gestures
from metroapp.gui.models.left_to_do import left_to_do
from metroapp.gui.models.timeline import timeline
from metroapp.gui.phrases import detail_of
from metroapp.wording import columns as words
from tests.gui.bench_window import Bench
from tests.gui.guided_record import archived, begin
from tests.workbench import COLUMN, INSTRUMENTS, characteristic, part

BORE = characteristic("1", "Ø16 H8", Means.HEIGHT_GAUGE, nature=Nature.INTERNAL)
GAUGES = [
    Instrument(number, "Étalon", kind, certified=Quantity(Decimal(certified)))
    for number, kind, certified in (
        ("EC-12", InstrumentKind.PROBE_GAUGE, "12.7003"),
        ("BE-25", InstrumentKind.SETTING_RING, "25.0008"),
    )
]


def said(bench: Bench) -> tuple[str, str]:
    expectation = bench.page.expected.expectation
    assert expectation is not None
    return gestures.gesture(expectation), gestures.stack(expectation)


def test_a_column_without_a_cable_is_told_to_type_each_height(bench: Bench) -> None:
    """Seen: « Mesurez, tapez la valeur lue », on the plate and on the gauge too."""
    bench.shop.workshop.means.enter([replace(INSTRUMENTS[3], family=None), *GAUGES], []).result()
    begin(bench, part(BORE), 1, column=ColumnChecks())
    assert said(bench)[0] == words.typed(words.PLATE.format(place=1, places=2, instruments=COLUMN))
    assert "DATA" not in said(bench)[0] and not bench.page.expected.entry.isHidden()
    for _reading in range(2):
        bench.page.expected.entry.value.setText("0,000")
        bench.page.expected.entry.submit()
        bench.until_quiet()
    assert said(bench)[0] == words.typed(words.GAUGE_1.format(instruments=COLUMN))


def choose(bench: Bench, text: str) -> None:
    bench.page.columns.ask()
    bench.until_quiet()
    menu = bench.page.actions_bar.column.findChild(QMenu)
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    bench.until_quiet()


def test_each_step_of_a_column_has_its_sentence_from_the_plate_to_the_last_gauge(bench: Bench) -> None:
    bench.shop.workshop.means.enter([replace(INSTRUMENTS[3]), *GAUGES], []).result()
    begin(bench, part(BORE), 1, column=ColumnChecks())
    assert said(bench) == (words.PLATE.format(place=1, places=2, instruments=COLUMN), "")
    bench.read(COLUMN, "0.000", "0.000")
    on_gauge = words.ON_GAUGE.format(gauge="EC-12", certified="12,7003")
    assert said(bench) == (words.GAUGE_1.format(instruments=COLUMN), on_gauge)
    choose(bench, words.TAKE_GAUGE.format(gauge="BE-25", certified="25,0008"))
    assert said(bench)[1] == words.ON_GAUGE.format(gauge="BE-25", certified="25,0008")
    bench.read(COLUMN, "10.000", "30.005", "20.000", "31.014")
    view = bench.page.grid.model.cells[BoxKey(1, "1")].view
    assert view.status is BoxStatus.UNDECIDED and detail_of(view, None) == words.AWAITED
    assert words.LEFT_CONSTANT.format(instrument=COLUMN) in left_to_do(archived(bench), 0)
    shown = bench.page.result.face
    bench.read(COLUMN, "10.000")
    assert bench.page.result.face != shown
    choose(bench, words.VERIFY_NOW)  # begun again; seen: « Palpez la face haute » stayed beside the first gesture
    assert bench.page.result.face == shown
    bench.read(COLUMN, "10.000", "30.005")
    assert bench.page.grid.model.cells[BoxKey(1, "1")].view.status is BoxStatus.CONFORMING
    assert bench.page.actions_bar.column.isHidden()
    lines = [str(row) for row in timeline(archived(bench))]
    assert sum(words.VERIFIED_LINE.format(gauge="BE-25") in line for line in lines) == 2
