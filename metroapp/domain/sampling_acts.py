"""Acts of sampling by attributes (ISO 2859-1): a lot is presented, then accepted or refused on its sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import get_args

from metroapp.domain.measurement import EntryId
from metroapp.domain.sampling_plans import InspectionLevel, Severity


@dataclass(frozen=True, slots=True)
class LotPresented:
    """A lot to be judged on a sample; lots of one `series` follow each other, and the switching rules with them."""

    id: EntryId
    number: str  # of the series: PE-2026-001
    series: str  # what is inspected: the part, its supplier
    lot: str
    size: int  # pieces
    aql: Decimal  # %
    level: InspectionLevel
    severity: Severity
    letter: str
    sample: int
    accept: int
    reject: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LotJudged:
    """What was found in the sample of a lot: nonconforming pieces, and what follows."""

    id: EntryId
    number: str
    presented: EntryId
    nonconforming: int
    is_accepted: bool
    remark: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LotCancelled:
    """A lot presented by mistake, or whose result was mistyped: both stay written, and count for nothing."""

    id: EntryId
    number: str
    presented: EntryId
    reason: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SeriesResumed:
    """Inspection, discontinued after too many lots refused, begins again: tightened (ISO 2859-1, 9.4)."""

    id: EntryId
    number: str
    reason: str
    granted_by: str
    by: str
    at: datetime


SamplingAct = LotPresented | LotJudged | LotCancelled | SeriesResumed
SAMPLING_ACTS: tuple[type, ...] = get_args(SamplingAct)
