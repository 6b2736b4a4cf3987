"""The register of instruments, from the workshop's sheet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.instrument import InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.services.register import read_instruments

WORKSHOP = Path(__file__).resolve().parents[2] / "data" / "workshop"


def test_the_demonstration_register() -> None:
    found = {instrument.number: instrument for instrument in read_instruments(WORKSHOP / "instruments.csv")}
    column = found["H-04"]
    assert (column.kind, column.probe_constant, column.decimals) == (InstrumentKind.HEIGHT_GAUGE, Decimal("4.996"), 3)
    assert column.due == date(2030, 9, 30)
    assert not found["BF-12"].has_cable and found["PC-01"].has_cable
    assert found["PC-01"].uncertainty == Quantity(Decimal("0.012"), Unit.MM)
    assert found["R-06"].repeatability == Quantity(Decimal("0.02"), Unit.UM)
    assert (found["TF-08"].uncertainty, found["TF-08"].repeatability) == (None, None)
    assert not found["M-02"].reaches(Decimal(28)) and found["M-05"].reaches(Decimal(28))


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("mitutoyo-mux10;0,01;2;", "mitutoyo-mux10;0,01;;", "register.decimals_missing"),
        ("pied à coulisse;Mitutoyo", "règle;Mitutoyo", "sheet.unreadable"),
        ("30/06/2030", "le 30 juin", "sheet.unreadable"),
        (";0,01;", ";un centième;", "number.unreadable"),
        ("0,012 mm", "un centième", "register.cell"),
        ("0,012 mm", "12'", "register.cell"),
        ("0,005 mm", "0,005 cm", "register.cell"),
        ("0,012 mm", "0", "register.uncertainty_not_positive"),
        ("0,005 mm", "13 µm", "register.repeatability_too_large"),
        ("0,012 mm", "", "register.repeatability_too_large"),
    ],
)
def test_a_wrong_line_refuses_the_register(tmp_path: Path, was: str, becomes: str, code: str) -> None:
    text = (WORKSHOP / "instruments.csv").read_text(encoding="utf-8-sig")
    assert was in text
    path = tmp_path / "instruments.csv"
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_instruments(path)
    assert refused.value.message.code == code


@pytest.mark.parametrize(
    ("kind", "title", "text", "expected"),
    [
        ("rugosimètre", "Incertitude-type u", "0,05", Quantity(Decimal("0.05"), Unit.UM)),
        ("rapporteur", "Incertitude-type u", "0,05", Quantity(Decimal("0.05"), Unit.DEG)),
        ("rapporteur", "Incertitude-type u", "2'", Quantity(Decimal(120), Unit.ARCSEC)),
        ("micromètre", "Incertitude-type u", "0,002", Quantity(Decimal("0.002"), Unit.MM)),
        ("micromètre", "Incertitude-type u (µm)", "2", Quantity(Decimal(2), Unit.UM)),
    ],
)
def test_an_uncertainty_without_its_unit_is_in_that_of_the_title_or_of_the_instrument(
    tmp_path: Path, kind: str, title: str, text: str, expected: Quantity
) -> None:
    path = tmp_path / "instruments.csv"
    path.write_text(f"Numéro;Genre;{title}\nX-01;{kind};{text}\n", encoding="utf-8")
    (found,) = read_instruments(path)
    assert found.uncertainty == expected
