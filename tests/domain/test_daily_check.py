"""The quick check before a series: one zero or one block, and never a verification."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.verification import Check, Indication, Outcome, Permitted, Point, Standard

D = Decimal
MICROMETER = Instrument("M-02", "", InstrumentKind.MICROMETER, range_lower=D(0), range_upper=D(25))
LIMITS = Permitted(PermissibleError(D("0.004")))
BLOCK = Standard("CE-09 cale 10", D("10.0001"), due=date(2026, 11, 27))


def checked(point: Point, *shown: str, on: date = date(2026, 11, 27), limits: Permitted = LIMITS) -> DailyCheck:
    indications = tuple(Indication(Quantity(D(text))) for text in shown)
    at = datetime(2026, 11, 27, 7, tzinfo=UTC)
    return DailyCheck(EntryId("P1", 1), MICROMETER, point, indications, limits, on, "Camille", at)


@pytest.mark.parametrize(
    ("shown", "error", "outcome"),
    [
        ("10.004", "0.0039", Outcome.CONFORMING),
        ("9.996", "-0.0041", Outcome.NONCONFORMING),
    ],
)
def test_one_block(shown: str, error: str, outcome: Outcome) -> None:
    found = checked(Point(Check.ERROR, D(10)).on(BLOCK), shown)
    assert (found.error, found.outcome) == (D(error), outcome)


def test_the_zero() -> None:
    zero = Point(Check.ZERO, D(0))
    assert checked(zero, "-0.004").outcome is Outcome.CONFORMING
    assert checked(zero, "-0.005").outcome is Outcome.NONCONFORMING


def test_without_a_reading_or_a_limit_it_is_not_good() -> None:
    zero = Point(Check.ZERO, D(0))
    assert checked(zero).outcome is Outcome.NOT_CONCLUDED
    assert checked(zero, "0.000", limits=Permitted()).outcome is Outcome.NOT_CONCLUDED


def test_an_overdue_block_and_a_point_outside_are_refused() -> None:
    with pytest.raises(Refusal) as caught:
        checked(Point(Check.ERROR, D(10)).on(BLOCK), "10.000", on=date(2026, 11, 28)).require()
    assert caught.value.message.code == "verification.standard_overdue"
    with pytest.raises(Refusal) as caught:
        checked(Point(Check.ERROR, D(30)), "30.000").require()
    assert caught.value.message.code == "verification.point_above"
