"""A whole examination, as `metroapp demo --scenario exam` plays it, and what its jury then finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from metroapp.archive.connection import open_for_reading
from metroapp.archive.series import value_series
from metroapp.domain.acceptance import Verdict
from metroapp.domain.exam_agreement import Agreement
from metroapp.domain.exam_criteria import FactKind
from metroapp.domain.exam_evidence import CandidateEvidence
from metroapp.domain.exam_session import ExamSession, SessionState
from metroapp.domain.exam_timeline import EntryKind
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.suitability import Fitness
from metroapp.services import consultation
from metroapp.services.derogation_story import open_story
from metroapp.services.events import BoxRecorded, Event, Expected, PieceSorted, PresenceChanged, RecordOpened
from metroapp.services.exam.evidence import evidence_of, replay_of, sessions
from metroapp.services.exam.exam_story import MILLING, TURNING, ExamStory
from metroapp.services.workspace import Workspace, demonstration_keys
from metroapp.wording.exam_facts import facts


@dataclass
class Played:
    """The workspace of the story, what was published while a candidate was at the post, and what was said."""

    workspace: Workspace
    said: list[str] = field(default_factory=list)
    seen: list[tuple[str, Event]] = field(default_factory=list)  # by the number of the candidate
    candidate: str = ""

    def take(self, event: Event) -> None:
        if isinstance(event, PresenceChanged):
            name = "" if event.person is None else event.person.name
            self.candidate = name.removeprefix("Candidat ") if name.startswith("Candidat ") else ""
        if self.candidate:
            self.seen.append((self.candidate, event))

    @property
    def session(self) -> ExamSession:
        (found,) = sessions(self.workspace)
        return found

    def evidence(self, candidate: str, phase: str) -> CandidateEvidence:
        return next(
            one for one in evidence_of(self.workspace, self.session.number, candidate) if one.phase.key == phase
        )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    root: Path = tmp_path_factory.mktemp("exam")
    workspace = Workspace(root, demonstration_keys(root))
    found = Played(Workspace(root, demonstration_keys(root)))
    workshop, clock = open_story(workspace)
    workshop.open().result()
    workshop.subscribe(found.take)
    try:
        ExamStory(workshop, clock, 1, found.said.append).run()
    finally:
        workshop.close()
    return found


def test_the_session_is_played_to_its_end_and_its_archive_is_sound(played: Played) -> None:
    session = played.session
    assert session.state is SessionState.CLOSED and len(session.taking_part) == 2
    assert consultation.verify(played.workspace).sound
    assert session.closed is not None and "Candidat 12" in session.closed.remark
    assert any("dépassé" in said for said in played.said)


def test_no_candidate_was_told_a_verdict_or_anything_of_another(played: Played) -> None:
    told = {BoxStatus.TAKEN, BoxStatus.NOT_MEASURED, BoxStatus.NOT_PLANNED}
    events = [event for _, event in played.seen]
    boxes = [event.box for event in events if isinstance(event, BoxRecorded)]
    boxes += [box for event in events if isinstance(event, RecordOpened) for box in event.boxes]
    assert boxes and {box.status for box in boxes} <= told
    assert all(box.side is None and box.exceedance is None and box.zones is None for box in boxes)
    sorts = {event.disposition for event in events if isinstance(event, BoxRecorded | PieceSorted)}
    assert sorts == {Disposition.UNSORTED}
    expected = [event.expectation for event in events if isinstance(event, Expected) and event.expectation]
    assert expected and not any(one.instruments or one.assists for one in expected)
    others = {"07": ("Candidat 12", "OF-EX-12"), "12": ("Candidat 07", "OF-EX-07")}
    for candidate, event in played.seen:
        said = repr(event)
        assert not any(other in said for other in others[candidate]), said
        assert not any(f"<{kind}." in said for kind in ("Verdict", "Fitness", "Agreement")), said


def test_the_jury_finds_what_each_candidate_did(played: Played) -> None:
    first, second = played.evidence("07", TURNING), played.evidence("12", TURNING)
    fitness = [{used.fitness for line in one.means for used in line.used} for one in (first, second)]
    assert Fitness.UNFIT not in fitness[0] and Fitness.UNFIT in fitness[1]  # the caliper for 13 µm
    table = first.verdicts.boxes_with_program
    assert {one.with_program for one in first.verdicts.boxes} >= {Agreement.FALSE_ACCEPT, Agreement.FALSE_REJECT}, table
    assert second.verdicts.boxes and len(second.recording.empty) == 1
    said = " ".join(text for one in (first, second) for kind in FactKind for text in facts(one, kind))
    assert "copeau" in said and "OF-EX-07" in said and "Programmes" in said
    assert "une heure" not in said  # no time that the session cannot have
    assert len(second.recording.typed) == 1 and len(second.recording.retaken) == 1
    counted = {one.balloon: one.counted for one in first.accuracy.by_characteristic}
    assert counted == {"1": 0, "2": 2, "2 M1": 2}  # for the h6, U of the micrometer is over IT/10
    assert first.modification is not None and second.modification is None
    assert first.time.overrun.total_seconds() <= 0 < second.time.overrun.total_seconds()
    record = consultation.load(played.workspace, first.record_id)  # type: ignore[arg-type]
    verdicts = {(box.piece, box.balloon): record.verdict(box) for box in record.boxes()}
    assert verdicts[2, "1"] is Verdict.NONCONFORMING and verdicts[4, "1"] is Verdict.CONFORMING
    assert verdicts[3, "2 M1"] is Verdict.CONFORMING and verdicts[3, "2"] is None


def test_each_candidate_is_played_again(played: Played) -> None:
    for candidate in ("07", "12"):
        replay = replay_of(played.workspace, played.session.number, candidate)
        assert set(replay.stories) == {TURNING, MILLING}
        for phase, story in replay.stories.items():
            last = [one for one in replay.entries if one.phase == phase and one.kind is not EntryKind.SESSION][-1]
            found, sealed = replay.at(last), consultation.load(played.workspace, story.header.id)
            assert found is not None and sealed.closing is not None and found.closing == sealed.closing
            assert [found.measurement(box) for box in found.boxes()] == [
                sealed.measurement(box) for box in sealed.boxes()
            ]


def test_an_examination_is_no_production_and_tells_no_verdict_among_the_bad_values(played: Played) -> None:
    examined = {phase.record for one in played.session.taking_part for phase in one.phases.values()}
    found = consultation.bad_values(played.workspace)
    assert found and not examined & {one.record for one in found}  # the references of the trainer are ordinary records
    part = consultation.load(played.workspace, next(iter(examined))).header.part.reference
    with open_for_reading(played.workspace.archive).connect() as connection:
        series = value_series(connection, part, "1")
    assert series.values and not examined & {one.id for one in series.records}  # nor among those of a chart
