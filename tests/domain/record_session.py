"""A record being filled operation by operation, for the tests of what it asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from metroapp.domain.measurement import BoxKey, EntryId, Input, Measurement, Observation, Origin, Role
from metroapp.domain.operations import (
    Approval,
    Call,
    Cancellation,
    Concession,
    Confirmation,
    Impossible,
    Operation,
    Visa,
)
from metroapp.domain.production import EventKind, ProductionEvent
from metroapp.domain.quantity import Quantity
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import BoxCode, Characteristic
from tests.workbench import CAMILLE, DOMINIQUE, part

OPENED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ASKING = RecordOptions()


class Filling:
    """Each gesture is one operation, one second after the one before."""

    def __init__(self, *characteristics: Characteristic, pieces: int, options: RecordOptions = ASKING) -> None:
        wanted = part(*characteristics)
        header = RecordHeader(EntryId("P1", 1), "R-1", wanted, pieces, CAMILLE, OPENED, options=options)
        self.record = InspectionRecord(header)
        self.operations: list[Operation] = []
        self._sequence = 1

    def _apply(self, operation: Operation) -> None:
        self.operations.append(operation)
        self.record.apply(operation)

    def replayed(self) -> InspectionRecord:
        """The record as it is when it is opened again."""
        found = InspectionRecord(self.record.header)
        for operation in self.operations:
            found.apply(operation)
        return found

    def _stamp(self) -> tuple[EntryId, datetime]:
        self._sequence += 1
        return EntryId("P1", self._sequence), OPENED + timedelta(seconds=self._sequence)

    def value(self, piece: int, *texts: str, balloon: str = "1") -> Filling:
        for text in texts:
            id, at = self._stamp()
            box = BoxKey(piece, balloon)
            self._apply(Measurement(id, box, Quantity(Decimal(text)), None, Origin.INSTRUMENT, "M-02", CAMILLE, at))
        return self

    def mean(self, piece: int, *texts: str, balloon: str = "1") -> Filling:
        """The mean of readings repeated at the same place."""
        id, at = self._stamp()
        readings = [Decimal(text) for text in texts]
        size = Quantity(sum(readings, Decimal(0)) / len(readings))
        inputs = tuple(Input(Role.REPEATED, Quantity(reading)) for reading in readings)
        box = BoxKey(piece, balloon)
        self._apply(Measurement(id, box, size, None, Origin.COMPUTED, "M-02", CAMILLE, at, inputs))
        return self

    def see(self, piece: int, code: BoxCode, seen: Observation, balloon: str = "1") -> Filling:
        id, at = self._stamp()
        self._apply(Measurement(id, BoxKey(piece, balloon, code), None, seen, Origin.OBSERVED, None, CAMILLE, at))
        return self

    def undo(self) -> Filling:
        last = self.record.last_live
        assert last is not None
        id, at = self._stamp()
        self._apply(Cancellation(id, last.id, CAMILLE, at))
        return self

    def impossible(self, piece: int, balloon: str = "1") -> Filling:
        id, at = self._stamp()
        self._apply(Impossible(id, BoxKey(piece, balloon), "touche cassée", CAMILLE, at))
        return self

    def confirm(self) -> Filling:
        id, at = self._stamp()
        self._apply(Confirmation(id, self._asked().id, CAMILLE, at))
        return self

    def call(self) -> Filling:
        id, at = self._stamp()
        self._apply(Call(id, self._asked().id, CAMILLE, at))
        return self

    def visa(self, piece: int, balloon: str = "1") -> Filling:
        found = self.record.measurement(BoxKey(piece, balloon))
        assert found is not None
        id, at = self._stamp()
        self._apply(Visa(id, found.id, DOMINIQUE, DOMINIQUE, at))
        return self

    def concession(self, piece: int, *balloons: str) -> Filling:
        id, at = self._stamp()
        self._apply(Concession(id, "D-1", piece, balloons, "sans effet", DOMINIQUE, DOMINIQUE, at))
        return self

    def change_tool(self, after: int) -> Filling:
        id, at = self._stamp()
        self._apply(ProductionEvent(id, EventKind.TOOL_CHANGE, after, "T1", "usure", CAMILLE, at))
        return self

    def approve(self) -> Filling:
        id, at = self._stamp()
        self._apply(Approval(id, DOMINIQUE, DOMINIQUE, at))
        return self

    def asked(self) -> BoxKey | None:
        found = self.record.question()
        return found and found.box

    def status(self, piece: int, balloon: str = "1") -> BoxStatus:
        return self.record.status(BoxKey(piece, balloon))

    def _asked(self) -> Measurement:
        found = self.record.question()
        assert found is not None
        return found
