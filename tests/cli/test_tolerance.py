"""`metroapp tolerance`: the calculator, in JSON that stays and in sentences that explain."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from metroapp.cli import main


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code = main(["tolerance", *arguments, "--json"])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return json.loads(out)


def say(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["tolerance", *arguments]) == 0
    return capsys.readouterr().out.strip().replace("\u00a0", " ")


def refuse(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["tolerance", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    return err.strip()


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Ø20 H7", {"kind": "diameter", "nominal": "20", "lower_limit": "20.000", "upper_limit": "20.021",
                    "lower_deviation": "0.000", "upper_deviation": "0.021", "unit": "mm", "multiplicity": 1}),
        ("35 ±0,1", {"kind": "length", "nominal": "35", "lower_limit": "34.9", "upper_limit": "35.1", "unit": "mm"}),
        ("16,00 / 15,50", {"kind": "length", "nominal": None, "lower_limit": "15.50", "upper_limit": "16.00"}),
        ("R0,5 max", {"kind": "radius", "nominal": None, "lower_limit": None, "upper_limit": "0.5"}),
        ("1x45°", {"kind": "chamfer", "nominal": "1", "lower_limit": None, "upper_limit": None, "unit": "mm",
                   "chamfer_angle": "45"}),
        ("2×R0,15", {"kind": "radius", "nominal": "0.15", "multiplicity": 2}),
        ("4x Ø6,6 H12", {"kind": "diameter", "nominal": "6.6", "upper_limit": "6.750", "multiplicity": 4}),
        ("30° ±0,5°", {"kind": "angle", "nominal": "30", "lower_limit": "29.5", "upper_limit": "30.5", "unit": "deg",
                       "lower_limit_arcsec": "106200", "upper_limit_arcsec": "109800"}),
        ("45°20' ±10'", {"lower_limit": "45.166666667", "lower_limit_arcsec": "162600", "upper_limit": "45.5"}),
        ("(25,5)", {"kind": "reference", "nominal": "25.5", "lower_limit": None, "upper_limit": None, "unit": "mm"}),
        ("[40]", {"kind": "exact", "nominal": "40", "lower_limit": None, "upper_limit": None, "unit": "mm"}),
        ("Ø20 h7 Ⓔ", {"kind": "diameter", "modifiers": ["E"]}),
        ("position Ø0,1 M A B C", {"kind": "geometric", "symbol": "position", "zone": "cylindrical",
                                   "datums": ["A", "B", "C"], "modifiers": ["M"], "nominal": None,
                                   "lower_limit": None, "upper_limit": "0.1", "unit": "mm"}),
        ("battement 0,03 A-B", {"symbol": "circular_run_out", "zone": None, "datums": ["A-B"], "modifiers": []}),
        ("planéité 0,02", {"symbol": "flatness", "datums": []}),
        ("Ra 1,6", {"kind": "roughness", "nominal": None, "lower_limit": None, "upper_limit": "1.6", "unit": "um",
                    "parameter": "Ra"}),
        ("U Ra 3,2 L Ra 0,8", {"lower_limit": "0.8", "upper_limit": "3.2"}),
        ("ébavurage", {"kind": "attribute", "lower_limit": None, "upper_limit": None, "unit": None}),
        ("arête -0,3", {"kind": "attribute", "unit": None}),
    ],
)  # fmt: skip
def test_every_notation_in_json(capsys: pytest.CaptureFixture[str], text: str, facts: dict[str, Any]) -> None:
    found = ask(capsys, text)
    assert {key: found[key] for key in facts} == facts
    assert found["derivation"].startswith(text)


def test_a_thread_gives_the_limits_of_its_three_diameters(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "M12x1,75-6g")
    assert (found["kind"], found["lower_limit"], found["upper_limit"], found["pitch"]) == ("thread", None, None, "1.75")
    assert found["pitch_diameter"] == {"nominal": "10.863", "lower_limit": "10.679", "upper_limit": "10.829"}
    assert found["major_diameter"] == {"nominal": "12", "lower_limit": "11.701", "upper_limit": "11.966"}
    assert found["minor_diameter"] == {"nominal": "10.106", "lower_limit": None, "upper_limit": "10.072"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ø20 H7", "Ø20 H7 → IT7 de 18–30 = 21 µm, ES = +0,021, EI = 0 → 20,000 … 20,021 mm"),
        ("16 / 15,5", "16 / 15,5 → limites écrites 15,5 … 16,0 mm, IT = 0,5 mm"),
        ("45° ±30'", "45° ±30' → écarts +30′ et −30′ → 44°30′ … 45°30′"),
        ("C1", "C1 → aucune tolérance : ni propre, ni générale"),
    ],
)
def test_the_derivation_is_said_in_french(capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    assert say(capsys, text) == said


def test_what_the_program_does_of_material_modifiers_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    said = say(capsys, "position Ø0,1 Ⓜ A Ⓜ B")
    assert "Ⓜ : la tolérance s'augmente" in said and "modificateur de référence gardé, sans bonus ajouté" in said


def test_general_tolerances_on_the_command_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert say(capsys, "35", "--general", "ISO 2768-mK") == "35 → ISO 2768-m, 30–120 : ±0,3 mm → 34,7 … 35,3 mm"
    assert ask(capsys, "30°", "--general", "ISO 2768-mK", "--length", "25")["lower_limit"] == "29.5"
    assert "0,499" in refuse(capsys, "0,499", "--general", "ISO 2768-m")
    assert "profil de surface" in refuse(capsys, "35", "--general", "ISO 22081")
    own = tmp_path / "atelier.csv"
    own.write_text("de;à;±\n0;50;0,05\n50;;0,1\n", encoding="utf-8")
    assert ask(capsys, "35", "--general", str(own))["upper_limit"] == "35.05"


def test_the_nature_chooses_the_member_of_a_fit(capsys: pytest.CaptureFixture[str]) -> None:
    assert "alésage H7" in refuse(capsys, "Ø40 H7/g6")
    assert ask(capsys, "Ø40 H7/g6", "--nature", "extérieur")["upper_limit"] == "39.991"


def test_a_whole_class_of_iso_286(capsys: pytest.CaptureFixture[str]) -> None:
    ranges = ask(capsys, "--table", "H7")
    assert len(ranges) == 21
    assert ranges[0] == {"over": "0", "up_to": "3", "lower_deviation": "0.000", "upper_deviation": "0.010"}
    assert ranges[4] == {"over": "18", "up_to": "30", "lower_deviation": "0.000", "upper_deviation": "0.021"}
    assert ranges[-1]["up_to"] == "3150"
    split = ask(capsys, "--table", "u6")
    assert [(row["over"], row["up_to"]) for row in split if row["over"] in ("18", "24")] == [("18", "24"), ("24", "30")]
    assert "18 – 30" in say(capsys, "--table", "H7")
    assert "H99" in refuse(capsys, "--table", "H99")


@pytest.fixture
def standard_input(monkeypatch: pytest.MonkeyPatch) -> Any:
    def give(raw: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))

    return give


def test_one_callout_a_line_in_order_and_a_bad_one_stops_nothing(
    capsys: pytest.CaptureFixture[str], standard_input: Any
) -> None:
    standard_input("Ø20 H7\nbonjour\n\n35 ±0,1\r\n".encode() + b"\xff\xfe\n" + b"Ra 1,6")
    assert main(["tolerance", "-", "--json"]) == 0
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line.get("kind") for line in lines] == ["diameter", None, None, "length", None, "roughness"]
    assert lines[1]["callout"] == "bonjour" and lines[1]["error"].endswith(".")
    assert set(lines[2]) == {"callout", "error"} and lines[2]["callout"] == ""
    assert err == ""


def test_a_list_in_words(capsys: pytest.CaptureFixture[str], standard_input: Any) -> None:
    standard_input("12 max\n±0,1\n".encode())
    assert main(["tolerance", "-"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("12 max → une seule limite") and "sans cote nominale" in second


def test_no_question_and_two_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--table" in refuse(capsys)
    assert "pas les deux" in refuse(capsys, "Ø20 H7", "--table", "H7")
    assert "n'est pas un nombre" in refuse(capsys, "30°", "--general", "ISO 2768-m", "--length", "beaucoup")
    assert "n'est pas connue" in refuse(capsys, "Ø40 H7/g6", "--nature", "autre")


def test_a_calculator_loads_no_archive_no_spreadsheet_and_no_window() -> None:
    program = (
        "import sys; from metroapp.cli import main; main(['tolerance', 'Ø20 h7', '--json']);"
        "print({'sqlalchemy', 'openpyxl', 'PySide6', 'numpy'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr == "set()\n" and "19.979" in done.stdout
