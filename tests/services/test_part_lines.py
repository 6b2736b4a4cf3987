"""One line of a part sheet: what its cells say together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metroapp.domain.callout import Nature
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import BoxCode, Characteristic, Means, Procedure
from metroapp.services.reference import standards
from metroapp.services.sheets.part_lines import LineReader, LineText


def read(callout: str, means: str, **cells: str) -> tuple[Characteristic | None, list[tuple[str, str]]]:
    found = LineReader(standards()).read(LineText("1", "d", callout, means=means, **cells))
    return found.characteristic, [(error.field, error.message.code) for error in found.errors]


@pytest.mark.parametrize(
    ("callout", "means", "cells"),
    [
        ("Ø20 h6", "comparaison", {}),
        ("35 ±0,1", "colonne", {"nature": "étagé"}),
        ("planéité 0,05", "comparateur", {}),
        ("35 ±0,1", "pied à coulisse", {"nature": "étagé", "formula": "a + b"}),
        ("M8-6H", "tampon fileté", {}),
        ("attribut", "visuel", {}),
    ],
)
def test_several_readings_were_ignored_without_a_word(callout: str, means: str, cells: dict[str, str]) -> None:
    _, errors = read(callout, means, readings="3", **cells)
    assert errors == [("readings", "sheet.readings_direct_only")]
    assert read(callout, means, readings="1", **cells)[1] == []


def test_several_readings_of_a_draft_wait_for_its_means() -> None:
    assert read("planéité 0,05", "à choisir", readings="3")[1] == []
    assert read("planéité 0,05", "MMT", readings="3")[1] == []


@pytest.mark.parametrize(
    ("callout", "means", "text", "value", "unit"),
    [
        ("Ø20 h7", "micromètre", "0,003", "0.003", Unit.MM),
        ("Ø20 h7", "micromètre", "0,003 mm", "0.003", Unit.MM),
        ("Ø20 h7", "micromètre", "3 µm", "3", Unit.UM),
        ("Ra 1,6", "rugosimètre", "0,1", "0.1", Unit.UM),
        ("Ra 1,6", "rugosimètre", "0,1 μm", "0.1", Unit.UM),
        ("30° ±0,5°", "rapporteur", "0,03", "0.03", Unit.DEG),
        ("30° ±0,5°", "rapporteur", "0,03°", "0.03", Unit.DEG),
        ("30° ±0,5°", "rapporteur", "2'", "120", Unit.ARCSEC),
    ],
)
def test_an_uncertainty_is_in_the_unit_of_the_readings(
    callout: str, means: str, text: str, value: str, unit: Unit
) -> None:
    found, errors = read(callout, means, standard_uncertainty=text)
    assert found is not None and not errors
    assert found.uncertainty == Quantity(Decimal(value), unit)


@pytest.mark.parametrize(
    ("callout", "means", "text", "code"),
    [
        ("Ø20 h7", "micromètre", "0", "sheet.uncertainty_not_positive"),
        ("Ø20 h7", "micromètre", "-0,003", "sheet.uncertainty_not_positive"),
        ("Ø20 h7", "micromètre", "peu", "number.unreadable"),
        ("Ø20 h7", "micromètre", "3 cm", "unit.unknown"),
        ("Ø20 h7", "micromètre", "2'", "unit.not_comparable"),
        ("Ø20 h7", "micromètre", "0,0000001 µm", "number.out_of_bounds"),
        ("30° ±0,5°", "rapporteur", "3 µm", "unit.not_comparable"),
        ("30° ±0,5°", "rapporteur", "1°75'", "callout.sexagesimal"),
        ("attribut", "visuel", "0,003", "sheet.uncertainty_unexpected"),
        ("M8-6g", "bague filetée", "0,003", "sheet.uncertainty_unexpected"),
        ("(25,5)", "", "0,003", "sheet.uncertainty_unexpected"),
    ],
)
def test_an_uncertainty_that_says_nothing_of_the_value(callout: str, means: str, text: str, code: str) -> None:
    assert read(callout, means, standard_uncertainty=text)[1] == [("standard_uncertainty", code)]


@pytest.mark.parametrize(
    ("callout", "means", "text", "guard"),
    [
        ("Ø20 h7", "micromètre", "guard 0,005", "0.005"),
        ("Ø20 h7", "micromètre", "garde 5 µm", "0.005"),
        ("Ra 1,6", "rugosimètre", "garde 0,1", "0.1"),
        ("30° ±0,5°", "rapporteur", "garde 0,03", "108"),  # degrees, and the limits are in seconds of arc
        ("30° ±0,5°", "rapporteur", "garde 2'", "120"),
    ],
)
def test_a_guard_band_is_in_the_unit_of_the_limits(callout: str, means: str, text: str, guard: str) -> None:
    found, errors = read(callout, means, rule=text)
    assert found is not None and not errors
    assert found.rule == DecisionRule(RuleName.GUARD, Decimal(guard))


@pytest.mark.parametrize(
    ("callout", "means", "text", "code"),
    [
        ("Ø20 h7", "micromètre", "au mieux", "decision.rule_unknown"),
        ("Ø20 h7", "micromètre", "garde", "decision.guard_missing"),
        ("Ø20 h7", "micromètre", "garde -0,005", "decision.guard_negative"),
        ("Ø20 h7", "micromètre", "garde 2'", "unit.not_comparable"),
        ("attribut", "visuel", "garde 0,005", "sheet.guard_unexpected"),
        ("M8-6g", "bague filetée", "garde 0,005", "sheet.guard_unexpected"),
    ],
)
def test_a_rule_that_a_line_cannot_have(callout: str, means: str, text: str, code: str) -> None:
    assert read(callout, means, rule=text)[1] == [("rule", code)]


@pytest.mark.parametrize("means", ["MMT", "mmt", "CMM", "machine à mesurer tridimensionnelle", "tridim"])
def test_a_coordinate_measuring_machine_by_its_names(means: str) -> None:
    found, errors = read("position Ø0,1 A", means)
    assert found is not None and not errors
    assert (found.means, found.procedure) == (Means.CMM, Procedure.DIRECT)


def test_a_position_without_its_formula_is_still_a_line() -> None:
    assert read("position Ø0,1 A", "comparateur")[1] == []


@pytest.mark.parametrize(
    ("callout", "means", "nature", "fit", "boxes"),
    [
        ("M8", "tampon fileté", Nature.INTERNAL, "6H", (BoxCode.GO, BoxCode.NO_GO, BoxCode.PLAIN)),
        ("M8", "bague filetée", Nature.EXTERNAL, "6g", (BoxCode.GO, BoxCode.NO_GO)),
        ("M8-6H/6g", "tampon fileté", Nature.INTERNAL, "6H", (BoxCode.GO, BoxCode.NO_GO, BoxCode.PLAIN)),
        ("M8-6H/6g", "bague filetée", Nature.EXTERNAL, "6g", (BoxCode.GO, BoxCode.NO_GO)),
    ],
)
def test_a_thread_of_a_plug_had_neither_class_nor_plain_gauge(
    callout: str, means: str, nature: Nature, fit: str, boxes: tuple[BoxCode, ...]
) -> None:
    found, errors = read(callout, means)
    assert found is not None and not errors
    assert (found.nature, found.callout.derivation.fit, found.boxes) == (nature, fit, boxes)
    assert found.callout.thread is not None


@pytest.mark.parametrize(
    ("callout", "means", "nature"),
    [
        ("M8-6g", "tampon fileté", ""),
        ("M8-6H", "bague filetée", ""),
        ("M8", "tampon fileté", "extérieur"),
        ("M8", "bague filetée", "intérieur"),
        ("M8-6H", "tampon fileté", "profondeur"),
    ],
)
def test_a_bolt_was_checked_with_a_plug(callout: str, means: str, nature: str) -> None:
    assert read(callout, means, nature=nature)[1] == [("means", "sheet.gauge_contradicts_thread")]


@pytest.mark.parametrize("means", ["tampon lisse", "bague lisse", "calibre à mâchoires", "calibre", "calibre Ø20 H7"])
def test_a_plain_gauge_says_go_and_no_go_of_a_size(means: str) -> None:
    found, errors = read("Ø20 H7", means)
    assert found is not None and not errors
    assert (found.means, found.boxes) == (Means.LIMIT_GAUGE, (BoxCode.GO, BoxCode.NO_GO))
    assert found.procedure is Procedure.OBSERVATION


def test_a_plain_gauge_says_nothing_of_a_thread_or_of_a_computed_value() -> None:
    assert read("M8-6H", "tampon lisse")[1] == [("means", "sheet.means_unfit")]
    assert read("35 ±0,1", "calibre", nature="étagé", formula="a + b")[1] == [("means", "sheet.means_unfit")]


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Micromètre extérieur 0-25", Means.MICROMETER),
        ("pied à coulisse numérique", Means.CALIPER),
        ("Colonne de mesure H-04", Means.HEIGHT_GAUGE),
        ("alésomètre 3 touches", Means.MICROMETER),
    ],
)
def test_what_follows_the_name_of_a_means_is_left(text: str, means: Means) -> None:
    found, errors = read("20 h9", text)
    assert errors == [] and found is not None and found.means is means
