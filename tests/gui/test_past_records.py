"""What was measured before: the search of the archives, one characteristic lot after lot, two records side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from metroapp.domain.acceptance import Verdict
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.past_values import PastRecord, PastValue
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record_search import Outcome
from metroapp.domain.specification import Characteristic, Means
from metroapp.gui.dialogs.compare_records import CompareDialog
from metroapp.gui.dialogs.history import HistoryDialog
from metroapp.gui.pages.archives import ArchivesPage
from metroapp.gui.theme import Theme
from metroapp.gui.widgets import record_list
from metroapp.gui.widgets.history_plot import HistoryPlot
from metroapp.gui.window import ARCHIVES
from metroapp.services import consultation
from metroapp.wording import finding, history
from metroapp.wording import window as window_words
from tests.gui.bench_window import Bench
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
WIDER = characteristic("1", "35 ±0,3", Means.CALIPER)


def archives(bench: Bench, *lots: tuple[Characteristic, str]) -> ArchivesPage:
    """A record of each characteristic and value, then the page."""
    for given, value in lots:
        bench.open(part(given))
        bench.read(CALIPER, value)
    bench.window.show_page(ARCHIVES)
    page = bench.window.archives
    bench.until(lambda: len(page.records.rows) == len(lots) and bool(page.operations.rows))
    return page


def pressed(bench: Bench, inside: QWidget, text: str) -> None:
    """Press the one visible button that says this."""
    bench.until(lambda: bool(_named(inside, text)))
    _named(inside, text)[0].click()
    bench.until_quiet()


def _named(inside: QWidget, text: str) -> list[QAbstractButton]:
    return [one for one in inside.findChildren(QPushButton) if one.accessibleName() == text and one.isVisibleTo(inside)]


def test_a_fact_proposed_becomes_a_filter_and_a_finger_takes_it_away(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"), (LENGTH, "35.20"))
    finder = page.list.finder
    finder.search.setText("pc-0")
    pressed(bench, finder, "Instrument : PC-01")
    assert finder.search.text() == "" and len(page.records.rows) == 2
    assert [one.value for one in finder.asked_for.criteria] == ["PC-01"]
    finder._outcome_actions[Outcome.NONCONFORMING].trigger()
    bench.until(lambda: [row.texts[0] for row in page.records.rows] == ["P1-2026-0002"])
    finder.search.setText("introuvable")
    bench.until(lambda: page.list.count.text() == finding.NONE_FOUND)
    assert not page.operations.rows and not page.pdf.isEnabled()
    finder.search.clear()
    pressed(bench, finder, "avec des pièces non conformes")
    pressed(bench, finder, "Instrument : PC-01")
    bench.until(lambda: len(page.records.rows) == 2)
    assert not finder.chips.isVisibleTo(finder)


def test_the_days_of_the_opening_are_whole_days_here(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"))
    day = page.records.rows[0].key.opened_at.astimezone().date()
    page.list.finder.open_between((day, day))
    bench.until_quiet()
    assert len(page.records.rows) == 1
    page.list.finder.open_between((day.replace(year=2001), day.replace(year=2002)))
    bench.until(lambda: not page.records.rows)


def test_more_records_come_when_they_are_asked_for(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = consultation.find
    monkeypatch.setattr(record_list, "PAGE", 2)
    monkeypatch.setattr(consultation, "find", lambda *asked: whole(*asked)[:2])
    for value in ("35.02", "35.03", "35.04"):
        bench.open(part(LENGTH))
        bench.read(CALIPER, value)
    bench.window.show_page(ARCHIVES)
    page = bench.window.archives
    bench.until(lambda: len(page.records.rows) == 2)
    pressed(bench, page.list, finding.MORE)
    bench.until(lambda: [row.texts[0][-1] for row in page.records.rows] == ["3", "2", "1"])
    assert page.list.count.text() == "3 relevés"


def test_a_value_of_the_history_leads_to_its_record(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"), (WIDER, "35.20"), (LENGTH, "35.20"))
    page.timeline.selectRow(0)
    page.history.click()
    [dialog] = page.findChildren(HistoryDialog)
    bench.until(lambda: dialog.count.text() == "3 valeurs dans 3 relevés")
    dialog.plot.grab()  # painted, so that each value has its place
    shown = [(str(value.quantity.value), value.record.upper) for _, value in dialog.plot._places]
    assert shown == [("35.02", LENGTH.callout.upper_limit), ("35.20", WIDER.callout.upper_limit),
                     ("35.20", LENGTH.callout.upper_limit)]  # fmt: skip
    at, first = dialog.plot._places[0]
    assert dialog.plot.value_at(at) is first
    QTest.mouseClick(dialog.plot, Qt.MouseButton.LeftButton, pos=at.toPoint())
    bench.until(lambda: [row.texts[0] for row in page.records.rows] == ["P1-2026-0001"])
    dialog.close()


def test_a_simulated_value_was_drawn_as_a_real_one(bench: Bench) -> None:
    """And no colour tells them apart: the same picture without its colours differs too."""
    record = PastRecord(
        EntryId("P1", 1), "R-1", "A", "", "", datetime(2026, 11, 24, tzinfo=UTC), "35 ±0,1", Decimal("34.9"),
        Decimal("35.1"), Unit.MM,
    )  # fmt: skip
    real = PastValue(
        EntryId("P1", 2), record, BoxKey(1, "1"), Quantity(Decimal("35.00")), Verdict.CONFORMING, CALIPER,
        record.opened_at,
    )  # fmt: skip
    plot = HistoryPlot(Theme())
    bench.qtbot.addWidget(plot)
    pictures = []
    for value in (real, replace(real, simulated=True), replace(real, verdict=Verdict.UNDECIDED, is_void=True)):
        plot.show_values([record], [value])
        grey = plot.grab().toImage().convertToFormat(QImage.Format.Format_Mono)
        pictures.append(bytes(grey.constBits()))
    assert len(set(pictures)) == 3
    assert "simulé" in history.LEGEND and "à reprendre" in history.LEGEND


def test_two_records_are_read_side_by_side(bench: Bench) -> None:
    page = archives(bench, (LENGTH, "35.02"), (WIDER, "35.20"))
    page.compare.click()
    [dialog] = page.findChildren(CompareDialog)
    bench.until(lambda: len(dialog.list.records.rows) == 2)
    dialog.list.table.selectRow(1)
    bench.until(lambda: dialog.table is not None)
    assert dialog.rows[0].texts == (
        "1", "Caractéristique 1", "35 ±0,3", "35,20\u00a0mm · 1 val.", "35 ±0,1", "35,02\u00a0mm · 1 val.",
    )  # fmt: skip
    assert dialog.rows[0].tint == (4, "warn")
    dialog.close()


def test_the_life_of_a_closed_record_ends_with_the_signature_of_its_post(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.02")
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    bench.window.show_page(ARCHIVES)
    page = bench.window.archives
    bench.until(lambda: bool(page.operations.rows))
    (signature,) = consultation.post_signatures(bench.shop.workspace, page.records.rows[0].key.id)
    last = page.operations.rows[-1].texts
    assert last[1] == window_words.POST_SIGNATURE.format(post=signature.id.post)
    assert signature.fingerprint in last[-1]
