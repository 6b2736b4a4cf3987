"""The library of parts: drafts are written again and again, a validated revision never is.

Every function works on the archive, in the recorder thread, and each that writes makes one entry of the journal.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from metroapp.domain.entered_text import require_reason
from metroapp.domain.message import Refusal
from metroapp.domain.revision import PartRevision, RevisionState, require_draft
from metroapp.domain.specification import Part

if TYPE_CHECKING:
    from metroapp.archive.store import Archive

RevisionKey = tuple[str, str, str]  # reference, drawing, revision: `PartRevision.key`


def list_revisions(archive: Archive) -> list[PartRevision]:
    """The present state of every revision, by reference."""
    return archive.part_revisions()


def save_draft(archive: Archive, part: Part, by: str, at: datetime) -> PartRevision:
    """Save a draft, complete or not, new or again; spaces around its identity are not part of it.

    Refuses `part.person_missing`, `part.revision_frozen`.
    """
    person = _person(by)
    part = replace(part, reference=part.reference.strip(), drawing=part.drawing.strip(), revision=part.revision.strip())
    require_draft(archive.current_part_revision((part.reference, part.drawing, part.revision)))
    return archive.save_part_revision(part, RevisionState.DRAFT, person, at)


def validate(archive: Archive, key: RevisionKey, by: str, at: datetime) -> PartRevision:
    """Make a draft the revision that opens records, and that nothing modifies any more.

    Refuses `part.person_missing`, `part.absent`, `part.revision_frozen`, `part.identity_missing`,
    and what `Part.require_complete` refuses.
    """
    person = _person(by)
    current = _current(archive, key)
    require_draft(current)
    if not all(key):
        raise Refusal("part.identity_missing")
    current.part.require_complete()
    return archive.save_part_revision(current.part, RevisionState.VALIDATED, person, at)


def withdraw(archive: Archive, key: RevisionKey, by: str, at: datetime, reason: str) -> PartRevision:
    """Withdraw a validated revision, or abandon a draft; its reason is kept.

    Refuses `part.person_missing`, `part.absent`, `part.revision_frozen` (withdrawn already), and as `require_reason`.
    """
    person = _person(by)
    current = _current(archive, key)
    if current.state is RevisionState.WITHDRAWN:
        require_draft(current)
    reason = require_reason(reason)
    return archive.save_part_revision(current.part, RevisionState.WITHDRAWN, person, at, reason)


def _person(by: str) -> str:
    if not by.strip():
        raise Refusal("part.person_missing")
    return by.strip()


def _current(archive: Archive, key: RevisionKey) -> PartRevision:
    current = archive.current_part_revision(key)
    if current is None:
        raise Refusal("part.absent", reference=key[0])
    return current
