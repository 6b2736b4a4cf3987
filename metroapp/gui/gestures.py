"""The next gesture of the operator as one imperative sentence, from what the record expects."""

from __future__ import annotations

from metroapp.domain.callout import Nature
from metroapp.domain.measurement import Role
from metroapp.domain.specification import BoxCode
from metroapp.gui.phrases import instruments_of, named_instruments
from metroapp.services.events import Expectation
from metroapp.wording import comparing
from metroapp.wording import window as words
from metroapp.wording.numbers import number, signed, significant

_PROBINGS: dict[Nature | None, tuple[str, str]] = {
    Nature.INTERNAL: (words.PROBE_BORE_1, words.PROBE_BORE_2),
    Nature.EXTERNAL: (words.PROBE_SHAFT_1, words.PROBE_SHAFT_2),
    Nature.CENTRE_DISTANCE: (words.PROBE_AXES_1, words.PROBE_AXES_2),
}
_GAUGES = {
    BoxCode.GO: words.GAUGE_GO,
    BoxCode.NO_GO: words.GAUGE_NO_GO,
    BoxCode.PLAIN: words.GAUGE_PLAIN,
    BoxCode.ENVELOPE: words.GAUGE_ENVELOPE,
}
_STEPS = (words.PROBE_STEP_1, words.PROBE_STEP_2)


def needs_typing(expectation: Expectation) -> bool:
    """Whether no instrument that fits has a cable: the value will be typed."""
    cabled = any(instrument.has_cable for instrument in expectation.instruments)
    return expectation.role is not None and not cabled


def gesture(expectation: Expectation) -> str:
    """`Mesurez avec M-02, puis appuyez sur DATA.`"""
    return _sentence(expectation).format(
        instruments=instruments_of(named_instruments(expectation)),
        designation=expectation.characteristic.designation,
        nominal=significant(expectation.stack.nominal) if expectation.stack else "",
        variable=expectation.variable,
        step=expectation.step,
        steps=expectation.steps,
        ordinal=comparing.ordinal(expectation.place),
        places=expectation.places,
        displacement=_displacement(expectation),
    )


def _displacement(expectation: Expectation) -> str:
    found = expectation.displacement
    return "" if found is None else signed(found.displacement.size)


def stack(expectation: Expectation) -> str:
    """The gauge blocks to wring together; empty when no zero is asked for."""
    if expectation.stack is None:
        return ""
    text = comparing.ON_STACK if expectation.role is Role.RECHECK else words.STACK
    return text.format(certified=number(expectation.stack.certified), blocks=" + ".join(expectation.stack.blocks))


def _is_declared(expectation: Expectation) -> bool:
    return expectation.displacement is not None and expectation.displacement.declared


def _sentence(expectation: Expectation) -> str:
    several = expectation.steps > 1 and expectation.role is Role.READING
    again = expectation.role is Role.REPEATED
    if needs_typing(expectation):
        if expectation.variable:
            return words.TYPE_VARIABLE
        if again:
            return words.TYPE_AGAIN
        return words.TYPE_ONE_OF if several else words.READ_AND_TYPE
    nature = expectation.characteristic.nature
    match expectation.role:
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
        case Role.PROBING_1:
            return _PROBINGS.get(nature, _STEPS)[0]
        case Role.PROBING_2:
            return _PROBINGS.get(nature, _STEPS)[1]
        case Role.MAXIMUM:
            return words.SWEEP_MAXIMUM
        case Role.MINIMUM:
            return words.SWEEP_MINIMUM
        case _:
            return words.READ_ONE_OF if several else words.READ
