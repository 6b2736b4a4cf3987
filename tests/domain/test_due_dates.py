"""When means are to be verified again, and which of them soon."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.due_dates import Due, Urgency, due_list, next_due, with_due
from metroapp.domain.instrument import GaugeBlock, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.message import Refusal

TODAY = date(2026, 11, 24)


def means(number: str, due: date | None = None, state: InstrumentState = InstrumentState.IN_SERVICE) -> Instrument:
    return Instrument(number, "", InstrumentKind.CALIPER, due=due, state=state)


@pytest.mark.parametrize(
    ("verified", "months", "due"),
    [
        (date(2026, 3, 15), 12, date(2027, 3, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 120, date(2036, 11, 30)),
    ],
)
def test_the_next_due_date_is_the_same_day_or_the_last_of_a_shorter_month(
    verified: date, months: int, due: date
) -> None:
    assert next_due(verified, months) == due


@given(st.dates(max_value=date(9900, 1, 1)), st.integers(1, 120))
def test_a_due_date_is_so_many_months_later(verified: date, months: int) -> None:
    due = next_due(verified, months)
    assert (due.year * 12 + due.month) - (verified.year * 12 + verified.month) == months
    assert due.day <= verified.day


def test_no_calendar_goes_further() -> None:
    with pytest.raises(Refusal, match=r"register\.due_too_far"):
        next_due(date(9999, 6, 1), 12)


def test_a_due_date_that_is_given_stays() -> None:
    known = Instrument("A", "", InstrumentKind.CALIPER, interval_months=12, verified=date(2026, 1, 31))
    assert with_due(known).due == date(2027, 1, 31)
    given_one = Instrument("A", "", InstrumentKind.CALIPER, due=TODAY, interval_months=12, verified=date(2026, 1, 31))
    assert with_due(given_one) is given_one
    assert with_due(means("A")).due is None


def listed(*found: Instrument, within: int = 60, blocks: tuple[GaugeBlock, ...] = ()) -> list[tuple[str, Urgency]]:
    return [(one.instrument.number, one.urgency) for one in due_list(found, TODAY, within, blocks)]


def test_the_most_urgent_comes_first() -> None:
    found = listed(
        means("60", date(2027, 1, 23)),
        means("61", date(2027, 1, 24)),
        means("30", date(2026, 12, 24)),
        means("31", date(2026, 12, 25)),
        means("hier", date(2026, 11, 23)),
        means("longtemps", date(2025, 1, 1)),
        means("aujourd'hui", TODAY),
        means("sans date"),
    )
    assert found == [
        ("longtemps", Urgency.OVERDUE),
        ("hier", Urgency.OVERDUE),
        ("aujourd'hui", Urgency.WITHIN_30_DAYS),  # the day of the due date still counts
        ("30", Urgency.WITHIN_30_DAYS),
        ("31", Urgency.WITHIN_60_DAYS),
        ("60", Urgency.WITHIN_60_DAYS),
    ]
    assert listed(means("61", date(2027, 1, 24)), within=90) == [("61", Urgency.LATER)]


def test_what_is_withdrawn_or_away_is_not_waited_for() -> None:
    late = date(2025, 1, 1)
    assert listed(means("A", late, InstrumentState.WITHDRAWN), means("B", late, InstrumentState.PENDING)) == []


def test_what_somebody_said_to_verify_is_listed_whatever_its_date() -> None:
    to_verify = InstrumentState.TO_VERIFY
    found = due_list([means("A", date(2030, 1, 1), to_verify), means("B", None, to_verify)], TODAY)
    assert found == (
        Due(means("B", None, to_verify), None, None, Urgency.TO_VERIFY),
        Due(means("A", date(2030, 1, 1), to_verify), date(2030, 1, 1), 1134, Urgency.TO_VERIFY),
    )
    assert listed(means("C", date(2026, 1, 1), to_verify)) == [("C", Urgency.OVERDUE)]


def test_a_set_is_due_with_the_first_of_its_blocks() -> None:
    blocks = (
        GaugeBlock(Decimal(1), Decimal(0), "1", due=date(2026, 12, 1), set="CE-09"),
        GaugeBlock(Decimal(2), Decimal(0), "2", due=date(2030, 12, 1), set="CE-09"),
        GaugeBlock(Decimal(3), Decimal(0), "3", due=date(2020, 12, 1)),
    )
    alone, found = due_list([means("CE-09", date(2030, 1, 1)), means("A")], TODAY, blocks=blocks)
    assert (alone.due, alone.urgency) == (date(2020, 12, 1), Urgency.OVERDUE)  # a block without a set is not forgotten
    assert (found.instrument.number, found.due, found.days) == ("CE-09", date(2026, 12, 1), 7)
