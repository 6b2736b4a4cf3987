"""Acts on the process: kept, read back as written, and the names in them erasable."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from metroapp.archive.store import Archive
from metroapp.domain.chart_acts import ChartNote, ChartNoted, ChartOpened, LimitsFrozen
from metroapp.domain.correction_acts import Aim, BandChoice, OffsetTyped, RegisterKept, SizeLinked
from metroapp.domain.measurement import EntryId, Origin
from metroapp.domain.process_acts import ProcessAct
from metroapp.domain.quantity import Quantity
from metroapp.domain.sampling_acts import LotJudged, LotPresented
from metroapp.domain.sampling_plans import InspectionLevel, Severity
from metroapp.domain.statistical_terms import NELSON, ChartKind
from metroapp.domain.study_acts import StudyKind, StudyOpened, StudyReading
from metroapp.domain.tool_offset import Corrector, Feature, MachineKind
from tests.archive.test_integrity import check

AT = datetime(2026, 11, 27, 8, tzinfo=UTC)
NOBODY = EntryId("", 0)
VALUE = EntryId("P1", 12)
BY = ("Camille", AT)
ACTS: tuple[ProcessAct, ...] = (
    ChartOpened(NOBODY, "CC-2026-001", "AX-1", "1", "Tour 2", 5, ChartKind.RANGE, NELSON, *BY),
    LimitsFrozen(NOBODY, "CC-2026-001", VALUE, VALUE, (VALUE,), (("xbar.ucl", "20.0124"),), "stable", "Dominique", *BY),
    ChartNoted(NOBODY, "CC-2026-001", ChartNote.TOOL_CHANGE, None, "plaquette neuve", *BY),
    RegisterKept(
        NOBODY, "COR-2026-001", "Tour 2", "T3", "D3", MachineKind.TURNING, Corrector.X_DIAMETER, Decimal("0.001"),
        Decimal("0.5"), *BY,
    ),
    SizeLinked(
        NOBODY, "COR-2026-001", "AX-1", "1", Feature.OUTSIDE, None, Aim.CHOSEN, Decimal("20.005"),
        BandChoice.DISPERSION, None, 5, *BY,
    ),
    OffsetTyped(NOBODY, "COR-2026-001", Decimal("-0.04"), Decimal("-0.038"), "usure", None, 0, VALUE, *BY),
    StudyOpened(
        NOBODY, "EM-2026-001", StudyKind.CROSSED, "PC-01", "AX-1, repère 1", Decimal("0.1"), None,
        ("Camille", "Alix"), 10, 3, 7, *BY,
    ),
    StudyReading(
        NOBODY, "EM-2026-001", "Alix", 3, 1, Quantity(Decimal("20.01")), None, Origin.INSTRUMENT, "2b30", *BY
    ),
    LotPresented(
        NOBODY, "PE-2026-001", "AX-1", "L7", 500, Decimal("1.0"), InspectionLevel.II, Severity.NORMAL, "H", 50, 1, 2,
        *BY,
    ),
    LotJudged(NOBODY, "PE-2026-001", VALUE, 0, True, "", *BY),
)  # fmt: skip


def test_acts_on_the_process_are_read_back_as_written(tmp_path: Path) -> None:
    file = tmp_path / "archive.sqlite"
    archive = Archive(file)
    archive.found_workshop("Atelier", AT)
    written = archive.master(*ACTS)
    assert [replace(act, id=NOBODY) for act in written] == list(ACTS)
    assert archive.process_acts() == list(written)
    assert archive.process_acts("CC-2026-001", [ChartNoted]) == [written[2]]
    archive.close()
    assert check(file).sound


def test_a_name_in_a_study_is_erased_with_the_person(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.sqlite")
    archive.found_workshop("Atelier", AT)
    archive.master(*ACTS)
    assert b"Alix" not in b"".join(line.encode() for line in _facts(tmp_path / "archive.sqlite"))
    archive.erase_name(archive.person_id("Alix"), "partie", "Camille", AT)
    (opened,) = archive.process_acts(kinds=[StudyOpened])
    (reading,) = archive.process_acts(kinds=[StudyReading])
    archive.close()
    assert isinstance(opened, StudyOpened) and isinstance(reading, StudyReading)
    assert reading.operator == opened.operators[1] != "Alix" and opened.operators[0] == "Camille"


def _facts(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    found = [text for (text,) in connection.execute("SELECT facts FROM process_event")]
    connection.close()
    return found
