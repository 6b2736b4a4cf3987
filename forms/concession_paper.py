"""The demande de dérogation and the dérogation that it becomes: the limits asked, who decided, what it covers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from forms.blocks import Align, Block, Cell, Column, Document, Fields, Notes, Signatures, Table, Visa
from forms.concession_pieces import Records, covered, named
from forms.measurements import limit
from forms.record_paper import drawing_said, is_simulated
from metroapp.domain.callout import Callout
from metroapp.domain.concession_files import (
    Authority,
    AuthorityDecided,
    ConcessionActivated,
    ConcessionClosed,
    ConcessionDocumented,
    ConcessionFile,
    ConcessionWithdrawn,
    FileState,
    OpinionGiven,
    WidenedLimits,
)
from metroapp.domain.specification import Characteristic, Part
from metroapp.wording import documents
from metroapp.wording import treatment as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, moment

_FUNCTIONS = {Authority.DESIGN: words.DESIGN_FUNCTION, Authority.CUSTOMER: words.CUSTOMER_FUNCTION}


def concession_paper(
    file: ConcessionFile,
    part: Part | None,
    records: Records,
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """Describe a dérogation as it is when the paper is issued.

    `part` is the one that it departs from, None where nothing tells it any more; `records` are those with a piece that
    it names or covers. `head` is the digest of the chain's last entry, in hexadecimal.
    """
    known = {} if part is None else {one.balloon: one for one in part.inspected}
    asked_for, taken = named(file, records), covered(file, records)
    blocks: list[Block] = [
        _header(file, part, records, issued_at),
        Notes((words.moment_note(file.request.moment),)),
    ]
    blocks += [_limits(file, known), *([asked_for] if asked_for.rows else []), _grounds(file), _opinions(file)]
    blocks += [table for table in (_life(file), taken) if table.rows]
    blocks.append(_visas(file))
    return Document(
        title=words.file_title(file.state(issued_at.astimezone().date())),
        number=file.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=documents.SIMULATION if file.request.simulated or any(map(is_simulated, records.values())) else "",
        blocks=tuple(blocks),
        drawing=drawing_said(*file.request.part[1:]),
    )


def _header(file: ConcessionFile, part: Part | None, records: Records, issued_at: datetime) -> Fields:
    asked = file.request
    reference, drawing, revision = asked.part
    orders = ", ".join(dict.fromkeys(one.header.work_order for one in records.values() if one.header.work_order))
    pairs = [
        (words.STATE, label(file.state(issued_at.astimezone().date())).upper()),
        (words.ASKED_ON, moment(asked.at)),
        (words.ASKED_BY, asked.by),
        (documents.DESIGNATION, "" if part is None else part.designation),
        (documents.REFERENCE, reference),
        (documents.DRAWING, f"{drawing} – {revision}"),
        (documents.CUSTOMER, "" if part is None else part.customer),
        (documents.WORK_ORDER, orders),
        (words.CLASSIFICATION, label(asked.classification)),
        (
            words.ASKED_QUANTITY if file.activation is None else words.GRANTED_QUANTITY,
            _quantity(file, issued_at.astimezone().date()),
        ),
        (words.UNTIL, _until(file)),
        (words.CONTRACT, words.YES if asked.departs_from_contract else words.NO),
    ]
    if any(map(is_simulated, records.values())):
        pairs.append((documents.ORIGIN_OF_DATA, documents.SIMULATED_DATA))
    pairs.append((words.MOMENT, words.both_moments(asked.moment)))  # the longest one: last, where there is room
    return Fields(tuple((title, value or documents.NOT_GIVEN) for title, value in pairs))


def _quantity(file: ConcessionFile, on: date) -> str:
    """How many pieces it was asked or granted for, and once it is active how many it took and may still take."""
    asked = file.request
    most = len(asked.pieces) if asked.pieces else asked.quantity
    said = words.NOT_BOUNDED if most is None else str(most)
    if file.activation is not None:
        said = words.USED.format(quantity=said, used=file.used)
    if file.remaining is not None and file.state(on) in (FileState.ACTIVE, FileState.EXHAUSTED):
        said = words.REMAINING.format(used=said, remaining=file.remaining)
    return said


def _until(file: ConcessionFile) -> str:
    if file.request.until is not None:
        return day(file.request.until)
    return words.CLOSED_LIST if file.request.pieces else words.NOT_BOUNDED


def _limits(file: ConcessionFile, known: Mapping[str, Characteristic]) -> Table:
    columns = (
        Column(documents.BALLOON, 8),
        Column(documents.CHARACTERISTIC, 40),
        Column(words.REQUIREMENT, 22),
        Column(words.DRAWN_LOWER, 16, Align.RIGHT),
        Column(words.DRAWN_UPPER, 16, Align.RIGHT),
        Column(words.ASKED_LOWER, 18, Align.RIGHT),
        Column(words.ASKED_UPPER, 18, Align.RIGHT),
    )
    rows = tuple(_widened(asked, known.get(asked.balloon)) for asked in file.request.limits)
    return Table(words.LIMITS, words.SHEET_LIMITS, columns, rows)


def _widened(asked: WidenedLimits, found: Characteristic | None) -> tuple[Cell, ...]:
    if found is None:
        unknown = documents.NOT_GIVEN
        drawn = ("", unknown, unknown, unknown)
        return (asked.balloon, *drawn, _asked(asked.lower, None), _asked(asked.upper, None))
    callout = found.callout
    seen = not callout.has_limits
    return (
        asked.balloon,
        found.designation,
        callout.text,
        limit(callout.lower_limit, callout),
        limit(callout.upper_limit, callout),
        words.AS_SEEN if seen else _asked(asked.lower, callout),
        words.AS_SEEN if seen else _asked(asked.upper, callout),
    )


def _asked(value: Decimal | None, callout: Callout | None) -> str:
    return words.UNCHANGED if value is None else limit(value, callout)


def _grounds(file: ConcessionFile) -> Table:
    columns = (Column(words.REASON, 60), Column(words.CONSEQUENCES, 60))
    rows = ((file.request.reason, file.request.consequences),)
    return Table(words.GROUNDS, words.SHEET_GROUNDS, columns, rows)


def _opinions(file: ConcessionFile) -> Table:
    columns = (
        Column(words.WHO, 18),
        Column(words.SAID, 14),
        Column(words.REFERENCE, 50),
        Column(words.NAME, 26),
        Column(words.DATE, 16),
        Column(words.DOCUMENT, 26),
    )
    rows: list[tuple[Cell, ...]] = []
    for act in file.acts:
        if isinstance(act, OpinionGiven):
            said = words.FAVOURABLE if act.favourable else words.UNFAVOURABLE
            signed = documents.GRANTED_AND_SIGNED.format(name=act.granted_by)
            rows.append((words.QUALITY, said, act.opinion, signed, day(act.at), ""))
        elif isinstance(act, AuthorityDecided):
            rows.append((label(act.authority), _said(act), act.reference, act.name, act.on, _paper(file, act)))
    awaited = [label(one) for one in file.decided_by if file.decision(one) is None]
    awaited += [] if file.opinion is not None else [words.QUALITY]
    rows += [(who, words.AWAITED, "", "", None, "") for who in awaited]
    bad = frozenset(row for row, cells in enumerate(rows) if cells[1] in (words.REFUSED, words.UNFAVOURABLE))
    return Table(words.OPINIONS, words.SHEET_OPINIONS, columns, tuple(rows), bad=bad)


def _paper(file: ConcessionFile, act: AuthorityDecided) -> str:
    """The document that a decision rests on, or that nobody attached any."""
    return file.paper_of(act) or act.document or (words.ATTACHED_BESIDE if file.documents else words.NO_DOCUMENT)


def _said(act: AuthorityDecided) -> str:
    return words.ACCEPTED if act.accepted else words.REFUSED


def _life(file: ConcessionFile) -> Table:
    columns = (Column(words.ACT, 14), Column(words.REASON, 70), Column(words.BY, 30), Column(words.DATE, 18))
    rows: list[tuple[Cell, ...]] = []
    for act in file.acts:
        match act:
            case ConcessionActivated():
                rows.append((words.ACTIVATED, "", _signed(act.granted_by), act.at))
            case ConcessionWithdrawn():
                rows.append((words.WITHDRAWN, act.reason, _signed(act.granted_by), act.at))
            case ConcessionClosed():
                rows.append((words.CLOSED, "", _signed(act.granted_by) if act.granted_by else act.by, act.at))
            case ConcessionDocumented():
                said = words.DOCUMENT_SAID.format(file=act.document, digest=act.digest)
                rows.append((words.ATTACHED, said, act.by, act.at))
            case _:
                pass
    bad = frozenset(row for row, cells in enumerate(rows) if cells[0] == words.WITHDRAWN)
    return Table(words.LIFE, words.SHEET_LIFE, columns, tuple(rows), bad=bad)


def _signed(name: str) -> str:
    return documents.GRANTED_AND_SIGNED.format(name=name)


def _visas(file: ConcessionFile) -> Signatures:
    asked, opinion, activation = file.request, file.opinion, file.activation
    boxes = [Visa(words.ASKER, asked.by, day(asked.at)), Visa(words.OPINION_FUNCTION, "", "")]
    if opinion is not None:
        boxes[1] = Visa(words.OPINION_FUNCTION, opinion.granted_by, day(opinion.at), documents.SIGNED)
    for authority in file.decided_by:
        decided = file.decision(authority)
        if decided is None:
            boxes.append(Visa(_FUNCTIONS[authority], "", ""))
        else:
            said = words.DECIDED_AS.format(decision=_said(decided), reference=decided.reference)
            boxes.append(Visa(_FUNCTIONS[authority], decided.name, day(decided.on), said))
    if activation is None:
        boxes.append(Visa(words.ACTIVATION_FUNCTION, "", ""))
    else:
        boxes.append(
            Visa(words.ACTIVATION_FUNCTION, activation.granted_by, day(activation.at), documents.SIGNED)
        )  # fmt: skip
    return Signatures(tuple(boxes))
