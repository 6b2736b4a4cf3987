"""A relevé filled at the bench: what the candidate sees, reading after reading."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from metroapp.domain.concession_files import Moment
from metroapp.domain.measurement import BoxKey, Origin
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Means
from metroapp.gui.dialogs.concession_request import RequestDialog
from metroapp.gui.dialogs.covering_concessions import CoveringDialog
from metroapp.gui.window import RELEVE
from metroapp.services import consultation
from metroapp.wording import treatment_asked
from metroapp.wording import window as words
from tests.gui.bench_window import Bench
from tests.workbench import (
    CALIPER,
    CAMILLE,
    CODES,
    COLUMN,
    INDICATOR,
    MICROMETER,
    characteristic,
    part,
)

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
EDGES = characteristic("3", "attribut", Means.VISUAL)
ROUGHNESS = characteristic("4", "Ra 1,6", Means.ROUGHNESS_TESTER)
COMPARED = characteristic("5", "Ø20 h6", Means.COMPARISON)
RUN_OUT = characteristic("6", "battement 0,03 A", Means.DIAL_INDICATOR)
THREAD = characteristic("7", "M8-6H", Means.THREAD_PLUG)


def test_a_relevé_is_filled_by_readings_alone_and_two_keys(bench: Bench) -> None:
    bench.open(part(LENGTH, SHAFT, EDGES), pieces=2)
    page = bench.page
    assert bench.window.releve.currentWidget() is page
    for length, shaft in (("35.02", "19.990"), ("34.98", "19.985")):
        bench.read(CALIPER, length)
        bench.read(MICROMETER, shaft)
        bench.qtbot.keyClick(bench.window, Qt.Key.Key_C)
        bench.until_quiet()
    assert page.grid.model.dispositions == [Disposition.CONFORMING, Disposition.CONFORMING]
    assert page.expected.expectation is None
    assert words.ALL_FILLED in page.expected.face.accessibleDescription()
    assert page.head.count.text() == words.PROGRESS.format(done=6, planned=6)


def test_the_last_verdict_stays_beside_the_next_box(bench: Bench) -> None:
    bench.open(part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.02")
    face = bench.page.result.face
    assert (face.box, face.value, face.verdict) == ("Pièce 1 · repère 1", "35,02", words.CONFORMING)
    assert face.status is BoxStatus.CONFORMING
    assert face.recorded
    expectation = bench.page.expected.expectation
    assert expectation is not None
    assert expectation.box == BoxKey(1, "2")
    assert "Ø20 h7" in bench.page.expected.face.accessibleDescription()


def test_a_nonconforming_value_says_so_by_word_shape_and_amount(bench: Bench) -> None:
    bench.open(part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.112")
    face = bench.page.result.face
    assert (face.status, face.verdict) == (BoxStatus.NONCONFORMING, words.NONCONFORMING)
    assert face.detail == "+0,012\u00a0mm au-dessus du maxi"
    index = bench.page.grid.place_of(BoxKey(1, "1"))
    assert index.data() == "✗ 35,112"
    header = bench.page.grid.model.headerData(0, Qt.Orientation.Horizontal)
    assert header == "P1\n✗ NC"


def test_a_refused_reading_shows_its_sentence_until_the_next_recorded_value(bench: Bench) -> None:
    bench.open(part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.02")
    bench.read(CALIPER, "35.02")
    banner = bench.page.banner
    assert banner.isVisible()
    assert "PC-01" in banner.sentence.text()
    assert "micromètre" in banner.sentence.text()
    # The result that was recorded is still the one shown: the refused indication is nobody's.
    assert bench.page.result.face.box == "Pièce 1 · repère 1"
    assert bench.page.result.face.status is BoxStatus.CONFORMING
    bench.read(MICROMETER, "19.990")
    assert not banner.isVisible()


def test_a_retake_keeps_the_first_value(bench: Bench) -> None:
    bench.open(part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.20")
    bench.page._desk.workshop.retake(BoxKey(1, "1"), words.RETAKE_REASONS[0])
    bench.until_quiet()
    expectation = bench.page.expected.expectation
    assert expectation is not None
    assert expectation.retake_reason == words.RETAKE_REASONS[0]
    bench.read(CALIPER, "35.05")
    assert bench.page.grid.place_of(BoxKey(1, "1")).data() == "✓ 35,05 ²"
    assert words.RETAKEN_MARK.format(count=2) in bench.page.result.face.detail
    line = consultation.record_lines(bench.shop.workspace)[0]
    history = consultation.load(bench.shop.workspace, line.id).history(BoxKey(1, "1"))
    assert [found.quantity.value for found in history if found.quantity] == [Decimal("35.20"), Decimal("35.05")]


def test_a_menu_of_reasons_asks_for_the_retake(bench: Bench) -> None:
    from metroapp.gui.dialogs.reasons import ReasonMenu

    bench.open(part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.20")
    bench.page.actions_bar.retake.click()
    menu = bench.page.findChild(ReasonMenu)
    assert menu is not None
    reason = next(action for action in menu.actions() if action.text() == words.RETAKE_REASONS[1])
    reason.trigger()
    menu.close()
    bench.until_quiet()
    expectation = bench.page.expected.expectation
    assert expectation is not None
    assert (expectation.box, expectation.retake_reason) == (BoxKey(1, "1"), words.RETAKE_REASONS[1])


def test_a_value_without_cable_is_typed_and_flagged(bench: Bench) -> None:
    bench.open(part(ROUGHNESS, SHAFT))
    entry = bench.page.expected.entry
    assert entry.isVisible()
    bench.qtbot.keyClicks(entry.value, "1,25")
    bench.qtbot.keyClick(entry.value, Qt.Key.Key_Return)
    bench.until_quiet()
    assert bench.page.grid.place_of(BoxKey(1, "4")).data() == "✓ 1,25 s"
    assert words.TYPED_MARK in bench.page.result.face.detail
    line = consultation.record_lines(bench.shop.workspace)[0]
    typed = consultation.load(bench.shop.workspace, line.id).measurement(BoxKey(1, "4"))
    assert typed is not None
    assert (typed.origin, typed.reason) == (Origin.TYPED, words.TYPED_REASONS[0])
    assert not entry.isVisible()


def test_a_typed_text_that_is_no_number_is_refused_and_kept(bench: Bench) -> None:
    bench.open(part(ROUGHNESS))
    entry = bench.page.expected.entry
    bench.qtbot.keyClicks(entry.value, "1,2,3")
    bench.qtbot.keyClick(entry.value, Qt.Key.Key_Return)
    bench.until_quiet()
    assert bench.page.banner.isVisible()
    assert entry.value.text() == "1,2,3"


def test_a_comparison_shows_the_stack_then_the_zero_then_the_size(bench: Bench) -> None:
    bench.open(part(COMPARED, SHAFT))
    said = bench.page.expected.face.accessibleDescription()
    assert "cales 20" in said
    bench.read(INDICATOR, "0.002")
    assert bench.page.result.face.is_step
    assert bench.page.result.face.status is None
    bench.read(INDICATOR, "-0.003")
    assert bench.page.result.face.value == "19,99512"
    assert bench.page.result.face.verdict == words.CONFORMING


def test_the_first_of_two_probings_is_no_result(bench: Bench) -> None:
    bench.open(part(RUN_OUT, SHAFT))
    bench.read(INDICATOR, "0.012")
    assert bench.page.result.face.is_step
    assert bench.page.result.face.verdict == ""
    expectation = bench.page.expected.expectation
    assert expectation is not None
    assert expectation.step == 2
    bench.read(INDICATOR, "-0.006")
    assert bench.page.result.face.value == "0,018"


def test_gauge_boxes_answer_to_their_keys(bench: Bench) -> None:
    bench.open(part(THREAD))
    for key in (Qt.Key.Key_P, Qt.Key.Key_N):
        bench.qtbot.keyClick(bench.window, key)
        bench.until_quiet()
    assert bench.page.grid.place_of(BoxKey(1, "7", BoxCode.GO)).data() == "✓ passe"
    assert bench.page.grid.place_of(BoxKey(1, "7", BoxCode.NO_GO)).data() == "✓ ne passe pas"


def test_clicking_an_empty_box_expects_it(bench: Bench) -> None:
    bench.open(part(LENGTH, SHAFT), pieces=2)
    bench.page.grid.chosen.emit(BoxKey(2, "2"))
    bench.until_quiet()
    assert bench.page.grid.model.expected == BoxKey(2, "2")
    bench.read(MICROMETER, "19.990")
    assert bench.page.grid.place_of(BoxKey(2, "2")).data() == "✓ 19,990"


def test_an_impossible_box_leaves_its_piece_unsorted(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.shop.workshop.declare_impossible(words.IMPOSSIBLE_REASONS[0])
    bench.until_quiet()
    assert bench.page.result.face.verdict == words.IMPOSSIBLE
    assert bench.page.grid.place_of(BoxKey(1, "1")).data() == "imp."
    assert bench.page.grid.model.dispositions == [Disposition.UNSORTED]


def test_the_concessions_of_a_bad_piece_are_looked_for_then_one_is_asked_for(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.20")
    bench.page.actions_bar.concession.click()
    bench.until_quiet()
    covering = bench.page.findChild(CoveringDialog)
    assert covering is not None and not covering.isModal()
    assert [label.text() for label in covering.said_of] == [treatment_asked.NO_ACTIVE]
    covering.confirm.click()
    bench.until_quiet()
    demand = bench.page.findChild(RequestDialog)
    assert demand is not None and demand.moment is Moment.AFTER_PRODUCTION
    assert [piece for piece, tick in demand.after.pieces.items() if tick.isChecked()] == [1]
    demand.confirm.click()
    bench.until_quiet()
    assert demand.said.text()  # neither a reason nor consequences: the sentence, and the form stays
    demand.reason.setText("outil usé")
    demand.consequences.setText("aucune")
    demand.confirm.click()
    bench.until_quiet()
    assert "DER-2026-001" in bench.page.notice.said.text()
    assert bench.page.grid.model.dispositions == [Disposition.NONCONFORMING]  # asked for is not granted


def test_the_concession_that_covers_a_piece_is_named_and_why_another_does_not(bench: Bench) -> None:
    bench.open(part(LENGTH), pieces=2)
    bench.read(CALIPER, "35.20", "35.25")
    bench.shop.concede(1)
    bench.until_quiet()
    assert bench.page.grid.model.dispositions == [Disposition.CONCESSION, Disposition.NONCONFORMING]
    bench.page.actions_bar.concession.click()
    bench.until_quiet()
    covering = bench.page.findChild(CoveringDialog)
    assert covering is not None and covering.piece.currentData() == 2
    assert covering.said_of[0].text().startswith("✗") and "DER-2026-001" in covering.said_of[0].text()
    covering.piece.setCurrentIndex(0)
    bench.until_quiet()
    assert [label.text() for label in covering.said_of] == [treatment_asked.COVERS.format(number="DER-2026-001")]


def test_a_bad_value_becomes_a_sheet_in_one_action_and_the_question_stays(bench: Bench) -> None:
    bench.shop.workshop.set_options(RecordOptions()).result()
    bench.open(part(LENGTH), pieces=2)
    bench.read(CALIPER, "35.20")
    question = bench.page.question
    assert bench.page.now.is_asked and question.sheet.isVisible()
    question.sheet.click()
    bench.until_quiet()
    assert "FNC-2026-001" in bench.page.notice.said.text() and not question.sheet.isEnabled()
    [sheet] = bench.shop.workshop.treatment.sheets().result()
    assert [finding.box for finding in sheet.raised.findings] == [BoxKey(1, "1")]
    assert bench.page.now.is_asked


def test_the_head_of_a_bad_piece_offers_a_sheet_about_all_that_is_wrong(bench: Bench) -> None:
    bench.open(part(LENGTH, characteristic("2", "12 ±0,1", Means.CALIPER)), pieces=2)
    bench.read(CALIPER, "35.20", "12.30")
    header = bench.page.grid.grid.horizontalHeader()
    header.sectionClicked.emit(1)
    assert bench.page.findChild(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly) is None  # nothing is wrong
    header.sectionClicked.emit(0)
    menu = bench.page.findChild(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert menu is not None
    menu.actions()[0].trigger()
    menu.close()
    bench.until_quiet()
    [sheet] = bench.shop.workshop.treatment.sheets().result()
    assert [finding.box.balloon for finding in sheet.raised.findings] == ["1", "2"]


def test_closing_signs_the_record_and_offers_its_documents(bench: Bench) -> None:
    from metroapp.gui.dialogs.closing import ClosingDialog

    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.02")
    bench.page.actions_bar.close_record.click()
    dialog = bench.page.findChild(ClosingDialog)
    assert dialog is not None
    bench.until_quiet()
    dialog.form.secret.setText(CODES[CAMILLE])
    dialog.confirm.click()
    bench.until_quiet()
    assert bench.page.actions_bar.pdf.isVisible()
    assert not bench.page.actions_bar.retake.isVisible()
    assert bench.page.result.face.status is None  # no verdict of a box under the words « relevé clos »
    assert consultation.record_lines(bench.shop.workspace)[0].closed_at is not None


def test_a_fault_of_the_bench_is_a_sentence_and_no_verdict(bench: Bench) -> None:
    from drivers import Fault, FaultCode
    from metroapp.wording.instruments import FAULT_SENTENCES

    bench.open(part(LENGTH))
    bench.shop.workshop._on_link_event(COLUMN, Fault(FaultCode.UNIT, b"", bench.shop.clock()))
    bench.until_quiet()
    assert bench.page.banner.sentence.text() == FAULT_SENTENCES["unit"]
    assert bench.page.result.face.status is None
    assert bench.window.bench.chips[COLUMN].word == words.FAULT


def test_a_record_left_open_is_offered_and_resumed(qtbot: QtBot, bench: Bench) -> None:
    from metroapp.gui.window import MainWindow
    from tests.gui.bench_window import PARTS

    bench.open(part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.02")
    again = MainWindow(bench.shop.workshop, PARTS)
    qtbot.addWidget(again)
    again.show()
    qtbot.waitUntil(again.start.resume.isVisible, timeout=8000)
    again.start.resume.click()
    qtbot.waitUntil(lambda: again.measuring.expected.expectation is not None, timeout=8000)
    assert again.measuring.grid.model.expected == BoxKey(1, "2")
    assert again.pages.currentIndex() == RELEVE
    again.close()


def test_the_box_expected_is_said_in_words_with_how_to_measure_it(bench: Bench) -> None:
    from metroapp.gui.phrases import box_in_words

    bench.open(part(SHAFT, EDGES), pieces=3)
    expectation = bench.page.expected.expectation
    assert expectation is not None
    assert box_in_words(expectation) == "Pièce 1 · repère 2 · Ø20 h7 · micromètre M-02"
    face = bench.page.expected.face
    assert face.toolTip() and face.toolTip() in face.accessibleDescription()
    bench.shop.workshop.go_to(BoxKey(1, "3")).result()
    bench.until_quiet()
    expectation = bench.page.expected.expectation
    assert expectation is not None
    assert box_in_words(expectation) == "Pièce 1 · repère 3 · Caractéristique 3 · visuel"
