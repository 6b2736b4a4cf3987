"""What a signal says: a kind, figures, and the boxes it was seen in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from metroapp.domain.measurement import BoxKey, Measurement
from metroapp.domain.quantity import Quantity


class SignalKind(Enum):
    """What a signal is about."""

    TYPED = "typed"
    IDENTICAL = "identical"
    NOMINAL = "nominal"
    RHYTHM = "rhythm"
    DIGITS = "digits"
    RETAKEN = "retaken"
    UNDONE = "undone"
    TIMES = "times"


class Where(Enum):
    """Where the values of a NOMINAL signal fall, or the times of a TIMES signal."""

    NOMINAL = "nominal"
    MIDDLE = "middle"  # of the limits, where it is not the nominal
    BEFORE_OPENING = "before_opening"
    AFTER_CLOSING = "after_closing"
    EARLIER = "earlier"  # than the operation before: the clock was set back


@dataclass(frozen=True, slots=True)
class Signal:
    """One fact: `count` things out of the `of` that were looked at.

    They are values, except: IDENTICAL counts pieces; DIGITS, readings; RHYTHM and UNDONE, measurements; TIMES,
    operations; and RETAKEN counts the tries that did not conform, out of all those up to the one that is kept.
    """

    kind: SignalKind
    count: int
    of: int
    boxes: tuple[BoxKey, ...]  # in the order of measurement, each once
    balloon: str = ""
    value: Quantity | None = None  # IDENTICAL, NOMINAL, RETAKEN: the value; DIGITS: one of them, for its decimals
    where: Where | None = None
    digits: tuple[int, ...] = ()  # DIGITS: the last digits found
    intervals: tuple[Decimal, Decimal, Decimal] | None = None  # RHYTHM: shortest, mean and longest, in seconds
    times: tuple[datetime, datetime] | None = None  # RHYTHM: first and last; TIMES: the bound, the time beyond it


def boxes_of(found: Iterable[Measurement]) -> tuple[BoxKey, ...]:
    return tuple(dict.fromkeys(each.box for each in found))
