"""The papers of more than one record, and the forms to fill in by hand: lines of a menu, each looked at first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu

from metroapp.domain.measurement import Measurement
from metroapp.domain.record import InspectionRecord
from metroapp.domain.work_order_file import safe_name
from metroapp.gui.tasks import Task
from metroapp.services.workspace import Workspace
from metroapp.wording import papers as words

Make = Callable[[Path, Task], Path]
Preview = Callable[[str, Make], None]  # a title, and what writes the paper into a folder, in the worker
_USUAL_PIECES, _USUAL_SIZE = 5, 5


def add_more_papers(
    menu: QMenu,
    workspace: Workspace,
    record: InspectionRecord | None,
    order: str,
    value: Measurement | None,
    preview: Preview,
) -> None:
    """What is of the work order of a record, of the value chosen in it, or to fill in; greyed where it cannot be."""
    menu.addSeparator()
    _add(menu, words.ROUTE_OF_ORDER, _route(workspace, order) if order else None, preview)
    balloon = value.box.balloon if value is not None and value.quantity is not None else ""
    if record is None or not balloon:
        _add(menu, words.CHART_OF_VALUE, None, preview)
    else:
        chart = _chart(workspace, record.part.reference, balloon)
        _add(menu, words.CHART_OF.format(balloon=balloon), chart, preview)
    menu.addSeparator()
    _add(menu, words.BLANK_RELEVE, None if record is None else _blank_releve(workspace, record), preview)
    if record is None or not balloon:
        _add(menu, words.BLANK_CHART_OF_VALUE, None, preview)
    else:
        blank = _blank_chart(workspace, record, balloon)
        _add(menu, words.BLANK_CHART.format(balloon=balloon), blank, preview)
    add_blank_forms(menu, workspace, preview)


def add_blank_forms(menu: QMenu, workspace: Workspace, preview: Preview) -> None:
    """The forms that are of no record."""
    _add(menu, words.BLANK_NONCONFORMITY, _blank(workspace, "nonconformity", "fnc"), preview)
    _add(menu, words.BLANK_CONCESSION, _blank(workspace, "concession", "derogation"), preview)


def _add(menu: QMenu, text: str, make: Make | None, preview: Preview) -> None:
    action = menu.addAction(text)
    action.setEnabled(make is not None)
    if make is not None:
        action.triggered.connect(lambda: preview(text, make))


def _route(workspace: Workspace, order: str) -> Make:
    def make(folder: Path, _task: Task) -> Path:
        from metroapp.services import order_papers  # heavy: in the worker, on first use

        return order_papers.export(workspace, order, folder / f"{safe_name(f'suiveuse-{order}')}.pdf")

    return make


def _chart(workspace: Workspace, reference: str, balloon: str) -> Make:
    def make(folder: Path, _task: Task) -> Path:
        from metroapp.services.control_charts import AskedChart, export

        path = folder / f"{safe_name(f'carte-{reference}-{balloon}')}.pdf"
        return export(workspace, AskedChart(reference, balloon), path)

    return make


def _blank_releve(workspace: Workspace, record: InspectionRecord) -> Make:
    part = record.part

    def make(folder: Path, _task: Task) -> Path:
        from metroapp.services import blank_papers

        path = folder / f"{safe_name(f'releve-vierge-{part.reference}-{part.revision}')}.pdf"
        return blank_papers.export(workspace, lambda of, at: blank_papers.releve(of, part, _USUAL_PIECES, at), path)

    return make


def _blank_chart(workspace: Workspace, record: InspectionRecord, balloon: str) -> Make:
    part = record.part

    def make(folder: Path, _task: Task) -> Path:
        from metroapp.services import blank_papers

        path = folder / f"{safe_name(f'carte-vierge-{part.reference}-{balloon}')}.pdf"
        return blank_papers.export(
            workspace, lambda of, at: blank_papers.chart(of, part, balloon, _USUAL_SIZE, at), path
        )

    return make


def _blank(workspace: Workspace, form: str, name: str) -> Make:
    def make(folder: Path, _task: Task) -> Path:
        from metroapp.services import blank_papers

        return blank_papers.export(workspace, getattr(blank_papers, form), folder / f"formulaire-{name}.pdf")

    return make
