"""The register of instruments, from the workshop's sheet."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metroapp.domain.instrument import InstrumentKind
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.services.register import read_candidates, read_instruments

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
    ("was", "becomes", "column", "code"),
    [
        ("mitutoyo-mux10;0,01;2;", "mitutoyo-mux10;0,01;;", "Décimales", "register.decimals_missing"),
        ("mitutoyo-mux10;0,01;2;", "mitutoyo-mux10;0,01;deux;", "Décimales", "number.unreadable"),
        ("pied à coulisse;Mitutoyo", "règle;Mitutoyo", "Genre", "register.kind_unknown"),
        ("PC-01;", ";", "Numéro", "register.number_missing"),
        ("M-02;", "pc-01;", "Numéro", "register.number_twice"),
        ("30/06/2030", "le 30 juin", "Échéance", "sheet.day_unreadable"),
        (";0,01;", ";un centième;", "Quantum (mm)", "number.unreadable"),
        (";0,01;", ";0;", "Quantum (mm)", "register.not_positive"),
        (";0;150;", ";150;0;", "Étendue maxi (mm)", "register.range_reversed"),
        ("0,012 mm", "un centième", "Incertitude-type u", "number.unreadable"),
        ("0,012 mm", "12'", "Incertitude-type u", "unit.not_comparable"),
        ("0,005 mm", "0,005 cm", "Répétabilité s", "unit.unknown"),
        ("0,012 mm", "0", "Incertitude-type u", "register.uncertainty_not_positive"),
        ("0,005 mm", "13 µm", "Répétabilité s", "register.repeatability_too_large"),
        ("0,012 mm", "", "Répétabilité s", "register.repeatability_too_large"),
    ],
)
def test_a_wrong_line_refuses_the_register(tmp_path: Path, was: str, becomes: str, column: str, code: str) -> None:
    text = (WORKSHOP / "instruments.csv").read_text(encoding="utf-8-sig")
    assert was in text
    path = tmp_path / "instruments.csv"
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_instruments(path)
    message = refused.value.message
    assert (message.code, message.fields["line"]) == ("sheet.line", 3 if was == "M-02;" else 2)
    assert (message.fields["message"].code, message.fields["column"]) == (code, column)


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


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "registre.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_decimal_comma_among_commas_refuses_its_line(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_instruments(written(tmp_path, "number,kind,mpe\nM-1,micrometer,0.004\nM-2,micrometer,0,004\n"))
    assert (refused.value.message.code, refused.value.message.fields) == ("register.too_many_cells", {"line": 3})


def test_titles_and_kinds_in_english(tmp_path: Path) -> None:
    text = "number,kind,range_min,range_max,resolution,mpe\nM-1,outside micrometer,0,25,0.001,0.004\n"
    (found,) = read_candidates(written(tmp_path, text))
    assert found.instrument.kind is InstrumentKind.MICROMETER
    assert (found.instrument.range_upper, found.instrument.resolution) == (Decimal(25), Decimal("0.001"))
    assert found.instrument.permissible_error == PermissibleError(Decimal("0.004"))


def test_lengths_in_the_unit_of_the_title_and_a_range_in_one_cell(tmp_path: Path) -> None:
    text = (
        "Numéro;Genre;Capacité;Résolution (µm);EMT (µm);U (k=2)\n"
        "M-1;micromètre;0-25;1;± 4;5 µm\nC-2;comparateur;−1 à +1;1;2;\n"
    )
    first, second = read_candidates(written(tmp_path, text))
    assert (first.instrument.range_lower, first.instrument.range_upper) == (Decimal(0), Decimal(25))
    assert (first.instrument.resolution, first.instrument.permissible_error) == (
        Decimal("0.001"), PermissibleError(Decimal("0.004")),
    )  # fmt: skip
    assert first.instrument.uncertainty == Quantity(Decimal("2.5"), Unit.UM)
    assert (second.instrument.range_lower, second.instrument.range_upper) == (Decimal(-1), Decimal(1))


@pytest.mark.parametrize(
    ("kind", "designation", "expected"),
    [
        ("micromètre", "Micromètre d'extérieur 0-25 mm", InstrumentKind.MICROMETER),
        ("micromètre", "Micromètre d'intérieur 3 touches", InstrumentKind.INTERNAL_MICROMETER),
        ("micromètre", "Micromètre de profondeur", InstrumentKind.DEPTH_MICROMETER),
        ("alésomètre", "", InstrumentKind.INTERNAL_MICROMETER),
        ("jauge de profondeur", "", InstrumentKind.DEPTH_GAUGE),
        ("micromètre 0-25", "", InstrumentKind.MICROMETER),
        ("height_gauge", "", InstrumentKind.HEIGHT_GAUGE),
        ("pied à coulisse", "Micromètre d'intérieur", InstrumentKind.CALIPER),
    ],
)
def test_a_kind_by_its_name_or_by_the_designation_that_says_more(
    tmp_path: Path, kind: str, designation: str, expected: InstrumentKind
) -> None:
    (found,) = read_instruments(written(tmp_path, f"Numéro;Désignation;Genre\nX;{designation};{kind}\n"))
    assert found.kind is expected


def test_the_thread_of_a_gauge_is_in_its_type_or_its_designation(tmp_path: Path) -> None:
    text = (
        "Numéro;Désignation;Genre;Type\n"
        "T-1;Tampon;tampon fileté;M8-6H\nT-2;Bague M12x1,75-6g;bague filetée;\nT-3;Tampon;tampon fileté;DIN 13\n"
    )
    first, second, third = read_candidates(written(tmp_path, text))
    assert first.marked is not None and first.marked.nominal == 8
    assert second.marked is not None and second.marked.pitch == Decimal("1.75")
    assert third.marked is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "sheet.empty"),
        ("Numéro;Genre\n", "sheet.empty"),
        ("Numéro;Désignation\nX;Y\n", "sheet.column_missing"),
        ("Numéro;Genre;Number\nX;pac;X\n", "register.column_twice"),
    ],
)
def test_a_file_that_is_no_register(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_instruments(written(tmp_path, text))
    assert refused.value.message.code == code


def test_signs_that_would_move_the_cursor_are_spaces(tmp_path: Path) -> None:
    (found,) = read_instruments(written(tmp_path, 'Numéro;Désignation;Genre\nX;"Pied\x1b[2J\nà coulisse";pac\n'))
    assert found.designation == "Pied [2J à coulisse"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused(tmp_path: Path, raw: bytes, titled: bool) -> None:
    path = tmp_path / "registre.csv"
    path.write_bytes(("Numéro;Genre;Étendue;EMT;Échéance\n".encode() if titled else b"") + raw)
    with suppress(Refusal):
        read_candidates(path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=12), min_size=5, max_size=5))
def test_any_cells_are_read_or_refused(tmp_path: Path, cells: list[str]) -> None:
    line = ";".join(cell.replace(";", "").replace("\n", "").replace("\r", "") for cell in cells)
    text = f"Numéro;Genre;Étendue;Quantum;EMT;u;Échéance\nX;pac;{line}\n"
    path = tmp_path / "registre.csv"
    path.write_bytes(text.encode("utf-8", errors="replace"))
    with suppress(Refusal):
        read_candidates(path)
