"""What the archive says of the registers of tools: what is advised now, and what the corrections did. It only reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, get_args

from metroapp.domain.correction_acts import CorrectionAct
from metroapp.domain.correction_proof import Outcome, ProvenOffset, prove
from metroapp.domain.made_sizes import Change, SizeHistory, changes_of
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.offset_advice import Key, OffsetAdvice, SizeAdvice, advise
from metroapp.domain.production import SetUpSheet, ToolLine
from metroapp.domain.tool_register import ToolRegister, folded, registers
from metroapp.services.consultation import reading
from metroapp.services.workspace import Workspace

if TYPE_CHECKING:
    from sqlalchemy import Connection

ProvenRegister = tuple[ToolRegister, tuple[ProvenOffset, ...]]
CORRECTION_ACTS: tuple[type[CorrectionAct], ...] = get_args(CorrectionAct)


@dataclass(frozen=True, slots=True)
class Jauge:
    """The geometry of the tool as the last set-up sheet has it: another thing than its wear offset."""

    tool: ToolLine
    record: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RegisterView:
    """A register as it is to be shown."""

    register: ToolRegister
    advice: OffsetAdvice
    proven: tuple[ProvenOffset, ...]
    changes: tuple[Change, ...]
    jauge: Jauge | None = None
    is_silent: bool = False  # the record being filled tells nothing of it

    def silenced(self) -> RegisterView:
        """Without what would be proposed, and without what the pieces say of what was typed in."""
        bare = [SizeAdvice(one.size, None, None, None, is_weighed=one.is_weighed) for one in self.advice.sizes]
        advice = OffsetAdvice(self.register, tuple(bare), None)
        proven = tuple(ProvenOffset(one.act, ()) for one in self.proven)
        return replace(self, advice=advice, proven=proven, is_silent=True)

    @property
    def outcome(self) -> Outcome | None:
        """What the last correction did."""
        return None if self.last is None else self.last.outcome

    @property
    def is_just_proven(self) -> bool:
        """Whether the last value is the first piece made after the last correction, and it is corrected."""
        if self.last is None or self.last.outcome is not Outcome.CORRECTED:
            return False
        return max((proof.after.count for proof in self.last.proofs if proof.after is not None), default=0) == 1

    @property
    def last(self) -> ProvenOffset | None:
        """The last correction, with what is known of it."""
        return self.proven[-1] if self.proven else None


def kept(workspace: Workspace) -> dict[str, ToolRegister]:
    """Every register by its number."""
    with reading(workspace) as connection:
        return registers_of(connection)


def registers_of(connection: Connection) -> dict[str, ToolRegister]:
    from metroapp.archive import queries

    acts = queries.process_acts(connection, kinds=CORRECTION_ACTS)
    return registers(act for act in acts if isinstance(act, CORRECTION_ACTS))


def view(workspace: Workspace, number: str, reference: str | None = None) -> RegisterView:
    """One register; `reference` is the part that is being made, by default the one measured last. Refuses
    `offset.absent`."""
    with reading(workspace) as connection:
        known = registers_of(connection)
        if number not in known:
            raise Refusal("offset.absent", number=number)
        return look(connection, known[number], known.values(), reference)


def views(workspace: Workspace) -> list[RegisterView]:
    """All of them, the first followed first."""
    with reading(workspace) as connection:
        known = registers_of(connection).values()
        return [look(connection, register, known) for register in known]


def of_part(workspace: Workspace, reference: str, machine: str, balloon: str = "") -> list[RegisterView]:
    """The registers in use that make a part on a machine, or one characteristic of it, from the values measured last:
    what is advised now and the last correction, with neither the jauge nor the proof of older ones."""
    with reading(workspace) as connection:
        known = registers_of(connection).values()
        return [
            look(connection, register, known, reference, is_recent=True)
            for register in known
            if register.makes(reference, machine) and (not balloon or register.size(reference, balloon) is not None)
        ]


def of_record(workspace: Workspace, id: EntryId) -> list[ProvenRegister]:
    """The same of one record."""
    with reading(workspace) as connection:
        return of_records(connection, [id])


def of_records(
    connection: Connection, records: Iterable[EntryId]
) -> list[tuple[ToolRegister, tuple[ProvenOffset, ...]]]:
    """The corrections typed in while these records were filled, with what the next pieces say of each."""
    asked, found, known = set(records), [], registers_of(connection).values()
    for register in known:
        if any(act.record in asked for act in register.typed):
            proven = look(connection, register, known).proven
            found.append((register, tuple(one for one in proven if one.act.record in asked)))
    return found


def look(
    connection: Connection,
    register: ToolRegister,
    known: Iterable[ToolRegister],
    reference: str | None = None,
    *,
    is_recent: bool = False,
) -> RegisterView:
    """What is advised for a register among those that are `known`, from the values of the archive."""
    from metroapp.archive import made_sizes, set_up_sheets

    machine = register.kept.machine
    histories: dict[Key, SizeHistory] = {
        (size.reference, size.balloon): made_sizes.size_history(
            connection, size.reference, size.balloon, machine, is_recent=is_recent
        )
        for size in register.sizes
    }
    changes = changes_of(register, histories.values(), (one for one in known if one.number != register.number))
    values = {key: history.values for key, history in histories.items()}
    advice = advise(register, values, changes, reference)
    records = dict.fromkeys(one.record.id for made in values.values() for one in made)
    sheet = set_up_sheets.last(connection, records) if records and not is_recent else None
    return RegisterView(register, advice, prove(advice, values, changes), changes, _jauge(register, sheet))


def _jauge(register: ToolRegister, found: tuple[str, SetUpSheet] | None) -> Jauge | None:
    """The line of the tool on the set-up sheet: with its register where the sheet names it."""
    if found is None:
        return None
    number, sheet = found
    own = [line for line in sheet.tools if register.is_of_tool(line.tool) and line.tool]
    exact = [line for line in own if folded(line.offset) == folded(register.kept.offset)]
    line = next(iter((*exact, *(one for one in own if not one.offset))), None)
    return None if line is None else Jauge(line, number, sheet.at)
