"""What a demand of dérogation must say: its bounds, what it departs from, and what it may not depart from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from metroapp.domain.concession_files import ConcessionRequested, Moment, WidenedLimits
from metroapp.domain.entered_text import LONGEST_COMMENT, require_text
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import LARGEST, STORED_DECIMALS, decimals_of
from metroapp.domain.specification import Characteristic, Criticality

MOST_COVERED = 100_000  # pieces


def require_possible(
    request: ConcessionRequested,
    characteristics: Mapping[str, Characteristic],
    on: date,
    *,
    safety_allowed: bool = False,
) -> None:
    """Refuse, on a day, a demand that bounds nothing or departs from what may not be departed from.

    Refuses `concession_file.unbounded`, `.mixed` (bounds of the other kind), `.quantity`, `.past`, `.nothing_named`,
    `.piece_twice`, `.balloon_twice`, `.unknown_balloon`, `.safety`, `.safety_before`, `.limit`, `.not_wider`,
    `.incomplete`, and as `require_text`.
    """
    require_text(request.reason, request.consequences, most=LONGEST_COMMENT)
    if not (request.reason.strip() and request.consequences.strip()):
        raise Refusal("concession_file.incomplete")
    if request.moment is Moment.BEFORE_PRODUCTION:
        _require_bounds(request, on)
    elif request.quantity is not None or request.until is not None:
        raise Refusal("concession_file.mixed")
    if not request.limits or (request.moment is Moment.AFTER_PRODUCTION and not request.pieces):
        raise Refusal("concession_file.nothing_named")
    for piece, times in Counter((one.record, one.piece) for one in request.pieces).items():
        if times > 1:
            raise Refusal("concession_file.piece_twice", piece=piece[1])
    for balloon, times in Counter(one.balloon for one in request.limits).items():
        if times > 1:
            raise Refusal("concession_file.balloon_twice", balloon=balloon)
    for limits in request.limits:
        _require_limits(limits, characteristics, request.moment, safety_allowed=safety_allowed)


def _require_bounds(request: ConcessionRequested, on: date) -> None:
    if request.pieces:
        raise Refusal("concession_file.mixed")
    if request.quantity is None and request.until is None:
        raise Refusal("concession_file.unbounded")
    if request.quantity is not None and not 1 <= request.quantity <= MOST_COVERED:
        raise Refusal("concession_file.quantity", most=MOST_COVERED)
    if request.until is not None and request.until < on:
        raise Refusal("concession_file.past", until=request.until)


def _require_limits(
    limits: WidenedLimits, characteristics: Mapping[str, Characteristic], moment: Moment, *, safety_allowed: bool
) -> None:
    found = characteristics.get(limits.balloon)
    if found is None:
        raise Refusal("concession_file.unknown_balloon", balloon=limits.balloon)
    if found.criticality is Criticality.SAFETY and not safety_allowed:
        if moment is Moment.BEFORE_PRODUCTION:
            raise Refusal("concession_file.safety_before", balloon=limits.balloon)
        raise Refusal("concession_file.safety", balloon=limits.balloon)
    for asked in (limits.lower, limits.upper):
        if asked is not None and not _is_storable(asked):
            raise Refusal("concession_file.limit", balloon=limits.balloon)
    callout = found.callout
    if not callout.has_limits:  # seen with a gauge or the eye: named, it is accepted as it is
        if limits.lower is not None or limits.upper is not None:
            raise Refusal("concession_file.not_wider", balloon=limits.balloon)
        return
    if moment is Moment.AFTER_PRODUCTION and limits.lower is None and limits.upper is None:
        return  # refused by a gauge, or inside the limits and refused by the rule: the drawing is not departed from
    sides = ((limits.lower, callout.lower_limit, -1), (limits.upper, callout.upper_limit, 1))
    given = [(asked, drawn, side) for asked, drawn, side in sides if asked is not None]
    if not given or any(drawn is None or (asked - drawn) * side <= 0 for asked, drawn, side in given):
        raise Refusal("concession_file.not_wider", balloon=limits.balloon)


def _is_storable(limit: Decimal) -> bool:
    return limit.is_finite() and limit.copy_abs() < LARGEST and decimals_of(limit) <= STORED_DECIMALS
