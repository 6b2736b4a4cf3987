"""The correction of a tool offset: the worked table of the trade, and what holds for any size."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.message import Refusal
from metroapp.domain.tool_offset import (
    Corrector,
    Feature,
    MachineKind,
    MeasuredSize,
    OffsetReason,
    ToolLink,
    features_of,
    propose,
)

T, M = MachineKind.TURNING, MachineKind.MILLING
SHAFT = ToolLink(T, Corrector.X_DIAMETER, Feature.OUTSIDE)
POCKET = ToolLink(M, Corrector.RADIUS, Feature.INSIDE, 2)
LINKS = [
    ToolLink(machine, corrector, feature, sides)
    for machine in MachineKind
    for corrector in Corrector
    for feature in features_of(machine, corrector)
    for sides in (1, 2)
]
MICRONS = st.integers(-400, 400).map(lambda found: Decimal(found).scaleb(-3))


@pytest.mark.parametrize(
    ("machine", "corrector", "feature", "sides", "correction"),
    [  # measured 0.04 too large: the worked table of the workshop's documents, and the NUM manual for radii
        (T, Corrector.X_DIAMETER, Feature.OUTSIDE, None, "-0.04"),
        (T, Corrector.X_DIAMETER, Feature.INSIDE, None, "-0.04"),
        (T, Corrector.X_RADIUS, Feature.OUTSIDE, None, "-0.02"),
        (T, Corrector.X_RADIUS, Feature.INSIDE, None, "-0.02"),
        (T, Corrector.Z, Feature.FRONT_FACE, None, "-0.04"),
        (T, Corrector.Z, Feature.SHOULDER, None, "0.04"),
        (M, Corrector.LENGTH, Feature.HEIGHT, None, "-0.04"),
        (M, Corrector.LENGTH, Feature.DEPTH, None, "0.04"),
        (M, Corrector.RADIUS, Feature.OUTSIDE, 2, "-0.02"),
        (M, Corrector.RADIUS, Feature.OUTSIDE, 1, "-0.04"),
        (M, Corrector.RADIUS, Feature.INSIDE, 2, "0.02"),
        (M, Corrector.RADIUS, Feature.INSIDE, 1, "0.04"),
    ],
)
def test_a_size_four_hundredths_too_large(
    machine: MachineKind, corrector: Corrector, feature: Feature, sides: int | None, correction: str
) -> None:
    size = MeasuredSize(ToolLink(machine, corrector, feature, sides), (Decimal("20.04"),), Decimal(20))
    assert propose([size]).correction == Decimal(correction)


@given(st.sampled_from(LINKS), MICRONS, MICRONS)
def test_the_correction_of_one_size_brings_it_to_its_target_exactly(
    link: ToolLink, target: Decimal, deviation: Decimal
) -> None:
    size = MeasuredSize(link, (target + deviation,), target)
    found = propose([size])
    if deviation == 0:
        assert (found.correction, found.reason) == (None, OffsetReason.ON_TARGET)
    else:
        assert found.correction is not None and size.after(found.correction) == Fraction(target)


def test_half_a_micrometre_is_not_rounded_away() -> None:
    size = MeasuredSize(POCKET, (Decimal("20.001"),), Decimal(20))
    assert propose([size]).correction == Decimal("0.0005")
    assert propose([size], step=Decimal("0.01")).correction is None  # less than the register can hold


def test_nothing_is_corrected_inside_the_dead_band() -> None:
    size = MeasuredSize(SHAFT, (Decimal("20.008"),), Decimal(20), dead_band=Decimal("0.008"))
    assert (propose([size]).correction, propose([size]).reason) == (None, OffsetReason.DEAD_BAND)


def test_the_mean_of_several_pieces_counts_and_not_the_last_one() -> None:
    size = MeasuredSize(SHAFT, tuple(map(Decimal, ("20.01", "20.02", "20.06"))), Decimal(20))
    assert propose([size]).correction == Decimal("-0.03")


@pytest.mark.parametrize("measured", ["21", "19"])
def test_what_is_too_large_to_be_wear_is_capped_and_said(measured: str) -> None:
    found = propose([MeasuredSize(SHAFT, (Decimal(measured),), Decimal(20))])
    assert found.reason is OffsetReason.CAPPED and found.uncapped == 20 - Decimal(measured)
    assert found.correction == Decimal("0.5").copy_sign(20 - Decimal(measured))


def test_several_sizes_of_one_tool_are_weighed_by_their_tolerance() -> None:
    tight = MeasuredSize(SHAFT, (Decimal("20.010"),), Decimal(20), lower=Decimal("19.98"), upper=Decimal("20.02"))
    wide = MeasuredSize(SHAFT, (Decimal("30.050"),), Decimal(30), lower=Decimal("29.9"), upper=Decimal("30.1"))
    found = propose([tight, wide])
    assert found.correction == Decimal("-0.012")  # (25 × 0.010 + 1 × 0.050) / 26, at the micrometre


def test_none_is_proposed_that_takes_another_size_out_of_its_limits() -> None:
    bad = MeasuredSize(SHAFT, (Decimal("20.06"),), Decimal(20), lower=Decimal("19.97"), upper=Decimal("20.03"))
    at_its_end = MeasuredSize(SHAFT, (Decimal("29.972"),), Decimal(30), lower=Decimal("29.97"), upper=Decimal("30.03"))
    assert propose([bad, at_its_end]).reason is OffsetReason.CONFLICT


@pytest.mark.parametrize(
    ("machine", "corrector", "feature"),
    [(T, Corrector.RADIUS, Feature.OUTSIDE), (M, Corrector.Z, Feature.SHOULDER), (T, Corrector.Z, Feature.INSIDE)],
)
def test_a_register_that_does_not_make_the_feature_is_refused(
    machine: MachineKind, corrector: Corrector, feature: Feature
) -> None:
    with pytest.raises(Refusal) as refused:
        ToolLink(machine, corrector, feature, 2)
    assert refused.value.message.code == "offset.pair"


def test_a_radius_is_never_corrected_without_the_number_of_sides() -> None:
    with pytest.raises(Refusal) as refused:
        ToolLink(M, Corrector.RADIUS, Feature.INSIDE)
    assert refused.value.message.code == "offset.sides"
