"""What stands above the title row of a part sheet: the part, its drawing, its customer, its general tolerances.

A label and its value are neighbours, or share one cell (`Référence : X`); several pairs may stand on one line.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from metroapp.domain.decision_rule_text import write_rule
from metroapp.domain.general_tolerances import GeneralTolerances, read_general_tolerances
from metroapp.domain.notation.context import Standards
from metroapp.domain.specification import Part
from metroapp.services.sheets.cells import Cells
from metroapp.services.sheets.part_lines import plain
from metroapp.services.sheets.workshop_table import workshop_tables_beside

TITLES = {
    "designation": "Désignation",
    "reference": "Référence",
    "drawing": "N° de plan",
    "revision": "Indice",
    "material": "Matière",
    "customer": "Client",
    "general_tolerances": "Tolérances générales",
    "rule": "Règle de décision",
}
REQUIRED = ("designation", "reference", "drawing", "revision")

_LABELS = {
    "designation": "designation",
    "designation piece": "designation",
    "designation de la piece": "designation",
    "nom de la piece": "designation",
    "piece": "designation",
    "nom": "designation",
    "part": "designation",
    "part name": "designation",
    "part description": "designation",
    "reference": "reference",
    "reference piece": "reference",
    "reference de la piece": "reference",
    "ref": "reference",
    "ref piece": "reference",
    "code article": "reference",
    "part number": "reference",
    "part no": "reference",
    "part n": "reference",
    "p/n": "reference",
    "pn": "reference",
    "n de plan": "drawing",
    "n plan": "drawing",
    "numero de plan": "drawing",
    "plan": "drawing",
    "plan n": "drawing",
    "drawing": "drawing",
    "drawing no": "drawing",
    "drawing n": "drawing",
    "drawing number": "drawing",
    "dwg": "drawing",
    "dwg no": "drawing",
    "indice": "revision",
    "indice plan": "revision",
    "indice de plan": "revision",
    "indice du plan": "revision",
    "ind": "revision",
    "rev": "revision",
    "revision": "revision",
    "part revision": "revision",
    "drawing revision": "revision",
    "matiere": "material",
    "materiau": "material",
    "material": "material",
    "client": "customer",
    "customer": "customer",
    "tolerances generales": "general_tolerances",
    "tolerance generale": "general_tolerances",
    "tol generales": "general_tolerances",
    "tol generale": "general_tolerances",
    "tol gen": "general_tolerances",
    "general tolerances": "general_tolerances",
    "general tolerance": "general_tolerances",
    "regle de decision": "rule",
    "decision rule": "rule",
}


@dataclass(frozen=True, slots=True)
class HeaderField:
    """One field of the header: its value, the line (an index) and the label as typed."""

    value: str
    line: int
    label: str


def read_header(lines: Cells) -> dict[str, HeaderField]:
    """The fields found in the lines above the title row; a label without a value gives an empty field."""
    found: dict[str, HeaderField] = {}
    for number, line in enumerate(lines):
        pending: tuple[str, str, int] | None = None  # a label that waits for its value, and its column
        last = max((column for column, cell in enumerate(line) if cell), default=0)
        for column, cell in enumerate(line):
            if not cell:
                continue
            labelled = [_labelled(piece) for piece in cell.split("\n")]
            # A part may be called `Plan`: alone after a label, it is its value and no other label.
            is_value = pending is not None and pending[2] + 1 == column == last and ":" not in cell
            if labelled[0] is None or is_value:
                if pending is not None:
                    _keep(found, pending[0], HeaderField(cell, number, pending[1]))
                    pending = None
                continue
            if pending is not None:
                _keep(found, pending[0], HeaderField("", number, pending[1]))
                pending = None
            for field, label, value in filter(None, labelled):
                if value:
                    _keep(found, field, HeaderField(value, number, label))
                else:
                    pending = field, label, column
        if pending is not None:
            _keep(found, pending[0], HeaderField("", number, pending[1]))
    return found


def header_text(part: Part) -> dict[str, str]:
    """The fields that say a part: reading them again gives it back."""
    return {name: write_rule(part.rule) if name == "rule" else getattr(part, name) for name in TITLES}


def general_tolerances(text: str, path: Path, standards: Standards) -> GeneralTolerances | None:
    """What the header declares for every line: a class of ISO 2768, one ± for all, or a table beside the sheet.

    Refuses `general.*`, and `sheet.table_*` for a table that cannot be read.
    """
    return read_general_tolerances(text, standards.general, workshop_tables_beside(text, path))


def _labelled(text: str) -> tuple[str, str, str] | None:
    """The field, the label and the value of `Référence : X`, or of a label alone; None for any other text."""
    label, colon, value = text.partition(":")
    field = _LABELS.get(plain(label)) if len(label) < 60 else None
    if field is None:
        return None
    return field, label.strip(), value.strip() if colon else ""


def _keep(found: dict[str, HeaderField], name: str, field: HeaderField) -> None:
    """The first value counts: the titles of a sheet are often repeated lower down."""
    if name not in found or not found[name].value:
        found[name] = field
