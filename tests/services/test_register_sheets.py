"""The register in a workbook of the workshop's own: what a means is, its budget, its blocks, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from metroapp.domain.instrument import BlockGrade, Instrument, InstrumentKind, InstrumentState
from metroapp.domain.instrument_budget import PermissibleError
from metroapp.domain.message import Message, Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.services.register import read_candidates, read_register
from metroapp.wording.sentences import sentence

D = Decimal
Rows = Sequence[Sequence[Any]]
MEANS: Rows = (
    ("Numéro", "Désignation", "Genre"),
    ("M-02", "Micromètre 0-25", "micromètre"),
    ("CE-1", "", "jeu de cales"),
)
BUDGET_TITLES = ("Moyen", "Composante", "Type", "Valeur", "Loi", "Sensibilité", "Degrés de liberté", "Unité")


def workbook(tmp_path: Path, **sheets: Rows) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    path = tmp_path / "registre.xlsx"
    book.save(path)
    return path


def midnight(year: int, month: int, day: int) -> datetime:
    """A day as a workbook holds it."""
    return datetime.combine(date(year, month, day), time())


def csv(tmp_path: Path, titles: str, *lines: str) -> Path:
    path = tmp_path / "registre.csv"
    path.write_text("\n".join((titles, *lines)), encoding="utf-8")
    return path


def one(tmp_path: Path, titles: str, line: str) -> Instrument:
    (found,) = read_candidates(csv(tmp_path, titles, line))
    return found.instrument


def refused(path: Path) -> Message:
    with pytest.raises(Refusal) as found:
        read_register(path)
    said = sentence(found.value)
    assert said and "{" not in said
    return found.value.message


def inner(message: Message) -> tuple[str, ...]:
    """The code, then those of what is said inside it."""
    within = message.fields.get("message")
    return (message.code, *(inner(within) if isinstance(within, Message) else ()))


# -- what is said of a means ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "titles",
    [
        "Numéro;Genre;État;Localisation;Détenteur;Intervalle (mois);Dernière vérification;Mise en service",
        "number;kind;state;location;holder;interval months;last calibration;in service since",
        "N°;Genre;Statut;Emplacement;Affecté à;Périodicité en mois;Date d'étalonnage;Date d'achat",
    ],
)
def test_where_a_means_is_and_when_it_is_due(tmp_path: Path, titles: str) -> None:
    found = one(tmp_path, titles, "A-1;micrometer;à vérifier;Servante 1;Camille;12;31/01/2026;2020-05-04")
    assert (found.state, found.location, found.holder) == (InstrumentState.TO_VERIFY, "Servante 1", "Camille")
    assert (found.interval_months, found.verified, found.in_service_since) == (12, date(2026, 1, 31), date(2020, 5, 4))
    assert found.due == date(2027, 1, 31)  # nobody gave it


def test_a_due_date_that_is_given_counts(tmp_path: Path) -> None:
    titles = "Numéro;Genre;Échéance;Intervalle (mois);Dernière vérification"
    assert one(tmp_path, titles, "A;pac;30/06/2026;12 mois;31/01/2026").due == date(2026, 6, 30)
    assert one(tmp_path, titles, "A;pac;;1;31/01/2026").due == date(2026, 2, 28)
    assert one(tmp_path, titles, "A;pac;;;31/01/2026").due is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("tampon lisse", InstrumentKind.PLAIN_PLUG),
        ("plain plug gauge", InstrumentKind.PLAIN_PLUG),
        ("Bague lisse Ø16", InstrumentKind.PLAIN_RING),
        ("ring gauge", InstrumentKind.PLAIN_RING),
        ("calibre à mâchoires", InstrumentKind.SNAP_GAUGE),
        ("snap gauge", InstrumentKind.SNAP_GAUGE),
        ("calibre à coulisse", InstrumentKind.CALIPER),
        ("jeu de cales étalons 87 pièces", InstrumentKind.GAUGE_BLOCKS),
        ("gauge blocks", InstrumentKind.GAUGE_BLOCKS),
        ("bague étalon", InstrumentKind.SETTING_RING),
        ("setting ring", InstrumentKind.SETTING_RING),
        ("étalon de rugosité", InstrumentKind.ROUGHNESS_STANDARD),
        ("roughness standard", InstrumentKind.ROUGHNESS_STANDARD),
    ],
)
def test_the_kinds_of_gauges_and_standards(tmp_path: Path, text: str, kind: InstrumentKind) -> None:
    assert one(tmp_path, "Numéro;Genre", f"A;{text}").kind is kind


def test_a_limited_means_says_what_it_is_left_with(tmp_path: Path) -> None:
    titles = "Numéro;Genre;Étendue;État;Limitation;Limité de (mm);Limité à (mm)"
    found = one(tmp_path, titles, "A;micromètre;0-25;limité;extérieurs seulement;5;20")
    assert (found.state, found.limitation) == (InstrumentState.LIMITED, "extérieurs seulement")
    assert (found.limited_lower, found.limited_upper) == (D(5), D(20))


def test_what_a_gauge_is_for_and_what_a_standard_is_worth(tmp_path: Path) -> None:
    titles = "Numéro;Genre;Vérifie;Valeur certifiée"
    plug, ring, roughness, thread = read_candidates(
        csv(
            tmp_path,
            titles,
            "TL;tampon lisse;Ø20 H7;",
            "BE;bague étalon;;25,0008",
            "ER;étalon de rugosité;;2,97",
            "TF;tampon fileté;M8-6H;",
        )
    )
    assert plug.instrument.checks == "Ø20 H7"
    assert ring.instrument.certified == Quantity(D("25.0008"), Unit.MM)
    assert roughness.instrument.certified == Quantity(D("2.97"), Unit.UM)
    assert thread.marked is not None and thread.marked.nominal == 8


@pytest.mark.parametrize(
    ("title", "text", "at_300"),
    [("EMT", "0,02 + L/50000", "0.026"), ("EMT", "4 µm + L/300", "0.005"), ("MPE (µm)", "± (2 + L/100)", "0.005")],
)
def test_a_law_of_permissible_errors(tmp_path: Path, title: str, text: str, at_300: str) -> None:
    found = one(tmp_path, f"Numéro;Genre;{title}", f"A;pac;{text}")
    assert isinstance(found.permissible_error, PermissibleError)
    assert found.permissible_error.at(D(300)) == D(at_300)


@pytest.mark.parametrize(
    ("titles", "line", "column", "code"),
    [
        ("État", "perdu", "État", "register.state_unknown"),
        ("État;Limitation", "limité;", "Limitation", "register.limitation_missing"),
        ("État;Limitation", ";extérieurs", "État", "register.limitation_without_state"),
        ("Étendue;État;Limité à (mm)", "0-25;limité;30", "Limité à (mm)", "register.limit_outside_range"),
        ("État;Limité de (mm);Limité à (mm)", "limité;9;5", "Limité à (mm)", "register.range_reversed"),
        ("Échéance;Dernière vérification", "1/1/2026;2/1/2026", "Échéance", "register.due_before_verification"),
        ("Dernière vérification", "32/01/2026", "Dernière vérification", "sheet.day_unreadable"),
        ("Dernière vérification", "31/01/26", "Dernière vérification", "sheet.day_unreadable"),
        ("Intervalle (mois)", "un an", "Intervalle (mois)", "register.interval_unreadable"),
        ("Intervalle (mois)", "0", "Intervalle (mois)", "register.interval"),
        ("Intervalle (mois)", "121", "Intervalle (mois)", "register.interval"),
        ("Intervalle (mois);Dernière vérification", "12;1/2/9999", "Dernière vérification", "sheet.year_out_of_bounds"),
        ("EMT", "4 + L/300", "EMT", "permissible_error.ambiguous"),
        ("EMT", "± 0", "EMT", "permissible_error.zero"),
        ("EMT (in)", "0.001", "EMT (in)", "unit.unknown"),
        ("Vérifie", "Ø20 H7", "Vérifie", "register.checks_of_no_gauge"),
        ("Valeur certifiée", "25", "Valeur certifiée", "register.certified_of_no_standard"),
    ],
)
def test_a_wrong_cell_is_named(tmp_path: Path, titles: str, line: str, column: str, code: str) -> None:
    message = refused(csv(tmp_path, f"Numéro;Genre;{titles}", f"A;pac;{line}"))
    assert (message.fields["line"], message.fields["column"], inner(message)) == (2, column, ("sheet.line", code))


@pytest.mark.parametrize(
    ("kind", "checks", "code"),
    [
        ("tampon lisse", "M8-6H", "register.checks_another_kind"),
        ("tampon lisse", "Ø20 h7", "register.checks_another_kind"),
        ("bague lisse", "Ø20 H7", "register.checks_another_kind"),
        ("tampon fileté", "Ø20 H7", "register.checks_another_kind"),
        ("tampon lisse", "vingt", "callout.unreadable"),
    ],
)
def test_a_gauge_is_for_a_callout_of_its_kind(tmp_path: Path, kind: str, checks: str, code: str) -> None:
    assert inner(refused(csv(tmp_path, "Numéro;Genre;Vérifie", f"A;{kind};{checks}"))) == ("sheet.line", code)


def test_a_date_cell_of_excel_was_no_day(tmp_path: Path) -> None:
    rows = (
        ("Numéro", "Genre", "Échéance", "Dernière vérification"),
        ("A", "pac", midnight(2030, 6, 30), date(2026, 1, 2)),
    )
    (found,) = read_candidates(workbook(tmp_path, Moyens=rows))
    assert (found.instrument.due, found.instrument.verified) == (date(2030, 6, 30), date(2026, 1, 2))


def test_a_formula_is_no_value_of_the_register(tmp_path: Path) -> None:
    message = refused(workbook(tmp_path, Moyens=(("Numéro", "Genre", "Détenteur"), ("A", "pac", "=B2"))))
    assert inner(message) == ("sheet.line", "sheet.formula")


# -- budgets ----------------------------------------------------------------------------------------------------------


def test_a_means_takes_its_budget_from_the_second_sheet(tmp_path: Path) -> None:
    lines = (
        BUDGET_TITLES,
        ("m-02", "Étalonnage", "B", 0.0008, "normale k=2", None, None, "mm"),
        ("M-02", "Répétabilité", "A", 0.0006, "incertitude-type", None, 9, ""),
        ("M-02", "Température", "B", 2, "rectangulaire", 0.0002, None, "°C"),
    )
    sheet = read_register(workbook(tmp_path, Moyens=MEANS, Budget=lines))
    found = sheet.candidates[0].instrument
    assert [component.name for component in found.budget] == ["Étalonnage", "Répétabilité", "Température"]
    assert found.budget[0].coverage == 2
    u = found.standard_uncertainty
    assert u is not None and u.unit is Unit.MM and D("0.000757") < u.value < D("0.000758")


def test_a_budget_in_micrometres_is_that_of_an_instrument_read_in_millimetres(tmp_path: Path) -> None:
    by_unit = (BUDGET_TITLES, ("M-02", "Étalonnage", "B", 3, "incertitude-type", None, None, "µm"))
    by_title = (
        ("Moyen", "Composante", "Type", "Valeur (µm)", "Loi"),
        ("M-02", "Étalonnage", "B", 3, "incertitude-type"),
    )
    for lines in (by_unit, by_title):
        (found, _) = read_register(workbook(tmp_path, Moyens=MEANS, Budget=lines)).candidates
        assert found.instrument.standard_uncertainty == Quantity(D("0.003"), Unit.MM)


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        ([("X-9", "a", "B", 1, "normale")], ("register.in_sheet", "register.budget_unknown")),
        ([("M-02", "", "", "", "")], ("register.in_sheet", "sheet.line", "budget.component_missing")),
        ([("", "a", "B", 1, "normale")], ("register.in_sheet", "sheet.line", "register.number_missing")),
        ([("M-02", "a", "B", -1, "normale")], ("register.in_sheet", "sheet.line", "budget.value_negative")),
        ([("M-02", "a", "C", 1, "normale")], ("register.in_sheet", "sheet.line", "budget.type_unknown")),
        ([("M-02", "a", "B", 0, "normale")], ("register.budget", "budget.zero")),
        (
            [("M-02", "a", "B", 1, "normale", 0.5, None, "µm")],  # half of a micrometre, or half of a thousandth of it
            ("register.budget", "register.budget_unit"),
        ),
    ],
)
def test_a_budget_that_is_none_or_nobody_s_is_refused(tmp_path: Path, lines: Rows, codes: tuple[str, ...]) -> None:
    assert inner(refused(workbook(tmp_path, Moyens=MEANS, Budget=(BUDGET_TITLES, *lines)))) == codes


def test_a_sheet_called_budget_that_holds_none_is_not_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path, Moyens=MEANS, Budget=(("Moyen", "u"), ("M-02", 3)))
    assert inner(refused(path)) == ("register.in_sheet", "budget.titles")


def test_titles_without_a_line_are_no_budget_and_no_blocks(tmp_path: Path) -> None:
    blocks = (("Jeu", "Nominal (mm)", "Écart certifié (µm)"),)
    sheet = read_register(workbook(tmp_path, Moyens=MEANS, Budget=(BUDGET_TITLES,), Cales=blocks))
    assert (len(sheet.lines), sheet.blocks) == (2, ())
    assert all(not one.instrument.budget for one in sheet.candidates)


# -- gauge blocks and the other sheets --------------------------------------------------------------------------------


def test_the_blocks_of_a_set_in_a_third_sheet(tmp_path: Path) -> None:
    blocks = (
        ("set", "nominal", "deviation_um", "serial", "u", "grade", "due", "protects"),
        ("CE-1", 20, 0.12, "A20", 0.05, "K", midnight(2030, 1, 2), "oui"),
        ("CE-1", 2, -0.05, "", None, None, None, None),
    )
    for sheets in ({"Moyens": MEANS, "Cales": blocks}, {"Cales étalons": blocks, "Liste": MEANS}):
        first, second = read_register(workbook(tmp_path, **sheets)).blocks
        assert (first.set, first.certified, first.uncertainty) == ("CE-1", D("20.00012"), D("0.05"))
        assert (first.grade, first.due, first.protects) == (BlockGrade.K, date(2030, 1, 2), True)
        assert second.serial == "CE-1 2"  # its own name, in its own set


def test_two_sets_may_have_blocks_without_a_serial_number(tmp_path: Path) -> None:
    blocks = (("Jeu", "Nominal", "Écart (µm)"), ("A", 20, 0.1), ("B", 20, 0.2), ("A", 20, 0.3))
    found = read_register(workbook(tmp_path, Moyens=MEANS, Cales=blocks)).blocks
    assert [block.serial for block in found] == ["A 20", "B 20", "A 20 (2)"]


def test_a_wrong_block_names_its_sheet_and_its_line(tmp_path: Path) -> None:
    blocks = (("Jeu", "Nominal", "Écart (µm)"), ("CE-1", 20, 0.1), ("CE-1", 10, "un"))
    message = refused(workbook(tmp_path, Moyens=MEANS, Cales=blocks))
    assert (message.code, message.fields["sheet"]) == ("register.in_sheet", "Cales")
    assert message.fields["message"].fields["line"] == 3


def test_the_sheets_come_in_any_order_and_a_stranger_is_left_alone(tmp_path: Path) -> None:
    lines = (BUDGET_TITLES, ("M-02", "Étalonnage", "B", 0.003, "incertitude-type"))
    notes = (("Historique de l'atelier",), ("Déménagé en 2019",))
    path = workbook(tmp_path, Budget=lines, Notes=notes, Moyens=MEANS)
    assert [one.instrument.number for one in read_register(path).candidates] == ["M-02", "CE-1"]


def test_means_without_their_kind_are_not_passed_over_for_the_blocks(tmp_path: Path) -> None:
    blocks = (("Jeu", "Nominal", "Écart (µm)"), ("CE-1", 20, 0.1))
    path = workbook(tmp_path, Moyens=(("Numéro", "Désignation"), ("M-02", "Micromètre")), Cales=blocks)
    message = refused(path)
    assert (message.code, message.fields["column"]) == ("sheet.column_missing", "Genre")


def test_nothing_at_all_is_refused(tmp_path: Path) -> None:
    assert refused(workbook(tmp_path, Moyens=MEANS[:1])).code == "sheet.empty"
    assert refused(workbook(tmp_path, Moyens=(("Bonjour",),))).code == "sheet.column_missing"
