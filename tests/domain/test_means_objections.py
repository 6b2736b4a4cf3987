"""Why a means is refused for a characteristic."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.callout import Callout, Nature
from metroapp.domain.candidate import Candidate
from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.means_objections import Ground, Objection, is_gauge_of, objections
from metroapp.domain.notation.reading import read_callout
from metroapp.domain.specification import BoxCode, Characteristic, Means
from metroapp.domain.suitability import Fitness, rank
from metroapp.services.reference import standards

D, K, S = Decimal, InstrumentKind, InstrumentState
TODAY = date(2026, 11, 24)


def read(text: str) -> Callout:
    return read_callout(text, standards())


def means(kind: InstrumentKind = K.MICROMETER, **facts: Any) -> Instrument:
    return Instrument("X-01", "", kind, **facts)


def wanted(text: str = "Ø20 h7", by: Means = Means.MICROMETER, **facts: Any) -> Characteristic:
    return Characteristic("1", "", read(text), by, **facts)


def grounds(found: tuple[Objection, ...]) -> list[Ground]:
    return [one.ground for one in found]


def test_nothing_is_said_against_a_means_whose_line_says_nothing() -> None:
    assert objections(means(), wanted(), TODAY) == ()


@pytest.mark.parametrize(
    ("state", "ground"),
    [(S.WITHDRAWN, Ground.WITHDRAWN), (S.PENDING, Ground.PENDING), (S.TO_VERIFY, Ground.TO_VERIFY)],
)
def test_a_means_that_is_not_in_service(state: InstrumentState, ground: Ground) -> None:
    assert grounds(objections(means(state=state), wanted(), TODAY)) == [ground]


def test_the_day_of_its_due_date_still_counts() -> None:
    assert objections(means(due=TODAY), wanted(), TODAY) == ()
    overdue = date(2026, 11, 23)
    assert objections(means(due=overdue), wanted(), TODAY) == (Objection(Ground.OVERDUE, due=overdue),)


def test_a_means_of_another_kind_says_which_one_is_wanted() -> None:
    assert objections(means(K.CALIPER), wanted(), TODAY) == (Objection(Ground.KIND, means=Means.MICROMETER),)


def test_a_size_that_is_shown_lies_in_the_range() -> None:
    short = means(range_lower=D(0), range_upper=D(15))
    assert objections(short, wanted(), TODAY) == (Objection(Ground.RANGE, size=D(20), end=D(15)),)
    # A shaft of Ø25 f7 is read by the micrometer that ends at 25, not by the one that begins there.
    shaft = wanted("Ø25 f7")
    assert objections(means(range_lower=D(0), range_upper=D(25)), shaft, TODAY) == ()
    assert grounds(objections(means(range_lower=D(25), range_upper=D(50)), shaft, TODAY)) == [Ground.RANGE]


def test_a_deviation_asks_nothing_of_the_range() -> None:
    indicator = means(K.DIAL_INDICATOR, range_lower=D(-1), range_upper=D(1))
    assert objections(indicator, wanted(by=Means.COMPARISON), TODAY) == ()


def test_a_limited_means_is_left_with_a_part_of_its_range() -> None:
    limited = means(
        state=S.LIMITED, limitation="réglage", range_lower=D(0), range_upper=D(25), limited_upper=D(10)
    )  # fmt: skip
    assert objections(limited, wanted(), TODAY) == (
        Objection(Ground.LIMITATION, size=D(20), end=D(10), text="réglage"),
    )
    assert objections(limited, wanted("Ø8 h7"), TODAY) == ()


@pytest.mark.parametrize(
    ("marked", "text", "same"),
    [
        ("M8x1,25-6H", "M8-6H", True),
        ("M8-6H", "M10-6H", False),
        ("M8-6H", "M8x1-6H", False),
        ("M8-6H", "M8-6G", False),
        ("Ø20 H7", "Ø20 H7", True),
        ("Ø20 H7", "Ø20 +0,021/0", True),
        ("Ø20 H7", "Ø20 H8", False),
        ("M8-6H", "Ø8 H7", False),
    ],
)
def test_a_limit_gauge_is_for_one_callout(marked: str, text: str, same: bool) -> None:
    assert is_gauge_of(read(marked), read(text)) is same


def test_a_limit_gauge_for_something_else_says_what_it_is_for() -> None:
    plug = means(K.PLAIN_PLUG)
    bore = wanted("Ø20 H7", Means.LIMIT_GAUGE, nature=Nature.INTERNAL)
    assert objections(plug, bore, TODAY, marked=read("Ø20 H7")) == ()
    assert objections(plug, bore, TODAY, marked=read("Ø20 H8")) == (Objection(Ground.GAUGE, text="Ø20 H8"),)
    assert objections(plug, bore, TODAY) == ()  # nothing says what it is for


def test_the_gauge_of_an_envelope_is_none_of_the_sheet() -> None:
    shaft = wanted("Ø20 h7 Ⓔ")
    assert grounds(objections(means(), shaft, TODAY, code=BoxCode.ENVELOPE)) == [Ground.KIND]
    assert objections(means(K.PLAIN_RING), shaft, TODAY, code=BoxCode.ENVELOPE, marked=read("Ø20 h7")) == ()


def test_everything_that_stands_against_a_means_is_said() -> None:
    worst = means(K.CALIPER, state=S.TO_VERIFY, due=date(2020, 1, 1), range_lower=D(0), range_upper=D(10))
    assert grounds(objections(worst, wanted(), TODAY)) == [
        Ground.TO_VERIFY, Ground.OVERDUE, Ground.KIND, Ground.RANGE,
    ]  # fmt: skip


@settings(deadline=None)  # the first one reads the tables
@given(
    upper=st.decimals("0.001", 500, places=3),
    size=st.decimals("0.100", 500, places=3),
    half=st.decimals("0.001", "0.099", places=3),
)
def test_the_range_refuses_what_suitability_finds_unfit(upper: Decimal, size: Decimal, half: Decimal) -> None:
    """One rule: what the choice of an instrument says out of range is refused so when it is used."""
    short = means(K.CALIPER, range_lower=D(0), range_upper=upper, uncertainty=None)
    callout = read(f"{size} ±{half}".replace(".", ","))
    refused = bool(objections(short, Characteristic("1", "", callout, Means.CALIPER), TODAY))
    (judged,) = rank(callout, [Candidate(short)], nature=Nature.STEP)
    assert refused is any(one.code == "suitability.above_range" for one in judged.reasons)
    assert not refused or judged.fitness is Fitness.UNFIT


def test_an_objection_is_written_as_json_and_read_again() -> None:
    said = Objection(Ground.RANGE, size=D("20.00"), end=D(15)), Objection(Ground.OVERDUE, due=TODAY)
    assert msgspec.json.decode(msgspec.json.encode(said), type=tuple[Objection, ...]) == said


def test_a_plain_gauge_has_a_box_for_each_of_its_sides() -> None:
    bore = wanted("Ø20 H7 Ⓔ", Means.LIMIT_GAUGE, nature=Nature.INTERNAL)
    assert bore.boxes == (BoxCode.GO, BoxCode.NO_GO, BoxCode.ENVELOPE)
    assert not bore.gives_bonus  # no size is known
    assert replace(bore, means=Means.MICROMETER).boxes == (BoxCode.SINGLE, BoxCode.ENVELOPE)
