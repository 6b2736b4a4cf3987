"""Which gesture is to be shown for what is expected, and its sentence. The pictures are painted by
`metroapp.gui.widgets.how_to_picture`.
"""

from __future__ import annotations

from enum import Enum

from metroapp.domain.callout import Kind, Nature, Symbol
from metroapp.domain.geometric_method import Way
from metroapp.domain.measurement import Role
from metroapp.domain.probing import Probing
from metroapp.domain.specification import BoxCode, Characteristic, Means, Procedure
from metroapp.services.bench_views import Expectation
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
    COLUMN_DEPTH_1 = "column_depth_1"
    COLUMN_DEPTH_2 = "column_depth_2"
    COLUMN_CENTRES_1 = "column_centres_1"
    COLUMN_CENTRES_2 = "column_centres_2"
    COLUMN_CENTRES_3 = "column_centres_3"
    COLUMN_CENTRES_4 = "column_centres_4"
    COLUMN_PLATE = "column_plate"
    COLUMN_GAUGE_1 = "column_gauge_1"
    COLUMN_GAUGE_2 = "column_gauge_2"
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
    PLATES = "plates"
    CMM = "cmm"
    JACKS_MAXIMUM = "jacks_maximum"
    JACKS_MINIMUM = "jacks_minimum"
    GRID_POINT = "grid_point"
    LINE_POINT = "line_point"
    DIAMETER_TURNED = "diameter_turned"
    V_MAXIMUM = "v_maximum"
    V_MINIMUM = "v_minimum"
    SQUARE_MAXIMUM = "square_maximum"
    SQUARE_MINIMUM = "square_minimum"
    SLIDE_MAXIMUM = "slide_maximum"
    SLIDE_MINIMUM = "slide_minimum"
    SINE_MAXIMUM = "sine_maximum"
    SINE_MINIMUM = "sine_minimum"
    TURNED_BEFORE = "turned_before"
    TURNED_AFTER = "turned_after"
    CO_ORDINATE = "co_ordinate"
    DATUM_PLATE = "datum_plate"
    DATUM_AXIS = "datum_axis"


SENTENCES: dict[HowTo, str] = {picture: getattr(words, picture.name) for picture in HowTo}

_ALONG = (Symbol.TOTAL_RUN_OUT, Symbol.CYLINDRICITY)
_TURNED = (*_ALONG, Symbol.CIRCULAR_RUN_OUT, Symbol.ROUNDNESS, Symbol.COAXIALITY)
_RISES = (Nature.STEP, Nature.DEPTH)
_ALWAYS = {
    Means.ROUGHNESS_TESTER: HowTo.ROUGHNESS,
    Means.PROTRACTOR: HowTo.PROTRACTOR,
    Means.CMM: HowTo.CMM,
}
_BORE = (HowTo.COLUMN_BORE_LOW, HowTo.COLUMN_BORE_HIGH)
_SHAFT = (HowTo.COLUMN_SHAFT_LOW, HowTo.COLUMN_SHAFT_HIGH)
_PROBINGS = {
    Probing.HEIGHT: (HowTo.COLUMN_HEIGHT,),
    Probing.STEP: (HowTo.COLUMN_STEP_1, HowTo.COLUMN_STEP_2),
    Probing.DEPTH: (HowTo.COLUMN_DEPTH_1, HowTo.COLUMN_DEPTH_2),
    Probing.BORE: _BORE,
    Probing.SHAFT: _SHAFT,
    Probing.BORE_CENTRE: _BORE,
    Probing.SHAFT_CENTRE: _SHAFT,
    Probing.CENTRES: (
        HowTo.COLUMN_CENTRES_1, HowTo.COLUMN_CENTRES_2, HowTo.COLUMN_CENTRES_3, HowTo.COLUMN_CENTRES_4,
    ),
    Probing.SAME_SIDES: (HowTo.COLUMN_AXIS_1, HowTo.COLUMN_AXIS_2),
}  # fmt: skip
_HEIGHTS = (Role.PROBING_1, Role.PROBING_2, Role.PROBING_3, Role.PROBING_4)
_BEFORE = {
    Role.PLATE: HowTo.COLUMN_PLATE,
    Role.GAUGE_1: HowTo.COLUMN_GAUGE_1,
    Role.GAUGE_2: HowTo.COLUMN_GAUGE_2,
}


