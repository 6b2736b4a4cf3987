"""The results of a measuring machine in the window: described, looked at, confirmed, recorded."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.machine_results import ColumnOf
from metroapp.domain.measurement import BoxKey, Origin
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.machine_results import MachineResultsDialog
from metroapp.gui.dialogs.result_profile import ResultProfileDialog
from metroapp.services import consultation
from metroapp.services.new_record import NewRecord
from metroapp.wording import machine_results as words
from tests.gui.bench_window import Bench
from tests.workbench import characteristic, part

FILE = (
    "Programme;ARBRE\n\nRepère;Désignation;Nominal;Tol -;Tol +;Mesuré;Avis\n1;Portée;20;0;0,021;20,013;NOK\n"
    "2;Longueur;35;-0,1;0,1;35,15;OK\n;;;;;;\nCercle 7;Position;0;;0,1;0,062;OK\n4;Face;12;-0,2;0,2;n/a;\n"
)


def grab(widget: object, name: str) -> None:
    if os.environ.get("PICS"):
        widget.grab().save(f"{os.environ['PICS']}/{name}.png")  # type: ignore[attr-defined]


def test_a_file_is_described_looked_at_and_its_values_recorded(bench: Bench, tmp_path: Path) -> None:
    machine = Instrument("MMT-1", "MMT", InstrumentKind.CMM, range_lower=Decimal(0), range_upper=Decimal(700))
    bench.shop.workshop.means.enter([machine], []).result()
    asked = ("Ø20 H7", "35 ±0,1", "position Ø0,1 A", "12 ±0,2", "30° ±1°")
    tested = part(*(characteristic(str(rank), text, Means.CMM) for rank, text in enumerate(asked, start=1)))
    bench.shop.workshop.open_record(NewRecord(tested, 5)).result()
    bench.until_quiet()
    page = bench.window.measuring
    assert page.actions_bar.results.isVisible()
    path = tmp_path / "ARBRE_P2.csv"
    path.write_text(FILE, encoding="cp1252")
    page.machine_results.show_file(path)
    (dialog,) = page.findChildren(MachineResultsDialog)
    assert not dialog.isModal()
    bench.until(lambda: dialog.said.text() == words.SAY_PROFILE)

    dialog.describe.click()
    (described,) = dialog.findChildren(ResultProfileDialog)
    bench.until(lambda: described.columns[ColumnOf.LABEL].count() == 8)
    for of, title in ((ColumnOf.LABEL, "Repère"), (ColumnOf.VALUE, "Mesuré"), (ColumnOf.NOMINAL, "Nominal"),
                      (ColumnOf.LOWER, "Tol -"), (ColumnOf.UPPER, "Tol +"), (ColumnOf.STATUS, "Avis")):  # fmt: skip
        choice = described.columns[of]
        choice.setCurrentIndex(choice.findData(title))
    bench.until(lambda: len(described.rows.rows) == 4)
    assert not described.keep.isEnabled()  # it has no name yet
    described.name.setText("PC-DMIS")
    bench.until(described.keep.isEnabled)
    grab(described, "profile")
    described.keep.click()
    bench.until(lambda: dialog.said.text() == words.SAY_PIECE)
    grab(dialog, "piece")

    dialog.piece.setCurrentIndex(dialog.piece.findData(2))
    bench.until(lambda: len(dialog.rows.rows) == 4 and dialog.rows.rows[1].texts[0] == words.TICKED)
    assert [row.texts[0] for row in dialog.rows.rows] == [words.UNTICKED, words.TICKED, words.NONE, words.NONE]
    at = dialog.table.visualRect(dialog.rows.index(0, 0)).center()
    for tap in (QTest.mouseClick, QTest.mouseDClick):  # a double tap said yes, then no
        tap(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog.rows.rows[0].texts[0] == words.TICKED
    assert "avis contraire de la MMT : conforme" in dialog.rows.rows[1].texts[8]
    dialog.table.selectRow(2)
    assert dialog.link.isVisible()
    grab(dialog, "link")
    dialog.link.setCurrentIndex(dialog.link.findData("3"))
    dialog.link.activated.emit(dialog.link.currentIndex())
    bench.until(lambda: dialog.rows.rows[2].texts[0] == words.TICKED)
    assert dialog.rows.rows[0].texts[0] == words.TICKED  # what was confirmed before stays so
    grab(dialog, "ready")
    assert dialog.record.accessibleName() == words.record_button(3)
    dialog.record.click()
    bench.until(lambda: words.done(3, path.name) in page.notice.said.text())
    grab(bench.window, "page")
    record = consultation.load(bench.shop.workspace, consultation.record_lines(bench.shop.workspace)[0].id)
    found = [record.measurement(BoxKey(2, balloon)) for balloon in "123"]
    assert [one and one.origin for one in found] == [Origin.FILE] * 3

    page.machine_results.show_file(path)
    (again,) = [one for one in page.findChildren(MachineResultsDialog) if one is not dialog and one.isVisible()]
    bench.until(lambda: bool(again.rows.rows))
    again.piece.setCurrentIndex(2)
    bench.until(lambda: "déjà inscrites" in again.said.text())
    assert not again.record.isEnabled()
    grab(again, "again")
    again.close()
    bench.until_quiet()
