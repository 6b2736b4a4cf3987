"""The operations of a record beside its values: impossible, zeroed, granted, closed, cancelled, confirmed, signed.

Each is one entry of the journal and stays: nothing is taken back, an operation is only followed by another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from metroapp.domain.column_acts import ColumnAct
from metroapp.domain.comparison import DIRECT, Mounting, has_drifted
from metroapp.domain.cutoff import Proposal, Trace, TraceSource
from metroapp.domain.declarations import Declaration
from metroapp.domain.means_choice import MeansAllowed, MeansChosen
from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement
from metroapp.domain.modification import SpecificationModified
from metroapp.domain.production import FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.sweep import Given, Sweep
from metroapp.domain.temperature import Material


@dataclass(frozen=True, slots=True)
class Impossible:
    """A box that cannot be measured, with the reason."""

    id: EntryId
    box: BoxKey
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ZeroSetting:
    """A comparator set on a gauge-block stack for one characteristic: values measured after it refer to it."""

    id: EntryId
    balloon: str
    instrument: str
    certified: Decimal  # mm
    blocks: tuple[str, ...]  # serial numbers
    zero: Input  # the median one
    by: str
    at: datetime
    simulated: bool = False
    zeros: tuple[Input, ...] = ()  # every reading on the stack
    mounting: Mounting = DIRECT
    uncertainty: Decimal | None = None  # standard one of the certified length, mm; None: not known

    @property
    def readings(self) -> tuple[Input, ...]:
        """What was read on the stack."""
        return self.zeros or (self.zero,)


@dataclass(frozen=True, slots=True)
class Concession:
    """A piece accepted *en dérogation* for the characteristics named."""

    id: EntryId
    number: str
    piece: int
    balloons: tuple[str, ...]
    reason: str
    granted_by: str
    by: str
    at: datetime
    signed: bool = False  # whoever granted it gave their secret


@dataclass(frozen=True, slots=True)
class ConcessionEnded:
    """A dérogation was withdrawn: the piece that it covered is to be decided again."""

    id: EntryId
    concession: EntryId
    reason: str
    by: str
    at: datetime


class Departure(Enum):
    """How a piece leaves for good."""

    SHIPPED = "shipped"
    SCRAPPED = "scrapped"


@dataclass(frozen=True, slots=True)
class PieceLeft:
    """A piece is gone: nothing about it changes any more; `reason`: why one that is not bad is scrapped."""

    id: EntryId
    piece: int
    departure: Departure
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The signature under the finished record; `signed` with a secret, since there are any."""

    id: EntryId
    by: str
    at: datetime
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A reading taken back at once (undo): it is kept, printed as cancelled, and decides nothing."""

    id: EntryId
    cancels: EntryId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The operator confirms a value that is not good."""

    id: EntryId
    confirms: EntryId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Call:
    """The operator calls somebody about a value."""

    id: EntryId
    about: EntryId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Visa:
    """The quality technician accepts a value that became good after a bad one."""

    id: EntryId
    accepts: EntryId
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Preparation:
    """The pieces are clean and deburred."""

    id: EntryId
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DatumSet:
    """The piece of a box rests on its datums: readings refer to them until the value is there."""

    id: EntryId
    box: BoxKey
    datums: tuple[str, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Approval:
    """The first piece is signed (bon à produire): the series may be measured."""

    id: EntryId
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DroppedReading:
    """A reading that was held, and that the operator did not take: the digits, and where they came from."""

    id: EntryId
    instrument: str
    shown: str  # value and unit, as shown
    raw: bytes
    box: BoxKey | None
    by: str
    at: datetime
    waiting: str = ""  # the mark of the reading while it waited; empty for one that did not


@dataclass(frozen=True, slots=True)
class MountingProven:
    """A known displacement said how the indicator of a characteristic follows the size."""

    id: EntryId
    balloon: str
    instrument: str
    displacement: Decimal  # mm, positive towards larger sizes
    declared: Decimal | None  # factor; None where it was to be found
    readings: tuple[Input, ...]  # before, after
    mounting: Mounting
    by: str
    at: datetime
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class ZeroRechecked:
    """The stack was read once more, or cannot be any more: what was compared since stands, or is to be taken again."""

    id: EntryId
    balloon: str
    instrument: str
    zero: Decimal  # that was set, mm
    limit: Decimal  # mm, on either side
    reading: Input | None  # None: it could not be read
    by: str
    at: datetime
    reason: str = ""  # why it could not be read
    simulated: bool = False

    @property
    def drift(self) -> Decimal | None:
        """How far the zero went, signed, mm."""
        return None if self.reading is None else self.reading.quantity.value - self.zero

    @property
    def has_drifted(self) -> bool:
        """Whether the values since the last good zero are to be taken again."""
        return self.reading is None or has_drifted(self.zero, self.reading.quantity.value, self.limit)


@dataclass(frozen=True, slots=True)
class SweepRecorded:
    """The samples of the sweep that gave a value, or one of the readings under it."""

    id: EntryId
    measurement: EntryId
    sweep: Sweep
    gives: Given
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ResultsTaken:
    """Values were taken from a file of results, which is kept beside the archive under its digest (SHA-256).

    `profile`: how its lines were read, as text; empty for a format that says so itself.
    """

    id: EntryId
    file: str
    digest: str
    suffix: str
    format: str
    instrument: str
    profile: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TemperatureTaken:
    """The temperatures of a series (°C): of the parts and of the room, both ± `half_width`.

    Values measured from now on are brought back to 20 °C where it `corrects` them, as parts of this material.
    """

    id: EntryId
    part: Decimal
    room: Decimal
    half_width: Decimal
    material: Material | None
    corrects: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TraceDeclared:
    """How the tester is set for a characteristic, in the words of whoever set it: what it does not send itself."""

    id: EntryId
    balloon: str
    trace: Trace
    by: str
    at: datetime
    spacing: Decimal | None = None  # mm: RSm of a periodic profile, or the feed


@dataclass(frozen=True, slots=True)
class TraceRecorded:
    """How a roughness was traced: with the value that it gave, or once somebody declares it."""

    id: EntryId
    measurement: EntryId
    parameter: str  # Ra
    source: TraceSource
    trace: Trace | None  # None: nobody said it
    proposal: Proposal | None  # what the drawing or the standard of the record asked for
    by: str
    at: datetime
    facts: tuple[tuple[str, str], ...] = ()  # filter, profile and standard, as the tester says them

    @property
    def differs(self) -> bool:
        """Whether it was not traced as it was to be."""
        return self.trace is not None and self.proposal is not None and not self.trace.is_as(self.proposal.trace)


Event = (
    Cancellation
    | Confirmation
    | Call
    | Visa
    | Preparation
    | DatumSet
    | Approval
    | DroppedReading
    | SweepRecorded
    | ResultsTaken
    | ConcessionEnded
    | PieceLeft
    | MeansChosen
    | MeansAllowed
    | TemperatureTaken
    | MountingProven
    | ZeroRechecked
    | ColumnAct
    | TraceDeclared
    | TraceRecorded
    | ProductionEvent
    | FollowUp
    | SetUpSheet
    | Declaration
    | SpecificationModified
)
Operation = Measurement | Impossible | ZeroSetting | Concession | Closing | Event
