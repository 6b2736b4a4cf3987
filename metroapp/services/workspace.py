"""The folder in which everything the program writes lives, and the rules for writing there.

One writer at a time holds an operating-system lock, released even by a kill; a network share is refused for writing,
because neither SQLite's locks nor its flushes can be trusted there.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import platformdirs

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal

if TYPE_CHECKING:
    from metroapp.services.server_settings import ServerSettings

COPY_MARK = "copie-du-serveur.json"  # a folder that has it is a copy of a server
_NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "fuse.sshfs", "davfs", "ncpfs", "afs", "9p"}
)
LOGO = "post.logo"  # what the digest of the logo is kept under, beside the archive


def default_root() -> Path:
    """The platform's folder for this user's data."""
    return Path(platformdirs.user_data_dir("metroapp", appauthor=False))


def default_keys() -> Path:
    """The platform's folder for this user's keys."""
    return Path(platformdirs.user_config_dir("metroapp", appauthor=False)) / "keys"


def demonstration_keys(root: Path) -> Path:
    """The folder of the keys of a demonstration, whose records prove nothing to anybody."""
    return root / "keys"


class Workspace:
    """Paths of one workspace."""

    def __init__(self, root: Path, keys: Path | None = None) -> None:
        """`keys` is the folder of the keys that sign, by default with this user's settings: never with what it signs,
        which is copied and handed over."""
        self.root = root
        self.until: EntryId | None = None  # the last entry that readers see; None for all
        self.server: ServerSettings | None = None  # whose archive is read in place of the one of this folder
        self.logo: str | None = None  # digest of the logo that papers bear; None for the one that the workshop chose
        self.keys = default_keys() if keys is None else keys
        # Whether whoever reads is told what is for the jury of an examination; where nobody signs in, whoever holds the
        # archive is.
        self.reads_evidence: Callable[[], bool] = lambda: True
        # Refuses whoever may not read the records of somebody, or of everybody where nobody is named.
        self.require_reader: Callable[[str], None] = lambda _operator: None

    def as_it_was(self, until: EntryId) -> Workspace:
        """The same, to be read as it was after an entry."""
        past = copy(self)
        past.until = until
        return past

    def told(self, *, evidence: bool) -> Workspace:
        """The same, read by somebody who is told what is for a jury, or is not."""
        same = copy(self)
        same.reads_evidence = lambda: evidence
        return same

    @property
    def holds_documents(self) -> bool:
        """Whether the files that its entries name are in it: those of a server, or of a copy of it, are at their
        posts."""
        return self.server is None and not (self.root / COPY_MARK).exists()

    @property
    def archive(self) -> Path:
        return self.root / "archive.sqlite"

    @property
    def state(self) -> Path:
        return self.root / "state.sqlite"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets.sqlite"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def drawings(self) -> Path:
        """Copies of the drawings of the parts, each named by its digest."""
        return self.root / "drawings"

    @property
    def certificates(self) -> Path:
        """Copies of the documents of the means, each named by its digest."""
        return self.root / "certificates"

    @property
    def attachments(self) -> Path:
        """Copies of what is attached to fiches, dérogations and work orders, each named by its digest."""
        return self.root / "attachments"

    @property
    def received(self) -> Path:
        """What other workshops handed over, each package named by its digest."""
        return self.root / "received"

    @property
    def screens(self) -> Path:
        return self.root / "screens"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def log(self) -> Path:
        return self.root / "metroapp.log"

    def lock_for_writing(self) -> filelock.BaseFileLock:
        """Prepare the folder and take its lock; release it with `.release()`.

        Refuses `workspace.not_a_folder`, `workspace.read_only`, `workspace.full`, `workspace.network`,
        `workspace.in_use`, `archive.read_only`.
        """
        if self.root.exists() and not self.root.is_dir():
            raise Refusal("workspace.not_a_folder", path=self.root)
        kind = network_kind(self.root)
        if kind:
            raise Refusal("workspace.network", path=self.root, kind=kind)
        try:
            for folder in (self.root, self.exports, self.backups):
                folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.root) as probe:
                probe.write(bytes(4096))
                probe.flush()
                os.fsync(probe.fileno())
            lock = filelock.FileLock(self.root / ".lock")
            lock.acquire(timeout=0)
        except filelock.Timeout:
            raise Refusal("workspace.in_use", path=self.root) from None
        except OSError as error:
            raise folder_refusal(error, self.root) from error
        if self.archive.exists() and not _may_write(self.archive):
            lock.release()
            raise Refusal("archive.read_only", path=self.archive)
        return lock


def _may_write(path: Path) -> bool:
    """Without opening it: closing a file takes away the locks that SQLite has on it in the same process."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def folder_refusal(error: OSError, path: Path) -> Refusal:
    """The refusal that says why a folder cannot be written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal("workspace.full", path=path)
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return Refusal("workspace.not_a_folder", path=path)
    if error.errno in (errno.EIO,):
        return Refusal("workspace.disk_error", path=path)
    return Refusal("workspace.read_only", path=path)


def file_refusal(error: OSError, path: Path) -> Refusal:
    """The refusal that says why a document cannot be put at `path`: no room, a file there that another program holds,
    or the folder."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal("export.full", path=path)
    if os.path.exists(path):  # noqa: PTH110 - a name that the disk refuses is no file, rather than an error
        return Refusal("export.not_replaced", path=path)
    return Refusal("export.folder", path=path.parent)


def network_kind(path: Path) -> str:
    """The kind of network file system that holds `path`; empty for a local disk."""
    import psutil  # only when a workspace is opened for writing

    resolved = path.resolve()
    best, kind = -1, ""
    for partition in psutil.disk_partitions(all=True):
        mount = Path(partition.mountpoint)
        if resolved.is_relative_to(mount) and len(mount.parts) > best:
            best = len(mount.parts)
            remote = partition.fstype.lower() in _NETWORK_FILE_SYSTEMS or "remote" in partition.opts.split(",")
            kind = (partition.fstype or "réseau") if remote else ""
    if not kind and str(resolved).startswith("\\\\"):
        return "UNC"
    return kind
