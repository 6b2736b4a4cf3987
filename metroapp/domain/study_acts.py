"""Acts on the study of a measuring system: opened, each reading, its end.

The order in which pieces are measured follows from `seed`, so that whoever measures cannot know what comes next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import get_args

from metroapp.domain.measurement import EntryId, Origin
from metroapp.domain.quantity import Quantity


class StudyKind(Enum):
    """What is studied."""

    CROSSED = "crossed"  # operators × pieces × trials: repeatability and reproducibility
    TYPE_1 = "type_1"  # one standard, measured again and again: Cg, Cgk
    LINEARITY = "linearity"  # several standards: the bias, and how it changes with the size
    ATTRIBUTE = "attribute"  # good or bad, by several


@dataclass(frozen=True, slots=True)
class StudyOpened:
    """A study of an instrument for a tolerance, in millimetres or in the unit of the instrument."""

    id: EntryId
    number: str
    kind: StudyKind
    instrument: str
    subject: str  # the size, or the part and its balloon
    tolerance: Decimal | None
    reference: Decimal | None  # of the standard of a type 1 study
    operators: tuple[str, ...]  # names of people
    pieces: int
    trials: int
    seed: int
    by: str
    at: datetime
    references: tuple[Decimal, ...] = ()  # of the standards of a linearity study, in the order of their numbers


@dataclass(frozen=True, slots=True)
class StudyReading:
    """One reading: who measured which piece, the how manyth time. Of an attribute, `is_good` in place of a value."""

    id: EntryId
    number: str
    operator: str
    piece: int
    trial: int
    value: Quantity | None
    is_good: bool | None
    origin: Origin
    raw: str  # the frame of the instrument, hexadecimal
    by: str
    at: datetime
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class StudyPieceKnown:
    """What a piece of an attribute study is, by better means: whoever judges it is never told."""

    id: EntryId
    number: str
    piece: int
    is_good: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StudyReadingCancelled:
    """A reading taken back at once: it is kept, and counts no more."""

    id: EntryId
    number: str
    cancels: EntryId
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StudyConcluded:
    """Quality says whether the measuring system is fit for the tolerance; no reading follows."""

    id: EntryId
    number: str
    is_fit: bool
    reason: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StudyAbandoned:
    """The study stops where it is."""

    id: EntryId
    number: str
    reason: str
    by: str
    at: datetime


StudyAct = StudyOpened | StudyReading | StudyPieceKnown | StudyReadingCancelled | StudyConcluded | StudyAbandoned
STUDY_ACTS: tuple[type, ...] = get_args(StudyAct)
