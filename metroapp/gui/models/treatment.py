"""The lines of the fiches, of the dérogations and of their acts, and what can be asked of the one chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from metroapp.domain.concession_files import (
    AuthorityDecided,
    ConcessionAct,
    ConcessionActivated,
    ConcessionAllotted,
    ConcessionClosed,
    ConcessionDocumented,
    ConcessionFile,
    ConcessionWithdrawn,
    FileState,
    Moment,
    OpinionGiven,
)
from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import (
    ActionChecked,
    ActionPlanned,
    CostGiven,
    NonconformityAct,
    NonconformityDescribed,
    OthersReleased,
    PieceReinspected,
    PiecesContained,
    SheetAttached,
    SheetCancelled,
    SheetClosed,
    SheetState,
    TreatmentDecided,
)
from metroapp.domain.people import Action
from metroapp.domain.treatment_acts import CONCESSION_ACTS, TreatmentAct
from metroapp.gui.models.rows import Column, Row
from metroapp.services.kept_documents import KeptDocument
from metroapp.wording import treatment_said as said
from metroapp.wording import treatment_window as words
from metroapp.wording.numbers import day, moment

SHEET_COLUMNS = (
    Column(words.NUMBER, width=118),
    Column(words.RECORD, width=112),
    Column(words.PART),
    Column(words.PIECES, width=92),
    Column(words.STATE, width=150),
    Column(words.DATE, width=96),
)
FILE_COLUMNS = (
    Column(words.NUMBER, width=118),
    Column(words.KIND, width=104),
    Column(words.PART),
    Column(words.PIECES, width=92),
    Column(words.STATE, width=112),
    Column(words.DATE, width=96),
)
ACT_COLUMNS = (Column(words.WHEN, width=98), Column(words.WHAT), Column(words.WHO, width=96))
SHEET_LEFT_OUT = (1,)  # on the smallest screen: the panel says it too
FILE_LEFT_OUT = (1,)
SHEET_CLOSE_WIDTHS = (101, 0, 0, 68, 129, 86)
FILE_CLOSE_WIDTHS = (101, 0, 0, 68, 92, 86)
_STATE = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list; the key of its row is the fiche or the dérogation."""

    row: Row
    number: str
    searched: str
    is_ongoing: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """What can be asked of the line chosen; `signs`: what somebody must have the right to sign."""

    name: str
    tip: str
    signs: Action | None = None
    reads: bool = False  # it writes nothing: everybody may


class SheetDeed(Enum):
    """What can be done on a fiche, in the order of its life."""

    DESCRIBE = Deed(words.DESCRIBE, words.DESCRIBE_TIP)
    ATTACH = Deed(words.ATTACH, words.ATTACH_TIP)
    OPEN = Deed(words.OPEN_ATTACHED, words.OPEN_ATTACHED_TIP, reads=True)
    CONTAIN = Deed(words.CONTAIN, words.CONTAIN_TIP)
    CONCEDE = Deed(words.CONCEDE, words.CONCEDE_TIP)
    DECIDE = Deed(words.DECIDE, words.DECIDE_TIP, Action.TREAT_SHEET)
    REINSPECT = Deed(words.REINSPECT, words.REINSPECT_TIP)
    PLAN = Deed(words.PLAN, words.PLAN_TIP)
    CHECK = Deed(words.CHECK, words.CHECK_TIP)
    COST = Deed(words.COST, words.COST_TIP)
    RELEASE = Deed(words.RELEASE, words.RELEASE_TIP, Action.TREAT_SHEET)
    CLOSE = Deed(words.CLOSE, words.CLOSE_SHEET_TIP, Action.TREAT_SHEET)
    CANCEL = Deed(words.CANCEL, words.CANCEL_TIP, Action.TREAT_SHEET)


class FileDeed(Enum):
    """What can be done on a dérogation, in the order of its life."""

    OPINION = Deed(words.GIVE_OPINION, words.GIVE_OPINION_TIP, Action.GRANT_CONCESSION)
    DECISION = Deed(words.RECORD_DECISION, words.RECORD_DECISION_TIP, Action.GRANT_CONCESSION)
    ATTACH = Deed(words.ATTACH, words.ATTACH_FILE_TIP)
    OPEN = Deed(words.OPEN_ATTACHED, words.OPEN_ATTACHED_TIP, reads=True)
    ACTIVATE = Deed(words.ACTIVATE, words.ACTIVATE_TIP, Action.GRANT_CONCESSION)
    ALLOT = Deed(words.ALLOT, words.ALLOT_TIP, Action.GRANT_CONCESSION)
    WITHDRAW = Deed(words.WITHDRAW, words.WITHDRAW_TIP, Action.GRANT_CONCESSION)
    CLOSE = Deed(words.CLOSE, words.CLOSE_FILE_TIP, Action.GRANT_CONCESSION)


