"""Acts on the wear offsets (correcteurs) of tools: what a size owes to a register, and what was typed in there.

Nothing is ever sent to a machine: what was typed in is what somebody says that they typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from metroapp.domain.measurement import EntryId
from metroapp.domain.tool_offset import ToolLink


@dataclass(frozen=True, slots=True)
class SizeLinked:
    """A characteristic is made by a tool of a machine, and follows one of its registers. Lengths in millimetres."""

    id: EntryId
    number: str  # of the register in the workshop's own list: COR-2026-001
    reference: str
    balloon: str
    machine: str
    tool: str  # T
    offset: str  # D, H: the register
    link: ToolLink
    target: Decimal | None  # cote visée; None: the middle of the tolerance
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


CorrectionAct = SizeLinked | OffsetTyped | SizeUnlinked
