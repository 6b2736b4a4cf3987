"""The certificates of the means: a copy of each document in the workspace, and its backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from metroapp.archive.backup import CERTIFICATES
from metroapp.domain.entered_text import one_line, require_text
from metroapp.domain.instrument import Instrument
from metroapp.domain.means_acts import CertificateFiled
from metroapp.domain.message import Refusal
from metroapp.services.kept_files import KeptFiles, read_at_most
from metroapp.services.render_page import SUFFIXES, kind_of
from metroapp.services.workspace import Workspace

LARGEST = 20 * 2**20  # bytes: a certificate of many scanned pages
_KINDS = ("PDF", "PNG", "JPEG")


@dataclass(frozen=True, slots=True)
class KeptCertificate:
    """A document as it was kept."""

    file: str
    digest: str
    suffix: str


def keep_certificate(workspace: Workspace, path: Path) -> KeptCertificate:
    """Keep a copy of a document; what it is, its first bytes say.

    Refuses `certificate.absent`, `certificate.too_large`, `certificate.not_a_document`, and a folder that cannot be
    written.
    """
    content = read_at_most(path, LARGEST)
    if content is None:
        raise Refusal("certificate.absent", file=path.name)
    if len(content) > LARGEST:
        raise Refusal("certificate.too_large", file=path.name, most=LARGEST // 2**20)
    kind = kind_of(content)
    if kind not in _KINDS:
        raise Refusal("certificate.not_a_document", file=path.name)
    suffix = SUFFIXES[kind]
    return KeptCertificate(one_line(path.name), _files(workspace).keep(content, suffix), suffix)


def require_certificate(means: Instrument, number: str, issued: date, laboratory: str, today: date) -> None:
    """Refuse what cannot be said of a certificate of a means.

    Refuses `certificate.number_missing`, `certificate.laboratory_missing`, `certificate.issued_later` (than today),
    `certificate.older_than_means`, and as `require_text`.
    """
    require_text(number, laboratory)
    if not number:
        raise Refusal("certificate.number_missing")
    if not laboratory:
        raise Refusal("certificate.laboratory_missing")
    if issued > today:
        raise Refusal("certificate.issued_later", issued=issued)
    since = means.in_service_since
    if since is not None and issued < since:
        raise Refusal("certificate.older_than_means", issued=issued, instrument=means.number, since=since)


def find_certificate(workspace: Workspace, act: CertificateFiled) -> Path:
    """The copy of a document, or its backup, the same to the byte.

    Refuses `certificate.lost`, `certificate.changed`.
    """
    files = _files(workspace)
    if not files.is_there(act.digest, act.suffix):
        raise Refusal("certificate.lost", file=act.file)
    intact = files.intact(act.digest, act.suffix)
    if intact is None:
        raise Refusal("certificate.changed", file=act.file)
    return intact


def _files(workspace: Workspace) -> KeptFiles:
    return KeptFiles(workspace.certificates, workspace.backups / CERTIFICATES)
