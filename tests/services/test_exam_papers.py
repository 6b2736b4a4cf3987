"""What leaves a workshop of an examination: the work of the candidate for everybody, the rest for the jury."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from metroapp import cli
from metroapp.domain.measurement import BoxKey, EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role, Signature
from metroapp.domain.record_search import Outcome, RecordSearch
from metroapp.domain.sorting import Disposition
from metroapp.domain.specification import Means
from metroapp.gui.models.found_records import line_of
from metroapp.services import (
    consultation,
    document_check,
    documents,
    dossier_binding,
    exchange,
    many_exports,
    order_papers,
    piece_sorting,
    results_table,
    templates,
    treatment_papers,
)
from metroapp.services.documents import Paper
from metroapp.services.exam import evidence_papers
from metroapp.services.formats import Format
from metroapp.services.watched_folder import WatchedFolder
from tests.services import examined
from tests.workbench import CALIPER, CAMILLE, CODES, Shop, characteristic, part

SHEET = part(characteristic("1", "Ø20 h7", Means.MICROMETER), characteristic("2", "35 ±0,1", Means.CALIPER))
SESSION, PHASE, JURY, SECRET = "SE-2026-001", "tournage", "Juré", "jury-4831"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Candidate 07 measures a bad piece and says that it is good; Camille, who is no jury, is back at the post."""
    share = tmp_path_factory.mktemp("partage")
    shop = Shop(tmp_path_factory.mktemp("atelier"))
    workshop, desk = shop.workshop, shop.workshop.candidate
    workshop.save_draft(SHEET).result()
    workshop.validate_part((SHEET.reference, SHEET.drawing, SHEET.revision)).result()
    examined.enter_candidates(shop)
    workshop.watched.choose(WatchedFolder(str(share), (Format.CSV, Format.PDF))).result()
    by = workshop.staff.who.person
    assert by is not None
    workshop._recorder.submit(workshop.staff.people.enter, by, JURY, (Role.JURY,), SECRET).result()
    examined.open_session(shop, SESSION, examined.phase(SHEET, PHASE, 1))
    examined.come_in(shop)
    desk.begin(PHASE).result()
    desk.declare_means("1", CALIPER).result()
    workshop.type_value("20,01", "sans câble").result()
    desk.declare_box(BoxKey(1, "1"), conforming=True).result()
    shop.read(CALIPER, "35.02")
    desk.declare_piece(1, Disposition.CONFORMING).result()
    desk.end(Signature(examined.name_of("07"), "07-4831")).result()
    workshop.staff.sign_out().result()
    shop.sign_in(CAMILLE)
    yield shop
    shop.close()
    # The folder that everybody reads has the work of the candidate, and no file that says the verdict.
    assert [path.suffix for path in share.iterdir()] == [".pdf"] and not workshop.watched.state.left_out


@pytest.fixture(scope="module")
def record(shop: Shop) -> EntryId:
    ((id, _number),) = many_exports.found(shop.workspace, many_exports.RecordSearch())
    return id


