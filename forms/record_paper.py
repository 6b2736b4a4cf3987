"""What every paper of a record has in common: who it is for, what it is about, and whether it was simulated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from forms.blocks import Block, Document, Fields
from forms.measurements import measurements
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Part
from metroapp.wording import documents as words
from metroapp.wording import papers


def paper(
    title: str,
    record: InspectionRecord,
    blocks: Iterable[Block],
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """The document of a record. `head` is the digest of the chain's last entry, in hexadecimal."""
    return Document(
        title=title,
        number=record.header.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=words.SIMULATION if is_simulated(record) else "",
        blocks=tuple(blocks),
        drawing=drawing_of(record.part),
    )


def drawing_of(part: Part) -> str:
    """`plan PL-1234 – indice C`, on each page; empty for a part that names no drawing."""
    return drawing_said(part.drawing, part.revision)


def drawing_said(drawing: str, revision: str) -> str:
    """The same of a drawing that is known by its number alone."""
    if not drawing:
        return ""
    said = papers.DRAWING if revision else papers.DRAWING_ALONE
    return said.format(drawing=drawing, revision=revision)


def header(record: InspectionRecord, own: Iterable[tuple[str, str]]) -> Fields:
    """What the part and the lot are, then the fields that this paper alone has; an empty one says that it is."""
    known = record.header
    pairs = (
        *part_fields(record.part),
        (words.WORK_ORDER, known.work_order),
        (words.LOT, known.lot),
        (words.OPERATION, known.operation),
        (words.MACHINE, known.machine),
        *own,
    )
    return Fields(tuple((title, value or words.NOT_GIVEN) for title, value in pairs))


def part_fields(part: Part) -> tuple[tuple[str, str], ...]:
    """What the part is, and which revision of its drawing."""
    return (
        (words.DESIGNATION, part.designation),
        (words.REFERENCE, part.reference),
        (words.DRAWING, f"{part.drawing} – {part.revision}"),
        (words.MATERIAL, part.material),
        (words.CUSTOMER, part.customer),
    )


def is_simulated(record: InspectionRecord) -> bool:
    return record.header.simulated or any(found.simulated for found in measurements(record))
