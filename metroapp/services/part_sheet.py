"""The part sheet: from what the methods office typed to a part, all or nothing.

Every wrong line is reported with its line number, its column and a sentence; while there is one, nothing is imported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from metroapp.domain.callout import Callout, Kind, Nature, read_callout
from metroapp.domain.iso286 import Iso286Tables
from metroapp.domain.message import Message, Refusal
from metroapp.domain.specification import Characteristic, Means, Part, Sampling
from metroapp.services.cells import Cells, read_cells

T = TypeVar("T")

_HEADER_WITHIN = 30  # lines: below that, a file without the title row is not a part sheet

_HEADER_FIELDS = {
    "designation": "designation",
    "reference": "reference",
    "n de plan": "drawing",
    "plan": "drawing",
    "indice": "revision",
    "matiere": "material",
    "client": "customer",
    "tolerances generales": "general_tolerances",
}
_REQUIRED_FIELDS = {
    "designation": "Désignation",
    "reference": "Référence",
    "drawing": "N° de plan",
    "revision": "Indice",
}
_COLUMNS = {
    "repere": "Repère",
    "designation": "Désignation",
    "cote": "Cote",
    "nature": "Nature",
    "moyen": "Moyen",
    "frequence": "Fréquence",
}

_NATURES = {
    "exterieur": Nature.EXTERNAL,
    "interieur": Nature.INTERNAL,
    "etage": Nature.STEP,
    "profondeur": Nature.DEPTH,
    "entraxe": Nature.CENTRE_DISTANCE,
}
_MEANS = {
    "pied a coulisse": Means.CALIPER,
    "micrometre": Means.MICROMETER,
    "comparaison": Means.COMPARISON,
    "comparateur": Means.DIAL_INDICATOR,
    "colonne": Means.HEIGHT_GAUGE,
    "colonne de mesure": Means.HEIGHT_GAUGE,
    "bague filetee": Means.THREAD_RING,
    "tampon filete": Means.THREAD_PLUG,
    "rugosimetre": Means.ROUGHNESS_TESTER,
    "visuel": Means.VISUAL,
}
_FOR_SIZES = (Means.CALIPER, Means.MICROMETER, Means.COMPARISON, Means.HEIGHT_GAUGE)
_FITTING = {
    Kind.DIAMETER: _FOR_SIZES,
    Kind.LENGTH: _FOR_SIZES,
    Kind.RADIUS: (Means.VISUAL, Means.CALIPER),
    Kind.CHAMFER: (Means.VISUAL, Means.CALIPER),
    Kind.THREAD: (Means.THREAD_RING, Means.THREAD_PLUG),
    Kind.GEOMETRIC: (Means.DIAL_INDICATOR, Means.HEIGHT_GAUGE),
    Kind.ROUGHNESS: (Means.ROUGHNESS_TESTER,),
    Kind.ATTRIBUTE: (Means.VISUAL,),
}


@dataclass(frozen=True, slots=True)
class SheetError:
    """One wrong cell: line of the file (from 1), title of the column, and what is wrong."""

    line: int
    column: str
    message: Message


@dataclass(frozen=True, slots=True)
class PartSheet:
    """A sheet as read: the header fields, the lines understood, the errors."""

    fields: dict[str, str]
    characteristics: tuple[Characteristic, ...]
    errors: tuple[SheetError, ...]

    def part(self, path: Path) -> Part:
        """The part; refuses (`sheet.has_errors`) a sheet with any error."""
        if self.errors:
            first = self.errors[0]
            where = Message("sheet.line", {"line": first.line, "column": first.column, "message": first.message})
            raise Refusal("sheet.has_errors", path=path, count=len(self.errors), first=where)
        known = {name: self.fields.get(name, "") for name in set(_HEADER_FIELDS.values())}
        return Part(characteristics=self.characteristics, **known)


def read_part(path: Path, tables: Iso286Tables) -> Part:
    """The part described by a sheet, Excel or CSV; refuses the whole sheet for one wrong line."""
    return read_part_sheet(path, tables).part(path)


def read_part_sheet(path: Path, tables: Iso286Tables) -> PartSheet:
    """Read a sheet and report every error in it. Refuses `sheet.not_a_part_sheet` and unreadable files."""
    cells = read_cells(path)
    title_line = next((index for index, line in enumerate(cells[:_HEADER_WITHIN]) if _is_title_row(line)), None)
    if title_line is None:
        raise Refusal("sheet.not_a_part_sheet", path=path)
    errors: list[SheetError] = []
    fields = _header(cells[:title_line], errors, title_line + 1)
    reader = _Lines(
        {key: index for index, title in enumerate(cells[title_line]) if (key := plain(title)) in _COLUMNS}, tables
    )
    for key in _COLUMNS:
        if key not in reader.columns:
            message = Message("sheet.column_missing", {"column": _COLUMNS[key]})
            errors.append(SheetError(title_line + 1, _COLUMNS[key], message))
    if not errors or all(error.message.code != "sheet.column_missing" for error in errors):
        reader.read(cells, title_line + 1)
    if not reader.characteristics and not reader.errors and not errors:
        errors.append(SheetError(title_line + 1, _COLUMNS["repere"], Message("sheet.no_characteristic")))
    return PartSheet(fields, tuple(reader.characteristics), tuple(errors + reader.errors))


def plain(text: str) -> str:
    """Lower case, without accents, signs or doubled spaces: how titles and words of a list are compared."""
    letters = unicodedata.normalize("NFKD", text.replace("°", " ").replace("œ", "oe"))
    words = "".join(
        sign if sign.isalnum() or sign == "/" else " " for sign in letters if not unicodedata.combining(sign)
    )
    return " ".join(words.casefold().split())


def _is_title_row(line: list[str]) -> bool:
    titles = {plain(cell) for cell in line}
    return "repere" in titles and "cote" in titles


def _header(lines: Cells, errors: list[SheetError], title_line: int) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        name = _HEADER_FIELDS.get(plain(line[0])) if line else None
        if name:
            fields[name] = next((cell for cell in line[1:] if cell), "")
    for name, title in _REQUIRED_FIELDS.items():
        if not fields.get(name):
            errors.append(SheetError(title_line, title, Message("sheet.header_missing", {"column": title})))
    return fields


class _Lines:
    """The lines under the title row, read one by one."""

    def __init__(self, columns: dict[str, int], tables: Iso286Tables) -> None:
        self.columns = columns
        self.characteristics: list[Characteristic] = []
        self.errors: list[SheetError] = []
        self._tables = tables
        self._seen: dict[str, int] = {}

    def read(self, cells: Cells, start: int) -> None:
        for index in range(start, len(cells)):
            line = {key: _cell(cells[index], column) for key, column in self.columns.items()}
            if any(line.values()):
                self._line(index + 1, line)

    def _line(self, number: int, line: dict[str, str]) -> None:
        before = len(self.errors)
        callout = self._try(number, "cote", lambda: self._callout(line["cote"]))
        balloon = self._try(number, "repere", lambda: self._balloon(number, line["repere"]))
        designation = self._try(number, "designation", lambda: _designation(line["designation"]))
        nature = self._try(number, "nature", lambda: _nature(line["nature"], callout)) if callout else None
        means = self._try(number, "moyen", lambda: _means(line["moyen"], callout))
        sampling = self._try(number, "frequence", lambda: read_sampling(line["frequence"]))
        if len(self.errors) == before:
            assert callout and balloon and designation and means and sampling
            self.characteristics.append(Characteristic(balloon, designation, callout, means, nature, sampling))

    def _try(self, number: int, column: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except Refusal as refusal:
            self.errors.append(SheetError(number, _COLUMNS[column], refusal.message))
            return None

    def _callout(self, text: str) -> Callout:
        if text.startswith("="):
            raise Refusal("sheet.formula")
        return read_callout(text, self._tables)

    def _balloon(self, number: int, text: str) -> str:
        if not text:
            raise Refusal("sheet.balloon_empty")
        if text in self._seen:
            raise Refusal("sheet.balloon_repeated", balloon=text, line=self._seen[text])
        self._seen[text] = number
        return text


def _cell(line: list[str], column: int) -> str:
    return line[column] if column < len(line) else ""


def _designation(text: str) -> str:
    if not text:
        raise Refusal("sheet.designation_empty")
    return text


def _nature(text: str, callout: Callout) -> Nature | None:
    """The nature typed, or the one that a fit tells; a size without either is asked for, never guessed."""
    if text:
        nature = _NATURES.get(plain(text))
        if nature is None:
            raise Refusal("sheet.nature_unknown", text=text)
        if callout.nature not in (None, nature) and nature in (Nature.EXTERNAL, Nature.INTERNAL):
            raise Refusal("sheet.nature_contradicts_fit", nature=nature, callout=callout.text)
        return nature
    if callout.nature is None and callout.kind.is_size:
        raise Refusal("sheet.nature_missing", callout=callout.text)
    return callout.nature


def _means(text: str, callout: Callout | None) -> Means:
    means = _MEANS.get(plain(text))
    if means is None:
        raise Refusal("sheet.means_unknown", text=text, known=tuple(dict.fromkeys(_MEANS.values())))
    if callout is None:
        return means
    if means is Means.DIAL_INDICATOR and callout.kind.is_size:
        raise Refusal("sheet.comparison_to_choose")
    if means not in _FITTING[callout.kind]:
        raise Refusal("sheet.means_unfit", means=means, callout=callout.text, known=_FITTING[callout.kind])
    return means


def read_sampling(text: str) -> Sampling:
    """`chaque pièce` (or empty), `1/5`, `première`, `dernière`, `première et dernière`.

    Refuses `sheet.sampling_unknown`.
    """
    match plain(text):
        case "" | "chaque piece" | "1/1" | "100":
            return Sampling()
        case "premiere" | "premiere piece":
            return Sampling(first=True)
        case "derniere" | "derniere piece":
            return Sampling(last=True)
        case "premiere et derniere" | "premiere derniere":
            return Sampling(first=True, last=True)
        case words:
            found = re.fullmatch(r"1 ?/ ?(\d{1,4})(?: pieces?)?", words)
            if not found or int(found[1]) == 0:
                raise Refusal("sheet.sampling_unknown", text=text)
            return Sampling(every=int(found[1]))
