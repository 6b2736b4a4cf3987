"""The papers that an archive gives beyond its relevés: each is written from the command line, and proven."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from forms.blocks import ControlChart, Document, Fields, Table
from metroapp.cli import main
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means
from metroapp.domain.work_order_file import MadePaper
from metroapp.services import blank_papers, control_charts, documents, dossier, order_papers
from metroapp.services.control_charts import AskedChart
from metroapp.services.document_check import Outcome, check
from metroapp.services.documents import OF_RECORD, Paper
from metroapp.services.new_record import NewRecord
from metroapp.services.workspace import Workspace
from metroapp.wording import papers as words
from tests.services.test_document_check import NOW
from tests.workbench import CALIPER, CAMILLE, CODES, SIGNED_BY_CAMILLE, SIGNED_BY_DOMINIQUE, Shop, characteristic, part

LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))
ORDER = "OF-2611"
Made = tuple[Workspace, EntryId, str]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Two records of one work order: the first piece of the first one is signed, a piece of the second one is bad."""
    shop = Shop(tmp_path_factory.mktemp("papers"))
    shop.workshop.save_draft(LENGTH).result()
    shop.workshop.set_options(replace(PLAIN, approval=Role.QUALITY)).result()
    first = shop.workshop.open_record(NewRecord(LENGTH, 4, ORDER, "L-1", "30", "Tour 2")).result().id
    shop.read(CALIPER, "35.01")
    shop.workshop.gestures.approve(SIGNED_BY_DOMINIQUE).result()
    shop.read(CALIPER, "35.03", "35.02", "35.00")
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.workshop.set_options(PLAIN).result()
    shop.workshop.open_record(NewRecord(LENGTH, 4, ORDER, "L-1", "40", "Fraiseuse")).result()
    shop.read(CALIPER, "35.02", "35.30", "35.01", "35.00")
    number = shop.workshop.treatment.raise_sheet([BoxKey(2, "1")]).result()
    shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    shop.close()
    yield shop.workspace, first, number


def fields(document: Document) -> dict[str, str]:
    return dict(pair for block in document.blocks if isinstance(block, Fields) for pair in block.pairs)


def rows(document: Document, sheet: str) -> list[tuple[object, ...]]:
    return next(list(one.rows) for one in document.blocks if isinstance(one, Table) and one.sheet == sheet)


@pytest.mark.parametrize(
    "paper", [one for one in OF_RECORD if one not in (Paper.RELEVE, Paper.FOLLOW_UP, Paper.SET_UP)]
)
def test_each_kind_of_relevé_is_written_and_proven(shop: Made, tmp_path: Path, paper: Paper) -> None:
    workspace, record, _ = shop
    asked = ["export", "--workspace", str(workspace.root), "--record", str(record), "--out", str(tmp_path)]
    assert main([*asked, "--to", "pdf", "--what", paper.value]) == 0
    (path,) = tmp_path.iterdir()
    assert path.name.startswith(f"{paper.value}-")
    assert check(workspace, path).outcome is Outcome.EXACT
    pages = pypdf.PdfReader(path).pages
    assert all("plan PL-1 – indice A" in page.extract_text() for page in pages)


def test_the_first_piece_is_approved_on_a_paper_of_its_own(shop: Made) -> None:
    document = documents.describe(shop[0], shop[1], NOW, Paper.APPROVAL)
    said = fields(document)
    assert said[words.STATE] == words.SIGNED and said[words.SIGNED_BY] == "Dominique Leroy"
    ((balloon, _, _, lower, upper, value, deviation, verdict, means, by, _),) = rows(document, words.SHEET_FIRST_PIECE)
    assert (balloon, lower, upper, value, verdict) == ("1", "34,9\u00a0mm", "35,1\u00a0mm", "35,01\u00a0mm", "C")
    assert (deviation, means, by) == ("+0,01", CALIPER, CAMILLE)


