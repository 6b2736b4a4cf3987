"""A package: what is handed to another workshop in one file, and how such a file is opened without trusting it.

A zip of JSON, documents and attachments, with a manifest that gives the SHA-256 of each. What proves a record is not
the manifest but its own sealed entries (`metroapp.archive.sealed`): the manifest only says that nothing was lost on the
way.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metroapp.domain.message import Refusal

FORMAT = "metroapp exchange 1"
MANIFEST = "manifest.json"
ARCHIVE = "archive.sqlite"
RECORDS, TREATMENT, DOCUMENTS = "records", "treatment", "documents"
FOLDERS = ("attachments", "certificates", "drawings", "logos", "received")
MOST_FILES = 200_000
LARGEST_MANIFEST = 64 * 2**20  # bytes
LARGEST_PART = 256 * 2**20  # of anything but a whole archive
_CHUNK = 2**20
_BROKEN = (zipfile.BadZipFile, KeyError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error)
# No folder above, no drive, no device, no second separator: a name is one of these or the package is refused.
_NAMES = re.compile(
    rf"{MANIFEST}|{ARCHIVE}|({RECORDS}|{TREATMENT})/[A-Za-z0-9][A-Za-z0-9-]{{0,59}}\.json"
    rf"|{DOCUMENTS}/[A-Za-z0-9][A-Za-z0-9-]{{0,79}}\.(pdf|xlsx)"
    rf"|({'|'.join(FOLDERS)})/[0-9a-f]{{64}}\.[a-z0-9]{{1,8}}"
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says that it holds. `scope` is `everything`, or what was chosen."""

    workshop: str
    head: str
    program: str
    made_at: str
    scope: str
    subjects: tuple[str, ...]
    files: dict[str, tuple[str, int]]  # SHA-256 and size of each


class PackageWriter:
    """Fills a package; the manifest comes last, with what was written."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._files: dict[str, dict[str, Any]] = {}

    def put(self, name: str, content: bytes) -> None:
        """Add one file; the same name twice is the same content once."""
        assert _NAMES.fullmatch(name), name
        if name not in self._files:
            self._package.writestr(name, content)
            self._files[name] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}

    def copy(self, name: str, path: Path) -> None:
        """Add one file of any size."""
        assert _NAMES.fullmatch(name), name
        if name in self._files:
            return
        digest, size = hashlib.sha256(), 0
        with path.open("rb") as source, self._package.open(name, "w", force_zip64=True) as target:
            while chunk := source.read(_CHUNK):
                target.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self._files[name] = {"sha256": digest.hexdigest(), "size": size}

    def finish(self, **said: Any) -> None:
        text = json.dumps({"format": FORMAT, **said, "files": self._files}, ensure_ascii=False, indent=1)
        self._package.writestr(MANIFEST, text.encode())


class Package:
    """One that came from elsewhere, opened by `opened`."""

    def __init__(self, package: zipfile.ZipFile, path: Path) -> None:
        self._package = package
        self.path = path
        self.manifest = self._read_manifest()

    def read(self, name: str) -> bytes:
        """One file, whole; refuses `package.damaged` what the manifest does not say."""
        return b"".join(self._checked(name, LARGEST_PART))

    def names(self, folder: str) -> list[str]:
        """The files of one folder."""
        return [name for name in self.manifest.files if name.startswith(f"{folder}/")]

    def extract(self, name: str, target: Path) -> None:
        """Put one file at `target`, checked while it is written. Raises OSError."""
        with target.open("xb") as file:
            for chunk in self._checked(name, self.manifest.files[name][1]):
                file.write(chunk)

    def check(self, go_on: Callable[[int, int], bool]) -> bool:
        """Read every file against the manifest; False where `go_on` said to stop. Refuses `package.damaged`."""
        for done, name in enumerate(self.manifest.files):
            if not go_on(done, len(self.manifest.files)):
                return False
            for _chunk in self._checked(name, self.manifest.files[name][1]):
                pass
        return True

    def _checked(self, name: str, most: int) -> Iterator[bytes]:
        """The chunks of a file; no more of it is unpacked than the manifest says."""
        said, size = self.manifest.files[name]
        if size > most:
            raise Refusal("package.too_large", path=self.path)
        digest, left = hashlib.sha256(), size
        try:
            with self._package.open(name) as source:
                while chunk := source.read(min(_CHUNK, left + 1)):
                    left -= len(chunk)
                    if left < 0:
                        break
                    digest.update(chunk)
                    yield chunk
        except _BROKEN as error:
            raise Refusal("package.damaged", path=self.path, file=name) from error
        if left or digest.hexdigest() != said:
            raise Refusal("package.damaged", path=self.path, file=name)

    def _read_manifest(self) -> Manifest:
        members = self._package.infolist()
        if len(members) > MOST_FILES:
            raise Refusal("package.too_large", path=self.path)
        names = [member.filename for member in members]
        # A link, a name twice, or a name that leads elsewhere: no package of this program has them.
        if len(set(names)) != len(names) or not all(map(_NAMES.fullmatch, names)):
            raise Refusal("package.names", path=self.path)
        try:
            with self._package.open(MANIFEST) as file:
                text = file.read(LARGEST_MANIFEST + 1)
            if len(text) > LARGEST_MANIFEST:
                raise Refusal("package.too_large", path=self.path)
            said = json.loads(text)
            if said["format"] != FORMAT:
                raise Refusal("package.newer", path=self.path)
            files = {str(name): (str(one["sha256"]), int(one["size"])) for name, one in said["files"].items()}
            texts = {name: str(said[name]) for name in ("workshop", "head", "program", "made_at", "scope")}
            subjects = tuple(str(one) for one in said["subjects"])
        except Refusal:
            raise
        except Exception as error:  # a hostile or broken package fails in as many ways as it likes
            raise Refusal("package.unreadable", path=self.path) from error
        if set(files) != set(names) - {MANIFEST} or any(size < 0 for _, size in files.values()):
            raise Refusal("package.damaged", path=self.path, file=MANIFEST)
        return Manifest(**texts, subjects=subjects, files=files)


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """A package from outside. Refuses `package.absent`, `package.unreadable`, `package.names`, `package.too_large`,
    `package.newer`, `package.damaged`."""
    if not path.is_file():
        raise Refusal("package.absent", path=path)
    try:
        package = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refusal("package.unreadable", path=path) from error
    with package:
        yield Package(package, path)
