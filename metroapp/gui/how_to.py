"""Which gesture is to be shown for what is expected, and its sentence. The pictures are painted by
`metroapp.gui.widgets.how_to_picture`.
"""

from __future__ import annotations

from enum import Enum

from metroapp.domain.callout import Kind, Nature, Symbol
from metroapp.domain.measurement import Role
from metroapp.domain.specification import BoxCode, Characteristic, Means
from metroapp.services.events import Expectation
from metroapp.wording import how_to as words


class HowTo(Enum):
    """One picture; the value is its name."""

    CALIPER_OUTSIDE = "caliper_outside"
    CALIPER_INSIDE = "caliper_inside"
    CALIPER_DEPTH = "caliper_depth"
    CALIPER_LENGTH = "caliper_length"
    CALIPER_EDGE = "caliper_edge"
    AXES = "axes"
    MICROMETER_SHAFT = "micrometer_shaft"
    MICROMETER_LENGTH = "micrometer_length"
    MICROMETER_BORE = "micrometer_bore"
    MICROMETER_DEPTH = "micrometer_depth"
    COMPARATOR_ZERO = "comparator_zero"
    COMPARATOR_SHAFT = "comparator_shaft"
    COMPARATOR_FACE = "comparator_face"
    COMPARATOR_BORE = "comparator_bore"
    TURN_MAXIMUM = "turn_maximum"
    TURN_MINIMUM = "turn_minimum"
    TURN_ALONG_MAXIMUM = "turn_along_maximum"
    TURN_ALONG_MINIMUM = "turn_along_minimum"
    SURFACE_MAXIMUM = "surface_maximum"
    SURFACE_MINIMUM = "surface_minimum"
    COLUMN_BORE_LOW = "column_bore_low"
    COLUMN_BORE_HIGH = "column_bore_high"
    COLUMN_SHAFT_LOW = "column_shaft_low"
    COLUMN_SHAFT_HIGH = "column_shaft_high"
    COLUMN_AXIS_1 = "column_axis_1"
    COLUMN_AXIS_2 = "column_axis_2"
    COLUMN_STEP_1 = "column_step_1"
    COLUMN_STEP_2 = "column_step_2"
    COLUMN_HEIGHT = "column_height"
    COLUMN_SURFACE_MAXIMUM = "column_surface_maximum"
    COLUMN_SURFACE_MINIMUM = "column_surface_minimum"
    COLUMN_TURN_MAXIMUM = "column_turn_maximum"
    COLUMN_TURN_MINIMUM = "column_turn_minimum"
    THREAD_RING_GO = "thread_ring_go"
    THREAD_RING_NO_GO = "thread_ring_no_go"
    THREAD_PLUG_GO = "thread_plug_go"
    THREAD_PLUG_NO_GO = "thread_plug_no_go"
    PLAIN_PLUG = "plain_plug"
    SHAFT_GAUGE_GO = "shaft_gauge_go"
    SHAFT_GAUGE_NO_GO = "shaft_gauge_no_go"
    ENVELOPE_SHAFT = "envelope_shaft"
    ENVELOPE_BORE = "envelope_bore"
    ROUGHNESS = "roughness"
    PROTRACTOR = "protractor"
    EYE = "eye"
    RADIUS_GAUGE = "radius_gauge"
    CMM = "cmm"


SENTENCES: dict[HowTo, str] = {picture: getattr(words, picture.name) for picture in HowTo}

_ALONG = (Symbol.TOTAL_RUN_OUT, Symbol.CYLINDRICITY)
_TURNED = (*_ALONG, Symbol.CIRCULAR_RUN_OUT, Symbol.ROUNDNESS, Symbol.COAXIALITY)
_RISES = (Nature.STEP, Nature.DEPTH)
_ALWAYS = {
    Means.ROUGHNESS_TESTER: HowTo.ROUGHNESS,
    Means.PROTRACTOR: HowTo.PROTRACTOR,
    Means.CMM: HowTo.CMM,
}
_PROBINGS = {
    Nature.INTERNAL: (HowTo.COLUMN_BORE_LOW, HowTo.COLUMN_BORE_HIGH),
    Nature.EXTERNAL: (HowTo.COLUMN_SHAFT_LOW, HowTo.COLUMN_SHAFT_HIGH),
    Nature.CENTRE_DISTANCE: (HowTo.COLUMN_AXIS_1, HowTo.COLUMN_AXIS_2),
}
_STEPS = (HowTo.COLUMN_STEP_1, HowTo.COLUMN_STEP_2)


