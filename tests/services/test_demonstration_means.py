"""The means of the demonstration are in order on whatever day it is given."""

from __future__ import annotations

from datetime import date

import pytest

from metroapp.domain.due_dates import Urgency, due_list
from metroapp.domain.instrument import InstrumentKind, InstrumentState
from metroapp.services.demonstration import demonstration_part
from metroapp.services.demonstration_means import demonstration_means


@pytest.mark.parametrize("today", [date(2026, 11, 27), date(2028, 2, 29), date(2045, 12, 31)])
def test_what_the_parts_are_measured_with_is_in_order(today: date) -> None:
    means, blocks = demonstration_means(today)
    asked = {
        kind
        for name in ("arbre-etage", "support-bride")
        for characteristic in demonstration_part(name).characteristics
        for kind in characteristic.means.instrument_kinds
    }
    used = [one for one in means if one.kind in asked or one.kind is InstrumentKind.GAUGE_BLOCKS]
    assert len(used) == 9
    assert all(one.state is InstrumentState.IN_SERVICE and not one.is_overdue(today) for one in used)
    assert all(one.verified is not None and one.verified < today for one in means)
    assert all(one.location and one.holder for one in means)
    assert {block.set for block in blocks} == {"CE-09"} and not any(block.is_overdue(today) for block in blocks)


def test_something_is_to_be_done_in_it() -> None:
    means, blocks = demonstration_means(date(2026, 11, 27))
    found = {one.instrument.number: one.urgency for one in due_list(means, date(2026, 11, 27), blocks=blocks)}
    assert found["CM-15"] is Urgency.OVERDUE
    assert (found["PC-01"], found["C-03"]) == (Urgency.WITHIN_30_DAYS, Urgency.WITHIN_60_DAYS)
