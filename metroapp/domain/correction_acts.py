"""Acts on the wear offsets (correcteurs) of tools: what a size owes to a register, and what was typed in there.

Nothing is ever sent to a machine: what was typed in is what somebody says that they typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

from metroapp.domain.measurement import EntryId
from metroapp.domain.tool_offset import Corrector, Feature, MachineKind


class Aim(Enum):
    """Where a size is aimed at (cote visée)."""

    MIDDLE = "middle"  # of the tolerance
    WEAR = "wear"  # a quarter of the tolerance away from where wear takes it
    CHOSEN = "chosen"


class BandChoice(Enum):
    """What a deviation must exceed to be corrected (bande morte)."""

    DISPERSION = "dispersion"  # of the process
    UNCERTAINTY = "uncertainty"  # U of the means
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class RegisterKept:
    """A register of a tool of a machine is followed, or its settings are others. Lengths in millimetres."""

    id: EntryId
    number: str  # in the workshop's own list: COR-2026-001
    machine: str
    tool: str  # T
    offset: str  # D, H: the register
    kind: MachineKind
    corrector: Corrector
    step: Decimal  # of the register
    cap: Decimal  # the largest correction proposed
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SizeLinked:
    """A characteristic of a part is made by the tool, and follows the register. Lengths in millimetres."""

    id: EntryId
    number: str
    reference: str
    balloon: str
    feature: Feature
    sides: int | None
    aim: Aim
    target: Decimal | None  # of a chosen aim
    band: BandChoice
    dead_band: Decimal | None  # of a chosen band
    pieces: int  # whose mean is compared with the target
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OffsetTyped:
    """What somebody typed in the register of a tool, beside what was proposed to them."""

    id: EntryId
    number: str
    amount: Decimal  # mm, added to the register
    proposed: Decimal | None
    reason: str
    record: EntryId | None  # being filled
    piece: int  # of that record, the last one machined before; 0: none
    after: EntryId | None  # the last value measured before
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SizeUnlinked:
    """A characteristic is no longer made by this tool."""

    id: EntryId
    number: str
    reference: str
    balloon: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RegisterLeft:
    """The register is no longer followed."""

    id: EntryId
    number: str
    reason: str
    by: str
    at: datetime


CorrectionAct = RegisterKept | SizeLinked | OffsetTyped | SizeUnlinked | RegisterLeft
