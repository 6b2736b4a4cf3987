"""How what is found is recorded in the box expected: readings, what is typed, what is seen, what cannot be measured.

A value made of several elementary readings is computed once the last of them is there; all of them are kept with it.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from metroapp.domain import computation
from metroapp.domain.decision import answers
from metroapp.domain.declarations import DoubtNoted
from metroapp.domain.entered_text import require_reason
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Observation, Origin, Role
from metroapp.domain.message import Refusal
from metroapp.domain.operations import Impossible, SweepRecorded
from metroapp.domain.plausibility import Doubt
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.repeated_readings import concordant
from metroapp.domain.specification import Procedure
from metroapp.domain.sweep import Given
from metroapp.domain.uncertainty import standard_uncertainty
from metroapp.services import comparing, on_plate, traces
from metroapp.services import readings_needed as needed
from metroapp.services.at_20 import brought_to_20
from metroapp.services.columns import ON_PLATE
from metroapp.services.geometric_readings import by_method, load_ahead
from metroapp.services.inspection import Inspection
from metroapp.services.means_in_hand import observed_with, typed_with
from metroapp.services.probed import probed
from metroapp.services.swept import Swept
from metroapp.services.waiting import mark_of

_OF_SEVERAL = (Procedure.SEVERAL, Procedure.TRACES, Procedure.FORMULA, Procedure.GEOMETRIC)


def take(
    inspection: Inspection, quantity: Quantity, frame: Frame, *, simulated: bool, doubt: Doubt | None = None
) -> None:
    """Take a reading for the box expected; what was doubtful in it is noted where an examination asks for it.

    Refuses as `Inspection.require_expected` and `require_fitting`, `reading.observation_expected`, and what cannot be
    a value of that box.
    """
    box, characteristic = inspection.require_expected()
    number, taken = frame.instrument, inspection.awaited.taken
    if characteristic.procedure_of(box.code) is Procedure.OBSERVATION:
        raise Refusal("reading.observation_expected", instrument=number, balloon=characteristic.balloon)
    inspection.require_fitting(number, box)
    roles = inspection.roles(box)
    role = roles[len(taken)]
    given = Input(role, quantity.to(needed.unit_of(characteristic, roles, len(taken))), frame)
    simulated = simulated or inspection.awaited.simulated
    awaited, before = inspection.awaited, len(inspection.awaited.doubts)
    awaited.doubts.extend(() if doubt is None else (doubt,))
    try:
        _take_as(inspection, role, given, number, simulated=simulated)
    except Exception:
        del awaited.doubts[before:]
        raise


def _take_as(inspection: Inspection, role: Role, given: Input, number: str, *, simulated: bool) -> None:
    """Take a reading of this instrument for what the box expected wants now."""
    box, characteristic = inspection.require_expected()
    taken, frame = inspection.awaited.taken, given.frame
    assert frame is not None
    match role:
        case Role.BEFORE_MOVE | Role.AFTER_MOVE | Role.ZERO | Role.RECHECK:
            _take_on_stack(inspection, box, number, given, simulated)
        case _ if characteristic.procedure is Procedure.GEOMETRIC and role not in ON_PLATE:
            on_plate.require_ready(inspection, box, number)
            if not taken:
                load_ahead(characteristic)
            _take_one_of_several(inspection, box, number, given, simulated)
        case Role.READING | Role.REPEATED | Role.VARIABLE:
            if role is not Role.VARIABLE:  # those of a formula may be offsets or heights
                needed.require_possible(characteristic, given.quantity.value)
            traces.require_as_agreed(inspection, box, frame)
            on_plate.require_ready(inspection, box, number)
            _take_one_of_several(inspection, box, number, given, simulated)
        case Role.DEVIATION:
            _record_comparison(inspection, box, number, given, simulated)
        case Role.PLATE | Role.GAUGE_1 | Role.GAUGE_2:
            _take_on_plate(inspection, number, given, simulated)
        case Role.PROBING_1 | Role.PROBING_2 | Role.PROBING_3 | Role.PROBING_4:
            _take_height(inspection, box, number, given, simulated)
        case Role.MAXIMUM:
            _keep(inspection, given, simulated)
        case _:
            _record_difference(inspection, box, number, given, simulated)


def take_sweep(inspection: Inspection, swept: Swept, gives: Given, *, simulated: bool) -> None:
    """Take what a sweep gives for the box expected: its value, or one of the readings that make it.

    Its samples are written with the value. Refuses as `take`.
    """
    box, characteristic = inspection.require_expected()
    awaited, before = inspection.awaited, len(inspection.awaited.sweeps)
    if gives is not Given.DIFFERENCE:
        awaited.sweeps.append((swept.sweep, gives))
        extreme = swept.highest if gives is Given.MAXIMUM else swept.lowest
        try:
            take(inspection, *extreme, simulated=simulated)
        except Exception:
            del awaited.sweeps[before:]
            raise
        return
    number, unit = swept.sweep.instrument, characteristic.callout.reading_unit
    inspection.require_fitting(number, box)
    extremes = ((Role.MAXIMUM, swept.highest), (Role.MINIMUM, swept.lowest))
    inputs = tuple(Input(role, quantity.to(unit), frame) for role, (quantity, frame) in extremes)
    if characteristic.procedure is Procedure.GEOMETRIC:
        _take_section(inspection, box, swept, inputs, simulated)
        return
    value = computation.from_sweep(*(given.quantity.value for given in inputs))
    earlier, awaited.sweeps = awaited.sweeps, [(swept.sweep, gives)]  # one of the two may have been pressed before
    try:
        _record_value(inspection, box, Quantity(value, unit), Origin.COMPUTED, number, inputs, simulated)
    except Exception:
        awaited.sweeps = earlier
        raise


def _take_section(
    inspection: Inspection, box: BoxKey, swept: Swept, inputs: tuple[Input, ...], simulated: bool
) -> None:
    """What a sweep saw of one section of a geometric method; the last section makes the value."""
    before, (highest, lowest) = inspection.awaited, inputs
    sweeps = [*before.sweeps, (swept.sweep, Given.DIFFERENCE)]
    inspection.awaited = begun = replace(before, taken=[*before.taken, highest], sweeps=sweeps)
    try:
        _take_one_of_several(inspection, box, swept.sweep.instrument, lowest, simulated or before.simulated)
    except Exception:
        if inspection.awaited is begun:
            inspection.awaited = before
        raise


def type_value(inspection: Inspection, text: str, reason: str, at: BoxKey | None = None) -> None:
    """A value typed by the operator, in the box `at` that was shown: flagged as typed, with the reason."""
    box, characteristic = inspection.require_expected(at)
    procedure, awaited = characteristic.procedure_of(box.code), inspection.awaited
    if procedure is Procedure.OBSERVATION:
        raise Refusal("observation.unexpected", observation=text, balloon=characteristic.balloon)
    roles = inspection.roles(box)
    role = roles[len(awaited.taken)]
    if role is Role.RECHECK:
        raise Refusal("zero.recheck_expected", balloon=characteristic.balloon)
    if role in ON_PLATE:
        _type_on_plate(inspection, box, role, text, reason)
        return
    quantity = needed.typed(text, needed.unit_of(characteristic, roles, len(awaited.taken)))
    reason = require_reason(reason)
    if quantity.value < 0 and procedure not in (Procedure.FORMULA, Procedure.GEOMETRIC, Procedure.PROBINGS):
        raise Refusal("reading.negative_size", value=quantity.value)
    number = typed_with(inspection, box)
    if awaited.repeated or procedure in _OF_SEVERAL:
        given = Input(role, quantity)
        _take_one_of_several(inspection, box, number, given, awaited.simulated, reason)
        return
    if procedure is Procedure.PROBINGS:  # the height that the gesture asks for, and not what it is a part of
        if number is None:
            raise Refusal("column.not_registered", balloon=box.balloon)
        _take_height(inspection, box, number, Input(role, quantity), awaited.simulated, reason)
        return
    _record_value(inspection, box, quantity, Origin.TYPED, number, (), False, typed_because=reason)


def observe(inspection: Inspection, observation: Observation, at: BoxKey | None = None) -> None:
    """What the operator saw with a gauge or with the eye, in the box `at` that was shown; refuses as
    `observed_with`."""
    box, characteristic = inspection.require_expected(at)
    is_observed = characteristic.procedure_of(box.code) is Procedure.OBSERVATION
    if not is_observed or observation not in answers(box.code):
        raise Refusal("observation.unexpected", observation=observation, balloon=characteristic.balloon)
    found = Measurement(
        id=inspection.next_id,
        box=box,
        quantity=None,
        observation=observation,
        origin=Origin.OBSERVED,
        instrument=observed_with(inspection, box),
        by=inspection.operator,
        at=inspection.now(),
        reason=inspection.awaited.reason,
        replaces=_replaced(inspection, box),
    )
    _record(inspection, found)


def declare_impossible(inspection: Inspection, reason: str, at: BoxKey | None = None) -> None:
    """The box expected (`at`, as it was shown) cannot be measured; its piece will not be sorted."""
    box, _ = inspection.require_expected(at)
    reason = require_reason(reason)
    if inspection.record.measurement(box) is not None:
        raise Refusal("record.box_measured")
    _record(inspection, Impossible(inspection.next_id, box, reason, inspection.operator, inspection.now()))


# -- how it is done ---------------------------------------------------------------------------------------------------


def _take_on_stack(inspection: Inspection, box: BoxKey, number: str, given: Input, simulated: bool) -> None:
    """A reading of a comparator on its blocks; the last one needed makes a proof, a zero or a re-check.

    Refuses as `comparing.require_ready` and `comparing.made_of`: readings that do not agree are kept as not taken.
    """
    comparing.require_ready(inspection, box, number, given.role)
    readings = (*inspection.awaited.taken, given)
    try:
        made = comparing.made_of(inspection, box, number, readings, simulated)
    except Refusal:
        _give_up(inspection, given)
        raise
    if made is None:
        _keep(inspection, given, simulated)
    else:
        comparing.record(inspection, made)


def _record_comparison(inspection: Inspection, box: BoxKey, number: str, deviation: Input, simulated: bool) -> None:
    zero = inspection.record.zeros[box.balloon]
    inspection.stacks.require_serving(zero)
    size, inputs = comparing.size_of(zero, deviation.quantity), comparing.inputs_of(zero, deviation)
    simulated = simulated or zero.simulated
    _record_value(
        inspection, box, Quantity(size), Origin.COMPARISON, number, inputs, simulated, certified=zero.uncertainty
    )


def _keep(inspection: Inspection, given: Input, simulated: bool, typed_because: str = "") -> None:
    """One of the elementary readings that a box needs: the next one is expected. Refuses as `KeptAwaited.keep`."""
    before = inspection.awaited
    typed = [*before.typed_because, *filter(None, (typed_because,))]
    inspection.awaited = replace(before, taken=[*before.taken, given], typed_because=typed, simulated=simulated)
    try:
        inspection.keep_expected()
    except Refusal:
        inspection.awaited = before
        raise
    inspection.publish_expected()


def _take_one_of_several(
    inspection: Inspection, box: BoxKey, number: str | None, given: Input, simulated: bool, typed_because: str = ""
) -> None:
    """One reading of a size, or of a formula; the last one needed makes the value. All are kept."""
    characteristic = inspection.record.characteristic(box.balloon)
    inputs = (*inspection.awaited.taken, given)
    if len(inputs) < len(inspection.roles(box, inputs)):
        _keep(inspection, given, simulated, typed_because)
        return
    typed = " · ".join(dict.fromkeys(filter(None, (*inspection.awaited.typed_because, typed_because))))
    try:
        for used in dict.fromkeys(one.frame.instrument for one in inputs if one.frame is not None):
            inspection.means.require_accepted(box, used)  # one of the first may have been put aside since
        if given.role is Role.REPEATED:
            _require_concordant(inspection, box, inputs)
            quantity, origin = needed.by_mean(characteristic, inputs), Origin.COMPUTED
        elif characteristic.procedure is Procedure.FORMULA:
            quantity, origin = needed.by_formula(characteristic, inputs), Origin.COMPUTED
        elif characteristic.procedure is Procedure.GEOMETRIC:
            quantity, origin = by_method(characteristic, inputs), Origin.COMPUTED
        else:
            quantity, origin = needed.by_readings(characteristic, inputs), Origin.INSTRUMENT
    except Refusal:
        _give_up(inspection, given)
        raise
    _record_value(inspection, box, quantity, Origin.TYPED if typed else origin, number, inputs, simulated, typed)


def _give_up(inspection: Inspection, last: Input) -> None:
    """The readings taken and the `last` one give no value together, or do not agree: they are kept as not taken, and
    asked for again from the first one."""
    waited = last.frame is not None and mark_of(last.frame) is not None  # whoever made it wait keeps what became of it
    inspection.abandon(*(() if waited else (last,)))


def _require_concordant(inspection: Inspection, box: BoxKey, inputs: tuple[Input, ...]) -> None:
    """Refuse (`repeat.not_concordant`) the mean of readings that the repeatability of their instrument does not
    explain."""
    number = inspection.awaited.begun_with or next((one.frame.instrument for one in inputs if one.frame), None)
    repeatability = None if number is None else inspection.record.instruments[number].repeatability
    if repeatability is None:
        return
    unit = inspection.record.characteristic(box.balloon).callout.reading_unit
    readings = [given.quantity.to(unit).value for given in inputs]
    if not concordant(readings, repeatability.to(unit).value):
        raise Refusal(
            "repeat.not_concordant",
            piece=box.piece,
            balloon=box.balloon,
            count=len(readings),
            range=max(readings) - min(readings),
            unit=unit,
            instrument=number,
        )


def _record_difference(inspection: Inspection, box: BoxKey, number: str, second: Input, simulated: bool) -> None:
    """The last extreme of an exploration."""
    inputs = (*inspection.awaited.taken, second)
    inspection.require_fitting(number, box)
    value = computation.from_sweep(inputs[0].quantity.value, second.quantity.value)
    _record_value(inspection, box, Quantity(value), Origin.COMPUTED, number, inputs, simulated)


def _take_on_plate(inspection: Inspection, number: str, given: Input, simulated: bool) -> None:
    """A reading of a column on the plate, or on the gauge of its constant; refuses as `on_plate.made_of`: readings that
    prove nothing are kept as not taken, as are those of which one is typed and another sent."""
    if any((one.frame is None) is not (given.frame is None) for one in inspection.awaited.taken):
        _give_up(inspection, given)
        raise Refusal("column.begun_otherwise", instrument=number)
    try:
        made = on_plate.made_of(inspection, number, (*inspection.awaited.taken, given), simulated)
    except Refusal:
        _give_up(inspection, given)
        raise
    if made is None:
        _keep(inspection, given, simulated)
    else:
        on_plate.record(inspection, made)


def _type_on_plate(inspection: Inspection, box: BoxKey, role: Role, text: str, reason: str) -> None:
    """What a column without a cable shows on the plate, or on the gauge of its constant.

    Refuses `column.plate_expected` and `column.gauge_expected` what another one would send, `column.not_registered`,
    and as `_take_on_plate`.
    """
    number = typed_with(inspection, box)
    if number is None:
        raise Refusal("column.not_registered", balloon=box.balloon)
    if inspection.record.instruments[number].has_cable:
        if role is Role.PLATE:
            raise Refusal("column.plate_expected", balloon=box.balloon)
        raise Refusal("column.gauge_expected", balloon=box.balloon)
    given = Input(role, needed.typed(text, Unit.MM))
    require_reason(reason)
    _take_on_plate(inspection, number, given, inspection.awaited.simulated)


def _take_height(
    inspection: Inspection, box: BoxKey, number: str, given: Input, simulated: bool, typed_because: str = ""
) -> None:
    """A height that a column probes; the last one needed makes the value. Refuses as `on_plate.require_ready` and
    `probed`."""
    on_plate.require_ready(inspection, box, number)
    heights = (*inspection.awaited.taken, given)
    if len(heights) < len(inspection.roles(box)):
        _keep(inspection, given, simulated, typed_because)
        return
    typed = " · ".join(dict.fromkeys(filter(None, (*inspection.awaited.typed_because, typed_because))))
    inspection.require_fitting(number, box)
    try:
        found = probed(inspection.record, box, number, heights)
    except Refusal:
        _give_up(inspection, given)
        raise
    simulated, origin = simulated or found.simulated, Origin.TYPED if typed else Origin.COMPUTED
    _record_value(
        inspection, box, found.quantity, origin, number, found.inputs, simulated, typed, certified=found.of_constant
    )


def _record_value(
    inspection: Inspection,
    box: BoxKey,
    quantity: Quantity,
    origin: Origin,
    number: str | None,
    inputs: tuple[Input, ...],
    simulated: bool,
    typed_because: str = "",
    certified: Decimal | None = None,
) -> None:
    """`certified`: the standard uncertainty (mm) of the length that it was compared with, or of the probe constant."""
    record = inspection.record
    reasons = dict.fromkeys(reason for reason in (inspection.awaited.reason, typed_because) if reason)
    characteristic = record.characteristic(box.balloon)
    uncertainty = standard_uncertainty(characteristic, inputs, number, record.instruments, certified)
    quantity, inputs, uncertainty = brought_to_20(characteristic, quantity, inputs, uncertainty, record.temperature)
    found = Measurement(
        id=inspection.next_id,
        box=box,
        quantity=quantity,
        observation=None,
        origin=origin,
        instrument=number,
        by=inspection.operator,
        at=inspection.now(),
        inputs=inputs,
        reason=" · ".join(reasons),
        replaces=_replaced(inspection, box),
        simulated=simulated,
        uncertainty=uncertainty,
    )
    _record(inspection, found)


def _replaced(inspection: Inspection, box: BoxKey) -> EntryId | None:
    last = inspection.record.measurement(box)
    return last.id if last else None


def _record(inspection: Inspection, operation: Measurement | Impossible) -> None:
    """Write what fills a box, say so, and expect the next one.

    Elementary readings that it leaves out are kept as not taken.
    """
    used = operation.inputs if isinstance(operation, Measurement) else ()
    chosen = inspection.means.chosen(operation, inspection.next_id) if isinstance(operation, Measurement) else []
    told = traces.recorded(inspection, operation) if isinstance(operation, Measurement) else []
    doubts = _doubts_about(inspection, operation) if isinstance(operation, Measurement) else []
    beside = (*_sweeps_of(inspection, operation), *chosen, *told, *doubts, *inspection.left_over(used=used))
    inspection.changing(operation, operation.box, *beside)
    if isinstance(operation, Measurement):
        inspection.expect_next()
    else:
        inspection.expect(inspection.record.next_box(operation.box))


def _sweeps_of(inspection: Inspection, operation: Measurement | Impossible) -> list[SweepRecorded]:
    """The samples of the sweeps under a value."""
    if not isinstance(operation, Measurement):
        return []
    return [
        SweepRecorded(inspection.next_id, operation.id, sweep, gives, operation.by, operation.at)
        for sweep, gives in inspection.awaited.sweeps
    ]


def _doubts_about(inspection: Inspection, found: Measurement) -> list[DoubtNoted]:
    """What was doubtful in a value of an examination: noted whether anybody was asked about it or not."""
    if inspection.record.options.examination is None:
        return []
    doubts = dict.fromkeys(inspection.awaited.doubts)
    return [DoubtNoted(inspection.next_id, found.id, doubt, found.by, found.at) for doubt in doubts]
