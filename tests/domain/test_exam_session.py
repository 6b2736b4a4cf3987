"""The time of a phase: what is suspended is never counted, and a clock that goes back gives nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from metroapp.domain.exam_session import CandidatePhase, PhaseState
from metroapp.domain.measurement import EntryId
from metroapp.domain.session_acts import (
    ExamPhase,
    PhaseEnded,
    PhaseResumed,
    PhaseStarted,
    PhaseSuspended,
    SuspensionCause,
    TimeGranted,
)

BEGUN = datetime(2026, 11, 28, 8, tzinfo=UTC)
PHASE = ExamPhase("tournage", "Tournage", "AX-1", "PL-1", "A", 6, 30)
IN = (EntryId("P1", 1), "SE-2026-001", "07", "tournage")
SECONDS = some.integers(0, 4000)


def at(seconds: int) -> datetime:
    return BEGUN + timedelta(seconds=seconds)


def begun(extra: int = 0) -> CandidatePhase:
    return CandidatePhase(PHASE, extra, PhaseStarted(*IN, EntryId("P1", 2), "07", BEGUN))


def suspended(one: CandidatePhase, begin: int, end: int | None) -> None:
    stop = PhaseSuspended(*IN, SuspensionCause.SAFETY, "", "S", "07", at(begin))
    one.suspensions.append((stop, None if end is None else PhaseResumed(*IN, "S", "07", at(end))))


@given(some.lists(some.tuples(SECONDS, SECONDS), max_size=4), some.integers(0, 100), SECONDS)
def test_what_is_worked_and_what_is_stopped_make_the_time_that_passed(
    steps: list[tuple[int, int]], extra: int, rest: int
) -> None:
    """Each step works so many seconds, then stops for so many."""
    one, now, worked = begun(extra), 0, 0
    for working, stopped in steps:
        now, worked = now + working, worked + working
        suspended(one, now, now + stopped)
        now += stopped
    now, worked = now + rest, worked + rest
    assert one.elapsed(at(now)) == timedelta(seconds=worked)
    assert one.left(at(now)) + one.elapsed(at(now)) == one.allotted
    one.granted.append(TimeGranted(*IN, 90, "", "S", "07", at(now)))
    assert one.left(at(now)) + timedelta(seconds=worked) == one.allotted


@given(SECONDS, SECONDS)
def test_a_suspended_phase_stands_still_and_an_ended_one_stays(working: int, later: int) -> None:
    one = begun()
    suspended(one, working, None)
    assert one.state is PhaseState.SUSPENDED
    assert one.elapsed(at(working + later)) == one.elapsed(at(working)) == timedelta(seconds=working)
    ended = begun()
    ended.ended = PhaseEnded(*IN, working, 1800, 0, 0, 0, "07", at(working))
    assert ended.elapsed(at(working + later)) == timedelta(seconds=working)


@given(some.integers(-4000, -1))
def test_a_clock_before_the_beginning_takes_and_gives_nothing(seconds: int) -> None:
    one = begun(33)
    assert one.elapsed(at(seconds)) == timedelta()
    assert one.left(at(seconds)) == one.allotted == timedelta(seconds=30 * 60 * 133 // 100)
