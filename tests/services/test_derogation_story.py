"""The demonstration of a dérogation: every chapter of its life, on simulated instruments through their drivers."""

from __future__ import annotations

from pathlib import Path

from metroapp.domain.nonconformity_acts import SheetState
from metroapp.services import consultation
from metroapp.services.derogation_story import Chapter, DerogationStory, PassingClock
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from tests.workbench import LIGHT_HASHER

_MARKS = {"conforming": "C", "nonconforming": "N", "concession": "D", "unsorted": "·", "held": "?"}


def test_the_whole_life_of_a_concession(tmp_path: Path) -> None:
    clock = PassingClock()
    workshop = Workshop(Workspace(tmp_path), clock, LIGHT_HASHER)
    told: list[Chapter] = []
    try:
        workshop.open().result()
        records = DerogationStory(workshop, clock, 7, told.append).run()
        (sheet,) = workshop.treatment.sheets().result()
        files = workshop.treatment.files().result()
    finally:
        workshop.close()
    marks = ["".join(_MARKS[each.value] for each in chapter.dispositions) for chapter in told]
    assert marks == [
        "N······",  # a bad piece, its sheet
        "N······",  # the dérogation for three pieces is active
        "NDDDN··",  # three later pieces are sorted again, the fourth is nonconforming: exhausted
        "NDDDNCN",  # beyond the widened limit
        "DDDDDCN",  # a concession for pieces 1 and 5 absorbs no third
        "DN·",  # a second defect that is not covered
        "DNN",  # expired
        "DDDDDCN",  # partial release of 2 and 6
        "DDNNDCN",  # withdrawn: 3 and 4 are to be decided again, 2 was shipped
        "DDNNDCN",  # closed
    ]
    assert sheet.state is SheetState.CLOSED and len(files) == 3 and len(records) == 2
    assert consultation.verify(Workspace(tmp_path)).sound
