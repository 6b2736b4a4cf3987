"""The part as the jury asks for it: one line whose requirement is another, read as the part editor reads it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from metroapp.domain.general_tolerances import GeneralTolerances, read_general_tolerances
from metroapp.domain.message import Message, Refusal
from metroapp.domain.specification import Characteristic, Part
from metroapp.services.reference import standards
from metroapp.services.sheets.part_lines import LineReader, line_text


@dataclass(frozen=True, slots=True)
class ModifiedLine:
    """What was read: the line as it becomes and the part with it, or why it says nothing."""

    line: Characteristic | None = None
    part: Part | None = None
    wrong: Message | None = None


def read_modified(part: Part, balloon: str, text: str) -> ModifiedLine:
    """Another requirement for a line of a part; all else of it stays."""
    line = next(one for one in part.characteristics if one.balloon == balloon)
    # A part that was validated may say no nature: then none is asked for.
    reader = LineReader(standards(), _general(part), asks_nature=line.nature is not None)
    read = reader.read(replace(line_text(line), callout=text.strip()))
    if read.characteristic is None:
        return ModifiedLine(wrong=read.errors[0].message)
    found = replace(read.characteristic, drawn_as=line.drawn_as)
    lines = tuple(found if one.balloon == balloon else one for one in part.characteristics)
    modified = replace(part, characteristics=lines)
    try:
        modified.require_complete()
    except Refusal as refusal:
        return ModifiedLine(found, wrong=refusal.message)
    return ModifiedLine(found, modified)


def _general(part: Part) -> GeneralTolerances | None:
    try:
        return read_general_tolerances(part.general_tolerances, standards().general)
    except Refusal:
        return None  # a table that only its file named
