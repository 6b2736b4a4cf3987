"""The conclusion of a final report: what becomes of the pieces, and by which fiche or dérogation.

The four outcomes of a workshop: conforming; nonconforming and scrapped; to be reworked; accepted *en dérogation*.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from forms.blocks import Align, Column, Table
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import SheetState
from metroapp.domain.record import InspectionRecord
from metroapp.domain.sorting import Disposition
from metroapp.wording import papers as words
from metroapp.wording.labels import label
from metroapp.wording.means_uses import pieces as numbers_of


def outcomes(record: InspectionRecord, sheets: Collection[Nonconformity], accepted: Mapping[int, str]) -> Table:
    """Each outcome with its pieces, in the order of the sorting; what nothing decided says so."""
    columns = (
        Column(words.OUTCOME, 50),
        Column(words.COUNT, 10, Align.RIGHT),
        Column(words.NUMBERS, 60),
        Column(words.REFERENCE, 30),
    )
    found: dict[tuple[str, str], list[int]] = {}
    for wanted in Disposition:
        for piece in record.pieces:
            if record.disposition(piece) is wanted:
                found.setdefault(_outcome(record, piece, sheets, accepted), []).append(piece)
    rows = tuple((said, len(known), numbers_of(known), by) for (said, by), known in found.items())
    return Table(words.OUTCOMES, words.SHEET_OUTCOMES, columns, rows)


def _outcome(
    record: InspectionRecord, piece: int, sheets: Collection[Nonconformity], accepted: Mapping[int, str]
) -> tuple[str, str]:
    """What becomes of a piece in words, and the number that says so."""
    disposition, by = record.disposition(piece), ""
    said = label(disposition)
    if piece in accepted:
        said, by = words.ON_FUNCTION, accepted[piece]
    elif disposition is Disposition.CONCESSION:
        ended = {one.concession for one in record.ended_concessions}
        standing = (one.number for one in record.concessions if one.piece == piece and one.id not in ended)
        by = ", ".join(dict.fromkeys(standing))
    elif disposition is Disposition.NONCONFORMING:
        said = words.TO_DECIDE
        for sheet in sheets:
            place = sheet.places.get((record.header.id, piece))
            if place is None or sheet.state is SheetState.CANCELLED:
                continue
            line, by = sheet.line_of(place), sheet.number
            said = words.TO_DECIDE if line is None else words.NONCONFORMING_AS.format(treatment=label(line.treatment))
    if piece in record.left:
        said = words.LEFT_AS.format(outcome=said, departure=label(record.left[piece].departure))
    return said, by
