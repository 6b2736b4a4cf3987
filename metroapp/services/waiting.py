"""A reading that is not recorded yet, and its text in `state.sqlite`: to the digit and to the byte."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from metroapp.domain.measurement import BoxKey, EntryId, Frame
from metroapp.domain.plausibility import Doubt
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import BoxCode


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reading as it came, and the record that it came for."""

    record: EntryId
    quantity: Quantity
    frame: Frame
    simulated: bool
    box: BoxKey | None = None  # where one confirmation records it; None while nobody could take it
    person: str | None = None  # id of whoever had locked the post; None where nobody was signed in
    doubt: Doubt | None = None  # why it is asked about, where it is for the box expected
    number: int = 0  # in the order of arrival, given by `WaitingReadings`

    @property
    def instrument(self) -> str:
        return self.frame.instrument

    @property
    def confirmed_frame(self) -> Frame:
        """The frame, marked with the doubt that somebody settled by confirming it."""
        if self.doubt is None:
            return self.frame
        return replace(self.frame, flags=(*self.frame.flags, f"confirmed={self.doubt.value}"))


def to_text(waiting: Waiting) -> str:
    """One line of JSON."""
    frame, box = waiting.frame, waiting.box
    return json.dumps(
        {
            "record": str(waiting.record),
            "value": str(waiting.quantity.value),
            "unit": waiting.quantity.unit.value,
            "instrument": frame.instrument,
            "raw": frame.raw.hex(),
            "received_at": frame.received_at.isoformat(),
            "flags": list(frame.flags),
            "simulated": waiting.simulated,
            "box": None if box is None else [box.piece, box.balloon, box.code.value],
            "person": waiting.person,
            "doubt": None if waiting.doubt is None else waiting.doubt.value,
        },
        ensure_ascii=False,
    )


def from_text(text: str, number: int) -> Waiting:
    """Raises ValueError, TypeError, KeyError or ArithmeticError for a text that says something else."""
    kept = json.loads(text)
    received_at, box = datetime.fromisoformat(kept["received_at"]), kept["box"]
    frame = Frame(kept["instrument"], bytes.fromhex(kept["raw"]), received_at, tuple(kept["flags"]))
    return Waiting(
        record=EntryId.parse(kept["record"]),
        quantity=Quantity(Decimal(kept["value"]), Unit(kept["unit"])),
        frame=frame,
        simulated=bool(kept["simulated"]),
        box=None if box is None else BoxKey(box[0], box[1], BoxCode(box[2])),
        person=kept["person"],
        doubt=None if kept.get("doubt") is None else Doubt(kept["doubt"]),
        number=number,
    )
