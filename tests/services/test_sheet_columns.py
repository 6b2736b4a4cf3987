"""Title rows of every workshop, mappings of one's own, and the corpus of sheets as they are found."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metroapp.domain.callout import Kind
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.services.reference import standards
from metroapp.services.sheets.part_sheet import PartSheet, read_part_sheet, read_workshop_table
from metroapp.services.sheets.sheet_columns import NO_TITLES, column_letter, preview_columns, read_mapping
from metroapp.services.sheets.sheet_titles import TITLES, recognised, title_unit

SHEETS = Path(__file__).parent / "sheets"


def corpus(name: str) -> PartSheet:
    return read_part_sheet(SHEETS / name, standards())


def sheet(tmp_path: Path, text: str, **options: object) -> PartSheet:
    path = tmp_path / "piece.csv"
    path.write_text(text, encoding="utf-8")
    return read_part_sheet(path, standards(), **options)  # type: ignore[arg-type]


def codes(found: PartSheet) -> list[tuple[int, str, str]]:
    return [(error.line, error.column, error.message.code) for error in found.errors]


def limits(found: PartSheet) -> list[tuple[str, Decimal | None, Decimal | None]]:
    return [(one.balloon, one.callout.lower_limit, one.callout.upper_limit) for one in found.characteristics]


def refusal(code: str, tmp_path: Path, text: str, **options: object) -> Refusal:
    with pytest.raises(Refusal) as refused:
        sheet(tmp_path, text, **options)
    assert refused.value.message.code == code
    return refused.value


@pytest.mark.parametrize(
    ("titles", "field"),
    [
        ("Repère|Repere|REPÈRE|N°|Bulle|N° bulle|Balloon|Item|Char. No.|No|Pos|#|Rep.", "balloon"),
        ("Désignation|Description|Caractéristique|Characteristic|Libellé", "designation"),
        ("Cote|Cote plan|Spécification|Exigence|Requirement|Specification|Dimension|Callout", "callout"),
        ("Nominal|Cote nominale|Valeur nominale|Nominal value|Nominal (mm)", "nominal"),
        ("ES|es|Écart sup|Écart sup.|Tol sup|Tol +|Tol (+)|Upper tolerance|ES (µm)", "upper_deviation"),
        ("EI|ei|Écart inf|Tol inf|Tol -|Tol −|Lower tol|Lower tolerance", "lower_deviation"),
        ("Tolérance|±|+/-|Tol. ±|Tolérance (mm)", "tolerance"),
        ("IT|Intervalle de tolérance", "interval"),
        ("Mini|Cote mini|Min|LSL|Lower limit", "minimum"),
        ("Maxi|Max|USL|Upper limit|Cote\nmaxi", "maximum"),
        ("Ajustement|Fit|Classe", "fit"),
        ("Unité|Unit", "unit"),
        ("Nature", "nature"),
        ("Moyen|Instrument|Means|Gauge|Moyen de contrôle", "means"),
        ("Fréquence|Échantillonnage|Frequency|Sampling|Fréquence / échantillonnage", "sampling"),
        ("Criticité|Classe de caractéristique|Criticality|Key", "criticality"),
        ("Phase|Opération|Op.", "phase"),
        ("Nb lectures|Readings", "readings"),
        ("Longueur|Length", "length"),
        ("Lié à|Linked to", "size_balloon"),
        ("Formule|Formula", "formula"),
        ("Règle de décision|Decision rule", "rule"),
        ("Incertitude-type u|Incertitude-type|Incertitude-type u (µm)|Standard uncertainty", "standard_uncertainty"),
        ("Plan de réaction|Reaction plan", "reaction"),
        ("Type|Genre|Type de caractéristique", "kind"),
        ("Observations|Incertitude|Remarque|Résultat 1||Repère de rangement", None),
    ],
)
def test_titles_of_workshops(titles: str, field: str | None) -> None:
    for title in titles.split("|"):
        assert recognised(title) == field, title


def test_our_own_titles_are_recognised() -> None:
    assert {recognised(title) for title in TITLES.values()} == set(TITLES)


@pytest.mark.parametrize(
    ("title", "unit"), [("ES (µm)", "µm"), ("EI [μm]", "µm"), ("Mini mm", "mm"), ("Maxi (in)", "in"), ("Cote", None)]
)
def test_the_unit_of_a_title(title: str, unit: str | None) -> None:
    assert title_unit(title) == unit


def test_nominal_and_deviations_under_a_crowded_header() -> None:
    found = corpus("nominal-es-ei.csv")
    assert not found.errors
    assert found.fields == {
        "designation": "Axe de galet", "reference": "AX-204", "revision": "C", "drawing": "PL-204",
        "material": "42CrMo4", "customer": "Dupont",
    }  # fmt: skip
    assert [one.callout.text for one in found.characteristics] == [
        "Ø20 +0,021/0", "35 ±0,1", "Ø12 -0,016/-0,043", "R2 ±0,5",
    ]  # fmt: skip
    assert found.part(SHEETS).drawing == "PL-204"


def test_english_limits_with_units() -> None:
    found = corpus("english-limits.csv")
    assert codes(found) == []
    assert [one.kind for one in found.characteristics] == [
        Kind.DIAMETER, Kind.LENGTH, Kind.LENGTH, Kind.GEOMETRIC, Kind.ROUGHNESS, Kind.ANGLE,
    ]  # fmt: skip
    assert limits(found)[0][1:] == (Decimal("16.000"), Decimal("16.027"))
    assert limits(found)[2][1:] == (None, Decimal("0.1"))
    assert limits(found)[5][1:] == (Decimal(106200), Decimal(109800))
    assert found.fields["reference"] == "BR-7" and found.fields["revision"] == "2"


def test_deviations_in_micrometres_when_the_title_says_so() -> None:
    found = corpus("micrometres.csv")
    assert codes(found) == []
    assert [one.callout.text for one in found.characteristics] == ["20 +0,021/0", "25 -0,007/-0,020"]
    assert {one.means for one in found.characteristics} == {Means.TO_CHOOSE}


def test_fits_in_their_own_column() -> None:
    found = corpus("ajustements.csv")
    assert codes(found) == []
    assert [one.callout.text for one in found.characteristics] == ["Ø20 H7", "Ø25 g6", "35 js12"]


def test_a_callout_and_columns_that_agree_with_it() -> None:
    found = corpus("cote-et-colonnes.csv")
    assert codes(found) == []
    assert len(found.characteristics) == 4
    assert [(one.column, one.message.code) for one in found.warnings] == [("Observations", "sheet.column_ignored")]


def test_a_table_of_the_workshop_beside_the_sheet() -> None:
    found = corpus("tableau-atelier.csv")
    assert codes(found) == []
    assert limits(found)[1][1:] == (Decimal("59.8"), Decimal("60.2"))
    assert read_workshop_table(SHEETS / "atelier-2.csv").name == "atelier-2"


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("tableau ../atelier-2", "sheet.table_name"),
        ("tableau absent", "sheet.table_absent"),
        ("/etc/passwd.csv", "sheet.table_name"),
        (".caché.csv", "sheet.table_name"),
        ("n'importe quoi", "general.unknown"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_an_error_on_its_line(tmp_path: Path, declared: str, code: str) -> None:
    header = f"Désignation;a;Référence;b\nN° de plan;c;Indice;d\nTolérances générales;{declared}\n"
    assert codes(sheet(tmp_path, header + "Repère;Cote\n1;Ø20 h7\n")) == [(3, "Tolérances générales", code)]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("0;30;0,1\n20;60;0,2", "general.table_unreadable"),
        ("0;30;bof", "sheet.table_line"),
        ("de;à;±", "general.table_empty"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, lines: str, code: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_workshop_table(path)
    assert refused.value.message.code == code


def test_general_tolerances_of_the_header_reach_every_line(tmp_path: Path) -> None:
    header = "Désignation;a;Référence;b\nN° de plan;c;Indice;d\nTolérances générales;ISO 2768-mK\n"
    found = sheet(tmp_path, header + "Repère;Cote;Longueur\n1;35;\n2;planéité;80\n3;R2;\n4;30°;60\n")
    assert codes(found) == []
    assert limits(found)[0][1:] == (Decimal("34.7"), Decimal("35.3"))
    assert all(one.callout.has_limits for one in found.characteristics)


def test_every_error_is_told_and_the_lines_understood_are_kept() -> None:
    found = corpus("erreurs.csv")
    assert codes(found) == [
        (3, "EI", "sheet.deviations_reversed"),
        (4, "EI", "sheet.deviation_missing"),
        (5, "Unité", "sheet.unit_other"),
        (6, "Désignation", "sheet.designation_empty"),
        (7, "Repère", "sheet.balloon_repeated"),
        (8, "ES", "number.unreadable"),
    ]
    assert [one.balloon for one in found.characteristics] == ["1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Repère;Nominal;Mini;Maxi\n1;20;20,1;20,2\n", (2, "Nominal", "sheet.nominal_outside")),
        ("Repère;Nominal;Mini;Maxi\n1;20;20,1;19,9\n", (2, "Mini", "sheet.deviations_reversed")),
        ("Repère;Cote;Maxi\n1;Ø20 h7;20,1\n", (2, "Maxi", "sheet.columns_disagree")),
        ("Repère;Cote;ES;EI\n1;Ø20 h7;0;-0,02\n", (2, "EI", "sheet.columns_disagree")),
        ("Repère;Cote;Nominal\n1;Ø20 h7;21\n", (2, "Nominal", "sheet.columns_disagree")),
        ("Repère;Cote;Ajustement\n1;Ø20 h7;h6\n", (2, "Ajustement", "sheet.columns_disagree")),
        ("Repère;Nominal;Ajustement;ES;EI\n1;20;H7;0,02;0\n", (2, "ES", "sheet.columns_disagree")),
        ("Repère;Nominal;IT\n1;20;0,2\n", (2, "IT", "sheet.interval_alone")),
        ("Repère;Nominal;Tol +;Tol -\n1;20;0,2;0,1\n", (2, "Tol -", "sheet.sign_missing")),
        ("Repère;Nominal;ES (in);EI (in)\n1;20;0,2;0\n", (1, "ES (in)", "sheet.unit_other")),
        ("Repère;Cote (pouces)\n1;Ø20 h7\n", (1, "Cote (pouces)", "sheet.unit_other")),
        ("Repère;Nominal (µm);Tolérance\n1;20;1\n", (1, "Nominal (µm)", "sheet.unit_other")),
        ("Repère;Cote;Longueur (cm)\n1;Ø20 h7;2\n", (1, "Longueur (cm)", "sheet.unit_other")),
        ("Repère;Nominal;ES;EI\n1;20;0,1 in;0\n", (2, "ES", "number.unreadable")),
        ("Repère;Cote;Unité\n1;Ø20 h7;µm\n", (2, "Unité", "sheet.unit_disagrees")),
        ("Repère;Nominal;Tolérance\n1;;0,1\n", (2, "Nominal", "sheet.nominal_missing")),
        ("Repère;Nominal\n1;20\n", (2, "Nominal", "callout.no_tolerance")),
        ("Repère;Ajustement\n1;H7\n", (2, "Ajustement", "callout.nominal_missing")),
    ],
)
def test_separate_columns_that_contradict(tmp_path: Path, text: str, expected: tuple[int, str, str]) -> None:
    assert expected in codes(sheet(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "callout"),
    [
        ("Repère;Nominal;Tolérance\n1;20;0,1\n", "20 ±0,1"),
        ("Repère;Nominal;Tolérance\n1;20;± 0,1\n", "20 ±0,1"),
        ("Repère;Nominal;Tolérance\n1;20;+0,1/-0,2\n", "20 +0,1/-0,2"),
        ("Repère;Nominal;Tolérance\n1;20;H7\n", "20 H7"),
        ("Repère;Nominal;Tolérance\n1;30°;0,5\n", "30° ±0,5°"),
        ("Repère;Nominal;Mini;Maxi\n1;20;19,9;20,1\n", "20 ±0,1"),
        ("Repère;Mini;Maxi\n1;19,9;20,1\n", "20,1 / 19,9"),
        ("Repère;Nominal;ES;EI\n1;20;21 µm;0\n", "20 +0,021/0"),
        ("Repère;Nominal;ES (µm);EI (µm)\n1;20;0,021 mm;0\n", "20 +0,021/0"),
        ("Repère;Nominal;Mini (°);Maxi (°)\n1;30;29,5;30,5\n", "30° ±0,5°"),
        ("Repère;Cote;Nominal;ES;EI\n1;Ø20;diam 20;0,1;0\n", "Ø20 +0,1/0"),
        ("Repère;Type;Maxi (µm)\n1;Ra;1,6\n", "Ra 1,6"),
        ("Repère;Type;Mini;Maxi\n1;Diamètre;19,9;20,1\n", "Ø20,1 / Ø19,9"),
        ("Repère;Mini;Maxi\n1;;20,1\n", "20,1 max"),
        ("Repère;Mini;Maxi\n1;19,9;-\n", "19,9 min"),
        ("Repère;Cote;Tol +;Tol -\n1;4x Ø6;+0,1;-0,1\n", "4x Ø6 ±0,1"),
        ("Repère;Cote;ES;EI\n1;M8-6H;-;-\n", "M8-6H"),
        ("Repère;Cote;ES;EI\n1;attribut;;\n", "attribut"),
        ("Repère;Type;Tolérance\n1;Planéité;0,05\n", "planéité 0,05"),
        ('Repère;Cote\n1;"Ø20\n+0,021\n0"\n', "Ø20 +0,021 0"),
    ],
)
def test_the_callout_that_columns_make(tmp_path: Path, text: str, callout: str) -> None:
    found = sheet(tmp_path, text)
    assert codes(found) == []
    assert [one.callout.text for one in found.characteristics] == [callout]


def test_a_bare_table_is_readable_but_is_no_part(tmp_path: Path) -> None:
    found = sheet(tmp_path, "Repère;Cote\n1;Ø20 h7\n")
    assert codes(found) == [] and len(found.characteristics) == 1
    with pytest.raises(Refusal) as refused:
        found.part(tmp_path)
    assert refused.value.message.code == "sheet.header_incomplete"


def test_titles_repeated_on_each_page_are_no_line(tmp_path: Path) -> None:
    found = sheet(tmp_path, "Repère;Cote\n1;Ø20 h7\nRepère;Cote\n2;Ø20 h7\n")
    assert codes(found) == [] and len(found.characteristics) == 2


def test_two_columns_for_one_field_are_refused_until_one_is_left_aside(tmp_path: Path) -> None:
    text = "Repère;N°;Cote\n1;9;Ø20 h7\n"
    refusal("sheet.column_twice", tmp_path, text)
    assert sheet(tmp_path, text, mapping={1: ""}).characteristics[0].balloon == "1"
    assert sheet(tmp_path, text, mapping={1: "balloon"}).characteristics[0].balloon == "9"


def test_a_mapping_of_ones_own(tmp_path: Path) -> None:
    text = "Machin;Truc;Remarque\n1;Ø20 h7;x\n"
    refusal("sheet.not_a_part_sheet", tmp_path, text)
    mapping = {0: "balloon", 1: "callout"}
    assert len(sheet(tmp_path, text, mapping=mapping, title_line=0).characteristics) == 1
    refusal("sheet.mapping_unknown", tmp_path, text, mapping={0: "bof"}, title_line=0)
    refusal("sheet.mapping_column", tmp_path, text, mapping={7: "balloon"}, title_line=0)
    refusal("sheet.not_a_part_sheet", tmp_path, text, mapping=mapping, title_line=99)


def test_a_table_without_titles(tmp_path: Path) -> None:
    mapping = {0: "balloon", 1: "callout"}
    found = sheet(tmp_path, "1;Ø20 h7\n2;35 ±0,1\n", mapping=mapping, title_line=NO_TITLES)
    assert len(found.characteristics) == 2


def test_a_mapping_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("bla\nMachin;Truc;Cote\n1;2;Ø20 h7\n", encoding="utf-8")
    assert read_mapping(path, [("machin", "Repère"), ("B", "")]) == ({0: "balloon", 1: ""}, 1)
    for pair, code in ((("Rien", "Repère"), "sheet.mapping_column"), (("A", "bof"), "sheet.mapping_unknown")):
        with pytest.raises(Refusal) as refused:
            read_mapping(path, [pair])
        assert refused.value.message.code == code


def test_the_preview_shows_what_each_column_is_taken_for() -> None:
    preview = preview_columns(SHEETS / "cote-et-colonnes.csv")
    assert preview.title_line == 1
    assert [(column.letter, column.field) for column in preview.columns] == [
        ("A", "balloon"), ("B", "callout"), ("C", "minimum"), ("D", "maximum"), ("E", "interval"), ("F", "means"),
        ("G", None),
    ]  # fmt: skip
    assert preview.columns[1].samples == ("Ø20 h7", "35 ±0,1", "Ra 1,6")


def test_letters_of_columns() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Désignation;Plan\nRéférence;x\n", {"designation": "Plan", "reference": "x"}),
        ("Référence : X;;Indice : B;;Plan;P-1\n", {"reference": "X", "revision": "B", "drawing": "P-1"}),
        ('"Référence : X\nIndice : B"\n', {"reference": "X", "revision": "B"}),
        ("Matière;;Client;;\nClient;Dupont\n", {"material": "", "customer": "Dupont"}),
        ("Part name;a;;Part number;b;;Rev.;c\n", {"designation": "a", "reference": "b", "revision": "c"}),
        ("Désignation;a\nAuteur;moi\nDate;1/2/2026\n", {"designation": "a"}),
    ],
)
def test_headers_of_workshops(tmp_path: Path, header: str, fields: dict[str, str]) -> None:
    assert sheet(tmp_path, header + "Repère;Cote\n1;Ø20 h7\n").fields == fields


WORDS = (
    "", "", "1", "20", "Ø20", "Ø20 h7", "4x Ø6", "30°", "+0,1", "-0,1", "±0,1", "0", "-", "H7", "mm", "µm", "°", "Ra",
    "R2", "planéité", "diamètre", "attribut", "micromètre", "1/5", "étagé", "21 µm", "−0,02", "1e5", "999999999999",
    "angle", "0,0000000001", "M8-6H", "Ra 1,6", "⌖ Ø0,1 Ⓜ A", "20,1 / 19,9", "=A1", "1,5,5", "\n", "Ⓔ", "l1 + l2",
)  # fmt: skip
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=8))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_cells_under_any_titles_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    titles = data.draw(st.lists(st.sampled_from(sorted(TITLES.values())), unique=True, min_size=2))
    rows = data.draw(st.lists(st.lists(CELLS, max_size=len(titles)), max_size=4))
    path = tmp_path_factory.mktemp("any") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([titles, *rows])
    try:
        found = read_part_sheet(path, standards())
    except Refusal as refusal:
        assert refusal.message.code.startswith("sheet.")
    else:
        wrong = {error.line for error in found.errors}
        assert len(found.characteristics) <= len(rows) - len(wrong - {1})


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 10**7), st.integers(-900, 900), st.integers(-900, 900), st.booleans())
def test_separate_deviations_give_exact_limits(
    tmp_path_factory: pytest.TempPathFactory, nominal: int, first: int, second: int, fine: bool
) -> None:
    size, lower, upper = Decimal(nominal).scaleb(-3), min(first, second), max(first, second)
    deviations = (str(upper), str(lower)) if fine else tuple(str(Decimal(one).scaleb(-3)) for one in (upper, lower))
    path = tmp_path_factory.mktemp("exact") / "a.csv"
    unit = " (µm)" if fine else ""
    path.write_text(f"Repère;Nominal;ES{unit};EI{unit}\n1;{size:f};{';'.join(deviations)}\n", encoding="utf-8")
    found = read_part_sheet(path, standards())
    if lower == upper:
        code = "callout.contradictory" if lower else "callout.zero_interval"
        assert codes(found) == [(2, "Nominal", code)]
    elif size + Decimal(lower).scaleb(-3) < 0:
        assert codes(found) == [(2, "Nominal", "callout.limit_negative")]
    else:
        assert limits(found) == [("1", size + Decimal(lower).scaleb(-3), size + Decimal(upper).scaleb(-3))]
