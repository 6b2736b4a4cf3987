"""ISO 286 against the printed limits of ISO 286-2 and against the rules of ISO 286-1."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.message import Refusal
from metroapp.services.reference import iso286

TABLES = iso286()


def deviations(text: str) -> tuple[Decimal, Decimal]:
    """Upper and lower deviation of `20H7`, µm."""
    size = text.rstrip("0123456789").rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    found = TABLES.limits(Decimal(size), TABLES.tolerance_class(text[len(size) :]))
    return found.upper_deviation * 1000, found.lower_deviation * 1000


# ISO 286-2:2010, printed limits (with ISO 286-2:1988/Cor.1:2006 for the last four).
@pytest.mark.parametrize(
    ("fit", "upper", "lower"),
    [
        ("20H7", "21", "0"),
        ("25g6", "-7", "-20"),
        ("30K7", "6", "-15"),
        ("50N7", "-8", "-33"),
        ("50P7", "-17", "-42"),
        ("40js6", "8", "-8"),
        ("10H8", "22", "0"),
        ("38H12", "250", "0"),
        ("280M6", "-9", "-41"),
        ("20h7", "0", "-21"),
        ("16f8", "-16", "-43"),
        ("20h6", "0", "-13"),
        ("12k6", "12", "1"),
        ("12k8", "27", "0"),
        ("2K7", "0", "-10"),
        ("25n6", "28", "15"),
        ("25N9", "0", "-52"),
        ("2N9", "-4", "-29"),
        ("35js13", "195", "-195"),
        ("25js7", "10.5", "-10.5"),
    ],
)
def test_printed_limits(fit: str, upper: str, lower: str) -> None:
    assert deviations(fit) == (Decimal(upper), Decimal(lower))


@pytest.mark.parametrize(
    ("fit", "which", "value"),
    [("330A13", 0, 2090), ("100E8", 0, 126), ("25R10", 0, -28), ("300f9", 1, -186)],
)
def test_limits_corrected_by_the_2006_corrigendum(fit: str, which: int, value: int) -> None:
    assert deviations(fit)[which] == value


def test_a_size_at_the_end_of_a_range_belongs_to_it() -> None:
    assert TABLES.limits(Decimal("3.000"), TABLES.tolerance_class("h7")).up_to == 3
    assert TABLES.limits(Decimal("3.001"), TABLES.tolerance_class("h7")).over == 3


@pytest.mark.parametrize("fit", ["20i7", "20H19", "20l6", "20Q7", "20w5"])
def test_a_class_that_does_not_exist_is_refused(fit: str) -> None:
    with pytest.raises(Refusal) as refused:
        deviations(fit)
    assert refused.value.message.code == "fit.unknown_class"


@pytest.mark.parametrize("fit", ["1a9", "0.8IT", "20t6", "10v6", "12y6", "10K9", "0.9H14", "600j6", "5j8"])
def test_a_combination_that_the_standard_does_not_give_is_refused(fit: str) -> None:
    with pytest.raises(Refusal) as refused:
        deviations(fit)
    assert refused.value.message.code in ("fit.not_in_standard", "fit.unknown_class", "fit.size_out_of_range")


@pytest.mark.parametrize("fit", ["3151H7", "0H7"])
def test_a_size_outside_the_standard_is_refused(fit: str) -> None:
    with pytest.raises(Refusal) as refused:
        deviations(fit)
    assert refused.value.message.code == "fit.size_out_of_range"


@given(
    st.decimals(min_value="0.001", max_value="3150", places=3),
    st.sampled_from(sorted(TABLES.letters)),
    st.sampled_from(["01", *map(str, range(19))]),
)
def test_every_answer_spans_the_tolerance_or_is_a_refusal(size: Decimal, letter: str, grade: str) -> None:
    try:
        found = TABLES.limits(size, TABLES.tolerance_class(letter + grade))
    except Refusal:
        return
    assert found.upper_deviation - found.lower_deviation == found.tolerance > 0


@given(st.decimals(min_value="1.001", max_value="500", places=3), st.sampled_from("cdefg"), st.sampled_from("678"))
def test_a_clearance_hole_mirrors_its_shaft(size: Decimal, letter: str, grade: str) -> None:
    """ISO 286-1:2010, 4.3.2.5: EI = −es for the letters A to H."""
    shaft = TABLES.limits(size, TABLES.tolerance_class(letter + grade))
    hole = TABLES.limits(size, TABLES.tolerance_class(letter.upper() + grade))
    assert hole.lower_deviation == -shaft.upper_deviation
