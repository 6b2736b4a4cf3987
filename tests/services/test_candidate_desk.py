"""The examination as the candidate at the post lives it: the code, the phase, who fills the record, the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from metroapp.domain.exam_session import CandidatePhase, PhaseState
from metroapp.domain.examination import Aid
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role, Signature
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_search import RecordSearch
from metroapp.domain.session_acts import (
    CandidateWithdrawn,
    Interruption,
    PeopleNamed,
    PhaseStarted,
    SuspensionCause,
    TimeGranted,
)
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Means
from metroapp.services import consultation, documents
from metroapp.services.events import Declared, HeldChanged, RecordOpened, Refused
from metroapp.services.exam.candidate_desk import CandidateDesk
from metroapp.services.exam.standing import Standing
from metroapp.services.formats import Format
from metroapp.services.new_record import NewRecord
from metroapp.services.people import FREE_FAILURES
from metroapp.services.spc.process_room import NOBODY
from tests.services import examined
from tests.services.examined import code_of, come_in, name_of
from tests.workbench import CALIPER, CAMILLE, DOMINIQUE, MICROMETER, SIGNED_BY_CAMILLE, Shop, characteristic, part

SHEET = part(characteristic("1", "Ø20 h7", Means.MICROMETER), characteristic("2", "35 ±0,1", Means.CALIPER))
NUMBER = "SE-2026-001"
ONE, TWO = BoxKey(1, "1"), BoxKey(1, "2")
SIGNED = Signature(name_of("07"), "4831")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "atelier"


@pytest.fixture
def shop(root: Path) -> Iterator[Shop]:
    """A session open, with two phases on the same part, and two candidates; nobody at the post."""
    opened = Shop(root)
    opened.workshop.save_draft(SHEET).result()
    opened.workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    examined.enter_candidates(opened)
    phases = (examined.phase(SHEET, "tournage"), examined.phase(SHEET, "fraisage", pieces=1))
    examined.open_session(opened, NUMBER, *phases, aids=(Aid.PLAUSIBILITY,))
    opened.workshop.staff.sign_out().result()
    yield opened
    opened.close()


def desk(shop: Shop) -> CandidateDesk:
    return shop.workshop.candidate


def record(shop: Shop) -> InspectionRecord:
    shop.settle()
    assert shop.workshop._inspection is not None
    return shop.workshop._inspection.record


def archived(shop: Shop, id: EntryId) -> InspectionRecord:
    return consultation.load(shop.workspace, id)


def standing(shop: Shop) -> Standing:
    found = desk(shop).standing().result()
    assert found is not None
    return found


def test_a_code_lets_in_its_candidate_and_says_nothing_of_others(shop: Shop) -> None:
    assert desk(shop).is_expected().result()
    for wrong in ("", "0", "07", "07-9999", "99-4831", "08-4831"):
        assert code_of(lambda wrong=wrong: desk(shop).come_in(wrong)) == "exam.code_unknown"
    for number in ("07", "99"):  # a number that is nobody's makes wait like another one
        said = [code_of(lambda number=number: desk(shop).come_in(f"{number}-0000")) for _ in range(FREE_FAILURES)]
        assert said[0] == "exam.code_unknown" and said[-1] == "exam.code_wait"
    shop._now += timedelta(minutes=10)
    assert desk(shop).come_in(" 7 – 48 31 ").result().name == name_of("07")
    found = standing(shop)
    assert (found.candidate, found.work_order, found.current) == ("07", "OF-07", "")
    assert [(one.phase.key, one.state) for one in found.phases] == [
        ("tournage", PhaseState.WAITING),
        ("fraisage", PhaseState.WAITING),
    ]
    shop.sign_in(CAMILLE)
    assert desk(shop).standing().result() is None
    assert code_of(lambda: desk(shop).begin("tournage")) == "exam.not_a_candidate"


def test_a_code_used_twice_is_refused_and_what_goes_on_goes_on(shop: Shop) -> None:
    come_in(shop)
    desk(shop).begin("fraisage").result()  # in any order
    shop.read(MICROMETER, "19.990")
    assert code_of(lambda: desk(shop).come_in("07-4831")) == "exam.code_in_use"
    assert code_of(lambda: desk(shop).come_in("08-9526")) == "exam.post_in_use"
    assert code_of(lambda: desk(shop).begin("tournage")) == "exam.phase_running"
    assert record(shop).measurement(ONE) is not None and standing(shop).current == "fraisage"
    shop.read(CALIPER, "35.00")
    assert record(shop).measurement(TWO) is not None
    elsewhere = PhaseStarted(NOBODY, NUMBER, "08", "tournage", EntryId("P2", 5), CAMILLE, shop.clock())
    desk(shop).end(SIGNED).result()
    examined.write(shop, elsewhere)
    shop.workshop.staff.sign_out().result()
    assert code_of(lambda: desk(shop).come_in("08-9526")) == "exam.code_in_use"


def test_a_candidate_fills_their_record_alone_and_nobody_else_fills_it(shop: Shop) -> None:
    shop.sign_in(CAMILLE)
    shop.open(SHEET)
    other = record(shop).header.id
    come_in(shop)
    assert code_of(lambda: shop.workshop.open_record(NewRecord(SHEET, 1))) == "exam.only_in_session"
    assert code_of(lambda: shop.workshop.resume(other)) == "exam.only_in_session"
    shop.read(MICROMETER, "19.990")  # for the record of somebody else, which is still on the bench
    assert record(shop).measurement(ONE) is None
    for look in (lambda: consultation.find(shop.workspace, RecordSearch()), lambda: archived(shop, other)):
        with pytest.raises(Refusal) as refused:
            look()
        assert refused.value.message.code == "exam.archives_closed"
    header = desk(shop).begin("tournage").result()
    assert archived(shop, header.id).header.operator == name_of("07")
    assert (header.operator, header.work_order, header.pieces) == (name_of("07"), "OF-07", 2)
    assert code_of(lambda: shop.workshop.close_record(SIGNED)) == "exam.end_by_signing"
    shop.sign_in(CAMILLE)
    assert code_of(lambda: shop.workshop.declare_impossible("motif")) == "exam.other_person"
    assert code_of(lambda: desk(shop).declare_piece(1, Disposition.CONFORMING)) == "exam.other_person"
    assert code_of(lambda: shop.workshop.resume(header.id)) == "exam.other_person"
    shop.read(MICROMETER, "19.990")
    shop.sign_in(DOMINIQUE)
    shop.read(MICROMETER, "19.991")
    kept = record(shop)
    assert kept.measurement(ONE) is None
    assert [one.shown for one in kept.dropped] == ["19,990\u00a0mm", "19,991\u00a0mm"]  # nothing is lost
    come_in(shop)
    desk(shop).begin("tournage").result()
    shop.read(MICROMETER, "19.992")
    assert record(shop).measurement(ONE) is not None


def test_a_suspended_phase_takes_nothing_and_loses_nothing(shop: Shop) -> None:
    come_in(shop)
    desk(shop).begin("tournage").result()
    shop.read(MICROMETER, "0.787")  # asked about
    shop.workshop.staff.lock().result()
    shop.read(CALIPER, "35.00")  # held
    examined.suspend(shop, NUMBER, "tournage")
    shop.workshop.staff.unlock("4831").result()
    found = standing(shop)
    assert (found.current, found.phases[0].state) == ("tournage", PhaseState.SUSPENDED)
    assert found.phases[0].why_suspended
    shop._now += timedelta(hours=1)
    assert standing(shop).phases[0].left == found.phases[0].left
    refused: list[Callable[[], Future[Any]]] = [
        shop.workshop.gestures.take_proposed,
        shop.workshop.take_held,
        lambda: shop.workshop.type_value("19,99", "sans câble"),
        lambda: desk(shop).declare_means("1", MICROMETER),
        lambda: desk(shop).end(SIGNED),
    ]
    assert {code_of(one) for one in refused} == {"exam.suspended"}
    shop.read(MICROMETER, "19.990")
    last = shop.last(Refused)
    assert isinstance(last, Refused) and last.refusal.code == "exam.suspended"
    assert [one.shown for one in record(shop).dropped] == ["19,990\u00a0mm"]
    examined.resume(shop, NUMBER, "tournage")
    shop.workshop.gestures.take_proposed().result()
    shop.workshop.take_held().result()
    assert not shop.last(HeldChanged).count
    assert [record(shop).measurement(box) is not None for box in (ONE, TWO)] == [True, True]


def test_a_post_that_restarts_comes_back_to_the_same_record_and_says_so_once(shop: Shop, root: Path) -> None:
    come_in(shop)
    begun = desk(shop).begin("tournage").result()
    shop.read(MICROMETER, "19.990")
    desk(shop).declare_means("2", CALIPER).result()
    desk(shop).declare_box(ONE, conforming=True).result()
    come_in(shop)  # out and in again is no restart
    shop.events.clear()
    assert desk(shop).begin("tournage").result() == begun and not standing(shop).notice
    shown = shop.last(RecordOpened)
    assert isinstance(shown, RecordOpened) and len(shown.declared) == 2
    now = shop._now
    shop.close()
    again = Shop(root)
    try:
        again._now = now + timedelta(minutes=3)
        come_in(again)
        assert standing(again).current == "tournage"
        assert desk(again).begin("tournage").result().id == begun.id
        opened = again.last(RecordOpened)
        assert isinstance(opened, RecordOpened) and opened.resumed and len(opened.declared) == 2
        assert {box.status for box in opened.boxes} == {BoxStatus.TAKEN, BoxStatus.NOT_MEASURED}
        found = standing(again)
        assert "redémarré" in found.notice and found.phases[0].left < timedelta(minutes=27)
        again.workshop.type_value("35,0", "sans câble").result()  # with the means declared before
        come_in(again)
        desk(again).begin("tournage").result()
        phase = again.workshop._recorder.submit(again.workshop._sessions.known, NUMBER).result().of("07", "tournage")
        (interrupted,) = phase.interruptions
        assert interrupted.interruption is Interruption.RESTARTED and 180 <= interrupted.seconds < 240
        granted = TimeGranted(NOBODY, NUMBER, "07", "tournage", 180, "panne", CAMILLE, CAMILLE, again.clock())
        examined.write(again, granted)
        assert not standing(again).notice and standing(again).phases[0].allotted == timedelta(minutes=33)
    finally:
        again.close()


def test_a_phase_begins_and_ends_with_its_record_or_not_at_all(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    come_in(shop)
    archive = shop.workshop._archive
    count = len(consultation.record_lines(shop.workspace))

    def fails(*_arguments: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(archive._journal, "append_together", fails)
        with pytest.raises(OSError):
            desk(shop).begin("tournage").result()
    assert len(consultation.record_lines(shop.workspace)) == count and not standing(shop).current
    id = desk(shop).begin("tournage").result().id
    phase = shop.workshop._recorder.submit(shop.workshop._sessions.known, NUMBER).result().of("07", "tournage")
    assert phase.record == id and phase.started is not None and phase.started.id.sequence == id.sequence + 1
    with monkeypatch.context() as patched:
        patched.setattr(archive._journal, "append_together", fails)
        with pytest.raises(OSError):
            desk(shop).end(SIGNED).result()
    assert record(shop).closing is None and standing(shop).current == "tournage"
    desk(shop).end(SIGNED).result()
    assert record(shop).closing is not None and not standing(shop).current


def test_a_clock_set_back_gives_no_time_and_is_said(shop: Shop) -> None:
    come_in(shop)
    desk(shop).begin("tournage").result()
    shop._now += timedelta(minutes=10)
    before = standing(shop).phases[0].left
    shop._now -= timedelta(minutes=8)
    after = standing(shop).phases[0].left
    assert before - timedelta(seconds=30) < after <= before
    shop.settle()
    assert "reculé" in standing(shop).notice
    shop.read(MICROMETER, "19.990")
    assert record(shop).measurement(ONE) is not None


def tournage(shop: Shop) -> CandidatePhase:
    return shop.workshop._recorder.submit(shop.workshop._sessions.known, NUMBER).result().of("07", "tournage")


@pytest.mark.parametrize("before_it_began", [True, False])
def test_a_clock_set_back_while_the_program_was_away_gives_no_time(
    shop: Shop, root: Path, before_it_began: bool
) -> None:
    if before_it_began:  # nothing goes on, so nothing of it is noted with a phase
        shop._now -= timedelta(hours=1)
    come_in(shop)
    standing(shop)
    shop.settle()
    desk(shop).begin("tournage").result()
    shop._now += timedelta(minutes=19)
    shop.read(MICROMETER, "19.990")
    left, now = standing(shop).phases[0].left, shop._now
    shop.close()
    again = Shop(root)
    try:
        again._now = now + (timedelta(minutes=1) if before_it_began else -timedelta(minutes=15))
        come_in(again)
        desk(again).begin("tournage").result()
        again.settle()
        unwritten = timedelta(seconds=30)  # the time was looked at after the last thing written
        assert left - timedelta(minutes=2) < standing(again).phases[0].left <= left + unwritten
        noted = [one.seconds for one in tournage(again).interruptions if one.interruption is Interruption.CLOCK_BACK]
        assert (noted == []) if before_it_began else (len(noted) == 1 and 840 <= noted[0] < 930)
    finally:
        again.close()


@pytest.mark.parametrize("first", ["nothing", "another is named", "suspended and resumed", "time given"])
def test_what_a_restart_lasted_does_not_depend_on_what_the_staff_did_first(shop: Shop, root: Path, first: str) -> None:
    come_in(shop)
    desk(shop).begin("tournage").result()
    shop.read(MICROMETER, "19.990")
    now = shop._now
    shop.close()
    again, of = Shop(root), (NUMBER, "07", "tournage")
    try:
        again._now = now + timedelta(minutes=20)
        again.sign_in(CAMILLE)
        room = again.workshop.exams
        match first:
            case "another is named":
                examined.write(again, PeopleNamed(NOBODY, NUMBER, Role.SUPERVISOR, (CAMILLE,), CAMILLE, again.clock()))
            case "suspended and resumed":
                room.suspend(*of, SuspensionCause.BREAKDOWN, "", SIGNED_BY_CAMILLE).result()
                again._now += timedelta(minutes=5)
                room.resume(*of, SIGNED_BY_CAMILLE).result()
            case "time given":
                room.grant(*of, 1200, "panne", SIGNED_BY_CAMILLE).result()
        again.workshop.staff.sign_out().result()
        come_in(again)
        desk(again).begin("tournage").result()
        (interrupted,) = tournage(again).interruptions
        assert 1195 <= interrupted.seconds < 1260
    finally:
        again.close()


def test_what_is_declared_is_of_one_value_and_nothing_forces_the_end(shop: Shop) -> None:
    come_in(shop)
    desk(shop).begin("tournage").result()
    assert code_of(lambda: desk(shop).declare_box(ONE, conforming=True)) == "exam.nothing_measured"
    assert code_of(lambda: desk(shop).declare_piece(1, Disposition.HELD)) == "exam.not_a_sort"
    assert code_of(lambda: desk(shop).declare_means("1", "INCONNU")) == "means.unknown"
    shop.read(MICROMETER, "19.990")
    assert code_of(lambda: shop.workshop.type_value("35,0", "sans câble")) == "exam.means_undeclared"
    shop.workshop.gestures.use_means("2", "TF-08").result()  # picking a means is declaring it
    assert code_of(lambda: shop.workshop.type_value("35,0", "sans câble")) == "exam.means_cannot"
    desk(shop).declare_box(ONE, conforming=True).result()
    desk(shop).declare_box(ONE, conforming=True).result()  # said twice, written once
    desk(shop).declare_piece(1, Disposition.CONCESSION).result()
    assert len(shop.all(Declared)) == 3 == len(record(shop).declarations.events)
    assert desk(shop).left_to_declare().result().undeclared == ()
    shop.workshop.retake(ONE, "doute").result()
    shop.read(MICROMETER, "19.991")
    left = desk(shop).left_to_declare().result()  # another value is to be declared anew
    assert (len(left.empty), left.undeclared, left.unsorted) == (3, (ONE,), (2,))
    assert code_of(lambda: desk(shop).end(SIGNED_BY_CAMILLE)) == "exam.other_person"
    desk(shop).end(Signature(name_of("07"), "07-4831")).result()
    phase = shop.workshop._recorder.submit(shop.workshop._sessions.known, NUMBER).result().of("07", "tournage")
    assert phase.ended is not None and record(shop).closing is not None
    assert (phase.ended.empty, phase.ended.undeclared, phase.ended.unsorted) == (3, 1, 1)
    assert phase.ended.id.sequence + 1 == record(shop).closing.id.sequence
    assert standing(shop).phases[0].ended_at == phase.ended.at
    for late in (lambda: desk(shop).declare_piece(2, Disposition.CONFORMING), lambda: desk(shop).begin("tournage")):
        assert code_of(late) == "exam.phase_ended"
    desk(shop).begin("fraisage").result()
    desk(shop).end(SIGNED).result()
    shop.workshop.staff.sign_out().result()
    assert code_of(lambda: desk(shop).come_in("07-4831")) == "exam.all_ended"


def test_nothing_goes_on_once_a_candidate_is_withdrawn_or_the_session_is_closed(shop: Shop) -> None:
    come_in(shop)
    desk(shop).begin("tournage").result()
    examined.write(shop, CandidateWithdrawn(NOBODY, NUMBER, "07", "malade", CAMILLE, shop.clock()))
    assert code_of(lambda: shop.workshop.declare_impossible("motif")) == "exam.withdrawn"
    shop.workshop.staff.sign_out().result()
    assert code_of(lambda: desk(shop).come_in("07-4831")) == "exam.withdrawn"
    come_in(shop, "08")  # a post is free again
    desk(shop).begin("tournage").result()
    examined.close_session(shop, NUMBER)
    assert code_of(lambda: shop.workshop.declare_impossible("motif")) == "exam.closed"
    shop.read(MICROMETER, "19.990")
    assert not record(shop).dropped and record(shop).measurement(ONE) is None  # nothing of it changes any more
    shop.workshop.staff.sign_out().result()
    assert not desk(shop).is_expected().result()
    assert code_of(lambda: desk(shop).come_in("08-9526")) == "exam.none_open"


def test_a_candidate_reads_exports_and_asks_nothing_of_others(shop: Shop, tmp_path: Path) -> None:
    of_trainer = shop.sign_in(CAMILLE) or shop.workshop.open_record(NewRecord(SHEET, 1)).result()
    shop.read(MICROMETER, "19.990")
    come_in(shop)
    asked: list[Callable[[], object]] = [
        lambda: shop.workshop.justify(ONE).result(),  # what is on the bench is not theirs
        lambda: documents.export(shop.workspace, of_trainer.id, Format.PDF, tmp_path),
        lambda: documents.describe(shop.workspace, of_trainer.id, shop.clock()),
        lambda: consultation.load(shop.workspace, of_trainer.id),
    ]
    for work in asked:
        with pytest.raises(Refusal) as refused:
            work()
        assert refused.value.message.code == "exam.archives_closed"


def test_asking_to_allow_a_means_tells_nothing(shop: Shop) -> None:
    come_in(shop)
    desk(shop).begin("tournage").result()
    allow = shop.workshop.gestures.allow_means
    for number in (CALIPER, MICROMETER, "nobody's"):
        assert code_of(lambda number=number: allow("1", number, "essai", SIGNED)) == "exam.no_allowance"
