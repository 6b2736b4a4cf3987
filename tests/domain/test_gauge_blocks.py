"""Stacks of gauge blocks: worked examples of makers and schools, brute force on small sets, what cannot be made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.gauge_blocks import (
    MOST_BLOCKS,
    BlockStack,
    Iso3650,
    UncertaintyBasis,
    block_uncertainty,
    build_stack,
    usable,
)
from metroapp.domain.instrument import BlockGrade, GaugeBlock
from metroapp.domain.message import Refusal
from metroapp.services.reference import iso3650
from tests.domain.block_sets import SET_32, SET_81_INCHES, SET_88, SET_103, SET_112, block, blocks


def nominals(target: str, owned: list[GaugeBlock], *, protected: bool = False) -> list[Decimal]:
    return [found.nominal for found in build_stack(Decimal(target), owned, protected=protected).blocks]


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


def refused(target: str, owned: list[GaugeBlock], *, protected: bool = False) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as found:
        build_stack(Decimal(target), owned, protected=protected)
    return found.value.message.code, found.value.message.fields


def test_the_classical_sets_have_their_number_of_blocks() -> None:
    sets = (SET_32, SET_81_INCHES, SET_88, SET_103, SET_112)
    assert [len({found.nominal for found in owned}) for owned in sets] == [32, 81, 88, 103, 112]


def test_the_worked_example_of_mitutoyo() -> None:
    """Gauge block manual 99MAK004B, p. 11: 37.785 mm."""
    assert nominals("37.785", SET_32) == decimals("30", "4", "1.7", "1.08", "1.005")


def test_the_worked_example_of_npl_is_made_with_one_block_less() -> None:
    """NPL, FAQ *How do I select gauge blocks…*: 58.345 mm as 1.005 + 1.04 + 1.30 + 5 + 50 from a set of 112."""
    assert sum(decimals("1.005", "1.04", "1.30", "5", "50")) == Decimal("58.345")
    assert nominals("58.345", SET_112) == decimals("50", "6", "1.34", "1.005")


def test_the_worked_example_with_protection_blocks() -> None:
    """Classical exercise of metrology courses: 92.357 mm with two slips of 2.5 mm, set of 112: 1.007, 1.35, 75, 10."""
    owned = [*SET_112, *(GaugeBlock(Decimal("2.5"), Decimal(0), name, protects=True) for name in ("P1", "P2"))]
    assert nominals("92.357", owned, protected=True) == decimals("2.5", "75", "10", "1.35", "1.007", "2.5")


def test_the_same_exercise_with_a_set_of_88() -> None:
    owned = [*SET_88, *(GaugeBlock(Decimal("2.5"), Decimal(0), name, protects=True) for name in ("P1", "P2"))]
    assert nominals("92.357", owned, protected=True) == decimals("2.5", "80", "5", "1.35", "1.007", "2.5")


def test_the_worked_example_of_starrett_in_inches() -> None:
    """Starrett-Webber, *How to select gage blocks*: 3.9762 in from a set of 81: .1002, .126, .750, 3."""
    assert nominals("3.9762", SET_81_INCHES) == decimals("3", "0.75", "0.126", "0.1002")


def test_one_block_is_enough_when_the_set_has_it() -> None:
    assert nominals("20.000", SET_32) == decimals("20")


@given(st.integers(10_000, 200_000))
def test_a_set_of_112_makes_every_half_micrometre(half_micrometres: int) -> None:
    target = half_micrometres * Decimal("0.0005")
    stack = build_stack(target, SET_112)
    assert stack.nominal == target and len(stack.blocks) <= 5


# -- against brute force ----------------------------------------------------------------------------------------------

_SMALL_SETS = st.lists(st.integers(1, 40), min_size=1, max_size=9)


def all_stacks(sizes: list[int], most: int = MOST_BLOCKS) -> Iterator[tuple[int, ...]]:
    for count in range(1, most + 1):
        yield from combinations(sorted(sizes, reverse=True), count)


@given(_SMALL_SETS, st.integers(1, 120))
def test_no_smaller_stack_is_missed_and_the_thickest_blocks_are_taken(sizes: list[int], target: int) -> None:
    owned = blocks(*map(str, sizes))
    made = [stack for stack in all_stacks(sizes) if sum(stack) == target]
    if made:
        best = min(made, key=lambda stack: (len(stack), [-size for size in stack]))
        found = build_stack(Decimal(target), owned).blocks
        assert [int(one.nominal) for one in found] == list(best)
        assert len({one.serial for one in found}) == len(found)
    else:
        code, fields = refused(str(target), owned)
        below = max((sum(stack) for stack in all_stacks(sizes) if sum(stack) < target), default=None)
        above = min((sum(stack) for stack in all_stacks(sizes) if sum(stack) > target), default=None)
        assert (fields.get("below", fields.get("largest")), fields.get("above", fields.get("smallest"))) == (
            below,
            above,
        )
        assert code.startswith("comparison.")


@given(_SMALL_SETS, st.integers(1, 100))
def test_protection_blocks_are_at_the_ends_and_nowhere_else(sizes: list[int], target: int) -> None:
    ends = [GaugeBlock(Decimal(2), Decimal(0), name, protects=True) for name in ("P1", "P2", "P3")]
    between = [(), *all_stacks(sizes)]
    made = [stack for stack in between if sum(stack) + 4 == target]
    owned = [*blocks(*map(str, sizes)), *ends]
    if made:
        best = min(made, key=lambda stack: (len(stack), [-size for size in stack]))
        found = build_stack(Decimal(target), owned, protected=True).blocks
        assert [one.serial for one in (found[0], found[-1])] == ["P1", "P2"]
        assert [int(one.nominal) for one in found[1:-1]] == list(best)
        assert not any(one.protects for one in found[1:-1])
    else:
        _, fields = refused(str(target), owned, protected=True)
        below = max((sum(stack) + 4 for stack in between if sum(stack) + 4 < target), default=None)
        assert fields.get("below", fields.get("largest")) == below


@given(st.permutations(blocks("1", "1", "2", "2", "3", "4", "5", "5")), st.integers(1, 21))
def test_the_same_blocks_in_another_order_make_the_same_stack(owned: list[GaugeBlock], target: int) -> None:
    expected = build_stack(Decimal(target), sorted(owned, key=lambda one: one.serial))
    assert build_stack(Decimal(target), owned) == expected


# -- what is owned and in order ---------------------------------------------------------------------------------------


def test_each_block_is_used_once() -> None:
    assert refused("40", blocks("20", "10", "5")) == (
        "comparison.above_every_stack", {"target": Decimal(40), "most": 6, "largest": Decimal(35)},
    )  # fmt: skip
    assert nominals("40", blocks("20", "20", "10")) == decimals("20", "20")


def test_a_stack_of_more_than_six_blocks_is_not_proposed() -> None:
    owned = blocks("1", "2", "4", "8", "16", "32", "64")
    assert nominals("63", owned) == decimals("32", "16", "8", "4", "2", "1")
    assert refused("127", owned)[1] == {"target": Decimal(127), "most": 6, "largest": Decimal(126)}


def test_a_size_that_the_set_cannot_make_says_its_neighbours() -> None:
    code, fields = refused("37.7851", SET_32)
    assert code == "comparison.between_stacks"
    assert (fields["below"], fields["above"]) == (Decimal("37.785"), Decimal("37.79"))
    assert refused("0.4", SET_112) == (
        "comparison.below_every_stack", {"target": Decimal("0.4"), "smallest": Decimal("0.5")},
    )  # fmt: skip
    assert refused("-20", SET_112)[0] == "comparison.below_every_stack"


def test_a_set_too_finely_stepped_is_refused_without_its_neighbours() -> None:
    assert refused("50", blocks("10.000000001", "99.999999998"))[0] == "comparison.no_stack"


def test_wear_blocks_serve_at_the_ends_only() -> None:
    owned = [*blocks("10"), *(GaugeBlock(Decimal(2), Decimal(0), name, protects=True) for name in ("P1", "P2"))]
    assert refused("12", owned)[0] == "comparison.above_every_stack"
    assert nominals("14", owned, protected=True) == decimals("2", "10", "2")


def test_two_blocks_of_the_length_of_wear_blocks_protect_when_none_is_named() -> None:
    assert nominals("14", blocks("10", "2", "2", "1"), protected=True) == decimals("2", "10", "2")
    assert refused("50", blocks("10", "10", "30", "2", "1"), protected=True)[0] == "gauge_blocks.no_protection"


def test_the_pair_that_needs_the_fewest_blocks_protects() -> None:
    owned = blocks("1", "1", "2", "2", "8", "10")
    assert nominals("12", owned, protected=True) == decimals("2", "8", "2")


def test_an_overdue_or_excluded_block_is_not_used() -> None:
    owned = [
        GaugeBlock(Decimal(20), Decimal(0), "OLD", due=date(2026, 6, 30)),
        *blocks("12", "8"),
        block("20", serial="BENT"),
    ]
    assert [one.serial for one in usable(owned, date(2026, 6, 30))] == ["OLD", "000", "001", "BENT"]
    left = usable(owned, date(2026, 7, 1), {"BENT"})
    assert nominals("20", left) == decimals("12", "8")


@pytest.mark.parametrize(
    ("owned", "excluded", "code"),
    [
        ([], (), "comparison.no_gauge_blocks"),
        (blocks("20"), ("X-9",), "gauge_blocks.serial_unknown"),
        (blocks("20"), ("000",), "gauge_blocks.none_usable"),
        ([GaugeBlock(Decimal(20), Decimal(0), "OLD", due=date(2026, 6, 30))], (), "gauge_blocks.none_usable"),
    ],
)
def test_no_block_left_is_said(owned: list[GaugeBlock], excluded: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refusal) as found:
        usable(owned, date(2026, 7, 1), excluded)
    assert found.value.message.code == code


def test_too_many_different_lengths_are_refused() -> None:
    assert refused("20", blocks(*map(str, range(1, 202))))[0] == "gauge_blocks.too_many_sizes"


# -- what a stack is worth --------------------------------------------------------------------------------------------


def test_the_certified_length_is_the_sum_of_the_certified_ones() -> None:
    stack = BlockStack((block("20", "0.30"), block("1.005", "-0.06"), block("10", "0.1234")))
    assert (stack.nominal, stack.certified) == (Decimal("31.005"), Decimal("31.0053634"))


def test_the_uncertainties_of_the_blocks_add_linearly() -> None:
    """JCGM 100:2008, 5.2.2, example: ten resistors calibrated against one standard, uc is the sum of their u."""
    stack = BlockStack(tuple(block(str(size), uncertainty="0.1") for size in range(1, 6)))
    assert stack.uncertainty(iso3650()) == Decimal("0.000500400")  # √(0.5² + 4 joints · 0.01²) µm, rounded up


def test_one_block_has_the_uncertainty_of_its_certificate() -> None:
    assert BlockStack((block("20", uncertainty="0.05"),)).uncertainty(iso3650()) == Decimal("0.00005")


@pytest.mark.parametrize(
    ("nominal", "grade", "limit"),
    [
        ("0.5", BlockGrade.ZERO, "0.12"),
        ("10", BlockGrade.ONE, "0.20"),
        ("10.5", BlockGrade.ONE, "0.30"),
        ("50", BlockGrade.TWO, "0.80"),
        ("100", BlockGrade.K, "0.60"),
    ],
)
def test_without_a_certificate_the_limit_of_the_grade_is_a_rectangular_law(
    nominal: str, grade: BlockGrade, limit: str
) -> None:
    owned = GaugeBlock(Decimal(nominal), Decimal(0), "A", grade=grade)
    found, basis = block_uncertainty(owned, iso3650())
    assert basis is UncertaintyBasis.GRADE
    assert round(found**2 * 3, 20) == Decimal(limit) ** 2


def test_without_certificate_nor_grade_the_widest_grade_is_taken() -> None:
    found, basis = block_uncertainty(block("20"), iso3650())
    assert (round(found, 6), basis) == (Decimal("0.346410"), UncertaintyBasis.WIDEST_GRADE)


def test_a_block_outside_the_table_takes_its_nearest_line() -> None:
    limits = Iso3650.from_rows([{"upto_incl_mm": "10", "gr0_te_um": "0.12", "gr1_te_um": "0.2", "gr2_te_um": "0.45"}])
    assert limits.limit(Decimal("0.1"), BlockGrade.TWO) == limits.limit(Decimal(2000), BlockGrade.TWO)


@pytest.mark.parametrize(
    ("nominal", "uncertainty", "code"),
    [("0", None, "gauge_blocks.nominal_not_positive"), ("20", "0", "gauge_blocks.uncertainty_not_positive")],
)
def test_a_block_that_is_none_is_refused(nominal: str, uncertainty: str | None, code: str) -> None:
    with pytest.raises(Refusal) as found:
        block(nominal, uncertainty=uncertainty)
    assert found.value.message.code == code
