"""`metroapp part drawing`: the ballooned drawing of a revision, written from the archive and the drawings it keeps."""

from __future__ import annotations

import argparse

from metroapp.cli.consult import workspace_of
from metroapp.services import consultation
from metroapp.services.drawing_paper import export_drawing
from metroapp.wording import cli as words


def write_drawing(arguments: argparse.Namespace) -> int:
    """The revision named, or the one of this reference that was written last. Refuses `part.absent` and as
    `export_drawing`."""
    workspace = workspace_of(arguments)
    revision = consultation.part_revision(workspace, arguments.reference, arguments.plan, arguments.revision)
    path = export_drawing(workspace, revision.part, revision, arguments.out)
    print(words.WRITTEN.format(path=path))
    return 0
