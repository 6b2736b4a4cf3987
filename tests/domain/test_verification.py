"""One point of a verification: signed errors, limits, what may be a point, which standard and which reading."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.decision import Side
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.measurement import Frame, Origin
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.verification import (
    Check,
    Indication,
    Outcome,
    Permitted,
    Point,
    PointResult,
    Standard,
    exceedance,
    judge_point,
    require_point,
)
from metroapp.wording.sentences import sentence

D = Decimal
K = InstrumentKind
LIMITS = Permitted(PermissibleError(D("0.02")))
ERRORS = st.decimals("-0.1", "0.1", places=4)


def means(kind: InstrumentKind = K.CALIPER, lower: str = "0", upper: str = "150") -> Instrument:
    return Instrument("PC-01", "", kind, range_lower=D(lower), range_upper=D(upper))


def standard(certified: str, **given: object) -> Standard:
    return Standard("CE-09", D(certified), **given)  # type: ignore[arg-type]


def read(*texts: str, unit: Unit = Unit.MM) -> list[Indication]:
    return [Indication(Quantity(D(text), unit)) for text in texts]


def judged(*texts: str, certified: str = "100.0003", check: Check = Check.ERROR, repeats: int = 1) -> PointResult:
    point = Point(check, D(100), repeats=repeats).on(standard(certified))
    return judge_point(means(), point, read(*texts), LIMITS)


def refused(caught: pytest.ExceptionInfo[Refusal]) -> str:
    assert sentence(caught.value)
    return caught.value.message.code


# -- the error --------------------------------------------------------------------------------------------------------


def test_the_error_is_the_indication_minus_the_certified_length_and_not_minus_the_nominal_one() -> None:
    found = judged("100.01")
    assert (found.error, found.permissible, found.outcome) == (D("0.0097"), D("0.02"), Outcome.CONFORMING)


@pytest.mark.parametrize(
    ("shown", "error", "side"), [("100.04", "0.0397", Side.ABOVE), ("99.96", "-0.0403", Side.BELOW)]
)
def test_an_exceedance_says_by_how_much_and_on_which_side(shown: str, error: str, side: Side) -> None:
    found = judged(shown)
    assert found.error == D(error) and found.outcome is Outcome.NONCONFORMING
    assert found.exceedance is not None
    assert (found.exceedance.side, found.exceedance.by) == (side, abs(D(error)) - D("0.02"))


@given(ERRORS)
def test_a_mirrored_error_is_judged_alike_and_keeps_its_sign(error: Decimal) -> None:
    certified = D("50.0002")
    point = Point(Check.ERROR, D(50)).on(standard(str(certified)))
    pair = [judge_point(means(), point, [Indication(Quantity(certified + one))], LIMITS) for one in (error, -error)]
    assert (pair[0].error, pair[1].error) == (error, -error)
    assert pair[0].outcome is pair[1].outcome
    beyond = [one.exceedance for one in pair]
    if beyond[0] is None or beyond[1] is None:
        assert beyond == [None, None] and abs(error) <= D("0.02")
    else:
        assert beyond[0].by == beyond[1].by == abs(error) - D("0.02") > 0
        assert {one.side for one in beyond if one} == {Side.ABOVE, Side.BELOW}


@given(ERRORS, st.decimals("0", "0.1", places=4))
def test_an_error_as_large_as_the_limit_conforms_and_the_least_beyond_does_not(error: Decimal, limit: Decimal) -> None:
    assert (exceedance(error, limit) is None) == (abs(error) <= limit)


def test_of_several_readings_the_worst_decides_whatever_its_sign() -> None:
    found = judged("100.01", "99.97", "100.02", certified="100", repeats=3)
    assert (found.indication, found.error, found.outcome) == (D("99.97"), D("-0.03"), Outcome.NONCONFORMING)


def test_the_permissible_error_grows_with_the_length_on_either_side_of_zero() -> None:
    limits = Permitted(PermissibleError(D("0.003"), D("0.0001")))
    assert [limits.at(Point(Check.ERROR, D(size))) for size in ("-6", "0", "6")] == [
        D("0.0036"),
        D("0.003"),
        D("0.0036"),
    ]


def test_a_limit_that_has_no_end_is_cut_and_never_widened() -> None:
    # ± (4 + L/300) µm: at 100 mm 4,333… µm.
    limits = Permitted(PermissibleError(D("0.004"), D("0.000003333333333334")))
    assert limits.at(Point(Check.ERROR, D(100))) == D("0.004333")


def test_the_internal_jaws_may_have_a_shift_of_the_scale_more() -> None:
    limits = Permitted(PermissibleError(D("0.02")), other_faces=D("0.02"))
    assert [limits.at(Point(check, D(25))) for check in (Check.ERROR, Check.INTERNAL_JAWS, Check.DEPTH_ROD)] == [
        D("0.02"), D("0.04"), D("0.04"),
    ]  # fmt: skip


def test_a_reading_in_inches_is_judged_in_millimetres_exactly() -> None:
    point = Point(Check.ERROR, D("25.4")).on(standard("25.4"))
    found = judge_point(means(), point, read("1.0010", unit=Unit.INCH), LIMITS)
    assert (found.error, found.outcome) == (D("0.0254"), Outcome.NONCONFORMING)


# -- a roughness tester -----------------------------------------------------------------------------------------------


def test_of_a_roughness_standard_the_mean_is_judged_within_a_part_of_its_certified_value() -> None:
    tester = Instrument("R-06", "", K.ROUGHNESS_TESTER)
    point = Point(Check.MEAN, D(3), repeats=3).on(standard("2.97"))
    limits = Permitted(PermissibleError(D(0), D("0.10")))
    found = judge_point(tester, point, read("3.20", "3.29", "3.28", unit=Unit.UM), limits)
    assert (found.indication, found.permissible) == (D("3.2567"), D("0.297"))  # one reading alone would be beyond
    assert (found.error, found.outcome) == (D("0.2867"), Outcome.CONFORMING)
    unfinished = judge_point(tester, point, read("9.99", unit=Unit.UM), limits)
    assert (unfinished.error, unfinished.outcome, unfinished.missing) == (None, Outcome.NOT_CONCLUDED, 2)


def test_what_the_register_permits_a_roughness_tester_is_brought_to_micrometres() -> None:
    law = PermissibleError(D("0.0001"), D("0.05"))
    tester = Instrument("R-06", "", K.ROUGHNESS_TESTER, permissible_error=law)
    assert Permitted.of(tester).at(Point(Check.MEAN, D(3))) == D("0.25")


# -- nothing unmeasured is good ---------------------------------------------------------------------------------------


def test_without_a_reading_a_standard_or_a_limit_nothing_is_concluded() -> None:
    put, bare = Point(Check.ERROR, D(50)).on(standard("50")), Point(Check.ERROR, D(50))
    good = read("50.00")
    outcomes = [
        judge_point(means(), put, [], LIMITS).outcome,
        judge_point(means(), bare, good, LIMITS).outcome,
        judge_point(means(), put, good, Permitted()).outcome,
    ]
    assert outcomes == [Outcome.NOT_CONCLUDED] * 3
    assert judge_point(means(), put, good, LIMITS).outcome is Outcome.CONFORMING


def test_a_reading_still_missing_passes_nothing_but_a_bad_one_is_enough_to_fail() -> None:
    assert judged("100.00", repeats=3).outcome is Outcome.NOT_CONCLUDED
    assert judged("100.05", repeats=3).outcome is Outcome.NONCONFORMING


def test_closed_faces_need_no_standard_and_the_setting_standard_of_a_larger_micrometer_does() -> None:
    assert Point(Check.ZERO, D(0)).certified == 0
    larger = Point(Check.ZERO, D(25))
    assert larger.certified is None
    assert larger.on(standard("25.0004")).certified == D("25.0004")


# -- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "check", "nominal", "code"),
    [
        (K.CALIPER, Check.ERROR, "150.1", "point_above"),
        (K.CALIPER, Check.ERROR, "-0.1", "point_below"),
        (K.MICROMETER, Check.INTERNAL_JAWS, "10", "check"),
        (K.CALIPER, Check.HYSTERESIS, "10", "check"),
        (K.ROUGHNESS_TESTER, Check.MEAN, "0", "roughness"),
        (K.EYE, Check.ERROR, "10", "kind"),
        (K.THREAD_PLUG, Check.ERROR, "10", "kind"),
        (K.SETTING_RING, Check.ERROR, "10", "kind"),
    ],
)
def test_a_point_that_the_instrument_cannot_have(kind: InstrumentKind, check: Check, nominal: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        require_point(means(kind), Point(check, D(nominal)))
    assert refused(caught) == f"verification.{code}"


def test_both_ends_of_the_range_are_points() -> None:
    for nominal in (D(0), D(150)):
        require_point(means(), Point(Check.ERROR, nominal))


@pytest.mark.parametrize(
    ("check", "repeats"), [(Check.ERROR, 0), (Check.ERROR, 21), (Check.REPEATABILITY, 1), (Check.MEAN, -1)]
)
def test_a_number_of_readings_that_says_nothing(check: Check, repeats: int) -> None:
    with pytest.raises(Refusal) as caught:
        Point(check, D(10), repeats=repeats)
    assert refused(caught) == "verification.repeats"


def test_a_standard_is_in_date_until_the_evening_of_its_due_date() -> None:
    due = date(2026, 11, 27)
    one = standard("10", due=due)
    one.require_in_date(due)
    with pytest.raises(Refusal) as caught:
        one.require_in_date(date(2026, 11, 28))
    assert refused(caught) == "verification.standard_overdue"
    assert "27/11/2026" in sentence(caught.value)


def test_the_block_of_another_point_is_refused_before_it_makes_a_good_instrument_bad() -> None:
    with pytest.raises(Refusal) as caught:
        Point(Check.ERROR, D(20)).on(standard("25.0001"))
    assert refused(caught) == "verification.standard_wrong"


def test_a_standard_has_a_name_and_an_uncertainty_larger_than_zero() -> None:
    with pytest.raises(Refusal) as caught:
        Standard("  ", D(10))
    assert refused(caught) == "verification.standard_unnamed"
    with pytest.raises(Refusal) as caught:
        standard("10", uncertainty=D(0))
    assert refused(caught) == "verification.standard_uncertainty"
    with pytest.raises(Refusal) as caught:
        Permitted(hysteresis=D("-0.001"))
    assert refused(caught) == "verification.limit_negative"


def test_the_reading_of_another_instrument_is_refused() -> None:
    frame = Frame("M-02", b"01A+00050.00\r", datetime(2026, 11, 27, tzinfo=UTC))
    point = Point(Check.ERROR, D(50)).on(standard("50"))
    with pytest.raises(Refusal) as caught:
        judge_point(means(), point, [Indication(Quantity(D(50)), frame=frame)], LIMITS)
    assert refused(caught) == "verification.other_instrument"


@pytest.mark.parametrize("origin", [Origin.COMPARISON, Origin.COMPUTED, Origin.OBSERVED])
def test_only_what_was_read_on_the_instrument_or_typed_counts(origin: Origin) -> None:
    point = Point(Check.ERROR, D(50)).on(standard("50"))
    with pytest.raises(Refusal) as caught:
        judge_point(means(), point, [Indication(Quantity(D(50)), origin)], LIMITS)
    assert refused(caught) == "verification.origin"


def test_an_angle_is_no_reading_of_a_caliper() -> None:
    point = Point(Check.ERROR, D(50)).on(standard("50"))
    with pytest.raises(Refusal) as caught:
        judge_point(means(), point, read("50", unit=Unit.DEG), LIMITS)
    assert refused(caught) == "unit.not_comparable"
