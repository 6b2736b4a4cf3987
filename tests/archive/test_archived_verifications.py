"""The acts of verification in a real archive: every figure and every byte as it was, names never in the clear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.archive import queries
from metroapp.archive.connection import open_for_reading
from metroapp.archive.store import Archive
from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.means_acts import MeansAct
from metroapp.domain.measurement import Frame
from metroapp.domain.people import Person, Role
from metroapp.domain.quantity import Quantity
from metroapp.domain.verification import Check, Indication, Point, Undone
from metroapp.domain.verification_acts import Adjustment, CalibratedValue, Calibration, Verification
from tests.forms.verifications import AT, CALIPER, PERSON, RESPONSIBLE, bad_caliper, good_caliper, indicator, roughness

D = Decimal
FRAME = Frame("PC-01", b"01A+0075.01\r\x00\xff", datetime(2026, 11, 27, 8, 12, 3, 250000, UTC), ("unit_declared",))
READ, ZERO = (Indication(Quantity(D(text)), frame=FRAME) for text in ("75.010", "0.010"))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    opened = Archive(tmp_path / "archive.sqlite")
    opened.found_workshop("Atelier d'essai", AT)
    for name in (PERSON, RESPONSIBLE):
        opened.write_person(Person(opened.person_id(name), name, (Role.QUALITY,)), opened.person_id(RESPONSIBLE), AT)
    yield opened
    opened.close()


def written(archive: Archive, act: MeansAct) -> MeansAct:
    """An act as it is read back, with the identity of its entry."""
    numbered = replace(act, id=archive.next_id)
    archive.register([], [], act.at, act.by, [numbered])
    assert archive.means_acts(act.instrument)[-1] == numbered
    return numbered


@pytest.mark.parametrize("made", [good_caliper, bad_caliper, indicator, roughness], ids=lambda one: one.__name__)
def test_a_verification_comes_back_to_the_digit(archive: Archive, made: object) -> None:
    found = made()  # type: ignore[operator]
    assert isinstance(found, Verification)
    taken = ((ZERO,), *found.indications[1:]) if found.instrument == "PC-01" else found.indications
    undone = (Undone(Check.ERROR, D("75"), READ),)
    again = written(archive, replace(found, indications=taken, undone=undone, decided=found.decided))
    assert isinstance(again, Verification) and again.conclusion == replace(found, indications=taken).conclusion


def test_the_three_other_acts_come_back(archive: Archive) -> None:
    id = archive.next_id
    block = good_caliper().points[1]
    permitted = good_caliper().permitted
    for act in (
        Calibration(
            id, "BE-25", "LNE 26-1190", "LNE", date(2026, 10, 2),
            (CalibratedValue(D("25"), D("0.00080"), D("0.0006")),), PERSON, AT, "ab" * 32,
        ),
        Adjustment(id, "PC-01", "becs rectifiés", PERSON, AT, "V-P1-2026-0001"),
        DailyCheck(id, CALIPER, block, (READ,), permitted, AT.date(), PERSON, AT, (Undone(Check.ERROR, D(37), READ),)),
        DailyCheck(id, CALIPER, Point(Check.ZERO, D(0)), (), permitted, AT.date(), PERSON, AT),
    ):  # fmt: skip
        written(archive, act)


def test_no_name_is_sealed_with_a_verification(archive: Archive, tmp_path: Path) -> None:
    written(archive, good_caliper())
    engine = open_for_reading(tmp_path / "archive.sqlite")
    with engine.connect() as connection:
        facts = connection.exec_driver_sql("SELECT facts FROM means_event").scalar_one()
        assert PERSON not in facts and RESPONSIBLE not in facts
        connection.rollback()
        (act,) = queries.means_acts(connection)
        assert isinstance(act, Verification) and act.decided is not None
        assert (act.by, act.decided.by) == (PERSON, RESPONSIBLE)
    engine.dispose()
