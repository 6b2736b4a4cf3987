"""`metroapp part drawing`: the ballooned drawing of a revision, written from the archive and the drawings it keeps."""

from __future__ import annotations

import argparse

from metroapp.cli.consult import workspace_of
from metroapp.domain.message import Refusal
from metroapp.services import consultation
from metroapp.services.drawing_paper import export_drawing
from metroapp.wording import cli as words


def write_drawing(arguments: argparse.Namespace) -> int:
    """The revision named, or the one of this reference that was written last. Refuses `part.absent` and as
    `export_drawing`."""
    workspace = workspace_of(arguments)
    wanted = {"reference": arguments.reference, "drawing": arguments.plan, "revision": arguments.revision}
    found = [
        one
        for one in consultation.part_revisions(workspace)
        if all(text is None or getattr(one.part, name) == text for name, text in wanted.items())
    ]
    if not found:
        raise Refusal("part.absent", reference=arguments.reference)
    revision = max(found, key=lambda one: one.at)
    path = export_drawing(workspace, revision.part, revision, arguments.out)
    print(words.WRITTEN.format(path=path))
    return 0