_SHEET_ACTS: dict[SheetDeed, type[NonconformityAct]] = {
    SheetDeed.DESCRIBE: NonconformityDescribed,
    SheetDeed.ATTACH: SheetAttached,
    SheetDeed.CONTAIN: PiecesContained,
    SheetDeed.DECIDE: TreatmentDecided,
    SheetDeed.REINSPECT: PieceReinspected,
    SheetDeed.PLAN: ActionPlanned,
    SheetDeed.CHECK: ActionChecked,
    SheetDeed.COST: CostGiven,
    SheetDeed.RELEASE: OthersReleased,
    SheetDeed.CLOSE: SheetClosed,
    SheetDeed.CANCEL: SheetCancelled,
}
_FILE_ACTS: dict[FileDeed, type[ConcessionAct]] = {
    FileDeed.OPINION: OpinionGiven,
    FileDeed.DECISION: AuthorityDecided,
    FileDeed.ATTACH: ConcessionDocumented,
    FileDeed.ACTIVATE: ConcessionActivated,
    FileDeed.ALLOT: ConcessionAllotted,
    FileDeed.WITHDRAW: ConcessionWithdrawn,
    FileDeed.CLOSE: ConcessionClosed,
}


def may_do(deed: SheetDeed, sheet: Nonconformity | None) -> bool:
    """Whether a fiche lets it come now; the demand of a dérogation is no act of the fiche."""
    if sheet is None:
        return False
    if deed is SheetDeed.OPEN:
        return bool(attached(sheet.acts))
    return sheet.may_follow(_SHEET_ACTS[deed]) if deed in _SHEET_ACTS else sheet.is_open


def may_do_on_file(deed: FileDeed, file: ConcessionFile | None, on: date) -> bool:
    """Whether a dérogation lets it come now."""
    if file is None:
        return False
    return bool(attached(file.acts)) if deed is FileDeed.OPEN else file.may_follow(_FILE_ACTS[deed], on)


def attached(acts: Iterable[TreatmentAct]) -> list[KeptDocument]:
    """The photographs and documents of a fiche or of a dérogation, the last one first."""
    found = []
    for act in acts:
        if isinstance(act, SheetAttached):
            found.append(KeptDocument(act.file, act.digest, act.suffix))
        elif isinstance(act, ConcessionDocumented):
            found.append(KeptDocument(act.document, act.digest, act.suffix))
    return found[::-1]


SHEET_TINTS = {
    SheetState.OPEN: "bad",
    SheetState.CONTAINED: "warn",
    SheetState.DECIDED: "warn",
    SheetState.TREATED: "good",
    SheetState.CLOSED: "soft",
    SheetState.CANCELLED: "soft",
}
FILE_TINTS = {
    FileState.REQUESTED: "warn",
    FileState.REFUSED: "bad",
    FileState.GRANTED: "warn",
    FileState.ACTIVE: "good",
    FileState.EXHAUSTED: "soft",
    FileState.EXPIRED: "soft",
    FileState.WITHDRAWN: "bad",
    FileState.CLOSED: "soft",
}
_ONGOING = (FileState.REQUESTED, FileState.GRANTED, FileState.ACTIVE)


def sheet_lines(sheets: Iterable[Nonconformity], names: said.Names) -> list[Line]:
    """The fiches, the last one first."""
    return [_sheet_line(sheet, names) for sheet in reversed(tuple(sheets))]


def _sheet_line(sheet: Nonconformity, names: said.Names) -> Line:
    record, part = names.get(sheet.raised.record, ("", ""))
    texts = (
        sheet.number, record, part, said.listed(sheet.pieces), words.sheet_state(sheet.state), day(sheet.raised.at),
    )  # fmt: skip
    row = Row(texts, sheet, (_STATE, SHEET_TINTS[sheet.state]))
    return Line(row, sheet.number, " ".join(texts).casefold(), sheet.is_open)


def file_lines(files: Iterable[ConcessionFile], names: said.Names, on: date) -> list[Line]:
    """The dérogations, the last one first."""
    return [_file_line(file, names, on) for file in reversed(tuple(files))]


def _file_line(file: ConcessionFile, names: said.Names, on: date) -> Line:
    asked, state = file.request, file.state(on)
    kind = words.BEFORE if asked.moment is Moment.BEFORE_PRODUCTION else words.AFTER
    texts = (file.number, kind, asked.part[0], said.file_pieces(file), words.file_state(state), day(asked.at))
    records = (names.get(one.record, ("", ""))[0] for one in asked.pieces)
    searched = " ".join((*texts, asked.reason, *records)).casefold()
    return Line(Row(texts, file, (_STATE, FILE_TINTS[state])), file.number, searched, state in _ONGOING)


def kept(lines: Iterable[Line], text: str, *, ongoing: bool) -> list[Line]:
    """The lines that hold all the words of a text, those that are not over where `ongoing`."""
    wanted = text.casefold().split()
    return [
        line for line in lines if (line.is_ongoing or not ongoing) and all(word in line.searched for word in wanted)
    ]


def act_rows(
    acts: Iterable[NonconformityAct] | Iterable[ConcessionAct],
    values: Mapping[EntryId, tuple[str, str]],
) -> list[Row]:
    """What was done, the last act first; `values`: before and after, of each re-inspection."""
    done = tuple(acts)
    return [Row((moment(act.at), _said(done, act, values), said.who(act)), act) for act in reversed(done)]


def _said(
    acts: tuple[NonconformityAct | ConcessionAct, ...],
    act: NonconformityAct | ConcessionAct,
    values: Mapping[EntryId, tuple[str, str]],
) -> str:
    line = None
    if isinstance(act, PieceReinspected):
        sheet = Nonconformity(tuple(one for one in acts if not isinstance(one, CONCESSION_ACTS)))
        line = sheet.line_behind(act)
    return said.act(act, *values.get(act.id, ("", "")), line)
