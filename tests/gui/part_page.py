"""How a test looks at the page of the parts, and types in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from metroapp.domain.revision import RevisionState
from metroapp.domain.specification import Means
from metroapp.gui.models.part_lines import FIELDS
from metroapp.gui.pages.parts import PartsPage
from metroapp.gui.window import PARTS as PAGE
from tests.gui.bench_window import Bench
from tests.workbench import characteristic, part

CAMILLE = "Camille Martin"
PART = part(
    characteristic("1", "Ø20 h7", Means.MICROMETER),
    characteristic("2", "Ø8 H8", Means.CALIPER),
    characteristic("3", "Ra 1,6", Means.ROUGHNESS_TESTER),
)
KEY = (PART.reference, PART.drawing, PART.revision)
NAME = f'["{KEY[0]}", "{KEY[1]}", "{KEY[2]}"]'


def looked_at(bench: Bench) -> PartsPage:
    bench.window.show_page(PAGE)
    bench.until_quiet()
    shown = bench.window.parts
    bench.until(lambda: shown.kept.is_loaded)
    bench.until_quiet()
    return shown


def type_cell(page: PartsPage, row: int, field: str, text: str, *, enter: bool = True) -> QLineEdit:
    """As a person does: on the cell, any key opens it."""
    grid = page.editor.grid
    grid.go_to(row, FIELDS.index(field))
    grid.edit(grid.currentIndex())
    line = grid.findChildren(QLineEdit, "cell")[-1]
    line.selectAll()
    QTest.keyClicks(line, text)
    if enter:
        QTest.keyClick(line, Qt.Key.Key_Return)
        QGuiApplication.processEvents()
    return line


def balloons(page: PartsPage) -> list[str]:
    return [line.balloon for line in page.document.model.texts]


def states(bench: Bench) -> dict[str, RevisionState]:
    return {found.key[2]: found.state for found in bench.shop.workshop.parts().result()}


def save(page: PartsPage, bench: Bench) -> None:
    page.editor.save.click()
    bench.until(lambda: not page.document.is_modified)
    bench.until_quiet()


def validate(page: PartsPage, bench: Bench) -> None:
    page.validate.click()
    bench.until(lambda: page.deeds.dialog is not None)
    assert page.deeds.dialog is not None
    page.deeds.dialog.confirm.click()
    bench.until(lambda: page.document.is_frozen)
    bench.until_quiet()