def test_the_fiche_suiveuse_says_each_operation_with_its_fiche(shop: Made, tmp_path: Path) -> None:
    workspace, _, number = shop
    path = tmp_path / "suiveuse.pdf"
    assert main(["dossier", "follow", ORDER, "--workspace", str(workspace.root), "--pdf", str(path)]) == 0
    assert check(workspace, path).outcome is Outcome.EXACT
    first, second, *by_hand = rows(order_papers.describe(workspace, ORDER, NOW), words.SHEET_OPERATIONS)
    assert first[:6] == ("30", "Tour 2", "", "4 *", "0 *", "")  # nobody counted: it is the sorting, and says so
    assert (second[3], second[4], second[7]) == ("3 *", "1 *", f"fiche {number}")
    assert by_hand and not any(any(row) for row in by_hand)
    with pytest.raises(Refusal) as refused:
        order_papers.describe(workspace, "OF-0", NOW)
    assert refused.value.message.code == "dossier.unknown"


def test_a_control_chart_is_of_the_values_of_the_archive(shop: Made, tmp_path: Path) -> None:
    workspace = shop[0]
    path = tmp_path / "carte.pdf"
    asked = ["chart", LENGTH.reference, "--balloon", "1", "--workspace", str(workspace.root), "--pdf", str(path)]
    assert main([*asked, "--size", "2"]) == 0
    assert check(workspace, path).outcome is Outcome.EXACT
    document = control_charts.describe(workspace, AskedChart(LENGTH.reference, "1", 2), NOW)
    (chart,) = (block for block in document.blocks if isinstance(block, ControlChart))
    assert [one.values for one in chart.samples] == [
        ("35,01", "35,03"), ("35,02", "35,00"), ("35,02", "35,30"), ("35,01", "35,00"),
    ]  # fmt: skip
    assert [one.mean for one in chart.samples] == ["35,020", "35,010", "35,160", "35,005"]
    assert not any("34,9" in line.value or line.value == "35,1" for line in chart.mean_lines)  # no limit of the drawing
    assert main([*asked, "--size", "8"]) == 2 and main([*asked, "--size", "11"]) == 2
    assert main([*asked[:3], "9", *asked[4:]]) == 2


