"""A record being filled operation by operation, for the tests of what it asks for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from metroapp.domain.measurement import BoxKey, EntryId, Measurement, Observation, Origin
from metroapp.domain.operations import Approval, Call, Cancellation, Concession, Confirmation, Impossible, Visa
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
        self._sequence = 1

    def _stamp(self) -> tuple[EntryId, datetime]:
        self._sequence += 1
        return EntryId("P1", self._sequence), OPENED + timedelta(seconds=self._sequence)

    def value(self, piece: int, *texts: str, balloon: str = "1") -> Filling:
        for text in texts:
            id, at = self._stamp()
            box = BoxKey(piece, balloon)
            self.record.apply(
                Measurement(id, box, Quantity(Decimal(text)), None, Origin.INSTRUMENT, "M-02", CAMILLE, at)
            )
        return self

    def see(self, piece: int, code: BoxCode, seen: Observation, balloon: str = "1") -> Filling:
        id, at = self._stamp()
        self.record.apply(Measurement(id, BoxKey(piece, balloon, code), None, seen, Origin.OBSERVED, None, CAMILLE, at))
        return self

    def undo(self) -> Filling:
        last = self.record.last_live
        assert last is not None
        id, at = self._stamp()
        self.record.apply(Cancellation(id, last.id, CAMILLE, at))
        return self

    def impossible(self, piece: int, balloon: str = "1") -> Filling:
        id, at = self._stamp()
        self.record.apply(Impossible(id, BoxKey(piece, balloon), "touche cassée", CAMILLE, at))
        return self

    def confirm(self) -> Filling:
        id, at = self._stamp()
        self.record.apply(Confirmation(id, self._asked().id, CAMILLE, at))
        return self

    def call(self) -> Filling:
        id, at = self._stamp()
        self.record.apply(Call(id, self._asked().id, CAMILLE, at))
        return self

    def visa(self, piece: int, balloon: str = "1") -> Filling:
        found = self.record.measurement(BoxKey(piece, balloon))
        assert found is not None
        id, at = self._stamp()
        self.record.apply(Visa(id, found.id, DOMINIQUE, DOMINIQUE, at))
        return self

    def concession(self, piece: int, *balloons: str) -> Filling:
        id, at = self._stamp()
        self.record.apply(Concession(id, "D-1", piece, balloons, "sans effet", DOMINIQUE, DOMINIQUE, at))
        return self

    def approve(self) -> Filling:
        id, at = self._stamp()
        self.record.apply(Approval(id, DOMINIQUE, DOMINIQUE, at))
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
