"""The fiche de non-conformité: what was found against which requirement, what is done of the pieces, who decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from forms.blocks import Align, Block, Cell, Column, Document, Fields, Notes, Picture, Pictures, Signatures, Table, Visa
from forms.measurements import by_how_much, limit, measured, shown
from forms.record_paper import drawing_of, header, is_simulated
from metroapp.domain.fate import fate_of
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import (
    ActionChecked,
    ActionPlanned,
    BadFinding,
    OthersReleased,
    PieceReinspected,
    PiecesContained,
    SheetAttached,
    SheetCancelled,
    SheetClosed,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.record import InspectionRecord
from metroapp.wording import documents
from metroapp.wording import treatment as words
from metroapp.wording.labels import balloon as balloon_label
from metroapp.wording.labels import label
from metroapp.wording.means_uses import pieces
from metroapp.wording.numbers import day, moment
from metroapp.wording.treatment_said import COST, cost

Records = Mapping[EntryId, InspectionRecord]


def nonconformity_sheet(
    sheet: Nonconformity,
    records: Records,
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
    pictures: Sequence[Picture] = (),
) -> Document:
    """Describe a sheet. `records` are its own and those where its pieces were measured again; `head` is the digest of
    the chain's last entry, in hexadecimal; `pictures` show what is attached."""
    record = records[sheet.raised.record]
    blocks: list[Block] = [_header(sheet, record), _findings(sheet, record), Notes((words.PROPOSED_NOTE,))]
    tables = (_description(sheet), _containment(sheet), _treatments(sheet), _reinspection(sheet, records))
    blocks += [table for table in (*tables, *_follow_up(sheet)) if table.rows]
    blocks.append(_visas(sheet))
    if pictures:
        blocks.append(Pictures(words.PICTURES, tuple(pictures)))
    return Document(
        title=words.SHEET,
        number=sheet.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=documents.SIMULATION if any(map(is_simulated, records.values())) else "",
        blocks=tuple(blocks),
        drawing=drawing_of(record.part),
    )


def _follow_up(sheet: Nonconformity) -> tuple[Table, ...]:
    return _actions(sheet), _release(sheet), _attachments(sheet), _cancellation(sheet)


def _header(sheet: Nonconformity, record: InspectionRecord) -> Fields:
    raised, described, left = sheet.raised, sheet.described, sheet.to_reinspect()
    suspected = raised.quantity - len(sheet.pieces)
    counted = words.OF_WHICH_SUSPECTED.format(quantity=raised.quantity, suspected=suspected)
    pairs = [
        (words.RECORD, record.header.number),
        (words.STATE, label(sheet.state).upper()),
        (words.ORIGIN, label(raised.origin)),
        (words.RAISED, moment(raised.at)),
        (words.RAISED_BY, raised.by),
        (words.PIECES_NAMED, pieces(sheet.pieces)),
        (words.QUANTITY, counted if suspected else str(raised.quantity)),
        (words.LOT_SIZE, str(record.header.pieces)),
        (words.SEVERITY, words.NOT_DESCRIBED if described is None else label(described.severity)),
        (words.CAUSE, _cause(sheet)),
        *([] if sheet.cost is None else [(COST, cost(sheet.cost))]),
    ]
    if left:
        pairs.append((words.TO_REINSPECT, pieces(left)))
    if is_simulated(record):
        pairs.append((documents.ORIGIN_OF_DATA, documents.SIMULATED_DATA))
    return header(record, pairs)


def _cause(sheet: Nonconformity) -> str:
    described = sheet.described
    return words.NOT_DESCRIBED if described is None or described.cause is None else label(described.cause)


def _balloon(record: InspectionRecord, box: BoxKey) -> str:
    return balloon_label(record.characteristic(box.balloon), box.code)


def _findings(sheet: Nonconformity, record: InspectionRecord) -> Table:
    columns = (
        Column(documents.PIECE_TITLE, 6),
        Column(documents.BALLOON, 12),
        Column(documents.CHARACTERISTIC, 30),
        Column(words.REQUIREMENT, 16),
        Column(documents.LOWER, 13, Align.RIGHT),
        Column(documents.UPPER, 13, Align.RIGHT),
        Column(words.FOUND, 14, Align.RIGHT),
        Column(documents.EXCEEDANCE, 28),
        Column(words.MEANS, 28),
        Column(words.STILL_POSSIBLE, 13),
    )
    rows = tuple(_finding(record, one) for one in sheet.raised.findings)
    return Table(words.FINDINGS, words.SHEET_FINDINGS, columns, rows)


