"""Acts of examination sessions: kept, read back as written, and the names in them erasable."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from metroapp.archive.events import session_from
from metroapp.archive.store import Archive
from metroapp.domain import session_acts as acts
from metroapp.domain.examination import Aid
from metroapp.domain.measurement import EntryId
from metroapp.domain.people import Role
from metroapp.domain.session_acts import ExamPhase, Interruption, SessionAct, SuspensionCause
from tests.archive.test_integrity import check

AT = datetime(2026, 11, 28, 8, tzinfo=UTC)
NOBODY, RECORD = EntryId("", 0), EntryId("P1", 12)
OF, IN = (NOBODY, "SE-2026-001"), (NOBODY, "SE-2026-001", "07", "tournage")
BY = ("Camille", AT)
PHASE = ExamPhase("tournage", "Tournage", "AX-1", "PL-1", "A", 6, 30, "Phase 20", "Tour 2")
ACTS: tuple[SessionAct, ...] = (
    acts.SessionPrepared(*OF, "Titre", date(2026, 11, 28), "titre-2025", "tuao-2025", (Aid.HOW_TO,), (PHASE,), *BY),
    acts.CandidateEntered(*OF, "07", "Candidat 07", "Poste 1", 33, "OF-7", *BY),
    acts.CandidateWithdrawn(*OF, "12", "absent", *BY, "Alix"),
    acts.CandidateReadmitted(*OF, "12", "erreur de numéro", "Alix", *BY),
    acts.PeopleNamed(*OF, Role.JURY, ("Jo", "Lou"), *BY),
    acts.SessionOpened(*OF, "Alix", *BY),
    acts.PhaseStarted(*IN, RECORD, *BY),
    acts.PhaseSuspended(*IN, SuspensionCause.SAFETY, "copeau", "Alix", *BY),
    acts.PhaseResumed(*IN, "Alix", *BY),
    acts.TimeGranted(*IN, 120, "copeau", "Alix", *BY),
    acts.PhaseInterrupted(*IN, Interruption.RESTARTED, 42, *BY),
    acts.ModificationEntered(*IN, "M1", "A-M1", 2, "jury", "Alix", *BY),
    acts.PhaseEnded(*IN, 1200, 1800, 1, 0, 2, *BY),
    acts.PhaseCountersigned(*IN, "", "Alix", *BY),
    acts.ReferenceChosen(*IN, RECORD, *BY),
    acts.SessionClosed(*OF, "1 case vide", "Alix", *BY),
)


def test_every_act_of_a_session_is_read_back_as_written(tmp_path: Path) -> None:
    assert {type(one) for one in ACTS} == set(acts.SESSION_ACTS)
    file = tmp_path / "archive.sqlite"
    archive = Archive(file)
    archive.found_workshop("Atelier", AT)
    written = archive.examine(*ACTS)
    assert [replace(act, id=NOBODY) for act in written] == list(ACTS)
    assert archive.session_acts() == archive.session_acts("SE-2026-001") == list(written)
    assert archive.session_acts("SE-2026-002") == []
    archive.close()
    assert check(file).sound


def test_a_withdrawal_that_nobody_signed_is_still_read() -> None:
    facts = '{"number":"SE-2026-001","candidate":"12","reason":"absent"}'
    read = session_from("candidatewithdrawn", facts, NOBODY, *BY, str)
    assert read == acts.CandidateWithdrawn(*OF, "12", "absent", *BY)


def test_a_name_in_a_session_is_erased_with_the_person(tmp_path: Path) -> None:
    file = tmp_path / "archive.sqlite"
    archive = Archive(file)
    archive.found_workshop("Atelier", AT)
    archive.examine(*ACTS)
    for name in ("Candidat 07", "Lou", "Alix"):
        archive.erase_name(archive.person_id(name), "partie", "Camille", AT)
    connection = sqlite3.connect(file)
    facts = "".join(text for (text,) in connection.execute("SELECT facts FROM session_event"))
    connection.close()
    read = str(archive.session_acts())
    archive.close()
    assert not any(name in facts or name in read for name in ("Candidat 07", "Lou", "Alix"))
    assert "Jo" in read and check(file).sound
