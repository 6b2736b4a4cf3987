"""Every figure of a capability as a line that is read: the panel, the paper and the workbook say the same ones."""

from __future__ import annotations

from metroapp.services.spc.chart_capability import Capability
from metroapp.services.spc.chart_reading import ChartView
from metroapp.wording import chart_capability as said
from metroapp.wording import charts as words
from metroapp.wording import statistics
from metroapp.wording.chart_capability import Line
from metroapp.wording.charts import figure

_PROCESS = ("cp", "cpk", "cpm", "pp", "ppk")
_MACHINE = ("cm", "cmk")


def capability_lines(found: Capability, view: ChartView) -> list[Line]:
    """What there is, in the order in which it is read."""
    decimals = view.series.decimals + 1
    sample = found.sample
    lines = [
        Line(words.SAMPLE, words.SAMPLE_SAID.format(
            n=sample.n, first=found.first, mean=figure(float(sample.mean), decimals),
            stdev=figure(sample.stdev, decimals + 1),
        ))
    ]  # fmt: skip
    few = words.TOO_FEW_PROCESS.format(count=found.subgroups)
    few_pieces = words.TOO_FEW_MACHINE.format(count=sample.n)
    indices = [
        said.index(words.INDICES[name], one.value, one.low, one.high, one.reason, needed)
        for names, needed in ((_PROCESS, few), (_MACHINE, few_pieces))
        for name in names
        for one in (found.indices[name],)
    ]
    lines += said.same_said_once([*indices, *_of_percentiles(found)])
    if found.indices["cp"].value is not None and found.cnomo.reason is None:  # of a stable process too
        lines.append(said.index(words.CAM, found.cnomo.cam, None, None, None, ""))
        lines.append(said.index(words.CNOMO_CPK, found.cnomo.cpk, None, None, None, ""))
    if found.ppm is not None:
        lines.append(Line(words.PPM, said.per_million(found.ppm)))
    anderson, shapiro = found.anderson, found.shapiro
    lines.append(
        said.normality(
            None if anderson is None else anderson.p, None if shapiro is None else shapiro.p, found.is_normal
        )
    )
    shift = found.shift
    lines.append(said.shift(words.EWMA, shift.ewma, None))
    lines.append(said.shift(words.CUSUM, shift.cusum, shift.began))
    return [*lines, *drift_lines(found, view)]


def drift_lines(found: Capability, view: ChartView) -> list[Line]:
    """The drift, where it leads, and the life of the tool."""
    lines = []
    trend = found.drift
    if trend is None:
        lines.append(Line(words.DRIFT, words.DRIFT_FEW.format(count=found.drift_pieces), "soft"))
    else:
        unit = view.series.callout.reading_unit
        lines.append(
            said.drift(trend.slope, trend.low, trend.high, found.drift_pieces, unit, is_proven=trend.is_proven)
        )
        if trend.is_proven:
            lines.append(Line(words.EXIT, said.leaving(trend.exit_after, trend.earliest_exit)))
    life = found.life
    lines.append(Line(words.LIFE, said.life(life.now, life.lives, is_known=life.is_known)))
    return lines


def _of_percentiles(found: Capability) -> list[Line]:
    by_law = found.percentiles
    if by_law is None:
        return []
    lines = [
        said.index(name, one.value, one.low, one.high, one.reason, "")
        for name, one in ((words.PP_PERCENTILES, by_law.pp), (words.PPK_PERCENTILES, by_law.ppk))
    ]
    if by_law.chosen is not None:
        lines.append(Line(words.LAW, statistics.LAWS[by_law.chosen.law]))
    return lines
