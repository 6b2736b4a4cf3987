"""A reading that is not recorded yet, and its text in `state.sqlite`: to the digit and to the byte."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from metroapp.domain.measurement import BoxKey, EntryId, Frame, Role
from metroapp.domain.message import Refusal
from metroapp.domain.plausibility import Doubt
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import BoxCode

# Refusals that pass: what is in the way is not the reading, which goes on waiting.
_PASSING = (
    "workspace.",
    "gate.",
    "sweep.",
    "session.",
    "proposal.",
    "person.",
    "reading.begun_with_other",
    "means.refused",
    "record.unreadable",
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reading as it came, and the record that it came for.

    Held for somebody while it has no box; with one, proposed: one confirmation records it there.
    """

    record: EntryId
    quantity: Quantity
    frame: Frame
    simulated: bool
    person: str | None = None  # id of whoever had locked the post; None where nobody was signed in
    box: BoxKey | None = None
    role: Role | None = None  # what it is for in its box: a zero is never taken for a deviation
    variable: str = ""  # which one, of a formula
    reason: str = ""  # why its box is measured again
    repeated: int = 0  # of how many readings at the same place it is one
    replaces: EntryId | None = None  # the value that it was to replace
    doubt: Doubt | None = None  # why it is asked about
    number: int = 0  # in the order of arrival, given by `WaitingReadings`
    mark: str = ""  # given there too: of this reading alone, whatever was equal to it; written with what becomes of it

    @property
    def instrument(self) -> str:
        return self.frame.instrument

    @property
    def marked_frame(self) -> Frame:
        """The frame, with its mark and the doubt that somebody settled by confirming it."""
        confirmed = () if self.doubt is None else (f"confirmed={self.doubt.value}",)
        return replace(self.frame, flags=(*self.frame.flags, *confirmed, f"{_MARK}{self.mark}"))


_MARK = "waiting="


def mark_of(frame: Frame) -> str | None:
    """The mark of a frame that waited; None for one that was recorded as it came."""
    return next((flag.removeprefix(_MARK) for flag in frame.flags if flag.startswith(_MARK)), None)


def is_passing(refusal: Refusal) -> bool:
    """Whether a reading refused so may be taken later; else it never can be."""
    return refusal.message.code.startswith(_PASSING)


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
            "person": waiting.person,
            "box": None if box is None else [box.piece, box.balloon, box.code.value],
            "role": None if waiting.role is None else waiting.role.value,
            "variable": waiting.variable,
            "reason": waiting.reason,
            "repeated": waiting.repeated,
            "replaces": None if waiting.replaces is None else str(waiting.replaces),
            "doubt": None if waiting.doubt is None else waiting.doubt.value,
            "mark": waiting.mark,
        },
        ensure_ascii=False,
    )


def from_text(text: str, number: int) -> Waiting:
    """Raises for a text that says something else; lines of an older version say less."""
    kept = json.loads(text)
    role, replaces, doubt = kept.get("role"), kept.get("replaces"), kept.get("doubt")
    received_at, value, box = datetime.fromisoformat(kept["received_at"]), Decimal(kept["value"]), kept["box"]
    if not value.is_finite() or received_at.tzinfo is None:
        raise ValueError(text)
    return Waiting(
        record=EntryId.parse(kept["record"]),
        quantity=Quantity(value, Unit(kept["unit"])),
        frame=Frame(str(kept["instrument"]), bytes.fromhex(kept["raw"]), received_at, tuple(map(str, kept["flags"]))),
        simulated=bool(kept["simulated"]),
        person=kept["person"],
        box=None if box is None else BoxKey(int(box[0]), str(box[1]), BoxCode(box[2])),
        role=None if role is None else Role(role),
        variable=str(kept.get("variable", "")),
        reason=str(kept.get("reason", "")),
        repeated=int(kept.get("repeated", 0)),
        replaces=None if replaces is None else EntryId.parse(replaces),
        doubt=None if doubt is None else Doubt(doubt),
        number=number,
        mark=kept.get("mark") or f"line-{number}",
    )
