"""The replay of the jury: both sortings in the heads of the pieces, a time line read at any width, where it begins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from metroapp.gui.consultation_window import ConsultationWindow
from metroapp.gui.exam.replay_face import ReplayFace
from metroapp.services.workspace import Workspace
from tests.gui.played_examination import play


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return play(tmp_path_factory.mktemp("replay"))


@pytest.fixture
def replay(qtbot: QtBot, played: Workspace, tmp_path: Path) -> Iterator[ReplayFace]:
    window = ConsultationWindow(played, tmp_path)
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    window.group.button(2).click()
    qtbot.waitUntil(lambda: bool(window.exams.compare.tables))
    window.exams.show_face(1)
    yield window.exams.replay
    window.close()


def texts(replay: ReplayFace) -> list[str]:
    return [row.texts[2] for row in replay.entries.rows.rows]


def head(replay: ReplayFace, piece: int) -> list[str]:
    said = replay.grid.model.headerData(piece - 1, Qt.Orientation.Horizontal)
    return str(said).split("\n")


def place_of(replay: ReplayFace, beginning: str, number: int = 0) -> int:
    return [place for place, text in enumerate(texts(replay)) if text.startswith(beginning)][number]


def test_the_heads_of_the_pieces_show_the_sorting_of_the_program_and_that_of_the_candidate_then(
    replay: ReplayFace,
) -> None:
    first = place_of(replay, "pièce triée par le candidat")
    replay.go_to(first - 1)
    assert head(replay, 1) == ["P1", "✓ C", "candidat : –"]  # not sorted yet: by the program alone
    replay.go_to(first)
    assert head(replay, 1) == ["P1", "✓ C", "candidat : C"] and head(replay, 2)[2] == "candidat : –"
    replay.go_to(place_of(replay, "pièce triée par le candidat", 3))
    assert head(replay, 2) == ["P2", "✗ NC", "candidat : C"]  # accepted wrongly, and seen at a glance
    heads = replay.grid.fixed.horizontalHeader(), replay.grid.grid.horizontalHeader()
    assert len({one.height() for one in heads}) == 1  # the rows of both sides stay level


def test_the_time_line_is_read_on_a_screen_of_1024(replay: ReplayFace) -> None:
    table = replay.entries.table
    assert table.columnWidth(2) >= 180  # it had 107
    days = [row.texts[0] for row in replay.entries.rows.rows if "/" in row.texts[0]]
    assert len(days) == len(set(days)) and "/" in replay.entries.rows.rows[0].texts[0]  # a day is said once
    metrics = table.fontMetrics()
    for column in range(3):
        for row in replay.entries.rows.rows:
            for word in row.texts[column].split(" "):
                longest = max(word.splitlines() or [""], key=len)
                assert metrics.horizontalAdvance(longest) <= table.columnWidth(column) - 16, longest  # no word is cut
    before = table.columnWidth(2)
    replay.splitter.setSizes([600, 400])
    QApplication.processEvents()
    assert table.columnWidth(2) > before


def test_the_piece_of_the_moment_is_in_view_on_a_narrow_screen(replay: ReplayFace) -> None:
    grid, start = replay.grid.grid, replay.slider.value()
    for piece in (3, 4):
        replay.go_to(start)  # of another record, whose left columns take another width
        QApplication.processEvents()
        said = f"pièce\u00a0{piece}"
        replay.go_to(next(at for at, row in enumerate(replay.entries.rows.rows) if row.texts[1].startswith(said)))
        QApplication.processEvents()
        end = grid.columnViewportPosition(piece - 1) + grid.columnWidth(piece - 1)
        assert end <= grid.viewport().width(), piece


def test_the_replay_begins_at_the_last_moment_that_has_a_record(replay: ReplayFace) -> None:
    last = len(replay.entries.rows.rows) - 1
    assert texts(replay)[last].startswith("session close")  # of no record: the page was empty there
    assert replay.slider.maximum() == last and replay.slider.value() == last - 1
    assert replay.grid.isVisible() and replay.entries.table.currentIndex().row() == last - 1
    replay.go_to(last)
    assert replay.grid.isHidden() and replay.said.text() == "À ce moment, aucun relevé n'était ouvert."
