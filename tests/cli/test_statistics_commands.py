"""`metroapp stats` and `metroapp msa`: every figure by name, and the reason where there is none."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import pytest

from metroapp.analysis.sample import Sample
from metroapp.cli import main
from tests.analysis.published import AIAG_STUDY, FLOW_RATES, PISTON_RINGS


@pytest.fixture
def rings(tmp_path: Path) -> Path:
    path = tmp_path / "rings.csv"
    lines = [f"{place};{str(value).replace('.', ',')}" for place, value in enumerate(PISTON_RINGS, 1)]
    path.write_text("\n".join(["pièce;diamètre", *lines, ""]), encoding="utf-8")
    return path


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_stable_process_gives_every_index_with_its_interval(capsys: pytest.CaptureFixture[str], rings: Path) -> None:
    asked = ("stats", str(rings), "--column", "diamètre", "--subgroup", "5", "--limits", "73.95", "74.05")
    found = ask(capsys, *asked)
    assert (found["n"], found["min"], found["max"]) == (125, 73.967, 74.03)
    assert found["xbar"]["center"] == pytest.approx(74.001176)
    assert set(found["r"]) == {"center", "lcl", "ucl"} and "s" not in found
    assert found["signals"] == [] and found["reason"] == {}
    for name in ("cp", "cpk", "pp", "ppk", "cpm", "cm", "cmk"):
        assert found[f"{name}_low"] < found[name] < found[f"{name}_high"]
    assert found["cpk"] < found["cp"]
    assert main(list(asked)) == 0
    assert "Cpk 1,66" in capsys.readouterr().out


def test_an_unstable_process_has_no_cp_and_names_its_point(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "shifted.csv"
    values = [*PISTON_RINGS[:120], *(value + 1 for value in PISTON_RINGS[120:])]
    path.write_text("d\n" + "\n".join(map(str, values)), encoding="utf-8")
    found = ask(capsys, "stats", str(path), "--column", "d", "--subgroup", "5", "--limits", "73", "76")
    assert found["cp"] is None and "pas stable" in found["reason"]["cp"]
    assert found["pp"] is not None and found["ppk"] is not None
    assert all(found[name] is None and found["reason"][name] for name in ("cpk", "cpm", "cm", "cmk"))
    assert {"chart": "xbar", "rule": 1, "point": 25} in found["signals"]


def test_too_few_values_give_no_index(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "flow.csv"
    path.write_text("rate,note\n" + "\n".join(f"{value},x" for value in FLOW_RATES), encoding="utf-8")
    found = ask(capsys, "stats", str(path), "--column", "rate", "--limits", "45", "-")
    assert (found["cpk"], found["cmk"]) == (None, None) and "trop peu" in found["reason"]["cmk"]
    assert found["i"]["ucl"] == pytest.approx(55.8, abs=0.01) and found["mr"]["lcl"] == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--column", "longueur"), "pièce, diamètre"),
        (("--column", "diamètre", "--subgroup", "0"), "1 à"),
        (("--column", "diamètre", "--subgroup", "100"), "au moins deux"),
        (("--column", "diamètre", "--chart", "r"), "ne va pas"),
        (("--column", "diamètre", "--least-machine", "12"), "au moins 30"),
        (("--column", "diamètre", "--limits", "75", "74"), "dépasse"),
    ],
)
def test_what_cannot_be_computed_is_one_sentence(
    capsys: pytest.CaptureFixture[str], rings: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert main(["stats", str(rings), *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"d\n1\nabc\n", "abc"),
        (b"d\n1\n\xff\n", "UTF-8"),
        (b"", "titres"),
        (b"d\nNaN\n2\n", "NaN"),
        (b"d;e\n1;2\n;3\n", "n° 2"),
        (b"d\n1_0\n2\n", "1_0"),
        (b"d;D\n1;5\n2;6\n", "plusieurs colonnes"),
        (b"a,d\n1,20,01\n2,20,02\n", "3 cases pour 2 titre"),
        (b'a,d\n1,"1,234"\n2,"1,235"\n', "avec un point"),
    ],
)
def test_a_file_that_is_no_column_of_numbers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "values.csv"
    path.write_bytes(content)
    assert main(["stats", str(path), "--column", "d"]) == 2
    assert said in capsys.readouterr().err


def test_values_with_every_digit_of_floating_point_are_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    values = [0.0032345678901234567, -0.0012345678901234567, 6.123233995736766e-17]
    path.write_text('\n"écart (mm, au plan)"\n' + "\n".join(map(repr, values)), encoding="utf-8-sig")
    found = ask(capsys, "stats", str(path), "--column", "écart (mm, au plan)", "--limits", "-0,01", "0,01")
    assert found["mean"] == pytest.approx(mean(values), rel=1e-12)
    assert found["stdev"] == pytest.approx(stdev(values), rel=1e-12)


def test_a_long_sum_of_full_values_stays_within_64_bits() -> None:
    sample = Sample.of([Decimal(20), *[Decimal("20.999999999999999")] * 21_000])
    assert float(sample.mean) == pytest.approx(20.9999524, abs=1e-7)


def test_subgroups_apart_without_any_spread_are_out_of_control(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "values.csv"
    path.write_text("d\n" + "20.1\n20.1\n" * 20 + "20.2\n20.2\n" * 20 + "20.3\n", encoding="utf-8")
    found = ask(capsys, "stats", str(path), "--column", "d", "--subgroup", "2", "--limits", "19", "21")
    assert sum(one["rule"] == 1 for one in found["signals"]) == 40
    assert found["cp"] is None and "pas stable" in found["reason"]["cp"]
    assert (found["subgroups"], found["left_over"]) == (40, 1)
    path.write_text("d\n" + "20.1\n" * 30, encoding="utf-8")
    found = ask(capsys, "stats", str(path), "--column", "d", "--limits", "19", "21")
    assert found["signals"] == [] and "égales" in found["reason"]["cp"]


def test_an_interaction_that_stays_is_a_line_of_its_own(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Twelve parts, beyond the constants that AIAG prints; operator B reads every other part 0.02 high."""
    path = tmp_path / "study.csv"
    lines = ["operator;part;trial;value"]
    for part in range(12):
        for trial, noise in enumerate(("0", "0.001", "0.002")):
            for operator, odd in (("A", 0), ("B", part % 2)):
                value = Decimal(10) + Decimal(part) / 10 + Decimal(noise) + Decimal("0.02") * odd
                lines.append(f"{operator};{part};{trial};{value}")
    path.write_text("\n".join(lines), encoding="utf-8")
    found = ask(capsys, "msa", str(path))
    anova = found["anova"]
    assert not anova["interaction_pooled"] and anova["interaction"] > 5 * anova["ev"]
    squares = anova["ev"] ** 2 + anova["av"] ** 2 + anova["interaction"] ** 2
    assert anova["grr"] ** 2 == pytest.approx(squares, rel=1e-12)
    lines_of = {one["source"]: one["ms"] for one in anova["table"]}
    assert anova["av"] ** 2 == pytest.approx(max(0, lines_of["operator"] - lines_of["interaction"]) / 36)
    # 1/d₂* of twelve parts: d₂ 3.258, d₃ 0.778
    assert found["average_range"]["pv"] == pytest.approx(1.12 / (3.258**2 + 0.778**2) ** 0.5, rel=1e-2)
    assert main(["msa", str(path)]) == 0
    assert "Interaction entre opérateurs et pièces" in capsys.readouterr().out


