"""Whole relevés, hands on the parts: by DATA alone in every order, by pedals, by touches. And what a scanner reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Role
from metroapp.domain.record_options import Gate, Order
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Means, Sampling
from metroapp.gui.pedal import DEFAULT
from metroapp.services import consultation
from metroapp.services.commands import (
    Command,
    CommandScan,
    InstrumentScan,
    WorkOrderScan,
)
from metroapp.services.new_record import NewRecord
from metroapp.wording import gestures as words
from metroapp.wording import window
from tests.gui.bench_window import Bench
from tests.gui.fast_typing import scan
from tests.gui.guided_record import archived, begin, expected, press, touch
from tests.workbench import CALIPER, CODES, DOMINIQUE, MICROMETER, SIGNED_BY_DOMINIQUE, characteristic, part

TWELVE = tuple(
    characteristic(str(number), "35 ±0,1", Means.CALIPER)
    if number % 3
    else characteristic(str(number), "Ø20 h7", Means.MICROMETER)
    for number in range(1, 13)
)
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
EDGES = characteristic("3", "attribut", Means.VISUAL)
THREAD = characteristic("4", "M8-6H", Means.THREAD_PLUG)
VALUES = {CALIPER: "35.02", MICROMETER: "19.990"}
PEDALS = {
    **DEFAULT,
    Qt.Key.Key_F19.value: Command.GOOD,
    Qt.Key.Key_F20.value: Command.NONCONFORMING,
}


def measure(bench: Bench) -> None:
    """DATA of the instrument that the page asks for."""
    expectation = bench.page.expected.expectation
    assert expectation is not None
    number = expectation.instruments[0].number
    bench.read(number, VALUES[number])


@pytest.mark.parametrize("order", Order)
def test_ten_pieces_of_twelve_characteristics_by_data_alone(bench: Bench, order: Order) -> None:
    begin(bench, part(*TWELVE), pieces=10, order=order)
    changes, last = 0, ""
    while bench.page.expected.expectation is not None:
        number = bench.page.expected.expectation.instruments[0].number
        changes += number != last
        last = number
        bench.shop.read(number, VALUES[number])
        bench.until_quiet()
    assert bench.page.grid.model.dispositions == [Disposition.CONFORMING] * 10
    assert bench.page.head.count.text() == window.PROGRESS.format(done=120, planned=120)
    assert not bench.page.banner.isVisible() and bench.page.proposals.count == 0
    assert archived(bench).sorting().conforming == 10
    assert consultation.verify(bench.shop.workspace).sound
    assert changes == {Order.PIECE: 80, Order.CHARACTERISTIC: 8, Order.INSTRUMENT: 2}[order]


def test_a_sampled_lot_by_data_alone(bench: Bench) -> None:
    every = [replace(found, sampling=Sampling(every=4)) for found in TWELVE]
    begin(bench, part(*every), pieces=10, order=Order.INSTRUMENT)
    while bench.page.expected.expectation is not None:
        measure(bench)
    assert bench.page.head.count.text() == window.PROGRESS.format(done=36, planned=36)


# -- pedals ----------------------------------------------------------------------------------------------------------


def pedal(bench: Bench, command: Command) -> None:
    key = next(key for key, known in bench.window.hands_free.pedal.table.items() if known is command)
    press(bench, Qt.Key(key))


@pytest.fixture
def pedals(bench: Bench) -> Callable[[Command], None]:
    bench.window.hands_free.pedal.use(PEDALS)

    def obey(command: Command) -> None:
        pedal(bench, command)

    return obey


def test_a_whole_relevé_by_pedals(bench: Bench, pedals: Callable[[Command], None]) -> None:
    begin(bench, part(LENGTH, EDGES, THREAD), pieces=3, cleaning=True, approval=Role.QUALITY)
    pedals(Command.CONFIRM)  # the pieces are clean
    for piece in (1, 2, 3):
        if piece == 2:
            assert bench.page.now.gate is Gate.APPROVAL
            bench.shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE).result()
            bench.until_quiet()
        measure(bench)
        while bench.page.expected.expectation is not None and bench.page.expected.expectation.box.piece == piece:
            pedals(Command.GOOD)
    assert bench.page.grid.model.dispositions == [Disposition.CONFORMING] * 3
    assert archived(bench).status(BoxKey(1, "4", BoxCode.NO_GO)) is BoxStatus.CONFORMING


def test_a_bad_value_is_answered_by_pedals(bench: Bench, pedals: Callable[[Command], None]) -> None:
    begin(bench, part(LENGTH, SHAFT), pieces=3)
    bench.read(CALIPER, "35.30")
    pedals(Command.RETAKE)
    pedals(Command.NEXT)
    pedals(Command.NEXT)
    pedals(Command.BACK)
    pedals(Command.CONFIRM)
    expectation = bench.page.expected.expectation
    assert expectation is not None and expectation.retake_reason == window.RETAKE_REASONS[1]
    bench.read(CALIPER, "35.31")
    pedals(Command.CONFIRM)
    assert archived(bench).confirmed and expected(bench) == BoxKey(1, "2")
    bench.read(MICROMETER, "20.500")
    pedals(Command.CALL)
    assert archived(bench).calls and expected(bench) == BoxKey(2, "1")
    pedals(Command.NEXT)
    assert expected(bench) == BoxKey(2, "2")
    pedals(Command.BACK)
    assert expected(bench) == BoxKey(2, "1")
    bench.read(CALIPER, "35.00")
    pedals(Command.UNDO)
    assert archived(bench).cancelled and expected(bench) == BoxKey(2, "1")
    bench.read(MICROMETER, "19.990")
    pedals(Command.CONFIRM)
    assert archived(bench).status(BoxKey(2, "2")) is BoxStatus.CONFORMING


def test_a_value_that_asks_nothing_is_retaken_by_pedals(bench: Bench, pedals: Callable[[Command], None]) -> None:
    begin(bench, part(LENGTH, SHAFT), pieces=1)
    bench.read(CALIPER, "35.00")
    pedals(Command.RETAKE)
    assert bench.page.question.reasons.isVisible()
    pedals(Command.CONFIRM)
    expectation = bench.page.expected.expectation
    assert expectation is not None and (expectation.box, expectation.retake_reason) == (BoxKey(1, "1"), "copeau")


def test_reasons_give_way_to_a_reading(bench: Bench, pedals: Callable[[Command], None]) -> None:
    begin(bench, part(LENGTH, SHAFT), pieces=2)
    bench.read(CALIPER, "35.00")
    pedals(Command.RETAKE)
    bench.read(MICROMETER, "19.990")
    assert archived(bench).status(BoxKey(1, "2")) is BoxStatus.CONFORMING
    assert bench.page.now.currentWidget() is bench.page.expected


def test_good_and_bad_are_for_what_is_seen(bench: Bench, pedals: Callable[[Command], None]) -> None:
    begin(bench, part(EDGES, LENGTH), pieces=1)
    pedals(Command.NONCONFORMING)
    assert bench.page.now.is_asked
    pedals(Command.GOOD)  # a yes: the value is bad
    assert archived(bench).confirmed
    pedals(Command.NONCONFORMING)
    assert bench.page.banner.isVisible() and archived(bench).status(BoxKey(1, "1")) is BoxStatus.NOT_MEASURED


def test_pedals_do_nothing_while_the_post_is_locked(bench: Bench, pedals: Callable[[Command], None]) -> None:
    begin(bench, part(LENGTH), pieces=1)
    bench.read(CALIPER, "35.00")
    bench.window.doorkeeper.lock()
    bench.until_quiet()
    pedals(Command.UNDO)
    assert not archived(bench).cancelled


# -- touches ---------------------------------------------------------------------------------------------------------


def test_a_whole_relevé_by_touches(bench: Bench) -> None:
    """Everything but the readings is done with one finger on the real buttons."""
    page = bench.page
    begin(bench, part(LENGTH, EDGES, THREAD, replace(SHAFT, balloon="5")), pieces=3, cleaning=True)
    touch(bench, page.gates.cleaned)
    bench.read(CALIPER, "35.30")
    touch(bench, page.question.retake)
    touch(bench, page.question.reason_buttons[0])
    bench.read(CALIPER, "35.05")
    touch(bench, page.visa.button)
    from metroapp.gui.dialogs.signing import SigningDialog

    dialog = page.findChild(SigningDialog)
    assert dialog is not None and dialog.form.signer.currentText() == DOMINIQUE
    QTest.keyClicks(dialog.form.secret, CODES[DOMINIQUE])
    touch(bench, dialog.confirm)
    while page.expected.expectation is not None:
        if page.expected.expectation.role is None:
            good = 1 if page.expected.expectation.box.code is BoxCode.NO_GO else 0
            touch(bench, page.expected.answers.buttons[good])
        else:
            measure(bench)
    touch(bench, page.actions_bar.undo)
    bench.read(CALIPER, "35.00")  # of no box left: refused and said
    assert page.banner.isVisible()
    bench.read(MICROMETER, "19.991")
    assert page.grid.model.dispositions == [Disposition.CONFORMING] * 3
    touch(bench, page.actions_bar.close_record)
    from metroapp.gui.dialogs.closing import ClosingDialog

    closing = page.findChild(ClosingDialog)
    assert closing is not None
    QTest.keyClicks(closing.form.secret, CODES["Camille Martin"])
    touch(bench, closing.confirm)
    assert not page.has_open_record and consultation.verify(bench.shop.workspace).sound


# -- a scanner -------------------------------------------------------------------------------------------------------


def test_a_code_does_what_its_button_does(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT), pieces=2)
    bench.read(CALIPER, "35.00")
    scan(bench, CommandScan(Command.UNDO))
    assert archived(bench).cancelled
    bench.read(CALIPER, "35.30")
    scan(bench, CommandScan(Command.CONFIRM))
    assert not bench.page.now.is_asked


def test_the_work_order_is_checked(bench: Bench) -> None:
    bench.shop.workshop.open_record(NewRecord(part(LENGTH), 2, work_order="2026-118")).result()
    bench.until_quiet()
    scan(bench, WorkOrderScan("2026-118"))
    assert bench.page.notice.said.text() == words.WORK_ORDER_SAME.format(order="OF 2026-118")
    scan(bench, WorkOrderScan("2026-119"))
    assert bench.page.banner.isVisible() and "2026-119" in bench.page.banner.sentence.text()


def test_before_a_record_it_fills_the_form(bench: Bench) -> None:
    scan(bench, WorkOrderScan("2026-118"))
    assert bench.window.start.form.work_order.text() == "2026-118"


def test_the_instrument_in_the_hand_is_checked(bench: Bench) -> None:
    begin(bench, part(LENGTH), pieces=1)
    scan(bench, InstrumentScan(CALIPER))
    assert bench.page.notice.said.text() == words.INSTRUMENT_FITS.format(instrument=CALIPER)
    scan(bench, InstrumentScan(MICROMETER))
    assert CALIPER in bench.page.banner.sentence.text()
    scan(bench, InstrumentScan("X-99"))
    assert "X-99" in bench.page.banner.sentence.text()
