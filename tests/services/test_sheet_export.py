"""What the program writes, it reads back the same; and no spreadsheet computes it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.callout import Kind, Nature
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.specification import Characteristic, Criticality, Means, Part, Sampling, fitting_means
from metroapp.services.reference import standards
from metroapp.services.sheets.part_lines import LineReader, LineText, line_text
from metroapp.services.sheets.part_sheet import read_part, read_part_sheet
from metroapp.services.sheets.sheet_export import write_part_sheet, write_template
from tests.examples import examples

PARTS = Path(__file__).resolve().parents[2] / "data" / "parts"
SUFFIXES = (".csv", ".xlsx")
EMPTY = Part("a", "b", "c", "d", "", "", ())


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", ["arbre-etage", "support-bride"])
def test_the_demonstration_parts_come_back(tmp_path: Path, name: str, suffix: str) -> None:
    part = read_part(PARTS / f"{name}.csv", standards())
    path = tmp_path / f"a{suffix}"
    write_part_sheet(part, path)
    assert read_part(path, standards()) == part
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_column_comes_back(tmp_path: Path, suffix: str) -> None:
    reader = LineReader(standards())
    lines = [
        LineText("1", "Arbre", "Ø20 h7", "", "micromètre", "1/5", "clé", "10", "3", reaction="trier"),
        LineText("2", "Axe", "⟂ Ø0,05 Ⓜ A", "", "comparateur", size_balloon="1", criticality="sécurité"),
        LineText("3", "Aspect", "conforme au modèle", "", "visuel", "première", kind="attribut"),
        LineText("4", "Épaulement", "35 ±0,1", "étagé", "pied à coulisse", length="12,5", formula="l1 + l2"),
        LineText("5", "Alésage", "Ø8 H8", "", "pied à coulisse", rule="garde 5 µm", standard_uncertainty="3 µm"),
        LineText("6", "Pente", "30° ±0,5°", "", "rapporteur", rule="guard 0,03", standard_uncertainty="2'"),
        LineText("7", "Fond", "30° ±0,5°", "", "rapporteur", rule="ISO 14253-1 (U)", standard_uncertainty="0,03°"),
        LineText("8", "État", "Ra 1,6", "", "rugosimètre", rule="simple", standard_uncertainty="0,1"),
        LineText("9", "Face", "planéité 0,02", "", "comparateur", method="points 3 x 4 au pas de 20 x 25"),
        LineText("10", "Portée", "circularité 0,01", "", "micromètre", method="diamètres 4, 3 sections"),
    ]
    read = [reader.read(line) for line in lines]
    rule = DecisionRule(RuleName.ISO_14253_1)
    part = replace(EMPTY, rule=rule, characteristics=tuple(one.characteristic for one in read if one.characteristic))
    assert len(part.characteristics) >= 9
    assert {"5", "6", "7", "8"} <= {one.balloon for one in part.characteristics if one.rule and one.uncertainty}
    path = tmp_path / f"a{suffix}"
    write_part_sheet(part, path)
    assert read_part(path, standards()) == part


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_draft_without_natures_means_or_words_comes_back(tmp_path: Path, suffix: str) -> None:
    source = tmp_path / "brouillon.csv"
    source.write_text(
        "Désignation;a;Référence;b\nPlan;c;Indice;d\nRepère;Cote\n1;35 ±0,1\n2;Ra 1,6\n", encoding="utf-8"
    )
    part = read_part(source, standards())
    path = tmp_path / f"a{suffix}"
    write_part_sheet(part, path)
    assert read_part(path, standards()) == part


COMPUTED = ("=1+1", "+33 1", "-0,8", "@SUM(A1)", "'=1", "''-a", "'texte", '=HYPERLINK("http://x")', "a;b", 'dit "oui"')


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("text", COMPUTED)
def test_no_text_becomes_a_formula(tmp_path: Path, text: str, suffix: str) -> None:
    (given_line,) = (_characteristic("1", "Ø20 h7", Means.MICROMETER, Nature.EXTERNAL),)
    part = replace(EMPTY, designation=text, characteristics=(replace(given_line, designation=text, phase=text),))
    path = tmp_path / f"a{suffix}"
    write_part_sheet(part, path)
    assert read_part(path, standards()) == part
    if suffix == ".xlsx":
        page = openpyxl.load_workbook(path).worksheets[0]
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
        assert page["B1"].number_format == "@"
    else:
        assert not any(line.startswith(("=", "+", "-", "@")) for line in path.read_text("utf-8-sig").splitlines())
        assert f";{text}" not in path.read_text("utf-8-sig") or text[0] not in "=+-@"


def test_a_workbook_offers_its_lists_and_keeps_its_titles_in_sight(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_part_sheet(read_part(PARTS / "arbre-etage.csv", standards()), path)
    page = openpyxl.load_workbook(path).worksheets[0]
    assert page.freeze_panes == "A11"
    lists = {str(found.sqref).split(":")[0]: found.formula1 for found in page.data_validations.dataValidation}
    assert set(lists) == {"D11", "E11", "F11"}
    assert "entraxe" in lists["D11"] and all(len(formula) <= 257 for formula in lists.values())


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_template_reads_and_is_never_written_over(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_template(path)
    found = read_part_sheet(path, standards())
    assert not found.errors and not found.warnings and len(found.part(path).characteristics) == 3
    with pytest.raises(Refusal) as refused:
        write_template(path)
    assert refused.value.message.code == "sheet.exists"
    if suffix == ".xlsx":
        assert openpyxl.load_workbook(path).sheetnames[1:] == ["Aide"]


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    for name, code in (("a.pdf", "sheet.unknown_format"), ("absent/a.csv", "sheet.not_written")):
        with pytest.raises(Refusal) as refused:
            write_part_sheet(EMPTY, tmp_path / name)
        assert refused.value.message.code == code


def _characteristic(balloon: str, callout: str, means: Means, nature: Nature | None = None) -> Characteristic:
    reader = LineReader(standards(), asks_nature=False, asks_means=False)
    line = LineText(balloon, "d", callout)
    found = reader.read(line).characteristic
    assert found is not None
    return replace(found, means=means, nature=nature or found.nature)


CALLOUTS = (
    "Ø20 h7", "35 ±0,1", "12 +0,05/-0,02", "Ra 1,6", "M12x1,75-6g", "planéité 0,05", "attribut", "30° ±0,5°", "R2 max",
    "4x Ø6,6 H12", "(25,5)", "[40]", "⌖ Ø0,1 A B", "20,1 / 19,9",
)  # fmt: skip
WORDS = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=30).map(
    str.strip
)


@st.composite
def characteristics(draw: st.DrawFn) -> Characteristic:
    callout = draw(st.sampled_from(CALLOUTS))
    given_line = _characteristic("1", callout, Means.TO_CHOOSE)
    fitting = [means for means in fitting_means(given_line.kind) if means is not Means.THREAD_PLUG]  # all are bolts
    means = draw(st.sampled_from((*fitting, Means.TO_CHOOSE)))
    nature = given_line.nature
    if given_line.kind in (Kind.DIAMETER, Kind.LENGTH):
        nature = nature or draw(st.sampled_from(list(Nature)))
    sampling = draw(st.sampled_from([Sampling(), Sampling(5), Sampling(first=True), Sampling(1, True, True)]))
    line = replace(given_line, means=means, readings=draw(st.integers(1, 5)))
    return replace(
        line,
        designation=draw(WORDS.filter(bool)),
        nature=nature,
        sampling=sampling,
        criticality=draw(st.sampled_from(list(Criticality))),
        phase=draw(WORDS),
        readings=1 if line.loses_readings else line.readings,
        length=draw(st.none() | st.integers(1, 10**6).map(lambda number: Decimal(number).scaleb(-2))),
        reaction=draw(WORDS),
        **draw(how_decided(line)),
    )


@st.composite
def how_decided(draw: st.DrawFn, line: Characteristic) -> dict[str, object]:
    """A rule and an uncertainty of the line's own, as a value with limits may have."""
    number = st.integers(1, 10**6).map(lambda value: Decimal(value).scaleb(-4))
    rules = [DecisionRule(name) for name in RuleName if name is not RuleName.GUARD]
    if line.kind is Kind.THREAD or line.means is Means.LIMIT_GAUGE or not line.callout.has_limits:
        return {"rule": draw(st.none() | st.sampled_from(rules))}
    lengths, angles = (Unit.MM, Unit.UM), (Unit.DEG, Unit.ARCSEC)
    unit = draw(st.sampled_from(angles if line.kind is Kind.ANGLE else lengths))
    guards = number.map(lambda guard: DecisionRule(RuleName.GUARD, guard))
    return {
        "rule": draw(st.none() | st.sampled_from(rules) | guards),
        "uncertainty": draw(st.none() | number.map(lambda value: Quantity(value, unit))),
    }


@examples(20)
@given(
    lines=st.lists(characteristics(), min_size=1, max_size=6),
    names=st.tuples(*[WORDS.filter(bool)] * 4),
    suffix=st.sampled_from(SUFFIXES),
)
def test_any_part_comes_back(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Characteristic], names: tuple[str, ...], suffix: str
) -> None:
    numbered = tuple(replace(line, balloon=str(number)) for number, line in enumerate(lines, 1))
    part = Part(*names, "", "", numbered)
    path = tmp_path_factory.mktemp("export") / f"a{suffix}"
    write_part_sheet(part, path)
    found = read_part_sheet(path, standards())
    assert not found.errors
    assert found.characteristics == part.characteristics
    assert [line_text(line) for line in found.characteristics] == [line_text(line) for line in numbered]
