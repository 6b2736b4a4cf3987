"""Why a measurement has its verdict: what was decided with, never another decision."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.acceptance import Requirement, Verdict
from metroapp.domain.decision import Side
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.justification import Advice, Justification, justify
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import BoxCode, Means
from tests.forms import decided_records, records
from tests.forms.filling import CALIPER, CLOSED_BY, INDICATOR, MICROMETER, PLUG, ROUGHNESS, Filling, characteristic

ISO = DecisionRule(RuleName.ISO_14253_1)
GUARD = DecisionRule(RuleName.GUARD, Decimal("0.01"))
KNOWN = {MICROMETER: "0.0015", CALIPER: "0.012"}


def one(
    callout: str, means: Means, text: str, instrument: str = MICROMETER, rule: DecisionRule | None = None, **facts: Any
) -> Justification:
    """The justification of one value."""
    filling = Filling((characteristic("1", "x", callout, means, rule=rule, **facts),), 1, uncertainties=KNOWN)
    filling.value(1, "1", text, instrument)
    return last(filling)


def last(filling: Filling, balloon: str = "1", code: BoxCode = BoxCode.SINGLE) -> Justification:
    found = filling.record.measurement(BoxKey(1, balloon, code))
    assert found is not None
    return justify(filling.record, found)


def test_a_value_accepted_simply_has_its_limits_and_no_advice() -> None:
    why = one("Ø20 h7", Means.MICROMETER, "19.990")
    assert why.verdict is Verdict.CONFORMING
    assert why.requirement == Requirement(Decimal("19.979"), Decimal("20.000"))
    assert (why.rule, why.exceedance, why.advice, why.concession) == (DecisionRule(), None, None, None)
    assert why.expanded_uncertainty == Quantity(Decimal("0.0030"))
    assert why.capability == Decimal("0.021") / (4 * Decimal("0.0015"))
    assert why.probability is not None and why.probability > Decimal("0.999")
    assert why.consumer_risk == 1 - why.probability
    assert why.producer_risk is None


def test_a_value_refused_runs_the_other_risk() -> None:
    why = one("Ø20 h7", Means.MICROMETER, "20.003")
    assert (why.verdict, why.exceedance) == (Verdict.NONCONFORMING, (Side.ABOVE, Decimal("0.003")))
    assert why.consumer_risk is None
    assert why.producer_risk is not None and why.producer_risk == why.probability


def test_without_u_there_is_no_probability() -> None:
    why = one("Ø20 h7", Means.MICROMETER, "19.990", "M-99")
    assert (why.uncertainty, why.probability, why.capability, why.expanded_uncertainty) == (None, None, None, None)
    assert why.zones is not None  # simple acceptance needs none
    assert one("planéité 0,05", Means.DIAL_INDICATOR, "0.01").capability is None


@pytest.mark.parametrize(
    ("why", "verdict", "advice"),
    [
        (one("Ra 1,6", Means.ROUGHNESS_TESTER, "1.2", ROUGHNESS, ISO), Verdict.UNDECIDED, Advice.GIVE_UNCERTAINTY),
        (one("Ø20 h7", Means.MICROMETER, "20.000", MICROMETER, ISO), Verdict.UNDECIDED, Advice.BETTER_INSTRUMENT),
        (one("Ø20 h7", Means.MICROMETER, "20.009", MICROMETER, ISO), Verdict.NONCONFORMING, None),
        (one("20 ±0,01", Means.CALIPER, "20.00", CALIPER, ISO), Verdict.UNDECIDED, Advice.BETTER_INSTRUMENT),
        (one("20 ±0,01", Means.CALIPER, "20.50", CALIPER, ISO), Verdict.NONCONFORMING, Advice.BETTER_INSTRUMENT),
        (one("20 ±0,05", Means.CALIPER, "20.05", CALIPER, GUARD), Verdict.UNDECIDED, Advice.REVIEW_GUARD),
        (one("20 ±0,05", Means.CALIPER, "20.00", CALIPER, GUARD), Verdict.CONFORMING, None),
    ],
)
def test_what_would_let_more_be_proven(why: Justification, verdict: Verdict, advice: Advice | None) -> None:
    assert (why.verdict, why.advice) == (verdict, advice)


def test_where_repeatability_dominates_more_readings_help_more() -> None:
    filling = Filling((characteristic("1", "x", "Ø20 h7", Means.MICROMETER, rule=ISO),), 1, uncertainties=KNOWN)
    filling.record.instruments[MICROMETER] = Instrument(
        MICROMETER, "", InstrumentKind.MICROMETER, uncertainty=Quantity(Decimal("1.5"), Unit.UM),
        repeatability=Quantity(Decimal("1.4"), Unit.UM),
    )  # fmt: skip
    filling.value(1, "1", "20.000", MICROMETER)
    assert last(filling).advice is Advice.MORE_READINGS


def test_u_given_for_a_whole_procedure_does_not_change_with_readings() -> None:
    wanted = characteristic("1", "x", "Ø20 h7", Means.MICROMETER, rule=ISO, uncertainty=Quantity(Decimal("0.0015")))
    filling = Filling((wanted,), 1)
    filling.record.instruments[MICROMETER] = Instrument(
        MICROMETER, "", InstrumentKind.MICROMETER, uncertainty=Quantity(Decimal("0.0015")),
        repeatability=Quantity(Decimal("0.0014")),
    )  # fmt: skip
    filling.value(1, "1", "20.000", MICROMETER)
    assert last(filling).advice is Advice.BETTER_INSTRUMENT


def test_a_bonus_not_known_asks_for_the_size() -> None:
    wanted = (
        characteristic("1", "x", "Ø6,6 H12", Means.CALIPER),
        characteristic("2", "x", "position Ø0,1 Ⓜ A B", Means.DIAL_INDICATOR, size_balloon="1"),
    )
    filling = Filling(wanted, 1, uncertainties={INDICATOR: "0.001"})
    filling.value(1, "2", "0.12", INDICATOR)
    why = last(filling, "2")
    assert (why.verdict, why.advice, why.probability) == (Verdict.UNDECIDED, Advice.MEASURE_SIZE, None)
    filling.value(1, "1", "6.65")
    why = last(filling, "2")
    assert (why.verdict, why.advice) == (Verdict.CONFORMING, None)
    assert why.requirement == Requirement(None, Decimal("0.150"))


def test_an_observation_has_neither_limits_nor_probability() -> None:
    filling = Filling((characteristic("3", "x", "Ø20 h7 Ⓔ", Means.MICROMETER),), 1)
    filling.observe(1, "3", Observation.NOT_DEMONSTRATED, BoxCode.ENVELOPE)
    why = last(filling, "3", BoxCode.ENVELOPE)
    assert (why.requirement, why.zones, why.probability, why.capability) == (None, None, None, None)
    assert (why.verdict, why.advice) == (Verdict.UNDECIDED, Advice.DEMONSTRATE_ENVELOPE)
    assert why.measurement.instrument == PLUG


def test_a_concession_is_applied_to_the_nonconforming_value_that_decides() -> None:
    wanted = (characteristic("1", "x", "Ø20 h7", Means.MICROMETER), characteristic("2", "x", "35 ±0,1", Means.CALIPER))
    filling = Filling(wanted, 1)
    filling.value(1, "1", "20.012", MICROMETER)
    filling.value(1, "2", "35.00")
    filling.concede("D-7", 1, "1")
    granted = last(filling).concession
    assert granted is not None and granted.number == "D-7"
    assert last(filling, "2").concession is None
    first = last(filling).measurement
    filling.value(1, "1", "19.990", MICROMETER, reason="copeau")
    assert last(filling).concession is None
    replaced = justify(filling.record, first)
    assert (replaced.replaced, replaced.concession, replaced.verdict) == (True, None, Verdict.NONCONFORMING)


RULES = [None, ISO, DecisionRule(RuleName.ISO_14253_1_U), DecisionRule(RuleName.GUARD, Decimal("0.003"))]


@given(
    st.decimals("19.95", "20.03", places=4),
    st.sampled_from(RULES),
    st.sampled_from([MICROMETER, CALIPER, "M-99"]),
)
def test_it_says_what_the_record_decides(value: Decimal, rule: DecisionRule | None, instrument: str) -> None:
    why = one("Ø20 h7", Means.MICROMETER, f"{value:f}", instrument, rule)
    if why.zones is None:
        assert why.verdict is Verdict.UNDECIDED and why.advice is Advice.GIVE_UNCERTAINTY
        return
    assert why.zones.verdict(value) is why.verdict
    if why.verdict is Verdict.UNDECIDED:
        assert why.advice is not None
    if why.verdict is Verdict.NONCONFORMING:
        assert why.exceedance is not None
    assert why.probability is None or 0 <= why.probability <= 1
    assert None in (why.consumer_risk, why.producer_risk)


def test_a_good_value_that_awaits_a_second_reading_is_to_be_confirmed() -> None:
    record = records.gestures()
    for box in (BoxKey(2, "1"), BoxKey(4, "3", BoxCode.GO), BoxKey(6, "4")):
        *before, found = record.history(box)
        why = justify(record, found)
        assert record.decide(found) is Verdict.CONFORMING
        assert (why.verdict, why.advice, why.awaits_second) == (Verdict.UNDECIDED, Advice.SECOND_READING, True)
        assert (why.replaced, why.cancelled, why.visa, why.consumer_risk) == (False, None, None, None)
        assert not any(justify(record, one).awaits_second for one in before)


def test_a_visa_bears_a_good_value_out() -> None:
    record = records.gestures()
    bad, good = (justify(record, found) for found in record.history(BoxKey(3, "1")))
    assert (good.verdict, good.advice, good.awaits_second) == (Verdict.CONFORMING, None, False)
    assert good.visa is not None and good.visa.granted_by == "Dominique Leroy"
    assert (bad.verdict, bad.replaced, bad.visa) == (Verdict.NONCONFORMING, True, None)


def test_a_cancelled_value_is_not_one_that_was_replaced() -> None:
    filling = Filling((characteristic("1", "x", "Ø20 h7", Means.MICROMETER),), 1)
    filling.value(1, "1", "20.012", MICROMETER)
    filling.concede("D-7", 1, "1")
    filling.undo(1, "1")
    (found,) = filling.record.history(BoxKey(1, "1"))
    why = justify(filling.record, found)
    assert why.cancelled is not None and why.cancelled.by == CLOSED_BY
    assert (why.verdict, why.replaced, why.concession) == (Verdict.NONCONFORMING, False, None)


@pytest.mark.parametrize(
    "record", [records.uncertain_day(), decided_records.guarded(), decided_records.specified(), records.gestures()]
)
def test_every_measurement_of_a_record_is_justified(record: Any) -> None:
    for box in record.boxes():
        for found in record.history(box):
            why = justify(record, found)
            assert why.verdict is (record.verdict(box) if found == record.measurement(box) else record.decide(found))
            assert (why.verdict is Verdict.UNDECIDED) <= (why.advice is not None)
            assert justify(record, replace(found)) == why
