"""What the bench knows of each instrument now: its state, its last reading, and why it does not work."""

from __future__ import annotations

from dataclasses import dataclass, replace

from drivers import BatteryChange, Cause, Fault, Identified, LinkEvent, LinkState, Reading, StateChange
from metroapp.domain.message import Message
from metroapp.services.diagnosis import why_closed, why_fault


@dataclass(frozen=True, slots=True)
class Tile:
    """One instrument of the bench. `why` says why it does not work; None while nothing shows that."""

    instrument: str
    address: str
    family: str
    state: LinkState = LinkState.ABSENT
    cause: Cause | None = None
    last: Reading | None = None
    why: Message | None = None
    unsaid: int = 0  # pieces of garbage kept quiet since the last one said
    battery_low: bool | None = None  # None: it never said
    identity: str = ""
    left_out: bool = False  # what was kept of its port is refused: nothing is opened for it


def after(tile: Tile, event: LinkEvent) -> Tile:
    """The tile once `event` has happened."""
    match event:
        case Reading():
            return replace(tile, last=event, why=None)
        case Fault():
            return replace(tile, why=why_fault(tile.family, event) or tile.why, unsaid=event.unsaid)
        case StateChange():
            why = why_closed(tile.address, event.cause)
            if why is None and event.state is LinkState.SILENT:
                why = tile.why
            return replace(tile, state=event.state, cause=event.cause, why=why)
        case Identified():
            return replace(tile, identity=event.text)
        case BatteryChange():
            return replace(tile, battery_low=event.low)
