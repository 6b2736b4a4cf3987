"""Charts of counts, against the NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.3."""

from __future__ import annotations

import pytest

from metroapp.analysis.attribute_charts import count_chart, number_chart, proportion_chart, rate_chart
from metroapp.domain.message import Refusal

WAFER_DEFECTS = [16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31, 13]
CHIPS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]


def test_defects_on_wafers() -> None:
    """6.3.3.1: centre 16, limits 4 and 28; the 24th wafer is out, the third on its limit is not."""
    found = count_chart(WAFER_DEFECTS)
    assert (found.centre, found.points[0].lower, found.points[0].upper) == (16, 4, 28)
    assert found.out == (24,)


def test_bad_chips() -> None:
    """6.3.3.2: centre 0.2313, limits 0.0524 and 0.4102; samples 15 and 23 are out."""
    found = proportion_chart(CHIPS, [50] * 30)
    assert found.centre == pytest.approx(0.2313, abs=5e-5)
    assert (found.points[0].lower, found.points[0].upper) == pytest.approx((0.0524, 0.4102), abs=1.1e-4)
    assert found.out == (15, 23)
    assert number_chart(CHIPS, 50).out == found.out


def test_limits_follow_the_size_of_each_sample_and_stop_at_zero() -> None:
    found = rate_chart([2, 8, 1], [10, 40, 5])
    widths = [point.upper - found.centre for point in found.points]
    assert widths[1] < widths[0] < widths[2]
    assert all(point.lower >= 0 for point in found.points)


@pytest.mark.parametrize(("counts", "sizes"), [([1], [2]), ([1, 2], [2]), ([-1, 2], [2, 2]), ([1, 0], [2, 0])])
def test_what_is_no_series_of_samples_is_refused(counts: list[int], sizes: list[int]) -> None:
    with pytest.raises(Refusal) as refused:
        proportion_chart(counts, sizes)
    assert refused.value.message.code == "counts.samples"


def test_no_sample_has_more_bad_pieces_than_pieces() -> None:
    with pytest.raises(Refusal) as refused:
        proportion_chart([1, 3], [2, 2])
    assert refused.value.message.code == "counts.more_than_all"
