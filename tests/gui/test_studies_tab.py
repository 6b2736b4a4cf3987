"""Studies and samplings in the window: opened, measured, concluded; a lot presented and judged."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView, QWidget

from metroapp.domain.people import Signature
from metroapp.domain.studies import StudyState
from metroapp.domain.study_acts import StudyKind
from metroapp.gui.spc.sampling_tab import LotDialog, SamplingTab
from metroapp.gui.spc.studies_tab import StudiesTab
from metroapp.gui.spc.study_dialogs import ConcludeDialog, NewStudyDialog
from metroapp.gui.spc.study_measuring import StudyMeasuring
from metroapp.gui.window import SPC
from metroapp.wording import studies as words
from tests.gui.bench_window import Bench
from tests.gui.walk import cut, outside, overlapping, settle
from tests.workbench import CALIPER, CAMILLE, CODES


def test_a_study_and_a_lot_are_gone_through_in_the_window(bench: Bench) -> None:
    bench.window.spc.show_tab("studies")  # first: the charts are never made
    bench.window.show_page(SPC)
    tab = cast(StudiesTab, bench.window.spc.tab("studies"))
    bench.until_quiet()
    tab.new.click()
    bench.until_quiet()
    asked = cast(NewStudyDialog, tab.dialog)
    asked.kind.setCurrentIndex(list(words.KINDS).index(StudyKind.TYPE_1))
    asked.accept_answer()
    bench.until_quiet()
    assert "ce qui est mesuré" in asked.said.text()
    asked.subject.setText("cale 20")
    asked.tolerance.setText("0,2")
    asked.reference.setText("20,00")
    asked.trials.set_value(25)
    next(tick for tick in asked.operators if tick.text() == CAMILLE).setChecked(True)
    asked.accept_answer()
    bench.until_quiet()
    assert tab.study is not None and tab.study.kind is StudyKind.TYPE_1 and tab.face.measure.isEnabled()
    tab.face.measure.click()
    bench.until_quiet()
    measuring = cast(StudyMeasuring, tab.dialog)
    assert measuring.piece.text() == words.STANDARD
    tab.face.measure.click()  # once more: the same one, and no pause
    bench.until_quiet()
    assert tab.dialog is measuring and measuring.view is not None
    measuring.typed.line.setText("p4")
    measuring.typed.button.click()
    bench.until_quiet()
    assert "Vous avez la pièce 4" in measuring.said.text()
    for place in range(24):
        bench.shop.workshop.studies.type_reading(("20,00", "20,01")[place % 2]).result()
    measuring.typed.line.setText("20,00")
    measuring.typed.button.click()
    bench.until_quiet()
    assert (measuring.count.text(), measuring.who.text()) == ("25 sur 25", words.ALL_DONE)
    measuring.close()
    tab.refresh()
    bench.until_quiet()
    assert tab.study.state is StudyState.MEASURED and "Cg" in tab.face.headline.text()
    assert tab.face.picture.isVisible() and not tab.face.measure.isVisible()
    tab.face.show_study(tab.study)  # until its own results are there, never those of the one before
    assert tab.face.headline.text() == words.COMPUTING and not tab.face.picture.isVisible()
    tab.refresh()
    bench.until_quiet()
    require_whole(bench, tab)
    tab.face.conclude.click()
    bench.until_quiet()
    dialog = cast(ConcludeDialog, tab.dialog)
    dialog.accept_answer()
    assert "Choisissez" in dialog.said.text()  # nothing is signed because it was there already
    dialog.verdict.setCurrentIndex(1)
    dialog.reason.setPlainText("trop de dispersion")
    assert dialog.form is not None
    dialog.form.secret.setText(CODES[CAMILLE])
    assert dialog.form.signature() == Signature(CAMILLE, CODES[CAMILLE])
    dialog.accept_answer()
    bench.until_quiet()
    tab.refresh()
    bench.until_quiet()
    assert tab.study.state is StudyState.CONCLUDED and tab.study.opened.instrument == CALIPER
    assert "ne convient pas" in tab.face.facts.shown[words.CONCLUSION]
    present_and_judge_a_lot(bench)


def require_whole(bench: Bench, tab: QWidget) -> None:
    """On the smallest screen nothing is cut and nothing lies on anything else; every control has a name."""
    settle(bench, 1024, 600)
    wrong = [*outside(bench.window), *overlapping(bench.window), *cut(bench.window)]
    assert not wrong, "\n".join(wrong)
    for control in (*tab.findChildren(QAbstractButton), *tab.findChildren(QLineEdit), *tab.findChildren(QComboBox)):
        if not (control.objectName().startswith("qt_") or isinstance(control.parent(), QTableView)):
            assert control.accessibleName(), f"{control} in {control.parent()}"


def present_and_judge_a_lot(bench: Bench) -> None:
    bench.window.spc.show_tab("samplings")
    tab = cast(SamplingTab, bench.window.spc.tab("samplings"))
    bench.until_quiet()
    tab.new.click()
    dialog = cast(LotDialog, tab.dialog)
    dialog.series.setText("AX-1")
    dialog.lot.setText("L1")
    dialog.size_line.setText("500,7")
    dialog.accept_answer()
    assert "nombre de pièces" in dialog.said.text()
    dialog.size_line.setText("500")
    assert dialog.given().aql == Decimal(1)
    dialog.accept_answer()
    bench.until_quiet()
    assert tab.face.draw.text() == "Prélevez 50 pièces"
    require_whole(bench, tab)
    tab.face.register.click()
    bench.until_quiet()
    assert "comptez de 0 à 50" in tab.said.text()  # nothing is not zero
    tab.face.bad.show_text("2")
    tab.face.register.click()
    bench.until_quiet()
    assert "refusé" in tab.face.draw.text() and tab.next.isVisible()
