"""The editor of a part: what is typed is read at each key, undone, ordered, pasted."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.decision_rule_text import GENERAL_NAMES
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.revision import differences
from metroapp.gui.editing.working_part import from_text, to_text
from metroapp.gui.models.part_lines import CALLOUT, FIELDS, LIMITS
from metroapp.gui.pages.parts import PartsPage
from metroapp.wording import parts as words
from metroapp.wording.part_differences import difference
from tests.gui.bench_window import Bench
from tests.gui.part_page import PART, balloons, type_cell

# -- typing ---------------------------------------------------------------------------------------------------------


def test_typing_a_callout_shows_its_limits_at_each_key(page: PartsPage) -> None:
    reading = page.editor.reading
    type_cell(page, 0, "callout", "Ø20 h", enter=False)
    assert reading.limits.text() == words.READING_WRONG
    [line] = page.editor.grid.findChildren(QLineEdit, "cell")
    QTest.keyClicks(line, "6")
    assert reading.limits.text() == "19,987 … 20,000\u00a0mm"
    assert "19,9935" in reading.middle.toolTip()
    assert "IT6" in reading.reason.text()
    assert page.document.model.texts[0].callout == "Ø20 h7"  # still the cell before: nothing is committed yet
    QTest.keyClick(line, Qt.Key.Key_Return)
    QGuiApplication.processEvents()
    assert page.document.model.texts[0].callout == "Ø20 h6"
    assert page.document.model.index(0, LIMITS).data() == "19,987 … 20,000\u00a0mm"
    assert page.editor.grid.currentIndex().row() == 1  # Enter goes down


def test_an_unreadable_callout_says_why_and_cannot_be_saved(page: PartsPage, bench: Bench) -> None:
    type_cell(page, 1, "callout", "Ø8 zz8")
    model = page.document.model
    assert "zz8" in model.index(1, CALLOUT).data(Qt.ItemDataRole.ToolTipRole)
    assert page.editor.save.text() == words.TO_CORRECT.format(count=1)
    page.editor.grid.go_to(0)
    page.editor.save.click()
    assert page.editor.grid.currentIndex().row() == 1  # to the first wrong line
    assert "zz8" in page.editor.reading.reason.text()
    bench.until_quiet()
    assert bench.shop.workshop.parts().result()[0].part == PART


def test_a_repeated_callout_opens_its_boxes(page: PartsPage) -> None:
    type_cell(page, 1, "callout", "4x Ø8 H8")
    page.editor.grid.go_to(1)
    assert page.document.model.index(1, 0).data() == "2 ×4"
    assert "2.1 … 2.4" in page.editor.reading.kind.toolTip()


def test_a_repeated_balloon_is_marked_until_it_is_changed(page: PartsPage) -> None:
    type_cell(page, 2, "balloon", "1")
    assert "balloon" in page.document.model.line(2).wrong  # type: ignore[union-attr]
    type_cell(page, 0, "balloon", "9")
    assert page.document.wrong_count == 0


def test_the_general_tolerances_are_read_as_they_are_typed(page: PartsPage, qtbot: QtBot) -> None:
    type_cell(page, 1, "callout", "12")
    assert page.document.wrong_count == 1  # no tolerance of its own, and no general one
    line = page.editor.form.lines["general_tolerances"]
    QTest.keyClicks(line, "ISO 2768-m")
    # A lone « m » waits a moment: it could begin what a scanner reads.
    qtbot.waitUntil(lambda: page.document.model.index(1, LIMITS).data() == "11,8 … 12,2\u00a0mm")
    QTest.keyClicks(line, "zz")
    assert words.GENERAL_WRONG in page.editor.form.general.toolTip()
    assert page.editor.reading.limits.text() == words.READING_GENERAL_WRONG


def test_a_list_offers_the_means_that_fit(page: PartsPage) -> None:
    grid = page.editor.grid
    grid.go_to(2, FIELDS.index("means"))
    grid.edit(grid.currentIndex())
    [choice] = grid.findChildren(QComboBox, "cell")
    assert [choice.itemText(place) for place in range(choice.count())] == ["à choisir", "rugosimètre", "visuel"]


def test_a_rule_and_an_uncertainty_are_typed_read_and_compared(page: PartsPage) -> None:
    document, grid = page.document, page.editor.grid
    type_cell(page, 0, "standard_uncertainty", "2'")
    assert set(document.model.line(0).wrong) == {"standard_uncertainty"}  # type: ignore[union-attr]
    type_cell(page, 0, "standard_uncertainty", "3 µm")
    grid.go_to(0, FIELDS.index("rule"))
    grid.edit(grid.currentIndex())
    [choice] = grid.findChildren(QComboBox, "cell")
    assert [choice.itemText(place) for place in range(choice.count())] == ["", *GENERAL_NAMES]
    choice.setEditText("garde 0,005")
    QTest.keyClick(choice, Qt.Key.Key_Return)
    QGuiApplication.processEvents()
    first = document.part().characteristics[0]
    assert first.rule == DecisionRule(RuleName.GUARD, Decimal("0.005"))
    assert first.uncertainty == Quantity(Decimal(3), Unit.UM)
    assert document.wrong_count == 0
    assert from_text(to_text(document.now())) == document.now()
    said = [difference(one) for one in differences(PART, document.part())]
    assert "Repère 1, règle de décision : – → guard 0,005" in said
    assert "Repère 1, incertitude-type u : – → 3\u00a0µm" in said


def test_the_rule_of_the_part_is_read_as_it_is_typed(page: PartsPage) -> None:
    form, document = page.editor.form, page.document
    QTest.keyClicks(form.lines["rule"], "ISO 14253-1")
    assert document.part().rule == DecisionRule(RuleName.ISO_14253_1)
    assert page.editor.left == 0
    QTest.keyClicks(form.lines["rule"], " (garde)")
    assert document.part().rule is None and page.editor.left == 1
    assert form.rule.toolTip() == words.FIELD_RULE_WRONG
    assert "ISO 14253-1 (garde)" in form.lines["rule"].toolTip()
    page.editor.save.click()
    assert form.lines["rule"].hasFocus()
    document.stack.undo()
    assert document.fields.rule == "" and page.editor.left == 0


# -- undo, order, blocks --------------------------------------------------------------------------------------------


def test_every_edit_is_undone_and_done_again(page: PartsPage) -> None:
    document, before = page.document, page.document.now()
    type_cell(page, 0, "callout", "Ø21 h7")
    page.editor.insert.click()
    page.editor.delete.click()
    page.editor.grid.go_to(0)
    page.editor.down.click()
    page.editor.form.lines["material"].end(False)
    QTest.keyClicks(page.editor.form.lines["material"], "XY")
    after = document.now()
    assert after.fields.material == "C45XY"
    assert document.stack.count() == 5  # two letters of one field are one step
    while document.stack.canUndo():
        QTest.keyClick(page.editor.form.lines["material"], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.now() == before
    assert not document.is_modified
    while document.stack.canRedo():
        QTest.keyClick(page.editor.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert document.now() == after


def test_lines_are_ordered_from_the_keyboard(page: PartsPage) -> None:
    grid = page.editor.grid
    grid.go_to(2)
    QTest.keyClick(grid, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(grid, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert balloons(page) == ["3", "1", "2"]
    QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert balloons(page) == ["1", "3", "2"]
    assert grid.currentIndex().row() == 1


def test_a_line_dropped_by_its_handle_takes_its_new_place(page: PartsPage, bench: Bench) -> None:
    header = page.editor.grid.verticalHeader()
    port, x = header.viewport(), 10
    begin, end = QPoint(x, header.sectionViewportPosition(0) + 20), QPoint(x, header.sectionViewportPosition(2) + 30)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=begin)
    for step in range(1, 11):
        QTest.mouseMove(port, begin + (end - begin) * step / 10)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)
    assert balloons(page) == ["2", "3", "1"]
    assert [header.visualIndex(row) for row in range(3)] == [0, 1, 2]
    page.editor.undo.click()
    assert balloons(page) == ["1", "2", "3"]


def test_a_block_of_cells_is_pasted_from_a_spreadsheet(page: PartsPage) -> None:
    QGuiApplication.clipboard().setText("10 ±0,1\r\n11 ±0,1\r\n12 ±0,1\r\n")
    page.editor.grid.go_to(2)
    page.editor.grid.paste()
    assert [line.callout for line in page.document.model.texts] == ["Ø20 h7", "Ø8 H8", "10 ±0,1", "11 ±0,1", "12 ±0,1"]
    page.editor.undo.click()
    assert page.document.now().lines == page.document.working.lines


def test_a_duplicated_line_has_a_number_of_its_own(page: PartsPage) -> None:
    page.editor.grid.go_to(0)
    page.editor.duplicate.click()
    assert balloons(page) == ["1", "4", "2", "3"]
