"""The papers of a dossier as files: any is kept, and its bytes say what it is, whatever it is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from metroapp.domain.message import Refusal
from metroapp.domain.work_order_file import PaperAttached, PaperKind, safe_name
from metroapp.services.kept_documents import KeptDocument, attachments
from metroapp.services.render_page import kind_of
from metroapp.services.workspace import Workspace

# Of the copies: what a system would run or interpret has a suffix that it knows nothing of.
SUFFIXES = {
    PaperKind.PDF: ".pdf",
    PaperKind.PNG: ".png",
    PaperKind.JPEG: ".jpg",
    PaperKind.TEXT: ".txt",
    PaperKind.OTHER: ".bin",
}
_OF_PROGRAMS = frozenset(
    {
        "anc", "arf", "cnc", "cn", "cyc", "din", "eia", "gcode", "h", "i", "iso", "lib", "mac", "min", "mpf", "nc",
        "nc1", "ncc", "ngc", "ods", "pgm", "pim", "prg", "prt", "pu", "sbr", "spf", "sub", "tap", "txt", "xpi",
    }
)  # fmt: skip
_LARGEST_TEXT = 4 * 2**20  # bytes
# Of a program: tabulation, ends of line and of page, end of tape (DC1 to DC4, SUB) and the leader of a tape.
_CONTROLS = frozenset(b"\t\n\r\f\x11\x12\x13\x14\x1a\0\x7f")
_MOST_LEADER = 0.5  # of the bytes


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper as it was kept, not attached to anything yet; `size` in bytes."""

    file: str
    digest: str
    suffix: str
    kind: PaperKind
    size: int


def keep_paper(workspace: Workspace, path: Path) -> KeptPaper:
    """Keep a copy of a file of any kind.

    Refuses `dossier.empty_file`, `document.absent`, `document.too_large`, and a folder that cannot be written.
    """
    documents = attachments(workspace)
    content, name = documents.read(path), safe_name(path.name)
    if not content:
        raise Refusal("dossier.empty_file", file=name)
    kind = kind_of_paper(content, path.suffix)
    kept = documents.keep_content(name, content, SUFFIXES[kind])
    return KeptPaper(kept.file, kept.digest, kept.suffix, kind, len(content))


def find_paper(workspace: Workspace, paper: PaperAttached) -> Path:
    """The copy of a paper, the same to the byte; refuses as `KeptDocuments.find`."""
    return attachments(workspace).find(KeptDocument(paper.file, paper.digest, paper.suffix))


def kind_of_paper(content: bytes, suffix: str) -> PaperKind:
    """What a file is: its first bytes say it of a PDF or of a picture; a program is text that is called like one."""
    found = kind_of(content)
    if found in ("PDF", "PNG", "JPEG"):
        return PaperKind[found]
    called = suffix.removeprefix(".").casefold()
    # `O1234`, `P100.001`: many machines call a program by a number.
    is_called = called in _OF_PROGRAMS or not any(sign.isalpha() for sign in called)
    return PaperKind.TEXT if found is None and is_called and _is_text(content) else PaperKind.OTHER


def text_of(content: bytes) -> str:
    """A program as text: what is not UTF-8 is as Windows and most machines write it in the West."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _is_text(content: bytes) -> bool:
    controls = [sign for sign in content if sign < 0x20 or sign == 0x7F]
    if len(content) > _LARGEST_TEXT or not _CONTROLS.issuperset(controls):
        return False
    return sum(sign in (0, 0x7F) for sign in controls) <= _MOST_LEADER * len(content)
