"""The other pages: starting, archives, instruments, and what holds for all of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from metroapp.domain.specification import Means
from metroapp.gui import catalogue
from metroapp.gui.theme import DARK, LIGHT, TOUCH
from metroapp.gui.window import ARCHIVES, INSTRUMENTS, RELEVE, SETTINGS
from tests.gui.bench_window import PARTS, Bench
from tests.workbench import CALIPER, CAMILLE, characteristic, part

LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)


def test_the_first_part_is_chosen_and_its_limits_shown(bench: Bench) -> None:
    start = bench.window.start
    assert [sheet.part.reference for sheet in start.sheets if sheet.part] == ["DEMO-TN-01", "DEMO-FR-02"]
    first = start.preview.model.lines[0].texts
    assert first[:1] + first[3:4] + first[5:6] == ("1", "19,987", "20,000")
    assert start.form.operator.text() == CAMILLE  # whoever is signed in
    assert start.form.operator.isReadOnly()
    assert start.begin.isEnabled()


def test_beginning_opens_the_measuring_page_with_its_drawing(bench: Bench) -> None:
    start = bench.window.start
    start.form.pieces.set_value(3)
    start.begin.click()
    bench.until(lambda: bench.window.releve.currentWidget() is bench.page)
    bench.until_quiet()
    assert bench.page.grid.model.columnCount() == 3
    assert bench.page.drawing.isVisible()
    bench.until(lambda: not bench.page.drawing.is_busy)
    assert not bench.page.drawing._picture.isNull()


@pytest.mark.parametrize("name", ["absent.xlsx", "notes.txt"])
def test_a_sheet_that_cannot_be_read_is_said_in_a_sentence(bench: Bench, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "notes.txt":
        path.write_text("ceci n'est pas une fiche")
    bench.window.start.read_sheet(str(path))
    bench.until(bench.window.start.banner.isVisible)
    assert name in bench.window.start.banner.sentence.text()


def test_another_window_reads_again_what_was_written_since(tmp_path: Path) -> None:
    path = tmp_path / "arbre-etage.csv"
    shutil.copy(PARTS / path.name, path)
    [first] = catalogue.read_folder(tmp_path)
    [kept] = catalogue.read_folder(tmp_path)
    assert kept is first and first.part is not None and first.drawing is None
    for name in ("arbre-etage.pdf", "arbre-etage.balloons.json"):
        shutil.copy(PARTS / name, tmp_path / name)
    [drawn] = catalogue.read_folder(tmp_path)
    assert drawn.part == first.part and drawn.drawing is not None
    path.write_text("rien", encoding="utf-8")
    [spoilt] = catalogue.read_folder(tmp_path)
    assert spoilt.part is None and spoilt.refusal is not None


def test_a_damaged_balloon_file_only_costs_the_drawing(tmp_path: Path) -> None:
    for suffix in (".csv", ".pdf"):
        (tmp_path / f"part{suffix}").write_bytes((PARTS / f"arbre-etage{suffix}").read_bytes())
    (tmp_path / "part.balloons.json").write_text('{"balloons": 3}')
    [sheet] = catalogue.read_folder(tmp_path)
    assert sheet.part is not None
    assert sheet.drawing is None


def test_the_archives_show_each_operation_and_export(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.20")
    bench.window.show_page(ARCHIVES)
    archives = bench.window.archives
    bench.until(lambda: bool(archives.operations.rows))
    texts = archives.operations.rows[0].texts
    assert texts[1:5] == ("Pièce 1 · repère 1", "35,20\u00a0mm", "✗ non conforme", "PC-01")
    assert texts[7] == "01A35.20\\r"
    archives.pdf.click()
    bench.until(archives.folder.isVisible)
    assert list(bench.shop.workspace.exports.glob("*.pdf"))


def test_the_archive_is_verified_in_the_background(bench: Bench) -> None:
    bench.open(part(LENGTH))
    bench.read(CALIPER, "35.02")
    archives = bench.window.archives
    bench.window.show_page(ARCHIVES)
    archives.verify()
    bench.until(lambda: archives.said.text().startswith("Archive intacte"))
    assert archives.verify_button.isVisible()


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_every_control_has_a_name_and_fits_a_finger(bench: Bench, look: object) -> None:
    assert look in (LIGHT, DARK)
    bench.window.theme.use(LIGHT if look is LIGHT else DARK)
    bench.open(part(LENGTH, characteristic("3", "attribut", Means.VISUAL)))
    for page in (RELEVE, ARCHIVES, INSTRUMENTS, SETTINGS):
        bench.window.show_page(page)
        bench.until_quiet()
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for control in bench.window.findChildren(kind):
            owner = type(control.parent()).__name__
            if control.objectName().startswith("qt_") or owner in ("QTableView", "PlainTable", "QTableWidget"):
                continue  # Qt's own: the corner of a table, the clearing cross of a line
            if isinstance(control.parent(), (QLineEdit, QComboBox)):
                continue
            assert control.accessibleName(), f"{type(control).__name__} in {owner} has no name: {control}"
            if control.isVisible() and isinstance(control, QAbstractButton):
                assert control.height() >= min(36, TOUCH), control.accessibleName()


def test_closing_the_window_ends_its_threads(bench: Bench) -> None:
    bench.window.close()
    assert not any(worker._thread.is_alive() for worker in (bench.window.worker, bench.window.looker))
    # What the recorder still publishes reaches nobody, and hurts nobody.
    bench.shop.open(part(LENGTH))
    bench.shop.read(CALIPER, "35.02")
