"""The dossier de fabrication of a work order: the papers attached to it, those that the program makes, what is missing.

A dossier is the sum of its acts, in order. Nothing leaves it: a paper that is withdrawn is no longer in the table of
contents, and is still in the archive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from metroapp.domain.entered_text import LONGEST_TEXT, one_line, require_reason, require_text
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

MOST_PAPERS = 200
MOST_BYTES = 300 * 2**20  # of all the papers of one work order
LONGEST_NAME = 100  # bytes, with the suffix: two of them and a number are a name that every disk takes
_DIGEST, _SUFFIX = re.compile(r"[0-9a-f]{64}"), re.compile(r"\.[a-z]{3,4}")
_LONGEST_SUFFIX = 10  # signs; what is longer is no suffix
_UNFIT = re.compile(r'[<>:"/\\|?*]')  # of some file system
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


class DossierSection(Enum):
    """The parts of a dossier, in the order in which it is read."""

    WORK_ORDER = "work_order"  # ordre de fabrication
    DRAWING = "drawing"  # plan
    ROUTE_SHEET = "route_sheet"  # gamme
    OPERATION_SHEETS = "operation_sheets"  # contrats de sous-phases
    SET_UP = "set_up"  # fiches de réglage machine et outils
    PROGRAMS = "programs"
    RECORDS = "records"  # relevés de contrôle
    FIXTURES = "fixtures"  # plans de montage
    PHOTOGRAPHS = "photographs"
    CERTIFICATES = "certificates"
    OTHER = "other"


REQUIRED = tuple(DossierSection)[: tuple(DossierSection).index(DossierSection.PHOTOGRAPHS)]


class PaperKind(Enum):
    """What the bytes of a paper are, whatever it is called."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    TEXT = "text"  # a program
    OTHER = "other"  # kept, and neither bound nor opened


@dataclass(frozen=True, slots=True)
class PaperAttached:
    """A paper, kept in the workspace under its digest (SHA-256); `size` in bytes."""

    id: EntryId
    work_order: str
    section: DossierSection
    file: str  # as it was called, made safe
    digest: str
    suffix: str  # of the copy
    kind: PaperKind
    size: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperWithdrawn:
    """A paper is no longer part of the dossier, and why."""

    id: EntryId
    work_order: str
    paper: EntryId
    reason: str
    by: str
    at: datetime


WorkOrderAct = PaperAttached | PaperWithdrawn


class MadePaper(Enum):
    """What the program makes itself of what it knows."""

    DRAWING = "drawing"  # of the part, with its balloons
    SET_UP_HISTORY = "set_up_history"  # of the whole work order
    SET_UP = "set_up"
    APPROVAL = "approval"  # bon à produire, where somebody signed it
    RELEVE = "releve"
    FOLLOW_UP = "follow_up"

    @property
    def section(self) -> DossierSection:
        return _SECTION_OF[self]


_SECTION_OF = {
    MadePaper.DRAWING: DossierSection.DRAWING,
    MadePaper.SET_UP_HISTORY: DossierSection.SET_UP,
    MadePaper.SET_UP: DossierSection.SET_UP,
    MadePaper.APPROVAL: DossierSection.RECORDS,
    MadePaper.RELEVE: DossierSection.RECORDS,
    MadePaper.FOLLOW_UP: DossierSection.RECORDS,
}


@dataclass(frozen=True, slots=True)
class Made:
    """One paper that the program makes of one record; `about` names it: a record, or a drawing with its revision.

    What is made of the whole work order has no name, and `record` is the first that tells of it.
    """

    paper: MadePaper
    record: EntryId
    about: str


