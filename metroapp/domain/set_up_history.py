"""The set-up data of a work order, record after record: how the machine was set up, with which tools and programme, and
what was done at the machine meanwhile.

Gauges (*jauges*) are what set-up sheets say; wear offsets (*correcteurs*) are what was typed in: two things, side by
side. Lengths in millimetres.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from metroapp.domain.correction_proof import ProvenOffset
from metroapp.domain.measurement import EntryId
from metroapp.domain.production import EventKind, ProductionEvent, SetUpSheet, ToolLine
from metroapp.domain.tool_register import Axis, ToolRegister, axis_of, folded

Corrections = Iterable[tuple[ToolRegister, Iterable[ProvenOffset]]]


@dataclass(frozen=True, slots=True)
class SetUpRecord:
    """A record of the work order, as far as its set-up is told."""

    id: EntryId
    number: str
    machine: str
    operation: str
    operator: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A set-up sheet; `is_last` of its record: the ones before it were filled in again."""

    record: SetUpRecord
    sheet: SetUpSheet
    is_last: bool


@dataclass(frozen=True, slots=True)
class SetUpTool:
    """A tool as a sheet has it, told once until its gauge changes; `typed`: in its register, by axis, in all."""

    record: SetUpRecord
    tool: ToolLine
    since: datetime
    is_changed: bool  # another line of the same tool came before
    typed: tuple[tuple[Axis, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Intervention:
    """What was done at the machine; of a correction typed in, what the next pieces say of it."""

    record: SetUpRecord
    event: ProductionEvent
    correction: ProvenOffset | None = None


@dataclass(frozen=True, slots=True)
class ProgramUse:
    """A programme at one revision on one machine, since when, and in which records."""

    program: str
    revision: str
    machine: str
    since: datetime
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetUpHistory:
    """All of it, the first one first."""

    records: tuple[SetUpRecord, ...]
    sheets: tuple[FilledSheet, ...]
    tools: tuple[SetUpTool, ...]
    interventions: tuple[Intervention, ...]
    programs: tuple[ProgramUse, ...]

    @property
    def without_sheet(self) -> tuple[SetUpRecord, ...]:
        filled = {one.record.id for one in self.sheets}
        return tuple(one for one in self.records if one.id not in filled)

    def count(self, kind: EventKind) -> int:
        return sum(one.event.kind is kind for one in self.interventions)


def set_up_history(
    records: Iterable[SetUpRecord],
    sheets: Iterable[tuple[EntryId, SetUpSheet]],
    events: Iterable[tuple[EntryId, ProductionEvent]],
    corrections: Corrections,
) -> SetUpHistory:
    """`sheets` and `events` come with their records, in the order in which they were written; `corrections` are those
    typed in while these records were filled."""
    known = {one.id: one for one in records}
    given, typed = list(sheets), [(register, tuple(proven)) for register, proven in corrections]
    last = {record: sheet.id for record, sheet in given}
    filled = tuple(FilledSheet(known[record], sheet, last[record] == sheet.id) for record, sheet in given)
    proofs = {(one.act.record, one.act.piece, one.act.at): one for _, proven in typed for one in proven}
    done = tuple(
        Intervention(known[record], event, proofs.get((record, event.after, event.at))) for record, event in events
    )
    return SetUpHistory(
        tuple(known.values()), filled, _tools(filled, typed), tuple(sorted(done, key=lambda one: one.event.at)),
        _programs(filled),
    )  # fmt: skip


def _tools(
    sheets: Iterable[FilledSheet], typed: list[tuple[ToolRegister, tuple[ProvenOffset, ...]]]
) -> tuple[SetUpTool, ...]:
    found: dict[tuple[str, str, str], list[SetUpTool]] = {}
    for one in sheets:
        machine = one.record.machine
        for line in one.sheet.tools:
            of_tool = found.setdefault((folded(machine), folded(line.tool), folded(line.offset)), [])
            if not of_tool or of_tool[-1].tool != line:
                total = _typed(machine, line, typed)
                of_tool.append(SetUpTool(one.record, line, one.sheet.at, bool(of_tool), total))
    return tuple(one for of_tool in found.values() for one in of_tool)


def _typed(
    machine: str, line: ToolLine, typed: list[tuple[ToolRegister, tuple[ProvenOffset, ...]]]
) -> tuple[tuple[Axis, Decimal], ...]:
    """What was typed in the registers of a tool while these records were filled; a line that names no register has
    those of its tool."""
    totals: dict[Axis, Decimal] = {}
    for register, proven in typed:
        kept = register.kept
        is_there = not kept.machine or folded(kept.machine) == folded(machine)
        is_same = not line.offset or folded(kept.offset) == folded(line.offset)
        if is_there and is_same and line.tool and register.is_of_tool(line.tool):
            axis = axis_of(kept.corrector)
            totals[axis] = sum((one.act.amount for one in proven), totals.get(axis, Decimal(0)))
    return tuple(totals.items())


def _programs(sheets: Iterable[FilledSheet]) -> tuple[ProgramUse, ...]:
    """A sheet filled in again with the same programme is the same use."""
    found: dict[tuple[str, str, str], ProgramUse] = {}
    for one in sheets:
        program, revision, machine = one.sheet.program, one.sheet.program_revision, one.record.machine
        if not program:
            continue
        key = program, revision, folded(machine)
        use = found.get(key)
        numbers = (*(use.records if use is not None else ()), one.record.number)
        since = one.sheet.at if use is None else use.since
        found[key] = ProgramUse(program, revision, machine, since, tuple(dict.fromkeys(numbers)))
    return tuple(found.values())
