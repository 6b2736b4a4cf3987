"""Why a means is refused for a characteristic on a day. Whoever answers for it may allow it all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.instrument import Instrument, InstrumentState
from metroapp.domain.measuring_range import Beyond, beyond_range, shows_size
from metroapp.domain.specification import BoxCode, Characteristic, Means


class Ground(Enum):
    """What speaks against a means."""

    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    PENDING = "pending"
    TO_VERIFY = "to_verify"
    KIND = "kind"
    RANGE = "range"
    LIMITATION = "limitation"
    GAUGE = "gauge"  # a limit gauge that is for something else

    @property
    def is_of_use(self) -> bool:
        """Whether it stands against any use of the means, whatever is measured."""
        return self in _OF_USE


_OF_USE = (Ground.OVERDUE, Ground.WITHDRAWN, Ground.PENDING, Ground.TO_VERIFY)
_OF_STATE = {
    InstrumentState.WITHDRAWN: Ground.WITHDRAWN,
    InstrumentState.PENDING: Ground.PENDING,
    InstrumentState.TO_VERIFY: Ground.TO_VERIFY,
}


@dataclass(frozen=True, slots=True)
class Objection:
    """One reason, with the facts of its sentence. Lengths in millimetres."""

    ground: Ground
    due: date | None = None  # the day until which its verification held
    means: Means | None = None  # what the sheet asks for
    size: Decimal | None = None
    end: Decimal | None = None  # of the range, or of what a limited one is left with
    text: str = ""  # the one use of a limited means; what a limit gauge is for


def objections(
    instrument: Instrument,
    characteristic: Characteristic,
    on: date,
    *,
    code: BoxCode = BoxCode.SINGLE,
    marked: Callout | None = None,
) -> tuple[Objection, ...]:
    """Everything against a means for one box of a characteristic. `marked` is what a limit gauge is for, as read."""
    return (*of_use(instrument, on), *of_fit(instrument, characteristic, code=code, marked=marked))


def of_use(instrument: Instrument, on: date) -> Iterator[Objection]:
    """What stands against any use of a means that day: its state, its due date."""
    ground = _OF_STATE.get(instrument.state)
    if ground is not None:
        yield Objection(ground)
    if instrument.is_overdue(on):
        yield Objection(Ground.OVERDUE, due=instrument.due)


def of_fit(
    instrument: Instrument,
    characteristic: Characteristic,
    *,
    code: BoxCode = BoxCode.SINGLE,
    marked: Callout | None = None,
) -> Iterator[Objection]:
    """What stands against a means for this characteristic on any day: its kind, its range, what a gauge is for."""
    if instrument.kind not in characteristic.kinds_of(code):
        yield Objection(Ground.KIND, means=characteristic.means)
    if instrument.state is InstrumentState.LIMITED and instrument.limitation and not _has_bounds(instrument):
        yield Objection(Ground.LIMITATION, text=instrument.limitation)  # nothing says that this is its one use
    callout = characteristic.callout
    if shows_size(callout, characteristic.procedure_of(code)):
        found = beyond_range(callout, instrument.range_lower, instrument.range_upper)
        if found is not None:
            yield _outside(Ground.RANGE, found)
        if instrument.state is InstrumentState.LIMITED:
            found = beyond_range(callout, instrument.limited_lower, instrument.limited_upper)
            if found is not None:
                yield _outside(Ground.LIMITATION, found, instrument.limitation)
    is_own = code not in (BoxCode.PLAIN, BoxCode.ENVELOPE)
    if marked is not None and is_own and instrument.kind.is_limit_gauge and not is_gauge_of(marked, callout):
        yield Objection(Ground.GAUGE, text=marked.text)


def _has_bounds(instrument: Instrument) -> bool:
    return instrument.limited_lower is not None or instrument.limited_upper is not None


def is_gauge_of(marked: Callout, wanted: Callout) -> bool:
    """Whether a gauge so marked is for a callout: a thread of the same diameter, pitch and class, where both say
    theirs; a size between the same limits."""
    if Kind.THREAD in (marked.kind, wanted.kind):
        if marked.kind is not wanted.kind or (wanted.nominal, wanted.pitch) != (marked.nominal, marked.pitch):
            return False
        return wanted.thread is None or marked.thread is None or wanted.thread == marked.thread
    if not marked.has_limits or marked.unit is not wanted.unit:
        return False
    return (marked.lower_limit, marked.upper_limit) == (wanted.lower_limit, wanted.upper_limit)


def _outside(ground: Ground, found: Beyond, text: str = "") -> Objection:
    return Objection(ground, size=found.size, end=found.end, text=text)
