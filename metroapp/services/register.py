"""The register of instruments, from the workshop's own sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from metroapp.domain.instrument import Instrument, InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit, parse_number
from metroapp.domain.quantity_text import read_quantity, with_unit
from metroapp.services.sheets.cells import read_cells
from metroapp.services.sheets.part_sheet import plain
from metroapp.services.sheets.sheet_titles import title_key, title_unit

_KINDS = {
    "pied a coulisse": InstrumentKind.CALIPER,
    "micrometre": InstrumentKind.MICROMETER,
    "comparateur": InstrumentKind.DIAL_INDICATOR,
    "colonne": InstrumentKind.HEIGHT_GAUGE,
    "colonne de mesure": InstrumentKind.HEIGHT_GAUGE,
    "bague filetee": InstrumentKind.THREAD_RING,
    "tampon filete": InstrumentKind.THREAD_PLUG,
    "rugosimetre": InstrumentKind.ROUGHNESS_TESTER,
    "rapporteur": InstrumentKind.PROTRACTOR,
    "mmt": InstrumentKind.CMM,
    "cmm": InstrumentKind.CMM,
    "machine a mesurer tridimensionnelle": InstrumentKind.CMM,
    "tridim": InstrumentKind.CMM,
}
_UNCERTAINTY, _REPEATABILITY = "Incertitude-type u", "Répétabilité s"
_READ_IN = {InstrumentKind.ROUGHNESS_TESTER: Unit.UM, InstrumentKind.PROTRACTOR: Unit.DEG}


def read_instruments(path: Path) -> list[Instrument]:
    """The instruments of a register sheet.

    Refuses `sheet.unreadable` when a line is not one, `register.cell` for a wrong uncertainty, and as `Instrument`.
    """
    return [_instrument(line, path) for line in _lines(path)]


def _instrument(line: dict[str, str], path: Path) -> Instrument:
    kind = _KINDS.get(plain(_cell(line, "Genre")))
    if kind is None or not _cell(line, "Numéro"):
        raise Refusal("sheet.unreadable", path=path)
    decimals = _cell(line, "Décimales")
    if _cell(line, "Famille") and not (decimals.isascii() and decimals.isdigit()):
        # Without them, nothing would tell an inch from a millimetre when somebody presses the button.
        raise Refusal("register.decimals_missing", instrument=_cell(line, "Numéro"))
    return Instrument(
        number=_cell(line, "Numéro"),
        designation=_cell(line, "Désignation"),
        kind=kind,
        maker=_cell(line, "Constructeur"),
        model=_cell(line, "Type"),
        serial=_cell(line, "N° de série"),
        family=_cell(line, "Famille") or None,
        resolution=_optional(line, "Quantum (mm)"),
        decimals=int(decimals) if decimals.isascii() and decimals.isdigit() else None,
        range_lower=_optional(line, "Étendue mini (mm)"),
        range_upper=_optional(line, "Étendue maxi (mm)"),
        due=_day(_cell(line, "Échéance"), path),
        probe_constant=_optional(line, "Constante de touche (mm)"),
        uncertainty=_standard(line, _UNCERTAINTY, kind),
        repeatability=_standard(line, _REPEATABILITY, kind),
    )


def _standard(line: dict[str, str], title: str, kind: InstrumentKind) -> Quantity | None:
    """A standard deviation: in its own unit, in that of its title, else in the one that the instrument shows."""
    text, unit = _cell(line, title), _READ_IN.get(kind, Unit.MM)
    if not text:
        return None
    try:
        found = read_quantity(text, unit)
        found.to(unit)
    except Refusal as refusal:
        message = refusal.message
        raise Refusal("register.cell", instrument=_cell(line, "Numéro"), column=title, message=message) from refusal
    return found


def _lines(path: Path) -> list[dict[str, str]]:
    cells = read_cells(path)
    if not cells:
        raise Refusal("sheet.unreadable", path=path)
    titles = [plain(title) for title in cells[0]]
    lines = [dict(zip(titles, line, strict=False)) for line in cells[1:] if any(line)]
    for written in cells[0]:
        if (key := title_key(written)) in (plain(_UNCERTAINTY), plain(_REPEATABILITY)):  # `Incertitude-type u (µm)`
            for line in lines:
                line[key] = with_unit(line.get(plain(written), ""), title_unit(written))
    return lines


def _optional(line: dict[str, str], title: str) -> Decimal | None:
    text = _cell(line, title)
    return parse_number(text) if text else None


def _cell(line: dict[str, str], title: str) -> str:
    return line.get(plain(title), "")


def _day(text: str, path: Path) -> date | None:
    if not text:
        return None
    try:
        day, month, year = (int(number) for number in text.split("/"))
        return date(year, month, day)
    except ValueError as error:
        raise Refusal("sheet.unreadable", path=path) from error
