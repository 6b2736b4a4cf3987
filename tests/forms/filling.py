"""A record for the tests of the papers, filled by hand, and the part that most of them measure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from metroapp.domain.comparison import by_comparison
from metroapp.domain.decision_rule import DecisionRule
from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Observation, Origin, Role
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.operations import (
    Approval,
    Call,
    Cancellation,
    Closing,
    Concession,
    Confirmation,
    DroppedReading,
    Impossible,
    Preparation,
    Visa,
    ZeroSetting,
)
from metroapp.domain.production import EventKind, FollowUp, ProductionEvent, SetUpSheet, ToolLine
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.specification import BoxCode, Characteristic, Means, Part, Sampling
from metroapp.domain.uncertainty import standard_uncertainty
from metroapp.services.reference import standards

OPENED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
CALIPER, MICROMETER, INDICATOR, COLUMN, PLUG, ROUGHNESS = "PC-01", "M-02", "C-03", "H-04", "TF-08", "R-06"
CLOSED_BY = "Camille Martin"
_KINDS = {
    CALIPER: InstrumentKind.CALIPER,
    MICROMETER: InstrumentKind.MICROMETER,
    INDICATOR: InstrumentKind.DIAL_INDICATOR,
    COLUMN: InstrumentKind.HEIGHT_GAUGE,
    PLUG: InstrumentKind.THREAD_PLUG,
    ROUGHNESS: InstrumentKind.ROUGHNESS_TESTER,
}
UNCERTAINTIES = {
    CALIPER: "0.012", MICROMETER: "0.0015", INDICATOR: "0.001", COLUMN: "0.002"
}  # fmt: skip
EACH_PIECE = Sampling()


def characteristic(
    balloon: str, designation: str, callout: str, means: Means, sampling: Sampling = EACH_PIECE, **facts: Any
) -> Characteristic:
    read = read_callout(callout, standards())
    return Characteristic(balloon, designation, read, means, read.nature, sampling, **facts)


STANDARD = (
    characteristic("1", "Diamètre de portée de roulement", "Ø20 h7", Means.MICROMETER),
    characteristic("2", "Diamètre de collet", "Ø32 ±0,05", Means.CALIPER),
    characteristic("3", "Longueur totale", "85,5 +0,1/-0,2", Means.CALIPER),
    characteristic("4", "Alésage de centrage", "Ø16 H7", Means.COMPARISON),
    characteristic("5", "Hauteur d'épaulement", "12 ±0,02", Means.HEIGHT_GAUGE),
    characteristic("6", "Planéité de la face d'appui", "planéité 0,02", Means.DIAL_INDICATOR),
    characteristic("7", "Perpendicularité de la face", "perpendicularité 0,03 A", Means.DIAL_INDICATOR),
    characteristic("8", "Localisation du trou", "localisation 0,1 A B", Means.DIAL_INDICATOR, Sampling(every=2)),
    characteristic("9", "Filetage d'extrémité", "M12x1,75-6g", Means.THREAD_RING),
    characteristic("10", "État de surface de la portée", "Ra 1,6", Means.ROUGHNESS_TESTER, Sampling(first=True)),
    characteristic("11", "Battement de la portée", "battement 0,02 A-B", Means.DIAL_INDICATOR),
    characteristic("12", "Arêtes abattues, pièce ébavurée", "attribut", Means.VISUAL),
)


def _instrument(number: str, kind: InstrumentKind, uncertainty: str | None) -> Instrument:
    return Instrument(
        number, kind.value, kind, uncertainty=None if uncertainty is None else Quantity(Decimal(uncertainty))
    )


class Filling:
    """A record being filled; each operation has the next number and is seven seconds later."""

    def __init__(
        self,
        characteristics: tuple[Characteristic, ...],
        pieces: int,
        *,
        simulated: bool = False,
        number: str = "R-7",
        rule: DecisionRule | None = None,
        uncertainties: Mapping[str, str] = MappingProxyType({}),
        options: RecordOptions = PLAIN,
    ) -> None:
        part = Part(
            "Arbre étagé",
            "ARB-0042",
            "PL-1234",
            "C",
            "42CrMo4",
            "Ateliers Béarnais",
            characteristics,
            "ISO 2768-mK",
            rule,
        )
        self._sequence, self._now = 1, OPENED
        self.record = InspectionRecord(
            RecordHeader(
                EntryId("P1", 1), number, part, pieces, CLOSED_BY, OPENED, "OF-2611", "L-17", "Phase 30 – finition",
                "Tour CN n° 2", simulated, options=options,
            ),
            {number: _instrument(number, kind, uncertainties.get(number)) for number, kind in _KINDS.items()},
        )  # fmt: skip

    def _stamp(self) -> tuple[EntryId, datetime]:
        self._sequence += 1
        self._now += timedelta(seconds=7)
        return EntryId("P1", self._sequence), self._now

    def _replaced(self, box: BoxKey) -> EntryId | None:
        last = self.record.measurement(box)
        return last.id if last else None

    def value(
        self,
        piece: int,
        balloon: str,
        text: str,
        instrument: str | None = CALIPER,
        *,
        origin: Origin = Origin.INSTRUMENT,
        inputs: tuple[Input, ...] = (),
        reason: str = "",
        simulated: bool = False,
        unit: Unit | None = None,
    ) -> None:
        id, at = self._stamp()
        box = BoxKey(piece, balloon)
        quantity = Quantity(Decimal(text), unit or self.record.characteristic(balloon).callout.reading_unit)
        if origin is Origin.INSTRUMENT and instrument:
            inputs = (Input(Role.READING, quantity, Frame(instrument, f"01A{text}\r".encode(), at)),)
        self.record.apply(
            Measurement(id, box, quantity, None, origin, instrument, CLOSED_BY, at, inputs, reason,
                        self._replaced(box), simulated,
                        standard_uncertainty(
                            self.record.characteristic(balloon), inputs, instrument, self.record.instruments
                        ))
        )  # fmt: skip

    def observe(
        self, piece: int, balloon: str, seen: Observation, code: BoxCode = BoxCode.SINGLE, reason: str = ""
    ) -> None:
        id, at = self._stamp()
        box = BoxKey(piece, balloon, code)
        gauge = None if code is BoxCode.SINGLE else PLUG
        self.record.apply(
            Measurement(
                id, box, None, seen, Origin.OBSERVED, gauge, CLOSED_BY, at, (), reason, self._replaced(box)
            )
        )  # fmt: skip

    def gauge(self, piece: int, balloon: str, *, go: bool = True, no_go: bool = False) -> None:
        """What the two gauges of a thread do: `go` whether the GO one passes, `no_go` whether the other one does."""
        passes = {True: Observation.PASSES, False: Observation.DOES_NOT_PASS}
        self.observe(piece, balloon, passes[go], BoxCode.GO)
        self.observe(piece, balloon, passes[no_go], BoxCode.NO_GO)

    def impossible(self, piece: int, balloon: str, reason: str, code: BoxCode = BoxCode.SINGLE) -> None:
        id, at = self._stamp()
        self.record.apply(Impossible(id, BoxKey(piece, balloon, code), reason, CLOSED_BY, at))

    def zero(self, balloon: str, certified: str, blocks: tuple[str, ...], zero: str = "0.000") -> None:
        id, at = self._stamp()
        read = Input(Role.ZERO, Quantity(Decimal(zero)), Frame(INDICATOR, f"+{zero}\r".encode(), at))
        self.record.apply(ZeroSetting(id, balloon, INDICATOR, Decimal(certified), blocks, read, CLOSED_BY, at))

    def compare(self, piece: int, balloon: str, deviation: str) -> None:
        setting = self.record.zeros[balloon]
        size = by_comparison(setting.certified, setting.zero.quantity.value, Decimal(deviation))
        inputs = (
            Input(Role.CERTIFIED, Quantity(setting.certified)),
            setting.zero,
            Input(Role.DEVIATION, Quantity(Decimal(deviation)), Frame(INDICATOR, f"{deviation}\r".encode(), self._now)),
        )
        self.value(piece, balloon, str(size), INDICATOR, origin=Origin.COMPARISON, inputs=inputs)

    def sweep(self, piece: int, balloon: str, maximum: str, minimum: str, instrument: str = INDICATOR) -> None:
        inputs = tuple(
            Input(role, Quantity(Decimal(text)), Frame(instrument, f"{text}\r".encode(), self._now))
            for role, text in ((Role.MAXIMUM, maximum), (Role.MINIMUM, minimum))
        )
        found = str(Decimal(maximum) - Decimal(minimum))
        self.value(piece, balloon, found, instrument, origin=Origin.COMPUTED, inputs=inputs)

    def probe(self, piece: int, balloon: str, first: str, second: str) -> None:
        inputs = tuple(
            Input(role, Quantity(Decimal(text)), Frame(COLUMN, f"{text}\r".encode(), self._now))
            for role, text in ((Role.PROBING_1, first), (Role.PROBING_2, second))
        )
        found = str(Decimal(second) - Decimal(first))
        self.value(piece, balloon, found, COLUMN, origin=Origin.COMPUTED, inputs=inputs)

    def _about(self, piece: int, balloon: str, code: BoxCode) -> EntryId:
        found = self.record.measurement(BoxKey(piece, balloon, code))
        assert found is not None
        return found.id

    def undo(self, piece: int, balloon: str, code: BoxCode = BoxCode.SINGLE) -> None:
        cancels = self._about(piece, balloon, code)
        id, at = self._stamp()
        self.record.apply(Cancellation(id, cancels, CLOSED_BY, at))

    def confirm(self, piece: int, balloon: str, code: BoxCode = BoxCode.SINGLE) -> None:
        confirms = self._about(piece, balloon, code)
        id, at = self._stamp()
        self.record.apply(Confirmation(id, confirms, CLOSED_BY, at))

    def call(self, piece: int, balloon: str, code: BoxCode = BoxCode.SINGLE) -> None:
        about = self._about(piece, balloon, code)
        id, at = self._stamp()
        self.record.apply(Call(id, about, CLOSED_BY, at))

    def give_visa(self, piece: int, balloon: str, code: BoxCode = BoxCode.SINGLE) -> None:
        accepts = self._about(piece, balloon, code)
        id, at = self._stamp()
        self.record.apply(Visa(id, accepts, "Dominique Leroy", "Dominique Leroy", at))

    def prepare(self) -> None:
        id, at = self._stamp()
        self.record.apply(Preparation(id, CLOSED_BY, at))

    def approve(self) -> None:
        id, at = self._stamp()
        self.record.apply(Approval(id, "Dominique Leroy", "Dominique Leroy", at))

    def drop(self, instrument: str, shown: str, box: BoxKey | None) -> None:
        id, at = self._stamp()
        self.record.apply(DroppedReading(id, instrument, shown, b"01A+12.345\r", box, CLOSED_BY, at))

    def note(self, kind: EventKind, after: int, tool: str, text: str) -> None:
        id, at = self._stamp()
        self.record.apply(ProductionEvent(id, kind, after, tool, text, CLOSED_BY, at))

    def follow(self) -> None:
        id, at = self._stamp()
        self.record.apply(FollowUp(id, CLOSED_BY, at, 8, 6, 1, 1, 25, 90, "copeaux longs"))
        id, at = self._stamp()
        tool = ToolLine("T1", "D1", "ébauche", Decimal("12.5"), Decimal("-80.25"), Decimal("0.8"))
        self.record.apply(SetUpSheet(id, CLOSED_BY, at, "O2001", "B", "G54", "mors doux", "", (tool,)))

    def concede(
        self, number: str, piece: int, *balloons: str, reason: str = "Jeu accepté au montage", signed: bool = False
    ) -> None:
        id, at = self._stamp()
        self.record.apply(Concession(id, number, piece, balloons, reason, "Dominique Leroy", CLOSED_BY, at, signed))

    def close(self, *, signed: bool = False) -> None:
        id, at = self._stamp()
        self.record.apply(Closing(id, CLOSED_BY, at, signed))
