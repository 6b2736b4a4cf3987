"""The carte de contrôle aux mesures of one characteristic over its records, or a blank one to be filled in by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from forms.blocks import (
    MOST_SAMPLES,
    Block,
    Cell,
    ChartLine,
    Column,
    ControlChart,
    Document,
    Fields,
    Notes,
    Sample,
    Table,
)
from forms.measurements import limit
from forms.record_paper import drawing_of, is_simulated
from metroapp.domain.control_chart import (
    ChartConstants,
    ChartLimits,
    ControlLimits,
    Subgroup,
    cut,
    shown,
)
from metroapp.domain.measurement import BoxKey, Measurement
from metroapp.domain.quantity import decimals_of
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import Characteristic, Part
from metroapp.domain.statistical_terms import ChartKind
from metroapp.wording import control_chart as words
from metroapp.wording import documents
from metroapp.wording.derivations import drawn, unit_of
from metroapp.wording.follow_up import after_piece, event_line
from metroapp.wording.labels import label
from metroapp.wording.labels import means as means_label
from metroapp.wording.labels import sampling as sampling_label
from metroapp.wording.numbers import day, number

_MORE_DECIMALS = 1  # of a mean and of a limit
_MOST_NAMED = 4
_EMPTY = Sample("", ("", "", ""), (), "", "", "")


@dataclass(frozen=True, slots=True)
class Taken:
    """One subgroup and where it comes from."""

    record: InspectionRecord
    found: tuple[Measurement, ...]
    group: Subgroup


def taken_of(record: InspectionRecord, found: Sequence[Measurement], balloon: str) -> Taken:
    """One subgroup of values that a record has, in the unit in which they are read."""
    unit = record.characteristic(balloon).callout.reading_unit
    values = tuple(one.quantity.to(unit).value for one in found if one.quantity is not None)
    return Taken(record, tuple(found), Subgroup(values))


def taken(records: Sequence[InspectionRecord], balloon: str, size: int) -> tuple[list[Taken], int]:
    """The subgroups of records, the first one first, and how many values are left over at the end of records.

    Of each box the value that decides; one that a drift of the zero took back is none.
    """
    found: list[Taken] = []
    left_over = 0
    for record in records:
        values = values_of(record, balloon)
        unit = record.characteristic(balloon).callout.reading_unit
        groups, left = cut([one.quantity.to(unit).value for one in values if one.quantity is not None], size)
        found += [Taken(record, tuple(values[at * size : (at + 1) * size]), group) for at, group in enumerate(groups)]
        left_over += left
    return found, left_over


def values_of(record: InspectionRecord, balloon: str) -> list[Measurement]:
    """What was measured of a characteristic, piece by piece."""
    found = (record.measurement(BoxKey(piece, balloon)) for piece in record.pieces)
    return [one for one in found if one is not None and one.quantity is not None and not record.is_void(one)]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is on a chart: its subgroups with what the lower chart says of each, the limits, what they come from.

    `notes` are said under the chart, `journal` is the one that the workshop keeps of it: when, what, by whom.
    """

    kind: ChartKind
    size: int
    found: Sequence[Taken]
    spreads: Sequence[Fraction | None]
    bounds: ChartLimits
    notes: tuple[str, ...]
    journal: tuple[tuple[datetime, str, str], ...] = ()
    first: int = 1  # number of the first subgroup
    number: str = ""  # of the chart that the workshop keeps; empty: only issued once


