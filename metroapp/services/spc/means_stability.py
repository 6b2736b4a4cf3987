"""Whether an instrument stays the same: the chart of its daily checks, on the standard that they use most.

No reading more is asked for: the checks before the series are there already (AIAG MSA, 4th ed., III-B: stability).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from metroapp.analysis.capability import Tolerance
from metroapp.analysis.charts import charts
from metroapp.analysis.drift import drift
from metroapp.analysis.reference_studies import FEWEST_OCCASIONS as FEWEST
from metroapp.analysis.run_rules import OUT
from metroapp.analysis.sample import Sample
from metroapp.domain.daily_check import DailyCheck
from metroapp.domain.statistical_terms import RunRule
from metroapp.services.consultation import reading
from metroapp.services.workspace import Workspace
from metroapp.wording import studies as words
from metroapp.wording.numbers import day, significant


def read(workspace: Workspace, number: str) -> str:
    """The sentence about an instrument, as the archive holds its checks; empty where there is none."""
    from metroapp.archive import queries

    if not number:
        return ""
    with reading(workspace) as connection:
        acts = queries.means_acts(connection, number, (DailyCheck,))
    return said(act for act in acts if isinstance(act, DailyCheck))


def said(checks: Iterable[DailyCheck]) -> str:
    """The sentence; simulated readings say nothing of an instrument."""
    known = [(one, one.error) for one in checks if not one.simulated]
    found = [(one, error) for one, error in known if error is not None]
    if not found:
        return ""
    ((check, nominal), _), *_ = Counter((one.point.check, one.point.nominal) for one, _ in found).most_common(1)
    same = [(one, error) for one, error in found if (one.point.check, one.point.nominal) == (check, nominal)]
    shown = {"count": len(same), "size": significant(nominal)}
    if len(same) < FEWEST:
        return words.STABILITY_FEW.format(least=FEWEST, **shown)
    sample = Sample.of([error for _, error in same])
    out = {one.point for one in charts(sample, 1).signals((RunRule.BEYOND_LIMITS,)) if one.rule == OUT}
    trend = drift(sample, Tolerance())
    parts = [words.STABLE.format(**shown)]
    if out:
        parts = [words.UNSTABLE.format(out=len(out), last=day(same[max(out) - 1][0].on), **shown)]
    if trend.is_proven:
        parts.append(words.DRIFTS.format(slope=words.signed_shown(trend.slope)))
    return " ".join(parts)
