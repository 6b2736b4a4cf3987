"""The history of a series of lots inspected by sampling, on paper."""

from __future__ import annotations

from datetime import datetime

from forms.blocks import Align, Cell, Column, Document, Fields, Notes, Table
from metroapp.domain.sampling_acts import LotJudged, LotPresented, SeriesResumed
from metroapp.domain.sampling_series import SamplingSeries
from metroapp.wording import samplings as words
from metroapp.wording.numbers import day, moment


def sampling_report(series: SamplingSeries, *, workshop: str, head: str, issued_at: datetime, program: str) -> Document:
    """Describe a series. `head` is the digest of the chain's last entry, in hexadecimal."""
    found = [judged.is_accepted for _, judged in series.counted if judged is not None]
    counts = words.COUNTS.format(accepted=found.count(True), refused=found.count(False))
    header = Fields((
        (words.NUMBER, series.number),
        (words.SERIES, series.first.series),
        (words.AQL, words.aql(series)),
        (words.LEVEL, series.first.level.value),
        (words.RESULT, counts),
        (words.NOW, words.severity(series.severity)),
    ))  # fmt: skip
    resumed = tuple(
        words.RESUMED.format(day=day(act.at), name=act.granted_by, reason=act.reason)
        for act in series.acts
        if isinstance(act, SeriesResumed)
    )
    return Document(
        title=words.PAPER_TITLE,
        number=series.number,
        workshop=workshop,
        program=program,
        head=head,
        issued_at=issued_at,
        watermark="",
        blocks=(header, _lots(series), Notes((*resumed, words.RULES))),
    )


def _lots(series: SamplingSeries) -> Table:
    rows = tuple(_lot(series, lot, judged) for lot, judged in series.lots)
    bad = frozenset(
        place
        for place, (lot, judged) in enumerate(series.lots)
        if judged is not None and not judged.is_accepted and lot.id not in series.cancelled
    )
    weights = (24, 14, 18, 10, 14, 8, 8, 14, 18, 28, 24, 40)
    numeric = {1, 4, 5, 6, 7}
    columns = tuple(
        Column(title, weight, Align.RIGHT if place in numeric else Align.LEFT)
        for place, (title, weight) in enumerate(zip(words.PAPER_COLUMNS, weights, strict=True))
    )
    return Table(words.LOTS_TITLE, words.SHEET_LOTS, columns, rows, bad=bad)


def _lot(series: SamplingSeries, lot: LotPresented, judged: LotJudged | None) -> tuple[Cell, ...]:
    remarks = [words.AGAIN] if series.is_presented_again(lot) else []
    if judged is not None and judged.remark:
        remarks.append(judged.remark)
    gone = series.cancelled.get(lot.id)
    if gone is not None:
        remarks.append(words.CANCELLED_BY.format(day=day(gone.at), name=gone.granted_by, reason=gone.reason))
    last = lot if judged is None else judged
    return (
        lot.lot, lot.size, words.severity(lot.severity), lot.letter, lot.sample, lot.accept, lot.reject,
        None if judged is None else judged.nonconforming, words.state(series, lot, judged), last.by, moment(last.at),
        " ; ".join(remarks),
    )  # fmt: skip