def control_chart(
    chart: Drawn,
    constants: Mapping[int, ChartConstants],
    *,
    workshop: str,
    head: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """Describe a chart. No limit of the drawing is on it: it bounds values."""
    found = chart.found
    used = list({one.record.header.id: one.record for one in found}.values())
    part = used[-1].part
    balloon = found[0].found[0].box.balloon
    characteristic = used[-1].characteristic(balloon)
    decimals = max(decimals_of(value) for one in found for value in one.group.values)
    factors = constants.get(chart.size) if chart.kind is ChartKind.RANGE else None
    blocks: list[Block] = [
        _header(part, characteristic, chart.size, factors, _facts(used, found)),
        _chart(chart, characteristic, decimals),
        Notes(chart.notes),
        *_logbook(used),
        *_journal(chart),
    ]
    return Document(
        title=words.TITLES[chart.kind],
        number=chart.number or f"{part.reference} / {balloon}",
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark=documents.SIMULATION if any(map(is_simulated, used)) else "",
        blocks=tuple(blocks),
        drawing=drawing_of(part),
    )


def blank_chart(
    part: Part,
    characteristic: Characteristic,
    size: int,
    constants: Mapping[int, ChartConstants],
    *,
    workshop: str,
    issued_at: datetime,
    program: str,
) -> Document:
    """The same to be filled in with a pen: nothing but what is known of the characteristic."""
    samples = tuple(_EMPTY._replace(title=str(place), values=("",) * size) for place in range(1, MOST_SAMPLES + 1))
    title = words.CHART.format(unit=unit_of(characteristic.callout))
    about = (words.DATE, words.TIME, words.WHO)
    chart = ControlChart(title, about, size, words.MEANS, words.RANGES, (), (), samples, by_hand=True)
    columns = (Column(words.WHEN, 18), Column(words.SAMPLE, 16), Column(words.WHAT, 100), Column(words.BY, 20))
    rows: tuple[tuple[Cell, ...], ...] = (("",) * len(columns),) * 8
    asked = tuple(
        (title, "") for title in (documents.MACHINE, documents.OPERATION, documents.WORK_ORDER, documents.LOT)
    )
    blocks: tuple[Block, ...] = (
        _header(part, characteristic, size, constants[size], asked),
        chart,
        Notes((words.BLANK_LIMITS, words.NOTE_BLANK)),
        Table(words.LOGBOOK, words.SHEET_LOGBOOK, columns, rows, by_hand=True),
    )
    return Document(
        title=words.TITLE, number=f"{part.reference} / {characteristic.balloon}", workshop=workshop, program=program,
        head="", issued_at=issued_at, watermark="", blocks=blocks, drawing=drawing_of(part),
    )  # fmt: skip


def _header(
    part: Part,
    characteristic: Characteristic,
    size: int,
    constants: ChartConstants | None,
    facts: tuple[tuple[str, str], ...],
) -> Fields:
    callout = characteristic.callout
    tolerance = (limit(callout.lower_limit, callout), limit(callout.upper_limit, callout))
    pairs = (
        (documents.DESIGNATION, part.designation),
        (documents.REFERENCE, part.reference),
        (documents.DRAWING, f"{part.drawing} – {part.revision}"),
        (words.CHARACTERISTIC, f"{characteristic.balloon} {drawn(callout)}"),
        (words.TOLERANCE, " … ".join(tolerance)),
        (documents.CHARACTERISTIC, characteristic.designation),
        (words.SIZE, str(size)),
        (documents.SAMPLING, sampling_label(characteristic.sampling)),
        (words.UNIT, unit_of(callout)),
        *facts,
    )
    said = ""
    if constants is not None:
        said = words.CONSTANTS.format(
            size=size, a2=number(constants.a2), d3=number(constants.d3), d4=number(constants.d4)
        )
    by_hand = any(not value for _, value in facts)
    shown_pairs = tuple((title, value or ("" if by_hand else documents.NOT_GIVEN)) for title, value in pairs)
    return Fields((*shown_pairs, ("", said)) if said else shown_pairs, by_hand=by_hand)


def _facts(used: Sequence[InspectionRecord], found: Sequence[Taken]) -> tuple[tuple[str, str], ...]:
    """What the records say of how it was made and measured."""
    headers = [record.header for record in used]
    measured = [one for group in found for one in group.found]
    instruments = {number: one for record in used for number, one in record.instruments.items()}
    named = dict.fromkeys(one.instrument for one in measured if one.instrument)
    means = []
    for each in named:
        known = instruments.get(each)
        step = None if known is None else known.resolution
        means.append(each if step is None else f"{each} ({number(step)})")
    first, last = day(measured[0].at), day(measured[-1].at)
    balloon = measured[0].box.balloon
    asked = used[-1].characteristic(balloon)
    return (
        (words.SAMPLES, str(len(found))),
        (documents.MACHINE, _each(one.machine for one in headers)),
        (documents.OPERATION, _each(one.operation for one in headers)),
        (documents.WORK_ORDER, _each(one.work_order for one in headers)),
        (documents.LOT, _each(one.lot for one in headers)),
        (words.RESOLUTION, ", ".join(means) or means_label(asked, measured[0].box.code)),
        (words.ORIGIN, _each(label(one.origin) for one in measured)),
        (words.PERIOD, first if first == last else words.PERIOD_OF.format(first=first, last=last)),
    )


def _each(said: Iterable[str]) -> str:
    """Each once, in order; of many, the first ones."""
    known = list(dict.fromkeys(text for text in said if text))
    return ", ".join(known[:_MOST_NAMED]) + (", …" if len(known) > _MOST_NAMED else "")


def _chart(chart: Drawn, characteristic: Characteristic, decimals: int) -> ControlChart:
    found, bounds = chart.found, chart.bounds
    means = _Scale(bounds.means, [one.group.mean for one in found])
    ranges = _Scale(bounds.ranges, [one for one in chart.spreads if one is not None])
    more = decimals + _MORE_DECIMALS
    # Of whole values a range is exact, a mean and a standard deviation are not.
    of_mean = decimals if chart.kind is ChartKind.INDIVIDUALS else more
    of_spread = more if chart.kind is ChartKind.STDEV else decimals
    common = _common(list(dict.fromkeys(one.record.header.number for one in found)))
    samples = tuple(
        Sample(
            str(chart.first + place - 1),
            (
                f"{one.found[0].at.astimezone():%d/%m}",
                f"{one.found[0].at.astimezone():%H:%M}",
                _initials(one.found[0].by),
                one.record.header.number.removeprefix(common),
            ),
            tuple(number(value) for value in one.group.values),
            number(one.group.total),
            number(shown(one.group.mean, of_mean)),
            "" if spread is None else number(shown(spread, of_spread)),
            means.place(one.group.mean),
            None if spread is None else ranges.place(spread),
            place in bounds.means.out,
            place in bounds.ranges.out,
        )
        for place, (one, spread) in enumerate(zip(found, chart.spreads, strict=True), start=1)
    )
    return ControlChart(
        words.CHARTS[chart.kind].format(unit=unit_of(characteristic.callout)),
        (words.DATE, words.TIME, words.WHO, words.RECORD_OF.format(common=common)),
        chart.size,
        words.LOCATIONS[chart.kind],
        words.SPREADS[chart.kind],
        means.lines(more),
        ranges.lines(more),
        samples,
        spread=words.SHORT_SPREADS[chart.kind],
    )


class _Scale:
    """From the lowest to the highest of the points and limits of one chart."""

    def __init__(self, bounds: ControlLimits, points: Sequence[Fraction]) -> None:
        self._bounds = bounds
        self._least, self._most = min(bounds.lower, *points), max(bounds.upper, *points)

    def place(self, value: Fraction) -> float:
        """Where it is drawn, 0 to 1; nothing is decided of it."""
        if self._most == self._least:
            return 0.5
        return float((value - self._least) / (self._most - self._least))

    def lines(self, decimals: int) -> tuple[ChartLine, ...]:
        bounds = self._bounds
        return tuple(
            ChartLine(name, number(shown(value, decimals)), self.place(value), is_limit)
            for name, value, is_limit in (
                (words.UPPER, bounds.upper, True),
                (words.CENTRE, bounds.centre, False),
                (words.LOWER, bounds.lower, True),
            )
        )


def _common(numbers: Sequence[str]) -> str:
    """What the numbers of several records all begin with, up to a dash: a column is narrow."""
    least, most = min(numbers), max(numbers)
    differ = (at for at, (one, other) in enumerate(zip(least, most, strict=False)) if one != other)
    return least[: least.rfind("-", 0, next(differ, len(least))) + 1]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split()).upper()


def _journal(chart: Drawn) -> list[Block]:
    """What the workshop noted on the chart that it keeps."""
    columns = (Column(documents.DATE, 18), Column(words.EVENT, 110), Column(documents.BY, 30))
    return [Table(words.JOURNAL, words.SHEET_JOURNAL, columns, chart.journal)] if chart.journal else []


def _logbook(used: Sequence[InspectionRecord]) -> list[Block]:
    columns = (Column(documents.DATE, 18), Column(words.RECORD, 18), Column(documents.PIECE_TITLE, 12),
               Column(words.EVENT, 90), Column(documents.BY, 20))  # fmt: skip
    rows = tuple(
        (event.at, record.header.number, after_piece(event.after), event_line(event), event.by)
        for record in used
        for event in record.production
    )
    return [Table(words.LOGBOOK, words.SHEET_LOGBOOK, columns, rows)] if rows else []
