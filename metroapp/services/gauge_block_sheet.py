"""The set of gauge blocks as its sheet or its certificate gives it: one block a line, French or English titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from metroapp.domain.entered_text import one_line, require_text
from metroapp.domain.instrument import BlockGrade, GaugeBlock
from metroapp.domain.message import Message, Refusal
from metroapp.domain.quantity import parse_number, shortest
from metroapp.services.sheets.cells import Cells, DateCell, read_cells, require_typed
from metroapp.services.sheets.days import read_day
from metroapp.services.sheets.part_lines import plain

LARGEST_DEVIATION = 100  # µm, ten times what ISO 3650 allows to the longest block
_COVERAGE = 2  # of an expanded uncertainty, as certificates give it
_UM_PER_MM = 1000
_NOMINAL, _DEVIATION = "Nominal (mm)", "Écart certifié (µm)"
_UNITS = {"mm": _UM_PER_MM, "um": 1, "μm": 1}  # micrometres in one; as `plain` writes them

# Every field and the titles that it goes by, without their unit, as `plain` writes them.
_TITLES: dict[str, tuple[str, ...]] = {
    "nominal": (
        "nominal", "nominale", "longueur nominale", "cote nominale", "valeur nominale", "dimension nominale",
        "longueur", "taille", "nominal length", "nominal size", "size", "length",
    ),
    "deviation": (
        "ecart certifie", "ecart", "ecart au nominal", "ecart de longueur", "ecart au centre", "deviation",
        "certified deviation", "deviation from nominal", "central deviation",
    ),
    # An expanded one under such a title is read as a standard one: too large, never too small.
    "uncertainty": (
        "incertitude type", "incertitude type u", "incertitude", "u", "uncertainty", "standard uncertainty",
    ),
    "expanded": (
        "incertitude elargie", "incertitude elargie u", "incertitude elargie k 2", "incertitude elargie u k 2", "u k 2",
        "expanded uncertainty", "expanded uncertainty k 2",
    ),
    "serial": (
        "n de serie", "numero de serie", "n serie", "no de serie", "numero", "n", "serie", "serial", "serial number",
        "serial no", "s/n", "sn",
    ),
    "grade": ("classe", "grade", "class"),
    "due": ("echeance", "date d echeance", "prochaine verification", "valable jusqu au", "due", "due date"),
    "set": (
        "jeu", "jeu de cales", "n de jeu", "n du jeu", "numero de jeu", "numero du jeu", "moyen", "set", "set number",
    ),
    "protection": ("protection", "cale de protection", "protege", "protects", "protector", "wear", "wear block"),
}  # fmt: skip
# What we write ourselves, in this order.
TITLES = {
    "set": "Jeu",
    "serial": "N° de série",
    "nominal": _NOMINAL,
    "deviation": _DEVIATION,
    "uncertainty": "Incertitude-type u (µm)",
    "grade": "Classe",
    "due": "Échéance",
    "protection": "Protection",
}
_FIELDS = {name: field for field, names in _TITLES.items() for name in names}
# What a column says of a block; of the last ones, only a cell that is filled in.
_SAYS = {"uncertainty": "uncertainty", "expanded": "uncertainty", "grade": "grade", "protection": "protects"}
_FILLED_IN = ("serial", "set", "due")
_YES, _NO = {"oui", "o", "x", "1", "yes", "y", "true", "vrai"}, {"", "non", "n", "0", "no", "false", "faux"}


@dataclass(frozen=True, slots=True)
class BlockLine:
    """A block as a line gives it, and the fields of `GaugeBlock` that the line says: the others are unknown to it."""

    number: int  # of the line
    block: GaugeBlock
    said: frozenset[str]


def read_gauge_blocks(path: Path) -> list[GaugeBlock]:
    """The blocks of a file; one without a serial number is called by its set and its nominal length.

    Refuses unreadable files as `read_cells`, a title that is missing or there twice, and `sheet.line` for the first
    line that is not a block.
    """
    lines = lines_of(read_cells(path, count_titles))
    if not lines:
        raise Refusal("sheet.empty", path=path)
    return [line.block for line in lines]


def holds_blocks(cells: Cells) -> bool:
    """Whether the titles are those of gauge blocks."""
    titles = next((line for line in cells if any(line)), [])
    return {"nominal", "deviation"} <= {_title(title)[0] for title in titles}


def unknown_titles(cells: Cells) -> tuple[str, ...]:
    """The titles of a sheet of blocks that no field has."""
    return tuple(title for title in next(line for line in cells if any(line)) if title and _title(title)[0] is None)


def lines_of(cells: Cells) -> list[BlockLine]:
    """The blocks of a sheet, none under its titles is none; refuses as `read_gauge_blocks`."""
    first = next(index for index, line in enumerate(cells) if any(line))
    columns = _columns(cells[first])
    found: dict[str, BlockLine] = {}
    same_length: Counter[tuple[str, Decimal]] = Counter()
    for number, line in enumerate(cells[first + 1 :], first + 2):
        if not any(line):
            continue
        if any(line[len(cells[first]) :]):
            raise Refusal("gauge_blocks.too_many_cells", line=number)
        reader = _Line(number, line, cells[first], columns)
        block = reader.block()
        alike = block.set, block.nominal
        same_length[alike] += 1
        serial = block.serial or _own_name(*alike, same_length[alike])
        if serial.casefold() in found:
            first_line = found[serial.casefold()].number
            raise Refusal("gauge_blocks.serial_twice", line=number, serial=serial, first=first_line)
        found[serial.casefold()] = BlockLine(number, replace(block, serial=serial), reader.said())
    return list(found.values())


class _Line:
    def __init__(self, number: int, cells: Sequence[str], titles: Sequence[str], columns: dict[str, int]) -> None:
        self._number = number
        self._cells = cells
        self._titles = titles
        self._columns = columns

    def block(self) -> GaugeBlock:
        field = "nominal"
        try:
            nominal = shortest(self._micrometres(field) / _UM_PER_MM)
            field = "deviation"
            if not self._cell(field):
                raise Refusal("sheet.deviation_missing")
            deviation = self._micrometres(field)
            if not -LARGEST_DEVIATION <= deviation <= LARGEST_DEVIATION:
                raise Refusal("gauge_blocks.deviation_too_large", most=LARGEST_DEVIATION)
            field = "expanded" if self._cell("expanded") and not self._cell("uncertainty") else "uncertainty"
            uncertainty = self._micrometres(field) if self._cell(field) else None
            if uncertainty is not None and field == "expanded":
                uncertainty /= _COVERAGE
            elif uncertainty is not None and self._cell("expanded"):
                self._require_agreed(uncertainty)
            field = "serial"
            serial = self._cell("serial")
            field = "uncertainty"
            block = GaugeBlock(nominal, deviation, serial, uncertainty)
            field = "set"
            of_set = self._cell("set")
            field = "grade"
            grade = _grade(self._cell(field))
            field = "due"
            due = read_day(self._cell(field))
            field = "protection"
            protects = _is_said(self._cell(field))
        except Refusal as refusal:
            raise self._refused(field, refusal.message) from refusal
        return replace(block, grade=grade, due=due, protects=protects, set=of_set)

    def _require_agreed(self, uncertainty: Decimal) -> None:
        if self._micrometres("expanded") != _COVERAGE * uncertainty:
            raise Refusal("register.uncertainties_contradict")

    def said(self) -> frozenset[str]:
        by_column = {field for column, field in _SAYS.items() if column in self._columns}
        filled_in = {field for field in _FILLED_IN if self._cell(field)}
        return frozenset({"nominal", "deviation", *by_column, *filled_in})

    def _refused(self, field: str, message: Message) -> Refusal:
        if message.code == "gauge_blocks.nominal_not_positive":
            field = "nominal"
        column = self._titles[self._columns[field]] if field in self._columns else TITLES[field]
        return Refusal("sheet.line", line=self._number, column=column, message=message)

    def _cell(self, field: str) -> str:
        column = self._columns.get(field)
        text = "" if column is None or column >= len(self._cells) else self._cells[column]
        found = one_line(text if field == "due" and isinstance(text, DateCell) else require_typed(text))
        require_text(found)
        return found

    def _micrometres(self, field: str) -> Decimal:
        """A length in the unit that its title says; without one, mm for a nominal length and µm for the rest."""
        said = _title(self._titles[self._columns[field]])[1]
        return parse_number(self._cell(field)) * (said or (_UM_PER_MM if field == "nominal" else 1))


def count_titles(cells: Cells) -> int:
    """How many titles of blocks are found; none among those of another table."""
    titles = [{_title(cell)[0] for cell in line} - {None} for line in cells[:5]]
    return max((len(one) for one in titles if one & {"nominal", "deviation"}), default=0)


def _columns(titles: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, title in enumerate(titles):
        field = _title(title)[0]
        if field in found:
            raise Refusal("gauge_blocks.column_twice", first=titles[found[field]], second=title)
        if field is not None:
            found[field] = column
    for field, expected in (("nominal", _NOMINAL), ("deviation", _DEVIATION)):
        if field not in found:
            raise Refusal("sheet.column_missing", column=expected)
    return found


def _title(written: str) -> tuple[str | None, int | None]:
    """The field of a title, and the micrometres in the unit that it says."""
    words = plain(written.replace("_", " ")).split()
    units = [_UNITS[word] for word in words if word in _UNITS]
    return _FIELDS.get(" ".join(word for word in words if word not in _UNITS)), units[0] if units else None


def _own_name(of_set: str, nominal: Decimal, rank: int) -> str:
    """The name of a block without a serial number: its set, its nominal length, and its rank among those of both."""
    return f"{of_set} {nominal:f}".lstrip() + (f" ({rank})" if rank > 1 else "")


def _grade(text: str) -> BlockGrade | None:
    if not text:
        return None
    for grade in BlockGrade:
        if text.casefold() in (grade.value.casefold(), f"classe {grade.value}".casefold()):
            return grade
    raise Refusal("gauge_blocks.grade_unknown", text=text)


def _is_said(text: str) -> bool:
    word = plain(text)
    if word not in _YES | _NO:
        raise Refusal("gauge_blocks.protection_unknown", text=text)
    return word in _YES
