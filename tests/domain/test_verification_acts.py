"""What may be decided after a verification, and what state three different acts leave an instrument in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity
from metroapp.domain.verification import Check, Indication, Outcome, Permitted, Point, Standard
from metroapp.domain.verification_acts import (
    Act,
    Adjustment,
    CalibratedValue,
    Calibration,
    Conditions,
    Decided,
    Decision,
    Limitation,
    Verification,
    allowed,
    require_decision,
    state_after,
)
from metroapp.wording.sentences import sentence

D = Decimal
ID = EntryId("P1", 1)
TODAY, TOMORROW = date(2026, 11, 27), date(2026, 11, 28)
AT = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
SIZES = ("0", "50", "100", "150")
CALIPER = Instrument(
    "PC-01", "", InstrumentKind.CALIPER, range_lower=D(0), range_upper=D(150),
    permissible_error=PermissibleError(D("0.02")),
)  # fmt: skip
GOOD, BAD, OPEN = ("0.00", "50.00", "100.00", "150.00"), ("0.00", "50.00", "100.00", "149.95"), ("0.00", "50.00")


def verified(
    shown: tuple[str, ...], decided: Decided | None = None, *, repeats: tuple[str, ...] = (), limit: str | None = None
) -> Verification:
    points = [
        Point(Check.ZERO if size == "0" else Check.ERROR, D(size), standard=Standard(f"cale {size}", D(size)))
        for size in SIZES
    ]
    readings = [(Indication(Quantity(D(text))),) for text in shown]
    readings += [()] * (len(points) - len(readings))
    if repeats:
        points.append(Point(Check.REPEATABILITY, D(50), repeats=len(repeats), standard=Standard("cale 50", D(50))))
        readings.append(tuple(Indication(Quantity(D(text))) for text in repeats))
    permitted = replace(Permitted.of(CALIPER), repeatability=None if limit is None else D(limit))
    made = Verification(
        ID, "V-1", CALIPER, tuple(points), tuple(readings), permitted, TODAY, "Camille", AT, Conditions(D(20)), "",
        decided,
    )  # fmt: skip
    if decided is not None:
        require_decision(CALIPER, made.conclusion, decided, TODAY)
    return made


def decision(what: Decision, **given: object) -> Decided:
    return Decided(what, "Dominique", AT, **({"reason": "constaté"} | given))  # type: ignore[arg-type]


BACK = decision(Decision.RETURN_TO_SERVICE)
TO_100 = decision(Decision.LIMITATION, limitation=Limitation(D(0), D(100)))
TO_ADJUST = decision(Decision.ADJUSTMENT)
DOWN = decision(Decision.DOWNGRADE, use="traçage")
SCRAP = decision(Decision.SCRAP)
ADJUSTED = Adjustment(ID, "PC-01", "jeu du coulisseau repris", "Camille", AT, "V-1")
CALIBRATED = Calibration(
    ID, "PC-01", "LNE 26-1187", "LNE", TODAY, (CalibratedValue(D(100), D("0.003"), D("0.002")),), "Camille", AT
)


def code(caught: pytest.ExceptionInfo[Refusal]) -> str:
    assert sentence(caught.value)
    return caught.value.message.code.removeprefix("verification.")


def test_the_three_acts_are_three_types() -> None:
    assert [type(one).act for one in (verified(GOOD), CALIBRATED, ADJUSTED)] == list(Act)


# -- what is allowed --------------------------------------------------------------------------------------------------


def test_a_conforming_instrument_may_go_back_or_be_withdrawn() -> None:
    assert allowed(verified(GOOD).conclusion) == tuple(Decision)
    assert verified(GOOD, BACK).decided == BACK


def test_a_nonconforming_instrument_cannot_just_go_back() -> None:
    assert Decision.RETURN_TO_SERVICE not in allowed(verified(BAD).conclusion)
    with pytest.raises(Refusal) as caught:
        verified(BAD, BACK)
    assert code(caught) == "decision_not_allowed"


@pytest.mark.parametrize("decided", [BACK, TO_100])
def test_what_is_not_concluded_puts_nothing_into_service(decided: Decided) -> None:
    assert verified(OPEN).conclusion.outcome is Outcome.NOT_CONCLUDED
    with pytest.raises(Refusal) as caught:
        verified(OPEN, decided)
    assert code(caught) == "decision_not_allowed"
    assert verified(OPEN, SCRAP).decided == SCRAP


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        (decision(Decision.SCRAP, reason="  "), "reason_missing"),
        (decision(Decision.ADJUSTMENT, reason=""), "reason_missing"),
        (decision(Decision.DOWNGRADE), "use_missing"),
        (replace(BACK, next_due=TODAY), "next_due_past"),
        (decision(Decision.LIMITATION), "limitation_missing"),
        (decision(Decision.LIMITATION, limitation=Limitation(D(0), D(151))), "limitation_outside"),
    ],
)
def test_a_decision_says_what_it_needs(decided: Decided, expected: str) -> None:
    with pytest.raises(Refusal) as caught:
        verified(GOOD, decided)
    assert code(caught) == expected


def test_a_return_to_service_needs_no_reason() -> None:
    assert verified(GOOD, replace(BACK, reason="", next_due=TOMORROW)).decided is not None


# -- limitation -------------------------------------------------------------------------------------------------------


def test_a_limitation_leaves_the_bad_points_out() -> None:
    assert verified(BAD, TO_100).decided == TO_100
    with pytest.raises(Refusal) as caught:
        verified(BAD, replace(TO_100, limitation=Limitation(D(0), D(150))))
    assert code(caught) == "limitation_holds_bad"


def test_a_limitation_ends_at_points_that_conform_and_not_between_a_good_and_a_bad_one() -> None:
    with pytest.raises(Refusal) as caught:
        verified(BAD, replace(TO_100, limitation=Limitation(D(0), D(120))))
    assert code(caught) == "limitation_unproven"


def test_bounds_the_wrong_way_round() -> None:
    with pytest.raises(Refusal) as caught:
        Limitation(D(100), D(100))
    assert code(caught) == "limitation_reversed"


def test_what_does_not_repeat_is_not_mended_by_a_smaller_range() -> None:
    repeats = ("50.00", "50.02", "49.99")
    found = verified(GOOD, repeats=repeats, limit="0.02")
    assert found.conclusion.outcome is Outcome.NONCONFORMING
    assert Decision.LIMITATION not in allowed(found.conclusion)
    assert allowed(verified(GOOD, repeats=repeats).conclusion) == tuple(Decision)


# -- conditions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("temperature", "humidity", "expected"),
    [("-5", "50", "temperature.outside"), ("200", "50", "temperature.outside"), ("20", "101", "humidity")],
)
def test_no_workshop_has_such_air(temperature: str, humidity: str, expected: str) -> None:
    with pytest.raises(Refusal) as caught:
        Conditions(D(temperature), D(humidity))
    assert code(caught) == expected


# -- the state --------------------------------------------------------------------------------------------------------


def test_each_decision_leaves_its_state() -> None:
    states = [
        state_after([one])
        for one in (
            verified(GOOD, BACK), verified(BAD, TO_100), verified(BAD, TO_ADJUST), verified(BAD, DOWN),
            verified(BAD, SCRAP), verified(GOOD),
        )
    ]  # fmt: skip
    assert states == [
        InstrumentState.IN_SERVICE, InstrumentState.LIMITED, InstrumentState.PENDING, InstrumentState.LIMITED,
        InstrumentState.WITHDRAWN, InstrumentState.PENDING,
    ]  # fmt: skip


def test_an_adjusted_instrument_is_verified_again_before_it_serves() -> None:
    acts = [verified(BAD, TO_ADJUST), ADJUSTED]
    assert state_after(acts) is InstrumentState.TO_VERIFY
    assert state_after([verified(GOOD, BACK), ADJUSTED]) is InstrumentState.TO_VERIFY  # what it showed holds no more
    assert state_after([*acts, verified(GOOD, BACK)]) is InstrumentState.IN_SERVICE


def test_a_certificate_releases_nothing() -> None:
    assert state_after([CALIBRATED]) is None
    assert state_after([verified(BAD, TO_ADJUST), CALIBRATED]) is InstrumentState.PENDING
    assert state_after([ADJUSTED, CALIBRATED]) is InstrumentState.TO_VERIFY


def test_nothing_brings_a_scrapped_instrument_back() -> None:
    assert state_after([verified(BAD, SCRAP), ADJUSTED, verified(GOOD, BACK)]) is InstrumentState.WITHDRAWN