def how_to_of(expectation: Expectation) -> HowTo:
    """The picture of the next gesture."""
    characteristic, code = expectation.characteristic, expectation.box.code
    if code is not BoxCode.SINGLE:
        return _gauge(characteristic, code)
    if characteristic.procedure is Procedure.GEOMETRIC:
        found = _of_method(characteristic, expectation.role)
        if found is not None:
            return found
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
        case Means.VISUAL if characteristic.is_compared_by_touch:
            return HowTo.PLATES
        case Means.VISUAL:
            return HowTo.RADIUS_GAUGE if characteristic.kind is Kind.RADIUS else HowTo.EYE
        case means:
            return _ALWAYS.get(means, HowTo.EYE)


_OF_WAY = {
    Way.V_BLOCK: (HowTo.V_MAXIMUM, HowTo.V_MINIMUM),
    Way.SQUARE: (HowTo.SQUARE_MAXIMUM, HowTo.SQUARE_MINIMUM),
    Way.SLIDE: (HowTo.SLIDE_MAXIMUM, HowTo.SLIDE_MINIMUM),
    Way.SINE_BAR: (HowTo.SINE_MAXIMUM, HowTo.SINE_MINIMUM),
}
_LEVELLED = (Symbol.FLATNESS, Symbol.STRAIGHTNESS)
_OF_ROLE = {
    Role.DIAMETER: HowTo.DIAMETER_TURNED,
    Role.BEFORE_TURN: HowTo.TURNED_BEFORE,
    Role.AFTER_TURN: HowTo.TURNED_AFTER,
    Role.CO_ORDINATE: HowTo.CO_ORDINATE,
}


def datum_picture(characteristic: Characteristic) -> HowTo:
    """How the piece is set on its datums: an axis in a V, a face on the plate."""
    return HowTo.DATUM_AXIS if characteristic.callout.symbol in _TURNED else HowTo.DATUM_PLATE


def _of_method(characteristic: Characteristic, role: Role | None) -> HowTo | None:
    """The picture of a geometric method; None where it is that of any exploration."""
    way = characteristic.read_method.way
    if role is Role.POINT:
        return HowTo.GRID_POINT if way is Way.GRID else HowTo.LINE_POINT
    if role not in (Role.MAXIMUM, Role.MINIMUM):
        return None if role is None else _OF_ROLE.get(role)
    levelled = way is Way.SWEEP and characteristic.callout.symbol in _LEVELLED
    pictures = (HowTo.JACKS_MAXIMUM, HowTo.JACKS_MINIMUM) if levelled else _OF_WAY.get(way)
    return None if pictures is None else pictures[0 if role is Role.MAXIMUM else 1]


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
    probing = characteristic.probed
    match role:
        case Role.PLATE | Role.GAUGE_1 | Role.GAUGE_2:
            return _BEFORE[role]
        case Role.PROBING_1 | Role.PROBING_2 | Role.PROBING_3 | Role.PROBING_4 if probing is not None:
            pictures = _PROBINGS[probing]
            return pictures[min(_HEIGHTS.index(role), len(pictures) - 1)]
        case Role.MAXIMUM:
            return HowTo.COLUMN_TURN_MAXIMUM if turned else HowTo.COLUMN_SURFACE_MAXIMUM
        case Role.MINIMUM:
            return HowTo.COLUMN_TURN_MINIMUM if turned else HowTo.COLUMN_SURFACE_MINIMUM
        case _:
            return HowTo.COLUMN_HEIGHT
