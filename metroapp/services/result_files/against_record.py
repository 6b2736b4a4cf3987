"""A file of results beside a record of the archive: value by value, what is the same and what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from forms.record_data import box_name
from metroapp.domain.decision import expected_observation
from metroapp.domain.measurement import BoxKey, Observation
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.services.result_files.results import FileCharacteristic, FileValue, ResultFile


class Agreement(Enum):
    """What a file and a record say of the same box."""

    SAME = "same"
    DIFFERENT = "different"
    ONLY_IN_FILE = "only_in_file"
    ONLY_IN_RECORD = "only_in_record"


@dataclass(frozen=True, slots=True)
class ComparedValue:
    """One box: what the file says of it (the last time it does), and what the record holds."""

    box: BoxKey
    agreement: Agreement
    in_file: Decimal | bool | None
    in_record: Decimal | bool | None  # in the unit of the file where the file has one


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every box that the file or the record fills; characteristics that only one of both has, and those whose limits
    are not the same."""

    values: tuple[ComparedValue, ...]
    unknown: tuple[str, ...]  # of the file, that the record does not have
    absent: tuple[str, ...]  # of the record, that the file does not have
    other_limits: tuple[str, ...]
    unknown_pieces: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """Whether the file says all that the record holds, and nothing else."""
        same = all(one.agreement is Agreement.SAME for one in self.values)
        return same and not (self.unknown or self.absent or self.other_limits or self.unknown_pieces)


def compare(record: InspectionRecord, file: ResultFile) -> Comparison:
    """Compare by the names of the characteristics, and by piece: its number where every piece of the file has one of
    the record, else its rank in the file. Refuses `results.same_name`: one of two would hide what the other says."""
    counted = Counter(one.name for one in file.characteristics)
    if twice := tuple(name for name, count in counted.items() if count > 1):
        raise Refusal("results.same_name", names=twice)
    boxes = {box_name(box.balloon, box.code): box for box in record.boxes_of(1)}
    named = {one.name: one for one in file.characteristics}
    pieces = _pieces(record, file)
    said = {(one.characteristic.name, pieces[one.piece]): one for one in file.values if one.piece in pieces}
    return Comparison(
        values=tuple(_compared(record, boxes, said)),
        unknown=tuple(name for name in named if name not in boxes),
        absent=tuple(name for name in boxes if name not in named),
        other_limits=tuple(
            name for name, box in boxes.items() if name in named and not _has_same_limits(record, box, named[name])
        ),
        unknown_pieces=tuple(piece for piece in file.pieces if piece not in pieces),
    )


def _pieces(record: InspectionRecord, file: ResultFile) -> dict[str, int]:
    numbers = {str(piece): piece for piece in record.pieces}
    if all(piece in numbers for piece in file.pieces):
        return {piece: numbers[piece] for piece in file.pieces}
    return dict(zip(file.pieces, record.pieces, strict=False))


def _compared(
    record: InspectionRecord, boxes: dict[str, BoxKey], said: dict[tuple[str, int], FileValue]
) -> Iterator[ComparedValue]:
    for piece in record.pieces:
        for name, first in boxes.items():
            box = first._replace(piece=piece)
            found = said.get((name, piece))
            in_file = None if found is None else found.value if found.is_good is None else found.is_good
            in_record = _held(record, box, None if found is None else found.characteristic.unit)
            if in_file is None and in_record is None:
                continue
            yield ComparedValue(box, _agreement(in_file, in_record), in_file, in_record)


def _agreement(in_file: Decimal | bool | None, in_record: Decimal | bool | None) -> Agreement:
    if in_record is None:
        return Agreement.ONLY_IN_FILE
    if in_file is None:
        return Agreement.ONLY_IN_RECORD
    same = isinstance(in_file, bool) == isinstance(in_record, bool) and in_file == in_record
    return Agreement.SAME if same else Agreement.DIFFERENT


def _held(record: InspectionRecord, box: BoxKey, unit: Unit | None) -> Decimal | bool | None:
    """What the record holds in a box, in the unit of the file; whether it was good, of what was seen."""
    found = record.measurement(box)
    if found is None or found.observation is Observation.NOT_DEMONSTRATED:
        return None
    if found.quantity is None:
        return found.observation is expected_observation(box.code)
    return _in(unit, found.quantity)


def _in(unit: Unit | None, quantity: Quantity) -> Decimal:
    try:
        return quantity.to(unit or quantity.unit).value
    except Refusal:  # a length against an angle: never the same
        return quantity.value


def _has_same_limits(record: InspectionRecord, box: BoxKey, said: FileCharacteristic) -> bool:
    characteristic = record.characteristic(box.balloon)
    callout = characteristic.callout
    if callout.unit is None or said.is_observed:
        return True
    for limit, in_file in ((callout.lower_limit, said.lower), (callout.upper_limit, said.upper)):
        shown = callout.in_reading_unit(limit)
        held = None if shown is None else _in(said.unit, Quantity(shown, callout.reading_unit))
        if held != in_file:
            return False
    return True
