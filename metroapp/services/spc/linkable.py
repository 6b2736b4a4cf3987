"""What a register of a tool may be linked to: the parts of the workshop and their characteristics."""

from __future__ import annotations

from dataclasses import dataclass

from metroapp.domain.record_search import RecordSearch
from metroapp.domain.revision import RevisionState
from metroapp.domain.specification import Characteristic, Part
from metroapp.domain.tool_register import is_linkable
from metroapp.services import consultation
from metroapp.services.workspace import Workspace

_RECORDS = 60  # looked through for the parts that are being made


@dataclass(frozen=True, slots=True)
class LinkableParts:
    """By reference, as each was made or validated last; and the machines that records name."""

    parts: dict[str, Part]
    machines: tuple[str, ...]

    def characteristics(self, reference: str) -> list[Characteristic]:
        """Those of a part that a register can move."""
        part = self.parts.get(reference)
        return [] if part is None else [one for one in part.inspected if is_linkable(one)]


def linkable_parts(workspace: Workspace) -> LinkableParts:
    """The parts of the last records first, then those that are ready for one."""
    parts: dict[str, Part] = {}
    machines: dict[str, None] = {}
    seen: set[tuple[str, str]] = set()
    for found in consultation.find(workspace, RecordSearch(), count=_RECORDS):
        if (found.line.part, found.revision) in seen:
            continue
        seen.add((found.line.part, found.revision))
        header = consultation.load(workspace, found.line.id).header
        parts.setdefault(header.part.reference, header.part)
        if header.machine:
            machines.setdefault(header.machine)
    for revision in consultation.part_revisions(workspace):
        if revision.state is RevisionState.VALIDATED:
            parts.setdefault(revision.part.reference, revision.part)
    return LinkableParts(
        {name: part for name, part in parts.items() if any(map(is_linkable, part.inspected))}, tuple(machines)
    )
