"""« Suivi des réglages » of a work order: its set-up sheets, tools with their gauges, what was done at the machine, its
programmes. An empty box says that it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forms.blocks import Align, Block, Cell, Column, Document, Fields, Notes, Signatures, Table, Visa
from metroapp.domain.correction_proof import Outcome
from metroapp.domain.production import EventKind
from metroapp.domain.set_up_history import FilledSheet, Intervention, ProgramUse, SetUpHistory, SetUpRecord, SetUpTool
from metroapp.domain.work_order_file import PaperAttached
from metroapp.wording import corrections, documents
from metroapp.wording import follow_up as fields
from metroapp.wording import set_up_history as words
from metroapp.wording.labels import label

_NOT_TO_OVERLOOK = (Outcome.WRONG_WAY, Outcome.NO_EFFECT)
_DIGITS = 16  # of a digest, on paper


def set_up_history_paper(
    found: SetUpHistory,
    programs: Sequence[PaperAttached],
    *,
    order: str,
    pieces: str,
    drawing: str,
    watermark: str,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """`programs` are those filed in the dossier; `pieces` says which parts the work order makes."""
    tables = (_sheets(found), _tools(found), _interventions(found), _programs(found), _files(programs))
    blocks: list[Block] = [_fields(found, order, pieces), *(one for one in tables if one.rows)]
    said = [words.GAUGE_NOTE]
    if found.without_sheet:
        said.insert(0, words.MISSING.format(records=", ".join(one.number for one in found.without_sheet)))
    visas = (Visa(documents.OPERATOR_FUNCTION, "", ""), Visa(documents.QUALITY_FUNCTION, "", ""))
    blocks += [Notes(tuple(said)), Signatures(visas)]
    return Document(
        title=words.TITLE,
        number=order,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=watermark,
        blocks=tuple(blocks),
        drawing=drawing,
    )


def _fields(found: SetUpHistory, order: str, pieces: str) -> Fields:
    machines = dict.fromkeys(one.machine for one in found.records if one.machine)
    counts = [(label(kind), found.count(kind)) for kind in EventKind]
    done = ", ".join(words.counted(count, name) for name, count in counts if count)
    pairs = (
        (documents.WORK_ORDER, order),
        (documents.DESIGNATION, pieces),
        (fields.MACHINE, " · ".join(machines)),
        (words.RECORDS, ", ".join(one.number for one in found.records)),
        (words.COUNTS, done or words.NO_INTERVENTION),
    )
    return Fields(tuple((title, value or documents.NOT_GIVEN) for title, value in pairs))


def _sheets(found: SetUpHistory) -> Table:
    """A record without any sheet has its line too, not to be overlooked."""
    titles = fields.SET_UP_FIELDS
    columns = (
        Column(words.RECORD, 16), Column(fields.MACHINE, 13), Column(words.OPERATION, 12),
        Column(titles["program"], 12), Column(titles["program_revision"], 7), Column(titles["origins"], 24),
        Column(titles["clamping"], 24), Column(titles["comment"], 20), Column(documents.BY, 15),
        Column(documents.DATE, 16), Column(words.STATE, 11),
    )  # fmt: skip
    lines: list[tuple[SetUpRecord, FilledSheet | None]] = [(one.record, one) for one in found.sheets]
    lines += [(one, None) for one in found.without_sheet]
    order = {one.id: place for place, one in enumerate(found.records)}
    lines.sort(key=lambda line: order[line[0].id])
    rows = tuple(_sheet(record, one) for record, one in lines)
    bad = frozenset(place for place, (_, one) in enumerate(lines) if one is None)
    return Table(words.SHEETS, words.SHEET_SHEETS, columns, rows, bad=bad)


def _sheet(record: SetUpRecord, one: FilledSheet | None) -> tuple[Cell, ...]:
    begun = (record.number, _or_dash(record.machine), _or_dash(record.operation))
    if one is None:
        return *begun, *[documents.NOT_GIVEN] * 5, record.operator, record.opened_at, words.NOT_FILLED
    sheet = one.sheet
    told = (sheet.program, sheet.program_revision, sheet.origins, sheet.clamping, sheet.comment)
    return *begun, *map(_or_dash, told), sheet.by, sheet.at, words.LAST if one.is_last else words.REPLACED


def _tools(found: SetUpHistory) -> Table:
    titles, right = fields.TOOL_FIELDS, Align.RIGHT
    columns = (
        Column(fields.MACHINE, 14), Column(titles["tool"], 7), Column(titles["offset"], 7),
        Column(titles["designation"], 32), Column(titles["gauge_x"], 13, right), Column(titles["gauge_z"], 13, right),
        Column(titles["nose_radius"], 13, right), Column(words.TYPED, 22), Column(words.SINCE, 18),
        Column(words.RECORD, 16), Column(words.NOTE, 16),
    )  # fmt: skip
    return Table(words.TOOLS, words.SHEET_TOOLS, columns, tuple(map(_tool, found.tools)))


def _tool(one: SetUpTool) -> tuple[Cell, ...]:
    tool = one.tool
    return (
        _or_dash(one.record.machine), tool.tool, _or_dash(tool.offset), _or_dash(tool.designation),
        _or_dash(tool.gauge_x), _or_dash(tool.gauge_z), _or_dash(tool.nose_radius), _or_dash(words.typed(one.typed)),
        one.since, one.record.number, words.GAUGE_CHANGED if one.is_changed else "",
    )  # fmt: skip


def _interventions(found: SetUpHistory) -> Table:
    columns = (
        Column(documents.DATE, 16), Column(words.RECORD, 16), Column(fields.MACHINE, 13), Column(fields.PIECE, 10),
        Column(fields.WHAT, 20), Column(fields.TOOL, 12), Column(fields.TEXT, 50), Column(words.RESULT, 18),
        Column(documents.BY, 16),
    )  # fmt: skip
    bad = frozenset(place for place, one in enumerate(found.interventions) if _is_bad(one))
    rows = tuple(map(_intervention, found.interventions))
    return Table(words.INTERVENTIONS, words.SHEET_INTERVENTIONS, columns, rows, bad=bad)


def _is_bad(one: Intervention) -> bool:
    return one.correction is not None and one.correction.outcome in _NOT_TO_OVERLOOK


def _intervention(one: Intervention) -> tuple[Cell, ...]:
    event, said = one.event, "" if one.correction is None else corrections.OUTCOMES[one.correction.outcome]
    return (
        event.at, one.record.number, _or_dash(one.record.machine), fields.after_piece(event.after), label(event.kind),
        _or_dash(event.tool), event.text, said, event.by,
    )  # fmt: skip


def _programs(found: SetUpHistory) -> Table:
    columns = (
        Column(fields.MACHINE, 16), Column(words.PROGRAM, 20), Column(words.REVISION, 10), Column(words.SINCE, 18),
        Column(words.RECORDS, 60),
    )  # fmt: skip
    return Table(words.PROGRAMS, words.SHEET_PROGRAMS, columns, tuple(map(_program, found.programs)))


def _program(one: ProgramUse) -> tuple[Cell, ...]:
    return _or_dash(one.machine), one.program, _or_dash(one.revision), one.since, ", ".join(one.records)


def _files(programs: Sequence[PaperAttached]) -> Table:
    columns = (Column(words.FILE, 50), Column(words.DIGEST, 26), Column(words.FILED, 18), Column(documents.BY, 20))
    rows = tuple((one.file, f"{one.digest[:_DIGITS]}…", one.at, one.by) for one in programs)
    return Table(words.FILES, words.SHEET_FILES, columns, rows)


def _or_dash(cell: Cell) -> Cell:
    return documents.NOT_GIVEN if cell is None or cell == "" else cell
