"""A session of examination that is open, as its acts make it, and a candidate at the post."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from typing import Any

import pytest

from metroapp.domain.examination import Aid
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.session_acts import (
    CandidateEntered,
    ExamPhase,
    PhaseResumed,
    PhaseSuspended,
    SessionAct,
    SessionClosed,
    SessionOpened,
    SessionPrepared,
    SuspensionCause,
)
from metroapp.domain.specification import Part
from metroapp.services.spc.process_room import NOBODY
from tests.workbench import CAMILLE, Shop

SECRETS = {"07": "4831", "08": "9526"}
OWN = ("record", "measurement", "measurement_input", "impossible", "record_event", "closing")


def code_of(asked: Callable[[], Future[Any]]) -> str:
    """The code of the refusal of what is asked."""
    with pytest.raises(Refusal) as refused:
        asked().result()
    return refused.value.message.code


def name_of(candidate: str) -> str:
    return f"Candidat {candidate}"


def write(shop: Shop, *acts: SessionAct) -> None:
    shop.workshop._recorder.submit(lambda: shop.workshop._sessions.write(*acts)).result()


def enter_candidates(shop: Shop) -> None:
    """As the staff does, in whose name is for other tests."""
    people, by = shop.workshop.staff.people, shop.workshop.staff.who.person
    assert by is not None
    for candidate, secret in SECRETS.items():
        arguments = (by, name_of(candidate), (Role.CANDIDATE,), secret)
        shop.workshop._recorder.submit(people.enter, *arguments).result()


def phase(sheet: Part, key: str, pieces: int = 2) -> ExamPhase:
    return ExamPhase(key, key.capitalize(), sheet.reference, sheet.drawing, sheet.revision, pieces, 30)


def open_session(shop: Shop, number: str, *phases: ExamPhase, aids: tuple[Aid, ...] = ()) -> None:
    at = shop.clock()
    entered = (CandidateEntered(NOBODY, number, one, name_of(one), "", 0, f"OF-{one}", CAMILLE, at) for one in SECRETS)
    prepared = SessionPrepared(NOBODY, number, "Titre", date(2026, 11, 24), "", "", aids, phases, CAMILLE, at)
    write(shop, prepared, *entered, SessionOpened(NOBODY, number, CAMILLE, CAMILLE, at))


def close_session(shop: Shop, number: str) -> None:
    write(shop, SessionClosed(NOBODY, number, "", CAMILLE, CAMILLE, shop.clock()))


def suspend(shop: Shop, number: str, key: str) -> None:
    cause = SuspensionCause.SAFETY
    write(shop, PhaseSuspended(NOBODY, number, "07", key, cause, "copeau", CAMILLE, CAMILLE, shop.clock()))


def resume(shop: Shop, number: str, key: str) -> None:
    write(shop, PhaseResumed(NOBODY, number, "07", key, CAMILLE, CAMILLE, shop.clock()))


def come_in(shop: Shop, candidate: str = "07") -> None:
    shop.workshop.staff.sign_out().result()
    shop.workshop.candidate.come_in(f"{candidate}-{SECRETS[candidate]}").result()


def sealed_rows(shop: Shop, record: int) -> dict[str, list[dict[str, Any]]]:
    """The sealed rows of the record opened with this entry: without times, ids as they follow it, and without the
    profile of its session."""
    with sqlite3.connect(shop.workspace.archive) as connection:
        connection.row_factory = sqlite3.Row
        last = connection.execute("SELECT max(sequence) FROM closing").fetchone()[0]
        between = "SELECT * FROM {} WHERE sequence BETWEEN ? AND ? ORDER BY sequence, row"
        found = {table: connection.execute(between.format(table), (record, last)).fetchall() for table in OWN}
    return {table: [_plain(dict(row), record) for row in rows] for table, rows in found.items()}


def _plain(row: dict[str, Any], record: int) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if not name.endswith("_at") and name != "number"}
    for name, value in plain.items():
        if value is None:
            continue
        if name.endswith("sequence"):
            plain[name] = value - record
        elif name == "options":
            profile = ("examination", "assists")  # the refusal of a means is one of its switches
            plain[name] = {key: fact for key, fact in json.loads(value).items() if key not in profile}
        elif name == "flags":  # a reading that waited bears a mark of its own
            plain[name] = [flag for flag in json.loads(value) if not flag.startswith("waiting=")]
        elif name == "facts":
            plain[name] = re.sub(r'\["P1",(\d+)\]', lambda found: f"+{int(found[1]) - record}", value)
    return plain
