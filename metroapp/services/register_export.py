"""The register of means as a workbook: its means, their budgets, the gauge blocks, and what was done.

What is written here, `read_register` reads back the same; the history is to be read only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from forms.blocks import Align, Cell, Column, Table
from metroapp import __version__
from metroapp.domain.budget import Component, Distribution
from metroapp.domain.due_dates import Urgency, due_list
from metroapp.domain.instrument import GaugeBlock, Instrument
from metroapp.domain.means_acts import CertificateFiled, MeansAct
from metroapp.domain.message import Refusal
from metroapp.domain.permissible_error_text import write_permissible_error
from metroapp.domain.quantity import shortest
from metroapp.domain.quantity_text import write_quantity
from metroapp.services import gauge_block_sheet
from metroapp.services.consultation import reading
from metroapp.services.register_titles import TITLES
from metroapp.services.sheets import budget_sheet
from metroapp.services.workspace import Workspace, file_refusal
from metroapp.wording import means as means_words
from metroapp.wording import register_book as words
from metroapp.wording.labels import label
from metroapp.wording.numbers import moment

_INFINITE = "∞"

_MEANS: dict[str, Callable[[Instrument], Cell]] = {
    "number": lambda one: one.number,
    "designation": lambda one: one.designation,
    "kind": lambda one: label(one.kind),
    "state": lambda one: label(one.state),
    "due": lambda one: one.due,
    "location": lambda one: one.location,
    "holder": lambda one: one.holder,
    "maker": lambda one: one.maker,
    "model": lambda one: one.model,
    "serial": lambda one: one.serial,
    "range_lower": lambda one: _exact(one.range_lower),
    "range_upper": lambda one: _exact(one.range_upper),
    "resolution": lambda one: _exact(one.resolution),
    "error": lambda one: "" if one.permissible_error is None else write_permissible_error(one.permissible_error),
    "uncertainty": lambda one: "" if one.uncertainty is None else write_quantity(one.uncertainty),
    "repeatability": lambda one: "" if one.repeatability is None else write_quantity(one.repeatability),
    "checks": lambda one: one.checks,
    "certified": lambda one: "" if one.certified is None else write_quantity(one.certified),
    "interval_months": lambda one: one.interval_months,
    "verified": lambda one: one.verified,
    "in_service_since": lambda one: one.in_service_since,
    "limitation": lambda one: one.limitation,
    "limited_lower": lambda one: _exact(one.limited_lower),
    "limited_upper": lambda one: _exact(one.limited_upper),
    "family": lambda one: one.family or "",
    "decimals": lambda one: one.decimals,
    "probe_constant": lambda one: _exact(one.probe_constant),
}
_ALWAYS = ("number", "designation", "kind", "state", "due", "location", "holder")


def export_register(
    workspace: Workspace, path: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Path:
    """Write the register at `path`, a workbook, and give the file; it reads the archive and nothing else.

    Refuses `register.not_a_workbook`, and as `file_refusal`.
    """
    from forms.register_book import write_register_book
    from metroapp.archive import queries

    if path.suffix.lower() != ".xlsx":
        raise Refusal("register.not_a_workbook", path=path)
    with reading(workspace) as connection:
        means, blocks = queries.instruments(connection), queries.gauge_blocks(connection)
        acts, workshop = queries.means_acts(connection), queries.workshop_name(connection)
    now = clock()
    tables = register_tables(means, blocks, acts, now.astimezone().date())
    note = words.ISSUED.format(workshop=workshop, at=moment(now), program=f"metroapp {__version__}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_register_book(tables, path, title=words.TITLE, note=note)
    except OSError as error:
        raise file_refusal(error, path) from error
    return path


def register_tables(
    means: Mapping[str, Instrument], blocks: Iterable[GaugeBlock], acts: Iterable[MeansAct], today: date
) -> list[Table]:
    """The sheets of the workbook; a means that is overdue is not to be overlooked."""
    known = [means[number] for number in sorted(means)]
    late = {one.instrument.number for one in due_list(known, today) if one.urgency is Urgency.OVERDUE}
    rows = [{field: cell(one) for field, cell in _MEANS.items()} for one in known]
    fields = [field for field in _MEANS if field in _ALWAYS or any(row[field] not in (None, "") for row in rows)]
    numbers = {field for field in fields if any(isinstance(row[field], int | Decimal) for row in rows)}
    return [
        Table(
            words.MEANS,
            words.MEANS,
            tuple(Column(TITLES[field], align=_aligned(field in numbers)) for field in fields),
            tuple(tuple(row[field] for field in fields) for row in rows),
            bad=frozenset(place for place, one in enumerate(known) if one.number in late),
        ),
        _budgets(known),
        _blocks(blocks, today),
        _history(acts),
    ]


def _budgets(means: Iterable[Instrument]) -> Table:
    fields = ("instrument", "component", "type", "value", "unit", "distribution", "sensitivity", "dof")
    numbers = ("value", "sensitivity", "dof")
    return Table(
        words.BUDGET,
        words.BUDGET,
        tuple(Column(budget_sheet.TITLES[field], align=_aligned(field in numbers)) for field in fields),
        tuple((one.number, *_component(component)) for one in means for component in one.budget),
    )


def _component(one: Component) -> tuple[Cell, ...]:
    name = one.name or label(one.source)
    dof = _INFINITE if one.dof is None else _exact(one.dof)
    return name, one.evaluation.value, _exact(one.value), one.unit, _law(one), _exact(one.sensitivity), dof


def _law(one: Component) -> str:
    if one.distribution is Distribution.NORMAL and one.coverage != 1:
        coverage = f"{shortest(one.coverage):f}".replace(".", ",")
        return words.COVERED.format(distribution=label(one.distribution), coverage=coverage)
    return label(one.distribution)


def _blocks(blocks: Iterable[GaugeBlock], today: date) -> Table:
    known = sorted(blocks, key=lambda one: (one.set, one.nominal, one.serial))
    titles = gauge_block_sheet.TITLES
    numbers = ("nominal", "deviation", "uncertainty")
    return Table(
        words.BLOCKS,
        words.BLOCKS,
        tuple(Column(title, align=_aligned(field in numbers)) for field, title in titles.items()),
        tuple(
            (
                one.set,
                one.serial,
                _exact(one.nominal),
                one.deviation,
                one.uncertainty,
                _grade(one),
                one.due,
                words.YES if one.protects else "",
            )
            for one in known
        ),
        bad=frozenset(place for place, one in enumerate(known) if one.is_overdue(today)),
    )


def _grade(one: GaugeBlock) -> Cell:
    """A number as a number, so that a spreadsheet finds nothing to say about it."""
    if one.grade is None:
        return ""
    return int(one.grade.value) if one.grade.value.isdigit() else one.grade.value


def _history(acts: Iterable[MeansAct]) -> Table:
    return Table(
        words.HISTORY,
        words.HISTORY,
        tuple(map(Column, (words.DATE, words.INSTRUMENT, words.ACT, words.DOCUMENT, words.BY))),
        tuple(
            (
                act.at,
                act.instrument,
                means_words.act(act),
                act.file if isinstance(act, CertificateFiled) else "",
                act.by,
            )
            for act in acts
        ),
    )


def _exact(value: Decimal | None) -> Decimal | None:
    return None if value is None else shortest(value)


def _aligned(is_number: bool) -> Align:
    return Align.RIGHT if is_number else Align.LEFT
