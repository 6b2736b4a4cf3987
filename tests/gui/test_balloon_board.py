"""The drawing of a part: balloons placed, moved, renumbered and found again, by the finger and by the keyboard."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from metroapp.domain.drawing import BalloonPlace, DrawingSheet
from metroapp.domain.specification import Means
from metroapp.gui.editing.working_part import from_text, to_text
from metroapp.gui.pages.parts import PartsPage
from metroapp.gui.theme import TOUCH
from metroapp.gui.widgets.balloon_board import BalloonBoard
from metroapp.services.drawings import copy_of, keep_drawing
from tests.gui.bench_window import PARTS, Bench
from tests.gui.part_page import PART, looked_at, save, type_cell, validate
from tests.workbench import characteristic, part

PDF = PARTS / "arbre-etage.pdf"
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
_Key = Qt.Key


@pytest.fixture
def board(page: PartsPage, bench: Bench) -> BalloonBoard:
    """The page of a part of three lines, with its drawing opened and no balloon placed."""
    page.editor.plan.click()
    page.drawing_files.open(str(PDF))
    bench.until(lambda: page.drawing.board.has_picture)
    bench.until_quiet()
    return page.drawing.board


def sheet(page: PartsPage) -> DrawingSheet:
    assert page.document.sheet is not None
    return page.document.sheet


def numbers(page: PartsPage) -> list[str]:
    """On the drawing of the document; the board shows the same, each once."""
    placed = [place.balloon for place in sheet(page).balloons]
    assert sorted(page.drawing.board.balloons) == sorted(
        place.balloon for place in sheet(page).on_page(page.drawing.page)
    )
    return placed


def seen(board: BalloonBoard, x: float, y: float) -> QPoint:
    """Where a point of the page is on the screen."""
    return board.mapFromScene(QPointF(x, float(board.page_rect.height()) - y))


def press(board: BalloonBoard, x: float, y: float) -> None:
    QTest.mouseClick(board.viewport(), LEFT, pos=seen(board, x, y))


def drag(board: BalloonBoard, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    view = board.viewport()
    QTest.mousePress(view, button, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(view, start + (end - start) * step / 5)
    QTest.mouseRelease(view, button, pos=end)


def near(place: BalloonPlace | None, x: float, y: float) -> bool:
    return place is not None and abs(float(place.x) - x) < 3 and abs(float(place.y) - y) < 3


# -- placing ----------------------------------------------------------------------------------------------------------


def test_each_press_places_the_next_characteristic_in_order(board: BalloonBoard, page: PartsPage) -> None:
    assert page.drawing.card.hint.text() == "Cliquez sur le plan : repère 1, Ø20 h7."
    press(board, 100, 200)
    press(board, 300, 200)
    press(board, 500, 400)
    press(board, 600, 400)  # nothing waits any more: it places nothing
    assert numbers(page) == ["1", "2", "3"]
    assert near(sheet(page).place_of("2"), 300, 200)
    assert page.editor.plan.accessibleName() == "Plan 3/3"
    assert page.drawing.card.heading.text() == "Tous les repères sont placés"


def test_a_press_beside_the_page_places_nothing(board: BalloonBoard, page: PartsPage) -> None:
    board.zoom_by(0.5)
    QTest.mouseClick(board.viewport(), LEFT, pos=QPoint(2, 2))
    assert numbers(page) == []


def test_the_list_chooses_which_one_is_placed_next(board: BalloonBoard, page: PartsPage) -> None:
    page.drawing.list.setCurrentRow(1)
    press(board, 100, 200)
    assert numbers(page) == ["2"]
    press(board, 300, 200)
    assert numbers(page) == ["2", "3"]  # it goes on after it, then comes back to what was left
    press(board, 400, 200)
    assert numbers(page) == ["1", "2", "3"]


def test_without_a_mouse_enter_places_and_arrows_adjust(board: BalloonBoard, page: PartsPage) -> None:
    page.drawing.list.setCurrentRow(0)
    page.drawing.list.setFocus()
    QTest.keyClick(page.drawing.list, _Key.Key_Return)
    QApplication.processEvents()
    placed = sheet(page).place_of("1")
    assert near(placed, 421, 298)
    assert placed is not None
    QTest.keyClick(board, _Key.Key_Right)
    QTest.keyClick(board, _Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert sheet(page).place_of("1") == BalloonPlace("1", 0, placed.x + 1, placed.y + 10)


def test_a_line_whose_number_no_circle_could_hold_says_so(board: BalloonBoard, page: PartsPage) -> None:
    page.editor.plan.click()
    type_cell(page, 0, "balloon", "premier alesage")
    page.editor.plan.click()
    press(board, 100, 200)
    assert page.said.text() == "Un repère porte de 1 à 12 signes : donnez son numéro."
    assert numbers(page) == []


def test_occurrences_share_the_balloon_of_their_line(bench: Bench, page: PartsPage) -> None:
    several = replace(part(characteristic("7", "4x Ø8 H8", Means.CALIPER)), reference="SERIE", revision="A")
    bench.shop.workshop.save_draft(several).result()
    bench.until_quiet()
    page.choose('["SERIE", "PL-1", "A"]')
    page.editor.show_drawing()
    page.drawing_files.open(str(PDF))
    bench.until(lambda: page.drawing.board.has_picture)
    press(page.drawing.board, 100, 100)
    assert numbers(page) == ["7"]
    assert page.document.part().sheet is not None
    drawn = {given.drawn_balloon for given in page.document.part().inspected}
    assert sheet(page).orphans(drawn) == () and sheet(page).unplaced(drawn) == ()


# -- moving, renumbering, deleting ------------------------------------------------------------------------------------


def test_a_balloon_is_dragged_and_stays_on_the_page(board: BalloonBoard, page: PartsPage) -> None:
    press(board, 100, 200)
    drag(board, seen(board, 100, 200), seen(board, 400, 300))
    assert near(sheet(page).place_of("1"), 400, 300)
    drag(board, seen(board, 400, 300), seen(board, -500, 300))
    assert sheet(page).place_of("1").x == 0  # type: ignore[union-attr]
    assert numbers(page) == ["1"]


def test_a_balloon_that_a_finger_only_touches_does_not_move(board: BalloonBoard, page: PartsPage) -> None:
    press(board, 100, 200)
    before = sheet(page)
    press(board, 102, 201)
    assert page.document.sheet is before and board.choice == "1"


def test_a_finger_takes_a_balloon_from_nine_millimetres(board: BalloonBoard, page: PartsPage) -> None:
    press(board, 100, 200)
    board.zoom_by(0.01)
    (item,) = board.balloons.values()
    assert 2 * item.reach >= TOUCH >= 36
    edge = board.mapFromScene(item.pos()) + QPoint(TOUCH // 2 - 1, 0)
    assert board.balloon_at(edge) is item


def test_delete_removes_and_undo_brings_back(board: BalloonBoard, page: PartsPage) -> None:
    press(board, 100, 200)
    press(board, 300, 200)
    press(board, 300, 200)  # on balloon 2: chosen
    QTest.keyClick(board, _Key.Key_Delete)
    assert numbers(page) == ["1"]
    page.editor.undo.click()
    assert numbers(page) == ["1", "2"]
    page.editor.redo.click()
    assert numbers(page) == ["1"]
    for _ in range(4):
        page.editor.undo.click()
    assert page.document.sheet is None and not page.document.is_modified
    assert board.said


def test_a_walk_with_the_arrows_is_undone_at_once(board: BalloonBoard, page: PartsPage) -> None:
    press(board, 100, 200)
    before = sheet(page)
    board.setFocus()
    for _ in range(7):
        QTest.keyClick(board, _Key.Key_Down)
    assert sheet(page) != before
    page.document.stack.undo()
    assert sheet(page) == before


def test_a_double_press_renumbers_and_a_number_taken_is_refused(board: BalloonBoard, page: PartsPage) -> None:
    press(board, 100, 200)
    press(board, 300, 200)
    QTest.mouseDClick(board.viewport(), LEFT, pos=seen(board, 300, 200))
    dialog = page.drawing.dialog
    assert dialog is not None
    assert [dialog.number.itemText(row) for row in range(dialog.number.count())] == ["3"]
    dialog.number.setEditText("1")
    dialog.confirm.click()
    assert dialog.said.text() == "Le repère 1 est déjà sur le plan : donnez un autre numéro, ou déplacez-le."
    dialog.number.setEditText("3")
    dialog.confirm.click()
    assert numbers(page) == ["1", "3"] and page.drawing.dialog is None
    assert near(sheet(page).place_of("3"), 300, 200)


def test_a_number_that_no_line_has_is_shown_as_such(board: BalloonBoard, page: PartsPage) -> None:
    press(board, 100, 200)
    QTest.keyClick(board, _Key.Key_Return)
    assert page.drawing.dialog is not None
    page.drawing.dialog.number.setEditText("14")
    page.drawing.dialog.confirm.click()
    assert numbers(page) == ["14"]
    assert board.balloons["14"].is_alone
    assert page.drawing.card.counts.text() == "1 sur le plan, dont 1 sans ligne"
    assert any("14  sans ligne" in entry.title for entry in page.drawing.list.entries)


# -- opened again -----------------------------------------------------------------------------------------------------


def test_a_drawing_opened_again_keeps_its_balloons_and_doubles_none(
    board: BalloonBoard, page: PartsPage, bench: Bench, tmp_path: Path
) -> None:
    press(board, 100, 200)
    press(board, 300, 200)
    before = sheet(page)
    for _ in range(2):
        page.drawing_files.open(str(PDF))
        bench.until_quiet()
    assert page.document.sheet == before and numbers(page) == ["1", "2"]
    Image.new("L", (800, 600), 255).save(tmp_path / "indice-b.png")
    page.drawing_files.open(str(tmp_path / "indice-b.png"))
    bench.until(lambda: sheet(page).file == "indice-b.png")
    bench.until_quiet()
    assert [place.balloon for place in sheet(page).balloons] == ["1", "2"]
    assert "vérifiez-les" in page.said.text()


def test_what_was_placed_comes_back_from_the_archive_and_from_what_is_kept(
    board: BalloonBoard, page: PartsPage, bench: Bench
) -> None:
    press(board, 100, 200)
    press(board, 300, 200)
    placed = sheet(page)
    assert from_text(to_text(page.document.now())).sheet == placed
    save(page, bench)
    revision = page.document.revision
    assert revision is not None and revision.part.sheet == placed
    page.document.open(revision, None)
    assert sheet(page) == placed and numbers(page) == ["1", "2"] and not page.document.is_modified


def test_a_validated_drawing_is_only_looked_at(board: BalloonBoard, page: PartsPage, bench: Bench) -> None:
    press(board, 100, 200)
    press(board, 200, 200)
    save(page, bench)
    validate(page, bench)
    before = sheet(page)
    press(board, 500, 300)
    drag(board, seen(board, 100, 200), seen(board, 400, 300))
    QTest.keyClick(board, _Key.Key_Delete)
    QTest.keyClick(board, _Key.Key_Return)
    assert page.document.sheet == before and page.drawing.dialog is None
    assert not page.drawing.open.isVisible() and page.drawing.print.isVisible()
    assert {entry.balloon for entry in page.drawing.list.entries} == {"1", "2", "3"}


def test_a_copy_that_was_lost_is_said_and_opening_the_file_brings_it_back(
    board: BalloonBoard, page: PartsPage, bench: Bench
) -> None:
    press(board, 100, 200)
    copy_of(bench.shop.workspace, sheet(page)).unlink()
    page.drawing.show_again()
    bench.until(lambda: "ne s'ouvre pas" in board.said)
    page.drawing_files.open(str(PDF))
    bench.until(lambda: board.has_picture and not board.said)
    assert numbers(page) == ["1"]


def test_a_file_that_is_no_drawing_changes_nothing(
    board: BalloonBoard, page: PartsPage, bench: Bench, tmp_path: Path
) -> None:
    before = page.document.sheet
    (tmp_path / "faux.pdf").write_bytes(b"bonjour")
    page.drawing_files.open(str(tmp_path / "faux.pdf"))
    bench.until(lambda: page.said.property("role") == "bad")
    assert "faux.pdf" in page.said.text() and page.document.sheet is before


def test_a_drawing_dropped_on_the_page_is_opened(page: PartsPage, bench: Bench) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(PDF))])
    keys = Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, LEFT, keys))
    bench.until(lambda: page.drawing.board.has_picture)
    assert page.drawing.isVisible() and sheet(page).file == PDF.name


def test_the_balloons_beside_a_demonstration_sheet_come_with_it(page: PartsPage, bench: Bench) -> None:
    for _ in range(2):
        page.files.import_file(str(PARTS / "arbre-etage.xlsx"))
        bench.until_quiet()
        lines = [line.balloon for line in page.document.model.texts]
        assert sheet(page).unplaced(lines) == () and sheet(page).orphans(lines) == ()
    save(page, bench)
    page.drawing.board.choose("")
    moved = sheet(page).moved("1", 0, Decimal(10), Decimal(20))
    page.document.edit_sheet(moved)
    save(page, bench)
    page.files.import_file(str(PARTS / "arbre-etage.csv"))
    bench.until_quiet()
    assert page.document.sheet == moved  # where somebody moved it, not where the file had it


# -- looking ----------------------------------------------------------------------------------------------------------


def test_keys_and_wheel_zoom_and_pan(board: BalloonBoard) -> None:
    whole = board.zoom
    QTest.keyClick(board, _Key.Key_Plus)
    QTest.keyClick(board, _Key.Key_Plus)
    assert board.zoom > whole * 1.5
    at = QPointF(120, 90)
    kept = board.mapToScene(at.toPoint())
    nothing, angle = QPoint(), QPoint(0, 240)
    wheel = QWheelEvent(
        at, QPointF(board.viewport().mapToGlobal(at.toPoint())), nothing, angle, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = board.zoom
    QApplication.sendEvent(board.viewport(), wheel)
    assert board.zoom > before * 1.5
    under = board.mapToScene(at.toPoint())
    assert abs(under.x() - kept.x()) < 2 and abs(under.y() - kept.y()) < 2  # what is under the finger stays there
    centre = board.centre()
    QTest.keyClick(board, _Key.Key_Right)
    assert board.centre()[0] > centre[0]
    QTest.keyClick(board, _Key.Key_Minus)
    QTest.keyClick(board, _Key.Key_0)
    assert board.zoom == pytest.approx(whole)
    for _ in range(60):
        QTest.keyClick(board, _Key.Key_Plus)
    assert board.zoom <= 12.01


def test_two_fingers_zoom_and_place_nothing(board: BalloonBoard, page: PartsPage) -> None:
    finger = QTest.createTouchDevice()
    view, middle, before = board.viewport(), board.viewport().rect().center(), board.zoom
    first, second = middle - QPoint(30, 0), middle + QPoint(30, 0)
    QTest.touchEvent(view, finger).press(0, first, view).press(1, second, view).commit()
    for step in range(1, 12):
        apart = QPoint(10 * step, 0)
        QTest.touchEvent(view, finger).move(0, first - apart, view).move(1, second + apart, view).commit()
    QTest.touchEvent(view, finger).release(0, first - apart, view).release(1, second + apart, view).commit()
    assert board.zoom > before * 2
    assert numbers(page) == []


@pytest.mark.parametrize("button", [LEFT, MIDDLE])
def test_dragging_the_ground_pans_and_places_nothing(
    board: BalloonBoard, page: PartsPage, button: Qt.MouseButton
) -> None:
    board.zoom_by(3)
    before = board.centre()
    middle = board.viewport().rect().center()
    drag(board, middle, middle + QPoint(-80, 0), button)
    assert board.centre()[0] > before[0]
    assert numbers(page) == []


def test_pages_are_turned_and_a_balloon_is_found_on_its_page(page: PartsPage, bench: Bench, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    for size in ((600, 400), (400, 600), (600, 400)):
        writer.add_blank_page(*size)
    writer.write(tmp_path / "folios.pdf")
    page.editor.show_drawing()
    page.drawing_files.open(str(tmp_path / "folios.pdf"))
    panel = page.drawing
    bench.until(lambda: panel.board.has_picture)
    press(panel.board, 100, 100)
    QTest.keyClick(panel.board, _Key.Key_PageDown)
    panel.next.click()
    assert panel.page == 2 and panel.page_label.text() == "3/3" and not panel.next.isEnabled()
    bench.until_quiet()
    press(panel.board, 200, 200)
    assert [place.page for place in sheet(page).balloons] == [0, 2]
    row = next(row for row, entry in enumerate(panel.list.entries) if entry.balloon == "1")
    panel.list.setCurrentRow(row)
    bench.until_quiet()
    assert panel.page == 0 and panel.board.choice == "1" and [*panel.board.balloons] == ["1"]
    page.document.stack.undo()
    page.document.stack.undo()
    assert sheet(page).balloons == ()


def test_what_is_looked_at_closely_is_drawn_finer(board: BalloonBoard, bench: Bench) -> None:
    coarse = board.picture_width
    board.zoom_by(5)
    bench.until(lambda: board.picture_width > coarse)


def test_everything_that_is_pressed_has_a_name(board: BalloonBoard, page: PartsPage) -> None:
    assert board.accessibleName() and board.accessibleDescription() and page.drawing.list.accessibleName()
    for button in page.drawing.findChildren(QPushButton):
        assert button.accessibleName() and button.toolTip()
        assert button.sizeHint().height() >= TOUCH or button.height() >= TOUCH
    press(board, 100, 200)
    spoken = [entry.spoken for entry in page.drawing.list.entries]
    assert spoken == [
        "Repère 2, Ø8 H8 : à placer", "Repère 3, Ra 1,6 : à placer", "Repère 1, Ø20 h7 : placé, page 1",
    ]  # fmt: skip


# -- elsewhere --------------------------------------------------------------------------------------------------------


def test_the_ballooned_drawing_is_written_in_the_exports(board: BalloonBoard, page: PartsPage, bench: Bench) -> None:
    press(board, 100, 200)
    page.drawing.print.click()
    bench.until(lambda: "plan-repere-ESSAI-01-A.pdf" in page.said.text())
    assert (bench.shop.workspace.exports / "plan-repere-ESSAI-01-A.pdf").read_bytes().startswith(b"%PDF")


def test_a_record_is_measured_with_the_drawing_of_its_part(bench: Bench) -> None:
    kept = keep_drawing(bench.shop.workspace, PDF).with_balloon("1", 0, Decimal(100), Decimal(200))
    bench.open(replace(PART, sheet=kept))
    drawing = bench.page.drawing
    bench.until(lambda: not drawing.is_busy)
    shown = drawing.drawing
    assert shown is not None and shown.path == copy_of(bench.shop.workspace, kept)
    assert [*shown.balloons] == ["1"] and drawing.has_picture


def test_the_page_of_the_parts_can_be_left_while_a_drawing_is_read(page: PartsPage, bench: Bench) -> None:
    page.editor.show_drawing()
    page.drawing_files.open(str(PDF))
    bench.until(lambda: page.document.sheet is not None)
    page.editor.show_drawing(False)
    assert not page.drawing.is_busy
    page.editor.show_drawing()
    bench.until(lambda: page.drawing.board.has_picture)
    assert looked_at(bench) is page