@dataclass(frozen=True)
class WorkOrderFile:
    """A dossier as its acts make it; `made`: what the program makes itself."""

    number: str
    acts: tuple[WorkOrderAct, ...] = ()
    made: tuple[Made, ...] = ()

    @property
    def papers(self) -> tuple[PaperAttached, ...]:
        """Those that were not withdrawn, in the order in which they came."""
        gone = self.withdrawals
        return tuple(act for act in self.acts if isinstance(act, PaperAttached) and act.id not in gone)

    @property
    def withdrawals(self) -> dict[EntryId, PaperWithdrawn]:
        """Each withdrawal, by the paper that it withdrew."""
        return {act.paper: act for act in self.acts if isinstance(act, PaperWithdrawn)}

    @property
    def withdrawn(self) -> tuple[tuple[PaperAttached, PaperWithdrawn], ...]:
        """The papers that were withdrawn, each with its withdrawal."""
        gone = self.withdrawals
        papers = (act for act in self.acts if isinstance(act, PaperAttached))
        return tuple((paper, gone[paper.id]) for paper in papers if paper.id in gone)

    def papers_of(self, section: DossierSection) -> tuple[PaperAttached, ...]:
        return tuple(paper for paper in self.papers if paper.section is section)

    def made_of(self, section: DossierSection) -> tuple[Made, ...]:
        return tuple(one for one in self.made if one.paper.section is section)

    @property
    def missing(self) -> tuple[DossierSection, ...]:
        """The sections that a dossier of the workshop must have, and that have nothing."""
        return self.lacking(REQUIRED)

    def lacking(self, required: tuple[DossierSection, ...]) -> tuple[DossierSection, ...]:
        """Those of the sections required that have nothing."""
        return tuple(one for one in required if not self.papers_of(one) and not self.made_of(one))

    def paper(self, id: EntryId) -> PaperAttached:
        """One of its papers; refuses `dossier.paper_unknown`, `dossier.paper_withdrawn`."""
        found = next((act for act in self.acts if isinstance(act, PaperAttached) and act.id == id), None)
        if found is None:
            raise Refusal("dossier.paper_unknown", paper=str(id), number=self.number)
        if id in self.withdrawals:
            raise Refusal("dossier.paper_withdrawn", file=found.file)
        return found

    def require_next(self, act: WorkOrderAct) -> None:
        """Refuse what may not follow: `dossier.not_kept` (no file kept), `dossier.paper_known`, `dossier.many_papers`,
        `dossier.too_heavy`, and as `paper` and `require_reason`."""
        if isinstance(act, PaperWithdrawn):
            self.paper(act.paper)
            require_reason(act.reason)
            return
        is_kept = _DIGEST.fullmatch(act.digest) and _SUFFIX.fullmatch(act.suffix) and act.size > 0
        if not is_kept or act.file != safe_name(act.file):
            raise Refusal("dossier.not_kept")
        if any(known.digest == act.digest for known in self.papers_of(act.section)):
            raise Refusal("dossier.paper_known", file=act.file)
        if len(self.papers) >= MOST_PAPERS:
            raise Refusal("dossier.many_papers", most=MOST_PAPERS)
        if sum(paper.size for paper in self.papers) + act.size > MOST_BYTES:
            raise Refusal("dossier.too_heavy", most=MOST_BYTES // 2**20)


def order_number(text: str) -> str:
    """The number of a work order as it is kept; refuses `dossier.no_number`, and as `require_text`."""
    require_text(text, most=LONGEST_TEXT)
    number = one_line(text)
    if number in ("", "-"):  # as one says that there is none
        raise Refusal("dossier.no_number")
    return number


def safe_name(name: str) -> str:
    """What a file may be called on every disk: one line, no path, no name of a device, not too long."""
    plain = _UNFIT.sub("_", one_line("".join(sign for sign in name if not "\ud800" <= sign <= "\udfff"))).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or not suffix.isalnum() or len(suffix) > _LONGEST_SUFFIX:
        stem, suffix = plain, ""
    room = LONGEST_NAME - len(suffix.encode()) - 2
    kept = stem.encode()[:room].decode(errors="ignore").strip(" .") or "_"
    plain = f"{kept}.{suffix}" if suffix else kept
    return f"_{plain}" if _DEVICES.fullmatch(plain) else plain
