"""The window paints first; the archive opens behind it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from metroapp.archive import store
from metroapp.domain.message import Refusal
from metroapp.gui.window import MainWindow
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.gui.bench_window import PARTS, PATIENCE_MS


def test_the_archive_is_opened_once_the_window_has_painted(qtbot: QtBot, tmp_path: Path) -> None:
    workshop = Workshop(Workspace(tmp_path))
    window = MainWindow(workshop, PARTS)
    qtbot.addWidget(window)
    assert not workshop.is_open
    window.show()
    qtbot.waitUntil(lambda: workshop.is_open and bool(window.start.sheets), timeout=PATIENCE_MS)
    window.close()
    workshop.close()


def test_an_archive_that_cannot_be_opened_closes_the_window_with_its_reason(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Refusal("workspace.full", path=tmp_path)

    monkeypatch.setattr(store, "Archive", full)
    workshop = Workshop(Workspace(tmp_path))
    window = MainWindow(workshop, PARTS)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.refusal is not None and not window.isVisible(), timeout=PATIENCE_MS)
    assert window.refusal is not None and window.refusal.message.code == "workspace.full"
    workshop.close()


def test_a_file_of_a_newer_version_is_refused_before_any_window(tmp_path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(tmp_path / "archive.sqlite")
    connection.execute("CREATE TABLE schema_version (version INTEGER)")
    connection.execute("INSERT INTO schema_version VALUES (99)")
    connection.commit()
    connection.close()
    with pytest.raises(Refusal) as refused:
        Workshop(Workspace(tmp_path))
    assert refused.value.message.code == "archive.newer"
    Workspace(tmp_path).lock_for_writing().release()