def printed(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def refused(work: object) -> str:
    with pytest.raises(Refusal) as refusal:
        work()  # type: ignore[operator]
    return refusal.value.message.code


def test_everybody_reads_the_work_of_the_candidate_and_nothing_of_the_verdict(
    shop: Shop, record: EntryId, tmp_path: Path
) -> None:
    path = documents.export(shop.workspace, record, Format.PDF, tmp_path)
    said = printed(path)
    assert f"{SESSION} – Titre" in said and "07 – Candidat 07" in said and "Tri déclaré par le candidat" in said
    assert "NC▲" not in said and "aurait été refusé" not in said and "20,000" not in said
    assert not pypdf.PdfReader(path).attachments  # what is sealed tells how fit the instruments were
    assert document_check.check(shop.workspace, path).outcome is document_check.Outcome.EXACT
    workbook = documents.export(shop.workspace, record, Format.XLSX, tmp_path)
    assert document_check.check(shop.workspace, workbook).outcome is document_check.Outcome.EXACT
    for paper in (Paper.FOLLOW_UP, Paper.SET_UP):
        documents.export(shop.workspace, record, Format.PDF, tmp_path, paper=paper)


def test_whatever_says_the_verdict_is_refused_to_who_is_no_jury(shop: Shop, record: EntryId, tmp_path: Path) -> None:
    workspace = shop.workspace
    found = [
        *(lambda to=to: documents.export(workspace, record, to, tmp_path) for to in Format if not to.is_paper),
        *(
            lambda paper=paper: documents.describe(workspace, record, shop.clock(), paper)
            for paper in (Paper.FIRST_PIECE, Paper.OPERATOR, Paper.FINAL, Paper.RECEPTION, Paper.APPROVAL)
        ),
        lambda: templates.form_of(workspace, record, shop.clock()),
        lambda: treatment_papers.describe_labels(workspace, record, shop.clock()),
        lambda: exchange.export_records(workspace, [record], tmp_path),
    ]
    assert {refused(one) for one in found} == {"exam.paper_for_jury"}
    table = results_table.export_results(workspace, [(record, "R")], Format.CSV, tmp_path / "r.csv")
    assert [code.code for _, code in table.refused] == ["exam.paper_for_jury"] and table.records == 0
    assert refused(lambda: evidence_papers.describe(workspace, SESSION, "07", shop.clock())) == "exam.evidence_for_jury"


def test_the_archives_list_keeps_the_verdict_of_an_examination_for_the_jury(shop: Shop, record: EntryId) -> None:
    told = shop.workspace.told(evidence=True)
    (line,) = [one.line for one in consultation.find(told, RecordSearch())]
    assert (line.nonconforming, line.for_jury) == (1, False)
    (line,) = [one.line for one in consultation.find(shop.workspace, RecordSearch())]
    assert (line.conforming, line.nonconforming, line.unsorted, line.for_jury) == (0, 0, 0, True)
    assert line_of(consultation.find(shop.workspace, RecordSearch())[0]).texts[6:10] == ("jury",) * 4
    for outcome in Outcome:  # found by it, it would be told
        search = RecordSearch(outcomes=(outcome,))
        assert consultation.find(shop.workspace, search) == []
        assert consultation.count_found(shop.workspace, search, 9) == 0
    assert consultation.find(told, RecordSearch(outcomes=(Outcome.NONCONFORMING,)))
    assert not consultation.past_values(shop.workspace, SHEET.reference, "1").values
    assert refused(lambda: piece_sorting.sorted_record(shop.workspace, record)) == "exam.paper_for_jury"


def test_the_papers_of_the_order_say_the_sorting_of_the_candidate(shop: Shop, tmp_path: Path) -> None:
    route = order_papers.export(shop.workspace, "OF-07", tmp_path / "suiveuse.pdf")
    assert "1*0*" in "".join(printed(route).split())  # and not 0 good, 1 bad
    assert not pypdf.PdfReader(route).attachments
    bound = dossier_binding.export(shop.workspace, "OF-07", tmp_path).path
    assert "Tri déclaré par le candidat" in printed(bound) and "NC▲" not in printed(bound)
    assert not pypdf.PdfReader(bound).attachments
    assert document_check.check(shop.workspace, bound).outcome is document_check.Outcome.EXACT


def test_the_jury_has_every_paper_and_the_fiche_de_preuves(shop: Shop, record: EntryId, tmp_path: Path) -> None:
    shop.workshop.staff.sign_in(JURY, SECRET).result()
    try:
        for to in Format:
            documents.export(shop.workspace, record, to, tmp_path)
        final = documents.export(shop.workspace, record, Format.PDF, tmp_path, paper=Paper.FINAL)
        sheet = evidence_papers.export(shop.workspace, SESSION, "07", tmp_path / "preuves.pdf")
    finally:
        shop.sign_in(CAMILLE)
    assert "NC▲" in printed(final)
    said = printed(sheet)
    assert "acceptation à tort" in said and "Remarques du jury" in said
    assert document_check.check(shop.workspace, sheet).outcome is document_check.Outcome.EXACT


def test_the_command_line_reads_sessions_of_an_archive_that_one_holds(
    shop: Shop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ["--workspace", str(shop.workspace.root)]

    def run(*words: str, code: int = 0) -> str:
        assert cli.main([*root, "exam", *words]) == code
        told = capsys.readouterr()
        return told.err if code else told.out

    assert SESSION in run("list") and json.loads(run("list", "--json"))["sessions"][0]["number"] == SESSION
    assert "Candidat 07 (Candidat 07), Tournage : signée par le candidat" in run("show", SESSION)
    assert "acceptation à tort" in run("evidence", SESSION, "--candidate", "07")
    (phase,) = json.loads(run("evidence", SESSION, "--candidate", "07", "--json"))["phases"]
    assert phase["verdicts"]["boxes"][0]["with_program"] == "false_accept"
    assert (tmp_path / "f.pdf").exists() is False
    run("evidence", SESSION, "--candidate", "07", "--out", str(tmp_path / "f.pdf"))
    assert (tmp_path / "f.pdf").read_bytes().startswith(b"%PDF")
    beside = run("compare", SESSION)
    assert "… acceptées à tort" in beside and "non commencée" in beside
    figures = json.loads(run("compare", SESSION, "--json"))["phases"][PHASE]
    assert (figures["candidates"], figures["states"]) == (["07", "08"], ["ended", "waiting"])
    for words in (("show", "SE-1"), ("evidence", SESSION, "--candidate", "99"), ("compare", SESSION, "--phase", "x")):
        assert run(*words, code=2)
    assert "--secret-file" in run("compare", SESSION, "--user", JURY, code=2)
    shop.workshop.close()  # whoever signs in opens the workspace
    for name, secret, code in ((JURY, SECRET, 0), (CAMILLE, CODES[CAMILLE], 2)):
        file = tmp_path / "code"
        file.write_text(secret)
        run("evidence", SESSION, "--candidate", "07", "--user", name, "--secret-file", str(file), code=code)
