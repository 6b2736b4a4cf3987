"""The set of gauge blocks from its sheet: French and English titles, and lines that are no block."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metroapp.domain.instrument import BlockGrade, GaugeBlock
from metroapp.domain.message import Message, Refusal
from metroapp.services.gauge_block_sheet import read_gauge_blocks

WORKSHOP = Path(__file__).resolve().parents[2] / "data" / "workshop"
TWENTY = GaugeBlock(Decimal(20), Decimal("0.3"), "20")


def read(tmp_path: Path, text: str) -> list[GaugeBlock]:
    path = tmp_path / "set.csv"
    path.write_text(text, encoding="utf-8")
    return read_gauge_blocks(path)


def refused(tmp_path: Path, text: str) -> Message:
    with pytest.raises(Refusal) as found:
        read(tmp_path, text)
    return found.value.message


def test_a_gauge_block_is_worth_its_certificate() -> None:
    blocks = {block.nominal: block for block in read_gauge_blocks(WORKSHOP / "gauge_blocks.csv")}
    assert blocks[Decimal(20)].certified == Decimal("20.00012")
    assert (blocks[Decimal(20)].grade, blocks[Decimal(20)].due) == (BlockGrade.ONE, date(2030, 11, 30))


@pytest.mark.parametrize(
    "text",
    [
        "nominal, deviation_um\n20, 0.3\n",
        "nominal;deviation_um\n20;0,3\n",
        "Nominal (mm)\tÉcart certifié (µm)\n20,000\t+0,3\n",
        'nominal,deviation_um\n"20,000","0,3"\n',
        "sep=;\nTaille;Écart (mm);Remarque\n20;0,0003;neuve\n",
        "\n\nLongueur nominale;Écart (um)\n\n20;0,3\n\n",
    ],
)
def test_the_titles_and_the_separators_of_workshops(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == [TWENTY]


@pytest.mark.parametrize(
    ("title", "cell", "expected"),
    [
        ("uncertainty_um", "0.05", "0.05"),
        ("Incertitude-type u (µm)", "0,05", "0.05"),
        ("Incertitude élargie U (k=2) (µm)", "0,1", "0.05"),
        ("U (k=2), mm", "0,0001", "0.05"),
        ("Incertitude", "", None),
    ],
)
def test_the_uncertainty_of_a_certificate(tmp_path: Path, title: str, cell: str, expected: str | None) -> None:
    (found,) = read(tmp_path, f"nominal;deviation_um;{title}\n20;0,3;{cell}\n")
    assert found.uncertainty == (None if expected is None else Decimal(expected))


def test_every_column(tmp_path: Path) -> None:
    text = "N° de série;Nominal;Écart;Classe;Échéance;Protection\nP1;2;0,1;K;2030-11-30;oui\nA1;20;0;2;30/11/2030;\n"
    assert read(tmp_path, text) == [
        GaugeBlock(Decimal(2), Decimal("0.1"), "P1", None, BlockGrade.K, date(2030, 11, 30), True),
        GaugeBlock(Decimal(20), Decimal(0), "A1", None, BlockGrade.TWO, date(2030, 11, 30)),
    ]


def test_blocks_without_a_number_go_by_their_length(tmp_path: Path) -> None:
    assert [block.serial for block in read(tmp_path, "nominal;deviation\n1,005;0\n2;0\n2;0,1\n")] == [
        "1.005", "2", "2 (2)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nominal\n20\n", "sheet.column_missing"),
        ("20;0,3\n10;0,1\n", "sheet.column_missing"),
        ("nominal;taille;deviation\n20;20;0\n", "gauge_blocks.column_twice"),
        ("nominal;deviation\n", "sheet.empty"),
        ("nominal;deviation;serial\n20;0;A\n10;0;A\n", "gauge_blocks.serial_twice"),
        ("nominal,deviation_um\n1,005,0,12\n", "gauge_blocks.too_many_cells"),
    ],
)
def test_a_sheet_that_is_no_set(tmp_path: Path, text: str, code: str) -> None:
    assert refused(tmp_path, text).code == code


@pytest.mark.parametrize(
    ("title", "line", "code"),
    [
        ("serial", "vingt;0;A", "number.unreadable"),
        ("serial", ";0;A", "number.unreadable"),
        ("serial", "1e3;0;A", "number.unreadable"),
        ("serial", "NaN;0;A", "number.unreadable"),
        ("serial", "20;;A", "sheet.deviation_missing"),
        ("serial", "20;=1+1;A", "number.unreadable"),
        ("serial", "0;0;A", "gauge_blocks.nominal_not_positive"),
        ("serial", "-20;0;A", "gauge_blocks.nominal_not_positive"),
        ("serial", "20;20000;A", "gauge_blocks.deviation_too_large"),
        ("uncertainty_um", "20;0;0", "gauge_blocks.uncertainty_not_positive"),
        ("U (k=2)", "20;0;-0,1", "gauge_blocks.uncertainty_not_positive"),
        ("grade", "20;0;3", "gauge_blocks.grade_unknown"),
        ("due", "20;0;30/11/30", "sheet.day_unreadable"),
        ("due", "20;0;31/02/2030", "sheet.day_unreadable"),
        ("protection", "20;0;peut-être", "gauge_blocks.protection_unknown"),
    ],
)
def test_a_line_that_is_no_block_is_named(tmp_path: Path, title: str, line: str, code: str) -> None:
    message = refused(tmp_path, f"nominal;deviation;{title}\n10;0;\n{line}\n")
    assert (message.code, message.fields["line"]) == ("sheet.line", 3)
    assert message.fields["message"].code == code


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_a_set_or_a_refusal(tmp_path: Path, raw: bytes, titled: bool) -> None:
    path = tmp_path / "set.csv"
    path.write_bytes((b"nominal;deviation;due;grade\n" if titled else b"") + raw)
    try:
        blocks = read_gauge_blocks(path)
    except Refusal:
        return
    assert all(block.nominal > 0 for block in blocks)
