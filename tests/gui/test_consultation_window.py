"""`metroapp --read-only`: the archives of a workspace that nobody may write, and that nothing here writes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from metroapp.domain.people import Action
from metroapp.gui.consultation_window import ConsultationWindow
from metroapp.services.consulted_workshop import ConsultedWorkspace
from metroapp.services.new_record import NewRecord
from metroapp.services.workspace import Workspace
from metroapp.wording import charts as words
from metroapp.wording import exports
from tests.gui.bench_window import PARTS, PATIENCE_MS
from tests.gui.test_past_records import LENGTH
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, Shop, part


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workshop that was left, with one closed record."""
    shop = Shop(tmp_path / "atelier")
    shop.workshop.open_record(NewRecord(part(LENGTH), 1)).result()
    shop.read(CALIPER, "35.02")
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.close()
    return tmp_path / "atelier"


@pytest.fixture
def window(qtbot: QtBot, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ConsultationWindow]:
    monkeypatch.setattr(ConsultedWorkspace, "exports", property(lambda self: tmp_path / "documents"))
    made = ConsultationWindow(Workspace(root), PARTS)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.archives.operations.rows), timeout=PATIENCE_MS)
    yield made
    made.close()


def state(root: Path) -> dict[str, str]:
    """Every file of the workspace, but what SQLite keeps beside a file that it reads."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def test_the_archives_are_consulted_and_exported_and_nothing_is_written(
    qtbot: QtBot, root: Path, window: ConsultationWindow, tmp_path: Path
) -> None:
    before = state(root)
    page = window.archives
    assert len(page.records.rows) == 1 and str(root) in window.note.text()
    page.pdf.click()
    qtbot.waitUntil(lambda: page.folder.isVisible(), timeout=PATIENCE_MS)
    assert [path.suffix for path in (tmp_path / "documents").iterdir()] == [".pdf"]
    page.verify_button.click()
    qtbot.waitUntil(lambda: "intacte" in page.said.text(), timeout=PATIENCE_MS)
    assert state(root) == before


def test_nobody_may_do_anything_in_it(window: ConsultationWindow) -> None:
    assert not any(window.archives._desk.who.may(action) for action in Action)
    assert window.archives.exports.receive.accessibleName() == exports.CHECK_PACKAGE  # and not « Recevoir »


def test_the_jury_sees_the_charts_and_the_follow_up_and_changes_nothing(
    qtbot: QtBot, root: Path, window: ConsultationWindow
) -> None:
    before = state(root)
    window.group.button(1).click()
    charts = window.spc.tab("charts")
    qtbot.waitUntil(lambda: charts.nothing.text() == words.NONE, timeout=PATIENCE_MS)  # type: ignore[attr-defined]
    assert not charts.open.isEnabled()  # type: ignore[attr-defined]
    window.spc.show_tab("follow_up")
    shown = window.spc.tab("follow_up")
    qtbot.waitUntil(lambda: shown.report is not None and shown.pdf.isEnabled(), timeout=PATIENCE_MS)  # type: ignore[attr-defined]
    assert len(window.spc.group.buttons()) == 2 and state(root) == before


def test_the_workshop_can_be_at_work_meanwhile(qtbot: QtBot, root: Path, window: ConsultationWindow) -> None:
    """It takes no lock: what is recorded elsewhere shows at the next look."""
    shop = Shop(root)
    shop.workshop.open_record(NewRecord(part(LENGTH), 1)).result()
    window.archives.refresh()
    qtbot.waitUntil(lambda: len(window.archives.records.rows) == 2, timeout=PATIENCE_MS)
    shop.close()


def test_a_document_is_compared_with_the_archive(
    qtbot: QtBot, root: Path, window: ConsultationWindow, tmp_path: Path
) -> None:
    page = window.archives
    page.xlsx.click()
    qtbot.waitUntil(lambda: page.folder.isVisible(), timeout=PATIENCE_MS)
    (document,) = (tmp_path / "documents").iterdir()
    page.check_document(document)
    qtbot.waitUntil(lambda: "Document authentique" in page.said.text(), timeout=PATIENCE_MS)
    assert page.said.property("role") == "good"
    book = openpyxl.load_workbook(document)
    (cell,) = (cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == 35.02)
    cell.value = 35.03
    book.save(document)
    page.check_document(document)
    qtbot.waitUntil(lambda: "différent" in page.said.text(), timeout=PATIENCE_MS)
    assert page.said.property("role") == "bad" and "35.03" in page.said.text()
    page.check_document(tmp_path / "absent.pdf")
    qtbot.waitUntil(lambda: "absent.pdf" in page.said.text() and "lisible" in page.said.text(), timeout=PATIENCE_MS)
