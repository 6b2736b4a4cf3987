"""A means typed field by field: read as the line of a sheet is, and every field that is wrong says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from metroapp.domain.instrument import Instrument, InstrumentKind, InstrumentState
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.quantity import Quantity, Unit
from metroapp.services.means_form import FIELDS, Filled, read_form, texts_of

TODAY = date(2026, 11, 24)
EMPTY = dict.fromkeys(FIELDS, "") | {"kind": InstrumentKind.CALIPER.value}
CALIPER = Instrument(
    "PC-01", "Pied à coulisse", InstrumentKind.CALIPER, family="mitutoyo-mux10", decimals=2,
    resolution=Decimal("0.01"), range_lower=Decimal(0), range_upper=Decimal(150),
    permissible_error=PermissibleError(Decimal("0.02")), uncertainty=Quantity(Decimal("0.012")),
    repeatability=Quantity(Decimal("0.005")), location="Poste 3", interval_months=12, verified=date(2026, 1, 15),
    due=date(2027, 1, 15),
)  # fmt: skip
REGISTER = {CALIPER.number: CALIPER}


def fill(before: Instrument | None = None, **texts: str) -> Filled:
    return read_form((EMPTY if before is None else texts_of(before)) | texts, before, REGISTER, TODAY)


@pytest.mark.parametrize(
    "means",
    [
        CALIPER,
        replace(CALIPER, permissible_error=PermissibleError(Decimal("0.002"), Decimal("0.00001"))),
        replace(CALIPER, state=InstrumentState.LIMITED, limitation="ébauche", limited_upper=Decimal(100)),
        Instrument("BE-20", "Bague étalon", InstrumentKind.SETTING_RING, certified=Quantity(Decimal("20.0012"))),
        Instrument("ER-1", "Étalon", InstrumentKind.ROUGHNESS_STANDARD, certified=Quantity(Decimal("2.97"), Unit.UM)),
        Instrument("TL-20", "Tampon lisse", InstrumentKind.PLAIN_PLUG, checks="Ø20 H7"),
        Instrument("TF-8", "Tampon fileté", InstrumentKind.THREAD_PLUG, checks="M8-6H"),
    ],
)
def test_what_a_form_shows_is_read_back_the_same(means: Instrument) -> None:
    assert read_form(texts_of(means), means, {means.number: means}, TODAY) == Filled(means, {})


def test_a_new_means_has_what_was_typed_and_the_due_date_of_its_interval() -> None:
    made = fill(number="M-07", designation="Micromètre", kind="micrometer", uncertainty="1,5 µm", error="± 4 µm",
                interval_months="12", verified="15/01/2026").means  # fmt: skip
    assert made is not None
    assert (made.kind, made.due, made.state) == (
        InstrumentKind.MICROMETER, date(2027, 1, 15), InstrumentState.IN_SERVICE,
    )  # fmt: skip
    assert made.uncertainty == Quantity(Decimal("1.5"), Unit.UM)
    assert made.permissible_error == PermissibleError(Decimal("0.004"))


def test_a_due_date_that_is_emptied_is_the_one_of_the_interval() -> None:
    changed = fill(CALIPER, due="", interval_months="24").means
    assert changed is not None and changed.due == date(2028, 1, 15)


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        ({"number": ""}, {"number": "register.number_missing"}),
        ({"number": "PC-01"}, {"number": "means.number_taken"}),
        ({"number": "pc-01"}, {"number": "register.number_spelled"}),
        ({"designation": " "}, {"designation": "means.designation_missing"}),
        ({"family": "mitutoyo-mux10"}, {"decimals": "register.decimals_missing"}),
        ({"range_lower": "25", "range_upper": "0"}, {"range_upper": "register.range_reversed"}),
        ({"interval_months": "121"}, {"interval_months": "register.interval"}),
        ({"verified": "25/11/2026"}, {"verified": "register.verified_later"}),
        ({"verified": "15/01/2026", "due": "14/01/2026"}, {"due": "register.due_before_verification"}),
        ({"uncertainty": "0,01", "repeatability": "0,02"}, {"repeatability": "register.repeatability_too_large"}),
        ({"certified": "20"}, {"certified": "register.certified_of_no_standard"}),
        ({"checks": "Ø20 H7"}, {"checks": "register.checks_of_no_gauge"}),
        (
            {"resolution": "0", "error": "beaucoup", "verified": "hier"},
            {
                "resolution": "register.not_positive",
                "error": "permissible_error.unreadable",
                "verified": "sheet.day_unreadable",
            },
        ),
    ],
)
def test_each_field_that_is_wrong_says_why(texts: dict[str, str], codes: dict[str, str]) -> None:
    filled = fill(**({"number": "M-07", "designation": "Micromètre"} | texts))
    assert filled.means is None
    assert {name: message.code for name, message in filled.wrong.items()} == codes
