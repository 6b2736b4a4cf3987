"""Documents and photographs that the archive names: the certificates of the means, what is attached to a fiche, to a
dérogation or to a work order. A copy of each is in the workspace, once, under its digest, with its backup."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from metroapp.archive.backup import ATTACHMENTS, CERTIFICATES
from metroapp.domain.attached_files import require_name
from metroapp.domain.entered_text import one_line
from metroapp.domain.message import Refusal
from metroapp.services.kept_files import KeptFiles, read_at_most
from metroapp.services.render_page import SUFFIXES, kind_of
from metroapp.services.workspace import Workspace

LARGEST = 20 * 2**20  # bytes: many scanned pages
_KINDS = ("PDF", "PNG", "JPEG")


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document as it was kept."""

    file: str
    digest: str
    suffix: str


class KeptDocuments:
    """Those of one folder of the workspace."""

    def __init__(self, files: KeptFiles, *, is_here: bool = True) -> None:
        """`is_here`: not those of a server, which posts keep."""
        self._files = files
        self._is_here = is_here

    def keep(self, path: Path) -> KeptDocument:
        """Keep a copy of a document; what it is, its first bytes say.

        Refuses `document.absent`, `document.too_large`, `document.of_no_kind`, a folder that cannot be written, and as
        `require_name`.
        """
        name = one_line(path.name)
        require_name(name)
        content = self.read(path)
        kind = kind_of(content)
        if kind not in _KINDS:
            raise Refusal("document.of_no_kind", file=name)
        suffix = SUFFIXES[kind]
        return self.keep_content(name, content, suffix)

    def read(self, path: Path) -> bytes:
        """What a file holds, whatever it is called. Refuses `document.absent`, `document.too_large`."""
        name = one_line(path.name)
        content = read_at_most(path, LARGEST)
        if content is None:
            raise Refusal("document.absent", file=name)
        if len(content) > LARGEST:
            raise Refusal("document.too_large", file=name, most=LARGEST // 2**20)
        return content

    def keep_content(self, name: str, content: bytes, suffix: str) -> KeptDocument:
        """Keep a copy of what was read; refuses a folder that cannot be written."""
        return KeptDocument(name, self._files.keep(content, suffix), suffix)

    def has(self, digest: str, suffix: str) -> bool:
        """Whether such a document was ever kept, or its backup."""
        return self._files.is_there(digest, suffix)

    def find(self, document: KeptDocument) -> Path:
        """The copy of a document, or its backup, the same to the byte. Refuses `document.lost`, `document.at_post`,
        `document.changed`."""
        if not self._files.is_there(document.digest, document.suffix):
            if not self._is_here:
                raise Refusal("document.at_post", file=document.file)
            raise Refusal("document.lost", file=document.file)
        intact = self._files.intact(document.digest, document.suffix)
        if intact is None:
            raise Refusal("document.changed", file=document.file)
        return intact


def certificates(workspace: Workspace) -> KeptDocuments:
    """Those of the means."""
    return kept_in(workspace, CERTIFICATES)


def attachments(workspace: Workspace) -> KeptDocuments:
    """Those of the fiches, of the dérogations and of the work orders."""
    return kept_in(workspace, ATTACHMENTS)


def kept_in(workspace: Workspace, folder: str) -> KeptDocuments:
    """Those of a folder of the workspace, and of its backups."""
    files = KeptFiles(workspace.root / folder, workspace.backups / folder)
    return KeptDocuments(files, is_here=workspace.holds_documents)
