"""The server that a post forwards to: its address, and the file of its secret. Kept beside the archive of the post."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from metroapp.domain.message import Message
from metroapp.domain.shares import Overrun

_log = logging.getLogger(__name__)
NAME = "server"  # what it is kept under


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """`url` without any secret; empty: this post forwards nothing."""

    url: str = ""
    secret_file: str = ""

    @property
    def secret_path(self) -> Path | None:
        return Path(self.secret_file) if self.secret_file else None


@dataclass(frozen=True, slots=True)
class ServerState:
    """How the forwarding stands: the server as it is shown, the last entry that it has of this post (None until it
    said so), how many wait, and why."""

    server: str = ""
    last: int | None = None
    waiting: int = 0
    why: Message | None = None
    post: str = ""
    home: str = ""  # the home post, where one was chosen
    home_last: int = 0  # of its entries, the last one that came down
    home_why: Message | None = None  # why no more of them come down
    overruns: tuple[Overrun, ...] = ()  # dérogations of which more was used than allowed, at all posts


def to_text(settings: ServerSettings) -> str:
    return json.dumps({"url": settings.url, "secret_file": settings.secret_file})


def from_text(text: str) -> ServerSettings:
    """What was kept; nothing kept, or a damaged text, is no server."""
    if not text:
        return ServerSettings()
    try:
        said = json.loads(text)
        return ServerSettings(str(said["url"]), str(said["secret_file"]))
    except (ValueError, KeyError, TypeError):
        _log.exception("the server kept cannot be read")
        return ServerSettings()