def _finding(record: InspectionRecord, one: BadFinding) -> tuple[Cell, ...]:
    characteristic, found = record.characteristic(one.box.balloon), measured(record, one.box, one.measurement)
    return (
        one.box.piece,
        _balloon(record, one.box),
        characteristic.designation,
        one.requirement,
        limit(characteristic.callout.lower_limit, characteristic.callout),
        limit(characteristic.callout.upper_limit, characteristic.callout),
        one.value,
        "" if found is None else by_how_much(record, found),
        _means(record, one.instrument),
        "" if found is None else label(fate_of(characteristic, found)),
    )


def _means(record: InspectionRecord, number: str) -> str:
    """`PC-01 pied à coulisse`, or that no means was named."""
    known = record.instruments.get(number)
    said = "" if known is None else known.designation or label(known.kind)
    return f"{number} {said}".strip() or documents.NOT_GIVEN


def _description(sheet: Nonconformity) -> Table:
    described = sheet.described
    columns = (
        Column(words.FACTS, 60),
        Column(words.CAUSE, 14),
        Column(words.CAUSE_SAID, 40),
        Column(words.BY, 18),
        Column(words.DATE, 16),
    )
    rows: tuple[tuple[Cell, ...], ...] = ()
    if described is not None:
        rows = ((described.description, _cause(sheet), described.cause_said, described.by, described.at),)
    return Table(words.DESCRIPTION, words.SHEET_DESCRIPTION, columns, rows)


def _containment(sheet: Nonconformity) -> Table:
    columns = (
        Column(words.PLACE, 60),
        Column(words.PIECE_COUNT, 10),
        Column(words.BY, 18),
        Column(words.DATE, 16),
    )
    acts = (act for act in sheet.acts if isinstance(act, PiecesContained))
    rows = tuple((act.place, act.quantity, act.by, act.at) for act in acts)
    return Table(words.CONTAINMENT, words.CONTAINMENT, columns, rows)


def _treatments(sheet: Nonconformity) -> Table:
    columns = (
        Column(words.DECISION_ORDER, 14),
        Column(words.TREATMENT, 24),
        Column(words.PIECE_COUNT, 10),
        Column(words.PIECES, 24),
        Column(words.GROUND, 36),
        Column(words.DECIDED_BY, 24),
        Column(words.DATE, 16),
    )
    rows = tuple(
        (order, *_line(line), act.granted_by, act.at) for order, act in _decisions(sheet) for line in act.lines
    )
    return Table(words.TREATMENTS, words.SHEET_TREATMENTS, columns, rows)


def _decisions(sheet: Nonconformity) -> Iterator[tuple[str, TreatmentDecided]]:
    """Each decision with its order, which says that another one replaced it."""
    found = [act for act in sheet.acts if isinstance(act, TreatmentDecided)]
    for order, act in enumerate(found, start=1):
        yield (str(order) if act is found[-1] else words.REPLACED_DECISION.format(order=order)), act


def _line(line: TreatmentLine) -> tuple[Cell, ...]:
    grounds = (line.concession.strip(), words.FUNCTION_UNALTERED if line.function_unaltered else "")
    return label(line.treatment), line.quantity, pieces(sorted(line.pieces)), ", ".join(filter(None, grounds))


def _reinspection(sheet: Nonconformity, records: Records) -> Table:
    columns = (
        Column(documents.PIECE_TITLE, 6),
        Column(documents.BALLOON, 12),
        Column(words.REQUIREMENT, 16),
        Column(words.BEFORE, 14, Align.RIGHT),
        Column(words.AFTER, 14, Align.RIGHT),
        Column(words.MEASURED_AS, 30),
        Column(words.RESULT, 20),
        Column(words.BY, 18),
        Column(words.DATE, 16),
    )
    acts = [act for act in sheet.acts if isinstance(act, PieceReinspected)]
    rows: list[tuple[Cell, ...]] = []
    bad = set()
    for act in acts:
        for row in _remeasured(sheet, act, records):
            if not act.good:
                bad.add(len(rows))
            rows.append(row)
    return Table(words.REINSPECTION, words.SHEET_REINSPECTION, columns, tuple(rows), bad=frozenset(bad))


