"""The sheet of barcodes as a document: commands, then the work order, the instruments, and the pieces of the lot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forms.blocks import Barcode, Barcodes, Block, Document, Notes
from metroapp.wording import commands as words

_COMMAND_COLUMNS, _NAMED_COLUMNS = 5, 5


def command_sheet(
    *,
    commands: Sequence[Barcode],
    work_order: Sequence[Barcode],
    instruments: Sequence[Barcode],
    pieces: Sequence[Barcode],
    left_out: Sequence[str],
    number: str,
    workshop: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """The sheet; `left_out` are the words of what no barcode can hold."""
    blocks: list[Block] = [Barcodes(words.COMMANDS, _COMMAND_COLUMNS, tuple(commands))]
    named = (*work_order, *instruments, *pieces)
    if named:
        titles = [words.WORK_ORDER_OF.format(number=number)] if work_order else []
        titles += [words.INSTRUMENTS] if instruments else []
        titles += [words.PIECES_OF.format(number=number)] if pieces else []
        blocks.append(Barcodes(" · ".join(titles), _NAMED_COLUMNS, named))
    blocks.append(Notes((words.HINT, *(words.NO_BARS.format(word=word) for word in left_out))))
    return Document(
        title=words.SHEET,
        number=number,
        workshop=workshop,
        program=program,
        head="",
        issued_at=issued_at,
        watermark="",
        blocks=tuple(blocks),
    )
