"""What a session may be begun from: dated data files of the program."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from metroapp.domain.session_acts import ExamPhase

_FOLDER, _BEGINNING = "examination", "templates-"


@dataclass(frozen=True, slots=True)
class SessionTemplate:
    """A kind of session: its phases, each still without a part, and the criteria of its jury."""

    key: str
    title: str
    phases: tuple[ExamPhase, ...]
    criteria: str


@cache
def session_templates() -> tuple[SessionTemplate, ...]:
    """Those of the program, in the order of their files."""
    folder = files("data") / _FOLDER
    found = sorted((one for one in folder.iterdir() if one.name.startswith(_BEGINNING)), key=lambda one: one.name)
    read = (tomllib.loads(one.read_text(encoding="utf-8")) for one in found)
    return tuple(_template(session) for file in read for session in file["session"])


def _template(session: dict[str, object]) -> SessionTemplate:
    phases = session["phase"]
    assert isinstance(phases, list)
    made = (
        ExamPhase(one["key"], one["title"], "", "", "", one["pieces"], one["minutes"], machine=one["machine"])
        for one in phases
    )
    return SessionTemplate(str(session["key"]), str(session["title"]), tuple(made), str(session["criteria"]))