def test_a_study_without_any_error_has_none_of_floating_point(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "study.csv"
    lines = [f"{one};{part};{trial};{20.1 + part / 10:.1f}" for one in "AB" for part in range(5) for trial in range(3)]
    path.write_text("operator;part;trial;value\n" + "\n".join(lines), encoding="utf-8")
    for method in ask(capsys, "msa", str(path)).values():
        assert (method["ev"], method["av"], method["grr"], method["ndc"]) == (0, 0, 0, None)
        assert "résolution" in method["reason"]["ndc"]
        assert method["pv"] == method["tv"] > 0


def test_a_study_by_both_methods(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "study.csv"
    lines = [f"{one},{two},{three},{value}" for (one, two, three), value in AIAG_STUDY.items()]
    path.write_text("operator,part,trial,value\n" + "\n".join(lines), encoding="utf-8")
    found = ask(capsys, "msa", str(path), "--tolerance", "8")
    assert found["average_range"]["percent_grr"] == pytest.approx(26.68, abs=0.01)
    assert (found["average_range"]["ndc"], found["anova"]["ndc"]) == (5, 4)
    assert found["average_range"]["percent_tolerance"] == pytest.approx(100 * 6 * 0.30575 / 8, abs=0.01)
    assert found["anova"]["interaction_pooled"]
    path.write_text("operator,part,trial,value\n" + "\n".join(lines[:-1]), encoding="utf-8")
    assert main(["msa", str(path)]) == 2
    assert "pièce 10 par C, essai 3" in capsys.readouterr().err


def test_a_chart_of_small_shifts_is_added_to_the_usual_one(capsys: pytest.CaptureFixture[str], rings: Path) -> None:
    asked = ("stats", str(rings), "--column", "diamètre", "--subgroup", "5")
    usual = ask(capsys, *asked)
    found = ask(capsys, *asked, "--chart", "ewma", "--weight", "1")
    assert usual.items() <= found.items() and len(found["ewma"]["points"]) == 25
    assert found["ewma"]["ucl"][0] == pytest.approx(usual["xbar"]["ucl"])
    moved = (*asked, "--chart", "cusum", "--center", "73,99", "--sigma", "0,0045")
    found = ask(capsys, *moved)
    assert found["cusum"]["interval"] == pytest.approx(0.0225)
    assert {"chart": "cusum", "rule": 1, "point": 25} in found["signals"]
    assert main(list(moved)) == 0
    assert "il a commencé vers le point" in capsys.readouterr().out
    assert main([*asked, "--chart", "ewma", "--weight", "0"]) == 2
    assert "λ" in capsys.readouterr().err


def test_percentiles_and_cnomo_have_names_of_their_own(capsys: pytest.CaptureFixture[str], rings: Path) -> None:
    asked = ("stats", str(rings), "--column", "diamètre", "--subgroup", "5", "--limits", "73,95", "74,05")
    usual = ask(capsys, *asked)
    found = ask(capsys, *asked, "--percentiles", "auto", "--cnomo", "--cnomo-cam", "1,5")
    assert usual.items() <= found.items()
    assert found["percentiles"]["law"] == "normal" and found["percentiles"]["tried"][0]["p"] > 0.05
    assert found["percentiles"]["ppk"] == pytest.approx(found["ppk"], rel=1e-5)
    assert found["cnomo"]["cam"] == pytest.approx(found["cp"]) and found["cnomo"]["asked_by_customer"]["cam"] == 1.5
    assert main([*asked, "--percentiles", "weibull", "--cnomo", "--cnomo-cam", "1,5"]) == 0
    out = capsys.readouterr().out
    assert "Ppk par quantiles" in out and "demandé par le client, 1,5, est atteint" in out


@pytest.mark.parametrize(
    ("lines", "options", "said"),
    [
        ("value\n" + "20.001\n20.002\n20.003\n" * 10, ("--reference", "20", "--tolerance", "0.05"), "Cgk 1,2"),
        ("value\n20\n", (), "--reference"),
        ("reference,value\n1,1.1\n1,1.2\n5,5.1\n5,5.3\n", (), "Linéarité : biais = "),
        ("reference,value\n1,1.1\n", ("--reference", "1"), "une seule pièce"),
        ("occasion,value\n" + "".join(f"{at},20.00{at % 3}\n{at},20.001\n" for at in range(10)), (), "Stable"),
        ("occasion,value\n1,20\n2,20\n", (), "il en faut 10"),
        ("value\n20\n", ("--reference", "20"), "au moins deux fois"),
        ("occasion,value\n1,20\n1,20\n2,20\n", (), "autant de fois"),
        ("operator,part,trial,answer,reference\n" + "".join(
            f"{who},{part},{trial},{'CN'[part % 2]},{'CN'[part % 2]}\n" for who in "AB" for part in range(4)
            for trial in range(2)), ("--good", "C"), "κ 1"),
        ("operator,part,trial,answer,reference\nA,1,1,C,C\nA,1,2,C,N\n", (), "deux références"),
        ("operator,part,trial,answer\nA,1,1,C\nA,1,2,\n", (), "réponse n° 2 est vide"),
        ("operator,part,trial,answer,reference\nA,1,1,C,C\nA,1,2,C,\n", (), "référence n° 2 est vide"),
        ("operator,part,trial,answer\nA,1,1,Bon\nA,1,2,bon\nA,2,1,N\nA,2,2,n\n", (), "κ 1"),
        ("operator,part,value\nA,1,2\n", (), "trial"),
    ],
)  # fmt: skip
def test_the_columns_of_a_file_say_its_study(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, lines: str, options: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "study.csv"
    path.write_text(lines, encoding="utf-8")
    status = main(["msa", str(path), *options])
    out, err = capsys.readouterr()
    assert said in (out if status == 0 else err), out + err
    assert status == 0 or err.count("\n") == 1
    if status == 0:
        assert len(ask(capsys, "msa", str(path), *options)) >= 1
