"""Whether a PDF or a workbook is exactly the document that the archive gives: it is made again and compared.

A document says which paper it is, of what, and where the chain stood when it was issued (`forms.identity`). The
archive is read as it was then, the same paper is made, and must be the same to the byte; where it is not, what differs
is named.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from forms.blocks import Document
from forms.identity import Identity, read_identity
from forms.to_pdf import render
from forms.to_xlsx import workbook_bytes
from forms.xlsx_forms import forms_workbook
from metroapp import __version__
from metroapp.archive import heads, sealed_check
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.services import (
    control_charts,
    customer_forms,
    documents,
    dossier_binding,
    order_papers,
    set_up_history,
    treatment_papers,
    workbook_check,
)
from metroapp.services.consultation import reading
from metroapp.services.documents import Paper
from metroapp.services.drawing_pages import paper_words
from metroapp.services.exam import evidence_papers
from metroapp.services.kept_files import read_at_most
from metroapp.services.spc import chart_papers, sampling_paper, study_paper
from metroapp.services.workspace import Workspace

_LARGEST = 64 * 2**20  # bytes


class Outcome(Enum):
    """What a document is."""

    EXACT = "exact"
    REWRITTEN = "rewritten"  # it says the same, in a file that another program or version wrote
    DIFFERS = "differs"
    NOT_HERE = "not_here"  # the archive is not the one that it was issued from, or has lost its end
    ARCHIVE_CHANGED = "archive_changed"  # the archive does not hold what it sealed: it can prove nothing


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a document differs, what it says there, and what the archive says."""

    place: str
    said: str
    expected: str


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """What was found. `row` names the entry that is not there, or not as it was sealed; `later` counts the entries that
    the archive has of the same subject since; `key` is the fingerprint of the key that signed the record then."""

    outcome: Outcome
    identity: Identity
    difference: Difference | None = None
    row: str = ""
    later: int = 0
    key: str = ""
    other_version: bool = False  # another version of the program wrote it


