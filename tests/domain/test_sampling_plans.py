"""ISO 2859-1: plans read in the tables, and the switching rules of clause 9."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metroapp.domain.message import Refusal
from metroapp.domain.sampling_plans import InspectionLevel, Severity, severity_after
from metroapp.services.reference import sampling_tables


@pytest.mark.parametrize(
    ("lot", "aql", "letter", "sample", "accept"),
    [  # J, K, G (its arrow goes down to H), L, H: spot values of table 2-A
        (1_000, "1.0", "J", 80, 2),
        (3_000, "0.65", "K", 125, 2),
        (250, "1.0", "G", 50, 1),
        (10_000, "2.5", "L", 200, 10),
        (400, "4.0", "H", 50, 5),
    ],
)
def test_normal_inspection(lot: int, aql: str, letter: str, sample: int, accept: int) -> None:
    plan = sampling_tables().plan(lot, Decimal(aql))
    assert (plan.letter, plan.sample, plan.accept, plan.reject) == (letter, sample, accept, accept + 1)
    assert plan.accepts(accept) and not plan.accepts(accept + 1)


def test_tightened_inspection_accepts_less() -> None:
    for lot in (50, 280, 1_200, 35_000):
        for aql in ("0.65", "1.0", "2.5", "4.0"):
            normal = sampling_tables().plan(lot, Decimal(aql))
            tightened = sampling_tables().plan(lot, Decimal(aql), severity=Severity.TIGHTENED)
            assert Decimal(tightened.accept) / tightened.sample <= Decimal(normal.accept) / normal.sample


def test_a_sample_as_large_as_the_lot_is_the_whole_lot() -> None:
    plan = sampling_tables().plan(20, Decimal("0.10"))
    assert (plan.sample, plan.is_whole_lot) == (20, True)


def test_every_lot_has_a_plan_for_every_limit_and_level() -> None:
    tables = sampling_tables()
    for lot in (2, 8, 9, 150, 151, 500_000, 500_001, 10_000_000):
        for level in InspectionLevel:
            for aql in tables.aqls:
                assert 0 < tables.plan(lot, aql, level).sample <= lot


@pytest.mark.parametrize(
    ("history", "severity"),
    [
        ("", Severity.NORMAL),
        ("AARAA", Severity.NORMAL),
        ("RR", Severity.TIGHTENED),
        ("RAAAR", Severity.TIGHTENED),  # two of five
        ("RAAAAR", Severity.NORMAL),  # two of six
        ("RRAAAAA", Severity.NORMAL),
        ("RRAAAARAAAA", Severity.TIGHTENED),  # five in a row, and not five in all
        ("RRAAAAAR", Severity.NORMAL),  # what was before counts no more
        ("RRRRRRR", Severity.DISCONTINUED),
        ("RRRARARARARAAAAAA", Severity.DISCONTINUED),
    ],
)
def test_the_severity_follows_the_lots(history: str, severity: Severity) -> None:
    assert severity_after(one == "A" for one in history) is severity


@pytest.mark.parametrize(
    ("lot", "aql", "severity", "code"),
    [
        (1, "1.0", Severity.NORMAL, "sampling.lot"),
        (100, "1.1", Severity.NORMAL, "sampling.aql"),
        (100, "1.0", Severity.DISCONTINUED, "sampling.discontinued"),
    ],
)
def test_what_has_no_plan_is_refused(lot: int, aql: str, severity: Severity, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        sampling_tables().plan(lot, Decimal(aql), severity=severity)
    assert refused.value.message.code == code
