"""The dossier de fabrication bound into one PDF: what the program makes, and the papers attached, each made ready by a
child process. A paper that cannot be bound is joined beside, whole, and the dossier says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forms import ballooned_drawing, program_listing, to_pdf
from forms import dossier as paper
from forms.ballooned_drawing import DrawingPaper
from forms.binding import GivenUp
from forms.blocks import Document, Fields
from forms.dossier import BoundDossier, BoundPaper, BoundSection
from forms.saving import save
from metroapp import __version__
from metroapp.domain.message import Refusal
from metroapp.domain.session_acts import PhaseStarted
from metroapp.domain.work_order_file import DossierSection, Made, MadePaper, PaperAttached, PaperKind, safe_name
from metroapp.services import documents, set_up_history
from metroapp.services.consultation import reading
from metroapp.services.documents import Paper
from metroapp.services.dossier import contents
from metroapp.services.dossier_papers import find_paper, text_of
from metroapp.services.drawing_pages import page_picture, pages_to_bind
from metroapp.services.drawings import find_drawing
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace, file_refusal
from metroapp.wording import dossier as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, moment

if TYPE_CHECKING:
    from metroapp.archive.work_orders import FoundOrder, OrderRecord

PAPER = "dossier"  # as `forms.identity` names it
Progress = Callable[[int, int], bool]  # papers read, papers in all → whether to go on
_DRAWN = 200 / 72  # 200 dpi
_MOST_NAMED = 4  # of the things of one kind on the cover
_PAPERS = {
    MadePaper.APPROVAL: Paper.APPROVAL,
    MadePaper.RELEVE: Paper.RELEVE,
    MadePaper.FOLLOW_UP: Paper.FOLLOW_UP,
    MadePaper.SET_UP: Paper.SET_UP,
}


@dataclass(frozen=True, slots=True)
class WrittenDossier:
    """What was written: the bound PDF, the papers joined beside it, and those that have no copy any more, with why."""

    path: Path
    beside: tuple[Path, ...]
    lost: tuple[tuple[str, str], ...]


def _now() -> datetime:
    return datetime.now(UTC)


def _always(_done: int, _total: int) -> bool:
    return True


def export(
    workspace: Workspace,
    number: str,
    out: Path,
    progress: Progress = _always,
    clock: Callable[[], datetime] = _now,
) -> WrittenDossier:
    """Bind the dossier of a work order into the folder `out`; papers that cannot be bound are copied beside it.

    Refuses `dossier.given_up`, and as `contents`, `file_refusal`.
    """
    contents(workspace, number)  # refuses what is no work order before anything else
    workspace = _as_it_is(workspace)
    found = contents(workspace, number)
    bound = _described(workspace, found, clock(), f"metroapp {__version__}", progress)
    content = _rendered(bound, progress)
    name = f"{PAPER}-{safe_name(found.file.number)}"
    alone = [one for one in found.file.papers if _is_alone(bound, one)]
    beside, lost = [], []
    path = writing = out / f"{name}.pdf"
    try:
        out.mkdir(parents=True, exist_ok=True)
        save(content, path)
        for one in alone:
            try:
                source = find_paper(workspace, one)
            except Refusal as refusal:
                lost.append((one.file, words.reason(refusal)))
                continue
            writing = out / f"{name}-{one.id}-{one.file}"
            save(source.read_bytes(), writing)
            beside.append(writing)
    except OSError as error:
        raise file_refusal(error, writing) from error
    return WrittenDossier(path, tuple(beside), tuple(lost))


def save_copy(workspace: Workspace, given: PaperAttached, path: Path) -> Path:
    """Write a copy of a paper at `path`; refuses as `find_paper`, `file_refusal`."""
    content = find_paper(workspace, given).read_bytes()
    try:
        save(content, path)
    except OSError as error:
        raise file_refusal(error, path) from error
    return path


def bytes_of(workspace: Workspace, number: str, issued_at: datetime, program: str) -> bytes:
    """The same dossier once more, as it was issued; refuses as `contents`."""
    return paper.render(_described(workspace, contents(workspace, number), issued_at, program, _always))


def sealed_of(workspace: Workspace, number: str) -> bytes:
    """The sealed entries that a dossier carries; refuses as `contents`."""
    from metroapp.archive import sealed

    found = contents(workspace, number)
    with reading(workspace) as connection:
        return sealed.of_order(connection, found.file.number, [one.id for one in found.records])


def _as_it_is(workspace: Workspace) -> Workspace:
    """The workspace as it is now, whatever is written while the dossier is bound: its pages agree."""
    from metroapp.archive import heads

    if workspace.until is not None:
        return workspace
    with reading(workspace) as connection:
        heads_now = heads.all_printed(connection).split()
    last = heads.read_printed(heads_now[0]).entry
    # Of several posts, none but the one that writes here changes meanwhile; which one it is, the file does not say.
    return workspace if last is None or len(heads_now) > 1 else workspace.as_it_was(last)


def _rendered(bound: BoundDossier, progress: Progress) -> bytes:
    count = sum(len(section.papers) for section in bound.sections)
    try:
        return paper.render(bound, lambda _done, _total: progress(count, count))
    except GivenUp:
        raise Refusal("dossier.given_up") from None


def _is_alone(bound: BoundDossier, one: PaperAttached) -> bool:
    papers = (given for section in bound.sections for given in section.papers)
    return any(given.pages is None and given.digest == one.digest and given.title == one.file for given in papers)


# -- what is bound -----------------------------------------------------------------------------------------------------


def _described(
    workspace: Workspace, found: FoundOrder, issued_at: datetime, program: str, progress: Progress
) -> BoundDossier:
    from metroapp.archive import heads, queries

    with reading(workspace) as connection:
        workshop, head = queries.workshop_name(connection), heads.all_printed(connection)
        begun = {act.record for act in queries.session_acts(connection) if isinstance(act, PhaseStarted)}
    document = Document(
        title=words.TITLE,
        number=found.file.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=words.WATERMARK if any(one.simulated for one in found.records) else "",
        blocks=(_cover(found, workshop, issued_at),),
        paper=PAPER,
        of=found.file.number,
        sealed=sealed_of(workspace, found.file.number),
        # What is sealed of an examination says what the program thinks of the instruments.
        carries_sealed=begun.isdisjoint(one.id for one in found.records),
        logo=logo_of(workspace),
    )
    records = {one.id: one for one in found.records}
    total, done = len(found.file.made) + len(found.file.papers), 0
    sections = []
    for section in DossierSection:
        bound: list[BoundPaper] = []
        made, papers = found.file.made_of(section), found.file.papers_of(section)
        both: tuple[Made | PaperAttached, ...] = (*made, *papers)
        for given in both:
            if not progress(done, total):
                raise Refusal("dossier.given_up")
            done += 1
            at = done  # of this paper, while a child reads it

            def wanted(at: int = at) -> bool:
                return progress(at, total)

            if isinstance(given, Made):
                bound.append(_made(workspace, given, records[given.record], document, wanted))
            else:
                bound.append(_attached(workspace, given, wanted))
        sections.append(BoundSection(label(section), tuple(bound), section in found.file.missing))
    return BoundDossier(document, tuple(sections))


def _made(
    workspace: Workspace,
    made: Made,
    record: OrderRecord,
    of: Document,
    wanted: Callable[[], bool],
) -> BoundPaper:
    title = words.made_title(made)
    if made.paper is MadePaper.SET_UP_HISTORY:
        followed = set_up_history.describe(workspace, of.of, of.issued_at)
        return BoundPaper(title, words.MADE, to_pdf.render(replace(followed, program=of.program)))
    if made.paper in _PAPERS:
        document = documents.describe(workspace, made.record, of.issued_at, _PAPERS[made.paper])
        return BoundPaper(title, words.MADE, to_pdf.render(replace(document, program=of.program)))
    try:
        return BoundPaper(title, words.MADE, _drawing(workspace, record, of, wanted))
    except Refusal as refusal:
        _require_wanted(refusal)
        digest = record.sheet.digest if record.sheet is not None else ""
        return BoundPaper(title, words.MADE, None, words.reason(refusal), digest)


def _drawing(workspace: Workspace, record: OrderRecord, of: Document, wanted: Callable[[], bool]) -> bytes:
    """The drawing with its balloons and what they are; as it came where nobody placed any."""
    from metroapp.archive import queries

    sheet, part = record.sheet, record.part
    assert sheet is not None
    source = find_drawing(workspace, sheet)
    if not sheet.balloons:
        return pages_to_bind(source, sheet.digest, wanted, called=sheet.file)
    with reading(workspace) as connection:
        revision = queries.current_part_revision(connection, (part.reference, part.drawing, part.revision))
    drawn = DrawingPaper(replace(part, sheet=sheet), sheet, revision, of.workshop, of.program, of.issued_at)

    def picture(page: int) -> bytes:
        return page_picture(source, sheet.digest, page, _DRAWN, wanted, called=sheet.file)

    return ballooned_drawing.render(drawn, picture)


def _attached(workspace: Workspace, given: PaperAttached, wanted: Callable[[], bool]) -> BoundPaper:
    detail, reason, pages = words.attached_by(given), "", None
    try:
        source = find_paper(workspace, given)
        if given.kind is PaperKind.OTHER:
            reason = words.OTHER_KIND
        elif given.kind is PaperKind.TEXT:
            pages = program_listing.render(given.file, text_of(source.read_bytes()))
            reason = words.TOO_LONG if pages is None else ""
        else:
            pages = pages_to_bind(source, given.digest, wanted, called=given.file)
    except Refusal as refusal:
        _require_wanted(refusal)
        reason = words.reason(refusal)
    return BoundPaper(given.file, detail, pages, reason, given.digest)


def _require_wanted(refusal: Refusal) -> None:
    """Refuse (`dossier.given_up`) once nobody waits for the dossier any more."""
    if refusal.message.code == "drawing.given_up":
        raise Refusal("dossier.given_up")


def _cover(found: FoundOrder, workshop: str, issued_at: datetime) -> Fields:
    parts, records = [one.part for one in found.records], found.records
    days = [day(one.opened_at) for one in records]
    period = words.PERIOD.format(first=days[0], last=days[-1]) if days and days[0] != days[-1] else "".join(days[:1])
    return Fields(
        (
            (words.PIECE, _named(part.designation for part in parts)),
            (words.REFERENCE, _named(part.reference for part in parts)),
            (words.DRAWING, _named(f"{part.drawing} – {part.revision}" for part in parts)),
            (words.MATERIAL, _named(part.material for part in parts)),
            (words.CUSTOMER, _named(part.customer for part in parts)),
            (words.LOT, _named(one.lot for one in records)),
            (words.MACHINE, _named(one.machine for one in records)),
            (words.OPERATOR, _named(one.operator for one in records)),
            (words.RECORDS, _named(one.number for one in records)),
            (words.FROM_TO, period),
            (words.WORKSHOP, workshop),
            (words.ISSUED_ON, moment(issued_at)),
        )
    )


def _named(said: Iterable[str]) -> str:
    """Each once, in order; of many, the first ones and how many there are."""
    known = list(_once(said))
    shown = " · ".join(known[:_MOST_NAMED])
    return shown if len(known) <= _MOST_NAMED else words.AND_MORE.format(shown=shown, count=len(known))


def _once(said: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys(text for text in said if text)
