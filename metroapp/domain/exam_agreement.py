"""What a candidate declared beside what the program decided, and beside what the reference of the trainer decides.

Nothing undecided is ever counted as an agreement: it has a column of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from metroapp.domain.acceptance import Verdict
from metroapp.domain.exam_accuracy import ReferenceState, is_same_specification, reference_value, standing_of
from metroapp.domain.measurement import BoxKey
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import Disposition


class Agreement(Enum):
    """A declaration beside what it is compared with."""

    BOTH_GOOD = "both_good"
    BOTH_BAD = "both_bad"
    FALSE_ACCEPT = "false_accept"  # declared good, is not
    FALSE_REJECT = "false_reject"  # declared bad, is not
    OTHERWISE = "otherwise"  # one of the two says *en dérogation*
    UNDECIDED = "undecided"  # what it is compared with does not decide
    INCOMPLETE = "incomplete"  # the piece was sorted with a box left: the program does not sort it
    UNDECLARED = "undeclared"
    NOT_COUNTED = "not_counted"  # the reference is not certain enough, or is not there


@dataclass(frozen=True, slots=True)
class BoxVerdict:
    """One box with a value. `reference` is None where nothing of the reference is compared."""

    box: BoxKey
    declared: bool | None
    program: Verdict | None
    reference: Verdict | None
    with_program: Agreement
    with_reference: Agreement


@dataclass(frozen=True, slots=True)
class PieceVerdict:
    """One piece."""

    piece: int
    declared: Disposition | None
    program: Disposition
    reference: Disposition | None
    with_program: Agreement
    with_reference: Agreement


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """How many of each."""

    counts: tuple[tuple[Agreement, int], ...]

    @classmethod
    def of(cls, found: Iterable[Agreement]) -> AgreementTable:
        counted = Counter(found)
        return cls(tuple((one, counted[one]) for one in Agreement))

    def count(self, *which: Agreement) -> int:
        return sum(number for one, number in self.counts if one in which)

    @property
    def agreed(self) -> int:
        return self.count(Agreement.BOTH_GOOD, Agreement.BOTH_BAD)

    @property
    def compared(self) -> int:
        """Those that were declared and decided on both sides."""
        return self.agreed + self.count(Agreement.FALSE_ACCEPT, Agreement.FALSE_REJECT, Agreement.OTHERWISE)


@dataclass(frozen=True, slots=True)
class VerdictEvidence:
    """Boxes in the order of inspection, then pieces."""

    boxes: tuple[BoxVerdict, ...] = ()
    pieces: tuple[PieceVerdict, ...] = ()

    @property
    def boxes_with_program(self) -> AgreementTable:
        return AgreementTable.of(one.with_program for one in self.boxes)

    @property
    def boxes_with_reference(self) -> AgreementTable:
        return AgreementTable.of(one.with_reference for one in self.boxes)

    @property
    def pieces_with_program(self) -> AgreementTable:
        return AgreementTable.of(one.with_program for one in self.pieces)

    @property
    def pieces_with_reference(self) -> AgreementTable:
        return AgreementTable.of(one.with_reference for one in self.pieces)


NO_VERDICTS = VerdictEvidence()


def verdict_evidence(
    record: InspectionRecord, reference: InspectionRecord | None, state: ReferenceState
) -> VerdictEvidence:
    """Every value that stands in a box, and every piece of which anything was measured or declared."""
    used = reference if state is ReferenceState.USED else None
    boxes = tuple(_box(record, used, box) for box in record.boxes() if record.measurement(box) is not None)
    touched = {one.box.piece for one in boxes}
    pieces = [
        _piece(record, used, piece)
        for piece in record.pieces
        if piece in touched or record.declarations.piece(piece) is not None
    ]
    return VerdictEvidence(boxes, tuple(pieces))


def _box(record: InspectionRecord, reference: InspectionRecord | None, box: BoxKey) -> BoxVerdict:
    value = record.measurement(box)
    said = None if value is None else record.declarations.box(box, value.id)
    declared = None if said is None else said.is_conforming
    program = record.verdict(box)
    verdict = None if reference is None else reference_verdict(record, reference, box)
    is_known = Agreement.NOT_COUNTED if verdict is None else _of_box(declared, verdict)
    return BoxVerdict(box, declared, program, verdict, _of_box(declared, program), is_known)


def reference_verdict(record: InspectionRecord, reference: InspectionRecord, box: BoxKey) -> Verdict | None:
    """What the reference decides of a box; None where it is not there, not certain enough, or of other limits."""
    value = reference_value(reference, box)
    if value is None or not is_same_specification(record, reference, box.balloon):
        return None
    callout = record.characteristic(box.balloon).callout
    is_certain = value.observation is not None or standing_of(callout, value).is_counted
    return reference.verdict(box) if is_certain else None


def _of_box(declared: bool | None, verdict: Verdict | None) -> Agreement:
    if declared is None:
        return Agreement.UNDECLARED
    if verdict is None or verdict is Verdict.UNDECIDED:
        return Agreement.UNDECIDED
    if verdict is Verdict.CONFORMING:
        return Agreement.BOTH_GOOD if declared else Agreement.FALSE_REJECT
    return Agreement.FALSE_ACCEPT if declared else Agreement.BOTH_BAD


def _piece(record: InspectionRecord, reference: InspectionRecord | None, piece: int) -> PieceVerdict:
    said = record.declarations.piece(piece)
    declared = None if said is None else said.disposition
    program = record.disposition(piece)
    other = None if reference is None else _reference_disposition(record, reference, piece)
    is_known = Agreement.NOT_COUNTED if other is None else _of_piece(declared, other)
    return PieceVerdict(piece, declared, program, other, _of_piece(declared, program), is_known)


def _reference_disposition(record: InspectionRecord, reference: InspectionRecord, piece: int) -> Disposition | None:
    """The sorting that the reference makes of a piece, where what it rests on is certain enough: a single bad box that
    counts makes the piece bad; a good piece needs all of its boxes."""
    if piece not in reference.pieces:
        return None
    boxes = [box for box in record.boxes_of(piece) if reference_value(reference, box) is not None]
    verdicts = [reference_verdict(record, reference, box) for box in boxes]
    found = reference.disposition(piece)
    if found is Disposition.NONCONFORMING:
        return found if Verdict.NONCONFORMING in verdicts else None
    return found if boxes and None not in verdicts and found is not Disposition.UNSORTED else None


def _of_piece(declared: Disposition | None, other: Disposition) -> Agreement:
    if declared is None:
        return Agreement.UNDECLARED
    if other is Disposition.UNSORTED:
        return Agreement.INCOMPLETE
    if other is Disposition.HELD:
        return Agreement.UNDECIDED
    if Disposition.CONCESSION in (declared, other) and declared is not other:
        return Agreement.OTHERWISE
    if declared is other:
        return Agreement.BOTH_GOOD if other is not Disposition.NONCONFORMING else Agreement.BOTH_BAD
    return Agreement.FALSE_ACCEPT if declared is Disposition.CONFORMING else Agreement.FALSE_REJECT
