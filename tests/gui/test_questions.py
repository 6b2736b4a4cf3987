"""A value that is not good asks at once, where the eye looks for the next box; the second reading, the visa, undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from metroapp.domain.measurement import BoxKey
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.gui.dialogs.reasons import ReasonDialog
from metroapp.gui.dialogs.signing import SigningDialog
from metroapp.wording import gestures as words
from metroapp.wording import window
from tests.gui.bench_window import Bench
from tests.gui.guided_record import LENGTH, REACTION, ROUGHNESS, SHAFT, archived, begin, expected, press, touch
from tests.workbench import CALIPER, CODES, DOMINIQUE, MICROMETER, part

# -- the question ----------------------------------------------------------------------------------------------------


def test_a_bad_value_shows_the_reaction_and_three_choices(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    card = bench.page.question
    assert bench.page.now.currentWidget() is card and card.isVisible()
    assert REACTION in card.face.accessibleDescription()
    for button in (card.retake, card.confirm, card.call):
        assert button.isVisible() and button.height() >= 60 and button.accessibleName()
    assert bench.page.result.face.verdict == window.NONCONFORMING  # still there beside the question
    assert not bench.page.actions_bar.type.isEnabled() and bench.page.actions_bar.undo.isEnabled()


def test_what_arrives_meanwhile_is_said_to_wait(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    bench.read(MICROMETER, "19.990")
    assert words.MEANWHILE_ONE in bench.page.question.face.accessibleDescription() + "."
    assert not bench.page.proposals.take.isEnabled()
    touch(bench, bench.page.question.confirm)
    assert bench.page.proposals.take.isEnabled()


@pytest.mark.parametrize("way", ["touch", "key"])
def test_confirming(bench: Bench, way: str) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    if way == "touch":
        touch(bench, bench.page.question.confirm)
    else:
        press(bench, Qt.Key.Key_F5)
    assert archived(bench).confirmed
    assert bench.page.now.currentWidget() is bench.page.expected and expected(bench) == BoxKey(1, "2")


@pytest.mark.parametrize("way", ["touch", "key"])
def test_calling(bench: Bench, way: str) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    if way == "touch":
        touch(bench, bench.page.question.call)
    else:
        press(bench, Qt.Key.Key_F3)
    assert archived(bench).calls
    assert "Pièce 1 · repère 1" in bench.page.notice.said.text() and bench.page.notice.isVisible()


@pytest.mark.parametrize("way", ["touch", "key"])
def test_retaking_asks_why_then_expects_the_same_box(bench: Bench, way: str) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    card = bench.page.question
    if way == "touch":
        touch(bench, card.retake)
        assert card.reason_buttons[1].isVisible()
        touch(bench, card.reason_buttons[1])
    else:
        press(bench, Qt.Key.Key_F4)
        assert all(button.isVisible() and button.height() >= 60 for button in (*card.reason_buttons, card.back))
        press(bench, Qt.Key.Key_2)
    expectation = bench.page.expected.expectation
    assert expectation is not None
    assert (expectation.box, expectation.retake_reason) == (BoxKey(1, "1"), window.RETAKE_REASONS[1])
    assert bench.page.now.currentWidget() is bench.page.expected


def test_escape_goes_back_from_the_reasons_to_the_choices(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    bench.read(MICROMETER, "19.990")
    press(bench, Qt.Key.Key_F4)
    press(bench, Qt.Key.Key_Escape)
    assert bench.page.question.choices.isVisible() and not bench.page.question.reasons.isVisible()
    assert bench.page.proposals.count == 1  # the same key drops a reading only where it says so


def test_a_reason_of_ones_own_is_written(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    touch(bench, bench.page.question.retake)
    touch(bench, bench.page.question.reason_buttons[-1])
    dialog = bench.page.findChild(ReasonDialog)
    assert dialog is not None and not dialog.isModal()
    dialog.reason.setText("palpeur sale")
    dialog.confirm.click()
    bench.until_quiet()
    expectation = bench.page.expected.expectation
    assert expectation is not None and expectation.retake_reason == "palpeur sale"


def test_a_bad_value_while_something_is_typed_leaves_no_key_on_a_button(bench: Bench) -> None:
    begin(bench, part(LENGTH, ROUGHNESS))
    bench.shop.workshop.go_to(BoxKey(1, "3")).result()
    bench.until_quiet()
    assert bench.page.expected.entry.value.hasFocus()
    bench.shop.workshop.go_to(BoxKey(1, "1")).result()
    bench.read(CALIPER, "35.30")
    press(bench, Qt.Key.Key_Space)
    press(bench, Qt.Key.Key_Return)
    assert bench.page.now.is_asked and not bench.page.question.reasons.isVisible()
    touch(bench, bench.page.question.confirm)
    assert expected(bench) == BoxKey(1, "3") and bench.page.expected.entry.value.hasFocus()


def test_digits_choose_a_reason_though_the_next_box_is_typed(bench: Bench) -> None:
    """Seen: the field of the next box, hidden behind the question, swallowed the digits."""
    begin(bench, part(LENGTH, SHAFT, ROUGHNESS), pieces=1)
    bench.read(CALIPER, "35.00")
    bench.read(MICROMETER, "20.500")
    press(bench, Qt.Key.Key_F4)
    press(bench, Qt.Key.Key_2)
    assert bench.page.expected.entry.value.text() == ""
    assert expected(bench) == BoxKey(1, "2")  # taken again, for the second reason


# -- from bad to good ------------------------------------------------------------------------------------------------


def second_reading(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    touch(bench, bench.page.question.retake)
    touch(bench, bench.page.question.reason_buttons[0])
    bench.read(CALIPER, "35.05")


def test_a_second_good_reading_or_a_visa_is_asked_for(bench: Bench) -> None:
    second_reading(bench)
    assert bench.page.visa.isVisible() and "visa qualité" in bench.page.visa.said.text()
    face = bench.page.result.face
    assert face.verdict == window.UNDECIDED and words.SECOND_DETAIL in face.detail
    assert bench.page.grid.model.cells[BoxKey(1, "1")].view.awaits_second
    bench.read(CALIPER, "35.06")
    assert not bench.page.visa.isVisible() and bench.page.result.face.verdict == window.CONFORMING


def test_the_visa_is_signed_without_stopping_anything(bench: Bench) -> None:
    second_reading(bench)
    touch(bench, bench.page.visa.button)
    dialog = bench.page.findChild(SigningDialog)
    assert dialog is not None and not dialog.isModal()
    assert [dialog.form.signer.itemText(row) for row in range(dialog.form.signer.count())] == [DOMINIQUE]
    dialog.form.secret.setText("faux")
    dialog.confirm.click()
    bench.until_quiet()
    assert DOMINIQUE in dialog.said.text() and dialog.isVisible()
    dialog.form.secret.setText(CODES[DOMINIQUE])
    dialog.confirm.click()
    bench.until_quiet()
    assert archived(bench).status(BoxKey(1, "1")) is BoxStatus.CONFORMING
    assert bench.page.result.face.verdict == window.CONFORMING and expected(bench) == BoxKey(1, "2")
    assert not bench.page.visa.isVisible()


# -- undo ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["touch", "ctrl-z", "backspace"])
def test_the_last_reading_is_undone(bench: Bench, way: str) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.05")
    if way == "touch":
        touch(bench, bench.page.actions_bar.undo)
    elif way == "ctrl-z":
        press(bench, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    else:
        press(bench, Qt.Key.Key_Backspace)
    page = bench.page
    assert page.grid.model.cells[BoxKey(1, "1")].shown == ""
    assert (page.grid.model.done, page.grid.model.planned) == (0, 4)
    assert page.result.face.title == words.UNDONE_TITLE and page.result.face.status is None
    assert expected(bench) == BoxKey(1, "1")
    bench.read(CALIPER, "35.06")
    assert page.grid.model.done == 1


def test_backspace_in_a_field_only_erases(bench: Bench) -> None:
    begin(bench, part(LENGTH, ROUGHNESS), pieces=1)
    bench.read(CALIPER, "35.05")
    entry = bench.page.expected.entry.value
    assert entry.hasFocus()
    QTest.keyClicks(entry, "1,2")
    press(bench, Qt.Key.Key_Backspace)
    press(bench, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not archived(bench).cancelled


def test_undoing_the_bad_value_answers_it(bench: Bench) -> None:
    begin(bench, part(LENGTH, SHAFT))
    bench.read(CALIPER, "35.30")
    press(bench, Qt.Key.Key_Backspace)
    assert not bench.page.now.is_asked and expected(bench) == BoxKey(1, "1")
    assert bench.page.grid.model.dispositions[0] is Disposition.UNSORTED
