"""Tool offsets on paper and in workbooks: the sizes of a register, what was typed in, what the next pieces said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from forms.blocks import Align, Block, Cell, Column, Document, Fields, Notes, Table
from metroapp.domain.correction_proof import Outcome, ProvenOffset
from metroapp.domain.measurement import EntryId
from metroapp.domain.quantity import shortest
from metroapp.domain.tool_register import ToolRegister
from metroapp.wording import corrections as words
from metroapp.wording import documents
from metroapp.wording.labels import label
from metroapp.wording.numbers import signed

ProvenRegister = tuple[ToolRegister, Sequence[ProvenOffset]]
_NOT_TO_OVERLOOK = (Outcome.WRONG_WAY, Outcome.NO_EFFECT)
_WEIGHTS = {
    "at": 20, "number": 18, "machine": 14, "tool": 8, "offset": 11, "record": 18, "piece": 10, "amount": 12,
    "proposed": 13, "by": 20, "reason": 26, "outcome": 18, "proof": 60,
}  # fmt: skip
_NUMBERS = ("piece", "amount", "proposed")
_OF_REGISTER = ("at", "record", "piece", "amount", "proposed", "by", "reason", "outcome", "proof")
_OF_RECORD = ("at", "piece", "tool", "offset", "amount", "proposed", "by", "outcome", "proof")


def corrections_of_record(found: Sequence[ProvenRegister]) -> Table:
    """What was typed in while a record was filled, with what the next pieces say of it."""
    return _table(words.PAPER_OF_RECORD, found, _OF_RECORD, {})


def typed_table(found: Sequence[ProvenRegister], records: Mapping[EntryId, str]) -> Table:
    """Every correction of these registers; `records` gives the numbers of records."""
    return _table(words.PAPER_TYPED, found, tuple(_WEIGHTS), records)


def sizes_table(found: Sequence[ToolRegister]) -> Table:
    """The sizes that follow these registers."""
    titles = words.PAPER_SIZE_COLUMNS
    rows = tuple(
        (
            size.number,
            size.reference,
            size.balloon,
            label(size.feature),
            size.sides,
            words.AIMS[size.aim],
            size.target,
            words.BAND_CHOICES[size.band] if size.dead_band is None else size.dead_band,
            size.pieces,
        )
        for register in found
        for size in register.sizes
    )
    return Table(words.PAPER_SIZES, words.SHEET_SIZES, tuple(map(Column, titles.values())), rows)


def corrections_paper(
    found: Sequence[ProvenRegister],
    records: Mapping[EntryId, str],
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """« Correcteurs d'outils », of one register or of all. `head`: digest of the chain, in hex."""
    single = found[0][0] if len(found) == 1 else None
    columns = tuple(_WEIGHTS) if single is None else _OF_REGISTER
    blocks: list[Block] = [] if single is None else [Fields(_fields(single))]
    blocks.append(sizes_table([register for register, _ in found]))
    blocks.append(_table(words.PAPER_TYPED, found, columns, records))
    blocks.append(Notes((words.NEVER_SENT, words.NOTE_ON_PAPER)))
    return Document(
        title=words.PAPER,
        number="" if single is None else single.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark="",
        blocks=tuple(block for block in blocks if not isinstance(block, Table) or block.rows),
    )


def _fields(register: ToolRegister) -> tuple[tuple[str, str], ...]:
    kept = register.kept
    return (
        (words.MACHINE, kept.machine or documents.NOT_GIVEN),
        (words.TOOL, kept.tool),
        (words.OFFSET, words.offset_of(kept)),
        (words.CORRECTOR, words.kind_of(kept)),
        (words.STEP, f"{shortest(kept.step):f}".replace(".", ",")),
        (words.CAP, f"{shortest(kept.cap):f}".replace(".", ",")),
        (words.COLUMNS["total"], signed(register.total)),
    )


def _table(
    title: str, found: Sequence[ProvenRegister], columns: Sequence[str], records: Mapping[EntryId, str]
) -> Table:
    lines = [(register, one) for register, proven in found for one in proven]
    lines.sort(key=lambda line: (line[1].act.at, line[1].act.id))
    return Table(
        title,
        words.SHEET_TYPED,
        tuple(
            Column(words.PAPER_COLUMNS[name], _WEIGHTS[name], Align.RIGHT if name in _NUMBERS else Align.LEFT)
            for name in columns
        ),
        tuple(tuple(_cell(name, register, one, records) for name in columns) for register, one in lines),
        bad=frozenset(place for place, (_, one) in enumerate(lines) if one.outcome in _NOT_TO_OVERLOOK),
    )


def _cell(name: str, register: ToolRegister, one: ProvenOffset, records: Mapping[EntryId, str]) -> Cell:
    act, kept = one.act, register.kept
    match name:
        case "record":
            return "" if act.record is None else records.get(act.record, str(act.record))
        case "piece":
            return None if act.record is None else act.piece
        case "offset":
            return words.offset_of(kept)
        case "machine" | "tool":
            return str(getattr(kept, name))
        case "outcome":
            return words.OUTCOMES[one.outcome]
        case "proof":
            return " ; ".join(filter(None, map(words.proof, one.proofs)))
        case _:
            found: Cell = getattr(act, name)
            return found
