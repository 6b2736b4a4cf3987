"""What designations of drawings say that a part is made of."""

from __future__ import annotations

import pytest

from metroapp.domain.material_names import material_named
from metroapp.domain.temperature import Material


@pytest.mark.parametrize(
    ("text", "material"),
    [
        ("C45", Material.STEEL),
        ("42CrMo4", Material.STEEL),
        ("S235JR", Material.STEEL),
        ("XC48", Material.STEEL),
        ("16NiCr6", Material.STEEL),
        ("11SMnPb30", Material.STEEL),
        ("Acier traité", Material.STEEL),
        # a standard, a year, a lot or a number of a steel is no aluminium
        ("C45 (EN 10083-2:2006)", Material.STEEL),
        ("S355J2 NF EN 10025-2:2019", Material.STEEL),
        ("42CrMo4 EN ISO 683-2:2018", Material.STEEL),
        ("41Cr4 1.7035", Material.STEEL),
        ("1.2067", Material.STEEL),
        ("Acier lot 2024", Material.STEEL),
        ("X5CrNi18-10", Material.AUSTENITIC_STAINLESS_STEEL),
        ("1.4404", Material.AUSTENITIC_STAINLESS_STEEL),
        ("316L", Material.AUSTENITIC_STAINLESS_STEEL),
        ("Inox", Material.AUSTENITIC_STAINLESS_STEEL),
        ("1.4542", Material.HARDENABLE_STAINLESS_STEEL),
        ("1.4512", Material.HARDENABLE_STAINLESS_STEEL),
        ("1.4462", None),
        ("X46Cr13", Material.HARDENABLE_STAINLESS_STEEL),
        ("EN AW-2017A", Material.ALUMINIUM_ALLOY),
        ("AW 6082 T6", Material.ALUMINIUM_ALLOY),
        ("7075 T6", Material.ALUMINIUM_ALLOY),
        ("2017A", Material.ALUMINIUM_ALLOY),
        ("AlMgSi1", Material.ALUMINIUM_ALLOY),
        ("AU4G", Material.ALUMINIUM_ALLOY),
        ("CuZn39Pb3", Material.BRASS),
        ("CuSn8", Material.BRONZE),
        ("Cu-ETP", Material.COPPER),
        ("EN-GJL-250", Material.CAST_IRON),
        ("FGL 250", Material.CAST_IRON),
        ("TA6V", Material.TITANIUM_ALLOY),
        ("PA6", None),
        ("POM C", None),
        ("", None),
    ],
)
def test_designations(text: str, material: Material | None) -> None:
    assert material_named(text) is material