def how_to_of(expectation: Expectation) -> HowTo:
    """The picture of the next gesture."""
    characteristic, code = expectation.characteristic, expectation.box.code
    if code is not BoxCode.SINGLE:
        return _gauge(characteristic, code)
    match characteristic.means:
        case Means.CALIPER:
            return _caliper(characteristic)
        case Means.MICROMETER:
            return _micrometer(characteristic)
        case Means.COMPARISON:
            return HowTo.COMPARATOR_ZERO if expectation.role in _ON_STACK else _comparator(characteristic)
        case Means.DIAL_INDICATOR:
            return _sweep(characteristic, expectation.role)
        case Means.HEIGHT_GAUGE:
            return _column(characteristic, expectation.role)
        case Means.VISUAL:
            return HowTo.RADIUS_GAUGE if characteristic.kind is Kind.RADIUS else HowTo.EYE
        case means:
            return _ALWAYS.get(means, HowTo.EYE)


_ON_STACK = (Role.BEFORE_MOVE, Role.AFTER_MOVE, Role.ZERO, Role.RECHECK)


def sentence_of(picture: HowTo) -> str:
    """What the picture shows, as one sentence to the operator."""
    return SENTENCES[picture]


def _gauge(characteristic: Characteristic, code: BoxCode) -> HowTo:
    is_ring = characteristic.means is Means.THREAD_RING
    is_plain = characteristic.kind is not Kind.THREAD
    match code:
        case BoxCode.GO | BoxCode.NO_GO if is_plain and characteristic.nature is Nature.INTERNAL:
            return HowTo.PLAIN_PLUG
        case BoxCode.GO if is_plain:
            return HowTo.SHAFT_GAUGE_GO
        case BoxCode.NO_GO if is_plain:
            return HowTo.SHAFT_GAUGE_NO_GO
        case BoxCode.GO:
            return HowTo.THREAD_RING_GO if is_ring else HowTo.THREAD_PLUG_GO
        case BoxCode.NO_GO:
            return HowTo.THREAD_RING_NO_GO if is_ring else HowTo.THREAD_PLUG_NO_GO
        case BoxCode.PLAIN:
            return HowTo.PLAIN_PLUG
        case _:
            return HowTo.ENVELOPE_BORE if characteristic.nature is Nature.INTERNAL else HowTo.ENVELOPE_SHAFT


def _caliper(characteristic: Characteristic) -> HowTo:
    if characteristic.kind in (Kind.RADIUS, Kind.CHAMFER):
        return HowTo.CALIPER_EDGE
    match characteristic.nature:
        case Nature.INTERNAL:
            return HowTo.CALIPER_INSIDE
        case Nature.STEP | Nature.DEPTH:
            return HowTo.CALIPER_DEPTH
        case Nature.CENTRE_DISTANCE:
            return HowTo.AXES
        case _:
            return HowTo.CALIPER_OUTSIDE if characteristic.kind is Kind.DIAMETER else HowTo.CALIPER_LENGTH


def _micrometer(characteristic: Characteristic) -> HowTo:
    match characteristic.nature:
        case Nature.INTERNAL:
            return HowTo.MICROMETER_BORE
        case Nature.STEP | Nature.DEPTH:
            return HowTo.MICROMETER_DEPTH
        case Nature.CENTRE_DISTANCE:
            return HowTo.AXES
        case _:
            return HowTo.MICROMETER_SHAFT if characteristic.kind is Kind.DIAMETER else HowTo.MICROMETER_LENGTH


def _comparator(characteristic: Characteristic) -> HowTo:
    if characteristic.nature is Nature.INTERNAL:
        return HowTo.COMPARATOR_BORE
    round_outside = characteristic.kind is Kind.DIAMETER and characteristic.nature not in _RISES
    return HowTo.COMPARATOR_SHAFT if round_outside else HowTo.COMPARATOR_FACE


def _sweep(characteristic: Characteristic, role: Role | None) -> HowTo:
    symbol = characteristic.callout.symbol
    if role not in (Role.MAXIMUM, Role.MINIMUM):
        return HowTo.COMPARATOR_FACE  # one reading of a formula
    least = role is Role.MINIMUM
    if symbol in _ALONG:
        return HowTo.TURN_ALONG_MINIMUM if least else HowTo.TURN_ALONG_MAXIMUM
    if symbol in _TURNED:
        return HowTo.TURN_MINIMUM if least else HowTo.TURN_MAXIMUM
    return HowTo.SURFACE_MINIMUM if least else HowTo.SURFACE_MAXIMUM


def _column(characteristic: Characteristic, role: Role | None) -> HowTo:
    turned = characteristic.callout.symbol in _TURNED
    match role:
        case Role.PROBING_1 | Role.PROBING_2:
            pictures = _PROBINGS.get(characteristic.nature, _STEPS) if characteristic.nature else _STEPS
            return pictures[0 if role is Role.PROBING_1 else 1]
        case Role.MAXIMUM:
            return HowTo.COLUMN_TURN_MAXIMUM if turned else HowTo.COLUMN_SURFACE_MAXIMUM
        case Role.MINIMUM:
            return HowTo.COLUMN_TURN_MINIMUM if turned else HowTo.COLUMN_SURFACE_MINIMUM
        case _:
            return HowTo.COLUMN_HEIGHT
