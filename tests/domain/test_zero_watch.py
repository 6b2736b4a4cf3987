"""What a record knows of its zeros: the same when it is opened again, and never a good value on a lost zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.comparing import Comparing
from metroapp.domain.comparison import Compared, ZeroChecked, ZeroLost, ZeroTaken, review_zeros
from metroapp.domain.first_piece import require_approvable
from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Cancellation, Operation, ZeroRechecked, ZeroSetting
from metroapp.domain.people import Role as PersonRole
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import Means
from metroapp.domain.zero_watch import is_read_otherwise
from tests.workbench import CAMILLE, INDICATOR, characteristic, part

OPENED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DIGIT = Decimal("0.001")
COMPARED = characteristic("1", "Ø20 h6", Means.COMPARISON)


class Zeroing:
    """Each step is one operation, one second after the one before."""

    def __init__(self, pieces: int = 4, **options: object) -> None:
        asked = RecordOptions(comparing=Comparing(), **options)  # type: ignore[arg-type]
        self.header = RecordHeader(EntryId("P1", 1), "R-1", part(COMPARED), pieces, CAMILLE, OPENED, options=asked)
        self.record = InspectionRecord(self.header)
        self.operations: list[Operation] = []

    def _apply(self, operation: Operation) -> None:
        self.operations.append(operation)
        self.record.apply(operation)

    def _stamp(self) -> tuple[EntryId, datetime]:
        sequence = len(self.operations) + 2
        return EntryId("P1", sequence), OPENED + timedelta(seconds=sequence)

    def zero(self) -> Zeroing:
        id, at = self._stamp()
        read = Input(Role.ZERO, Quantity(Decimal("0.000")))
        self._apply(ZeroSetting(id, "1", INDICATOR, Decimal(20), ("CE-20",), read, CAMILLE, at))
        return self

    def value(self, piece: int, size: str = "19.990") -> Zeroing:
        id, at = self._stamp()
        size_read = Quantity(Decimal(size))
        self._apply(Measurement(id, BoxKey(piece, "1"), size_read, None, Origin.COMPARISON, INDICATOR, CAMILLE, at))
        return self

    def check(self, indication: str | None, *, simulated: bool = False) -> Zeroing:
        id, at = self._stamp()
        read = None if indication is None else Input(Role.RECHECK, Quantity(Decimal(indication)))
        self._apply(ZeroRechecked(id, "1", INDICATOR, Decimal("0.000"), DIGIT, read, CAMILLE, at, simulated=simulated))
        return self

    def undo(self) -> Zeroing:
        last = self.record.last_live
        assert last is not None
        id, at = self._stamp()
        self._apply(Cancellation(id, last.id, CAMILLE, at))
        return self

    def void(self) -> list[int]:
        return [box.piece for box in self.record.void_boxes()]


def test_a_drift_takes_back_what_came_since_the_last_good_re_check() -> None:
    day = Zeroing().zero().value(1).value(2).check("0.001").value(3).value(4).check("-0.002")
    assert day.void() == [3, 4] and "1" not in day.record.zeros
    assert [day.record.status(BoxKey(piece, "1")) for piece in (2, 3)] == [BoxStatus.CONFORMING, BoxStatus.UNDECIDED]
    assert day.record.disposition(3) is Disposition.HELD
    drifted = day.record.rechecks[-1]
    assert (drifted.drift, drifted.has_drifted) == (Decimal("-0.002"), True)
    assert [box.piece for box in day.record.taken_back(drifted)] == [3, 4]


def test_a_bad_value_is_no_more_decided_than_a_good_one_once_its_zero_is_lost() -> None:
    day = Zeroing().zero().value(1, "20.300").check(None)
    assert day.record.status(BoxKey(1, "1")) is BoxStatus.UNDECIDED
    assert day.record.question() is None


def test_taken_again_a_value_counts_and_the_void_one_is_no_first_good_reading() -> None:
    day = Zeroing(concordant=True).zero().value(1, "20.300").value(1).check("0.005").zero().value(1)
    assert day.record.awaits_second(BoxKey(1, "1"))  # a bad one, a void one, and one good one
    day.value(1)
    assert day.record.status(BoxKey(1, "1")) is BoxStatus.CONFORMING and day.void() == []


def test_a_zero_set_anew_without_a_re_check_proves_nothing_of_what_came_before() -> None:
    assert Zeroing().zero().value(1).zero().value(2).void() == [1]


def test_a_cancelled_value_is_not_to_be_proven_any_more() -> None:
    day = Zeroing().zero().value(1).undo()
    assert day.record.unproven("1") == ()
    assert day.check("0.009").void() == []


def test_a_good_simulated_re_check_leaves_real_values_to_be_proven() -> None:
    day = Zeroing().zero().value(1).check("0.000", simulated=True)
    assert [one.box.piece for one in day.record.unproven("1")] == [1]
    assert day.value(2).check("0.005").void() == [1, 2]
    assert Zeroing().zero().value(1).check("0.000").record.unproven("1") == ()


@pytest.mark.parametrize(
    ("shown", "blocks", "instrument", "otherwise"),
    [
        ("0.002", ("CE-20",), INDICATOR, True),
        ("-0.002", ("CE-20",), INDICATOR, True),
        ("0.001", ("CE-20",), INDICATOR, False),  # within the limit
        ("0.002", ("CE-10",), INDICATOR, False),  # another stack says nothing of this one
        ("0.002", ("CE-20",), "C-04", False),
    ],
)
def test_the_same_blocks_tell_a_zero_that_drifted(
    shown: str, blocks: tuple[str, ...], instrument: str, otherwise: bool
) -> None:
    first = Zeroing().zero().record.zeros["1"]
    read = Input(Role.ZERO, Quantity(Decimal(shown)))
    later = replace(first, balloon="2", blocks=blocks, instrument=instrument, zero=read)
    assert is_read_otherwise(first, later, DIGIT) is otherwise
    assert not is_read_otherwise(first, replace(later, simulated=True), DIGIT)


def test_a_first_piece_is_not_signed_for_on_a_zero_that_drifted() -> None:
    day = Zeroing(approval=PersonRole.QUALITY).zero().value(1).check("0.004")
    with pytest.raises(Refusal) as refused:
        require_approvable(day.record)
    assert refused.value.message.code == "approval.first_piece_void"


STEPS = st.lists(
    st.one_of(
        st.just(("zero",)),
        st.tuples(st.just("value"), st.integers(1, 3), st.sampled_from(["19.990", "20.300"])),
        st.tuples(st.just("check"), st.sampled_from(["0.000", "0.001", "0.002", "-0.001", "-0.002", None])),
        st.just(("undo",)),
    ),
    max_size=30,
)


def done(steps: list[tuple[object, ...]]) -> Zeroing:
    """The steps that can be done: nothing is compared nor read once more without a zero."""
    day = Zeroing(pieces=3)
    for name, *given_ in steps:
        if name in ("value", "check") and "1" not in day.record.zeros:
            continue
        if name == "undo" and day.record.last_live is None:
            continue
        getattr(day, str(name))(*given_)
        day.record.sorting()
    return day


@given(STEPS)
def test_a_record_opened_again_knows_the_same_of_its_zeros(steps: list[tuple[object, ...]]) -> None:
    day = done(steps)
    again = InspectionRecord(day.header)
    for operation in day.operations:
        again.apply(operation)
    for one in (day.record, again):
        assert [one.disposition(piece) for piece in one.pieces] == [day.record.disposition(p) for p in one.pieces]
    assert again.void_boxes() == day.record.void_boxes()
    assert again.unproven("1") == day.record.unproven("1")
    assert again.sorting() == day.record.sorting()


@given(STEPS)
def test_whatever_was_done_a_value_on_a_lost_zero_decides_nothing(steps: list[tuple[object, ...]]) -> None:
    record = done(steps).record
    for box in record.void_boxes():
        assert record.status(box) is BoxStatus.UNDECIDED
        assert record.disposition(box.piece) is Disposition.HELD


def test_a_zero_that_cannot_be_read_once_more_proves_nothing() -> None:
    series = [ZeroTaken(Decimal(0)), Compared(1), ZeroChecked(Decimal(0)), Compared(2), ZeroLost(), Compared(3)]
    found = review_zeros(series, DIGIT)
    assert (found.proven, found.again, found.open) == ((1,), (2, 3), ())


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"zero_readings": 2}, "options.zero_readings"),
        ({"zero_readings": 11}, "options.zero_readings"),
        ({"recheck_every": 0}, "options.recheck_every"),
        ({"drift_limit": 0}, "options.drift_limit"),
    ],
)
def test_a_way_of_comparing_that_means_nothing_is_refused(facts: dict[str, int], refusal: str) -> None:
    with pytest.raises(Refusal) as refused:
        Comparing(**facts)  # type: ignore[arg-type]
    assert refused.value.message.code == refusal
