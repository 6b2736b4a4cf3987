"""A record being filled, for the tests of the honesty signals."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.measurement import BoxKey, EntryId, Frame, Input, Measurement, Observation, Origin, Role
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.operations import Cancellation
from metroapp.domain.quantity import Quantity, decimals_of
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.record_options import PLAIN, RecordOptions
from metroapp.domain.signals import Signal, SignalKind, signals
from metroapp.domain.specification import Characteristic, Means, Part
from metroapp.services.reference import standards

OPENED = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
MICROMETER, INDICATOR, UNKNOWN = "M-02", "C-03", "X-99"
FINE, COARSE, RUN_OUT, SEEN, ANGLE = "Ø20 h7", "12 ±0,02", "battement 0,02 A", "attribut", "30° ±0,5°"
OTHERS = ("19.985", "19.992", "19.987", "19.996", "19.983")  # values of no interest


class Session:
    """A record being filled: one balloon for each callout; unless told, somewhat irregular times."""

    def __init__(
        self, *callouts: str, pieces: int = 30, resolution: str = "0.001", options: RecordOptions = PLAIN
    ) -> None:
        wanted = tuple(
            Characteristic(str(place), "", (read := read_callout(text, standards())), Means.MICROMETER, read.nature)
            for place, text in enumerate(callouts, 1)
        )
        part = Part("Arbre", "A-1", "PL-1", "A", "", "", wanted)
        read_to = Decimal(resolution)
        kind = InstrumentKind.MICROMETER
        register = {
            MICROMETER: Instrument(MICROMETER, "", kind, resolution=read_to, decimals=decimals_of(read_to)),
            INDICATOR: Instrument(INDICATOR, "", InstrumentKind.DIAL_INDICATOR, resolution=Decimal("0.005")),
        }
        self.record = InspectionRecord(
            RecordHeader(EntryId("P1", 1), "R-1", part, pieces, "C. Martin", OPENED, options=options), register
        )
        self.now, self._sequence, self._pace = OPENED, 1, random.Random(5)

    def stamp(self, seconds: float | None = None) -> tuple[EntryId, datetime]:
        self._sequence += 1
        self.now += timedelta(seconds=self._pace.uniform(5, 30) if seconds is None else seconds)
        return EntryId("P1", self._sequence), self.now

    def value(
        self,
        piece: int,
        text: str,
        balloon: str = "1",
        *,
        instrument: str | None = MICROMETER,
        origin: Origin = Origin.INSTRUMENT,
        inputs: tuple[Input, ...] = (),
        after: float | None = None,
    ) -> None:
        id, at = self.stamp(after)
        quantity = Quantity(Decimal(text), self.record.characteristic(balloon).callout.reading_unit)
        if origin is Origin.INSTRUMENT and instrument and not inputs:
            inputs = (Input(Role.READING, quantity, Frame(instrument, text.encode(), at)),)
        self.record.apply(
            Measurement(id, BoxKey(piece, balloon), quantity, None, origin, instrument, "C. Martin", at, inputs)
        )

    def values(self, texts: Iterable[str], balloon: str = "1", **facts: Any) -> Session:
        for piece, text in enumerate(texts, 1):
            self.value(piece, text, balloon, **facts)
        return self

    def observe(self, piece: int, seen: Observation, balloon: str = "1") -> None:
        id, at = self.stamp()
        self.record.apply(Measurement(id, BoxKey(piece, balloon), None, seen, Origin.OBSERVED, None, "C. Martin", at))

    def undo(self) -> None:
        last = self.record.last_live
        assert last is not None
        id, at = self.stamp()
        self.record.apply(Cancellation(id, last.id, "C. Martin", at))

    def of(self, kind: SignalKind) -> list[Signal]:
        return [found for found in signals(self.record) if found.kind is kind]


def lot(seed: int, pieces: int, balloons: int, *, resolution: str = "0.001", cp: str = "1.33") -> Session:
    """An honest lot: values drawn from a centred process of that capability, read to the resolution."""
    draw, step = random.Random(seed), Decimal(resolution)
    session = Session(*[FINE] * balloons, pieces=pieces, resolution=resolution)
    for piece in range(1, pieces + 1):
        for balloon in range(1, balloons + 1):
            true = Decimal(repr(draw.gauss(19.9895, 0.021 / 6 / float(cp))))
            session.value(
                piece, str((true / step).quantize(Decimal(1)) * step), str(balloon), after=draw.uniform(4, 25)
            )
    return session
