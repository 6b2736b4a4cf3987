"""What is being written of a part: every word as typed, readable or not, and how it is kept on the workstation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from metroapp.domain.decision_rule_text import read_general_rule
from metroapp.domain.drawing import BalloonPlace, DrawingSheet, PageSize
from metroapp.domain.general_tolerances import WorkshopTable
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Characteristic, Part
from metroapp.services.part_library import RevisionKey
from metroapp.services.sheets.part_lines import LineText, line_text
from metroapp.services.sheets.sheet_header import header_text

NOBODY: RevisionKey = ("", "", "")
Notes = dict[tuple[str, str], tuple[str, str]]  # of an import: balloon and callout → field and what is wrong


@dataclass(frozen=True, slots=True)
class PartFields:
    """The header of a part, as typed."""

    designation: str = ""
    reference: str = ""
    drawing: str = ""
    revision: str = ""
    material: str = ""
    customer: str = ""
    general_tolerances: str = ""
    rule: str = ""

    @property
    def key(self) -> RevisionKey:
        return self.reference.strip(), self.drawing.strip(), self.revision.strip()

    def part(self, characteristics: Iterable[Characteristic]) -> Part:
        """The part that they make; a rule that cannot be read says nothing yet."""
        said = {name: text.strip() for name, text in asdict(self).items() if name != "rule"}
        rule = None if self.rule_refusal is not None else read_general_rule(self.rule)
        return Part(characteristics=tuple(characteristics), rule=rule, **said)

    @property
    def rule_refusal(self) -> Refusal | None:
        """Why the rule cannot be read."""
        try:
            read_general_rule(self.rule)
        except Refusal as refusal:
            return refusal
        return None


HEADER = tuple(known.name for known in fields(PartFields))


@dataclass(frozen=True, slots=True)
class WorkingPart:
    """A part that the archive does not have yet in this state.

    `origin` is the revision of the archive that it will write again, None for a new one; `base` the one it was copied
    from.
    """

    fields: PartFields = PartFields()
    lines: tuple[LineText, ...] = ()
    origin: RevisionKey | None = None
    base: RevisionKey | None = None
    sheet: DrawingSheet | None = None  # the ballooned drawing
    notes: Notes = field(default_factory=dict)
    tables: dict[str, WorkshopTable] = field(default_factory=dict)  # named by the general tolerances, from its file

    def with_lines(self, lines: Iterable[LineText]) -> WorkingPart:
        return replace(self, lines=tuple(lines))


def working_copy(part: Part, *, origin: RevisionKey | None = None, base: RevisionKey | None = None) -> WorkingPart:
    """The words of a part."""
    return WorkingPart(
        PartFields(**header_text(part)),
        tuple(line_text(given) for given in part.characteristics),
        origin,
        base,
        part.sheet,
    )


def to_text(working: WorkingPart) -> str:
    """One line of JSON, for `state.sqlite`."""
    said: dict[str, Any] = {
        "fields": {name: text for name, text in asdict(working.fields).items() if text},
        "lines": [{name: text for name, text in asdict(line).items() if text} for line in working.lines],
        "origin": working.origin,
        "base": working.base,
        "sheet": _sheet_said(working.sheet),
        "notes": [[*where, *what] for where, what in working.notes.items()],
        "tables": {name: _table_lines(table) for name, table in working.tables.items()},
    }
    return json.dumps(said, ensure_ascii=False)


def from_text(text: str) -> WorkingPart:
    """What `to_text` wrote; ValueError, KeyError or TypeError for anything else."""
    said = json.loads(text)
    return WorkingPart(
        PartFields(**said["fields"]),
        tuple(LineText(**line) for line in said["lines"]),
        _key(said["origin"]),
        _key(said["base"]),
        _sheet(said.get("sheet")),
        {(balloon, callout): (name, reason) for balloon, callout, name, reason in said["notes"]},
        {name: _table(name, lines) for name, lines in said["tables"].items()},
    )


def _key(said: list[str] | None) -> RevisionKey | None:
    return None if said is None else (said[0], said[1], said[2])


def _sheet_said(sheet: DrawingSheet | None) -> dict[str, Any] | None:
    if sheet is None:
        return None
    return {
        "file": sheet.file,
        "digest": sheet.digest,
        "suffix": sheet.suffix,
        "sizes": [[str(side) for side in size] for size in sheet.sizes],
        "balloons": [[place.balloon, place.page, str(place.x), str(place.y)] for place in sheet.balloons],
    }


def _sheet(said: dict[str, Any] | None) -> DrawingSheet | None:
    if said is None:
        return None
    sizes = tuple(PageSize(Decimal(width), Decimal(height)) for width, height in said["sizes"])
    places = tuple(BalloonPlace(balloon, page, Decimal(x), Decimal(y)) for balloon, page, x, y in said["balloons"])
    return DrawingSheet(said["file"], said["digest"], said["suffix"], sizes, places)


def _table_lines(table: WorkshopTable) -> list[list[str | None]]:
    return [
        [str(line.over), None if line.up_to is None else str(line.up_to), str(line.figures["±"])]
        for line in table.intervals
    ]


def _table(name: str, lines: list[list[str]]) -> WorkshopTable:
    read = [(Decimal(over), None if up_to is None else Decimal(up_to), Decimal(by)) for over, up_to, by in lines]
    return WorkshopTable.from_lines(name, read)
