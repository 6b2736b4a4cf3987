"""Acts on fiches de non-conformité and dérogations come back as they went in, sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from metroapp.archive.connection import open_for_reading
from metroapp.archive.integrity import verify
from metroapp.archive.store import Archive
from metroapp.domain.concession_files import (
    Authority,
    AuthorityDecided,
    Classification,
    ConcessionActivated,
    ConcessionRequested,
    IdentifiedPiece,
    Moment,
    WidenedLimits,
)
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.nonconformity_acts import (
    BadFinding,
    NonconformityRaised,
    Origin,
    Treatment,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.treatment_acts import TreatmentAct, number_of

AT = datetime(2026, 11, 24, 8, 0, 0, 123456, tzinfo=UTC)
NOBODY = EntryId("", 0)
REQUEST = ConcessionRequested(
    NOBODY, "DER-2026-001", Moment.BEFORE_PRODUCTION, ("R", "PL", "A"), (WidenedLimits("1", None, Decimal("35.2")),),
    3, date(2026, 12, 1), (IdentifiedPiece(EntryId("P1", 4), 2, (EntryId("P1", 6),)),), "motif", "aucune",
    Classification.MINOR, True, "Camille", AT,
)  # fmt: skip
ACTS: tuple[TreatmentAct, ...] = (
    REQUEST,
    AuthorityDecided(
        NOBODY, "DER-2026-001", Authority.CUSTOMER, True, "C-7", "M. Petit", AT.date(), "", "Camille", AT
    ),
    ConcessionActivated(NOBODY, "DER-2026-001", "Dominique", "Camille", AT),
    NonconformityRaised(
        NOBODY, "FNC-2026-001", EntryId("P1", 4), Origin.PRODUCTION,
        (BadFinding(BoxKey(2, "1"), EntryId("P1", 6), "35 ±0,1", "35,15 mm", "PC-01"),), 2, "Camille", AT,
    ),
    TreatmentDecided(
        NOBODY, "FNC-2026-001", (TreatmentLine(Treatment.USE_AS_IS, 2, (2,), "DER-2026-001"),), "Dominique", "Camille",
        AT,
    ),
)  # fmt: skip


def test_acts_come_back_as_they_went_in(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive.sqlite")
    archive.treat(ACTS)
    found = archive.treatment_acts()
    assert [replace(act, id=NOBODY) for act in found] == list(ACTS)
    assert [act.id.sequence for act in found] == [4, 5, 6, 7, 8]  # after the three people
    assert archive.treatment_acts("FNC-2026-001") == found[3:]
    assert {number_of(act) for act in found} == {"DER-2026-001", "FNC-2026-001"}
    archive.close()
    engine = open_for_reading(tmp_path / "archive.sqlite")
    with engine.connect() as connection:
        assert verify(connection).sound
    engine.dispose()
