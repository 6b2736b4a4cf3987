"""A zero serves as long as its comparator, its blocks and its readings are those that it was set with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from forms.releve import releve
from forms.to_text import to_text
from metroapp.domain.comparing import ONE_ZERO, Comparing
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Characteristic
from metroapp.services import consultation
from metroapp.services.events import Refused
from metroapp.wording.sentences import sentence
from tests.services.comparisons import COMPARED, GUIDED, OTHER, UNPROVEN_MOUNTING, Comparator
from tests.workbench import GAUGE_BLOCKS, INDICATOR, INSTRUMENTS, SIGNED_BY_CAMILLE, part

Opened = Callable[..., Comparator]
SECOND = replace(next(one for one in INSTRUMENTS if one.number == INDICATOR), number="C-04")
OVERDUE = date(2026, 11, 23)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    made: list[Comparator] = []

    def open_one(
        comparing: Comparing = UNPROVEN_MOUNTING,
        *compared: Characteristic,
        pieces: int = 3,
        options: RecordOptions = PLAIN,
    ) -> Comparator:
        made.append(Comparator.opened(tmp_path / "shop", comparing, *compared, pieces=pieces, options=options))
        return made[-1]

    yield open_one
    for one in made:
        one.close()


def code(future: Future[object]) -> str:
    with pytest.raises(Refusal) as refused:
        future.result()
    return refused.value.message.code


def refusals(bench: Comparator) -> list[str]:
    return [one.refusal.code for one in bench.shop.all(Refused) if isinstance(one, Refused)]


def simulate(bench: Comparator, *numbers: str) -> None:
    bench.shop.workshop._bench.simulated = frozenset(numbers)


# -- one comparator, two stacks ---------------------------------------------------------------------------------------


def test_one_comparator_on_two_stacks_kept_its_first_zero(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, OTHER, pieces=2)
    bench.zero()
    bench.read("-0.001")
    assert bench.awaits == (1, "1", Role.RECHECK)  # before the comparator leaves for the stack of the other
    bench.read("0.000")
    assert bench.awaits == (1, "2", Role.ZERO)
    bench.zero()
    bench.read("-0.001")
    assert bench.awaits == (1, "2", Role.RECHECK)
    bench.read("0.000")
    assert bench.awaits == (2, "1", Role.ZERO)
    bench.zero("0.010", "0.010", "0.010")
    bench.read("0.009")
    assert (bench.size(1), bench.size(2)) == ("19.99912", "19.99912")
    assert bench.record.void_boxes() == []


def test_the_comparator_of_another_characteristic_is_not_set_before_what_it_gave_is_proven(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, OTHER, pieces=2)
    bench.shop.workshop.means.enter([SECOND], []).result()
    bench.shop.open(bench.record.part, 2)
    bench.zero()
    bench.read("-0.001")
    assert bench.awaits == (1, "2", Role.ZERO)  # there is another comparator for it
    bench.read("0.000")
    assert bench.refused == "zero.recheck_first" and bench.record.zeros.keys() == {"1"}
    said = bench.shop.last(Refused)
    assert isinstance(said, Refused) and "CE-20" in sentence(said.refusal)
    assert bench.awaits == (1, "1", Role.RECHECK)
    bench.read("0.000")
    assert bench.awaits == (1, "2", Role.ZERO)


def test_two_comparators_keep_their_own_zeros(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, OTHER, pieces=2)
    bench.shop.workshop.means.enter([SECOND], []).result()
    bench.shop.open(bench.record.part, 2)
    bench.zero()
    bench.read("-0.001")
    bench.shop.read("C-04", "0.000", "0.000", "0.000", "-0.001")
    assert bench.awaits == (2, "1", Role.DEVIATION)


def test_two_characteristics_on_the_same_stack_keep_their_zeros(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, replace(COMPARED, balloon="2"), pieces=2)
    bench.zero()
    bench.read("-0.001")
    assert bench.awaits == (1, "2", Role.ZERO)
    bench.zero()
    bench.read("-0.001")
    assert bench.awaits == (2, "1", Role.DEVIATION)


def test_a_value_is_undone_although_the_next_zero_waits_for_a_re_check(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, OTHER, pieces=2)
    bench.zero()
    bench.read("-0.001")
    bench.shop.workshop.gestures.undo().result()
    assert bench.record.measurement(BoxKey(1, "1")) is None
    assert bench.awaits == (1, "1", Role.DEVIATION)


def test_a_proof_of_another_mounting_moves_the_comparator_too(opened: Opened) -> None:
    bench = opened(GUIDED, COMPARED, replace(COMPARED, balloon="2"), pieces=1)
    bench.prove()
    bench.zero()
    bench.read("-0.001")
    assert bench.awaits == (1, "1", Role.RECHECK)
    bench.read("0.000")
    assert bench.awaits == (1, "2", Role.BEFORE_MOVE)


def test_a_workshop_without_re_checks_sets_the_zero_again_on_each_stack(opened: Opened) -> None:
    bench = opened(ONE_ZERO, COMPARED, OTHER, pieces=2)
    bench.read("0.000", "-0.001", "0.000", "-0.002")
    assert bench.awaits == (2, "1", Role.ZERO)


def test_another_record_zeroed_the_same_comparator_meanwhile(opened: Opened) -> None:
    bench = opened(pieces=3)
    first = bench.record.header.id
    bench.zero()
    bench.read("-0.001")
    bench.shop.open(part(OTHER), 1)
    bench.zero()
    bench.shop.workshop.resume(first).result()
    record = consultation.load(bench.shop.workspace, first)
    assert record.void_boxes() == [BoxKey(1, "1")] and record.status(BoxKey(1, "1")) is BoxStatus.UNDECIDED
    assert "P1-2026-0002" in record.rechecks[-1].reason
    assert bench.awaits == (1, "1", Role.ZERO)


def test_another_record_on_the_same_stack_takes_nothing_back(opened: Opened) -> None:
    bench = opened(pieces=3)
    first = bench.record.header.id
    bench.zero()
    bench.read("-0.001")
    bench.shop.open(part(COMPARED), 1)
    bench.zero()
    bench.shop.workshop.resume(first).result()
    assert bench.awaits == (2, "1", Role.DEVIATION)


# -- the stack that is shown ------------------------------------------------------------------------------------------


def test_the_zero_was_recorded_on_another_stack_than_the_one_shown(opened: Opened) -> None:
    bench = opened()
    assert bench.expected is not None and bench.expected.stack is not None
    assert bench.expected.stack.blocks == ("CE-20",)
    bench.read("0.000", "0.000")
    bench.shop.workshop.means.enter([], [replace(GAUGE_BLOCKS[0], due=OVERDUE)]).result()
    bench.read("0.000")
    assert bench.refused == "comparison.stack_changed" and bench.record.zeros == {}
    assert bench.expected is not None and bench.expected.stack is not None
    assert bench.expected.stack.blocks == ("CE-10", "CE-8.5", "CE-1.5") and bench.expected.place == 1
    bench.zero()
    assert bench.record.zeros["1"].blocks == ("CE-10", "CE-8.5", "CE-1.5")


def test_a_stack_changed_while_the_program_was_stopped_is_said(opened: Opened, tmp_path: Path) -> None:
    first = opened()
    first.read("0.000", "0.000")
    again = first.after_a_power_cut(tmp_path / "again")
    try:
        again.shop.workshop.means.enter([], [replace(GAUGE_BLOCKS[0], due=OVERDUE)]).result()
        again.shop.resume_last().result()
        again.read("0.000", "0.000")
        assert again.record.zeros == {}
    finally:
        again.close()


def test_a_block_withdrawn_after_the_zero_still_served(opened: Opened) -> None:
    bench = opened()
    bench.zero()
    bench.read("-0.001")
    bench.shop.workshop.means.enter([], [replace(GAUGE_BLOCKS[0], due=OVERDUE)]).result()
    bench.read("-0.001")
    assert bench.refused == "comparison.blocks_withdrawn" and bench.record.measurement(BoxKey(2, "1")) is None
    gestures = bench.shop.workshop.gestures
    gestures.recheck_zero().result()
    bench.read("0.000")
    assert refusals(bench)[-1] == "comparison.blocks_withdrawn" and bench.record.rechecks == []
    gestures.lose_zero("cale périmée").result()
    assert bench.awaits == (1, "1", Role.ZERO)
    bench.zero()
    assert bench.record.zeros["1"].blocks == ("CE-10", "CE-8.5", "CE-1.5")


# -- simulated --------------------------------------------------------------------------------------------------------


def test_a_simulated_re_check_proved_values_of_a_real_comparator(opened: Opened) -> None:
    bench = opened(pieces=1)
    bench.zero()
    bench.read("-0.001")
    simulate(bench, INDICATOR)
    bench.read("0.000")
    assert bench.refused == "zero.recheck_simulated" and bench.record.rechecks == []
    assert code(bench.shop.workshop.close_record(SIGNED_BY_CAMILLE)) == "zero.recheck_missing"
    simulate(bench)
    bench.read("0.000")
    bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()


def test_simulated_values_are_proven_by_a_simulated_re_check(opened: Opened) -> None:
    bench = opened(pieces=1)
    simulate(bench, INDICATOR)
    bench.zero()
    bench.read("-0.001", "0.000")
    assert bench.record.rechecks[-1].simulated and bench.expected is None


def test_a_simulated_zero_makes_its_re_check_simulated_too(opened: Opened) -> None:
    bench = opened(pieces=1)
    simulate(bench, INDICATOR)
    bench.zero()
    simulate(bench)
    bench.read("-0.001", "0.000")
    found = bench.record.measurement(BoxKey(1, "1"))
    assert found is not None and found.simulated and bench.record.rechecks[-1].simulated


# -- typed ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_set", [False, True])
def test_a_value_typed_without_assistance_noted_no_means(opened: Opened, is_set: bool) -> None:
    bench = opened(options=replace(PLAIN, assists=False))
    late = replace(next(one for one in INSTRUMENTS if one.number == INDICATOR), due=OVERDUE)
    bench.shop.workshop.means.enter([late], []).result()
    if is_set:
        bench.zero()
    bench.shop.workshop.type_value("19,995", "câble débranché").result()
    found = bench.record.measurement(BoxKey(1, "1"))
    assert found is not None and found.instrument == INDICATOR
    (chosen,) = bench.record.means.chosen
    assert chosen.fitness is not None and [one.ground.value for one in chosen.objections] == ["overdue"]


# -- undone, and taken again ------------------------------------------------------------------------------------------


def test_undo_after_the_zero_of_another_characteristic_cancelled_an_older_value(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, replace(COMPARED, balloon="2"), pieces=2)
    bench.zero()
    bench.read("-0.001")
    bench.zero()
    bench.shop.workshop.go_to(BoxKey(2, "1")).result()
    assert code(bench.shop.workshop.gestures.undo()) == "undo.zero_elsewhere"
    assert not bench.record.cancelled
    bench.shop.workshop.go_to(BoxKey(1, "2")).result()
    bench.shop.workshop.gestures.undo().result()
    assert bench.awaits == (1, "2", Role.ZERO)


def test_a_re_check_of_another_characteristic_lost_a_pending_retake(opened: Opened) -> None:
    bench = opened(UNPROVEN_MOUNTING, COMPARED, replace(COMPARED, balloon="2"), pieces=2)
    bench.zero()
    bench.read("-0.001")
    bench.zero()
    bench.read("-0.001")
    bench.shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    bench.shop.workshop.gestures.recheck_zero("2").result()
    assert bench.awaits == (1, "2", Role.RECHECK)
    bench.read("0.000")
    assert bench.awaits == (1, "1", Role.DEVIATION)
    assert bench.expected is not None and bench.expected.retake_reason == "copeau"


def test_a_pending_retake_comes_back_after_a_drift_and_a_power_cut_too(opened: Opened, tmp_path: Path) -> None:
    first = opened(UNPROVEN_MOUNTING, COMPARED, replace(COMPARED, balloon="2"), pieces=2)
    first.zero()
    first.read("-0.001")
    first.zero()
    first.read("-0.001")
    first.shop.workshop.retake(BoxKey(1, "1"), "copeau").result()
    first.shop.workshop.gestures.recheck_zero("2").result()
    again = first.after_a_power_cut(tmp_path / "again")
    try:
        assert again.awaits == (1, "2", Role.RECHECK)
        again.read("0.009")
        assert again.awaits == (1, "1", Role.DEVIATION)
        again.read("-0.002")
        assert again.record.history(BoxKey(1, "1"))[1].reason == "copeau"
        assert again.awaits == (1, "2", Role.ZERO)
    finally:
        again.close()


# -- what is not known ------------------------------------------------------------------------------------------------


def test_the_uncertainty_of_a_factor_that_was_found_was_not_spoken_of(opened: Opened) -> None:
    bench = opened(GUIDED, pieces=1)
    known = replace(SECOND, number=INDICATOR, uncertainty=Quantity(Decimal("0.0012")))
    bench.shop.workshop.means.enter([known], []).result()
    bench.shop.open(part(COMPARED), 1)
    bench.prove("0.000", "0.200", factor="")
    bench.zero("0.000", "0.000", "0.000")
    bench.read("-0.010", "0.000")
    record = bench.record
    said = to_text(releve(record, workshop="Atelier", head="0", issued_at=bench.shop.clock(), program="metroapp"))
    assert "à trouver ; u non établie" in said and "u du facteur non établie" in said
