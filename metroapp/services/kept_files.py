"""Files of the workspace that are named by their digest: each is copied once, never changes, and has its backup.

The copy is what is shown and handed over: the file that was given may move or change. A copy that is lost or damaged
is read from its backup.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from forms.saving import save
from metroapp.archive.backup import is_intact
from metroapp.services.workspace import folder_refusal


class KeptFiles:
    """One folder of such files, and the folder of their backups."""

    def __init__(self, folder: Path, backups: Path) -> None:
        self._folder = folder
        self._backups = backups

    def keep(self, content: bytes, suffix: str) -> str:
        """Keep a copy of a file and give its digest; refuses as `folder_refusal` a folder that cannot be written."""
        digest = digest_of(content)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            kept = self._folder / f"{digest}{suffix}"
            if not is_intact(kept):
                save(content, kept)
        except OSError as error:
            raise folder_refusal(error, self._folder) from error
        return digest

    def place(self, digest: str, suffix: str) -> Path:
        """Where the copy of a file is, or would be: among the backups where only they have it."""
        kept, spare = self._both(digest, suffix)
        return spare if not kept.is_file() and spare.is_file() else kept

    def is_there(self, digest: str, suffix: str) -> bool:
        """Whether there is a copy, whatever it holds."""
        return any(path.is_file() for path in self._both(digest, suffix))

    def intact(self, digest: str, suffix: str) -> Path | None:
        """A copy that is the same to the byte, its backup where need be; None where neither is."""
        return next((path for path in self._both(digest, suffix) if is_intact(path)), None)

    def _both(self, digest: str, suffix: str) -> tuple[Path, Path]:
        name = f"{digest}{suffix}"
        return self._folder / name, self._backups / name


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_at_most(path: Path, most: int) -> bytes | None:
    """The first `most` + 1 bytes of a file; None for what is no file or cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError:
        return None
