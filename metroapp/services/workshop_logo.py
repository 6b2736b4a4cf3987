"""The logo of the workshop, printed on its papers: a picture made ready once, kept under its digest.

A paper says which logo it bears (`forms.identity`): one that was printed with an earlier logo is still made again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from metroapp.archive.backup import LOGOS
from metroapp.archive.state import read_kept
from metroapp.domain.entered_text import one_line
from metroapp.domain.message import Refusal
from metroapp.services.drawing_pages import page_picture, page_sizes
from metroapp.services.kept_documents import KeptDocument, kept_in
from metroapp.services.kept_files import read_at_most
from metroapp.services.workspace import LOGO, Workspace

LARGEST = 5 * 2**20  # bytes, of the file that is given
_MOST_PX = 800  # of its longest side once made ready
_SLENDER = 12  # times longer than it is high, or the other way round: no logo
_SUFFIX = ".png"


def prepare(workspace: Workspace, path: Path) -> str:
    """Keep a picture as a logo, once it is known that it can be printed; its digest.

    Refuses `logo.absent`, `logo.too_large`, `logo.unreadable`, `logo.slender`, and a folder that cannot be written.
    """
    name = one_line(path.name)
    content = read_at_most(path, LARGEST)
    if content is None:
        raise Refusal("logo.absent", file=name)
    if len(content) > LARGEST:
        raise Refusal("logo.too_large", file=name, most=LARGEST // 2**20)
    digest = hashlib.sha256(content).hexdigest()
    try:
        size = page_sizes(path, digest)[0]
        long, short = float(max(size.width, size.height)), float(min(size.width, size.height))
        if short <= 0 or long / short > _SLENDER:
            raise Refusal("logo.slender", file=name, most=_SLENDER)
        picture = page_picture(path, digest, 0, _MOST_PX / long, called=name)
    except Refusal as refusal:
        raise refusal if refusal.message.code == "logo.slender" else Refusal("logo.unreadable", file=name) from refusal
    return kept_in(workspace, LOGOS).keep_content(name, picture, _SUFFIX).digest


def logo_of(workspace: Workspace) -> bytes:
    """The logo as PNG, or the one that `workspace.logo` names; empty where there is none, or no copy any more."""
    digest = read_kept(workspace.state, LOGO) if workspace.logo is None else workspace.logo
    if not digest:
        return b""
    try:
        return kept_in(workspace, LOGOS).find(KeptDocument(LOGOS, digest, _SUFFIX)).read_bytes()
    except (Refusal, OSError):
        return b""
