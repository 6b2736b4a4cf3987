"""What a chart and its points say, in sentences."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from metroapp.services.spc.chart_reading import ENOUGH, ChartView
from metroapp.wording import charts as words
from metroapp.wording.numbers import UNIT_SYMBOLS, day, moment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def point_said(view: ChartView, chart: str, point: int) -> str:
    """A point, where its values come from, and the rules that name it."""
    pair = view.pair
    assert pair is not None
    shown = pair.location if chart == pair.location.name else pair.spread
    values = [view.series.values[place] for place in view.members[point - 1]]
    first, last = values[0], values[-1]
    pieces = str(first.piece) if len(values) == 1 else f"{first.piece}–{last.piece}"
    decimals = view.series.decimals + (0 if chart in ("i", "r", "mr") else 1)
    said = (words.POINT if len(values) == 1 else words.POINT_OF_SEVERAL).format(
        point=point,
        name=words.ONE_NAMES[chart],
        value=words.figure(float(shown.points[point - shown.first]), decimals),
        unit=UNIT_SYMBOLS[view.series.callout.reading_unit],
        record=view.series.record_of(first).number,
        pieces=pieces,
        at=moment(_EPOCH + timedelta(microseconds=last.at)),
    )
    named = view.by_point.get((chart, point))
    if named is None:
        return words.NO_RULE_BROKEN.format(point=said)
    return words.RULES_BROKEN.format(point=said, rules=words.rules(named.rules))


def chart_notices(view: ChartView) -> list[str]:
    """Where the limits come from, and what is not on the chart."""
    found = []
    stage, series = view.stage, view.series
    if stage is not None and stage.frozen is not None and stage.period is not None:
        frozen = words.FROZEN_WITHOUT if stage.excluded else words.FROZEN
        found.append(frozen.format(
            at=day(stage.frozen.at), by=stage.frozen.granted_by, first=stage.period[0], last=stage.period[1],
            excluded=words.points(stage.excluded), reason=stage.frozen.reason,
        ))  # fmt: skip
        if not stage.follows:
            found.append(words.NO_LONGER_FOLLOWS)
    elif stage is not None:
        found.append(words.NOT_FROZEN)
        if view.points < ENOUGH:
            found.append(words.FEW.format(enough=ENOUGH))
    if series.of_other_callouts:
        found.append(words.OTHER_CALLOUTS.format(count=series.of_other_callouts))
    if series.of_other_kind:
        found.append(words.OTHER_KIND[series.simulated].format(count=series.of_other_kind))
    if view.left_over:
        found.append(words.LEFT_OVER.format(count=view.left_over, size=view.subgroup))
    return found
