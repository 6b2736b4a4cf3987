"""The acts of a fiche de non-conformité, in the words of the workshop. Quantities are pieces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from metroapp.domain.measurement import BoxKey, EntryId


class Origin(Enum):
    """Where it was found."""

    PRODUCTION = "production"
    RECEPTION = "reception"
    CUSTOMER = "customer"


class Severity(Enum):
    """What it would have cost."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Cause(Enum):
    """The five M."""

    MATERIAL = "material"  # matière
    EQUIPMENT = "equipment"  # matériel
    METHOD = "method"  # méthode
    PEOPLE = "people"  # main-d'œuvre
    ENVIRONMENT = "environment"  # milieu


class Treatment(Enum):
    """What becomes of pieces (ISO 9000:2015, 3.12.4 to 3.12.10)."""

    REWORK = "rework"  # retouche: conforming again
    REPAIR = "repair"  # usable, and still nonconforming
    USE_AS_IS = "use_as_is"  # accepté en l'état
    SCRAP = "scrap"
    SORT = "sort"
    RETURN = "return"  # to the supplier
    REGRADE = "regrade"  # reclassement

    @property
    def needs_concession(self) -> bool:
        """Whether only the design authority can let such pieces go (EN 9100:2018, 8.7.1)."""
        return self in (Treatment.REPAIR, Treatment.USE_AS_IS)


REDONE = (Treatment.REWORK, Treatment.REPAIR)  # measured again
GIVEN_UP = (Treatment.SCRAP, Treatment.RETURN)  # never shipped to the customer


class SheetState(Enum):
    """From the bad value to the closing."""

    OPEN = "open"
    CONTAINED = "contained"
    DECIDED = "decided"
    TREATED = "treated"  # everything decided is done, and measured again where it had to be
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class BadFinding:
    """One bad value, as it was when the sheet was born."""

    box: BoxKey
    measurement: EntryId
    requirement: str
    value: str
    instrument: str


@dataclass(frozen=True, slots=True)
class TreatmentLine:
    """What is done of some pieces: those named, and others that only count.

    `concession` is the number of the dérogation that lets them go; `function_unaltered`: beyond a general tolerance
    (ISO 2768-1), the ground that the function is not altered.
    """

    treatment: Treatment
    quantity: int
    pieces: tuple[int, ...] = ()
    concession: str = ""
    function_unaltered: bool = False


@dataclass(frozen=True, slots=True)
class NonconformityRaised:
    """A sheet is born from bad values of a record; `quantity`: the pieces concerned, with those only suspected."""

    id: EntryId
    sheet: str  # number
    record: EntryId
    origin: Origin
    findings: tuple[BadFinding, ...]
    quantity: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NonconformityDescribed:
    """How severe, what was found, why; described again, the last one counts."""

    id: EntryId
    sheet: str
    severity: Severity
    description: str
    cause: Cause | None
    cause_said: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PiecesContained:
    """Where the pieces are kept apart."""

    id: EntryId
    sheet: str
    place: str
    quantity: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TreatmentDecided:
    """What becomes of the pieces, signed."""

    id: EntryId
    sheet: str
    lines: tuple[TreatmentLine, ...]
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PieceReinspected:
    """A piece was measured again after its rework or repair: the values before and after, which may be those of
    another record (`record`, where it is piece `measured_as`)."""

    id: EntryId
    sheet: str
    piece: int
    record: EntryId
    measured_as: int
    before: tuple[EntryId, ...]
    after: tuple[EntryId, ...]
    good: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActionPlanned:
    """What is done so that it does not happen again: by whom, until when."""

    id: EntryId
    sheet: str
    owner: str
    due: date
    action: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ActionChecked:
    """Whether an action was effective."""

    id: EntryId
    sheet: str
    action: EntryId
    effective: bool
    said: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CostGiven:
    """What the nonconformity cost, as far as somebody knows; given again, the last one counts."""

    id: EntryId
    sheet: str
    minutes: int | None  # of work: sorting, rework, measuring again
    euros: Decimal | None  # in all: material, work, tools
    remark: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OthersReleased:
    """The cause does not reach the other pieces of the lot: they may go, as a partial lot. Signed."""

    id: EntryId
    sheet: str
    statement: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SheetAttached:
    """A photograph or a document, kept in the workspace under its digest (SHA-256)."""

    id: EntryId
    sheet: str
    file: str
    digest: str
    suffix: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SheetClosed:
    """Quality signs: everything decided was done."""

    id: EntryId
    sheet: str
    granted_by: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SheetCancelled:
    """Raised by mistake; it stays, with the reason."""

    id: EntryId
    sheet: str
    reason: str
    granted_by: str
    by: str
    at: datetime


NonconformityAct = (
    NonconformityRaised
    | NonconformityDescribed
    | PiecesContained
    | TreatmentDecided
    | PieceReinspected
    | ActionPlanned
    | ActionChecked
    | CostGiven
    | OthersReleased
    | SheetAttached
    | SheetClosed
    | SheetCancelled
)

SIGNED_ACTS = (TreatmentDecided, OthersReleased, SheetClosed, SheetCancelled)
"""What only quality may do, with their secret."""
