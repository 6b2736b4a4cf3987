"""What of a record of an examination is for the jury alone: every paper and file that says the verdict of the program.

The relevé is the work of the candidate, and for everybody. Whoever reads an archive file that they hold is told all.
"""

from __future__ import annotations

from metroapp.domain.examined import keeps_verdict
from metroapp.domain.message import Refusal
from metroapp.domain.record import InspectionRecord
from metroapp.services.workspace import Workspace


def is_kept_from(workspace: Workspace, record: InspectionRecord) -> bool:
    """Whether whoever reads is not to know what the program decides of a record."""
    return keeps_verdict(record) and not workspace.reads_evidence()


def require_told(workspace: Workspace, record: InspectionRecord) -> None:
    """Refuse `exam.paper_for_jury` what says the verdict of the program to somebody else than the jury."""
    if is_kept_from(workspace, record):
        raise Refusal("exam.paper_for_jury", number=record.header.number)
