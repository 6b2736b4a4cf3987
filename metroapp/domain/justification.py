"""Why a measurement has its verdict: what `metroapp.domain.decision` decided with, gathered for whoever reads it.

Nothing is decided here. Limits, zones, exceedance and uncertainty are those of the decision; the probabilities and the
capability are information that JCGM 106:2012 derives from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from metroapp.domain.acceptance import (
    Requirement,
    Risk,
    Verdict,
    Zones,
    measurement_capability,
    probability_conforming,
)
from metroapp.domain.decision import NO_BONUS, Bonus, Side, exceedance, requirement_of, value_of, zones_of
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import Measurement, Observation
from metroapp.domain.operations import Cancellation, Concession, TraceRecorded, Visa
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic, Procedure
from metroapp.domain.uncertainty import StandardUncertainty, UncertaintySource, repeatability_dominates

COVERAGE_FACTOR = 2


class Advice(Enum):
    """What would let more be proven."""

    GIVE_UNCERTAINTY = "give_uncertainty"  # the rule needs one, and none is known
    BETTER_INSTRUMENT = "better_instrument"
    MORE_READINGS = "more_readings"  # repeatability is most of the uncertainty
    MEASURE_SIZE = "measure_size"  # the bonus is not known
    DEMONSTRATE_ENVELOPE = "demonstrate_envelope"
    REVIEW_GUARD = "review_guard"  # a guard band of one's own: no better instrument makes it smaller
    SECOND_READING = "second_reading"  # the value is good after a bad one: another good one, or a visa
    TAKE_AGAIN = "take_again"  # the zero of its comparator has drifted
    TAKE_AGAIN_PROBED = "take_again_probed"  # by a column whose probe constant drifted
    VERIFY_CONSTANT = "verify_constant"  # of the column, on its gauge


@dataclass(frozen=True, slots=True)
class Justification:
    """One measurement and all that its verdict rests on.

    `verdict` is the one that it gives its box: *à confirmer* for a good value that awaits a second reading.
    `requirement`, `zones` and `exceedance` are in the unit of the callout, `requirement` with the bonus known so far;
    all three are None for an observation. `zones` is None too where the rule needs an uncertainty and none is known.
    """

    characteristic: Characteristic
    measurement: Measurement
    verdict: Verdict
    rule: DecisionRule
    bonus: Bonus = NO_BONUS
    requirement: Requirement | None = None
    zones: Zones | None = None
    exceedance: tuple[Side, Decimal] | None = None
    concession: Concession | None = None  # that releases this nonconforming value
    advice: Advice | None = None
    replaced: bool = False  # by a later measurement of the same box: it does not decide any more
    cancelled: Cancellation | None = None  # by undo: it decides nothing
    awaits_second: bool = False  # good after a bad value of the same box: it takes a second good one, or a visa
    visa: Visa | None = None  # that bears out a good value after a bad one
    is_void: bool = False  # nothing proves its zero or its probe constant any more: it is to be taken again
    traced: TraceRecorded | None = None  # of a roughness: with which cut-off, and who says so

    @property
    def uncertainty(self) -> StandardUncertainty | None:
        """Standard uncertainty u, as known when the value was recorded."""
        return self.measurement.uncertainty

    @property
    def expanded_uncertainty(self) -> Quantity | None:
        """U = 2·u, in the unit of u."""
        if self.uncertainty is None:
            return None
        given = self.uncertainty.quantity
        return Quantity(COVERAGE_FACTOR * given.value, given.unit)

    @property
    def probability(self) -> Decimal | None:
        """Probability that the true value conforms; None without u, or while the bonus is not known."""
        u, quantity = self._u, self.measurement.quantity
        if u is None or self.requirement is None or quantity is None or self.bonus.value is None:
            return None
        value = value_of(quantity, self.characteristic.callout)
        return probability_conforming(value, self.requirement, u)

    @property
    def consumer_risk(self) -> Decimal | None:
        """Of a value accepted: the probability that it is in fact nonconforming."""
        probability = self.probability if self.verdict is Verdict.CONFORMING else None
        return None if probability is None else Risk(probability).consumer

    @property
    def producer_risk(self) -> Decimal | None:
        """Of a value refused or held, a second reading awaited too: the probability that it is in fact conforming."""
        probability = self.probability if self.verdict is not Verdict.CONFORMING else None
        return None if probability is None else Risk(probability).producer

    @property
    def capability(self) -> Decimal | None:
        """Cm = T / (4·u); None without two limits or without u."""
        u = self._u
        return None if u is None or self.requirement is None else measurement_capability(self.requirement, u)

    @property
    def _u(self) -> Decimal | None:
        """u in the unit of the callout."""
        unit = self.characteristic.callout.unit
        if self.uncertainty is None or unit is None:
            return None
        return self.uncertainty.quantity.to(unit).value


def justify(record: InspectionRecord, measurement: Measurement) -> Justification:
    """Why a measurement of this record has its verdict, with the bonus that its piece gives it now."""
    box = measurement.box
    characteristic = record.characteristic(box.balloon)
    callout, bonus, rule = characteristic.callout, record.bonus(box), record.rule(characteristic)
    decides, cancelled = record.measurement(box) == measurement, record.cancelled.get(measurement.id)
    awaits_second = decides and record.awaits_second(box)
    is_void = record.is_void(measurement)
    verdict = Verdict.UNDECIDED if awaits_second else record.verdict_of(measurement)
    is_bad = decides and verdict is Verdict.NONCONFORMING
    concession = record.conceded(box) if is_bad else None
    advice = _advice_of_proof(record, measurement) or (Advice.SECOND_READING if awaits_second else None)
    replaced, visa = not decides and cancelled is None, record.visas.get(measurement.id)
    quantity = measurement.quantity
    if quantity is None:
        return Justification(
            characteristic,
            measurement,
            verdict,
            rule,
            concession=concession,
            advice=advice or _advice_on(measurement.observation),
            replaced=replaced,
            cancelled=cancelled,
            awaits_second=awaits_second,
            visa=visa,
        )
    given = bonus.value or Decimal(0)
    uncertainty = None if measurement.uncertainty is None else measurement.uncertainty.quantity
    zones = zones_of(callout, given, rule, uncertainty)
    return Justification(
        characteristic,
        measurement,
        verdict,
        rule,
        bonus,
        requirement_of(callout, given),
        zones,
        exceedance(quantity, callout, bonus),
        concession,
        advice or _advice(record, measurement, verdict, bonus, rule, zones),
        replaced,
        cancelled,
        awaits_second,
        visa,
        is_void,
        record.traces.of(measurement.id),
    )


def _advice_of_proof(record: InspectionRecord, measurement: Measurement) -> Advice | None:
    """What is to be done first where what a value refers to is not proven."""
    if record.columns.is_void(measurement.id):
        return Advice.TAKE_AGAIN_PROBED
    if record.is_void(measurement):
        return Advice.TAKE_AGAIN
    is_held = record.decide(measurement) is not record.verdict_of(measurement)
    return Advice.VERIFY_CONSTANT if is_held else None


def _advice_on(observation: Observation | None) -> Advice | None:
    return Advice.DEMONSTRATE_ENVELOPE if observation is Observation.NOT_DEMONSTRATED else None


def _advice(
    record: InspectionRecord,
    measurement: Measurement,
    verdict: Verdict,
    bonus: Bonus,
    rule: DecisionRule,
    zones: Zones | None,
) -> Advice | None:
    if zones is None:
        return Advice.GIVE_UNCERTAINTY
    held = verdict is Verdict.UNDECIDED
    if held and bonus.value is None:
        return Advice.MEASURE_SIZE
    if not held and zones.reason is None:
        return None
    if rule.name is RuleName.GUARD:
        return Advice.REVIEW_GUARD
    instrument = record.instruments.get(measurement.instrument or "")
    characteristic = record.characteristic(measurement.box.balloon)
    if held and _repeatability_dominates(characteristic, measurement, instrument):
        return Advice.MORE_READINGS
    return Advice.BETTER_INSTRUMENT


def _repeatability_dominates(
    characteristic: Characteristic, measurement: Measurement, instrument: Instrument | None
) -> bool:
    """Whether the mean of more readings at the same place would help most: of one direct reading, or of a mean.

    An uncertainty given for the whole procedure does not change with readings.
    """
    if measurement.uncertainty is None or measurement.uncertainty.source is UncertaintySource.CHARACTERISTIC:
        return False
    if instrument is None or characteristic.procedure is not Procedure.DIRECT:
        return False
    readings = sum(given.is_repeated for given in measurement.inputs) or 1
    return repeatability_dominates(measurement.uncertainty.quantity, instrument.repeatability, readings)
