"""The life of a part's specification: drafts, the revision that was validated, the one that was withdrawn.

A validated revision is never modified: what changes on the drawing is a copy with another revision index.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from difflib import SequenceMatcher
from enum import Enum

from metroapp.domain.decision_rule_text import write_rule
from metroapp.domain.drawing import sheet_changes
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Characteristic, Part


class RevisionState(Enum):
    """What may be done with a revision."""

    DRAFT = "draft"  # brouillon: being written, opens no record
    VALIDATED = "validated"  # validé: opens records, never modified
    WITHDRAWN = "withdrawn"  # retiré: kept for what was measured with it, opens no new record


@dataclass(frozen=True, slots=True)
class PartRevision:
    """One state of one revision, as the archive keeps it: the latest entry of a revision is its present state."""

    id: EntryId
    part: Part
    state: RevisionState
    by: str  # name of the person
    at: datetime
    reason: str = ""  # why withdrawn

    @property
    def key(self) -> tuple[str, str, str]:
        """What identifies a revision: reference, drawing number, revision index."""
        return self.part.reference, self.part.drawing, self.part.revision


class Change(Enum):
    """What happened to one characteristic, or to one field of the part, between two revisions."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two revisions. `balloon` is empty for a field of the part itself; `field` is the name of
    the attribute of `Part` or `Characteristic`, empty for a whole characteristic added, removed or moved; `place` for a
    balloon of the drawing, whether a characteristic has it or not. Of a decision rule, `before` and `after` are its
    text: a guard band says nothing without the unit of its callout."""

    change: Change
    balloon: str
    field: str
    before: object = None
    after: object = None


PLACE = "place"
_NAMES = tuple(field.name for field in fields(Characteristic))
_APART = ("characteristics", "sheet")


def differences(before: Part, after: Part) -> tuple[Difference, ...]:
    """What changed from one revision to another: the fields of the part, then characteristic by characteristic."""
    found: list[Difference] = []
    for field in fields(Part):
        if field.name not in _APART and getattr(before, field.name) != getattr(after, field.name):
            found.append(_changed("", field.name, before, after))
    found += _of_the_drawing(before, after)
    old = {given.balloon: given for given in before.characteristics}
    new = {given.balloon: given for given in after.characteristics}
    found += [Difference(Change.REMOVED, balloon, "", old[balloon]) for balloon in old if balloon not in new]
    kept = [balloon for balloon in old if balloon in new]
    order = [balloon for balloon in new if balloon in old]
    stayed = {
        balloon
        for block in SequenceMatcher(None, kept, order, autojunk=False).get_matching_blocks()
        for balloon in kept[block.a : block.a + block.size]
    }
    found += [Difference(Change.MOVED, balloon, "") for balloon in order if balloon not in stayed]
    for balloon, given in new.items():
        if balloon not in old:
            found.append(Difference(Change.ADDED, balloon, "", None, given))
            continue
        for name in _NAMES:
            if getattr(old[balloon], name) != getattr(given, name):
                found.append(_changed(balloon, name, old[balloon], given))
    return tuple(found)


def _of_the_drawing(before: Part, after: Part) -> list[Difference]:
    changes = sheet_changes(before.sheet, after.sheet)
    found = [_changed("", "sheet", before, after)] if changes.is_other_file else []
    found += [Difference(Change.REMOVED, place.balloon, PLACE, place) for place in changes.removed]
    found += [Difference(Change.ADDED, place.balloon, PLACE, None, place) for place in changes.added]
    return found + [Difference(Change.MOVED, new.balloon, PLACE, old, new) for old, new in changes.moved]


def _changed(balloon: str, name: str, before: Part | Characteristic, after: Part | Characteristic) -> Difference:
    if name == "rule":
        return Difference(Change.CHANGED, balloon, name, _rule_text(before), _rule_text(after))
    return Difference(Change.CHANGED, balloon, name, getattr(before, name), getattr(after, name))


def _rule_text(given: Part | Characteristic) -> str:
    return write_rule(given.rule, given.callout.unit if isinstance(given, Characteristic) else None)


def require_draft(current: PartRevision | None) -> None:
    """Refuse (`part.revision_frozen`) to write over a revision that was validated or withdrawn."""
    if current is not None and current.state is not RevisionState.DRAFT:
        raise Refusal(
            "part.revision_frozen",
            reference=current.part.reference,
            revision=current.part.revision,
            state=current.state,
        )
