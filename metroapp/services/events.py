"""What happened, as frozen facts published by the recorder thread; the window and the command line listen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from drivers import FaultCode, LinkState
from metroapp.domain.column_acts import ConstantVerified, PlateZero
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.declarations import Declaration
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import BoxKey, Role
from metroapp.domain.message import Message
from metroapp.domain.operations import Concession, MountingProven, TemperatureTaken, ZeroRechecked
from metroapp.domain.people import Person
from metroapp.domain.plausibility import Doubt
from metroapp.domain.production import FollowUp, ProductionEvent, SetUpSheet
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import Gate
from metroapp.domain.revision import PartRevision
from metroapp.domain.sorting import Disposition, Sorting
from metroapp.domain.suitability import Criteria, Suitability
from metroapp.domain.sweep import Given
from metroapp.domain.verification import Indication, PointResult
from metroapp.domain.verification_conclusion import Conclusion
from metroapp.services.bench_views import BoxView, Expectation
from metroapp.services.server_settings import ServerState
from metroapp.services.tiles import Tile
from metroapp.services.verification_session import Limits
from metroapp.services.watched_folder import WatchState

if TYPE_CHECKING:
    from metroapp.services.spc.study_view import StudyView


@dataclass(frozen=True, slots=True)
class RecordOpened:
    """A record is on the bench: everything needed to show it."""

    header: RecordHeader
    boxes: tuple[BoxView, ...]
    dispositions: tuple[Disposition, ...]  # of pieces 1…n
    sorting: Sorting
    concessions: tuple[Concession, ...]
    closed: bool
    resumed: bool
    waiting: int = 0  # readings that waited when the program stopped, or when another record took the bench
    production: ProductionChanged | None = None
    approved: bool = False
    declared: tuple[Declaration, ...] = ()  # of a candidate, in their order


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected from now on; None when every foreseen box is filled or the record is closed.

    `gate` is what must be done before the next reading is taken.
    """

    expectation: Expectation | None
    gate: Gate | None = None


@dataclass(frozen=True, slots=True)
class Indicated:
    """An instrument showed a value (recorded or not)."""

    instrument: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class BoxRecorded:
    """A box changed, durably."""

    box: BoxView
    disposition: Disposition
    sorting: Sorting


@dataclass(frozen=True, slots=True)
class Asked:
    """A bad value asks for one of: retake, confirm, call; None once it is answered.

    `reaction` is what to do at once.
    """

    box: BoxView | None
    reaction: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A reading that is not recorded yet: from an instrument of another box, before a gate was passed, or doubtful."""

    number: int  # of the reading, for whoever takes or drops it
    instrument: str
    quantity: Quantity
    box: BoxKey  # where it would go
    doubt: Doubt | None = None
    role: Role | None = None  # what it would be there
    variable: str = ""  # which one, of a formula


@dataclass(frozen=True, slots=True)
class ProposalsChanged:
    """The readings that wait for one confirmation each: the first ones, the very first one first, and how many."""

    proposals: tuple[Proposal, ...]
    count: int


@dataclass(frozen=True, slots=True)
class SortProposed:
    """A bad value on a sample: these pieces are to be measured too, back to the last good check."""

    balloon: str
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProductionChanged:
    """The follow-up of the series: its events, quantities and set-up sheets, as they are now."""

    events: tuple[ProductionEvent, ...]
    follow_up: FollowUp | None
    set_up: SetUpSheet | None
    temperature: TemperatureTaken | None = None


@dataclass(frozen=True, slots=True)
class ZeroRecorded:
    """The comparator was set on its stack, durably."""

    balloon: str
    certified: Decimal
    zero: Quantity


@dataclass(frozen=True, slots=True)
class MountingRecorded:
    """A known displacement proved how a comparator follows the size, durably."""

    proven: MountingProven


@dataclass(frozen=True, slots=True)
class PlateZeroRecorded:
    """A column has its zero on the plate, durably."""

    zero: PlateZero


@dataclass(frozen=True, slots=True)
class ConstantRecorded:
    """The probe constant of a column was found on a gauge, durably; the pieces with a value to be taken again."""

    verified: ConstantVerified
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecheckRecorded:
    """A zero was read once more, durably; the pieces of its characteristic that are to be taken again."""

    recheck: ZeroRechecked
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PieceSorted:
    """The sorting of a piece changed without a measurement (a concession)."""

    piece: int
    disposition: Disposition
    sorting: Sorting
    concession: Concession | None  # the last one of the piece


@dataclass(frozen=True, slots=True)
class RecordClosed:
    """The record is signed and closed."""

    header: RecordHeader
    sorting: Sorting


@dataclass(frozen=True, slots=True)
class PartsChanged:
    """A revision of a part was saved, validated or withdrawn, durably."""

    revision: PartRevision


@dataclass(frozen=True, slots=True)
class PresenceChanged:
    """Somebody signed in, left, or the post is locked; `held` readings wait to be taken or dropped."""

    person: Person | None
    locked: bool
    held: int


@dataclass(frozen=True, slots=True)
class PeopleChanged:
    """Somebody was entered, or got other roles or another secret, durably."""

    person: Person


@dataclass(frozen=True, slots=True)
class ReadingHeld:
    """A reading arrived while nobody could take it: it is kept for whoever unlocks the post."""

    instrument: str
    quantity: Quantity
    held: int


@dataclass(frozen=True, slots=True)
class HeldChanged:
    """The readings kept while nobody could take them, as they are offered to whoever is here: instrument and value of
    the first ones, and how many there are."""

    readings: tuple[tuple[str, Quantity], ...]
    count: int


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """The workshop decides by another rule, from the next record on."""

    rule: DecisionRule


@dataclass(frozen=True, slots=True)
class CriteriaChanged:
    """The workshop calls a means fit from other ratios."""

    criteria: Criteria


@dataclass(frozen=True, slots=True)
class MeansAdvised:
    """The means of the register for the characteristic expected, the fittest first; none where the program does not
    assist, or has nothing to compare."""

    balloon: str
    ranked: tuple[Suitability, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something was not recorded; the sentence says why and what to do."""

    refusal: Message
    instrument: str | None = None
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class InstrumentChanged:
    """State of the link of an instrument, or a fault of the bench: never a verdict about the part."""

    instrument: str
    state: LinkState
    fault: FaultCode | None = None


