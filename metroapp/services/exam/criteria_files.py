"""The dated files of what a jury judges by: those of the program, and those that a workshop puts in its own folder.

A file is small, plain and read whole (TOML); one that cannot be read is refused with its name, and the others serve.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from importlib.resources import files
from typing import IO, Any, Literal, Protocol

from metroapp.domain.entered_text import LONGEST_TEXT, text_refusal
from metroapp.domain.exam_criteria import Criterion, ExamCriteria, FactKind
from metroapp.domain.message import Refusal
from metroapp.domain.work_order_file import DossierSection
from metroapp.services.workspace import Workspace

FOLDER = "examination"  # of the workspace, where a workshop has files of its own
_PREFIX, _SUFFIX = "criteria-", ".toml"
_LARGEST = 64 * 1024  # bytes
_MOST_CRITERIA, _MOST_FILES = 40, 50
_log = logging.getLogger(__name__)


class _File(Protocol):
    """A file on a disk, or inside the package."""

    @property
    def name(self) -> str: ...

    def open(self, mode: Literal["rb"]) -> IO[bytes]: ...


def criteria_of(workspace: Workspace, key: str) -> ExamCriteria:
    """The criteria that a session names; the latest of the program where it names none.

    Refuses `exam.criteria_unknown`, and `exam.criteria_damaged` the file that should have them.
    """
    if not key:
        return max(all_criteria(workspace), key=lambda one: one.dated)
    for file in _every(workspace):
        if file.name == f"{_PREFIX}{key}{_SUFFIX}":
            return _of(file)
    found = next((one for one in all_criteria(workspace) if one.key == key), None)
    if found is None:
        raise Refusal("exam.criteria_unknown", key=key)
    return found


def all_criteria(workspace: Workspace) -> list[ExamCriteria]:
    """Those that can be read, the latest first; a damaged file of the workshop is noted in the log."""
    found: dict[str, ExamCriteria] = {}
    for file in _every(workspace):
        try:
            one = _of(file)
            found.setdefault(one.key, one)
        except Refusal:
            _log.warning("criteria file %s cannot be read", file.name)
    return sorted(found.values(), key=lambda one: (one.dated, one.key), reverse=True)


def _every(workspace: Workspace) -> Iterator[_File]:
    """Those of the program first: no file of a workshop takes their place."""
    yield from sorted((file for file in (files("data") / "examination").iterdir() if _is_one(file.name)), key=_name)
    folder = workspace.root / FOLDER
    try:
        own = [file for file in folder.iterdir() if _is_one(file.name)]
    except OSError:  # none, or one that cannot be looked into
        own = []
    yield from sorted(own, key=_name)[:_MOST_FILES]


def _is_one(name: str) -> bool:
    return name.startswith(_PREFIX) and name.endswith(_SUFFIX)


def _name(file: _File) -> str:
    return file.name


def _of(file: _File) -> ExamCriteria:
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        raise Refusal("exam.criteria_damaged", file=file.name) from error
    return read_criteria(file.name, content)


def read_criteria(name: str, content: bytes) -> ExamCriteria:
    """What a file says; refuses `exam.criteria_damaged` with the name of the file."""
    try:
        if len(content) > _LARGEST:
            raise ValueError("too large")
        return _read(tomllib.loads(content.decode()))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refusal("exam.criteria_damaged", file=name) from error


def _read(given: dict[str, Any]) -> ExamCriteria:
    lines, documents = given["criterion"], given.get("documents", {})
    if not isinstance(lines, list) or not 1 <= len(lines) <= _MOST_CRITERIA:
        raise ValueError("criteria")
    criteria = tuple(
        Criterion(
            _text(line["key"]),
            _text(line["title"]),
            tuple(dict.fromkeys(FactKind(fact) for fact in _list(line["facts"]))),
            _flag(line.get("confirmed", False)),
        )
        for line in lines
    )
    if len({one.key for one in criteria}) < len(criteria):
        raise ValueError("a criterion twice")
    return ExamCriteria(
        _text(given["key"]),
        _text(given["title"]),
        _day(given["dated"]),
        _text(given["source"]),
        criteria,
        tuple(dict.fromkeys(DossierSection(one) for one in _list(documents.get("required", [])))),
        _flag(documents.get("confirmed", False)),
    )


def _text(given: object) -> str:
    """One line that can be printed; raises ValueError for anything else."""
    text = given.strip() if isinstance(given, str) else ""
    if not text or not text.isprintable() or text_refusal(text, LONGEST_TEXT) is not None:
        raise ValueError("text")
    return text


def _list(given: object) -> list[Any]:
    if not isinstance(given, list):
        raise ValueError("list")
    return given


def _flag(given: object) -> bool:
    if not isinstance(given, bool):
        raise ValueError("flag")
    return given


def _day(given: object) -> date:
    if not isinstance(given, date) or isinstance(given, datetime):
        raise ValueError("day")
    return given
