"""A length brought back to 20 °C is marked on the relevé, and what was read is beside its correction in the annex."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from forms.releve import releve
from forms.to_text import to_text
from metroapp.domain.specification import Means
from metroapp.domain.temperature import Material, Temperature
from metroapp.services import consultation
from tests.workbench import CALIPER, Shop, characteristic, part

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_it_is_marked_and_what_was_read_is_beside(tmp_path: Path) -> None:
    shop = Shop(tmp_path)
    try:
        shop.open(part(characteristic("1", "35 ±0,1", Means.CALIPER)), pieces=2)
        shop.read(CALIPER, "35.02")
        warm = Temperature(Decimal(25), Decimal("0.5"))
        shop.workshop.gestures.take_temperature(warm, warm, Material.ALUMINIUM_ALLOY, corrects=True).result()
        shop.read(CALIPER, "35.02")
        record = consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)
    finally:
        shop.close()
    said = to_text(releve(record, workshop="Atelier", head="0", issued_at=NOW, program="metroapp"))
    assert "t ramenée à 20 °C" in said
    assert "lecture 35,02 ; correction à 20 °C −0,002101" in said
    assert "u non donnée, u de la correction à 20 °C non établie" in said
    assert "Pièces 25 °C, atelier 25 °C (± 0,5 °C) ; longueurs ramenées à 20 °C" in said
