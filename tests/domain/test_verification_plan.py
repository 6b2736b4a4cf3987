"""The points that are proposed, from the kind and the range of an instrument."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.daily_check import daily_points
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.domain.verification import CHECKS, Check, Direction, Point, require_point
from metroapp.domain.verification_plan import plan
from metroapp.wording.sentences import sentence

D = Decimal
K = InstrumentKind


def means(kind: InstrumentKind, lower: str | None = None, upper: str | None = None) -> Instrument:
    return Instrument(
        "X-01", "", kind, range_lower=D(lower) if lower else None, range_upper=D(upper) if upper else None
    )


def sizes(points: tuple[Point, ...], check: Check, direction: Direction | None = None) -> list[str]:
    return [
        str(point.nominal)
        for point in points
        if point.check is check and (direction is None or point.direction is direction)
    ]


def test_a_caliper_has_its_zero_both_ends_a_repeatability_and_the_ring_at_hand() -> None:
    points = plan(means(K.CALIPER, "0", "150"), [D(200), D(25)])
    assert sizes(points, Check.ZERO) == ["0"]
    assert sizes(points, Check.ERROR) == ["37.5", "75", "112.5", "150"]
    assert [(point.nominal, point.repeats) for point in points if point.check is Check.REPEATABILITY] == [(D(75), 5)]
    assert sizes(points, Check.INTERNAL_JAWS) == ["25"]
    assert sizes(plan(means(K.CALIPER, "0", "150")), Check.INTERNAL_JAWS) == []


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        ("0", "25", "2.5 5.1 7.7 10.3 12.9 15 17.6 20.2 22.8 25"),
        ("25", "50", "27.5 30.1 32.7 35.3 37.9 40 42.6 45.2 47.8 50"),
        ("0", "15", "2.5 5.1 7.7 10.3 12.9 15"),
        ("0", "75", "2.5 5.1 7.7 10.3 12.9 15 17.6 20.2 22.8 25 50 75"),
    ],
)
def test_the_blocks_of_a_micrometer_stop_its_thimble_at_another_angle_each_time(
    lower: str, upper: str, expected: str
) -> None:
    points = plan(means(K.MICROMETER, lower, upper))
    assert sizes(points, Check.ZERO) == [lower]
    assert sizes(points, Check.ERROR) == expected.split()
    assert len(sizes(points, Check.REPEATABILITY)) == 1


def test_an_indicator_goes_up_its_whole_travel_and_down_again() -> None:
    points = plan(means(K.DIAL_INDICATOR, "-6.25", "6.25"))
    up, down = sizes(points, Check.ERROR, Direction.UP), sizes(points, Check.ERROR, Direction.DOWN)
    assert (up[0], up[5], up[-1], len(up)) == ("-6.25", "0", "6.25", 11)
    assert down == up[::-1]
    assert [(point.nominal, point.repeats) for point in points if point.check is Check.REPEATABILITY] == [(D(0), 5)]


def test_a_bore_gauge_is_verified_on_the_rings_at_hand() -> None:
    bore = means(K.INTERNAL_MICROMETER, "20", "25")
    assert sizes(plan(bore, [D(25), D(20), D(62)]), Check.ERROR) == ["20", "25"]
    assert sizes(plan(bore), Check.ERROR) == ["20", "22.5", "25"]


@pytest.mark.parametrize("kind", [K.HEIGHT_GAUGE, K.DEPTH_GAUGE])
def test_heights_and_depths_are_spread_over_the_range(kind: InstrumentKind) -> None:
    points = plan(means(kind, "0", "450"))
    assert sizes(points, Check.ZERO) == ["0"]
    assert sizes(points, Check.ERROR) == ["112.5", "225", "337.5", "450"]


def test_a_roughness_tester_needs_no_range() -> None:
    (point,) = plan(means(K.ROUGHNESS_TESTER))
    assert (point.check, point.repeats) == (Check.MEAN, 5)


@given(
    st.sampled_from([kind for kind in CHECKS if kind is not K.ROUGHNESS_TESTER]),
    st.decimals("-20", "500", places=2),
    st.decimals("0.01", "500", places=2),
)
def test_whatever_is_proposed_may_be_verified(kind: InstrumentKind, lower: Decimal, travel: Decimal) -> None:
    instrument = Instrument("X-01", "", kind, range_lower=lower, range_upper=lower + travel)
    points = plan(instrument)
    for point in (*points, *daily_points(instrument)):
        require_point(instrument, point)
    assert max(point.nominal for point in points) == lower + travel
    assert min(point.nominal for point in points) == lower


@pytest.mark.parametrize(
    ("instrument", "code"),
    [
        (means(K.CALIPER), "verification.range_unknown"),
        (means(K.CALIPER, "0"), "verification.range_unknown"),
        (means(K.EYE, "0", "1"), "verification.kind"),
        (means(K.CMM, "0", "500"), "verification.kind"),
        (means(K.PLAIN_PLUG), "verification.kind"),
    ],
)
def test_what_cannot_be_planned_is_said(instrument: Instrument, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        plan(instrument)
    assert caught.value.message.code == code
    assert sentence(caught.value)


@pytest.mark.parametrize(
    ("kind", "lower", "upper", "expected"),
    [
        (K.CALIPER, "0", "150", ["0", "75"]),
        (K.MICROMETER, "25", "50", ["25", "37.5"]),
        (K.DIAL_INDICATOR, "-6.25", "6.25", ["0", "3.125"]),
    ],
)
def test_a_daily_check_is_the_zero_and_one_standard(
    kind: InstrumentKind, lower: str, upper: str, expected: list[str]
) -> None:
    points = daily_points(means(kind, lower, upper))
    assert [point.check for point in points] == [Check.ZERO, Check.ERROR]
    assert [point.nominal for point in points] == list(map(D, expected))
