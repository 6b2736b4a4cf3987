"""The budget of one reading, from what the register says of the instrument."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metroapp.domain.budget import Budget, Component, Source, shown_expanded
from metroapp.domain.instrument_budget import PermissibleError, Repeatability, blocks_together, budget_of_instrument
from metroapp.domain.message import Refusal

D = Decimal


def sources(components: tuple[Component, ...]) -> list[Source]:
    return [one.source for one in components]


def test_the_micrometer_of_20_h7() -> None:
    # Ø20 h7 (21 µm) with a micrometer of EMT 4 µm: U ≈ 5 µm, which is 21/4 at the most; a caliper of 20 µm is unfit.
    micrometer = Budget(budget_of_instrument(resolution=D(1), permissible_error=D(4)))
    assert (shown_expanded(micrometer.expanded), round(micrometer.expanded, 0)) == (D("4.7"), D(5))
    assert micrometer.expanded <= D(21) / 4
    caliper = Budget(budget_of_instrument(resolution=D(10), permissible_error=D(20)))
    assert caliper.expanded > D(21) / 4


def test_the_step_is_not_added_to_the_permissible_error_that_holds_it() -> None:
    known = budget_of_instrument(resolution=D("0.01"), permissible_error=D("0.02"))
    assert sources(known) == [Source.PERMISSIBLE_ERROR]
    apart = budget_of_instrument(resolution=D("0.01"), permissible_error=D("0.02"), error_holds_resolution=False)
    assert sources(apart) == [Source.PERMISSIBLE_ERROR, Source.RESOLUTION]


def test_the_step_is_its_root_of_twelve() -> None:
    (step,) = budget_of_instrument(resolution=D(1))
    assert round(step.standard, 2) == D("0.29")  # q/√12 = 0.29 q: JCGM 100:2008, F.2.2.1
    assert step.dof is None


def test_the_larger_of_repeatability_and_step() -> None:
    fine, coarse = Repeatability(D("0.2"), 10), Repeatability(D("0.5"), 10)
    assert sources(budget_of_instrument(resolution=D(1), repeatability=fine)) == [Source.RESOLUTION]
    (spread,) = budget_of_instrument(resolution=D(1), repeatability=coarse)
    assert (spread.source, spread.dof, spread.standard) == (Source.REPEATABILITY, D(9), D("0.5"))
    with_error = budget_of_instrument(resolution=D(1), permissible_error=D(2), repeatability=coarse)
    assert sources(with_error) == [Source.PERMISSIBLE_ERROR, Source.REPEATABILITY]
    assert sources(budget_of_instrument(resolution=D(1), permissible_error=D(2), repeatability=fine)) == [
        Source.PERMISSIBLE_ERROR
    ]


def test_a_mean_of_readings_has_less_spread_and_the_same_step() -> None:
    spread = Repeatability(D("0.6"), 10)
    assert budget_of_instrument(resolution=D(1), repeatability=spread, readings=4)[0].standard == D("0.3")
    assert sources(budget_of_instrument(resolution=D(1), repeatability=spread, readings=9)) == [Source.RESOLUTION]


def test_a_comparison_counts_zero_and_reading_once_each_and_adds_the_blocks() -> None:
    found = budget_of_instrument(
        resolution=D(1),
        repeatability=Repeatability(D("0.4"), 5),
        readings=4,
        blocks=(D("0.05"), D("0.05"), D("0.1")),
        by_comparison=True,
    )
    # The mean of four hides its spread in the step; the zero, read once, does not.
    assert [(one.source, one.dof) for one in found] == [
        (Source.RESOLUTION, None), (Source.ZERO, D(4)), (Source.BLOCKS, None),
    ]  # fmt: skip
    read = budget_of_instrument(repeatability=Repeatability(D("0.4"), 5), readings=4, by_comparison=True)
    assert [(one.source, one.standard, one.dof) for one in read] == [
        (Source.REPEATABILITY, D("0.2"), D(4)), (Source.ZERO, D("0.4"), D(4)),
    ]  # fmt: skip
    assert blocks_together((D("0.05"), D("0.05"), D("0.1"))).standard == D("0.2")


def test_a_law_of_permissible_errors() -> None:
    # A height column of (2 + L/600) µm at 300 mm, L in mm
    assert PermissibleError(D(2), D(1) / D(600)).at(D(300)) == D("2.5")


@pytest.mark.parametrize("observations", [0, 1, -3])
def test_one_observation_has_no_spread(observations: int) -> None:
    with pytest.raises(Refusal) as refused:
        Repeatability(D(1), observations)
    assert refused.value.message.code == "budget.observations"


def test_a_register_that_says_nothing_makes_no_budget() -> None:
    with pytest.raises(Refusal) as refused:
        budget_of_instrument()
    assert refused.value.message.code == "budget.empty"
    with pytest.raises(Refusal):
        budget_of_instrument(resolution=D(-1))
    with pytest.raises(Refusal):
        budget_of_instrument(blocks=(D(1), D("-0.5")))
    with pytest.raises(Refusal):
        budget_of_instrument(resolution=D(1), readings=0)
