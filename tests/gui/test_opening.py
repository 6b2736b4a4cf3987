"""The window paints first; the archive opens behind it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from drivers.text_profile import KEY as GENERIC_TEXT
from metroapp.archive import store
from metroapp.domain.message import Refusal
from metroapp.gui.window import INSTRUMENTS, MainWindow
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from metroapp.wording import presence
from tests.archive.test_upgrade import FIXTURE
from tests.gui.bench_window import PARTS, PATIENCE_MS
from tests.workbench import CALIPER, CAMILLE, CODES, LIGHT_HASHER, MICROMETER, Shop


def test_the_archive_is_opened_once_the_window_has_painted(qtbot: QtBot, tmp_path: Path) -> None:
    workshop = Workshop(Workspace(tmp_path))
    window = MainWindow(workshop, PARTS)
    qtbot.addWidget(window)
    assert not workshop.is_open
    window.show()
    qtbot.waitUntil(lambda: workshop.is_open and bool(window.start.sheets), timeout=PATIENCE_MS)
    window.close()
    workshop.close()


def test_a_kept_port_that_is_refused_at_the_start_is_said_and_the_others_are_connected(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """Seen: the bench stayed off as a whole, in silence."""
    kept = Shop(tmp_path)
    kept.workshop.connect({CALIPER: "sim://bench/PC", MICROMETER: "sim://bench/M"}).result()
    line = kept.workshop.instruments().result()[MICROMETER]
    kept.workshop.means.enter([replace(line, family=GENERIC_TEXT)], []).result()
    kept.close()
    workshop = Workshop(Workspace(tmp_path), hasher=LIGHT_HASHER)
    window = MainWindow(workshop, PARTS)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(window.banner.isVisible, timeout=PATIENCE_MS)
    said = window.banner.sentence.text()
    assert said.startswith(f"{MICROMETER} n'est pas au banc") and "apprenez" in said
    assert workshop.connected() == {CALIPER: "sim://bench/PC"}
    workshop.staff.sign_in(CAMILLE, CODES[CAMILLE]).result()
    qtbot.waitUntil(lambda: window.doorkeeper.is_open, timeout=PATIENCE_MS)
    assert window.banner.isVisible()
    window.show_page(INSTRUMENTS)
    qtbot.waitUntil(lambda: MICROMETER in window.instruments.tiles, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: "apprenez" in window.instruments.tiles[MICROMETER].why.text(), timeout=PATIENCE_MS)
    buttons = window.instruments.tiles[MICROMETER].buttons
    assert buttons["port"].isEnabled() and not any(buttons[name].isEnabled() for name in ("check", "frames", "record"))
    window.close()
    workshop.close()


def test_an_archive_of_an_older_version_is_said_to_be_brought_up_to_date(qtbot: QtBot, tmp_path: Path) -> None:
    shutil.copy(FIXTURE.with_name("version-5.sqlite"), tmp_path / "archive.sqlite")
    for said, then in ((presence.UPGRADING, f"{presence.UPGRADING}\n100 %"), (presence.OPENING, presence.OPENING)):
        workshop = Workshop(Workspace(tmp_path), hasher=LIGHT_HASHER)
        window = MainWindow(workshop, PARTS)
        qtbot.addWidget(window)
        assert window.doorkeeper.door.opening.text() == said
        window.show()
        qtbot.waitUntil(lambda window=window: window.doorkeeper.door.name != "", timeout=PATIENCE_MS)
        assert window.doorkeeper.door.opening.text() == then
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
