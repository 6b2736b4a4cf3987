"""The sheet of barcodes of a post: every command, its instruments, the work order and the pieces of a record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from forms.blocks import Barcode, Document, Sign
from forms.command_sheet import command_sheet
from metroapp import __version__
from metroapp.domain.instrument import Instrument
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.services.commands import Command, CommandScan, InstrumentScan, PieceScan, WorkOrderScan, code_of, word_of
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.formats import Format
from metroapp.services.workspace import Workspace
from metroapp.wording import commands as words

_SIGNS = {
    Command.UNDO: Sign.UNDO,
    Command.NEXT: Sign.NEXT,
    Command.BACK: Sign.BACK,
    Command.NONCONFORMING: Sign.BAD,
    Command.CALL: Sign.CALL,
    Command.CONFIRM: Sign.CONFIRM,
    Command.RETAKE: Sign.RETAKE,
    Command.GOOD: Sign.GOOD,
    Command.ASK: Sign.ASK,
}
# As the hand looks for them: what is said of a piece first, then moving, then what interrupts.
_ORDER = (
    Command.GOOD,
    Command.NONCONFORMING,
    Command.CONFIRM,
    Command.UNDO,
    Command.RETAKE,
    Command.BACK,
    Command.NEXT,
    Command.ASK,
    Command.CALL,
)

_MOST_PIECES = 50


def _now() -> datetime:
    return datetime.now(UTC)


def describe(workspace: Workspace, id: EntryId | None, issued_at: datetime) -> Document:
    """The sheet as a document; refuses `record.absent`."""
    from metroapp.archive import queries

    with reading(workspace) as connection:
        header = queries.load_record(connection, id).header if id is not None else None
        register = queries.instruments(connection)
        workshop = queries.workshop_name(connection)
    left_out: list[str] = []
    work_order = header.work_order if header is not None else ""
    return command_sheet(
        commands=[Barcode(word_of(command), code_of(CommandScan(command)), _SIGNS[command]) for command in _ORDER],
        work_order=_work_order(work_order, left_out),
        pieces=_pieces(header.pieces) if header is not None else [],
        instruments=[one for instrument in register.values() for one in _instrument(instrument, left_out)],
        left_out=left_out,
        number=header.number if header is not None else "",
        workshop=workshop,
        issued_at=issued_at,
        program=f"metroapp {__version__}",
    )


def export(workspace: Workspace, out: Path, id: EntryId | None = None, clock: Callable[[], datetime] = _now) -> Path:
    """Write the sheet into the folder `out` and return the file.

    Refuses `record.absent`, and as `file_refusal`.
    """
    document = describe(workspace, id, clock())
    name = "-".join(part for part in (words.SHEET_FILE, document.number) if part)
    return write(document, Format.PDF, out / f"{name}.pdf")


def _work_order(work_order: str, left_out: list[str]) -> list[Barcode]:
    if not work_order:
        return []
    try:
        return [Barcode(work_order, code_of(WorkOrderScan(work_order)))]
    except Refusal:
        left_out.append(work_order)
        return []


def _pieces(count: int) -> list[Barcode]:
    """Those of a lot that is measured by hand; a longer one would be pages of codes."""
    pieces = range(1, count + 1) if count <= _MOST_PIECES else ()
    return [Barcode(words.PIECE.format(piece=piece), code_of(PieceScan(piece))) for piece in pieces]


def _instrument(instrument: Instrument, left_out: list[str]) -> list[Barcode]:
    try:
        return [Barcode(instrument.number, code_of(InstrumentScan(instrument.number)), detail=instrument.designation)]
    except Refusal:
        left_out.append(instrument.number)
        return []