def check(workspace: Workspace, path: Path) -> CheckedDocument:
    """Compare a file with the archive.

    Refuses `server.of_today`, `paper.absent`, `paper.too_large`, `paper.unreadable`, `paper.of_another_program` (it
    does not say what it is), and as `consultation.reading`.
    """
    workspace = workspace.told(evidence=True)  # whoever holds a paper has read it
    if workspace.server is not None:
        raise Refusal("server.of_today")  # which reads no archive as it was
    content = read_at_most(path, _LARGEST)
    if content is None:
        raise Refusal("paper.absent", path=path)
    if len(content) > _LARGEST:
        raise Refusal("paper.too_large", path=path, most=_LARGEST // 2**20)
    is_workbook = content.startswith(b"PK")
    said = workbook_check.identity_of(content, path) if is_workbook else _words(path)[0]
    identity = read_identity(said)
    if identity is None:
        raise Refusal("paper.of_another_program", path=path)
    found = CheckedDocument(Outcome.EXACT, identity, other_version=identity.program != f"metroapp {__version__}")
    printed = heads.read_printed(identity.head)
    with reading(workspace) as connection:
        lost = heads.check(connection, printed)
    if lost is not None or printed.entry is None:
        return replace(found, outcome=Outcome.NOT_HERE, row="" if lost is None else lost.missing or lost.changed)
    try:
        was = workspace.as_it_was(printed.entry)
        was.logo = identity.logo
        held, holds = sealed_check.read(_sealed(was, identity)), sealed_check.read(_sealed(workspace, identity))
    except Refusal:
        return replace(found, outcome=Outcome.NOT_HERE, row=identity.of)
    proof = sealed_check.prove(held)
    if proof.broken is not None:
        return replace(found, outcome=Outcome.ARCHIVE_CHANGED, row=str(proof.broken))
    later = sum(one.id.post == printed.entry.post and one.id > printed.entry for one in holds.entries)
    found = replace(found, later=later, key=proof.key)
    if is_workbook:
        difference, is_same = workbook_check.compare(content, _workbook(was, identity), path)
    else:
        difference, is_same = _compare(path, content, _pdf(was, identity))
    if difference is not None:
        return replace(found, outcome=Outcome.DIFFERS, difference=Difference(*difference))
    return found if is_same else replace(found, outcome=Outcome.REWRITTEN)


def _sealed(workspace: Workspace, identity: Identity) -> bytes:
    """What the archive holds of what a document is about; refuses as `_made_again`."""
    if identity.paper == dossier_binding.PAPER:
        return dossier_binding.sealed_of(workspace, identity.of)
    return _made_again(workspace, identity).sealed


def _pdf(workspace: Workspace, identity: Identity) -> bytes:
    if identity.paper == dossier_binding.PAPER:
        return dossier_binding.bytes_of(workspace, identity.of, identity.issued_at, identity.program)
    return render(_made_again(workspace, identity))


def _workbook(workspace: Workspace, identity: Identity) -> bytes:
    document = _made_again(workspace, identity)
    return forms_workbook(document) if customer_forms.is_form(identity.paper) else workbook_bytes(document)


def _made_again(workspace: Workspace, identity: Identity) -> Document:
    """The same paper from the archive; refuses what is not there."""
    issued_at = identity.issued_at
    if identity.paper == treatment_papers.SHEET:
        sheet = treatment_papers.sheet(workspace, identity.of)
        return replace(treatment_papers.describe_sheet(workspace, sheet, issued_at), program=identity.program)
    if identity.paper == treatment_papers.FILE:
        file = treatment_papers.file(workspace, identity.of)
        return replace(treatment_papers.describe_file(workspace, file, issued_at), program=identity.program)
    if identity.paper == order_papers.ROUTE:
        return replace(order_papers.describe(workspace, identity.of, issued_at), program=identity.program)
    if identity.paper == set_up_history.PAPER:
        return replace(set_up_history.describe(workspace, identity.of, issued_at), program=identity.program)
    if identity.paper == control_charts.PAPER:
        asked = control_charts.read_asked(identity.of)
        return replace(control_charts.describe(workspace, asked, issued_at), program=identity.program)
    if identity.paper == study_paper.PAPER:
        return replace(study_paper.describe(workspace, identity.of, issued_at), program=identity.program)
    if identity.paper == sampling_paper.PAPER:
        return replace(sampling_paper.describe(workspace, identity.of, issued_at), program=identity.program)
    if identity.paper == chart_papers.PAPER:
        return replace(chart_papers.describe(workspace, identity.of, issued_at), program=identity.program)
    if identity.paper == evidence_papers.PAPER:
        number, _, candidate = identity.of.partition(" / ")
        return replace(evidence_papers.describe(workspace, number, candidate, issued_at), program=identity.program)
    try:
        id = EntryId.parse(identity.of)
        if customer_forms.is_form(identity.paper):
            form = customer_forms.describe(workspace, id, issued_at, identity.paper)
            return replace(form, program=identity.program)
        paper = Paper(identity.paper)
    except ValueError:
        raise Refusal("record.absent", id=identity.of) from None
    return replace(documents.describe(workspace, id, issued_at, paper), program=identity.program)


def _words(path: Path) -> tuple[str, list[str]]:
    try:
        return paper_words(path)
    except Refusal as refusal:
        raise Refusal("paper.unreadable", path=path) from refusal


def _compare(path: Path, content: bytes, expected: bytes) -> tuple[tuple[str, str, str] | None, bool]:
    """The first line that differs, as page, said, expected; and whether the two files are the same to the byte."""
    if content == expected:
        return None, True
    with tempfile.TemporaryDirectory() as folder:
        again = Path(folder) / path.with_suffix(".pdf").name
        again.write_bytes(expected)
        pages, said = _words(again)[1], _words(path)[1]
    for number in range(max(len(pages), len(said))):
        one = said[number].splitlines() if number < len(said) else []
        other = pages[number].splitlines() if number < len(pages) else []
        for line in range(max(len(one), len(other))):
            left = one[line] if line < len(one) else ""
            right = other[line] if line < len(other) else ""
            if left.strip() != right.strip():
                return (str(number + 1), left.strip(), right.strip()), False
    return None, False
