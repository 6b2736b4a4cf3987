"""A candidate withdrawn is signed for; withdrawn by mistake, they come back under their number with their time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from metroapp.domain.exam_session import CandidatePhase, PhaseState
from metroapp.domain.measurement import BoxKey
from metroapp.domain.people import Role, Signature
from metroapp.domain.session_acts import (
    CandidateEntered,
    CandidateReadmitted,
    CandidateWithdrawn,
    Interruption,
    PeopleNamed,
    SuspensionCause,
)
from metroapp.domain.specification import Means
from metroapp.services.exam.evidence import evidence_of, replay_of
from metroapp.services.exam.exam_room import ExamRoom
from metroapp.services.spc.process_room import NOBODY
from metroapp.services.workshop import Workshop
from metroapp.wording.exam_timeline import entry_line
from tests.services import examined
from tests.services.examined import code_of, name_of
from tests.workbench import CALIPER, CAMILLE, DOMINIQUE, Shop, characteristic, part

SHEET = part(characteristic("1", "35 ±0,1", Means.CALIPER), characteristic("2", "20 ±0,2", Means.CALIPER))
NUMBER, PHASE = "SE-2026-001", "tournage"
SUPERVISOR, STRANGER = Signature("Sam", "5173"), Signature("Kim", "5173")
BIT = timedelta(seconds=20)  # the clock of the workbench goes on a little at each look


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    """Candidate 07 in the middle of their phase, with one value; the trainer at the post."""
    shop = Shop(tmp_path)
    shop.sign_in(DOMINIQUE)
    for name in ("Sam", "Kim"):
        shop.workshop.staff.enter(name, (Role.SUPERVISOR,), "5173").result()
    shop.workshop.staff.enter("Jo", (Role.JURY,), "5173").result()
    shop.sign_in(CAMILLE)
    shop.workshop.save_draft(SHEET).result()
    shop.workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    examined.enter_candidates(shop)
    examined.open_session(shop, NUMBER, examined.phase(SHEET, PHASE))
    examined.write(shop, PeopleNamed(NOBODY, NUMBER, Role.SUPERVISOR, ("Sam",), CAMILLE, shop.clock()))
    examined.come_in(shop)
    shop.workshop.candidate.begin(PHASE).result()
    shop.read(CALIPER, "35.00")
    shop.sign_in(CAMILLE)
    yield shop
    shop.close()


def rooms(shop: Shop) -> ExamRoom:
    return shop.workshop.exams


def phase(shop: Shop, candidate: str = "07") -> CandidatePhase:
    return rooms(shop).sessions().result()[0].of(candidate, PHASE)


def left(shop: Shop) -> timedelta:
    return phase(shop).left(rooms(shop).now())


def test_a_withdrawal_was_signed_by_nobody(shop: Shop) -> None:
    for signature, code in ((Signature("Sam", "0000"), "secret.wrong"), (STRANGER, "exam.not_supervisor")):
        asked = code_of(lambda signature=signature: rooms(shop).withdraw(NUMBER, "07", "malaise", signature))
        assert asked == code
    assert phase(shop).state is PhaseState.RUNNING
    assert code_of(lambda: rooms(shop).withdraw(NUMBER, "07", " ", SUPERVISOR)) == "record.reason_missing"
    session = rooms(shop).withdraw(NUMBER, "07", "malaise", SUPERVISOR).result()
    act = session.acts[-1]
    assert isinstance(act, CandidateWithdrawn) and (act.granted_by, act.by) == ("Sam", CAMILLE)


def test_a_candidate_withdrawn_by_mistake_could_only_come_back_under_another_number(shop: Shop) -> None:
    before = left(shop)
    rooms(shop).withdraw(NUMBER, "07", "mauvais numéro", SUPERVISOR).result()
    assert code_of(lambda: shop.workshop.candidate.come_in("07-4831")) == "exam.withdrawn"
    shop._now += timedelta(hours=1)
    assert code_of(lambda: rooms(shop).readmit(NUMBER, "07", "erreur", STRANGER)) == "exam.not_supervisor"
    assert code_of(lambda: rooms(shop).readmit(NUMBER, "07", "", SUPERVISOR)) == "record.reason_missing"
    rooms(shop).readmit(NUMBER, "07", "erreur de numéro", SUPERVISOR).result()
    assert phase(shop).state is PhaseState.SUSPENDED and before - BIT < left(shop) <= before
    shop._now += timedelta(minutes=5)  # on the way back to the post
    assert before - BIT < left(shop) <= before
    shop.workshop.candidate.come_in("07-4831").result()
    shop.workshop.candidate.begin(PHASE).result()
    assert code_of(lambda: shop.workshop.type_value("20", "x", BoxKey(1, "2"))) == "exam.suspended"
    rooms(shop).resume(NUMBER, "07", PHASE, SUPERVISOR).result()
    shop.read(CALIPER, "20.00")
    shop.workshop.candidate.end(Signature(name_of("07"), "4831")).result()
    shop.sign_in(CAMILLE)
    ended = phase(shop).ended
    assert ended is not None and ended.elapsed < 120 and ended.empty == 2  # both values are there


def test_the_jury_reads_who_withdrew_a_candidate_and_who_let_them_come_back(shop: Shop) -> None:
    rooms(shop).withdraw(NUMBER, "07", "mauvais numéro", SUPERVISOR).result()
    rooms(shop).readmit(NUMBER, "07", "erreur de numéro", SUPERVISOR).result()
    shop.workshop.staff.sign_in("Jo", "5173").result()
    said = [entry_line(one) for one in replay_of(shop.workspace, NUMBER, "07").entries]
    assert "candidat retiré par Sam : mauvais numéro" in said
    assert "candidat réadmis par Sam : erreur de numéro" in said
    (told,) = evidence_of(shop.workspace, NUMBER, "07")
    assert told.withdrawn is None and told.state is PhaseState.SUSPENDED
    ((suspended, resumed),) = told.time.suspensions
    assert (suspended.cause, suspended.reason, suspended.granted_by, resumed) == (
        SuspensionCause.OTHER, "mauvais numéro", "Sam", None,
    )  # fmt: skip


def test_a_phase_suspended_before_a_withdrawal_stays_suspended_once(shop: Shop) -> None:
    rooms(shop).suspend(NUMBER, "07", PHASE, SuspensionCause.SAFETY, "", SUPERVISOR).result()
    before = left(shop)
    shop._now += timedelta(minutes=10)
    rooms(shop).withdraw(NUMBER, "07", "malaise", SUPERVISOR).result()
    shop._now += timedelta(minutes=10)
    rooms(shop).readmit(NUMBER, "07", "il va mieux", SUPERVISOR).result()
    assert len(phase(shop).suspensions) == 1 and left(shop) == before
    assert phase(shop).suspensions[0][0].cause is SuspensionCause.SAFETY


def test_what_was_signed_before_a_withdrawal_is_as_it_was_after_the_readmission(shop: Shop) -> None:
    shop.workshop.candidate.come_in("07-4831").result()
    shop.workshop.candidate.begin(PHASE).result()
    shop.workshop.candidate.end(Signature(name_of("07"), "4831")).result()
    shop.sign_in(CAMILLE)
    ended = phase(shop).ended
    rooms(shop).withdraw(NUMBER, "07", "malaise", SUPERVISOR).result()
    rooms(shop).readmit(NUMBER, "07", "il va mieux", SUPERVISOR).result()
    one = phase(shop)
    assert (one.state, one.ended, one.suspensions, one.left_at) == (PhaseState.ENDED, ended, [], None)


def test_who_was_not_withdrawn_or_has_another_number_by_now_is_not_readmitted(shop: Shop) -> None:
    assert code_of(lambda: rooms(shop).readmit(NUMBER, "08", "x", SUPERVISOR)) == "exam.not_withdrawn"
    assert code_of(lambda: rooms(shop).readmit(NUMBER, "99", "x", SUPERVISOR)) == "exam.candidate_unknown"
    rooms(shop).withdraw(NUMBER, "08", "mauvais numéro", SUPERVISOR).result()
    again = CandidateEntered(NOBODY, NUMBER, "09", name_of("08"), "", 0, "", CAMILLE, shop.clock())
    examined.write(shop, again)
    assert code_of(lambda: rooms(shop).readmit(NUMBER, "08", "x", SUPERVISOR)) == "exam.person_twice"
    rooms(shop).withdraw(NUMBER, "09", "elle reprend le sien", SUPERVISOR).result()
    assert rooms(shop).readmit(NUMBER, "08", "erreur", SUPERVISOR).result().of("08", PHASE).state is PhaseState.WAITING
    examined.close_session(shop, NUMBER)
    assert code_of(lambda: rooms(shop).readmit(NUMBER, "09", "x", SUPERVISOR)) == "exam.closed"


def test_a_withdrawal_of_before_that_nobody_signed_is_taken_back_too(shop: Shop) -> None:
    examined.write(shop, CandidateWithdrawn(NOBODY, NUMBER, "07", "erreur", CAMILLE, shop.clock()))
    act = rooms(shop).readmit(NUMBER, "07", "erreur", SUPERVISOR).result().acts[-1]
    assert isinstance(act, CandidateReadmitted)
    assert phase(shop).suspensions[-1][0].granted_by == CAMILLE


def test_a_clock_set_back_while_a_candidate_was_withdrawn_gave_them_time_at_the_next_start(shop: Shop) -> None:
    """Nobody else was in a phase: nothing said that the clock went back, and what they did since was dated by it."""
    rooms(shop).withdraw(NUMBER, "07", "mauvais numéro", SUPERVISOR).result()
    shop._now -= timedelta(minutes=30)
    left(shop)  # whoever looks first finds it
    shop._now += timedelta(minutes=10)
    rooms(shop).readmit(NUMBER, "07", "erreur de numéro", SUPERVISOR).result()
    assert [one.interruption for one in phase(shop).interruptions] == [Interruption.CLOCK_BACK]
    shop.workshop.candidate.come_in("07-4831").result()
    shop.workshop.candidate.begin(PHASE).result()
    rooms(shop).resume(NUMBER, "07", PHASE, SUPERVISOR).result()
    shop._now += timedelta(minutes=9)
    shop.read(CALIPER, "20.00")
    shop.sign_in(CAMILLE)
    before = left(shop)
    shop.workshop.close()
    shop.workshop = Workshop(shop.workspace, shop.clock)
    shop.workshop.open().result()
    shop.sign_in(CAMILLE)
    assert before - BIT < left(shop) <= before
    assert len(phase(shop).interruptions) == 1
