"""What ends the zero of a comparator, or the proof of how it is mounted: what was done with it elsewhere since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.archive.nonconformities import BadValue
from metroapp.domain.comparing import ONE_ZERO, Comparing
from metroapp.domain.comparison import Mounting
from metroapp.domain.instrument import InstrumentState
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement, Origin, Role
from metroapp.domain.operations import MountingProven, Operation, ZeroSetting
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import PLAIN
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Characteristic
from metroapp.services import consultation
from metroapp.services.events import ProposalsChanged
from metroapp.services.inspection import Inspection
from tests.services.comparisons import COMPARED, GUIDED, OTHER, UNPROVEN_MOUNTING, Comparator
from tests.services.verified_means import room
from tests.workbench import CAMILLE, DOMINIQUE, INDICATOR, part

Opened = Callable[..., Comparator]
SAME_STACK = replace(COMPARED, balloon="2")
BELIEVED = replace(GUIDED, rechecks=False)  # mountings are proven, zeros are not read once more


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made: list[Comparator] = []

    def open_one(comparing: Comparing, *compared: Characteristic, pieces: int = 2) -> Comparator:
        made.append(Comparator.opened(tmp_path / "shop", comparing, *compared, pieces=pieces))
        return made[-1]

    yield open_one
    for one in made:
        one.close()


def resume(bench: Comparator, id: EntryId) -> InspectionRecord:
    bench.shop.workshop.resume(id).result()
    return consultation.load(bench.shop.workspace, id)


def simulate(bench: Comparator, *numbers: str) -> None:
    bench.shop.workshop._bench.simulated = frozenset(numbers)


def as_before(bench: Comparator, make: Callable[[Inspection], Operation]) -> None:
    """Write in the record what an older version of the program could write."""
    workshop = bench.shop.workshop

    def work() -> None:
        assert workshop._inspection is not None
        workshop._inspection.write(make(workshop._inspection))

    done: Future[None] = workshop._recorder.submit(work)
    done.result()


# -- the mounting -----------------------------------------------------------------------------------------------------


def test_a_mounting_served_again_after_its_comparator_was_mounted_inverse_for_another(opened: Opened) -> None:
    bench = opened(GUIDED, COMPARED, OTHER)
    bench.prove()
    bench.zero()
    bench.read("-0.005", "0.000")
    bench.prove("0.000", "-0.100")
    bench.zero()
    bench.read("0.005", "0.000")
    assert bench.awaits == (2, "1", Role.BEFORE_MOVE) and set(bench.record.mountings) == {"2"}
    bench.prove("0.000", "-0.100")
    bench.zero("0.000", "0.000", "0.000")
    bench.read("0.005")
    assert [bench.size(piece) for piece in (1, 2)] == ["19.99512", "19.99512"]
    assert bench.record.zeros["1"].mounting == Mounting(-1)


def test_two_comparators_keep_their_own_mountings(opened: Opened) -> None:
    bench = opened(GUIDED, COMPARED, OTHER)
    second = replace(bench.record.instruments[INDICATOR], number="C-04")
    bench.shop.workshop.means.enter([second], []).result()
    bench.shop.open(bench.record.part, 2)
    bench.prove()
    bench.zero()
    bench.read("-0.005")
    bench.shop.workshop.gestures.declare_displacement("0,100", "1").result()
    bench.shop.read("C-04", "0.000", "-0.100", "0.000", "0.000", "0.000", "0.005")
    assert bench.awaits == (2, "1", Role.DEVIATION) and set(bench.record.mountings) == {"1", "2"}


def test_a_workshop_that_proves_no_mounting_is_asked_for_one_once_it_was_changed(opened: Opened) -> None:
    bench = opened(replace(BELIEVED, proves_mounting=False), COMPARED, OTHER)
    bench.zero()
    bench.read("-0.005")
    bench.shop.workshop.gestures.set_zero("2", mounting=True).result()
    bench.prove("0.000", "-0.100")
    bench.zero()
    bench.read("0.005")
    assert bench.awaits == (2, "1", Role.BEFORE_MOVE)


@pytest.mark.parametrize("comparing", [GUIDED, BELIEVED])
def test_a_mounting_served_again_after_another_record_mounted_its_comparator(
    opened: Opened, comparing: Comparing
) -> None:
    bench = opened(comparing, COMPARED)
    first = bench.record.header.id
    bench.prove()
    bench.zero()
    bench.read("-0.005")
    bench.shop.open(part(OTHER), 1)
    bench.prove("0.000", "-0.100")
    record = resume(bench, first)
    if comparing.rechecks:
        assert record.rechecks[-1].reason == "C-03 monté à nouveau dans le relevé P1-2026-0002"
        assert bench.awaits == (1, "1", Role.BEFORE_MOVE) and record.void_boxes() == [BoxKey(1, "1")]
    else:
        assert bench.awaits == (2, "1", Role.BEFORE_MOVE) and record.void_boxes() == []
    bench.shop.workshop.resume(first).result()
    bench.prove("0.000", "-0.100")
    bench.zero()
    assert resume(bench, first).zeros["1"].mounting == Mounting(-1)
    assert bench.awaits is not None and bench.awaits[2] is Role.DEVIATION


def test_a_mounting_without_a_zero_ends_too_when_another_record_mounts_its_comparator(opened: Opened) -> None:
    bench = opened(GUIDED, COMPARED)
    first = bench.record.header.id
    bench.prove()
    bench.shop.open(part(OTHER), 1)
    bench.prove("0.000", "-0.100")
    resume(bench, first)
    assert bench.awaits == (1, "1", Role.BEFORE_MOVE)


def test_a_record_of_before_keeps_its_values_although_a_mounting_ended(opened: Opened) -> None:
    bench = opened(GUIDED, COMPARED, SAME_STACK)
    at = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    header = RecordHeader(EntryId("P1", 1), "R-1", part(COMPARED, SAME_STACK), 1, CAMILLE, at, options=PLAIN)
    record = InspectionRecord(replace(header, options=bench.record.options))
    read = Input(Role.ZERO, Quantity(Decimal("0.000")))
    size = Quantity(Decimal("19.995"))
    for sequence, balloon in enumerate(("1", "2"), 2):
        record.apply(
            MountingProven(
                EntryId("P1", sequence), balloon, INDICATOR, Decimal("0.1"), None, (read, read), Mounting(), CAMILLE, at
            )
        )
    record.apply(ZeroSetting(EntryId("P1", 4), "1", INDICATOR, Decimal(20), ("CE-20",), read, CAMILLE, at))
    box = BoxKey(1, "1")
    record.apply(Measurement(EntryId("P1", 5), box, size, None, Origin.COMPARISON, INDICATOR, CAMILLE, at))
    assert record.status(box) is BoxStatus.CONFORMING and record.void_boxes() == []


# -- the same blocks, read otherwise ----------------------------------------------------------------------------------


def test_a_zero_served_although_the_same_blocks_were_read_otherwise_since(opened: Opened) -> None:
    bench = opened(ONE_ZERO, COMPARED, SAME_STACK)
    bench.read("0.000", "-0.005", "0.010", "0.005")
    assert bench.awaits == (2, "1", Role.ZERO) and bench.record.void_boxes() == []
    bench.read("0.010", "0.005")
    assert bench.size(2) == "19.99512"


def test_a_zero_within_the_limit_on_the_same_blocks_leaves_the_first_one(opened: Opened) -> None:
    bench = opened(ONE_ZERO, COMPARED, SAME_STACK)
    bench.read("0.000", "-0.005", "0.001", "0.005")
    assert bench.awaits == (2, "1", Role.DEVIATION)


def test_what_was_compared_before_the_same_blocks_were_read_otherwise_is_taken_again(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, SAME_STACK)
    bench.zero()
    bench.read("-0.005")
    bench.zero("0.010", "0.010", "0.010")
    record = bench.record
    assert record.void_boxes() == [BoxKey(1, "1")] and set(record.zeros) == {"2"}
    assert record.rechecks[-1].reason == "C-03 lu autrement sur la même pile, au zéro du repère 2"
    assert bench.awaits == (1, "1", Role.ZERO)
    bench.zero("0.010", "0.010", "0.010")
    bench.read("0.005")
    assert bench.size(1) == "19.99512" and bench.awaits == (1, "2", Role.DEVIATION)


@pytest.mark.parametrize("comparing", [UNPROVEN_MOUNTING, ONE_ZERO])
def test_another_record_read_the_same_blocks_otherwise(opened: Opened, comparing: Comparing) -> None:
    bench = opened(comparing, COMPARED)
    first = bench.record.header.id
    zeros = ("0.000",) * comparing.zero_readings
    bench.read(*zeros, "-0.005")
    bench.shop.open(part(COMPARED), 1)
    bench.read(*("0.010",) * comparing.zero_readings)
    record = resume(bench, first)
    if comparing.rechecks:
        assert record.rechecks[-1].reason == "C-03 lu autrement sur la même pile dans le relevé P1-2026-0002"
    assert bench.awaits == (1 if comparing.rechecks else 2, "1", Role.ZERO)


# -- adjusted, verified -----------------------------------------------------------------------------------------------


def adjust(bench: Comparator) -> None:
    """And back to service as the verification after it does, of which this is the line of the register."""
    shop, workshop = bench.shop, bench.shop.workshop
    shop.sign_in(DOMINIQUE)
    room(shop).record_adjustment(INDICATOR, "cadran recalé").result()
    known = replace(bench.shop.workshop.instruments().result()[INDICATOR], state=InstrumentState.IN_SERVICE)
    workshop._recorder.submit(lambda: workshop._archive.register([known], [], shop.clock(), DOMINIQUE)).result()
    shop.sign_in(CAMILLE)


def test_a_zero_outlived_an_adjustment_of_its_comparator(opened: Opened) -> None:
    bench = opened(ONE_ZERO, COMPARED)
    bench.read("0.000", "-0.005")
    adjust(bench)
    assert bench.awaits == (2, "1", Role.ZERO)
    bench.read("-0.005")
    assert bench.record.measurement(BoxKey(2, "1")) is None
    assert [str(one.zero.quantity.value) for one in bench.record.zero_settings] == ["0.000", "-0.005"]
    resume(bench, bench.record.header.id)
    assert bench.awaits == (2, "1", Role.DEVIATION)  # that was before this zero


def test_what_was_not_re_checked_before_an_adjustment_is_taken_again(opened: Opened) -> None:
    bench = opened(GUIDED, COMPARED)
    bench.prove()
    bench.zero()
    bench.read("-0.005")
    adjust(bench)
    record = bench.record
    assert record.void_boxes() == [BoxKey(1, "1")] and record.rechecks[-1].reason == "C-03 ajusté depuis son zéro"
    assert record.rechecks[-1].by == DOMINIQUE
    assert bench.awaits == (1, "1", Role.BEFORE_MOVE)  # it was taken off its stand
    bench.prove()
    bench.zero()
    bench.read("-0.005")
    assert bench.record.void_boxes() == [] and bench.awaits == (2, "1", Role.DEVIATION)


def test_a_zero_of_a_record_put_aside_outlived_an_adjustment(opened: Opened) -> None:
    bench = opened(ONE_ZERO, COMPARED)
    first = bench.record.header.id
    bench.read("0.000", "-0.005")
    bench.shop.open(part(OTHER), 1)
    adjust(bench)
    resume(bench, first)
    assert bench.awaits == (2, "1", Role.ZERO)


def test_a_zero_outlived_a_verification_of_its_comparator(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED)
    known = replace(
        bench.record.instruments[INDICATOR], range_lower=Decimal(0), range_upper=Decimal(1),
        permissible_error=PermissibleError(Decimal("0.005")), resolution=Decimal("0.001"),
    )  # fmt: skip
    bench.shop.workshop.means.enter([known], []).result()
    bench.zero()
    bench.read("-0.005")
    verifications = room(bench.shop)
    verifications.begin(INDICATOR).result()
    verifications.type_reading("0,000").result()
    assert bench.record.rechecks == []  # nothing is written of it yet
    assert verifications.give_up().result() is not None
    assert bench.record.rechecks[-1].reason == "C-03 vérifié depuis son zéro"
    assert bench.awaits == (1, "1", Role.ZERO)


def test_another_change_of_the_register_leaves_the_zero_and_what_is_begun(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED)
    bench.read("0.000", "0.000")
    bench.shop.workshop.means.change_state("PC-01", InstrumentState.PENDING, "tombé").result()
    assert bench.expected is not None and bench.expected.place == 3
    bench.read("0.000", "-0.005")
    known = replace(bench.shop.workshop.instruments().result()[INDICATOR], designation="Comparateur 12,7")
    bench.shop.workshop.means.enter([known], []).result()
    assert bench.awaits == (2, "1", Role.DEVIATION)


# -- what is left alone, and what is not ------------------------------------------------------------------------------


def test_a_workshop_without_re_checks_sets_the_zero_again_after_another_record(opened: Opened) -> None:
    bench = opened(ONE_ZERO, COMPARED)
    first = bench.record.header.id
    bench.read("0.000", "-0.005")
    bench.shop.open(part(OTHER), 1)
    bench.read("0.000")
    record = resume(bench, first)
    assert bench.awaits == (2, "1", Role.ZERO) and record.void_boxes() == []


def test_a_zero_begun_again_after_another_record_goes_on_whatever_is_written_in_the_register(opened: Opened) -> None:
    bench = opened(replace(UNPROVEN_MOUNTING, rechecks=False), COMPARED)
    first = bench.record.header.id
    bench.zero()
    bench.read("-0.005")
    bench.shop.open(part(OTHER), 1)
    bench.zero()
    resume(bench, first)
    bench.read("0.000")
    bench.shop.workshop.means.change_state("PC-01", InstrumentState.PENDING, "tombé").result()
    assert bench.expected is not None and (bench.expected.role, bench.expected.place) == (Role.ZERO, 2)


def test_what_another_record_did_before_the_zero_ends_nothing(opened: Opened) -> None:
    bench = opened(GUIDED, COMPARED)
    first = bench.record.header.id
    bench.shop.open(part(OTHER), 1)
    bench.prove()
    bench.zero()
    resume(bench, first)
    bench.prove()
    bench.zero()
    bench.read("-0.005")
    assert resume(bench, first).void_boxes() == []
    assert bench.awaits == (2, "1", Role.DEVIATION)


def test_a_deviation_that_waits_is_dropped_when_its_zero_drifts(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED)
    bench.zero()
    bench.read("-0.005")
    bench.shop.read(INDICATOR, "-0.004", flags=("unit_declared", "late"))
    waiting = bench.shop.last(ProposalsChanged)
    assert isinstance(waiting, ProposalsChanged) and [one.role for one in waiting.proposals] == [Role.DEVIATION]
    bench.shop.workshop.gestures.recheck_zero().result()
    bench.read("0.010")  # it waits behind the other one, and is taken first
    bench.shop.workshop.gestures.take_proposed().result()
    waiting = bench.shop.last(ProposalsChanged)
    assert isinstance(waiting, ProposalsChanged) and waiting.proposals == ()
    assert bench.record.void_boxes() == [BoxKey(1, "1")]
    assert [one.shown for one in bench.record.dropped] == ["\u22120,004\u00a0mm"]


# -- simulated --------------------------------------------------------------------------------------------------------


def test_a_mounting_proven_by_simulation_makes_its_zero_simulated(opened: Opened) -> None:
    bench = opened(GUIDED, COMPARED)
    simulate(bench, INDICATOR)
    bench.prove()
    simulate(bench)
    bench.zero()
    assert bench.record.zeros["1"].simulated
    bench.read("-0.005")
    found = bench.record.measurement(BoxKey(1, "1"))
    assert found is not None and found.simulated


def test_a_real_value_on_a_simulated_zero_is_not_proven_by_a_simulated_re_check(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, SAME_STACK)
    simulate(bench, INDICATOR)
    bench.zero()
    box, size = BoxKey(1, "1"), Quantity(Decimal("19.995"))
    as_before(
        bench,
        lambda on: Measurement(on.next_id, box, size, None, Origin.COMPARISON, INDICATOR, CAMILLE, on.now()),
    )
    bench.shop.workshop.gestures.recheck_zero("1").result()
    bench.read("0.000")
    assert bench.refused == "zero.recheck_simulated" and bench.record.rechecks == []


def test_values_of_a_zero_set_anew_without_a_re_check_are_listed_as_to_be_taken_again(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED)
    bench.zero()
    bench.read("-0.005")
    as_before(bench, lambda on: replace(on.record.zeros["1"], id=on.next_id, at=on.now()))
    listed: list[BadValue] = consultation.bad_values(bench.shop.workspace, "")
    assert [(one.box, one.is_void) for one in listed] == [(BoxKey(1, "1"), True)]