def _remeasured(sheet: Nonconformity, act: PieceReinspected, records: Records) -> Iterator[tuple[Cell, ...]]:
    own, other = records[sheet.raised.record], records[act.record]
    where = words.MEASURED_AS_PIECE.format(record=other.header.number, piece=act.measured_as)
    findings = {one.measurement: one for one in sheet.raised.findings}
    for before, after in zip(act.before, act.after, strict=True):
        one = findings[before]
        found = measured(other, one.box._replace(piece=act.measured_as), after)
        yield (
            act.piece,
            _balloon(own, one.box),
            one.requirement,
            one.value,
            "" if found is None else shown(found),
            where,
            words.reinspected(sheet.line_behind(act), good=act.good),
            act.by,
            act.at,
        )


def _actions(sheet: Nonconformity) -> Table:
    columns = (
        Column(words.ACTION, 50),
        Column(words.OWNER, 20),
        Column(words.DUE, 12),
        Column(words.CHECK, 50),
        Column(words.BY, 18),
    )
    checks: dict[EntryId, ActionChecked] = {act.action: act for act in sheet.acts if isinstance(act, ActionChecked)}
    planned = [act for act in sheet.acts if isinstance(act, ActionPlanned)]
    rows = tuple((act.action, act.owner, act.due, _checked(checks.get(act.id)), act.by) for act in planned)
    bad = frozenset(row for row, act in enumerate(planned) if act.id in checks and not checks[act.id].effective)
    return Table(words.ACTIONS, words.ACTIONS, columns, rows, bad=bad)


def _checked(check: ActionChecked | None) -> str:
    if check is None:
        return words.TO_CHECK
    said = words.EFFECTIVE if check.effective else words.NOT_EFFECTIVE
    return said.format(said=check.said, by=check.by, at=day(check.at))


def _release(sheet: Nonconformity) -> Table:
    columns = (Column(words.STATEMENT, 80), Column(words.SIGNED_BY, 20), Column(words.DATE, 16))
    acts = (act for act in sheet.acts if isinstance(act, OthersReleased))
    rows = tuple((act.statement, act.granted_by, act.at) for act in acts)
    return Table(words.RELEASE, words.SHEET_RELEASE, columns, rows)


def _attachments(sheet: Nonconformity) -> Table:
    columns = (Column(words.FILE, 40), Column(words.DIGEST, 70), Column(words.BY, 18), Column(words.DATE, 16))
    acts = (act for act in sheet.acts if isinstance(act, SheetAttached))
    rows = tuple((act.file, act.digest, act.by, act.at) for act in acts)
    return Table(words.ATTACHMENTS, words.ATTACHMENTS, columns, rows)


def _cancellation(sheet: Nonconformity) -> Table:
    columns = (Column(words.REASON, 80), Column(words.SIGNED_BY, 20), Column(words.DATE, 16))
    acts = (act for act in sheet.acts if isinstance(act, SheetCancelled))
    rows = tuple((act.reason, act.granted_by, act.at) for act in acts)
    return Table(words.CANCELLATION, words.CANCELLATION, columns, rows)


def _visas(sheet: Nonconformity) -> Signatures:
    raised, decision = sheet.raised, sheet.decision
    last = next((act for act in sheet.acts if isinstance(act, SheetClosed)), sheet.acts[-1])
    decided = Visa(words.DECIDER, "", "")
    if decision is not None:
        decided = Visa(words.DECIDER, decision.granted_by, day(decision.at), documents.SIGNED)
    ended = Visa(words.CLOSING, "", "")
    if isinstance(last, SheetClosed | SheetCancelled):
        title = words.CLOSING if isinstance(last, SheetClosed) else words.CANCELLING
        ended = Visa(title, last.granted_by, day(last.at), documents.SIGNED)
    return Signatures((Visa(words.ISSUER, raised.by, day(raised.at)), decided, ended))
