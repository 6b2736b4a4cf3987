"""Photographs and documents of fiches and dérogations: copied once, never changed, repaired from their backups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from metroapp.archive.backup import ATTACHMENTS, back_up, back_up_files
from metroapp.cli import main
from metroapp.domain.measurement import BoxKey
from metroapp.domain.message import Refusal
from metroapp.domain.nonconformity_acts import SheetAttached, SheetCancelled
from metroapp.services import consultation, kept_documents, treatment_papers
from metroapp.services.kept_documents import KeptDocument, attachments
from metroapp.services.kept_files import digest_of
from metroapp.wording.integrity import verification
from tests.services.test_nonconformity_life import NOBODY, NUMBER, TESTED
from tests.workbench import CALIPER, CODES, DOMINIQUE, SIGNED_BY_DOMINIQUE, Shop

JPEG = b"\xff\xd8\xff\xe0" + b"plaquette" * 40
AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    made = Shop(tmp_path / "atelier")
    made.open(TESTED, pieces=3)
    made.read(CALIPER, "35.00", "35.15", "35.02")
    made.workshop.treatment.raise_sheet([BoxKey(2, "1")]).result()
    yield made
    made.close()


def photograph(folder: Path, name: str = "plaquette cassée.jpg", content: bytes = JPEG) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def attached(shop: Shop, path: Path) -> KeptDocument:
    kept = attachments(shop.workspace).keep(path)
    shop.workshop.treatment.attach(NUMBER, kept).result()
    return kept


def test_a_photograph_becomes_part_of_the_fiche_and_outlives_its_original(shop: Shop, tmp_path: Path) -> None:
    path = photograph(tmp_path)
    kept = attached(shop, path)
    path.unlink()
    (sheet,) = shop.workshop.treatment.sheets().result()
    (act,) = (one for one in sheet.acts if isinstance(one, SheetAttached))
    assert (act.file, act.digest, act.suffix, act.by) == (path.name, digest_of(JPEG), ".jpg", "Camille Martin")
    assert attachments(shop.workspace).find(kept).read_bytes() == JPEG
    assert consultation.verify(shop.workspace).sound


def test_the_same_photograph_is_kept_once(shop: Shop, tmp_path: Path) -> None:
    attached(shop, photograph(tmp_path))
    attached(shop, photograph(tmp_path, "autre nom.jpg"))
    assert len(list(shop.workspace.attachments.iterdir())) == 1


def test_nothing_is_attached_to_a_fiche_that_ended_or_that_nobody_raised(shop: Shop, tmp_path: Path) -> None:
    kept = attachments(shop.workspace).keep(photograph(tmp_path))
    with pytest.raises(Refusal, match=r"nonconformity\.unknown"):
        shop.workshop.treatment.attach("FNC-2026-999", kept).result()
    cancelled = SheetCancelled(NOBODY, NUMBER, "erreur", "", "", AT)
    shop.workshop.treatment.add_to_sheet(cancelled, SIGNED_BY_DOMINIQUE).result()
    with pytest.raises(Refusal, match=r"nonconformity\.cancelled"):
        shop.workshop.treatment.attach(NUMBER, kept).result()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"MZ\x90\x00", "document.of_no_kind"), (b"", "document.of_no_kind"), (JPEG * 4, "document.too_large")],
)
def test_what_is_no_document_is_refused(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, code: str
) -> None:
    monkeypatch.setattr(kept_documents, "LARGEST", 1000)
    with pytest.raises(Refusal, match=code):
        attachments(shop.workspace).keep(photograph(tmp_path, "x.jpg", content))
    with pytest.raises(Refusal, match=r"document\.absent"):
        attachments(shop.workspace).keep(tmp_path)


def test_a_name_that_would_leave_the_folder_names_nothing(shop: Shop, tmp_path: Path) -> None:
    for name in ("photo\u202egpj.exe.jpg", "🛠️.jpg"):
        kept = attached(shop, photograph(tmp_path, name))
        assert kept.file.isprintable() and (shop.workspace.attachments / f"{kept.digest}.jpg").is_file()
    with pytest.raises(Refusal, match=r"document\.name"):
        attachments(shop.workspace).keep(photograph(tmp_path, "..\\..\\x.jpg"))
    forged = KeptDocument("..\\..\\x.jpg", "0" * 64, ".jpg")
    with pytest.raises(Refusal, match=r"document\.name"):
        shop.workshop.treatment.attach(NUMBER, forged).result()


def test_a_lost_or_changed_photograph_is_named_by_the_verification(shop: Shop, tmp_path: Path) -> None:
    kept = attached(shop, photograph(tmp_path))
    copy = attachments(shop.workspace).find(kept)
    copy.write_bytes(b"\xff\xd8\xff another")
    report = consultation.verify(shop.workspace)
    assert report.break_ is not None and report.break_.code == "document_changed"
    assert "plaquette cassée.jpg" in verification(report) and "treatment_event" in verification(report)
    copy.unlink()
    report = consultation.verify(shop.workspace)
    assert report.break_ is not None and report.break_.code == "document_lost"
    assert main(["archive", "verify", "--workspace", str(shop.workspace.root)]) == 1


def test_a_damaged_backup_is_mended_and_mends_the_copy_in_its_turn(shop: Shop, tmp_path: Path) -> None:
    """Seen: a backup damaged once stayed so for ever, since its name was there."""
    kept = attached(shop, photograph(tmp_path))
    files, copies = shop.workspace.attachments, shop.workspace.backups / ATTACHMENTS
    name = f"{kept.digest}.jpg"
    back_up(shop.workspace.archive, shop.workspace.backups, date(2026, 11, 27))
    (copies / name).write_bytes(b"damaged")
    back_up_files(files, copies)
    assert (copies / name).read_bytes() == JPEG
    (files / name).write_bytes(b"damaged")
    back_up_files(files, copies)
    assert (files / name).read_bytes() == JPEG


def test_the_photographs_are_on_the_fiche_and_one_that_is_damaged_is_said(shop: Shop, tmp_path: Path) -> None:
    drawn = BytesIO()
    Image.new("RGB", (1600, 1200), (230, 190, 60)).save(drawn, "JPEG")
    attached(shop, photograph(tmp_path, "plaquette.jpg", drawn.getvalue()))
    attached(shop, photograph(tmp_path, "illisible.jpg"))
    path = treatment_papers.export_sheet(shop.workspace, NUMBER, tmp_path / "fiche.pdf")
    pages = PdfReader(path).pages
    [shown] = [image for page in pages for image in page.images]
    assert shown.image is not None and max(shown.image.size) <= 1000
    text = "".join(page.extract_text() for page in pages)
    assert "plaquette.jpg" in text and "illisible.jpg : ne peut pas être montré ici" in text


def test_the_signed_decision_becomes_part_of_the_derogation(shop: Shop, tmp_path: Path) -> None:
    number = shop.demand(2)
    kept = attachments(shop.workspace).keep(photograph(tmp_path, "décision BE.pdf", b"%PDF-1.7\n"))
    shop.workshop.treatment.attach_to_file(number, kept).result()
    (file,) = shop.workshop.treatment.files().result()
    assert file.acts[-1].by == "Camille Martin"
    before = replace(file, acts=file.acts[:-1])
    assert file.state(date(2026, 11, 27)) is before.state(date(2026, 11, 27))  # a document decides nothing
    shop.workshop.treatment.close_file(number, SIGNED_BY_DOMINIQUE).result()
    with pytest.raises(Refusal, match=r"concession_file\.not_now"):
        shop.workshop.treatment.attach_to_file(number, kept).result()
    with pytest.raises(Refusal, match=r"concession_file\.unknown"):
        shop.workshop.treatment.attach_to_file("DER-2026-999", kept).result()


def test_the_command_line_attaches_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Shop(tmp_path / "atelier")
    made.open(TESTED, pieces=3)
    made.read(CALIPER, "35.00", "35.15", "35.02")
    made.workshop.treatment.raise_sheet([BoxKey(2, "1")]).result()
    made.close()
    secret = tmp_path / "secret.txt"
    secret.write_text(CODES[DOMINIQUE])
    asked = ["--user", DOMINIQUE, "--secret-file", str(secret), "--workspace", str(made.workspace.root)]
    path = photograph(tmp_path)
    assert main(["nonconformity", "attach", NUMBER, str(path), *asked]) == 0
    assert capsys.readouterr().out.strip() == f"plaquette cassée.jpg est joint à {NUMBER}."
    assert main(["nonconformity", "attach", NUMBER, str(tmp_path / "absent.jpg"), *asked]) == 2
    assert "absent.jpg n'est pas un fichier lisible" in capsys.readouterr().err
    assert len(list(made.workspace.attachments.iterdir())) == 1
