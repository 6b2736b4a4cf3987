"""Why a means is refused for a characteristic on a day. Whoever answers for it may allow it all the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from metroapp.domain.callout import Callout, Kind
from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.measuring_range import DIFFERENCES, Beyond, beyond_range, short_course, shows_size
from metroapp.domain.specification import BoxCode, Characteristic, Means, Procedure


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
    UNREADABLE = "unreadable"  # a limit gauge whose line says in no known notation what it is for
    COURSE = "course"  # too short for the difference of two readings
    UNABLE = "unable"  # of a kind that gives no such value at all: nobody can allow it

    @property
    def is_of_use(self) -> bool:
        """Whether it stands against any use of the means, whatever is measured."""
        return self in _OF_USE

    @property
    def is_other_kind(self) -> bool:
        """Whether the means is not of the kind that the sheet asks for."""
        return self in (Ground.KIND, Ground.UNABLE)

    @property
    def is_final(self) -> bool:
        """Whether nobody can allow it."""
        return self is Ground.UNABLE


LEFT_HAND = "LH"  # among the modifiers of a thread (ISO 965-1)
_OF_USE = (Ground.OVERDUE, Ground.WITHDRAWN, Ground.PENDING, Ground.TO_VERIFY)
_NO_SIZE = (InstrumentKind.DIAL_INDICATOR, InstrumentKind.EYE)
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
    procedure = characteristic.procedure_of(code)
    if instrument.kind not in characteristic.kinds_of(code):
        ground = Ground.KIND if can_give(instrument.kind, procedure) else Ground.UNABLE
        yield Objection(ground, means=characteristic.means)
    if instrument.is_limited_by_words:
        yield Objection(Ground.LIMITATION, text=instrument.limitation)  # nothing says that this is its one use
    callout = characteristic.callout
    yield from _short(instrument, callout, procedure)
    if shows_size(callout, procedure):
        found = beyond_range(callout, instrument.range_lower, instrument.range_upper)
        if found is not None:
            yield _outside(Ground.RANGE, found)
        if instrument.state is InstrumentState.LIMITED:
            found = beyond_range(callout, instrument.limited_lower, instrument.limited_upper)
            if found is not None:
                yield _outside(Ground.LIMITATION, found, instrument.limitation)
    is_own = code not in (BoxCode.PLAIN, BoxCode.ENVELOPE)
    if is_own and instrument.kind.is_limit_gauge:
        if marked is None and instrument.checks:
            yield Objection(Ground.UNREADABLE, text=instrument.checks)
        elif marked is not None and not is_gauge_of(marked, callout):
            yield Objection(Ground.GAUGE, text=marked.text)


def can_give(kind: InstrumentKind, procedure: Procedure) -> bool:
    """Whether a means of another kind than the sheet asks for gives what the procedure needs.

    A gauge says GO or NO-GO and no number, the eye neither; a standard measures nothing; an indicator shows deviations,
    and a difference is read with the means that the procedure is made for.
    """
    if procedure is Procedure.OBSERVATION:
        return not kind.is_standard
    return procedure not in DIFFERENCES and kind not in _NO_SIZE and not kind.is_limit_gauge and not kind.is_standard


def _short(instrument: Instrument, callout: Callout, procedure: Procedure) -> Iterator[Objection]:
    """A course too short, of the whole range or of what a limited means is left with."""
    ends = [(instrument.range_lower, instrument.range_upper)]
    if instrument.state is InstrumentState.LIMITED:
        ends.append((instrument.limited_lower, instrument.limited_upper))
    found = next(filter(None, (short_course(callout, procedure, *both) for both in ends)), None)
    if found is not None:
        yield Objection(Ground.COURSE, size=found.size, end=found.end)


def is_gauge_of(marked: Callout, wanted: Callout) -> bool:
    """Whether a gauge so marked is for a callout: a thread of the same hand, diameter and pitch, and of the same class
    where both say theirs; a size between the same limits."""
    if Kind.THREAD in (marked.kind, wanted.kind):
        if marked.kind is not wanted.kind or (wanted.nominal, wanted.pitch) != (marked.nominal, marked.pitch):
            return False
        if (LEFT_HAND in marked.modifiers) != (LEFT_HAND in wanted.modifiers):
            return False
        return wanted.thread is None or marked.thread is None or wanted.thread == marked.thread
    if not marked.has_limits or marked.unit is not wanted.unit:
        return False
    return (marked.lower_limit, marked.upper_limit) == (wanted.lower_limit, wanted.upper_limit)


def _outside(ground: Ground, found: Beyond, text: str = "") -> Objection:
    return Objection(ground, size=found.size, end=found.end, text=text)