@dataclass(frozen=True, slots=True)
class TileChanged:
    """What the bench knows of an instrument, now."""

    tile: Tile


@dataclass(frozen=True, slots=True)
class TreatmentChanged:
    """Something was done on fiches de non-conformité or dérogations of these numbers, durably."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServerChanged:
    """What is to be said of the forwarding to the server of the workshop."""

    state: ServerState


@dataclass(frozen=True, slots=True)
class ExamChanged:
    """Something was written of an examination session, durably."""

    number: str


@dataclass(frozen=True, slots=True)
class Declared:
    """A candidate declared the means of a balloon, the verdict of a box or the sorting of a piece, durably."""

    declaration: Declaration


@dataclass(frozen=True, slots=True)
class ProcessChanged:
    """Acts were written on charts, tool offsets, studies or samplings of these numbers, durably."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeansChanged:
    """Lines of the register were written, or something was done to these means, durably."""

    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeansAccepted:
    """A refused means was allowed for a characteristic of the record, durably."""

    balloon: str
    instrument: str


@dataclass(frozen=True, slots=True)
class SweepOffered:
    """The instruments that may sweep for the box expected, now; none where nothing can."""

    instruments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SweepBegun:
    """An instrument sweeps for the box expected; what the sweep may give, the most usual one first."""

    expectation: Expectation
    instrument: str
    choices: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class SweepProgress:
    """A sweep so far, at most twenty times a second; `fresh`: the samples since the last time, each with its ms."""

    instrument: str
    unit: Unit
    count: int
    milliseconds: int  # since the first sample
    last: Decimal
    maximum: Decimal
    minimum: Decimal
    mean: Decimal
    fresh: tuple[tuple[int, Decimal], ...]
    full: Message | None = None  # why no more samples are taken
    lost: int = 0  # frames that could not be read


@dataclass(frozen=True, slots=True)
class SweepEnded:
    """The sweep is over: recorded, durably, or not; `why` where nobody asked for its end."""

    instrument: str
    box: BoxKey
    recorded: bool
    count: int  # of samples
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class VerifyingView:
    """A verification that is going on, or a daily check: its points as judged so far, and the one expected."""

    means: Instrument
    is_daily: bool
    conclusion: Conclusion
    expected: int | None  # its place among the points; None where every one is read
    limits: Limits
    indications: tuple[tuple[Indication, ...], ...]  # at each point
    can_undo: bool
    undone: int  # readings taken back
    has_link: bool  # whether the instrument is on the bench: else its readings are typed

    @property
    def awaited(self) -> PointResult | None:
        """What is expected now."""
        return None if self.expected is None else self.conclusion.points[self.expected]


@dataclass(frozen=True, slots=True)
class VerifyingChanged:
    """A verification goes on, or None: it is over, or put off."""

    view: VerifyingView | None


@dataclass(frozen=True, slots=True)
class StudyingChanged:
    """The study of a measuring system goes on at this post, or None: it is put off, or over."""

    view: StudyView | None


@dataclass(frozen=True, slots=True)
class WatchedFolderChanged:
    """The watched folder is away, is back, or has another record less to wait for."""

    state: WatchState


@dataclass(frozen=True, slots=True)
class ArchiveUpgrading:
    """An archive of an older version is being brought up to date; how much of it is done."""

    percent: int


Event = (
    RecordOpened
    | Expected
    | Indicated
    | BoxRecorded
    | Asked
    | ProposalsChanged
    | SortProposed
    | ProductionChanged
    | ZeroRecorded
    | MountingRecorded
    | RecheckRecorded
    | PlateZeroRecorded
    | ConstantRecorded
    | PieceSorted
    | RecordClosed
    | PartsChanged
    | PresenceChanged
    | PeopleChanged
    | ReadingHeld
    | HeldChanged
    | RuleChanged
    | Refused
    | InstrumentChanged
    | TileChanged
    | MeansChanged
    | TreatmentChanged
    | ProcessChanged
    | ExamChanged
    | Declared
    | ServerChanged
    | MeansAccepted
    | MeansAdvised
    | CriteriaChanged
    | SweepOffered
    | SweepBegun
    | SweepProgress
    | SweepEnded
    | VerifyingChanged
    | StudyingChanged
    | WatchedFolderChanged
    | ArchiveUpgrading
)
