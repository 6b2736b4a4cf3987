"""The folder in which another program looks for new files: which one, and what each closed record is written as.

Kept beside the archive of a post; it proves nothing.
"""

from __future__ import annotations

import json
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

from metroapp.domain.entered_text import LONGEST_COMMENT, require_text
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Message, Refusal
from metroapp.services.formats import Format

_log = logging.getLogger(__name__)

NAME = "watched_folder"  # what it is kept under


@dataclass(frozen=True, slots=True)
class WatchedFolder:
    """Where each record is exported when it is closed; an empty `folder`: nowhere.

    Refuses `export.no_format`, and as `require_text`.
    """

    folder: str = ""
    formats: tuple[Format, ...] = (Format.PDF,)

    def __post_init__(self) -> None:
        require_text(self.folder, most=LONGEST_COMMENT)
        if self.folder and not self.formats:
            raise Refusal("export.no_format")

    @property
    def path(self) -> Path:
        return Path(self.folder)


@dataclass(frozen=True, slots=True)
class Done:
    """How far the exports are: the last closing that was looked at, and the numbers of the records refused since the
    folder was chosen."""

    last: EntryId
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchState:
    """What is to be said of it: how many records wait, why, those that could not be written, the last one written."""

    folder: str = ""
    waiting: int = 0
    why: Message | None = None  # the folder is away
    left_out: tuple[str, ...] = ()
    last: str = ""  # its number; empty until one is, since the program was started


def require_usable(folder: Path) -> None:
    """Refuse a folder that takes no file now: `watched.not_absolute`, `watched.away`.

    It may be on the network and hang: never in the recorder thread.
    """
    if not folder.is_absolute():
        raise Refusal("watched.not_absolute", path=folder)
    require_there(folder)
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise Refusal("watched.away", path=folder) from error


def require_there(folder: Path) -> None:
    """Refuse `watched.away`. It is never made: in the place of a share that is away it would hide it."""
    try:
        is_there = folder.is_dir()
    except OSError:
        is_there = False
    if not is_there:
        raise Refusal("watched.away", path=folder)


def to_text(settings: WatchedFolder) -> str:
    return json.dumps({"folder": settings.folder, "formats": [one.value for one in settings.formats]})


def from_text(text: str) -> WatchedFolder:
    """What was kept; nothing kept, or a damaged text, is no folder."""
    if not text:
        return WatchedFolder()
    try:
        said = json.loads(text)
        return WatchedFolder(str(said["folder"]), tuple(Format(one) for one in said["formats"]))
    except (ValueError, KeyError, TypeError, Refusal):
        _log.exception("the watched folder kept cannot be read")
        return WatchedFolder()


def done_to_text(done: Done) -> str:
    return json.dumps({"last": str(done.last), "left_out": list(done.left_out)})


def done_from_text(text: str) -> Done | None:
    """None where nothing was kept, or where it is damaged."""
    if not text:
        return None
    try:
        said = json.loads(text)
        return Done(EntryId.parse(said["last"]), tuple(str(one) for one in said["left_out"]))
    except (ValueError, KeyError, TypeError):
        _log.exception("how far the watched folder is cannot be read")
        return None
