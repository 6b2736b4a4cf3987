"""The paper of a study, as the archive holds it. It only reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from drivers import utc_now
from forms.blocks import Align, Bar, Bars, Cell, Column, Document, Table
from forms.study_report import StudyFigures, study_report
from metroapp import __version__
from metroapp.domain.instrument import Instrument
from metroapp.domain.message import Refusal
from metroapp.domain.studies import Study, studies_of
from metroapp.domain.study_acts import STUDY_ACTS, StudyAct
from metroapp.services.consultation import reading
from metroapp.services.documents import write
from metroapp.services.formats import Format
from metroapp.services.spc import means_stability
from metroapp.services.spc.study_figures import Grade, RangeOf, SaidBars, SaidTable, StudySaid
from metroapp.services.spc.study_said import say
from metroapp.services.workshop_logo import logo_of
from metroapp.services.workspace import Workspace
from metroapp.wording import studies as words

_FIGURES = 6
_SHEETS = (words.SHEET_RESULTS, words.SHEET_ANOVA)  # of its tables, in the workbook
PAPER = "etude"  # as `forms.identity` names it


def describe(workspace: Workspace, number: str, issued_at: datetime) -> Document:
    """A study as a document; refuses `study.unknown`."""
    from metroapp.archive import heads, queries, sealed

    with reading(workspace) as connection:
        acts = queries.process_acts(connection, number, STUDY_ACTS)
        means = queries.instruments(connection)
        name, head = queries.workshop_name(connection), heads.all_printed(connection)
    study = studies_of(act for act in acts if isinstance(act, StudyAct)).get(number)
    if study is None:
        raise Refusal("study.unknown", number=number)
    with reading(workspace) as connection:  # before, the file itself carries nothing of what was read
        proof = sealed.of_process(connection, number) if study.is_told else sealed.of_entry(connection, study.opened.id)
    instrument = study.opened.instrument
    figures = _figures(study, means.get(instrument), means_stability.read(workspace, instrument))
    document = study_report(
        study, figures, workshop=name, head=head, issued_at=issued_at,
        program=f"metroapp {__version__}",
    )  # fmt: skip
    return replace(document, paper=PAPER, of=number, sealed=proof, logo=logo_of(workspace))


def export(workspace: Workspace, number: str, to: Format, path: Path, clock: Callable[[], datetime] = utc_now) -> Path:
    """Write it at `path` as a PDF or a workbook; refuses as `describe` and `documents.write`."""
    return write(describe(workspace, number, clock()), to, path)


def _figures(study: Study, means: Instrument | None, stability: str) -> StudyFigures | None:
    if study.expected is not None:
        return None
    said = say(study, means)
    tables = [_table(one, sheet) for one, sheet in zip(said.tables, _SHEETS, strict=False)]
    if said.ranges:
        tables.append(_ranges(said))
    return StudyFigures(said.headline, stability, None if said.bars is None else _bars(said.bars), tables, said.notes)


def _bars(found: SaidBars) -> Bars:
    bars = tuple(Bar(one.name, Decimal(f"{one.length:.4g}"), one.figure, one.grade is Grade.BAD) for one in found.bars)
    marks = tuple((words.shown(at), Decimal(str(at))) for at in found.marks)
    return Bars(found.title, words.SHEET_BARS, bars, Decimal(str(found.full)), marks)


def _table(said: SaidTable, sheet: str) -> Table:
    columns = tuple(Column(name, 40 if not place else 26, Align.LEFT if not place else Align.RIGHT)
                    for place, name in enumerate(said.titles))  # fmt: skip
    return Table(said.title, sheet, columns, tuple(tuple(map(_cell, row)) for row in said.rows))


def _cell(value: str | float) -> Cell:
    """A number with the figures that say something: six, so that a size keeps its thousandths."""
    return value if isinstance(value, str) else Decimal(f"{value:.{_FIGURES}g}")


def _ranges(said: StudySaid) -> Table:
    """An operator a line, a piece a column."""
    names = list(dict.fromkeys(one.operator for one in said.ranges))
    pieces = list(dict.fromkeys(one.piece for one in said.ranges))
    found = {(one.operator, one.piece): one for one in said.ranges}
    rows = tuple(
        (name, *(_range(found[name, piece]) for piece in pieces))
        for name in names
    )  # fmt: skip
    columns = (Column(words.OPERATORS, 34), *(Column(words.PIECE_TITLE.format(piece=one), 12) for one in pieces))
    limit = words.RANGE_LIMIT.format(value=words.shown(said.limit))
    return Table(f"{words.RANGES.format(unit=said.unit)} – {limit}", words.SHEET_RANGES, columns, rows)


def _range(one: RangeOf) -> Cell:
    return words.OUT.format(value=words.shown(one.value)) if one.is_out else Decimal(f"{one.value:.4g}")
