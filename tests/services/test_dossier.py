"""The dossier of a work order: papers of any kind are kept once, attached, withdrawn, verified and backed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from metroapp.archive.backup import ATTACHMENTS, back_up
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.domain.work_order_file import DossierSection, PaperKind
from metroapp.services import consultation, dossier, kept_documents
from metroapp.services.dossier_papers import find_paper, keep_paper, kind_of_paper, text_of
from metroapp.services.new_record import NewRecord
from metroapp.wording.integrity import verification
from tests.services.papers import PROGRAM, photograph, plain_pdf
from tests.workbench import CALIPER, DOMINIQUE, Shop, characteristic, part

ORDER = "OF-12"
TESTED = part(characteristic("1", "35 ±0,1", Means.CALIPER))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "atelier")
    made.workshop.open_record(NewRecord(TESTED, 1, ORDER)).result()
    made.read(CALIPER, "35.02")
    yield made
    made.close()


def attached(
    shop: Shop, folder: Path, name: str = "O1234.nc", content: bytes = PROGRAM,
    section: DossierSection = DossierSection.PROGRAMS, order: str = ORDER,
) -> str:  # fmt: skip
    path = folder / name
    path.write_bytes(content)
    return shop.workshop.dossiers.attach(order, section, keep_paper(shop.workspace, path)).result()


def test_a_paper_outlives_its_original_and_is_verified(shop: Shop, tmp_path: Path) -> None:
    assert attached(shop, tmp_path, order="of-12") == ORDER  # as the record writes it
    (tmp_path / "O1234.nc").unlink()
    file = dossier.contents(shop.workspace, "Of-12").file
    (paper,) = file.papers
    assert (paper.file, paper.kind, paper.size, paper.by) == (
        "O1234.nc",
        PaperKind.TEXT,
        len(PROGRAM),
        "Camille Martin",
    )
    assert find_paper(shop.workspace, paper).read_bytes() == PROGRAM
    assert DossierSection.PROGRAMS not in file.missing and DossierSection.RECORDS not in file.missing
    assert consultation.verify(shop.workspace).sound
    find_paper(shop.workspace, paper).write_bytes(b"M30")
    report = consultation.verify(shop.workspace)
    assert report.break_ is not None and report.break_.code == "document_changed"
    assert "O1234.nc" in verification(report)


def test_papers_of_every_kind_are_backed_up(shop: Shop, tmp_path: Path) -> None:
    attached(shop, tmp_path)
    attached(shop, tmp_path, "modèle.step", b"ISO-10303-21;\x00", DossierSection.OTHER)
    back_up(shop.workspace.archive, shop.workspace.backups, date(2026, 11, 27))
    copies = {path.name for path in (shop.workspace.backups / ATTACHMENTS).iterdir()}
    assert copies == {path.name for path in shop.workspace.attachments.iterdir()} and len(copies) == 2


def test_the_same_content_is_kept_once(shop: Shop, tmp_path: Path) -> None:
    attached(shop, tmp_path)
    attached(shop, tmp_path, "copie.nc", order="OF-13")
    assert len(list(shop.workspace.attachments.iterdir())) == 1
    with pytest.raises(Refusal, match=r"dossier\.paper_known"):
        attached(shop, tmp_path, "autre nom.nc")
    assert [(one.number, one.records, one.papers) for one in dossier.orders(shop.workspace)] == [
        (ORDER, 1, 1),
        ("OF-13", 0, 1),
    ]


def test_a_withdrawn_paper_stays_in_the_archive_with_its_reason(shop: Shop, tmp_path: Path) -> None:
    attached(shop, tmp_path)
    (paper,) = dossier.contents(shop.workspace, ORDER).file.papers
    with pytest.raises(Refusal, match=r"record\.reason_missing"):
        shop.workshop.dossiers.withdraw(ORDER, paper.id, " ").result()
    shop.sign_in(DOMINIQUE)
    assert shop.workshop.dossiers.withdraw(ORDER, paper.id, " ancien indice ").result() == paper
    file = dossier.contents(shop.workspace, ORDER).file
    ((_, act),) = file.withdrawn
    assert file.papers == () and (act.reason, act.by) == ("ancien indice", DOMINIQUE)
    with pytest.raises(Refusal, match=r"dossier\.paper_withdrawn"):
        shop.workshop.dossiers.withdraw(ORDER, paper.id, "encore").result()
    with pytest.raises(Refusal, match=r"dossier\.paper_unknown"):
        shop.workshop.dossiers.withdraw(ORDER, EntryId("P1", 1), "autre").result()
    assert consultation.verify(shop.workspace).sound and len(list(shop.workspace.attachments.iterdir())) == 1


def test_what_nobody_named_has_no_dossier(shop: Shop) -> None:
    with pytest.raises(Refusal, match=r"dossier\.unknown"):
        dossier.contents(shop.workspace, "OF-99")
    with pytest.raises(Refusal, match=r"dossier\.no_number"):
        dossier.contents(shop.workspace, " ")


def test_what_is_no_file_empty_or_too_large_is_refused(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vide.nc").touch()
    with pytest.raises(Refusal, match=r"dossier\.empty_file"):
        keep_paper(shop.workspace, tmp_path / "vide.nc")
    with pytest.raises(Refusal, match=r"document\.absent"):
        keep_paper(shop.workspace, tmp_path)
    monkeypatch.setattr(kept_documents, "LARGEST", 10)
    with pytest.raises(Refusal, match=r"document\.too_large"):
        attached(shop, tmp_path)
    assert not shop.workspace.attachments.exists()


def test_a_name_that_leads_elsewhere_or_hides_its_kind_is_made_safe(shop: Shop, tmp_path: Path) -> None:
    for name in ("..\\..\\x.nc", "programme\u202ecn.exe", "nul.nc"):
        attached(shop, tmp_path, name, name.encode())
    names = [paper.file for paper in dossier.contents(shop.workspace, ORDER).file.papers]
    assert names == ["_.._x.nc", "programme cn.exe", "_nul.nc"]


@pytest.mark.parametrize(
    ("content", "suffix", "kind"),
    [
        (plain_pdf("gamme"), ".nc", PaperKind.PDF),
        (photograph(), ".pdf", PaperKind.JPEG),
        (PROGRAM, ".MPF", PaperKind.TEXT),
        (PROGRAM, "", PaperKind.TEXT),  # O1234
        (PROGRAM, ".001", PaperKind.TEXT),
        (bytes(20) + PROGRAM + b"\x1a", ".nc", PaperKind.TEXT),  # of a tape
        (PROGRAM, ".html", PaperKind.OTHER),
        (PROGRAM, ".bat", PaperKind.OTHER),
        (b"MZ\x90\x00\x03", ".nc", PaperKind.OTHER),
        (b"GIF89a", ".txt", PaperKind.OTHER),
        (bytes(100), ".nc", PaperKind.OTHER),
    ],
)
def test_bytes_say_what_a_paper_is(content: bytes, suffix: str, kind: PaperKind) -> None:
    assert kind_of_paper(content, suffix) is kind


def test_a_program_is_read_whatever_wrote_it() -> None:
    assert text_of("(PIÈCE Ø20)".encode("cp1252")) == text_of("\ufeff(PIÈCE Ø20)".encode()) == "(PIÈCE Ø20)"
