"""The papers of a production as they are typed: every field is a text until it is read.

What is written here is read back the same, to the last zero. A number is exact, with a comma or a dot.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.production import QUANTITIES, TIMES, FollowUp, SetUpSheet, ToolLine
from metroapp.domain.quantity import parse_number

_COUNT = re.compile(r"[+\-−]?[0-9]{1,8}")
# Whoever records what was typed gives it its own place in the journal, its author and its time.
_UNWRITTEN = {"id": EntryId("", 0), "by": "", "at": datetime.min.replace(tzinfo=UTC)}
_GAUGES = ("gauge_x", "gauge_z", "nose_radius")

Place = tuple[int, str]  # line of the table of tools from 0, and field


@dataclass(frozen=True, slots=True)
class FollowUpTexts:
    """Quantities in pieces, times in minutes."""

    launched: str = ""
    good: str = ""
    nonconforming: str = ""
    scrap: str = ""
    set_up_minutes: str = ""
    machining_minutes: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ToolTexts:
    """One line of the table of tools; lengths in millimetres."""

    tool: str = ""
    offset: str = ""
    designation: str = ""
    gauge_x: str = ""
    gauge_z: str = ""
    nose_radius: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(text.strip() for text in astuple(self))


TOOL_FIELDS = tuple(field.name for field in fields(ToolTexts))


@dataclass(frozen=True, slots=True)
class SetUpTexts:
    """The set-up sheet of the machine and its tools."""

    program: str = ""
    program_revision: str = ""
    origins: str = ""
    clamping: str = ""
    comment: str = ""
    tools: tuple[ToolTexts, ...] = ()


def read_count(text: str) -> int | None:
    """A whole number; None for nothing. Refuses `follow_up.not_whole`."""
    cleaned = text.strip()
    if not cleaned:
        return None
    if not _COUNT.fullmatch(cleaned):
        raise Refusal("follow_up.not_whole", text=cleaned)
    return int(cleaned.replace("−", "-"))


def read_length(text: str) -> Decimal | None:
    """A length in millimetres, with the decimals typed; None for nothing. Refuses as `parse_number`."""
    return parse_number(text) if text.strip() else None


def read_follow_up(texts: FollowUpTexts) -> tuple[FollowUp, dict[str, Refusal]]:
    """What the texts say, and what is wrong by field: a wrong text says nothing."""
    wrong: dict[str, Refusal] = {}
    counts: dict[str, int | None] = {}
    for name in (*QUANTITIES, *TIMES):
        try:
            counts[name] = read_count(getattr(texts, name))
        except Refusal as refusal:
            wrong[name] = refusal
    said = FollowUp(**_UNWRITTEN, **counts, comment=texts.comment.strip())  # type: ignore[arg-type]
    return said, said.refusals() | wrong


def read_set_up(texts: SetUpTexts) -> tuple[SetUpSheet, dict[Place, Refusal]]:
    """What the texts say, and what is wrong by line and field; lines left empty are left out."""
    wrong: dict[Place, Refusal] = {}
    tools, places = [], []
    for line, typed in enumerate(texts.tools):
        if typed.is_empty:
            continue
        lengths: dict[str, Decimal | None] = {}
        for name in _GAUGES:
            try:
                lengths[name] = read_length(getattr(typed, name))
            except Refusal as refusal:
                wrong[line, name] = refusal
        tools.append(ToolLine(typed.tool.strip(), typed.offset.strip(), typed.designation.strip(), **lengths))
        places.append(line)
    said = SetUpSheet(
        **_UNWRITTEN,  # type: ignore[arg-type]
        program=texts.program.strip(),
        program_revision=texts.program_revision.strip(),
        origins=texts.origins.strip(),
        clamping=texts.clamping.strip(),
        comment=texts.comment.strip(),
        tools=tuple(tools),
    )
    together = {(places[line], name): refusal for (line, name), refusal in said.refusals().items()}
    return said, together | wrong


def write_follow_up(filled: FollowUp | None) -> FollowUpTexts:
    """The texts that `read_follow_up` reads back."""
    if filled is None:
        return FollowUpTexts()
    counts = {name: getattr(filled, name) for name in (*QUANTITIES, *TIMES)}
    texts = {name: "" if value is None else str(value) for name, value in counts.items()}
    return FollowUpTexts(**texts, comment=filled.comment)


def write_set_up(filled: SetUpSheet | None) -> SetUpTexts:
    """The texts that `read_set_up` reads back."""
    if filled is None:
        return SetUpTexts()
    tools = tuple(
        ToolTexts(
            tool.tool,
            tool.offset,
            tool.designation,
            _written(tool.gauge_x),
            _written(tool.gauge_z),
            _written(tool.nose_radius),
        )
        for tool in filled.tools
    )
    return SetUpTexts(filled.program, filled.program_revision, filled.origins, filled.clamping, filled.comment, tools)


def _written(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}".replace(".", ",")
