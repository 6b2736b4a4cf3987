"""The command line as a stranger uses it: JSON that stays, one French sentence, exact exit codes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdf
import pytest

from metroapp.cli import main
from tests.conftest import MadeOnce

ROOT = Path(__file__).resolve().parents[2]
SHAFT = ROOT / "data" / "parts" / "arbre-etage.csv"


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "metroapp", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, **options)  # type: ignore[call-overload,no-any-return]


def demonstrate(*arguments: str) -> Callable[[Path], None]:
    """Runs the demonstration in a folder."""

    def fill(workspace: Path) -> None:
        done = run("demo", "--workspace", str(workspace), *arguments)
        assert done.returncode == 0, done.stderr

    return fill


@pytest.fixture(scope="session")
def demo(made_once: MadeOnce) -> Path:
    """A workspace in which the demonstration has run once."""
    return made_once("demo", demonstrate("--seed", "3"))


@pytest.fixture(scope="session")
def pictured(made_once: MadeOnce) -> Path:
    """Another one, by another seed, with a picture of every page."""
    return made_once("screens", demonstrate("--scenario", "screens", "--pieces", "2", "--seed", "4"))


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    code = main([*arguments, "--json"])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return json.loads(out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1 and err.strip().endswith("."), err
    return err.strip()


def test_a_tolerance_is_read_exactly(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "tolerance", "Ø20 h7")
    assert isinstance(found, dict)
    assert {key: found[key] for key in ("kind", "nature", "nominal", "lower_limit", "upper_limit", "unit")} == {
        "kind": "diameter", "nature": "external", "nominal": "20", "lower_limit": "19.979", "upper_limit": "20.000",
        "unit": "mm",
    }  # fmt: skip


def test_a_tolerance_in_words_says_how_it_got_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tolerance", "Ø20 H7"]) == 0
    assert "IT7 de 18–30 = 21 µm, ES = +0,021, EI = 0" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tolerance", "bof"), "« bof »"),
        (("tolerance",), "Il manque"),
        (("tolérance", "20"), "choisissez parmi"),
        (("archive",), "Il manque"),
        (("archive", "list", "--frob"), "n'est pas compris"),
        (("demo", "--pieces", "zéro"), "« zéro »"),
        (("demo", "--pieces", "0"), "« 0 »"),
        (("export", "--record", "P1-1", "--to", "doc", "--out", "x"), "pdf"),
        (("part", "check", "/nowhere/x.csv"), "n'existe pas"),
    ],
)
def test_a_mistake_is_one_french_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(capsys, *arguments)


def test_help_is_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["archive", "--help"])
    out = capsys.readouterr().out
    assert left.value.code == 0
    assert "Emploi" in out and "usage" not in out and "options:" not in out


def test_calculators_create_no_workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = tmp_path / "none"
    assert main(["--workspace", str(workspace), "tolerance", "Ø20 h7"]) == 0
    assert main(["part", "check", str(SHAFT), "--workspace", str(workspace)]) == 0
    capsys.readouterr()
    assert not workspace.exists()


def test_a_part_sheet_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "part", "check", str(SHAFT))
    assert isinstance(found, dict)
    assert found["part"]["reference"] == "DEMO-TN-01" and found["errors"] == []
    assert len(found["characteristics"]) == 13
    assert set(found["characteristics"][0]) >= {
        "balloon", "designation", "callout", "kind", "nature", "nominal", "lower_limit", "upper_limit", "unit",
    }  # fmt: skip


def test_a_wrong_part_sheet_names_line_and_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "piece.csv"
    path.write_text(SHAFT.read_text(encoding="utf-8-sig").replace("35 ±0,1", "35 plus ou moins"), encoding="utf-8")
    assert main(["part", "check", str(path), "--json"]) == 2
    found = json.loads(capsys.readouterr().out)
    assert [(error["line"], error["column"]) for error in found["errors"]] == [(15, "Cote")]
    assert found["errors"][0]["message"].endswith(".") and found["characteristics"] == []


def test_the_demonstration_leaves_a_record_its_documents_and_its_pictures(demo: Path) -> None:
    assert {path.suffix for path in (demo / "exports").iterdir()} == {".pdf", ".xlsx"}
    screens = {path.name for path in (demo / "screens").glob("*.png")}
    assert {"measuring-light.png", "measuring-dark.png", "archives-light.png"} <= screens


def test_the_archive_is_listed_shown_and_sound(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = ("--workspace", str(demo))
    (line,) = ask(capsys, *workspace, "archive", "list")  # type: ignore[misc]
    assert set(line) >= {"id", "number", "part", "pieces", "conforming", "nonconforming", "closed_at"}
    assert line["pieces"] == 5 and line["closed_at"]
    shown = ask(capsys, "archive", "show", "--record", line["id"], *workspace)
    assert isinstance(shown, dict)
    assert {"piece", "balloon", "value", "verdict", "origin"} <= set(shown["readings"][0])
    assert {reading["origin"] for reading in shown["readings"]} == {
        "instrument", "typed", "comparison", "computed", "observed",
    }  # fmt: skip
    report = ask(capsys, "archive", "verify", *workspace)
    assert isinstance(report, dict) and report["sound"] and report["entries"] > 60
    assert main(["archive", "show", line["id"], *workspace]) == 0
    assert line["number"] in capsys.readouterr().out


def test_the_workbook_recomputes_the_verdicts_of_the_archive(demo: Path) -> None:
    (path,) = (demo / "exports").glob("*.xlsx")
    sheet = openpyxl.load_workbook(path)["Relevé"]
    formulas = [
        cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and cell.value[:1] == "="
    ]
    assert len(formulas) > 14 * 5


def test_the_pdf_bears_its_number_and_its_simulation(demo: Path) -> None:
    (path,) = (demo / "exports").glob("*.pdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(path).pages]
    for number, text in enumerate(pages, start=1):
        assert "P1-2026-" in text or "P1-" in text
        assert f"Page {number}/{len(pages)}" in text and "SIMULATION" in text


def test_export_again_from_the_archive(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = ask(capsys, "archive", "list", "--workspace", str(demo))  # type: ignore[misc]
    for to in ("pdf", "xlsx"):
        arguments = [
            "export",
            "--record",
            line["id"],
            "--to",
            to,
            "--out",
            str(tmp_path / "out"),
            "--workspace",
            str(demo),
        ]
        assert main(arguments) == 0
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_the_sheet_of_barcodes_is_written(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = ask(capsys, "archive", "list", "--workspace", str(demo))  # type: ignore[misc]
    sheet = ("command-sheet", "--workspace", str(demo), "--out", str(tmp_path))
    assert main(sheet) == 0 and "commandes.pdf" in capsys.readouterr().out
    assert main((*sheet, "--record", line["id"])) == 0
    with_order = tmp_path / f"commandes-{line['number']}.pdf"
    assert "MA+OF+" in pypdf.PdfReader(with_order).pages[0].extract_text()
    assert "MA+OF+" not in pypdf.PdfReader(tmp_path / "commandes.pdf").pages[0].extract_text()
    capsys.readouterr()
    assert "archive list" in refused(capsys, *sheet, "--record", "P1-9999")


def test_two_seeds_give_two_records(demo: Path, pictured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = []
    for workspace in (demo, pictured):
        (line,) = ask(capsys, "archive", "list", "--workspace", str(workspace))  # type: ignore[misc]
        shown = ask(capsys, "archive", "show", line["id"], "--workspace", str(workspace))
        assert isinstance(shown, dict)
        values.append([reading["value"] for reading in shown["readings"] if reading["piece"] <= 2])
    assert values[0] != values[1]


def test_an_altered_archive_is_named_and_ends_with_1(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = tmp_path / "archive.sqlite"
    source = sqlite3.connect(demo / "archive.sqlite")
    target = sqlite3.connect(copy)
    source.backup(target)
    source.close()
    (text,) = target.execute("SELECT sql FROM sqlite_master WHERE name = 'measurement_refuses_update'").fetchone()
    target.execute("DROP TRIGGER measurement_refuses_update")
    target.execute("UPDATE measurement SET amount = amount + 1 WHERE amount IS NOT NULL")
    target.execute(text)
    target.commit()
    target.close()
    assert main(["archive", "verify", "--workspace", str(tmp_path)]) == 1
    assert "table measurement" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [("archive", "show", "P1-9999"), ("archive", "show", "oups"), ("archive", "show")]
)
def test_a_record_that_is_not_there(demo: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    refused(capsys, *arguments, "--workspace", str(demo))


def test_there_is_no_archive_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Il n'y a pas d'archive" in refused(capsys, "archive", "list", "--workspace", str(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


def test_a_window_without_a_screen_is_refused(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = run("--workspace", str(tmp_path), env=environment)
    assert done.returncode == 2 and "Traceback" not in done.stderr and done.stderr.count("\n") == 1


def test_a_reader_that_leaves_a_pipe_causes_no_traceback(demo: Path) -> None:
    line = f"{sys.executable} -m metroapp archive list --workspace {demo} --json | head -c 1"
    done = subprocess.run(["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


def test_the_scenario_of_screens_leaves_a_picture_of_every_page(pictured: Path) -> None:
    pages = (
        "start", "measuring", "nonconforming", "complete", "follow-up", "archives", "instruments", "parts",
        "nonconformities", "nonconformity-sheets", "concession-files", "settings", "about",
        "sign-in", "lock", "first-choice", "first-start",
    )  # fmt: skip
    left = {path.name for path in (pictured / "screens").glob("*.png")}
    for page in pages:
        for look in ("light", "dark"):
            for width, height in ((1280, 800), (1920, 1080)):
                name = f"{page}-{look}-{width}x{height}.png"
                if page in ("measuring", "nonconforming") and name not in left:
                    continue  # two pieces may have no bad value, and fewer than twenty boxes
                assert name in left
                head = (pictured / "screens" / name).read_bytes()[16:24]
                assert (int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")) == (width, height)
