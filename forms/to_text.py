"""A document as plain text: for a terminal, and for the golden files of the tests."""

from __future__ import annotations

from forms.bars import bar_table
from forms.blocks import (
    Barcodes,
    Bars,
    Block,
    CauseDiagram,
    ControlChart,
    Document,
    Fields,
    InspectionGrid,
    Notes,
    Pictures,
    PieceLabel,
    PieceLabels,
    Sheet,
    Signatures,
    Summary,
    Table,
)
from forms.causes import cause_table
from forms.cells import limits_of, text_of, value_of, verdict_of
from metroapp.domain.sorting import BoxStatus
from metroapp.wording import control_chart as chart_words
from metroapp.wording import documents as words
from metroapp.wording.labels import mark
from metroapp.wording.numbers import moment

BLANK = "……"  # to be filled in with a pen


def to_text(document: Document) -> str:
    """The whole document, one block after the other."""
    number = f" {words.NUMBER} {document.number}" if document.number else ""
    heading = [f"{document.workshop} — {document.title}{number}"]
    if document.drawing:
        heading.append(document.drawing)
    if document.watermark:
        heading.append(f"*** {document.watermark} ***")
    body = [text for text in (_block(block) for block in document.blocks) if text]
    foot = [words.ISSUED.format(at=moment(document.issued_at), program=document.program)]
    if document.head:
        foot.append(words.HEAD.format(head=document.head))
    return "\n\n".join(["\n".join(heading), *body, "\n".join(foot)])


def _block(block: Block) -> str:
    match block:
        case Sheet():
            return f"=== {block.title} ==="
        case Fields():
            width = max(len(title) for title, _ in block.pairs)
            blank = BLANK if block.by_hand else ""
            return "\n".join(f"{title:<{width}}  {value or blank}".rstrip() for title, value in block.pairs)
        case InspectionGrid():
            return _grid(block)
        case Table():
            rows = [
                [column.title for column in block.columns],
                *([text_of(cell) or (BLANK if block.by_hand else "") for cell in row] for row in block.rows),
            ]
            return f"{block.title}\n{_aligned(rows)}"
        case Summary():
            return block.title + "\n" + "\n".join(f"{count:>5}  {title}" for title, count, _ in block.counts)
        case Signatures():
            return (
                words.VISAS
                + "\n"
                + "\n".join(
                    f"{function} : {name or '……………'}  {date}  {signed}".rstrip()
                    for function, name, date, signed in block.boxes
                )
            )
        case ControlChart():
            return _chart(block)
        case Notes():
            return "\n".join(block.lines)
        case CauseDiagram():
            return _block(cause_table(block))
        case Bars():
            return _block(bar_table(block))
        case Barcodes():
            return block.title + "\n" + _aligned([[entry.word, entry.code] for entry in block.entries])
        case Pictures():
            return block.title + "\n" + "\n".join(one.caption for one in block.pictures)
        case PieceLabels():
            return "\n\n".join(map(_label, block.entries))


def _label(label: PieceLabel) -> str:
    head = f"[{label.tone.value}] {label.state}  {label.watermark}".rstrip()
    return "\n".join((head, label.title, *label.lines, f"QR {label.code}"))


def _chart(chart: ControlChart) -> str:
    lines = [
        f"{title} : " + " · ".join(f"{line.name} {line.value}" for line in lines)
        for title, lines in ((chart.mean_title, chart.mean_lines), (chart.range_title, chart.range_lines))
        if lines
    ]
    titles = [chart_words.SAMPLE, *chart.about, *(chart_words.VALUE.format(place=at + 1) for at in range(chart.size))]
    is_single = chart.size == 1
    titles += [] if is_single else [chart_words.TOTAL, chart_words.MEAN]
    titles.append(chart.spread or chart_words.RANGE)
    rows = [titles]
    for one in chart.samples:
        mean = f"{one.mean} ■" if one.mean_out else one.mean
        spread = f"{one.range} ■" if one.range_out else one.range
        values = (mean,) if is_single else (*one.values, one.total, mean)
        rows.append([text or BLANK for text in (one.title, *one.about, *values, spread)])
    return "\n".join([chart.title, *lines, _aligned(rows)])


def _grid(grid: InspectionGrid) -> str:
    rows = [
        [words.BALLOON, words.CHARACTERISTIC, words.CALLOUT, words.LOWER, words.UPPER, words.MEANS, words.SAMPLING]
        + [words.PIECE_SHORT.format(piece=piece) for piece in grid.numbers]
    ]
    for line in grid.lines:
        lower, upper = limits_of(line)
        means = f"{line.means} {line.instruments}".strip()
        balloon = f"{line.balloon} {line.gauge}".strip()
        results = [
            " ".join(part for part in (value_of(result), verdict_of(result), result.marks) if part)
            for result in line.results
        ]
        if grid.by_hand:
            results = [BLANK if result.status is BoxStatus.NOT_MEASURED else shown
                       for result, shown in zip(line.results, results, strict=True)]  # fmt: skip
        often = f"{line.sampling} ({line.criticality})" if line.criticality else line.sampling
        rows.append([balloon, line.designation, line.callout, lower, upper, means, often, *results])
    rows.append([words.SORTING, *[""] * 6, *(BLANK if grid.by_hand else mark(one) for one in grid.dispositions)])
    return _aligned(rows)


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
