"""Corrections that would have harmed: signs derived again from the geometry of the machine, values of something else,
limits that moved, what was typed twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from metroapp.domain.correction_acts import Aim, OffsetTyped
from metroapp.domain.correction_proof import Outcome, prove
from metroapp.domain.made_sizes import Change, Cut, changes_of, runs
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.offset_advice import Caveat, advise
from metroapp.domain.tool_offset import Corrector, Feature, MachineKind, MeasuredSize, OffsetReason, ToolLink, propose
from metroapp.domain.tool_register import ToolRegister, require_current
from metroapp.services.reference import standards
from metroapp.wording import corrections as words
from tests.domain.test_correction_proof import AT, KEPT, RECORD, SIZE, advised, made

TURNING, MILLING = MachineKind.TURNING, MachineKind.MILLING
LATHE = ToolLink(TURNING, Corrector.X_DIAMETER, Feature.OUTSIDE)

# The size that is cut, of what the register holds beyond the true gauge of the tool (mm). A lathe tool is at X + c from
# the axis and Z + c from the chuck; the tip of a mill is c above its programmed height, its edge c short of the wall.
_CUT: list[tuple[ToolLink, Callable[[Fraction], Fraction]]] = [
    (ToolLink(TURNING, Corrector.X_DIAMETER, Feature.OUTSIDE), lambda c: 2 * ((20 + c) / 2)),
    (ToolLink(TURNING, Corrector.X_DIAMETER, Feature.INSIDE), lambda c: 2 * ((20 + c) / 2)),
    (ToolLink(TURNING, Corrector.X_RADIUS, Feature.OUTSIDE), lambda c: 2 * (10 + c)),
    (ToolLink(TURNING, Corrector.X_RADIUS, Feature.INSIDE), lambda c: 2 * (10 + c)),
    (ToolLink(TURNING, Corrector.Z, Feature.FRONT_FACE), lambda c: (50 + c) - 30),
    (ToolLink(TURNING, Corrector.Z, Feature.SHOULDER), lambda c: 50 - (30 + c)),
    (ToolLink(MILLING, Corrector.LENGTH, Feature.HEIGHT), lambda c: (20 + c) - 0),
    (ToolLink(MILLING, Corrector.LENGTH, Feature.DEPTH), lambda c: 50 - (30 + c)),
    (ToolLink(MILLING, Corrector.RADIUS, Feature.OUTSIDE, 2), lambda c: (10 + c) - (-10 - c)),
    (ToolLink(MILLING, Corrector.RADIUS, Feature.OUTSIDE, 1), lambda c: (10 + c) - (-10)),
    (ToolLink(MILLING, Corrector.RADIUS, Feature.INSIDE, 2), lambda c: (10 - c) - (-10 + c)),
    (ToolLink(MILLING, Corrector.RADIUS, Feature.INSIDE, 1), lambda c: (10 - c) - (-10)),
]


@pytest.mark.parametrize("error", [Fraction(1, 25), Fraction(-3, 100)])
@pytest.mark.parametrize(("link", "cut"), _CUT)
def test_the_piece_cut_after_the_correction_is_on_its_target(
    link: ToolLink, cut: Callable[[Fraction], Fraction], error: Fraction
) -> None:
    off = error / (cut(Fraction(1)) - cut(Fraction(0)))  # of the register, that made this error
    measured = cut(off)
    offset = propose([MeasuredSize(link, (Decimal(measured.numerator) / measured.denominator,), Decimal(20))])
    assert offset.correction is not None and cut(off + Fraction(offset.correction)) == 20
    said = words.picture_said(offset.correction, Decimal(error.numerator) / error.denominator)
    assert said == f"trop {'grand' if error > 0 else 'petit'} : {'ajouter' if offset.correction > 0 else 'retirer'}"


def test_a_capped_correction_took_a_good_size_out_of_its_limits() -> None:
    bad = MeasuredSize(LATHE, (Decimal(25),), Decimal(20), Decimal("0.01"), Decimal("19.9"), Decimal("20.1"))
    good = MeasuredSize(LATHE, (Decimal(30),), Decimal(30), Decimal("0.01"), Decimal("29.8"), Decimal("30.2"))
    assert propose([bad, good], Decimal("0.5"), Decimal("0.001")).reason is OffsetReason.CONFLICT
    alone = propose([bad], Decimal("0.25"), Decimal("0.1"))
    assert (alone.correction, alone.reason) == (Decimal("-0.2"), OffsetReason.CAPPED)  # what the register can hold


def test_a_size_already_too_small_was_made_smaller_still() -> None:
    tight = MeasuredSize(LATHE, (Decimal("20.10"),), Decimal(20), Decimal("0.01"), Decimal("19.98"), Decimal("20.02"))
    small = MeasuredSize(LATHE, (Decimal("29.70"),), Decimal(30), Decimal("0.01"), Decimal("29.8"), Decimal("30.2"))
    assert propose([tight, small], step=Decimal("0.001")).reason is OffsetReason.CONFLICT


def test_a_chosen_aim_of_a_former_revision_proposes_nothing() -> None:
    other = replace(RECORD, callout=read_callout("⌀25 ±0,1", standards()))
    history = {("AX", "1"): [replace(made(1, "25.00"), record=other)]}
    chosen = replace(SIZE, aim=Aim.CHOSEN, target=Decimal(20))
    advice = advise(ToolRegister(KEPT, (chosen,)), history, ())
    assert advice.offset is None and advice.caveats == (Caveat.AIM_OUTSIDE,)
    assert "liez la cote à nouveau" in words.why(advice)


def test_one_bad_measurement_among_good_ones_is_said_before_anybody_corrects_for_it() -> None:
    history = {("AX", "1"): [made(1, "20.00"), made(2, "20.01"), made(3, "20.40")]}
    advice = advise(ToolRegister(KEPT, (SIZE,)), history, ())
    assert advice.caveats == (Caveat.SCATTERED,) and "mesurez à nouveau" in words.card(advice)
    assert Caveat.SCATTERED not in advised(made(1, "20.00"), made(2, "20.04")).caveats


def test_a_size_not_measured_since_the_change_is_said_beside_the_others() -> None:
    second = replace(SIZE, balloon="2")
    history = {("AX", "1"): [made(1, "20.04")], ("AX", "2"): []}
    assert advise(ToolRegister(KEPT, (SIZE, second)), history, ()).caveats == (Caveat.UNMEASURED,)


def test_pieces_of_one_order_made_on_two_machines_are_two_runs() -> None:
    elsewhere = replace(RECORD, id=EntryId("P1", 6), machine="Tour 5")
    assert len(runs([made(1, "20.04"), replace(made(2, "19.90"), record=elsewhere)], ())) == 2


def test_a_value_of_another_post_before_a_tool_change_is_not_after_it() -> None:
    change = Change(EntryId("P2", 3), Cut.TOOL, None, 0, AT + timedelta(hours=1))
    later = replace(made(2, "20.00"), at=AT + timedelta(hours=2))
    assert [run.place for run in runs([made(1, "20.04"), later], [change])] == [0, 1]


def test_a_correction_noted_after_a_later_one_is_where_its_piece_is() -> None:
    acts = [
        OffsetTyped(
            EntryId("P1", 20 + place), "COR-1", Decimal(amount), None, "", RECORD.id, piece, None, "Camille", AT
        )
        for place, (piece, amount) in enumerate(((2, "-0.02"), (1, "-0.04")))  # the second one had been forgotten
    ]
    register = ToolRegister(KEPT, (SIZE,), tuple(acts))
    changes = changes_of(register, ())
    history = {("AX", "1"): [made(1, "20.06"), made(2, "20.02"), made(3, "20.00")]}
    proven = prove(advise(register, history, changes), history, changes)
    assert [(one.act.piece, one.proofs[0].expected) for one in proven] == [(1, Decimal("-0.04")), (2, Decimal("-0.02"))]
    assert [one.outcome for one in proven] == [Outcome.NOT_ENOUGH, Outcome.CORRECTED]


def test_a_tool_change_noted_t03_is_of_the_tool_t3() -> None:
    register = ToolRegister(KEPT)
    assert all(register.is_of_tool(said) for said in ("T03", "3", "outil 3", "T0303", "T3 D13", ""))
    assert not any(register.is_of_tool(said) for said in ("T30", "T13", "T1303", "T7 D3", "fraise"))


def test_the_same_proposal_noted_twice_is_refused() -> None:
    act = OffsetTyped(EntryId("P1", 20), "COR-1", Decimal("-0.04"), Decimal("-0.04"), "", None, 0, None, "Camille", AT)
    register = ToolRegister(KEPT, (SIZE,), (act,))
    with pytest.raises(Refusal) as refused:
        require_current(register, Decimal("-0.04"), EntryId("P1", 11))
    assert refused.value.message.code == "offset.proposal_past"
    require_current(register, Decimal("-0.04"), EntryId("P1", 21))
    require_current(register, None, EntryId("P1", 11))  # of one's own head, with a reason


def test_a_nominal_changed_in_the_series_is_not_a_sign_the_wrong_way() -> None:
    """The jury asks for ⌀20,5 after piece 1: what moved is the drawing."""
    act = OffsetTyped(EntryId("P1", 20), "COR-1", Decimal("-0.04"), None, "", RECORD.id, 1, None, "Camille", AT)
    change = Change(act.id, Cut.TYPED, RECORD.id, 1, AT, act)
    other = replace(RECORD, callout=read_callout("⌀20,5 ±0,1", standards()))
    history = {("AX", "1"): [made(1, "20.04"), replace(made(2, "20.50"), record=other)]}
    (proven,) = prove(advise(ToolRegister(KEPT, (SIZE,), (act,)), history, [change]), history, [change])
    assert proven.outcome is Outcome.CORRECTED and proven.proofs[0].before is None


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        (["20.04"], ["20.00", "20.40"], Outcome.UNSURE),  # it had worked: the second piece was measured badly
        (["20.04", "19.60"], ["20.00"], Outcome.CORRECTED),  # « mauvais sens ! » of a bad value before
    ],
)
def test_one_bad_measurement_does_not_make_a_correction_wrong(
    before: list[str], after: list[str], outcome: Outcome
) -> None:
    act = OffsetTyped(
        EntryId("P1", 90), "COR-1", Decimal("-0.04"), None, "", RECORD.id, len(before), None, "Camille", AT
    )
    change = Change(act.id, Cut.TYPED, RECORD.id, len(before), AT, act)
    history = {("AX", "1"): [made(piece, value) for piece, value in enumerate([*before, *after], 1)]}
    (proven,) = prove(advise(ToolRegister(KEPT, (SIZE,), (act,)), history, [change]), history, [change])
    assert proven.outcome is outcome
    assert "!." not in words.last_said(proven)
