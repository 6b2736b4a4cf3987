"""The certificates of the means: copied, never changed, in the backups, and opened only as they were filed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from metroapp.domain.means_acts import CertificateFiled
from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.services import consultation, kept_documents
from metroapp.services.events import MeansChanged
from metroapp.services.kept_documents import KeptDocument, certificates
from metroapp.services.workshop import Workshop
from metroapp.services.workspace import Workspace
from metroapp.wording.sentences import sentence
from tests.workbench import CALIPER, CAMILLE, DOMINIQUE, LIGHT_HASHER, Shop

PDF, PNG, JPEG = b"%PDF-1.7 certificat", b"\x89PNG\r\n\x1a\nscan", b"\xff\xd8\xffphoto"
TODAY = date(2026, 11, 24)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "shop")
    yield opened
    opened.close()


def document(tmp_path: Path, content: bytes = PDF, name: str = "certificat.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def file(
    shop: Shop,
    path: Path,
    number: str = CALIPER,
    certificate: str = "26-1187",
    issued: date = TODAY,
    laboratory: str = "Laboratoire d'essai",
) -> CertificateFiled:
    return shop.workshop.means.file_certificate(number, path, certificate, issued, laboratory).result()


def refused(shop: Shop, path: Path, **said: object) -> str:
    with pytest.raises(Refusal) as found:
        file(shop, path, **said)  # type: ignore[arg-type]
    assert not shop.workspace.certificates.exists() or not [*shop.workspace.certificates.iterdir()]
    assert shop.workshop.means.history(CALIPER).result() == ()
    assert sentence(found.value)
    return found.value.message.code


def test_a_certificate_is_filed_and_opened(shop: Shop, tmp_path: Path) -> None:
    path = document(tmp_path)
    filed = file(shop, path, certificate=" 26-1187 ")
    path.unlink()  # the copy is what is kept
    assert (filed.instrument, filed.file, filed.suffix, filed.number) == (CALIPER, "certificat.pdf", ".pdf", "26-1187")
    assert (filed.issued, filed.laboratory, filed.by) == (TODAY, "Laboratoire d'essai", CAMILLE)
    assert shop.workshop.means.history(CALIPER).result() == (filed,)
    assert shop.last(MeansChanged) == MeansChanged((CALIPER,))
    copy = shop.workshop.means.certificate_path(filed)
    assert (copy.parent, copy.stem, copy.read_bytes()) == (shop.workspace.certificates, filed.digest, PDF)
    shop.settle()
    assert consultation.verify(shop.workspace).sound


@pytest.mark.parametrize(("content", "suffix"), [(PDF, ".pdf"), (PNG, ".png"), (JPEG, ".jpg")])
def test_what_a_document_is_its_bytes_say(shop: Shop, tmp_path: Path, content: bytes, suffix: str) -> None:
    assert file(shop, document(tmp_path, content, "numérisé.bin")).suffix == suffix


def test_a_certificate_may_be_older_than_the_one_before(shop: Shop, tmp_path: Path) -> None:
    file(shop, document(tmp_path), issued=date(2026, 1, 2))
    file(shop, document(tmp_path, PNG, "ancien.png"), issued=date(2019, 5, 6))
    file(shop, document(tmp_path), issued=date(2026, 1, 2))  # the same again: one copy
    assert len(shop.workshop.means.history(CALIPER).result()) == 3
    assert len([*shop.workspace.certificates.iterdir()]) == 2


def test_what_cannot_be_a_certificate_of_this_means_is_refused(shop: Shop, tmp_path: Path) -> None:
    path = document(tmp_path)
    assert refused(shop, path, number="X-99") == "means.unknown"
    assert refused(shop, path, certificate="  ") == "certificate.number_missing"
    assert refused(shop, path, laboratory="") == "certificate.laboratory_missing"
    assert refused(shop, path, issued=date(2026, 11, 25)) == "certificate.issued_later"
    assert refused(shop, path, certificate="9" * 201) == "text.too_long"
    assert refused(shop, tmp_path / "absent.pdf") == "document.absent"
    assert refused(shop, tmp_path) == "document.absent"
    assert refused(shop, document(tmp_path, b"PK\x03\x04", "certificat.pdf")) == "document.of_no_kind"
    assert refused(shop, document(tmp_path, b"", "vide.pdf")) == "document.of_no_kind"


def test_a_certificate_older_than_the_means_is_refused(shop: Shop, tmp_path: Path) -> None:
    caliper = shop.workshop.means.register().result().means[CALIPER]
    shop.workshop.means.enter([replace(caliper, in_service_since=date(2024, 3, 1))], []).result()
    assert refused(shop, document(tmp_path), issued=date(2024, 2, 29)) == "certificate.older_than_means"
    assert file(shop, document(tmp_path), issued=date(2024, 3, 1)).issued == date(2024, 3, 1)


def test_a_document_too_large_is_refused(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_documents, "LARGEST", 100)
    assert refused(shop, document(tmp_path, PDF + bytes(100))) == "document.too_large"
    assert file(shop, document(tmp_path, PDF + bytes(100 - len(PDF)))).suffix == ".pdf"


def test_who_may_not_verify_files_nothing(shop: Shop, tmp_path: Path) -> None:
    shop.sign_in(DOMINIQUE)
    shop.workshop.staff.enter("Alix Roux", (Role.OPERATOR,), "alix-1234").result()
    shop.workshop.staff.sign_in("Alix Roux", "alix-1234").result()
    assert refused(shop, document(tmp_path)) == "person.not_allowed"


def test_a_copy_that_changed_is_not_opened(shop: Shop, tmp_path: Path) -> None:
    filed = file(shop, document(tmp_path))
    copy = shop.workshop.means.certificate_path(filed)
    copy.write_bytes(b"%PDF-1.7 another")
    with pytest.raises(Refusal, match=r"document\.changed"):
        shop.workshop.means.certificate_path(filed)
    copy.unlink()
    with pytest.raises(Refusal, match=r"document\.lost"):
        shop.workshop.means.certificate_path(filed)
    file(shop, document(tmp_path))  # filed again, it is there again
    assert shop.workshop.means.certificate_path(filed).read_bytes() == PDF


def test_certificates_are_in_the_daily_backup_and_brought_back(tmp_path: Path) -> None:
    root = tmp_path / "atelier"
    shop = Shop(root)
    filed = file(shop, document(tmp_path))
    shop.close()
    open_and_close(root, 25)
    shutil.rmtree(Workspace(root).certificates)
    kept = KeptDocument(filed.file, filed.digest, filed.suffix)
    assert certificates(Workspace(root)).find(kept).read_bytes() == PDF  # read from its backup
    open_and_close(root, 26)
    shutil.rmtree(Workspace(root).backups)
    assert certificates(Workspace(root)).find(kept).read_bytes() == PDF  # its own copy again


def open_and_close(root: Path, day: int) -> None:
    """The workshop is opened on another day, which makes the backups of that day."""
    workshop = Workshop(Workspace(root), lambda: datetime(2026, 11, day, 8, tzinfo=UTC), LIGHT_HASHER)
    workshop.open().result()
    workshop.close()
