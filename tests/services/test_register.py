"""The register of instruments and the gauge blocks, from the workshop's sheets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from metroapp.domain.instrument import InstrumentKind
from metroapp.domain.message import Refusal
from metroapp.services.register import read_gauge_blocks, read_instruments

WORKSHOP = Path(__file__).resolve().parents[2] / "data" / "workshop"


def test_the_demonstration_register() -> None:
    found = {instrument.number: instrument for instrument in read_instruments(WORKSHOP / "instruments.csv")}
    column = found["H-04"]
    assert (column.kind, column.probe_constant, column.decimals) == (InstrumentKind.HEIGHT_GAUGE, Decimal("4.996"), 3)
    assert column.due == date(2030, 9, 30)
    assert not found["BF-12"].has_cable and found["PC-01"].has_cable
    assert not found["M-02"].reaches(Decimal(28)) and found["M-05"].reaches(Decimal(28))


def test_a_gauge_block_is_worth_its_certificate() -> None:
    blocks = {block.nominal: block for block in read_gauge_blocks(WORKSHOP / "gauge_blocks.csv")}
    assert blocks[Decimal(20)].certified == Decimal("20.00012")


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("mitutoyo-mux10;0,01;2;", "mitutoyo-mux10;0,01;;", "register.decimals_missing"),
        ("pied à coulisse;Mitutoyo", "règle;Mitutoyo", "sheet.unreadable"),
        ("30/06/2030", "le 30 juin", "sheet.unreadable"),
        (";0,01;", ";un centième;", "number.unreadable"),
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
