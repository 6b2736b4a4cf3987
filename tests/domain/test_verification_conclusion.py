"""The conclusion of a verification, repeatability, hysteresis, and what is said beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from statistics import stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.measurement import Origin
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.verification import Check, Direction, Indication, Outcome, Permitted, Point, Standard
from metroapp.domain.verification_conclusion import Conclusion, evaluate, experimental_deviation
from metroapp.wording.sentences import sentence

D = Decimal
TODAY = date(2026, 11, 27)
CALIPER = Instrument(
    "PC-01", "", InstrumentKind.CALIPER, range_lower=D(0), range_upper=D(150), resolution=D("0.01"),
    permissible_error=PermissibleError(D("0.02")),
)  # fmt: skip
INDICATOR = Instrument(
    "C-03", "", InstrumentKind.DIAL_INDICATOR, range_lower=D(0), range_upper=D(10), resolution=D("0.001"),
    permissible_error=PermissibleError(D("0.005")),
)  # fmt: skip


def block(size: str, **given: object) -> Standard:
    known: dict[str, object] = {"certificate": "26-1187", "due": date(2030, 11, 30), "uncertainty": D("0.0001")}
    return Standard(f"cale {size}", D(size), **(known | given))  # type: ignore[arg-type]


def error_at(size: str, direction: Direction = Direction.NONE, **given: object) -> Point:
    point = Point(Check.ERROR, D(size), direction)
    return point if size == "0" else point.on(block(size, **given))


def read(*texts: str, origin: Origin = Origin.INSTRUMENT) -> list[Indication]:
    return [Indication(Quantity(D(text)), origin) for text in texts]


POINTS = (
    Point(Check.ZERO, D(0)), *map(error_at, ("37.5", "75", "112.5", "150")),
    Point(Check.REPEATABILITY, D(75), repeats=5).on(block("75")),
)  # fmt: skip
GOOD = [
    read("0.00"), read("37.50"), read("75.01"), read("112.49"), read("150.02"),
    read("75.00", "75.01", "75.00", "75.00", "74.99"),
]  # fmt: skip


def concluded(
    readings: list[list[Indication]] = GOOD, points: tuple[Point, ...] = POINTS, **changed: object
) -> Conclusion:
    return evaluate(replace(CALIPER, **changed), points, readings, on=TODAY)  # type: ignore[arg-type]


def codes(found: Conclusion) -> list[str]:
    assert all(map(sentence, found.notes))
    return [note.code.removeprefix("verification.") for note in found.notes]


def swapped(index: int, *texts: str) -> list[list[Indication]]:
    return [*GOOD[:index], read(*texts), *GOOD[index + 1 :]]


# -- the whole --------------------------------------------------------------------------------------------------------


def test_a_caliper_whose_every_error_is_inside_conforms() -> None:
    found = concluded()
    assert found.outcome is Outcome.CONFORMING and found.missing == 0
    assert [result.error for result in found.points] == list(map(D, ("0", "0", "0.01", "-0.01", "0.02", "0.01")))
    assert found.span == D("0.03")
    assert codes(found) == []


def test_one_point_beyond_is_enough() -> None:
    found = concluded(swapped(3, "112.47"))
    assert found.outcome is Outcome.NONCONFORMING
    assert [result.outcome for result in found.points].count(Outcome.NONCONFORMING) == 1


def test_one_of_five_repeats_beyond_is_enough() -> None:
    assert concluded(swapped(5, "75.00", "75.00", "75.03", "75.00", "75.00")).outcome is Outcome.NONCONFORMING


@pytest.mark.parametrize("index", range(len(POINTS)))
def test_a_point_that_is_not_finished_leaves_everything_open(index: int) -> None:
    found = concluded([*GOOD[:index], GOOD[index][:-1], *GOOD[index + 1 :]])
    assert found.outcome is Outcome.NOT_CONCLUDED and found.missing == 1
    assert "readings_missing" in codes(found)


def test_bad_beats_unfinished() -> None:
    readings = swapped(3, "112.40")
    readings[1] = []
    assert concluded(readings).outcome is Outcome.NONCONFORMING


def test_without_a_permissible_error_nothing_is_concluded() -> None:
    found = concluded(permissible_error=None)
    assert found.outcome is Outcome.NOT_CONCLUDED and "no_permissible_error" in codes(found)
    assert found.points[4].error == D("0.02") and found.points[4].exceedance is None


def test_nothing_at_all_is_not_a_verification() -> None:
    assert concluded([], ()).outcome is Outcome.NOT_CONCLUDED


def test_a_good_zero_alone_does_not_make_a_good_caliper() -> None:
    found = concluded(GOOD[:1], POINTS[:1])
    assert found.outcome is Outcome.NOT_CONCLUDED
    assert codes(found) == ["too_few_points", "part_of_range"]


def test_the_same_point_three_times_is_one_size() -> None:
    found = concluded([read("75.00")] * 3, (error_at("75"),) * 3)
    assert found.outcome is Outcome.NOT_CONCLUDED and codes(found)[0] == "too_few_points"


def test_a_missing_standard_is_said() -> None:
    points = (*POINTS[:2], replace(POINTS[2], standard=None), *POINTS[3:])
    found = concluded(points=points)
    assert found.outcome is Outcome.NOT_CONCLUDED and codes(found) == ["standard_missing"]


def test_points_that_leave_an_end_of_the_range_out_are_said() -> None:
    found = concluded([*GOOD[:4], GOOD[5]], (*POINTS[:4], POINTS[5]))
    assert found.outcome is Outcome.CONFORMING and codes(found) == ["part_of_range"]


def test_typed_readings_are_counted() -> None:
    found = concluded([*GOOD[:4], read("150.00", origin=Origin.TYPED), GOOD[5]])
    assert codes(found) == ["typed"]


@given(st.lists(st.decimals("-0.05", "0.05", places=2), min_size=5, max_size=5))
def test_the_mirrored_instrument_has_the_mirrored_errors_and_the_same_conclusion(errors: list[Decimal]) -> None:
    def of(sign: int) -> Conclusion:
        readings = [
            [Indication(Quantity(point.nominal + sign * error))] for point, error in zip(POINTS, errors, strict=False)
        ]
        return concluded([*readings, GOOD[5]])

    one, other = of(1), of(-1)
    assert [result.error for result in one.points[:5]] == errors
    assert [result.error for result in other.points[:5]] == [-error for error in errors]
    assert one.outcome is other.outcome
    assert (one.outcome is Outcome.CONFORMING) == all(abs(error) <= D("0.02") for error in errors)


# -- the standards ----------------------------------------------------------------------------------------------------


def test_an_overdue_standard_is_refused_and_nothing_is_concluded() -> None:
    points = (*POINTS[:2], error_at("75", due=date(2026, 11, 26)), *POINTS[3:])
    with pytest.raises(Refusal) as caught:
        concluded(points=points)
    assert caught.value.message.code == "verification.standard_overdue"


def test_a_standard_that_is_coarse_for_the_permissible_error_is_said_once() -> None:
    # U = 2·0,003 = 0,006 mm, more than a quarter of 0,020 mm; exactly a quarter is still good.
    coarse, fine = block("75", uncertainty=D("0.003")), block("75", uncertainty=D("0.0025"))
    for standard, expected in ((coarse, ["standard_coarse"]), (fine, [])):
        points = (
            *POINTS[:2],
            replace(POINTS[2], standard=standard),
            *POINTS[3:5],
            replace(POINTS[5], standard=standard),
        )
        found = concluded(points=points)
        assert (found.outcome, codes(found)) == (Outcome.CONFORMING, expected)


def test_what_a_certificate_does_not_say_is_asked_for() -> None:
    points = (*POINTS[:2], error_at("75", due=None, uncertainty=None), *POINTS[3:])
    assert codes(concluded(points=points)) == ["standard_no_due", "standard_no_uncertainty"]


# -- repeatability ----------------------------------------------------------------------------------------------------


def test_repeatability_is_a_range_and_a_deviation() -> None:
    (found,) = concluded().spreads
    assert (found.check, found.value, found.outcome) == (Check.REPEATABILITY, D("0.02"), None)
    assert found.deviation == D("0.007071068")  # √(2·0,01²/4)


@given(st.lists(st.decimals("-1000", "1000", places=3), min_size=2, max_size=20))
def test_the_deviation_is_that_of_statistics(readings: list[Decimal]) -> None:
    assert abs(experimental_deviation(readings) - stdev(readings)) <= D("1e-9")


def test_a_limit_of_repeatability_decides() -> None:
    limits = Permitted.of(CALIPER)
    for limit, expected in (("0.02", Outcome.CONFORMING), ("0.01", Outcome.NONCONFORMING)):
        found = evaluate(CALIPER, POINTS, GOOD, on=TODAY, permitted=replace(limits, repeatability=D(limit)))
        assert (found.spreads[0].outcome, found.outcome) == (expected, expected)


def test_a_limit_that_no_point_puts_to_the_test_leaves_everything_open() -> None:
    limits = replace(Permitted.of(CALIPER), hysteresis=D("0.01"))
    found = evaluate(CALIPER, POINTS, GOOD, on=TODAY, permitted=limits)
    assert (found.outcome, codes(found)) == (Outcome.NOT_CONCLUDED, ["limit_not_tried"])


def test_an_instrument_that_repeats_worse_than_its_register_is_said() -> None:
    known = {"uncertainty": Quantity(D("0.012")), "repeatability": Quantity(D("0.005"))}
    assert codes(concluded(**known)) == ["repeatability_worse"]
    assert codes(concluded(**known | {"repeatability": Quantity(D("0.008"))})) == []


# -- hysteresis -------------------------------------------------------------------------------------------------------

WAYS = (
    *(error_at(size, Direction.UP) for size in ("0", "5", "10")),
    *(error_at(size, Direction.DOWN) for size in ("10", "5", "0")),
)


def both_ways(*texts: str, limit: str | None = "0.003") -> Conclusion:
    readings = [read(text) for text in texts] + [[]] * (len(WAYS) - len(texts))
    limits = replace(Permitted.of(INDICATOR), hysteresis=None if limit is None else D(limit))
    return evaluate(INDICATOR, WAYS, readings, on=TODAY, permitted=limits)


@pytest.mark.parametrize("shift", ["0.004", "-0.004"])
def test_hysteresis_is_the_largest_difference_of_up_and_down_at_one_point(shift: str) -> None:
    found = both_ways("0.000", "5.000", "10.001", "10.000", str(D("5.000") + D(shift)), "0.000")
    (spread,) = found.spreads
    assert (spread.check, spread.nominal, spread.value) == (Check.HYSTERESIS, D(5), D("0.004"))
    assert (spread.outcome, found.outcome) == (Outcome.NONCONFORMING, Outcome.NONCONFORMING)
    assert all(result.outcome is Outcome.CONFORMING for result in found.points)


def test_hysteresis_without_a_limit_is_information() -> None:
    found = both_ways("0.000", "5.000", "10.001", "10.000", "5.004", "0.000", limit=None)
    assert (found.spreads[0].outcome, found.outcome) == (None, Outcome.CONFORMING)


def test_a_way_down_that_is_not_finished_proves_no_hysteresis() -> None:
    found = both_ways("0.000", "5.000", "10.000", "10.001")
    assert (found.spreads[0].value, found.spreads[0].outcome) == (D("0.001"), Outcome.NOT_CONCLUDED)
    assert both_ways("0.000", "5.000", "10.000").spreads[0].value is None


def test_other_standards_on_the_way_down_make_no_hysteresis() -> None:
    down = Point(Check.ERROR, D(5), Direction.DOWN).on(
        Standard("banc", D("5.002"), "26-9", date(2030, 1, 1), D("0.0002"))
    )
    points = (*WAYS[:4], down, WAYS[5])
    readings = [read(text) for text in ("0.000", "5.000", "10.000", "10.000", "5.002", "0.000")]
    found = evaluate(INDICATOR, points, readings, on=TODAY)
    assert found.spreads[0].value == 0


def test_two_cycles_are_compared_one_with_one() -> None:
    points, texts = WAYS * 2, ["0.000", "5.001", "10.000", "10.000", "5.002", "0.000"]
    second = ["0.000", "5.003", "10.000", "10.000", "5.004", "0.000"]
    found = evaluate(INDICATOR, points, [read(text) for text in texts + second], on=TODAY)
    assert found.spreads[0].value == D("0.001")
