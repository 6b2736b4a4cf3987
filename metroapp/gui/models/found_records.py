"""The lines of the records found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from metroapp.domain.record_search import Facet
from metroapp.gui.models.rows import CENTRE, Column, Row
from metroapp.wording import window as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment

if TYPE_CHECKING:
    from metroapp.archive.queries import RecordLine
    from metroapp.archive.search import FoundRecord

COLUMNS = (
    Column(words.RECORD, width=130),
    Column(words.PART),
    Column(label(Facet.WORK_ORDER), width=120),
    Column(label(Facet.LOT), width=110),
    Column(words.WHO, width=136),
    Column(words.PIECES_SHORT, CENTRE, 64),
    Column(words.COUNT_CONFORMING, CENTRE, 48),
    Column(words.COUNT_NONCONFORMING, CENTRE, 104),
    Column(words.COUNT_CONCESSION, CENTRE, 52),
    Column(words.COUNT_UNSORTED, CENTRE, 66),
    Column(words.OPENED, width=146),
    Column(words.CLOSED, width=146),
)
LEFT_OUT = (3, 4, 11)  # on a small screen
_BAD = 7


def line_of(found: FoundRecord) -> Row:
    line = found.line
    texts = (
        line.number,
        f"{line.part} {found.revision}".strip(),
        found.work_order,
        found.lot,
        found.operator,
        str(line.pieces),
        *_outcome(line),
        moment(line.opened_at),
        moment(line.closed_at) if line.closed_at else words.STILL_OPEN,
    )
    tint = "bad" if line.nonconforming else "warn" if line.held else None
    return Row(texts, line, (_BAD, tint) if tint else None)


def _outcome(line: RecordLine) -> tuple[str, str, str, str]:
    if line.for_jury:
        return (words.FOR_JURY,) * 4
    return str(line.conforming), _not_good(line), str(line.concession), str(line.unsorted)


def _not_good(line: RecordLine) -> str:
    """What is held stays with the nonconforming pieces: `3 (+1 à conf.)`."""
    if not line.held:
        return str(line.nonconforming)
    return words.COUNT_AND_HELD.format(nonconforming=line.nonconforming, held=line.held)
