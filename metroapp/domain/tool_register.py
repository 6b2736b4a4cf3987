"""A register of a tool (correcteur) as the workshop follows it: the sum of its acts.

Its sizes are those that the tool makes; what was typed in stays, and only another correction undoes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from metroapp.domain.correction_acts import (
    Aim,
    BandChoice,
    CorrectionAct,
    OffsetTyped,
    RegisterKept,
    RegisterLeft,
    SizeLinked,
    SizeUnlinked,
)
from metroapp.domain.entered_text import require_text
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Unit
from metroapp.domain.specification import Characteristic
from metroapp.domain.tool_offset import Corrector, Feature, ToolLink, features_of

MOST_PIECES = 25  # whose mean is taken: a longer series is for the chart
LARGEST_CAP = Decimal(10)  # mm
_SMALLEST_STEP, _LARGEST_STEP = Decimal("0.0001"), Decimal("0.1")  # mm
_DECIMALS = 4  # of what is typed in a register
_GROWS = (Feature.OUTSIDE, Feature.FRONT_FACE, Feature.HEIGHT)  # what a worn edge leaves too large
_QUARTER = Decimal("0.25")
# `T3`, `t 03`, `outil 3`; of four digits (`T0303`) the first two are the tool.
_TOOL = re.compile(r"[^0-9]*(?:([0-9]{2})[0-9]{2}|0*([0-9]+))(?![0-9])")


class Axis(Enum):
    """The column of the register, as machines show it: one number of register (D3) has several."""

    X = "X"
    Z = "Z"
    LENGTH = "L"
    RADIUS = "R"


_AXES = {
    Corrector.X_DIAMETER: Axis.X, Corrector.X_RADIUS: Axis.X, Corrector.Z: Axis.Z, Corrector.LENGTH: Axis.LENGTH,
    Corrector.RADIUS: Axis.RADIUS,
}  # fmt: skip


def axis_of(corrector: Corrector) -> Axis:
    return _AXES[corrector]


def is_linkable(characteristic: Characteristic) -> bool:
    """Whether a register of a tool can move it: a length between limits, read as a value."""
    callout = characteristic.callout
    is_read = characteristic.kind.is_size and not characteristic.is_gauged and bool(characteristic.boxes)
    return is_read and callout.reading_unit is Unit.MM


def aimed_at(size: SizeLinked, lower: Decimal | None, upper: Decimal | None) -> Decimal | None:
    """The cote visée of a size with these limits (mm); None where it is not chosen and a limit is missing."""
    if size.aim is Aim.CHOSEN:
        return size.target
    if lower is None or upper is None:
        return None
    interval = upper - lower
    if size.aim is Aim.MIDDLE:
        return lower + interval / 2
    return lower + interval * _QUARTER if size.feature in _GROWS else upper - interval * _QUARTER


@dataclass(frozen=True, slots=True)
class ToolRegister:
    """One register: its settings, the sizes that follow it, and what was typed in."""

    kept: RegisterKept
    sizes: tuple[SizeLinked, ...] = ()
    typed: tuple[OffsetTyped, ...] = ()
    left: RegisterLeft | None = None

    @property
    def number(self) -> str:
        return self.kept.number

    @property
    def place(self) -> tuple[str, str, str, Axis]:
        """Machine, tool, register and its axis, as they are compared: `D3` of a lathe has an X and a Z."""
        kept = self.kept
        return folded(kept.machine), folded(kept.tool), folded(kept.offset), axis_of(kept.corrector)

    @property
    def total(self) -> Decimal:
        """What was typed in, in all (mm)."""
        return sum((act.amount for act in self.typed), Decimal(0))

    def require_same_kind(self, kept: RegisterKept) -> None:
        """Refuse (`offset.kind_typed`) another kind once something was typed in: its sign and its worth would be read
        otherwise."""
        if self.typed and (kept.kind, kept.corrector) != (self.kept.kind, self.kept.corrector):
            raise Refusal("offset.kind_typed", number=self.number)

    def link(self, size: SizeLinked) -> ToolLink:
        """What a size owes to the register; refuses as `ToolLink`."""
        return ToolLink(self.kept.kind, self.kept.corrector, size.feature, size.sides)

    def size(self, reference: str, balloon: str) -> SizeLinked | None:
        return next((one for one in self.sizes if (one.reference, one.balloon) == (reference, balloon)), None)

    def makes(self, reference: str, machine: str) -> bool:
        """Whether the tool makes a part, on this machine; a register without a machine is of any."""
        is_there = not self.kept.machine or folded(self.kept.machine) == folded(machine)
        return self.left is None and is_there and any(size.reference == reference for size in self.sizes)

    def shared_with(self, other: ToolRegister) -> SizeLinked | None:
        """A size that another register in use moves too, on a machine that may be the same: it would be corrected
        twice."""
        machines = {folded(one.kept.machine) for one in (self, other)}
        if other.number == self.number or other.left is not None or (len(machines) > 1 and "" not in machines):
            return None
        return next((one for one in self.sizes if other.size(one.reference, one.balloon) is not None), None)

    def is_of_tool(self, tool: str) -> bool:
        """Whether an event at the machine is about this tool; one that names none is about every tool."""
        said, own = folded(tool), folded(self.kept.tool)
        if not said or said == own or own in said.replace("/", " ").replace("-", " ").split():
            return True
        return _tool_number(said) is not None and _tool_number(said) == _tool_number(own)

    def with_act(self, act: CorrectionAct) -> ToolRegister:
        """After an act."""
        match act:
            case RegisterKept():
                return replace(self, kept=act, left=None)
            case SizeLinked(reference=reference, balloon=balloon):
                known = {(one.reference, one.balloon): one for one in self.sizes}
                return replace(self, sizes=tuple({**known, (reference, balloon): act}.values()))
            case SizeUnlinked(reference=reference, balloon=balloon):
                others = tuple(one for one in self.sizes if (one.reference, one.balloon) != (reference, balloon))
                return replace(self, sizes=others)
            case OffsetTyped():
                return replace(self, typed=(*self.typed, act))
            case RegisterLeft():
                return replace(self, left=act)


def registers(acts: Iterable[CorrectionAct]) -> dict[str, ToolRegister]:
    """Every register by its number, in the order in which they were first followed."""
    found: dict[str, ToolRegister] = {}
    for act in acts:
        if act.number in found:
            found[act.number] = found[act.number].with_act(act)
        elif isinstance(act, RegisterKept):
            found[act.number] = ToolRegister(act)
    return found


# -- what may be written ----------------------------------------------------------------------------------------------


def require_settings(kept: RegisterKept) -> None:
    """Refuse `offset.tool_missing`, `offset.no_such_register`, `offset.step`, `offset.cap`, and as `require_text`."""
    require_text(kept.machine, kept.tool, kept.offset)
    if not (kept.tool and kept.offset):
        raise Refusal("offset.tool_missing")
    if not features_of(kept.kind, kept.corrector):
        raise Refusal("offset.no_such_register", machine=kept.kind, corrector=kept.corrector)
    if not (kept.step.is_finite() and _SMALLEST_STEP <= kept.step <= _LARGEST_STEP):
        raise Refusal("offset.step")
    if not (kept.cap.is_finite() and 0 < kept.cap <= LARGEST_CAP):
        raise Refusal("offset.cap")


def require_linkable(register: ToolRegister, size: SizeLinked, lower: Decimal | None, upper: Decimal | None) -> None:
    """Refuse a size with these limits: `offset.left`, `offset.pieces`, `offset.dead_band`, `offset.target_missing`,
    `offset.target_outside`, and as `ToolLink`."""
    if register.left is not None:
        raise Refusal("offset.left", number=register.number)
    register.link(size)
    if not 1 <= size.pieces <= MOST_PIECES:
        raise Refusal("offset.pieces", most=MOST_PIECES)
    if size.band is BandChoice.CHOSEN and not _is_length(size.dead_band):
        raise Refusal("offset.dead_band")
    target = aimed_at(size, lower, upper)
    if target is None or not target.is_finite():
        raise Refusal("offset.target_missing", balloon=size.balloon)
    if (lower is not None and target < lower) or (upper is not None and target > upper):
        raise Refusal("offset.target_outside", balloon=size.balloon, target=target)


def require_typable(register: ToolRegister, amount: Decimal) -> None:
    """Refuse what cannot have been typed in: `offset.left`, `offset.nothing_typed`, `offset.amount`."""
    if register.left is not None:
        raise Refusal("offset.left", number=register.number)
    if not amount.is_finite() or abs(amount) > LARGEST_CAP or Fraction(amount) % Fraction(1, 10**_DECIMALS):
        raise Refusal("offset.amount", most=LARGEST_CAP)
    if amount == 0:
        raise Refusal("offset.nothing_typed")


def require_current(register: ToolRegister, proposed: Decimal | None, after: EntryId | None) -> None:
    """Refuse (`offset.proposal_past`) a proposal, made after the value `after`, that a later correction has made old:
    the same one noted twice, or by two people."""
    last = register.typed[-1].id if register.typed else None
    if proposed is None or last is None or after is None or last.post != after.post:
        return
    if last.sequence > after.sequence:
        raise Refusal("offset.proposal_past", number=register.number)


def _tool_number(text: str) -> int | None:
    """`3` of `t3`, `t03`, `3` or `t0303`."""
    found = _TOOL.match(text)
    return None if found is None else int(found[1] or found[2])


def _is_length(value: Decimal | None) -> bool:
    return value is not None and value.is_finite() and 0 <= value <= LARGEST_CAP


def folded(text: str) -> str:
    """A machine, a tool or a register as it is compared, however it was typed."""
    return " ".join(text.split()).casefold()
