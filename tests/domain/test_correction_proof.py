"""Where a size is aimed at, and what the next pieces say of a correction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from metroapp.domain.acceptance import Verdict
from metroapp.domain.correction_acts import Aim, BandChoice, OffsetTyped, RegisterKept, SizeLinked
from metroapp.domain.correction_proof import Outcome, prove
from metroapp.domain.made_sizes import Change, Cut, MadeSize, mean_of
from metroapp.domain.measurement import EntryId, Origin
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.offset_advice import BandSource, Caveat, SizeAdvice, advise
from metroapp.domain.tool_offset import Corrector, Feature, MachineKind
from metroapp.domain.tool_register import ToolRegister, aimed_at
from metroapp.domain.value_series import SeriesRecord
from metroapp.services.reference import standards

NOBODY, AT = EntryId("", 0), datetime(2026, 11, 27, tzinfo=UTC)
RECORD = SeriesRecord(
    EntryId("P1", 5), "P1-2026-0001", "A", "OF-1", "", "Tour 2", AT, read_callout("⌀20 ±0,1", standards())
)
KEPT = RegisterKept(
    NOBODY, "COR-1", "Tour 2", "T3", "D3", MachineKind.TURNING, Corrector.X_DIAMETER, Decimal("0.001"),
    Decimal("0.5"), "", AT,
)  # fmt: skip
SIZE = SizeLinked(
    NOBODY, "COR-1", "AX", "1", Feature.OUTSIDE, None, Aim.MIDDLE, None, BandChoice.CHOSEN, Decimal("0.01"), 1, "", AT
)
LOWER, UPPER = Decimal("19.9"), Decimal("20.1")


def made(piece: int, value: str) -> MadeSize:
    id = EntryId("P1", 10 + piece)
    return MadeSize(id, id, RECORD, piece, Decimal(value), Verdict.CONFORMING, Origin.INSTRUMENT, AT)


@pytest.mark.parametrize(
    ("feature", "target"),
    [  # a quarter of the tolerance, on the side that wear leaves
        (Feature.OUTSIDE, "19.95"), (Feature.INSIDE, "20.05"), (Feature.FRONT_FACE, "19.95"),
        (Feature.SHOULDER, "20.05"), (Feature.HEIGHT, "19.95"), (Feature.DEPTH, "20.05"),
    ],
)  # fmt: skip
def test_a_size_placed_for_wear_goes_through_the_whole_tolerance(feature: Feature, target: str) -> None:
    worn = replace(SIZE, feature=feature, aim=Aim.WEAR)
    assert aimed_at(worn, LOWER, UPPER) == Decimal(target)
    assert aimed_at(worn, None, UPPER) is None  # of one limit nothing follows: it is chosen
    assert aimed_at(replace(worn, aim=Aim.CHOSEN, target=Decimal(20)), None, UPPER) == 20


@pytest.mark.parametrize(
    ("before", "amount", "after", "outcome"),
    [
        ("20.04", "-0.04", "20.00", Outcome.CORRECTED),
        ("20.04", "-0.04", "20.01", Outcome.CORRECTED),  # the edge of the dead band
        ("20.04", "-0.02", "20.02", Outcome.NOT_ENOUGH),
        ("20.04", "-0.04", "19.96", Outcome.TOO_MUCH),  # a register in diameter taken for one in radius
        ("20.04", "-0.04", "20.04", Outcome.NO_EFFECT),
        ("20.04", "-0.04", "20.08", Outcome.WRONG_WAY),
        ("20.04", "0.04", "20.08", Outcome.WRONG_WAY),  # the sign was typed, and noted, the other way
        (None, "-0.04", "20.05", Outcome.NOT_ENOUGH),
        (None, "-0.04", "19.95", Outcome.TOO_MUCH),
    ],
)
def test_what_the_next_piece_says_of_a_correction(
    before: str | None, amount: str, after: str, outcome: Outcome
) -> None:
    act = OffsetTyped(EntryId("P1", 20), "COR-1", Decimal(amount), None, "", RECORD.id, 1, None, "Camille", AT)
    change = Change(act.id, Cut.TYPED, RECORD.id, 1, AT, act)
    values = [*([] if before is None else [made(1, before)]), made(2, after)]
    register = ToolRegister(KEPT, (SIZE,), (act,))
    histories = {("AX", "1"): values}
    (proven,) = prove(advise(register, histories, [change]), histories, [change])
    assert proven.outcome is outcome


def test_corrections_with_nothing_measured_between_are_judged_together() -> None:
    acts = [
        OffsetTyped(EntryId("P1", 20 + one), "COR-1", Decimal(amount), None, "", RECORD.id, 1, None, "Camille", AT)
        for one, amount in enumerate(("-0.4", "0.36"))
    ]
    changes = [Change(act.id, Cut.TYPED, RECORD.id, 1, AT, act) for act in acts]
    histories = {("AX", "1"): [made(1, "20.04"), made(2, "20.00")]}
    register = ToolRegister(KEPT, (SIZE,), tuple(acts))
    first, second = prove(advise(register, histories, changes), histories, changes)
    assert (first.outcome, second.outcome) == (Outcome.WITH_THE_NEXT, Outcome.CORRECTED)
    assert second.proofs[0].expected == Decimal("-0.04")


def test_the_interval_of_a_mean_is_that_of_student() -> None:
    # t = 4.303 for two degrees of freedom, s = 0.01: 4.303 · 0.01 / √3
    found = mean_of([Decimal("20.01"), Decimal("20.02"), Decimal("20.03")])
    assert found is not None and (found.value, found.half) == (Decimal("20.02"), Decimal("0.0249"))


def advised(*values: MadeSize, **facts: Any) -> SizeAdvice:
    register = ToolRegister(KEPT, (replace(SIZE, **facts),))
    (found,) = advise(register, {("AX", "1"): values}, ()).sizes
    return found


def test_the_uncertainty_of_a_value_is_no_smaller_for_a_mean() -> None:
    values = [replace(made(piece, "20.006"), u=Decimal("0.004")) for piece in (1, 2, 3, 4)]
    found = advised(*values, band=BandChoice.UNCERTAINTY, pieces=4)
    assert found.band is not None and (found.band.amount, found.band.source) == (
        Decimal("0.008"), BandSource.UNCERTAINTY,
    )  # fmt: skip
    assert found.measured is not None and not found.measured.stands_out


def test_values_that_prove_nothing_are_left_out_and_said() -> None:
    undecided = replace(made(4, "20.04"), verdict=Verdict.UNDECIDED)
    void = replace(made(3, "20.30"), is_void=True)
    practised = replace(made(2, "19.00"), simulated=True)
    other = replace(made(1, "25.04"), record=replace(RECORD, callout=read_callout("⌀25 ±0,1", standards())))
    found = advised(other, practised, void, undecided, pieces=3)
    assert [one.value for one in found.used] == [Decimal("20.04")]
    assert found.caveats == (
        Caveat.UNDECIDED, Caveat.VOID_LEFT_OUT, Caveat.OTHER_LIMITS, Caveat.OTHERS_LEFT_OUT, Caveat.FEW,
    )  # fmt: skip
    assert advised(practised).caveats == (Caveat.SIMULATED,)
