"""The first-article report: forms 1 to 3 of AS/EN 9102 for one piece of a record, field by field, and its means beside.

The numbers of the fields are those of the revision asked for. In Rev. C the report is signed once, on form 1, and the
comments of form 3 are its field 12. What the record does not know is an empty box. Field 10 is not for the instruments
of sizes, which are in the annex: a limit gauge says there what it checks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from forms.blocks import Align, Amount, Block, Cell, Column, Document, Fields, Notes, Sheet, Signatures, Table, Visa
from forms.measurements import by_how_much
from forms.record_data import Asked, Edition, RecordData, ResultLine, result_lines
from forms.record_paper import paper
from metroapp.domain.message import Refusal
from metroapp.domain.sorting import BoxStatus
from metroapp.domain.specification import Criticality
from metroapp.wording import documents
from metroapp.wording import first_article as words
from metroapp.wording.labels import balloon, label
from metroapp.wording.numbers import UNIT_SYMBOLS, number

_INDEX_ROWS, _MATERIAL_ROWS, _TEST_ROWS = 4, 5, 2  # empty ones, to fill in by hand
PAPER = "9102"
_NAMED = re.compile(rf"{PAPER}-(?P<edition>[BC])(-(?P<piece>[1-9][0-9]{{0,5}}))?")
_SEEN = (BoxStatus.CONFORMING, BoxStatus.NONCONFORMING, BoxStatus.UNDECIDED)


def first_article(data: RecordData) -> Document:
    """Describe the report of the piece and of the revision that `data.asked` names.

    Refuses `fair.piece` (not in the record).
    """
    edition = data.asked.edition
    piece, lines = _chosen(data)
    blocks: list[Block] = [
        Sheet(words.FORM_1, words.SHEET_1), *_form_1(data, piece, lines),
        Sheet(words.FORM_2, words.SHEET_2), *_form_2(data),
        Sheet(words.FORM_3, words.SHEET_3), *_form_3(data, lines),
        _annex(data, lines),
    ]  # fmt: skip
    found = paper(
        words.TITLE.format(edition=edition.value), data.record, blocks, workshop=data.workshop, head=data.head,
        issued_at=data.issued_at, program=data.program,
    )  # fmt: skip
    named, of = _named(data.asked), str(data.record.header.id)
    return replace(found, paper=named, of=of, sealed=data.sealed, logo=data.logo)


def _named(asked: Asked) -> str:
    """What its identity calls the report: `9102-C`, `9102-B-4` for a piece that was asked for."""
    return "-".join(str(one) for one in (PAPER, asked.edition.value, asked.piece) if one is not None)


def read_named(paper: str) -> Asked | None:
    """What was asked, from that name; None for any other paper."""
    found = _NAMED.fullmatch(paper)
    if found is None:
        return None
    return Asked(int(found["piece"]) if found["piece"] else None, Edition(found["edition"]))


def _chosen(data: RecordData) -> tuple[int, list[ResultLine]]:
    """The piece, and its boxes: the one asked for, else the first fully measured, else the one with most values."""
    by_piece: dict[int, list[ResultLine]] = {piece: [] for piece in data.record.pieces}
    for line in result_lines(data):
        by_piece[line.box.piece].append(line)
    if data.asked.piece is not None:
        if data.asked.piece not in by_piece:
            raise Refusal("fair.piece", piece=data.asked.piece, most=len(by_piece))
        return data.asked.piece, by_piece[data.asked.piece]
    piece = min(by_piece, key=lambda piece: (len(_missing(by_piece[piece])), piece))
    return piece, by_piece[piece]


def _missing(lines: Sequence[ResultLine]) -> list[ResultLine]:
    return [line for line in lines if line.status not in _SEEN]


# -- the forms


def _head(data: RecordData) -> tuple[tuple[str, str], ...]:
    """Fields 1 to 4, on every form. A record numbers its pieces: it knows no serial number."""
    part = data.record.part
    identifier = words.FAIR_NUMBER if data.asked.edition is Edition.B else words.FAIR_IDENTIFIER
    return (
        (words.PART_NUMBER, part.reference),
        (words.PART_NAME, part.designation),
        (words.SERIAL_NUMBER, ""),
        (identifier, data.record.header.number),
    )


def _form_1(data: RecordData, piece: int, lines: Sequence[ResultLine]) -> list[Block]:
    part, header = data.record.part, data.record.header
    pairs = (
        *_head(data),
        (words.PART_REVISION, ""),
        (words.DRAWING_NUMBER, part.drawing),
        (words.DRAWING_REVISION, part.revision),
        (words.ADDITIONAL_CHANGES, ""),
        (words.PROCESS_REFERENCE, ", ".join(one for one in (header.work_order, header.operation) if one)),
        (words.ORGANIZATION, data.workshop),
        (words.SUPPLIER_CODE, ""),
        (words.PURCHASE_ORDER, ""),
        (words.DETAIL_OR_ASSEMBLY, ""),
        (words.FULL_OR_PARTIAL, ""),
        (words.BASELINE, ""),
        (words.REASON, ""),
    )
    titles = (words.INDEX_PART, words.INDEX_NAME, words.INDEX_SERIAL, words.INDEX_FAIR)
    documented, undocumented = _documented(lines)
    first = words.PREPARED_BY if data.asked.edition is Edition.B else words.VERIFIED_BY
    notes = [_about_piece(data, piece, lines)]
    if undocumented:
        notes.append(words.UNDOCUMENTED.format(balloons=", ".join(undocumented)))
    if data.record.closing is None:
        notes.append(words.OPEN)
    return [
        Fields(pairs, by_hand=True),
        _blank(words.INDEX, words.SHEET_1, titles, _INDEX_ROWS),
        Fields(((words.DOCUMENTED, documented),), by_hand=True),
        Signatures((Visa(first, "", ""), Visa(words.REVIEWED_BY, "", ""), Visa(words.CUSTOMER_APPROVAL, "", ""))),
        Notes((*notes, words.BY_HAND, words.NOT_THE_STANDARD.format(edition=data.asked.edition.value))),
    ]


def _documented(lines: Sequence[ResultLine]) -> tuple[str, list[str]]:
    """Field 19, and the characteristics whose nonconformity nothing documents yet. Empty while it cannot be said."""
    bad = [line for line in lines if line.is_bad]
    numbers = list(dict.fromkeys(one for line in bad for one in (line.sheet, line.concession) if one))
    undocumented = [_name(line) for line in bad if not (line.sheet or line.concession)]
    if numbers:
        return words.DOCUMENTED_YES.format(numbers=", ".join(numbers)), undocumented
    is_known = not bad and all(line.status is BoxStatus.CONFORMING for line in lines)
    return words.DOCUMENTED_NO if is_known else "", undocumented


def _about_piece(data: RecordData, piece: int, lines: Sequence[ResultLine]) -> str:
    header, missing = data.record.header, len(_missing(lines))
    said = words.PIECE_FIRST if data.asked.piece is None else words.PIECE_ASKED
    if missing:
        said = words.PIECE_NOT_WHOLE
    lot = header.lot or documents.NOT_GIVEN
    return said.format(piece=piece, number=header.number, lot=lot, missing=missing)


def _form_2(data: RecordData) -> list[Block]:
    titles = (
        words.MATERIAL, words.SPECIFICATION, words.CODE, words.SUPPLIER, words.CUSTOMER_VERIFICATION, words.CERTIFICATE,
    )  # fmt: skip
    found: list[Block] = [
        Fields(_head(data), by_hand=True),
        _blank(words.MATERIALS, words.SHEET_2, titles, _MATERIAL_ROWS, (data.record.part.material,)),
        _blank(words.TESTS, words.SHEET_2, (words.TEST, words.ACCEPTANCE), _TEST_ROWS),
        Fields(((words.COMMENTS_2, ""),), by_hand=True),
    ]
    if data.asked.edition is Edition.B:
        found.append(Signatures((Visa(words.VISA_2, "", ""),)))
    return found


def _form_3(data: RecordData, lines: Sequence[ResultLine]) -> list[Block]:
    is_old = data.asked.edition is Edition.B
    columns = (
        Column(words.CHARACTERISTIC, 15),
        Column(words.LOCATION, 15),
        Column(words.DESIGNATOR, 18),
        Column(words.REQUIREMENT, 60),
        Column(words.RESULT, 24, Align.RIGHT),
        Column(words.TOOLING, 28),
        Column(words.NC_NUMBER, 20),
        Column(words.COMMENTS_B if is_old else words.COMMENTS_C, 40),
    )
    rows = tuple(_characteristic(data, line) for line in lines)
    bad = frozenset(at for at, line in enumerate(lines) if line.is_bad)
    found: list[Block] = [
        Fields(_head(data), by_hand=True),
        Table(words.CHARACTERISTICS, words.SHEET_3, columns, rows, bad=bad),
    ]
    if is_old:
        found.append(Signatures((Visa(words.VISA_3, "", ""),)))
    return found


def _characteristic(data: RecordData, line: ResultLine) -> tuple[Cell, ...]:
    return (
        _name(line), "", _DESIGNATORS.get(line.characteristic.criticality, ""), requirement(line), result(line),
        _tooling(data, line), words.AND.join(one for one in (line.sheet, line.concession) if one), _comment(data, line),
    )  # fmt: skip


_DESIGNATORS = {Criticality.KEY: words.KEY, Criticality.SAFETY: words.SAFETY}


def _name(line: ResultLine) -> str:
    return balloon(line.characteristic, line.box.code)


def requirement(line: ResultLine) -> str:
    """What the drawing asks, with its limits where it is a size."""
    asked = line.characteristic
    text = asked.callout.text
    if asked.designation:
        text = words.ABOUT.format(designation=asked.designation, callout=text)
    if line.unit is None:
        return text
    unit = UNIT_SYMBOLS[line.unit]
    if line.lower is not None and line.upper is not None:
        return words.BETWEEN.format(text=text, lower=number(line.lower), upper=f"{number(line.upper)} {unit}")
    if line.lower is not None:
        return words.AT_LEAST.format(text=text, limit=f"{number(line.lower)} {unit}")
    return text if line.upper is None else words.AT_MOST.format(text=text, limit=f"{number(line.upper)} {unit}")


def result(line: ResultLine) -> Cell:
    """The value with its unit, or the word that was seen; empty where there is neither."""
    if line.value is not None and line.unit is not None:
        return Amount(line.value, UNIT_SYMBOLS[line.unit])
    return label(line.observation) if line.observation else ""


def _tooling(data: RecordData, line: ResultLine) -> str:
    """Of a limit gauge what it checks; never a caliper."""
    found = line.measurement
    means = data.record.instruments.get(found.instrument or "") if found and found.quantity is None else None
    if means is None or not means.kind.is_limit_gauge:
        return ""
    return f"{means.checks or means.model or means.designation} ({means.number})"


def _comment(data: RecordData, line: ResultLine) -> str:
    impossible = data.record.impossible(line.box)
    if impossible is not None:
        return words.IMPOSSIBLE.format(reason=impossible.reason)
    if line.measurement is None:
        return words.NOT_MEASURED
    if not line.is_bad:
        return "" if line.status is BoxStatus.CONFORMING else words.TO_CONFIRM
    by = by_how_much(data.record, line.measurement)
    said = [words.BAD_BY.format(by=by) if by else words.BAD]
    if line.concession:
        said.append(words.CONCEDED)
    elif not line.sheet:
        said.append(words.NO_SHEET)
    return words.AND.join(said)


def _annex(data: RecordData, lines: Sequence[ResultLine]) -> Table:
    columns = (
        Column(words.ANNEX_NUMBER, 14),
        Column(words.ANNEX_INSTRUMENT, 14),
        Column(words.ANNEX_DESIGNATION, 34),
        Column(words.ANNEX_SERIAL, 18),
        Column(words.ANNEX_CERTIFICATE, 22),
        Column(words.ANNEX_ISSUED, 14),
        Column(words.ANNEX_LABORATORY, 22),
        Column(words.ANNEX_BY, 20),
        Column(words.ANNEX_AT, 20),
    )
    rows = tuple(_means(data, line) for line in lines if line.measurement is not None)
    return Table(words.ANNEX, words.SHEET_ANNEX, columns, rows, annex=True)


def _means(data: RecordData, line: ResultLine) -> tuple[Cell, ...]:
    assert line.measurement is not None
    used = line.measurement.instrument or ""
    means, proof = data.record.instruments.get(used), data.certificates.get(used)
    return (
        _name(line), used, means.designation if means else "", means.serial if means else "",
        proof.number if proof else "", proof.issued if proof else None, proof.laboratory if proof else "",
        line.measurement.by, line.measurement.at,
    )  # fmt: skip


def _blank(title: str, sheet: str, titles: Sequence[str], count: int, first: Sequence[str] = ()) -> Table:
    """A table to fill in by hand; what is known of its first row."""
    rows = [(*first, *[""] * (len(titles) - len(first)))] + [("",) * len(titles)] * (count - 1)
    return Table(title, sheet, tuple(Column(one, 20) for one in titles), tuple(rows), by_hand=True)
