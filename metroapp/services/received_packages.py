"""Taking in what another workshop handed over: proven before it is believed, restored or kept as it came.

The records of another workshop do not enter the chain of this one, which could not have sealed them: the package is
kept whole, under its digest, an entry of the journal says who received it and from whom, and its records are read in
it.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from forms.releve import releve
from forms.to_text import to_text
from metroapp import __version__
from metroapp.archive import named_files, sealed_check
from metroapp.archive.backup import RECEIVED
from metroapp.archive.store import Archive
from metroapp.domain.entered_text import one_line
from metroapp.domain.message import Refusal
from metroapp.domain.received_package import PACKAGE_SUFFIX, ReceivedPackage, ReceivedRecord
from metroapp.services import consultation, record_files
from metroapp.services.exchange import EVERYTHING, GoOn, always, require
from metroapp.services.kept_files import KeptFiles, digest_of
from metroapp.services.packages import ARCHIVE, FOLDERS, RECORDS, Manifest, Package, opened
from metroapp.services.record_files import ProvenRecord
from metroapp.services.workspace import Workspace, folder_refusal


def manifest_of(path: Path) -> Manifest:
    """What a package says that it holds; refuses as `packages.opened`."""
    with opened(path) as package:
        return package.manifest


def prove(path: Path, go_on: GoOn = always) -> list[ProvenRecord]:
    """Check every file of a package, and what each of its records proves. Raises `GivenUp`.

    Refuses as `packages.opened` and `record_files.read`, and `exchange.altered` where a fiche or a dérogation is not as
    it was sealed.
    """
    with opened(path) as package:
        require(package.check(go_on))
        for name in package.names("treatment"):
            record_files.require_intact(sealed_check.read(package.read(name)))
        return [record_files.read(package.read(name)) for name in package.names(RECORDS)]


def restore(path: Path, workspace: Workspace, go_on: GoOn = always) -> None:
    """Put a package of everything into a workspace without archive, verified before it is there. Raises `GivenUp`.

    Refuses `exchange.not_everything`, `workshop.has_archive`, `exchange.archive_altered`, as `packages.opened`, and a
    folder that cannot be written.
    """
    if workspace.archive.exists():
        raise Refusal("workshop.has_archive", path=workspace.root)
    with opened(path) as package:
        if package.manifest.scope != EVERYTHING or ARCHIVE not in package.manifest.files:
            raise Refusal("exchange.not_everything", path=path)
        try:
            workspace.root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=workspace.root, prefix=".restore-") as beside:
                _unpack(package, Path(beside), go_on)
                _require_sound(Path(beside), go_on)
                for folder in FOLDERS:
                    if (Path(beside) / folder).is_dir():
                        shutil.copytree(Path(beside) / folder, workspace.root / folder, dirs_exist_ok=True)
                # Last: a workspace with an archive has all that it names.
                (Path(beside) / ARCHIVE).replace(workspace.archive)
        except OSError as error:
            raise folder_refusal(error, workspace.root) from error


def _unpack(package: Package, target: Path, go_on: GoOn) -> None:
    names = list(package.manifest.files)
    if shutil.disk_usage(target).free < sum(size for _, size in package.manifest.files.values()):
        raise Refusal("workspace.full", path=target)
    for done, name in enumerate(names):
        require(go_on(done, len(names)))
        file = target / name  # one of the few names that a package may have
        file.parent.mkdir(parents=True, exist_ok=True)
        package.extract(name, file)


def _require_sound(folder: Path, go_on: GoOn) -> None:
    report = consultation.verify(Workspace(folder), go_on)
    require(not report.cancelled)
    if report.break_ is not None:
        raise Refusal("exchange.archive_altered", table=report.break_.table, row=report.break_.row)


def receive(archive: Archive, workspace: Workspace, path: Path, by: str, at: datetime) -> ReceivedPackage:
    """Keep a package of records, proven, and write in the journal that it was received.

    Refuses as `prove`, `exchange.is_everything` (it is restored, not received) and `exchange.known`.
    """
    records, manifest, content = prove(path), manifest_of(path), path.read_bytes()
    if manifest.scope == EVERYTHING or not records:
        raise Refusal("exchange.is_everything", path=path)
    digest = digest_of(content)
    if digest in {one.digest for one in archive.received()}:
        raise Refusal("exchange.known", path=path)
    said = tuple(
        ReceivedRecord(one.id, one.record.header.number, one.record.part.reference, one.proof.key) for one in records
    )
    # The name of the workshop is the one that its sealed entries say, and not the manifest.
    found = ReceivedPackage(
        archive.next_id, digest, one_line(path.name), records[0].workshop, manifest.head, said, by, at
    )
    kept_packages(workspace).keep(content, PACKAGE_SUFFIX)
    archive.receive(found)
    return found


def kept_packages(workspace: Workspace) -> KeptFiles:
    """The packages that were received, each under its digest."""
    return KeptFiles(workspace.received, workspace.backups / RECEIVED)


def received(workspace: Workspace) -> list[ReceivedPackage]:
    """Those of a workspace, the first one first."""
    with consultation.reading(workspace) as connection:
        return named_files.received(connection)


def received_records(workspace: Workspace, begins: str) -> list[ProvenRecord]:
    """The records of the package whose digest begins so, proven again; refuses `exchange.unknown`, `document.lost`,
    `document.at_post`."""
    found = [one for one in received(workspace) if one.digest.startswith(begins.lower())]
    if len(found) != 1 or not begins:
        raise Refusal("exchange.unknown", digest=begins)
    path = kept_packages(workspace).intact(found[0].digest, PACKAGE_SUFFIX)
    if path is None:
        if not workspace.holds_documents:
            raise Refusal("document.at_post", file=found[0].file)
        raise Refusal("document.lost", file=found[0].file)
    return prove(path)


def as_text(found: ProvenRecord, at: datetime) -> str:
    """A received record as plain text, for a terminal."""
    document = releve(
        found.record, workshop=found.workshop, head=found.sealed.head, issued_at=at, program=f"metroapp {__version__}"
    )
    return to_text(document)
