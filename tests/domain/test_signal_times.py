"""Honesty signals of time: a rhythm too regular, times that the session cannot have."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Observation, Origin, Role
from metroapp.domain.operations import Cancellation, Closing, Impossible, ZeroSetting
from metroapp.domain.quantity import Quantity
from metroapp.domain.signals import SignalKind, Where
from tests.domain.signal_session import FINE, INDICATOR, MICROMETER, OPENED, OTHERS, SEEN, Session

# -- rhythm -------------------------------------------------------------------------------------------------------


def paced(*seconds: float) -> Session:
    """Observations, each so many seconds after the one before."""
    session = Session(SEEN, pieces=len(seconds))
    for piece, gap in enumerate(seconds, 1):
        id, at = session.stamp(gap)
        box = BoxKey(piece, "1")
        session.record.apply(Measurement(id, box, None, Observation.CONFORMING, Origin.OBSERVED, None, "C. Martin", at))
    return session


@pytest.mark.parametrize(("measurements", "told"), [(9, False), (10, True)])
def test_ten_measurements_at_one_rhythm(measurements: int, told: bool) -> None:
    session = paced(40, *[12] * (measurements - 1), 40, 7)
    found = session.of(SignalKind.RHYTHM)
    assert bool(found) is told
    if told:
        assert (found[0].count, found[0].of) == (10, 12)
        assert found[0].intervals == (Decimal(12), Decimal(12), Decimal(12))
        assert found[0].times == (OPENED + timedelta(seconds=40), OPENED + timedelta(seconds=148))


@pytest.mark.parametrize(("longest", "told"), [(11.04, True), (11.05, False)])
def test_the_intervals_may_differ_by_a_tenth_of_their_mean(longest: float, told: bool) -> None:
    """Five of 10 s and four of x: (x − 10) × 10 ≤ (50 + 4x) / 9 up to x = 11.046."""
    assert bool(paced(40, *[10, longest] * 4, 10, 40).of(SignalKind.RHYTHM)) is told


def test_two_steady_stretches_are_two_facts() -> None:
    found = paced(40, *[12] * 10, 60, *[20] * 12).of(SignalKind.RHYTHM)
    assert [each.count for each in found] == [11, 13]


def test_the_rhythm_is_that_of_the_frames() -> None:
    session = Session(FINE)
    draw = random.Random(3)
    for piece in range(1, 13):
        id, at = session.stamp()
        received = OPENED + timedelta(seconds=10 * piece)
        shown = Quantity(Decimal("19.990") + Decimal(draw.randint(-9, 9)) / 1000)
        taken = Input(Role.READING, shown, Frame(MICROMETER, b"x", received))
        box = BoxKey(piece, "1")
        session.record.apply(Measurement(id, box, shown, None, Origin.INSTRUMENT, MICROMETER, "C", at, (taken,)))
    (found,) = session.of(SignalKind.RHYTHM)
    assert found.count == 12


def test_all_at_one_time_is_no_rhythm() -> None:
    assert paced(*[0] * 15).of(SignalKind.RHYTHM) == []


# -- times --------------------------------------------------------------------------------------------------------


def test_times_inside_the_session_say_nothing() -> None:
    session = Session(FINE).values(OTHERS)
    session.record.apply(Closing(*_closing(session)))
    assert session.of(SignalKind.TIMES) == []


def _closing(session: Session, seconds: float = 5) -> tuple[EntryId, str, datetime]:
    id, at = session.stamp(seconds)
    return id, "C. Martin", at


@pytest.mark.parametrize(("seconds", "told"), [(-1, False), (-2, True)])
def test_a_clock_set_back(seconds: float, told: bool) -> None:
    session = Session(FINE).values(OTHERS[:2])
    before = session.now
    session.value(3, OTHERS[2], after=seconds)
    session.value(4, OTHERS[3])
    found = session.of(SignalKind.TIMES)
    assert bool(found) is told
    if told:
        (signal,) = found
        assert (signal.where, signal.count, signal.of, signal.boxes) == (Where.EARLIER, 1, 4, (BoxKey(3, "1"),))
        assert signal.times == (before, before - timedelta(seconds=2))


def test_a_clock_set_back_before_the_opening_shows_both() -> None:
    session = Session(FINE).values(OTHERS[:2])
    session.value(3, OTHERS[2], after=-3600)
    session.value(4, OTHERS[3])
    early, back = session.of(SignalKind.TIMES)
    assert (early.where, early.count, back.where) == (Where.BEFORE_OPENING, 2, Where.EARLIER)
    assert early.times is not None and early.times[0] == OPENED


def test_a_frame_received_before_the_opening() -> None:
    session = Session(FINE)
    shown = Quantity(Decimal("19.990"))
    old = Input(Role.READING, shown, Frame(MICROMETER, b"x", OPENED - timedelta(minutes=3)))
    session.value(1, "19.990", inputs=(old,))
    (found,) = session.of(SignalKind.TIMES)
    assert (found.where, found.count, found.of) == (Where.BEFORE_OPENING, 1, 1)
    assert found.times == (OPENED, OPENED - timedelta(minutes=3))


def test_a_value_after_the_closing() -> None:
    session = Session(FINE).values(OTHERS)
    last = session.now
    session.record.apply(Closing(*_closing(session, -40)))
    late, back = session.of(SignalKind.TIMES)
    assert late.where is Where.AFTER_CLOSING and late.times == (session.now, last)
    assert (back.where, back.boxes) == (Where.EARLIER, ())


def test_other_operations_have_times_too() -> None:
    session = Session(FINE)
    id, at = session.stamp(-10)
    session.record.apply(Impossible(id, BoxKey(2, "1"), "cassée", "C", at))
    id, at = session.stamp(60)
    zero = Input(Role.ZERO, Quantity(Decimal("0.000")), Frame(INDICATOR, b"0", at - timedelta(hours=1)))
    session.record.apply(ZeroSetting(id, "1", INDICATOR, Decimal(20), ("CE-1",), zero, "C", at))
    (found,) = session.of(SignalKind.TIMES)
    assert (found.count, found.of, found.boxes) == (2, 2, (BoxKey(2, "1"),))


def test_gestures_have_times_of_their_own() -> None:
    session = Session(FINE).values(OTHERS)
    last = session.record.last_live
    assert last is not None
    id, _ = session.stamp()
    session.record.apply(Cancellation(id, last.id, "C. Martin", OPENED - timedelta(hours=1)))
    found = session.of(SignalKind.TIMES)
    assert [each.where for each in found] == [Where.BEFORE_OPENING, Where.EARLIER]
    assert (found[0].count, found[0].of, found[0].boxes) == (1, len(OTHERS) + 1, ())
