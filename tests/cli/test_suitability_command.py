"""`metroapp suitability`: the instruments of a register ranked for a callout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main

WORKSHOP = Path(__file__).resolve().parents[2] / "data" / "workshop" / "instruments.csv"
TITLES = "Numéro;Désignation;Genre;Quantum (mm);Étendue mini (mm);Étendue maxi (mm);Échéance;Incertitude-type u;EMT\n"
REGISTER = TITLES + (
    "PC-01;Pied à coulisse;pied à coulisse;0,01;0;150;;;0,02\n"
    "M-02;Micromètre d'extérieur;micromètre;0,001;0;25;;;4 µm\n"
    "C-03;Comparateur;comparateur;0,001;-1;1;;;0,0025\n"
    "X-04;Micromètre d'extérieur;micromètre;;0;25;;;\n"
    "M-05;Micromètre d'extérieur;micromètre;0,001;0;25;31/01/2020;0,001;\n"
)


@pytest.fixture
def register(tmp_path: Path) -> Any:
    def write(text: str | bytes = REGISTER, name: str = "registre.csv") -> str:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


def ask(capsys: pytest.CaptureFixture[str], callout: str, file: str, *arguments: str) -> list[dict[str, Any]]:
    assert main(["suitability", callout, "--register", file, "--json", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    found: list[dict[str, Any]] = json.loads(out)
    return found


def refuse(capsys: pytest.CaptureFixture[str], callout: str, file: str, *arguments: str) -> str:
    assert main(["suitability", callout, "--register", file, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "Traceback" not in err
    return err.strip()


def test_the_micrometer_of_20_h7_is_accepted_and_the_caliper_unfit(
    capsys: pytest.CaptureFixture[str], register: Any
) -> None:
    found = ask(capsys, "Ø20 h7", register())
    assert [(one["instrument"], one["fit"]) for one in found] == [
        ("M-02", "accepted"), ("C-03", "accepted"), ("X-04", "unknown"), ("PC-01", "unfit"), ("M-05", "unfit"),
    ]  # fmt: skip
    assert found[0] == {
        "instrument": "M-02", "designation": "Micromètre d'extérieur", "kind": "micrometer", "fit": "accepted",
        "reasons": [
            "U = 0,0047 mm ne dépasse pas IT/4 = 0,00525 mm.",
            "Faute d'incertitude-type au registre, U vient d'un bilan fait de l'EMT ± 0,004 mm.",
        ],
        "codes": ["uncertainty_small", "from_error"],
        "u": "0.00230940107676", "U": "0.00461880215352", "unit": "mm", "interval": "0.021", "ratio": "4.54",
        "uncertainty_from": "permissible_error", "time": 2,
    }  # fmt: skip
    assert found[3]["reasons"][2].startswith("Aucune valeur ne pourra être acceptée avec ce moyen")
    assert (found[2]["U"], found[2]["ratio"], found[2]["codes"]) == (None, None, ["uncertainty_unknown"])
    assert found[4]["reasons"] == ["L'instrument est échu depuis le 31/01/2020 : faites-le vérifier."]


def test_the_micrometer_of_20_h6_is_refused_and_comparison_proposed(
    capsys: pytest.CaptureFixture[str], register: Any
) -> None:
    found = ask(capsys, "Ø20 h6", register())
    assert (found[0]["instrument"], found[0]["fit"]) == ("C-03", "accepted")
    assert {one["instrument"]: one["fit"] for one in found}["M-02"] == "unfit"


def test_the_rule_and_the_ratios_are_options(capsys: pytest.CaptureFixture[str], register: Any) -> None:
    def of_caliper(*arguments: str) -> dict[str, Any]:
        return next(one for one in ask(capsys, "Ø20 h7", register(), *arguments) if one["instrument"] == "PC-01")

    assert "no_acceptance" not in of_caliper("--rule", "simple")["codes"]
    assert "no_acceptance" in of_caliper("--rule", "iso14253-1-U")["codes"]
    (first, *_) = ask(capsys, "Ø20 h7", register(), "--ratio-good", "4,5", "--ratio-accepted", "2")
    assert (first["instrument"], first["fit"]) == ("M-02", "good")
    assert "au moins 1" in refuse(capsys, "Ø20 h7", register(), "--ratio-good", "2")
    assert "n'est pas un nombre" in refuse(capsys, "Ø20 h7", register(), "--ratio-good", "huit")


def test_the_nature_tells_the_access(capsys: pytest.CaptureFixture[str], register: Any) -> None:
    def of_micrometer(*arguments: str) -> dict[str, Any]:
        return next(one for one in ask(capsys, "20 ±0,1", register(), *arguments) if one["instrument"] == "M-02")

    assert "nature_unknown" in of_micrometer()["codes"]
    assert of_micrometer("--nature", "extérieur")["fit"] == "good"
    assert of_micrometer("--nature", "intérieur")["codes"] == ["access"]
    assert "La nature extérieur contredit" in refuse(capsys, "Ø20 H7", register(), "--nature", "extérieur")
    assert "n'est pas connue" in refuse(capsys, "Ø20 H7", register(), "--nature", "ailleurs")


def test_the_table_is_read_by_people(capsys: pytest.CaptureFixture[str], register: Any) -> None:
    assert main(["suitability", "Ø20 h7", "--register", register()]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Ø20 h7 : bon si U ≤ IT/8, accepté si U ≤ IT/4, échelon d'au plus IT/10."
    assert lines[2].split() == ["Instrument", "Désignation", "Aptitude", "U", "IT/U"]
    assert lines[3].split() == ["M-02", "Micromètre", "d'extérieur", "accepté", "0,0047", "mm", "4,54"]
    assert lines[4] == "    – U = 0,0047 mm ne dépasse pas IT/4 = 0,00525 mm."


def test_the_register_of_the_demonstration(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "Ø28 h7", str(WORKSHOP))
    assert [one["instrument"] for one in found[:2]] == ["CM-15", "M-05"]  # its own gauge, then what measures it
    assert ask(capsys, "M8-6H", str(WORKSHOP))[0] | {"reasons": []} == {
        "instrument": "TF-08", "designation": "Tampon fileté entre – n'entre pas M8-6H", "kind": "thread_plug",
        "fit": "good", "reasons": [], "codes": ["same_thread"], "u": None, "U": None, "unit": "mm", "interval": None,
        "ratio": None, "uncertainty_from": None, "time": 1,
    }  # fmt: skip


def test_the_same_number_twice_is_refused(capsys: pytest.CaptureFixture[str], register: Any) -> None:
    said = refuse(capsys, "Ø20 h7", register(REGISTER + "m-02;Autre;micromètre;;;;;;\n"))
    assert said == (
        "Ligne 7, colonne Numéro : Le numéro m-02 est déjà à la ligne 3 : donnez un numéro à chaque instrument, une "
        "seule fois."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "est vide"),
        ("\x00\x01", "ne peut pas être lu"),
        ("bonjour", "La colonne « Numéro » manque"),
        (TITLES, "est vide"),
        (TITLES + "A;;règle;;;;;;\n", "Ligne 2, colonne Genre : Le genre « règle » n'est pas connu"),
        (TITLES + "A;;pac;NaN;;;;;\n", "Ligne 2, colonne Quantum (mm)"),
        (TITLES + "A;;pac;;;;;;-1\n", "Ligne 2, colonne EMT"),
        (TITLES + "A;;pac;;;;;1e9;\n", "Ligne 2, colonne Incertitude-type u"),
        (TITLES + "A;;pac;;;;31/02/2030;;\n", "Ligne 2, colonne Échéance"),
    ],
)
def test_a_file_that_is_no_register_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], register: Any, text: str, said: str
) -> None:
    assert said in refuse(capsys, "Ø20 h7", register(text))


def test_what_has_no_verdict_or_no_file_is_refused(capsys: pytest.CaptureFixture[str], register: Any) -> None:
    assert "aucun verdict" in refuse(capsys, "(20)", register())
    assert "n'existe pas" in refuse(capsys, "Ø20 h7", "absent.csv")
    assert refuse(capsys, "Ø20 x99", register())
