"""The pages of the jury on a whole examination: facts, replay, candidates side by side, the fiche de preuves."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from metroapp.domain.measurement import BoxKey
from metroapp.gui.consultation_window import ConsultationWindow
from metroapp.services.workspace import Workspace
from tests.gui.played_examination import play


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return play(tmp_path_factory.mktemp("jury"))


def test_a_jury_reads_the_facts_plays_again_and_compares(qtbot: QtBot, played: Workspace, tmp_path: Path) -> None:
    window = ConsultationWindow(played, tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.group.button(2).click()
    tab = window.exams
    qtbot.waitUntil(lambda: bool(tab.compare.tables))
    assert tab.session.count() == 1 and tab.candidate.count() == 2

    facts = "\n".join(" ".join(row.texts) for row in tab.facts.table.rows.rows)
    assert "copeau" in facts and "Au jury." in facts and "acceptation à tort : 1" in facts
    assert tab.facts.table.table.isVisible()
    phase, first = tab.facts.table.rows.rows[:2]
    assert phase.texts[1].startswith("État de l'épreuve : signée par le candidat et le surveillant.")
    assert "Modification M1 du jury, après la pièce 2" in phase.texts[1]
    assert first.texts[0].startswith("1. ") and first.texts[0].endswith(" *") and tab.facts.note.isVisible()

    replay = tab.replay
    assert replay.slider.maximum() == len(replay.entries.rows.rows) - 1
    tab.show_face(1)
    replay.go_to(0)
    assert not replay.grid.isVisible() and replay.said.text()  # before any record
    middle = next(
        place for place, row in enumerate(replay.entries.rows.rows) if row.texts[2].startswith("déclarée non conforme")
    )
    replay.go_to(middle)
    cells = replay.grid.model.cells
    assert cells[BoxKey(2, "1")].shown == "✗ 19,984 C" and cells[BoxKey(4, "1")].shown.endswith("NC")
    assert cells[BoxKey(4, "2 M1")].view.measurement is None
    assert "–" not in replay.grid.model.lines[0].texts[3:6]  # the limits that the candidate did not see

    tab.show_face(2)
    assert len(tab.compare.tables) == 2 and len(tab.compare.tables[0].rows.columns) == 3
    signed = "signée par le candidat et le surveillant"
    assert tab.compare.tables[0].rows.rows[0].texts == ("État de l'épreuve", signed, signed)
    tab.candidate.setCurrentIndex(1)
    tab.candidate.activated.emit(1)
    qtbot.waitUntil(lambda: "12" in tab.facts.table.rows.rows[1].texts[1] or tab.progress.isHidden())
    qtbot.waitUntil(lambda: tab.progress.isHidden())
    assert "PC-01" in tab.facts.table.rows.rows[1].texts[1]
