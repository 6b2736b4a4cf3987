"""The first piece and its signature (bon à produire): what it asks for, what it covers, when it stands no more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.first_piece import require_approvable
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.record_options import Gate, RecordOptions
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import BoxCode, Means, Sampling
from tests.domain.record_session import Filling
from tests.workbench import characteristic

SIGNED = RecordOptions(approval=Role.QUALITY)
LENGTH = characteristic("1", "35 ±0,1", Means.CALIPER)
SHAFT = characteristic("2", "Ø20 h7", Means.MICROMETER)
GUARDED = replace(LENGTH, rule=DecisionRule(RuleName.GUARD, Decimal("0.02")))
ENVELOPE = characteristic("1", "Ø20 h7 Ⓔ", Means.MICROMETER)
LAST = characteristic("1", "35 ±0,1", Means.CALIPER, Sampling(last=True))


def begin(*characteristics: object, pieces: int = 3) -> Filling:
    return Filling(*characteristics, pieces=pieces, options=SIGNED)  # type: ignore[arg-type]


def gate(filling: Filling, piece: int = 2) -> Gate | None:
    return filling.record.gate(BoxKey(piece, "1"))


def refusal(filling: Filling) -> str:
    with pytest.raises(Refusal) as refused:
        require_approvable(filling.record)
    return refused.value.message.code


def test_nothing_planned_on_the_first_piece_asks_for_no_signature() -> None:
    """Seen: with one characteristic sampled on the last piece, nothing could be measured nor signed."""
    filling = begin(LAST)
    assert gate(filling, 3) is None and refusal(filling) == "approval.not_asked"
    filling.value(3, "35.30").confirm()  # now the first piece is to be measured too
    assert gate(filling) is Gate.APPROVAL and refusal(filling) == "approval.first_piece_unfinished"
    filling.value(1, "35.00")
    require_approvable(filling.record)


def test_a_first_piece_with_an_impossible_box_may_be_signed_and_stays_unsorted() -> None:
    """Seen: a box of the first piece declared impossible, and the series could never be measured."""
    filling = begin(LENGTH, SHAFT).impossible(1)
    assert refusal(filling) == "approval.first_piece_unfinished"
    filling.value(1, "19.990", balloon="2")
    require_approvable(filling.record)
    filling.approve()
    assert gate(filling) is None and filling.record.disposition(1) is Disposition.UNSORTED


def test_impossible_takes_no_other_box_with_it() -> None:
    filling = begin(LENGTH, SHAFT).impossible(1).value(1, "20.300", balloon="2").confirm()
    assert refusal(filling) == "approval.first_piece_bad"
    filling.concession(1, "2")
    require_approvable(filling.record)
    again = begin(LENGTH, SHAFT).impossible(1).value(1, "20.300", "19.990", balloon="2")
    assert refusal(again) == "approval.first_piece_awaits_second"


def test_a_bad_value_taken_back_and_called_impossible_is_not_signed_for() -> None:
    filling = begin(LENGTH, SHAFT).value(1, "19.990", balloon="2").value(1, "35.30").undo().impossible(1)
    assert refusal(filling) == "approval.first_piece_doubtful"
    filling.value(1, "35.00", "35.01")
    require_approvable(filling.record)


def test_the_signature_stands_no_more_once_the_first_piece_is_measured_again() -> None:
    """Seen: signed, then found bad by a retake of the first piece, and the series went on."""
    filling = begin(LENGTH).value(1, "35.00").approve()
    assert gate(filling) is None and refusal(filling) == "approval.done"
    filling.value(1, "35.30").confirm()
    assert filling.record.approval is None and gate(filling) is Gate.APPROVAL
    assert refusal(filling) == "approval.first_piece_bad"
    filling.value(1, "35.00", "35.01").approve()
    assert gate(filling) is None
    assert len(filling.record.approvals) == 2
    assert [event for event in filling.record.gestures() if event in filling.record.approvals] == (
        filling.record.approvals
    )


def test_nor_once_one_of_its_values_is_cancelled() -> None:
    filling = begin(LENGTH).value(1, "35.00").approve().undo()
    assert gate(filling) is Gate.APPROVAL and refusal(filling) == "approval.first_piece_unfinished"


def test_a_bad_retake_that_is_undone_does_not_bring_the_signature_back() -> None:
    filling = begin(LENGTH).value(1, "35.00").approve().value(1, "35.30").undo()
    assert filling.record.approval is None and gate(filling) is Gate.APPROVAL
    assert refusal(filling) == "approval.first_piece_awaits_second"
    filling.value(1, "35.01", "35.02")
    require_approvable(filling.record)


def test_what_is_measured_on_the_other_pieces_leaves_the_signature_as_it_is() -> None:
    filling = begin(LENGTH).value(1, "35.00").approve().value(2, "35.30").confirm().value(2, "35.00").undo()
    assert filling.record.approval is not None and gate(filling, 3) is None


def test_a_first_piece_on_which_nothing_is_measured_is_not_signed() -> None:
    """Seen: every box of the first piece declared impossible, and the series was released."""
    filling = begin(LENGTH, SHAFT).impossible(1).impossible(1, "2")
    assert refusal(filling) == "approval.first_piece_unmeasured"
    require_approvable(filling.value(1, "19.990", balloon="2").record)
    conceded = begin(LENGTH, SHAFT).impossible(1).value(1, "20.300", balloon="2").concession(1, "2")
    require_approvable(conceded.record)


def test_a_value_that_proves_nothing_may_be_signed_for_and_its_piece_stays_held() -> None:
    """Seen: a first piece in the uncertainty zone could neither be signed nor conceded: no series ever began."""
    filling = begin(GUARDED).value(1, "35.09").confirm()
    require_approvable(filling.record)
    filling.approve()
    assert gate(filling) is None and filling.record.disposition(1) is Disposition.HELD
    assert gate(filling.value(1, "35.08")) is Gate.APPROVAL


def test_so_may_an_envelope_that_nothing_at_hand_demonstrates() -> None:
    """Seen: no full-form gauge in the workshop, and the series could never begin."""
    filling = begin(ENVELOPE).value(1, "19.990").see(1, BoxCode.ENVELOPE, Observation.NOT_DEMONSTRATED)
    require_approvable(filling.record)
    assert gate(filling.approve()) is None and filling.record.disposition(1) is Disposition.HELD
    bad = begin(ENVELOPE).value(1, "19.990").see(1, BoxCode.ENVELOPE, Observation.DOES_NOT_PASS)
    assert refusal(bad) == "approval.first_piece_bad"
    assert refusal(bad.see(1, BoxCode.ENVELOPE, Observation.NOT_DEMONSTRATED)) == "approval.first_piece_doubtful"


def test_doubt_after_a_nonconforming_value_is_not_signed_for() -> None:
    filling = begin(GUARDED).value(1, "35.30", "35.09").confirm()
    assert refusal(filling) == "approval.first_piece_doubtful"
    require_approvable(filling.value(1, "35.00", "35.01").record)


def test_a_concession_of_another_value_does_not_let_the_first_piece_be_signed() -> None:
    filling = begin(LENGTH).value(1, "35.12").concession(1, "1")
    require_approvable(filling.record)
    assert refusal(filling.value(1, "34.20")) == "approval.first_piece_bad"
