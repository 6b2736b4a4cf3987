"""`metroapp uncertainty`: a budget of a file, combined."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main

TITLES = "component,type,value,distribution,sensitivity,dof\n"
H1 = (
    TITLES
    + """ls,B,25,standard,1,18
d observations,A,5.8,normal,1,24
d random,A,3.9,normal,1,5
d systematic,B,6.7,standard,1,8
delta alpha,B,1e-6,rectangular,5000062.3,50
delta theta,B,0.05,rectangular,-575.0071645,2
"""
)


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    def write(text: str | bytes, name: str = "bilan.csv") -> str:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["uncertainty", *arguments, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return json.loads(out)


def refuse(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["uncertainty", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "Traceback" not in err
    return err.strip()


def test_the_end_gauge_of_the_gum_h1(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    found = ask(capsys, sheet(H1), "--level", "99")
    assert (found["u_shown"], found["dof"], found["k"], found["U_shown"]) == ("32", "16", "2.92", "93")
    assert (found["u"], found["U"]) == ("31.663879111", "92.45852700412")
    assert [one["percent"] for one in found["components"]] == ["62.34", "3.36", "1.52", "4.48", "0.83", "27.48"]


def test_the_usual_level_is_that_of_k_2(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    found = ask(capsys, sheet(TITLES + "EMT,B,0.004,rectangular,1,inf\n"))
    assert {key: found[key] for key in ("u", "dof", "k", "U", "level")} == {
        "u": "0.00230940107676", "dof": "inf", "k": "2.000", "U": "0.00461880215352", "level": "95.45",
    }  # fmt: skip
    assert found["components"] == [
        {
            "component": "EMT", "type": "B", "value": "0.004", "unit": None, "distribution": "rectangular",
            "coverage_factor": "1", "standard_uncertainty": "0.00230940107676", "sensitivity": "1", "dof": "inf",
            "contribution": "0.00230940107676", "percent": "100.00",
        }
    ]  # fmt: skip


def test_a_french_sheet_with_semicolons_and_commas(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    french = (
        "Loi;Composante;Type;Valeur;Unité;Degrés de liberté\n"
        "rectangulaire;résolution;B;0,5;µm;\n"
        ";;;;;\n"
        "normale (k = 2);étalon;B;1,2;µm;infini\n"
        "normale;répétabilité;A;0,8;µm;9\n"
        "triangulaire;dérive;B;0,3;µm;\n"
        "en U;climatisation;B;0,1;µm;\n"
    )
    found = ask(capsys, sheet(french.encode("cp1252", errors="replace").replace(b"?", b"\xb5")))
    assert [one["distribution"] for one in found["components"]] == [
        "rectangular", "normal", "normal", "triangular", "u-shaped",
    ]  # fmt: skip
    assert [one["dof"] for one in found["components"]] == ["inf", "inf", "9", "inf", "inf"]
    assert found["components"][1]["standard_uncertainty"] == "0.6"


def test_in_words(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    assert main(["uncertainty", sheet(H1), "--level", "99"]) == 0
    out = capsys.readouterr().out
    assert "Incertitude-type composée : u = 32" in out
    assert "16 (Welch-Satterthwaite : 16,75, tronqué)" in out
    assert "Facteur d'élargissement à 99 % : k = 2,92" in out
    assert "U = 93" in out
    lines = out.splitlines()
    assert lines[0].split()[:3] == ["Composante", "Type", "Loi"]
    assert lines[6].split() == ["delta", "theta", "B", "rectangulaire", "0,05", "0,0289", "−575,0071645", "2", "16,6",
                                "27,48", "%"]  # fmt: skip


def test_a_workbook_and_a_name_on_two_lines(capsys: pytest.CaptureFixture[str], sheet: Any, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (["Composante", "Type", "Valeur (µm)", "Loi"], ["EMT\ndu constructeur", "B", 4, "rectangulaire"]):
        book.active.append(row)
    book.save(tmp_path / "bilan.xlsx")
    found = ask(capsys, str(tmp_path / "bilan.xlsx"))
    assert (found["components"][0]["component"], found["U_shown"]) == ("EMT du constructeur", "4.7")
    assert main(["uncertainty", sheet(TITLES + '"EMT\nbis",B,4,rectangular,1,\n')]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("EMT bis")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x,A,NaN,normal,1,5", "« NaN » n'est pas un nombre"),
        ("x,A,inf,normal,1,5", "« inf » n'est pas un nombre"),
        ("x,A,,normal,1,5", "n'est pas un nombre"),
        ("x,A,1e999,normal,1,5", "n'est pas un nombre"),
        ("x,A,1e40,normal,1,5", "changez d'unité"),
        ("x,A,1e-40,normal,1,5", "changez d'unité"),
        ("x,A,-1,normal,1,5", "est négatif"),
        ("x,A,1,cauchy,1,5", "choisissez parmi normale, incertitude-type, rectangulaire, triangulaire, en U"),
        ("x,A,1,,1,5", "n'est pas une loi"),
        ("x,B,1,rectangulaire k=2,1,5", "n'est pas une loi"),
        ("x,B,1,normale k=0,1,5", "le k du certificat"),
        ("x,C,1,normal,1,5", "écrivez A (statistique) ou B"),
        ("x,A,1,normal,1,0", "donnez 1 au moins"),
        ("x,A,1,normal,1,-4", "donnez 1 au moins"),
        ("x,A,1,normal,1,", "donnez n − 1"),
        ("x,A,1,normal,beaucoup,5", "« beaucoup » n'est pas un nombre"),
        (",A,1,normal,1,5", "n'a pas de nom"),
        ("x,A,0,5,normal,1,5", "plus de cases que de titres"),
        ("=cmd|' /C calc'!A0,A,@x,normal,1,5", "n'est pas un nombre"),
    ],
)
def test_a_wrong_line_is_named_in_one_sentence(
    capsys: pytest.CaptureFixture[str], sheet: Any, line: str, said: str
) -> None:
    found = refuse(capsys, sheet(f"{TITLES}étalon,B,1,normal,1,\n{line}\n"), "--json")
    assert found.startswith("Ligne 3, colonne ") and said in found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TITLES, "aucune composante"),
        (TITLES + ",,,,,\n", "aucune composante"),
        ("", "est vide"),
        ("type,value,distribution\nA,1,normal\n", "ajoutez à la ligne de titres Composante"),
        ("a;b\n1;2\n", "Composante, Type, Valeur, Loi"),
        ("component,type,value,valeur,distribution\nx,A,1,1,normal\n", "« Valeur » est deux fois"),
        (TITLES + "x,B,0,rectangular,1,\n", "plus grande que zéro"),
        (b"\x00\x01\x02", "ne peut pas être lu"),
        (TITLES + "x,B,1,normal,1,\n" * 10_001, "Plus de 10000 lignes"),
    ],
)
def test_a_file_that_is_no_budget_is_refused(
    capsys: pytest.CaptureFixture[str], sheet: Any, text: str | bytes, said: str
) -> None:
    assert said in refuse(capsys, sheet(text))


def test_an_absent_file_and_a_level_that_says_nothing(capsys: pytest.CaptureFixture[str], sheet: Any) -> None:
    assert "n'existe pas" in refuse(capsys, "absent.csv")
    for level, said in (("100", "de 50 à 99,99 %"), ("10", "de 50 à 99,99 %"), ("beaucoup", "n'est pas un nombre")):
        assert said in refuse(capsys, sheet(H1), "--level", level)
