"""The forms to be filled in with a pen, where there is no screen: the relevé of a part, the fiche de non-conformité,
the demande de dérogation.

They bear no head and no number: they prove nothing until somebody signs them.
"""

from __future__ import annotations

from datetime import datetime

from forms.blocks import Block, Cell, Column, Document, Fields, Notes, Signatures, Table, Visa
from forms.record_paper import drawing_of, part_fields
from forms.releve_grid import grid
from metroapp.domain.measurement import EntryId
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_header import RecordHeader
from metroapp.domain.specification import Part
from metroapp.wording import blank_forms as words
from metroapp.wording import documents, papers

_Row = tuple[Cell, ...]


def blank_releve(part: Part, pieces: int, *, workshop: str, issued_at: datetime, program: str) -> Document:
    """The grid of a part for so many pieces, its boxes empty: what the sampling does not ask for is struck out."""
    header = RecordHeader(EntryId("", 0), "", part, pieces, "", issued_at)
    asked = (
        words.PURCHASE_ORDER, documents.WORK_ORDER, words.HEAT, words.SERIALS, words.QUANTITIES, documents.OPERATION,
        documents.MACHINE, papers.PROGRAM, words.OPERATOR_TEAM, words.STARTED, words.ENDED, words.TEMPERATURES,
    )  # fmt: skip
    means = (Column(words.MEANS, 40), Column(words.MEANS_NUMBER, 30), Column(words.VALID_UNTIL, 20),
             Column(words.ZERO_CHECKED, 20))  # fmt: skip
    conclusion = ((words.CHECKED_COUNT, ""), (words.REFERENCES, ""), (words.DECISION, words.DECISIONS))
    blocks: list[Block] = [
        Fields(((words.NUMBER, ""), *part_fields(part), *_asked(asked), (words.KIND, words.KINDS)), by_hand=True),
        grid(InspectionRecord(header), by_hand=True),
        Notes((words.BOX_HINT,)),
        _table(words.MEANS_USED, words.SHEET_MEANS_USED, means, 4),
        Fields(conclusion, by_hand=True),
        _lines(words.REMARKS, words.SHEET_REMARKS, 2),
        _visas(documents.OPERATOR_FUNCTION, documents.QUALITY_FUNCTION),
    ]
    return _form(words.RELEVE, blocks, workshop, issued_at, program, drawing_of(part))


def blank_nonconformity(*, workshop: str, issued_at: datetime, program: str) -> Document:
    """A fiche de non-conformité with everything that one says."""
    asked = (
        words.NUMBER, words.RAISED_AT, words.ISSUER, documents.CUSTOMER, documents.DESIGNATION, documents.REFERENCE,
        documents.DRAWING, documents.WORK_ORDER, words.HEAT, documents.OPERATION, documents.MACHINE, words.LINKED,
        words.CONCERNED, words.ISOLATED, words.COST,
    )  # fmt: skip
    findings = (Column(words.PIECE_NUMBERS, 14), Column(documents.BALLOON, 10), Column(words.REQUIREMENT, 50),
                Column(words.FOUND, 24), Column(words.MEANS, 30))  # fmt: skip
    treated = (Column(words.TREATMENT, 46), Column(words.QUANTITY, 12), Column(words.PIECES, 24),
               Column(words.GROUND, 34), Column(words.REINSPECTED, 24))  # fmt: skip
    actions = (Column(words.ACTION, 60), Column(words.OWNER, 24), Column(words.DUE, 16),
               Column(words.EFFECTIVENESS, 34))  # fmt: skip
    decided: tuple[_Row, ...] = tuple((name, "", "", "", "") for name in words.TREATMENT_NAMES)
    blocks: list[Block] = [
        Fields(_asked(asked), by_hand=True),
        Fields(((words.ORIGIN, words.ORIGINS),)),
        Fields(((words.SEVERITY, words.SEVERITIES),)),
        _table(words.FINDINGS, words.SHEET_FINDINGS, findings, 4),
        _lines(words.FACTS, words.SHEET_FACTS, 2),
        _lines(words.CAUSE, words.SHEET_CAUSE, 2),
        Table(words.TREATMENTS, words.SHEET_TREATMENTS, treated, decided, by_hand=True),
        _table(words.ACTIONS, words.SHEET_ACTIONS, actions, 3),
        _visas(words.ISSUER, words.DECIDER, words.CLOSING),
    ]
    return _form(words.NONCONFORMITY, blocks, workshop, issued_at, program)


def blank_concession(*, workshop: str, issued_at: datetime, program: str) -> Document:
    """A demande de dérogation with everything that one says."""
    asked = (
        words.NUMBER, words.INDEX, words.ASKED_ON, words.ASKED_BY, documents.CUSTOMER, words.CONTRACT,
        documents.DESIGNATION, documents.REFERENCE, documents.DRAWING, documents.WORK_ORDER, words.HEAT, words.SERIALS,
        words.BOUND_QUANTITY, words.BOUND_UNTIL, words.USE, words.ATTACHED,
    )  # fmt: skip
    limits = (Column(documents.BALLOON, 10), Column(documents.CHARACTERISTIC, 46), Column(words.DRAWN, 30),
              Column(words.ASKED, 44))  # fmt: skip
    opinions = (Column(words.WHO, 22), Column(words.SAID, 52), Column(words.REFERENCE, 34), Column(words.NAME, 22),
                Column(words.DATE_VISA, 24))  # fmt: skip
    said: tuple[_Row, ...] = tuple((who, choices, "", "", "") for who, choices in words.OPINION_ROWS)
    blocks: list[Block] = [
        Fields(_asked(asked), by_hand=True),
        Fields(((words.CLASSIFICATION, words.CLASSES), (words.MOMENT, words.MOMENTS))),
        _table(words.LIMITS, words.SHEET_LIMITS, limits, 3),
        _lines(words.REASON, words.SHEET_REASON, 2),
        _lines(words.CONSEQUENCES, words.SHEET_CONSEQUENCES, 2),
        _lines(words.PREVENTION, words.SHEET_PREVENTION, 1),
        Table(words.OPINIONS, words.SHEET_OPINIONS, opinions, said, by_hand=True),
        Fields(_asked((words.MARKING, words.USED)), by_hand=True),
        Notes((words.SAFETY_NOTE,)),
    ]
    return _form(words.CONCESSION, blocks, workshop, issued_at, program)


def _form(
    title: str, blocks: list[Block], workshop: str, issued_at: datetime, program: str, drawing: str = ""
) -> Document:
    return Document(
        title=title, number="", workshop=workshop, program=program, head="", issued_at=issued_at, watermark="",
        blocks=tuple(blocks), drawing=drawing,
    )  # fmt: skip


def _asked(titles: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((title, "") for title in titles)


def _table(title: str, sheet: str, columns: tuple[Column, ...], count: int) -> Table:
    empty: _Row = ("",) * len(columns)
    return Table(title, sheet, columns, (empty,) * count, by_hand=True)


def _lines(title: str, sheet: str, count: int) -> Table:
    """A heading and lines to write on."""
    return _table(title, sheet, (Column(""),), count)


def _visas(*functions: str) -> Signatures:
    return Signatures(tuple(Visa(function, "", "") for function in functions))
