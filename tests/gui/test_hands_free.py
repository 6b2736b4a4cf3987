"""Hands on the part, in the whole window: interfaces that type, pieces that are scanned, pedals that ask."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit

from drivers import LinkState
from drivers.contact import Line
from drivers.simulators import SimulatedInstrument, register, simulator_for
from drivers.simulators.port import InProcessPort
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.gui.pages.door import LOCK
from metroapp.gui.theme import TOUCH
from metroapp.gui.widgets.contact_row import ContactRow
from metroapp.gui.window import PARTS, RELEVE, SETTINGS
from metroapp.services.commands import Command, CommandScan, PieceScan, WorkOrderScan
from metroapp.services.pedal_contact import PedalContact
from metroapp.services.wedge import KEY as WEDGE
from metroapp.wording import gestures as words
from metroapp.wording import settings
from tests.gui.bench_window import Bench
from tests.gui.fast_typing import scan, type_fast
from tests.gui.guided_record import archived, begin, expected, press
from tests.gui.people_at_work import lock, unlock
from tests.workbench import CALIPER, CAMILLE, CODES, MICROMETER, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
TYPED = "CL-01"
F20 = Qt.Key.Key_F20


@pytest.fixture
def typed(bench: Bench) -> Bench:
    """A bench with one caliper that types."""
    workshop = bench.shop.workshop
    caliper = Instrument(TYPED, "Pied à coulisse", InstrumentKind.CALIPER, family=WEDGE, decimals=2)
    workshop.means.enter([caliper], []).result()
    workshop.connect({TYPED: "keyboard://"}).result()
    bench.until_quiet()
    bench.window.activateWindow()
    return bench


def value(bench: Bench, piece: int, balloon: str = "1") -> str | None:
    found = archived(bench).measurement(BoxKey(piece, balloon))
    return str(found.quantity.value) if found is not None and found.quantity is not None else None


# -- interfaces that type --------------------------------------------------------------------------------------------


def test_a_line_fills_the_box_expected_with_its_text_as_proof(typed: Bench) -> None:
    begin(typed, part(LENGTH), pieces=2)
    type_fast(typed, "35.02")
    type_fast(typed, '"(:à&')
    assert (value(typed, 1), value(typed, 2)) == ("35.02", "35.01")
    measured = archived(typed).measurement(BoxKey(2, "1"))
    assert measured is not None and measured.instrument == TYPED
    frame = measured.inputs[0].frame
    assert frame is not None and frame.raw == '"(:à&'.encode()


def test_a_line_does_not_land_in_the_field_that_is_being_written(typed: Bench) -> None:
    begin(typed, part(LENGTH), pieces=2)
    typed.page.expected.start_typing()
    entry = typed.page.expected.entry.value
    assert entry.hasFocus()
    type_fast(typed, "35.02")
    assert entry.text() == "" and value(typed, 1) == "35.02"
    frame = archived(typed).measurement(BoxKey(1, "1")).inputs[0].frame  # type: ignore[union-attr]
    assert frame is not None  # a reading, not a value typed by hand


def test_on_another_page_and_in_a_dialog_it_is_still_a_reading(typed: Bench) -> None:
    begin(typed, part(LENGTH), pieces=2)
    typed.window.show_page(PARTS)
    typed.until_quiet()
    type_fast(typed, "35.02")
    typed.window.show_page(RELEVE)
    dialog = QDialog(typed.window)
    field = QLineEdit(dialog)
    dialog.show()
    dialog.activateWindow()
    typed.until(dialog.isActiveWindow)
    field.setFocus()
    type_fast(typed, "35.03")
    assert field.text() == "" and (value(typed, 1), value(typed, 2)) == ("35.02", "35.03")
    dialog.close()


@pytest.mark.parametrize("mark", ["M", ""])
def test_typed_at_a_locked_post_it_waits_and_the_code_stays_clean(typed: Bench, mark: str) -> None:
    """Seen: without a mark, its value was typed into the code of the post."""
    typed.shop.workshop.connect({TYPED: f"keyboard://{mark and '?prefix='}{mark}"}).result()
    begin(typed, part(LENGTH), pieces=2)
    page = lock(typed)
    page.entry.line.setFocus()
    type_fast(typed, f"{mark}35.02")
    assert page.entry.line.text() == "" and typed.window.doorkeeper.door.name == LOCK
    assert value(typed, 1) is None
    unlock(typed, CODES[CAMILLE])
    assert typed.page.held.isVisible()
    assert typed.shop.workshop.take_held().result() == 1
    assert value(typed, 1) == "35.02"


def test_while_a_value_asks_it_chooses_no_reason(typed: Bench) -> None:
    """The figures of a line are the keys of the reasons."""
    begin(typed, part(LENGTH), pieces=3)
    type_fast(typed, "35.30")
    assert typed.page.now.is_asked
    press(typed, Qt.Key.Key_F4)
    assert typed.page.question.reasons.isVisible()
    type_fast(typed, "35.01")
    assert typed.page.proposals.count == 1 and typed.page.question.reasons.isVisible()
    QTest.keyClick(typed.window.windowHandle(), Qt.Key.Key_1)
    typed.until(lambda: not typed.page.question.reasons.isVisible())  # a hand still chooses one


def test_a_line_cut_short_is_said(typed: Bench) -> None:
    begin(typed, part(LENGTH), pieces=2)
    type_fast(typed, "35.02", end="")
    typed.until(lambda: typed.page.banner.isVisible())
    assert "35.02" in typed.page.banner.sentence.text() and value(typed, 1) is None


def test_a_line_cut_short_is_said_on_whatever_page_is_shown(typed: Bench) -> None:
    """Seen: only the page of the relevé said it, and it was lost in silence on any other one."""
    begin(typed, part(LENGTH), pieces=2)
    typed.window.show_page(PARTS)
    typed.until_quiet()
    type_fast(typed, "35.02", end="")
    typed.until(lambda: typed.window.banner.isVisible())
    assert "35.02" in typed.window.banner.sentence.text() and not typed.page.banner.isVisible()
    type_fast(typed, "35.02")  # sent again: what was said is past
    assert value(typed, 1) == "35.02" and not typed.window.banner.isVisible()
    typed.shop.workshop.connect({TYPED: "keyboard://?prefix=M"}).result()
    page = lock(typed)
    page.entry.line.setFocus()
    type_fast(typed, "M35.03", end="")
    typed.until(lambda: typed.window.banner.isVisible())
    assert "35.03" not in typed.window.banner.sentence.text() and page.entry.line.text() == ""


def test_what_the_services_refuse_of_a_line_is_said_on_whatever_page_is_shown(typed: Bench) -> None:
    typed.shop.workshop.connect({TYPED: "keyboard://?prefix=M"}).result()
    typed.window.show_page(PARTS)
    typed.until_quiet()
    type_fast(typed, "Mx")
    type_fast(typed, "M12")
    typed.until(lambda: typed.window.banner.isVisible())
    assert TYPED in typed.window.banner.sentence.text()
    typed.window.show_page(RELEVE)
    typed.window.banner.button.click()
    assert not typed.window.banner.isVisible()


def test_before_a_record_it_is_refused_in_a_sentence(typed: Bench) -> None:
    type_fast(typed, "35.02")
    assert typed.window.start.banner.isVisible() and TYPED in typed.window.start.banner.sentence.text()


# -- pieces ----------------------------------------------------------------------------------------------------------


def test_the_code_of_a_piece_goes_to_its_next_empty_box(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT), pieces=3)
    scan(bench, PieceScan(3))
    assert expected(bench) == BoxKey(3, "1")
    bench.read(CALIPER, "35.02")
    scan(bench, PieceScan(1))
    assert expected(bench) == BoxKey(1, "1")
    scan(bench, PieceScan(3))
    assert expected(bench) == BoxKey(3, "2")
    bench.read(MICROMETER, "19.990")
    scan(bench, PieceScan(3))
    assert bench.page.notice.said.text() == words.PIECE_FULL.format(piece=3)


def test_the_piece_that_is_expected_keeps_what_was_begun(bench: Bench) -> None:
    begin(bench, part(LENGTH), pieces=2)
    scan(bench, PieceScan(1))
    assert bench.page.notice.said.text() == words.PIECE_EXPECTED.format(piece=1)
    assert expected(bench) == BoxKey(1, "1")


def test_a_piece_that_is_not_of_the_lot_is_refused(bench: Bench) -> None:
    begin(bench, part(LENGTH), pieces=2)
    scan(bench, PieceScan(3))
    assert bench.page.banner.isVisible() and "pièce 3" in bench.page.banner.sentence.text()
    assert expected(bench) == BoxKey(1, "1")


def test_elsewhere_the_code_of_a_piece_does_nothing(bench: Bench) -> None:
    begin(bench, part(LENGTH), pieces=2)
    bench.window.show_page(PARTS)
    scan(bench, PieceScan(2))
    scan(bench, WorkOrderScan("2026-118"))
    assert expected(bench) == BoxKey(1, "1")


# -- the pedal that asks ---------------------------------------------------------------------------------------------


@pytest.fixture
def plugged(bench: Bench) -> Iterator[InProcessPort]:
    """The caliper of the shop, simulated and ready."""
    instrument = SimulatedInstrument(Decimal("0.01"), Decimal(0), 1)
    instrument.present(Decimal("35.02"))
    port = register("hands-free", simulator_for("mitutoyo-mux10", instrument))
    bench.shop.workshop.connect({CALIPER: port.url}).result()
    bench.until(lambda: bench.shop.workshop.link_states()[CALIPER] is LinkState.READY)
    yield port
    port.close()


def test_one_pedal_reads_the_instrument_that_the_record_expects(bench: Bench, plugged: InProcessPort) -> None:
    begin(bench, part(LENGTH, SHAFT), pieces=2)
    press(bench, F20)
    bench.until(lambda: bench.page.grid.model.done == 1)
    assert value(bench, 1) == "35.02"
    press(bench, F20)  # the micrometer has no cable here
    bench.until(lambda: bench.page.banner.isVisible())
    assert "repère 2" in bench.page.banner.sentence.text()


def test_its_barcode_asks_as_well(bench: Bench, plugged: InProcessPort) -> None:
    begin(bench, part(LENGTH), pieces=2)
    scan(bench, CommandScan(Command.ASK))
    bench.until(lambda: bench.page.grid.model.done == 1)
    assert archived(bench).status(BoxKey(1, "1")) is BoxStatus.CONFORMING


# -- the pedal that is a contact -------------------------------------------------------------------------------------


@pytest.fixture
def contact() -> Iterator[InProcessPort]:
    port = register("pedal", simulator_for("opto-rs", SimulatedInstrument(Decimal("0.001"), Decimal(0), 1)))
    yield port
    port.close()


@pytest.fixture
def row(bench: Bench) -> ContactRow:
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    return bench.window.settings.pedals.contact


def choose(bench: Bench, row: ContactRow, url: str, line: Line = Line.CTS, command: Command = Command.UNDO) -> None:
    row.port.setEditText(url)
    row.line.setCurrentIndex(row.line.findData(line.value))
    row.command.setCurrentIndex(row.command.findData(command.value))
    row.keep.click()
    bench.until_quiet()


def step_on(bench: Bench, contact: InProcessPort, line: Line = Line.CTS) -> None:
    contact.set_line(line.value, on=True)
    bench.qtbot.wait(150)
    contact.set_line(line.value, on=False)
    bench.qtbot.wait(150)
    bench.until_quiet()


def test_a_contact_is_chosen_tried_and_obeyed(bench: Bench, row: ContactRow, contact: InProcessPort) -> None:
    choose(bench, row, contact.url, Line.DSR)
    assert row.said.text() == settings.CONTACT_KEPT.format(command="Annuler")
    bench.until(lambda: row.state.text() == settings.CONTACT_READY)
    step_on(bench, contact, Line.DSR)
    bench.until(lambda: row.said.text() == settings.CONTACT_TRIED.format(command="Annuler"))
    begin(bench, part(LENGTH), pieces=1)
    bench.read(CALIPER, "35.02")
    step_on(bench, contact, Line.DSR)
    bench.until(lambda: bench.page.grid.model.done == 0)
    assert len(archived(bench).cancelled) == 1


def test_it_is_kept_with_the_post_and_taken_away(bench: Bench, row: ContactRow, contact: InProcessPort) -> None:
    choose(bench, row, contact.url, command=Command.ASK)
    wanted = PedalContact(contact.url, Line.CTS, Command.ASK)
    assert bench.shop.workshop.contact().result() == wanted
    bench.window.hands_free.contact.use(None)
    bench.window.hands_free.read()  # as at the next start
    bench.until_quiet()
    assert bench.window.hands_free.contact.contact == wanted
    bench.until(lambda: row.state.text() == settings.CONTACT_READY)
    row.remove.click()
    bench.until_quiet()
    assert bench.shop.workshop.contact().result() is None
    assert row.state.text() == settings.CONTACT_NONE and not row.remove.isEnabled()


def test_the_port_of_an_instrument_is_refused(bench: Bench, row: ContactRow, plugged: InProcessPort) -> None:
    choose(bench, row, plugged.url)
    assert plugged.url in row.said.text() and bench.shop.workshop.contact().result() is None
    choose(bench, row, " ")
    assert "port" in row.said.text()


def test_why_it_does_not_work_is_said(bench: Bench, row: ContactRow, contact: InProcessPort) -> None:
    contact.without_lines()
    choose(bench, row, contact.url)
    bench.until(lambda: "lignes modem" in row.state.text())
    choose(bench, row, "sim://bench/nobody")
    bench.until(lambda: "sim://bench/nobody" in row.state.text())


def test_its_controls_are_large_and_named(row: ContactRow) -> None:
    for control in (row.port, row.line, row.command, row.keep, row.remove):
        assert control.height() >= TOUCH and control.accessibleName()
