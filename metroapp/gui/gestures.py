"""The next gesture of the operator as one imperative sentence, from what the record expects."""

from __future__ import annotations

from metroapp.domain.measurement import Role
from metroapp.domain.quantity import Unit
from metroapp.domain.specification import BoxCode, Procedure
from metroapp.gui.phrases import instruments_of, named_instruments
from metroapp.services.bench_views import Expectation
from metroapp.services.readings_needed import GEOMETRIC_ROLES
from metroapp.wording import columns, comparing, geometric_methods, textures
from metroapp.wording import window as words
from metroapp.wording.numbers import number, signed, significant

_GAUGES = {
    BoxCode.GO: words.GAUGE_GO,
    BoxCode.NO_GO: words.GAUGE_NO_GO,
    BoxCode.PLAIN: words.GAUGE_PLAIN,
    BoxCode.ENVELOPE: words.GAUGE_ENVELOPE,
}
METHOD_ROLES = (Role.MAXIMUM, Role.MINIMUM, *GEOMETRIC_ROLES)


def needs_typing(expectation: Expectation) -> bool:
    """Whether no instrument that fits has a cable: the value will be typed."""
    if _is_for_candidate(expectation):
        return False
    cabled = any(instrument.has_cable for instrument in expectation.instruments)
    return expectation.role is not None and not cabled


def _is_for_candidate(expectation: Expectation) -> bool:
    """Whether which means is used, and how, is for the candidate to say."""
    return not expectation.assists and not expectation.instruments


def gesture(expectation: Expectation) -> str:
    """`Mesurez avec M-02, puis appuyez sur DATA.`"""
    if expectation.role in METHOD_ROLES and expectation.characteristic.procedure is Procedure.GEOMETRIC:
        return geometric_methods.gesture(
            expectation.characteristic,
            expectation.role,
            expectation.step - 1,
            instruments_of(named_instruments(expectation)),
            typed=needs_typing(expectation),
        )
    if expectation.traced is not None and expectation.role is Role.READING:
        named = instruments_of(named_instruments(expectation))
        typing = needs_typing(expectation)
        return textures.gesture(named, expectation.place, expectation.places, typing=typing)
    return _sentence(expectation).format(
        instruments=instruments_of(named_instruments(expectation)),
        designation=expectation.characteristic.designation,
        nominal=significant(expectation.stack.nominal) if expectation.stack else "",
        variable=expectation.variable,
        step=expectation.step,
        steps=expectation.steps,
        ordinal=comparing.ordinal(expectation.place),
        place=expectation.place,
        places=expectation.places,
        displacement=_displacement(expectation),
    )


def _displacement(expectation: Expectation) -> str:
    found = expectation.displacement
    return "" if found is None else signed(found.displacement.size)


def why_more(expectation: Expectation) -> str:
    """Why one more measurement of a roughness is asked for; empty for anything else, and where the program does not
    assist."""
    found = expectation.traced
    if found is None or not expectation.assists:
        return ""
    return textures.why_more(found.counts, expectation.characteristic.callout)


def stack(expectation: Expectation) -> str:
    """The gauge blocks to wring together, or the gauge of the probe constant; empty where none is touched."""
    gauge = expectation.gauge
    if gauge is not None and gauge.certified is not None:
        certified = number(gauge.certified.to(Unit.MM).value)
        return columns.ON_GAUGE.format(gauge=gauge.number, certified=certified)
    if expectation.stack is None:
        return ""
    text = comparing.ON_STACK if expectation.role is Role.RECHECK else words.STACK
    return text.format(certified=number(expectation.stack.certified), blocks=" + ".join(expectation.stack.blocks))


def _is_declared(expectation: Expectation) -> bool:
    return expectation.displacement is not None and expectation.displacement.declared


def _of_column(expectation: Expectation) -> str | None:
    """What a height column touches; None for any other instrument."""
    probing = expectation.characteristic.probed
    match expectation.role:
        case Role.PLATE:
            return columns.PLATE if expectation.places > 1 else columns.PLATE_ONE
        case Role.GAUGE_1:
            return columns.GAUGE_1
        case Role.GAUGE_2:
            return columns.GAUGE_2
        case Role.PROBING_1 | Role.PROBING_2 | Role.PROBING_3 | Role.PROBING_4 if probing is not None:
            return columns.gesture(probing, expectation.role)
    return None


def _sentence(expectation: Expectation) -> str:
    several = expectation.steps > 1 and expectation.role is Role.READING
    again = expectation.role is Role.REPEATED
    if (touched := _of_column(expectation)) is not None:
        return columns.typed(touched) if needs_typing(expectation) else touched
    if needs_typing(expectation):
        if expectation.variable:
            return words.TYPE_VARIABLE
        if again:
            return words.TYPE_AGAIN
        return words.TYPE_ONE_OF if several else words.READ_AND_TYPE
    match expectation.role:
        case None if _is_for_candidate(expectation):
            return words.LOOK_AND_SAY
        case None:
            return _GAUGES.get(expectation.box.code, words.LOOK_AT)
        case Role.VARIABLE:
            return words.READ_VARIABLE
        case Role.REPEATED:
            return words.READ_AGAIN
        case Role.BEFORE_MOVE:
            return comparing.BEFORE_MOVE if _is_declared(expectation) else comparing.DECLARE
        case Role.AFTER_MOVE:
            return comparing.AFTER_MOVE
        case Role.ZERO:
            return comparing.ZERO_OF_SEVERAL if expectation.places > 1 else words.ZERO
        case Role.RECHECK:
            return comparing.RECHECK
        case Role.DEVIATION:
            return words.DEVIATION
        case Role.MAXIMUM:
            return words.SWEEP_MAXIMUM
        case Role.MINIMUM:
            return words.SWEEP_MINIMUM
        case _:
            return words.READ_ONE_OF if several else words.READ
