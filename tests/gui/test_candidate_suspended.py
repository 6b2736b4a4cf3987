"""A phase that is suspended: what is under the cover is neither reached nor acts, whatever the hand uses."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey
from metroapp.domain.session_acts import CandidateReadmitted, CandidateWithdrawn
from metroapp.domain.sorting import BoxStatus
from metroapp.gui.exam.ending_dialog import EndingDialog
from metroapp.services.commands import Command, CommandScan, InstrumentScan, PieceScan
from metroapp.services.events import Refused
from metroapp.services.spc.process_room import NOBODY
from metroapp.services.wedge import KEY as WEDGE
from tests.gui.bench_window import Bench
from tests.gui.fast_typing import scan, type_fast
from tests.gui.guided_record import press
from tests.gui.test_candidate_measuring import NUMBER, begin
from tests.services import examined
from tests.workbench import CALIPER, CAMILLE

PEDALS = (Qt.Key.Key_F13, Qt.Key.Key_F14, Qt.Key.Key_F15, Qt.Key.Key_F16, Qt.Key.Key_F17, Qt.Key.Key_F18)


def suspend(bench: Bench) -> None:
    examined.suspend(bench.shop, NUMBER, "tournage")
    bench.until_quiet()
    assert bench.page.phase.cover.isVisible()


def resume(bench: Bench) -> None:
    examined.resume(bench.shop, NUMBER, "tournage")
    bench.until_quiet()
    assert bench.page.phase.cover.isHidden()


def kept(bench: Bench) -> tuple[object, ...]:
    """All that is written of the record, and the box expected."""
    inspection = bench.shop.workshop._inspection
    assert inspection is not None
    record = inspection.record
    boxes = {box: (record.status(box), len(record.history(box))) for box in record.boxes()}
    return boxes, tuple(record.declarations.events), inspection.expected_box, bench.page.now.currentWidget()


def test_tab_goes_round_the_cover_and_reaches_nothing_under_it(bench: Bench) -> None:
    begin(bench)
    bench.read(CALIPER, "35.02")
    page = bench.page
    suspend(bench)
    bench.window.activateWindow()
    seen = set[QWidget]()
    for _ in range(60):
        QTest.keyClick(bench.window.windowHandle(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None and not page.work.isAncestorOf(focused), focused
        seen.add(focused)
    assert page.phase.cover.resume in seen and page.phase.strip.supervisor in seen
    resume(bench)
    assert page.work.isEnabled()


def test_neither_keys_nor_pedals_nor_codes_do_anything_while_suspended(bench: Bench) -> None:
    begin(bench)
    bench.read(CALIPER, "35.02")
    suspend(bench)
    before, refused = kept(bench), len(bench.shop.all(Refused))
    letters = (Qt.Key.Key_C, Qt.Key.Key_N, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Backspace)
    for key in (*PEDALS, *letters, *(Qt.Key.Key_F2, Qt.Key.Key_F4, Qt.Key.Key_F6, Qt.Key.Key_F10, Qt.Key.Key_F11)):
        press(bench, key)
    press(bench, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    for read in (CommandScan(Command.UNDO), CommandScan(Command.NEXT), InstrumentScan(CALIPER), PieceScan("2")):
        scan(bench, read)
    assert kept(bench) == before
    assert len(bench.shop.all(Refused)) == refused  # not even asked
    assert not bench.page.findChildren(EndingDialog) and not bench.page.record.shows_follow_up
    resume(bench)
    press(bench, Qt.Key.Key_F14)  # the same pedal, now
    assert bench.page.grid.model.cells[BoxKey(1, "1")].view.status is BoxStatus.NOT_MEASURED


def test_a_value_half_typed_stays_and_is_gone_on_with_after_the_resumption(bench: Bench) -> None:
    begin(bench)
    page = bench.page
    bench.window.activateWindow()
    page.expected.start_typing()
    entry = page.expected.entry
    assert entry.value.hasFocus()
    entry.value.setText("35,")
    suspend(bench)
    for key in (Qt.Key.Key_0, Qt.Key.Key_2, Qt.Key.Key_Return):
        press(bench, key)
    assert entry.value.text() == "35," and page.grid.model.done == 0
    resume(bench)
    assert entry.value.hasFocus() and entry.value.text() == "35,"


def test_what_the_cable_or_an_interface_brings_is_not_taken_and_is_said_over_the_page(bench: Bench) -> None:
    workshop, cover = bench.shop.workshop, bench.page.phase.cover
    caliper = Instrument("CL-01", "Pied à coulisse", InstrumentKind.CALIPER, family=WEDGE, decimals=2)
    workshop.means.enter([caliper], []).result()
    workshop.connect({"CL-01": "keyboard://"}).result()
    begin(bench)
    suspend(bench)
    before = kept(bench)
    bench.read(CALIPER, "35.02")
    assert "35,02" in cover.refused.text() and "suspendue" in cover.refused.text()
    bench.window.activateWindow()
    type_fast(bench, "35.04")
    assert "35,04" in cover.refused.text()
    assert kept(bench) == before and bench.page.proposals.count == 0
    resume(bench)
    type_fast(bench, "35.06")
    assert bench.page.grid.model.cells[BoxKey(1, "1")].shown.startswith("35,06")


def ending(bench: Bench) -> EndingDialog:
    bench.page.actions_bar.close_record.click()
    bench.until_quiet()
    dialog = bench.page.phase.ending.dialog
    assert dialog is not None and dialog.isVisible()
    dialog.secret.setText("48")
    return dialog


def test_the_end_asked_for_before_a_suspension_waits_and_comes_back_as_it_was(bench: Bench) -> None:
    begin(bench)
    dialog = ending(bench)
    suspend(bench)
    assert not dialog.isVisible()  # it lay over the cover, and could be signed in
    resume(bench)
    assert dialog.isVisible() and dialog.secret.text() == "48" and "Cases vides, 4" in dialog.left.text()
    assert bench.window.focusWidget() is bench.page.expected  # behind it, and no button: a key must fall on none


def test_the_end_asked_for_by_a_candidate_who_leaves_suspended_is_shown_to_nobody_else(bench: Bench) -> None:
    begin(bench)
    dialog = ending(bench)
    suspend(bench)
    bench.shop.sign_in(CAMILLE)
    bench.until_quiet()
    assert bench.page.phase.cover.isHidden() and not (isValid(dialog) and dialog.isVisible())


def test_the_supervisor_of_a_candidate_withdrawn_at_the_post_was_offered_an_empty_menu(bench: Bench) -> None:
    begin(bench)
    page, shop = bench.page, bench.shop
    assert page.phase.strip.supervisor.isEnabled()
    examined.write(shop, CandidateWithdrawn(NOBODY, NUMBER, "07", "malaise", CAMILLE, shop.clock(), CAMILLE))
    bench.until_quiet()
    assert not page.phase.strip.supervisor.isEnabled() and not page.phase.supervisor.deeds()
    bench.read(CALIPER, "35.02")
    assert page.grid.model.done == 0 and "ne prend plus part à la session" in page.banner.sentence.text()
    examined.write(shop, CandidateReadmitted(NOBODY, NUMBER, "07", "erreur", CAMILLE, CAMILLE, shop.clock()))
    bench.until_quiet()
    assert page.phase.cover.isVisible() and page.phase.strip.supervisor.isEnabled()
    resume(bench)
    bench.read(CALIPER, "35.02")
    assert page.grid.model.done == 1
