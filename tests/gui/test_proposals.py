"""Readings that wait: one confirmation each, never in the way, and no key of a text field is taken for it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Means
from metroapp.wording import gestures as words
from tests.gui.bench_window import Bench
from tests.gui.guided_record import archived, begin, expected, press, touch
from tests.workbench import CALIPER, INDICATOR, MICROMETER, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
DIAMETER = characteristic("3", "Ø20 h6", Means.COMPARISON)
ROUGHNESS = characteristic("3", "Ra 1,6", Means.ROUGHNESS_TESTER)


def test_a_reading_of_another_instrument_is_proposed_in_words(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(MICROMETER, "19.990")
    card = bench.page.proposals
    assert card.isVisible() and card.count == 1
    assert card.said.text().replace("\u00a0", " ") == "19,990 mm · M-02 → pièce 1, repère 2 ?"
    assert not card.more.isVisible()
    assert all(button.height() >= 60 for button in (card.take, card.drop))
    assert archived(bench).status(BoxKey(1, "2")) is BoxStatus.NOT_MEASURED
    assert expected(bench) == BoxKey(1, "1")
    assert bench.page.result.face.status is None and not bench.page.result.face.value  # it is nobody's yet


def test_what_a_reading_is_for_is_said_where_it_is_not_a_plain_one(bench: Bench) -> None:
    begin(bench, part(LENGTH, DIAMETER))
    bench.read(INDICATOR, "0.000")
    assert bench.page.proposals.said.text().replace("\u00a0", " ") == "0,000 mm · C-03 → pièce 1, repère 3 (zéro) ?"
    bench.read(INDICATOR, "-0.008")
    press(bench, Qt.Key.Key_Return)
    assert bench.page.proposals.said.text().endswith("repère\u00a03 (écart lu)\u00a0?")
    assert len(archived(bench).zero_settings) == 1


def test_the_reading_measured_again_is_asked_about_once_the_doubtful_one_is_dropped(bench: Bench) -> None:
    begin(bench, part(LENGTH), pieces=2)
    bench.read(CALIPER, "3.50", "35.01")
    assert bench.page.proposals.count == 2
    press(bench, Qt.Key.Key_Escape)
    assert bench.page.proposals.said.text().replace("\u00a0", " ") == "35,01 mm · PC-01 → pièce 1, repère 1 ?"
    press(bench, Qt.Key.Key_Return)
    assert archived(bench).status(BoxKey(1, "1")) is BoxStatus.CONFORMING and bench.page.proposals.count == 0


def test_it_does_not_stop_the_readings_of_the_box_expected(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(MICROMETER, "19.990")
    bench.read(CALIPER, "35.00")
    assert archived(bench).status(BoxKey(1, "1")) is BoxStatus.CONFORMING and bench.page.proposals.count == 1


def test_enter_records_the_first_and_escape_drops_the_next(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(MICROMETER, "19.990", "19.995")
    assert bench.page.proposals.more.text() == words.PROPOSED_MORE.format(count=2)
    press(bench, Qt.Key.Key_Return)
    assert archived(bench).status(BoxKey(1, "2")) is BoxStatus.CONFORMING
    press(bench, Qt.Key.Key_Escape)
    assert bench.page.proposals.count == 0 and not bench.page.proposals.isVisible()
    (dropped,) = archived(bench).dropped
    assert dropped.shown.startswith("19,995")


def test_a_finger_does_the_same(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(MICROMETER, "19.990", "19.995")
    touch(bench, bench.page.proposals.take)
    touch(bench, bench.page.proposals.drop)
    record = archived(bench)
    assert record.status(BoxKey(1, "2")) is BoxStatus.CONFORMING and len(record.dropped) == 1


def test_after_a_touch_on_the_bar_enter_still_records(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.00")
    touch(bench, bench.page.actions_bar.undo)
    bench.read(MICROMETER, "19.990")
    press(bench, Qt.Key.Key_Enter)
    assert archived(bench).status(BoxKey(1, "2")) is BoxStatus.CONFORMING


def test_enter_and_escape_in_a_field_are_of_the_field(bench: Bench) -> None:
    begin(bench, part(ROUGHNESS, SHAFT))
    bench.read(MICROMETER, "19.990")
    entry = bench.page.expected.entry.value
    assert entry.hasFocus()
    press(bench, Qt.Key.Key_Escape)
    assert bench.page.proposals.count == 1
    bench.page.expected.start_typing()
    QTest.keyClicks(entry, "1,25")
    press(bench, Qt.Key.Key_Return)
    record = archived(bench)
    assert record.status(BoxKey(1, "3")) is BoxStatus.CONFORMING
    assert record.status(BoxKey(1, "2")) is BoxStatus.NOT_MEASURED and bench.page.proposals.count == 1


def test_a_refused_one_waits_no_more_and_says_why(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT), pieces=1)
    bench.read(MICROMETER, "19.991")
    bench.shop.workshop.go_to(BoxKey(1, "2")).result()
    bench.shop.workshop.type_value("19,990", "câble débranché").result()  # its box is filled meanwhile
    assert bench.page.proposals.count == 1
    press(bench, Qt.Key.Key_Return)
    assert bench.page.proposals.count == 0 and bench.page.banner.isVisible()
    assert len(archived(bench).dropped) == 1


def test_what_arrived_before_the_answer_is_taken_after_it(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    bench.read(MICROMETER, "19.990")
    press(bench, Qt.Key.Key_Return)
    assert archived(bench).status(BoxKey(1, "2")) is BoxStatus.NOT_MEASURED
    press(bench, Qt.Key.Key_F5)
    press(bench, Qt.Key.Key_Return)
    assert archived(bench).status(BoxKey(1, "2")) is BoxStatus.CONFORMING


def test_what_waits_comes_back_with_its_record_and_is_said(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(MICROMETER, "19.990")
    id = archived(bench).header.id
    begin(bench, part(LENGTH))
    assert bench.page.proposals.count == 0
    bench.shop.workshop.resume(id).result()
    bench.until_quiet()
    assert bench.page.proposals.count == 1 and "1 lecture reçue avant attend encore" in bench.page.notice.said.text()
    press(bench, Qt.Key.Key_Return)
    assert bench.shop.workshop._archive.load(id).status(BoxKey(1, "2")) is BoxStatus.CONFORMING


def test_leaving_readings_begun_is_refused_in_words_and_the_other_one_waits(bench: Bench) -> None:
    begin(bench, part(replace(LENGTH, readings=2), SHAFT))
    bench.read(CALIPER, "35.00")
    bench.read(MICROMETER, "19.990")
    press(bench, Qt.Key.Key_Return)
    assert bench.page.proposals.count == 1
    assert "lectures en cours de la pièce 1, repère 1" in bench.page.banner.sentence.text().replace("\u00a0", " ")
    assert expected(bench) == BoxKey(1, "1")
