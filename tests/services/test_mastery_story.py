"""The demonstration of a process that is mastered, shortened: simulated instruments through their drivers."""

from __future__ import annotations

from pathlib import Path

import pytest

from metroapp.domain.chart_terms import ChartState, DriftAdvice
from metroapp.domain.production import EventKind
from metroapp.services import consultation
from metroapp.services.derogation_story import PassingClock
from metroapp.services.document_check import Outcome, check
from metroapp.services.spc import mastery_story
from metroapp.services.spc.chart_capability import capability
from metroapp.services.spc.chart_reading import read_chart
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.workbench import LIGHT_HASHER


def test_a_process_is_followed_worn_and_brought_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"_SERIES": 1, "_PIECES": 15, "_WORN": 10, "_AFTER": 5, "_WEAR": 0.002}.items():
        monkeypatch.setattr(mastery_story, name, value)
    clock, told = PassingClock(), list[str]()
    workspace = Workspace(tmp_path)
    workshop = Workshop(workspace, clock, LIGHT_HASHER)
    try:
        workshop.open().result()
        number, files = mastery_story.MasteryStory(workshop, clock, 1, told.append).run()
    finally:
        workshop.close()
    view = read_chart(workspace, number)
    assert view.series.simulated and view.points == 6 and view.state is ChartState.SIGNALS
    assert any(mark.kind is EventKind.TOOL_CHANGE and mark.x == 5.5 for mark in view.marks)
    found = capability(view)
    assert found is not None and found.life.now == 5 and found.advice is not DriftAdvice.CORRECT
    assert len(told) == 6 and [path.suffix for path in files] == [".pdf", ".xlsx"]
    assert check(workspace, files[0]).outcome is Outcome.EXACT
    assert consultation.verify(workspace).sound