def test_forms_are_printed_empty(shop: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = ["--workspace", str(shop[0].root), "--pdf"]
    wanted = {
        "releve": ["releve", LENGTH.reference, "--pieces", "8"],
        "carte": ["carte", LENGTH.reference, "--balloon", "1"],
        "fnc": ["fnc"],
        "derogation": ["derogation"],
    }
    for name, asked in wanted.items():
        assert main(["form", *asked, *here, str(tmp_path / f"{name}.pdf")]) == 0
        assert "Atelier d'essai" in pypdf.PdfReader(tmp_path / f"{name}.pdf").pages[0].extract_text()
    capsys.readouterr()
    assert main(["form", "carte", LENGTH.reference, "--balloon", "7", *here, str(tmp_path / "no.pdf")]) == 2
    assert "valeur chiffrée" in capsys.readouterr().err
    assert main(["form", "releve", LENGTH.reference, "--pieces", "101", *here, str(tmp_path / "no.pdf")]) == 2


def test_a_form_of_a_revision_that_opens_no_record_says_so(shop: Made, tmp_path: Path) -> None:
    """The draft of the library; a part that only its records know is printed from the last of them, unmarked."""
    root = tmp_path / "copy"
    shutil.copytree(shop[0].root, root)
    workspace = Workspace(root)
    drafted = blank_papers.part_of(workspace, LENGTH.reference, None, None)
    assert blank_papers.releve(workspace, drafted, 3, NOW).watermark == "BROUILLON"
    assert blank_papers.chart(workspace, drafted, "1", 5, NOW).watermark == "BROUILLON"
    later = Shop(root)
    later.workshop.open_record(NewRecord(replace(LENGTH, reference="ESSAI-02"), 1)).result()
    later.close()
    recorded = blank_papers.part_of(workspace, "ESSAI-02", None, "A")
    assert recorded.reference == "ESSAI-02" and blank_papers.releve(workspace, recorded, 3, NOW).watermark == ""
    with pytest.raises(Refusal, match=r"part\.absent"):
        blank_papers.part_of(workspace, "ESSAI-02", None, "Z")


def test_a_paper_with_an_earlier_logo_is_still_proven(
    shop: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, record = tmp_path / "copy", shop[1]
    shutil.copytree(shop[0].root, root)
    workspace = Workspace(root)
    secret = tmp_path / "secret.txt"
    secret.write_text(CODES[CAMILLE])
    acting = ["--user", CAMILLE, "--secret-file", str(secret), "--workspace", str(root)]
    picture = tmp_path / "logo.png"
    Image.new("RGBA", (300, 80), (20, 80, 130, 255)).save(picture)
    assert main(["logo", "set", str(picture), *acting]) == 0
    out = ["export", "--workspace", str(root), "--record", str(record), "--to", "pdf", "--out"]
    assert main([*out, str(tmp_path / "one")]) == 0
    (first,) = (tmp_path / "one").iterdir()
    assert len(pypdf.PdfReader(first).pages[0].images) == 1
    broken = tmp_path / "broken.png"
    broken.write_bytes(picture.read_bytes()[:60])
    capsys.readouterr()
    assert main(["logo", "set", str(broken), *acting]) == 2  # said when it is chosen; the papers keep the other one
    assert "broken.png" in capsys.readouterr().err
    assert main([*out, str(tmp_path / "two")]) == 0
    (second,) = (tmp_path / "two").iterdir()
    assert len(pypdf.PdfReader(second).pages[0].images) == 1
    assert main(["logo", "remove", *acting]) == 0
    assert check(workspace, first).outcome is Outcome.EXACT
    assert main([*out, str(tmp_path / "three")]) == 0
    (bare,) = (tmp_path / "three").iterdir()
    assert not pypdf.PdfReader(bare).pages[0].images


def test_the_dossier_has_the_first_piece_that_was_signed(shop: Made) -> None:
    made = [(one.paper, one.record) for one in dossier.contents(shop[0], ORDER).file.made]
    assert (MadePaper.APPROVAL, shop[1]) in made
    assert [paper for paper, _ in made].count(MadePaper.APPROVAL) == 1  # nobody was asked for the other one


def test_papers_of_several_records_are_proven_after_later_ones(shop: Made, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(shop[0].root, root)
    workspace = Workspace(root)
    chart = control_charts.export(workspace, AskedChart(LENGTH.reference, "1"), tmp_path / "carte.pdf", lambda: NOW)
    route = order_papers.export(workspace, ORDER, tmp_path / "suiveuse.pdf", lambda: NOW)
    later = Shop(root)
    later.workshop.open_record(NewRecord(LENGTH, 4, ORDER, "L-2", "50", "Tour 1")).result()
    later.read(CALIPER, "35.05", "35.04", "35.05", "35.04")
    later.close()
    assert [check(workspace, path).outcome for path in (chart, route)] == [Outcome.EXACT, Outcome.EXACT]
    found = rows(order_papers.describe(workspace, ORDER, NOW), words.SHEET_OPERATIONS)
    assert len(found) == 3 + 6 and found[2][3:5] == ("4 *", "0 *") and found[2][7] == ""


def test_pieces_that_nobody_sorted_are_counted_on_the_fiche_suiveuse(shop: Made, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(shop[0].root, root)
    later = Shop(root)
    later.workshop.open_record(NewRecord(LENGTH, 4, ORDER)).result()
    later.read(CALIPER, "35.05")
    later.close()
    last = rows(order_papers.describe(Workspace(root), ORDER, NOW), words.SHEET_OPERATIONS)[2]
    assert (last[3], last[4], last[7]) == ("1 *", "0 *", "3 pièces non triées")
