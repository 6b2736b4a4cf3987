"""When the means of the workshop are to be verified again, and which of them soon.

What is withdrawn or away is not waited for; what somebody said to verify is, whatever its date.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.message import Refusal

WITHIN = 60  # days, of the list as it is first shown
SOON = 30  # days
_MONTHS = 12
_NOT_AWAITED = (InstrumentState.WITHDRAWN, InstrumentState.PENDING)


class Urgency(Enum):
    """How soon a means is to be verified, the most urgent first."""

    OVERDUE = "overdue"
    TO_VERIFY = "to_verify"  # somebody said so
    WITHIN_30_DAYS = "within_30_days"
    WITHIN_60_DAYS = "within_60_days"
    LATER = "later"


_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


@dataclass(frozen=True, slots=True)
class Due:
    """A means to verify; `days` are left until its due date, negative once it has passed, None without a date."""

    instrument: Instrument
    due: date | None
    days: int | None
    urgency: Urgency


def next_due(verified: date, months: int) -> date:
    """The same day of the calendar so many months later, or the last of a shorter month.

    Refuses `register.due_too_far` past the year 9999.
    """
    year, month = divmod(verified.year * _MONTHS + verified.month - 1 + months, _MONTHS)
    if year > date.max.year:
        raise Refusal("register.due_too_far")
    return date(year, month + 1, min(verified.day, monthrange(year, month + 1)[1]))


def with_due(means: Instrument) -> Instrument:
    """A means with the due date that its interval gives, where its register gives none. Refuses as `next_due`."""
    if means.due is not None or means.verified is None or means.interval_months is None:
        return means
    return replace(means, due=next_due(means.verified, means.interval_months))


def sooner_due(before: Instrument, after: Instrument) -> Instrument:
    """A means whose interval or verification changed while its due date was left: it is due no later than they give.

    Refuses as `next_due`.
    """
    given = before.verified, before.interval_months
    if after.due is None or after.due != before.due or given == (after.verified, after.interval_months):
        return after
    if after.verified is None or after.interval_months is None:
        return after
    return replace(after, due=min(after.due, next_due(after.verified, after.interval_months)))


def due_list(
    means: Iterable[Instrument], on: date, within: int = WITHIN, blocks: Iterable[GaugeBlock] = ()
) -> tuple[Due, ...]:
    """What is overdue, to verify, or due within so many days, the most urgent first.

    A set of gauge blocks is due with the first of its blocks; a block of no set of the register, by its serial number.
    """
    known = {one.number: one for one in means}
    earliest: dict[str, date] = {}
    alone: list[Instrument] = []
    for block in blocks:
        if block.set not in known:
            alone.append(Instrument(block.serial, "", InstrumentKind.GAUGE_BLOCKS, due=block.due))
        elif block.due is not None:
            earliest[block.set] = min(block.due, earliest.get(block.set, block.due))
    awaited = (one for one in (*known.values(), *alone) if one.state not in _NOT_AWAITED)
    found = (_due(one, earliest.get(one.number), on) for one in awaited)
    asked = (one for one in found if one.urgency is Urgency.TO_VERIFY or (one.days is not None and one.days <= within))
    return tuple(sorted(asked, key=lambda one: (_ORDER[one.urgency], one.due or on, one.instrument.number)))


def _due(one: Instrument, of_its_blocks: date | None, on: date) -> Due:
    due = min((day for day in (one.due, of_its_blocks) if day is not None), default=None)
    days = None if due is None else (due - on).days
    return Due(one, due, days, _urgency(one, days))


def _urgency(one: Instrument, days: int | None) -> Urgency:
    if days is not None and days < 0:
        return Urgency.OVERDUE
    if one.state is InstrumentState.TO_VERIFY:
        return Urgency.TO_VERIFY
    if days is None or days > WITHIN:
        return Urgency.LATER
    return Urgency.WITHIN_30_DAYS if days <= SOON else Urgency.WITHIN_60_DAYS
