"""The dossier de fabrication in the window: opened from a record, filled, read, bound."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QLabel

from metroapp.domain.message import Refusal
from metroapp.domain.people import Role
from metroapp.domain.specification import Means
from metroapp.domain.work_order_file import DossierSection
from metroapp.gui.dialogs.dossier import DossierDialog
from metroapp.gui.window import ARCHIVES
from metroapp.services import dossier, dossier_binding
from metroapp.services.new_record import NewRecord
from metroapp.wording import dossier_window as words
from metroapp.wording.labels import label
from tests.gui.bench_window import Bench
from tests.gui.people_at_work import come_as
from tests.services.papers import encrypted_pdf
from tests.workbench import CALIPER, characteristic, part

ORDER = "OF-2026-118"
LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))


def opened(bench: Bench, order: str = ORDER) -> DossierDialog:
    bench.shop.workshop.open_record(NewRecord(LENGTH, 1, order)).result()
    bench.read(CALIPER, "35.02")
    bench.window.show_page(ARCHIVES)
    page = bench.window.archives
    bench.until(lambda: bool(page.operations.rows))
    page.dossier.click()
    (dialog,) = page.findChildren(DossierDialog)
    bench.until(lambda: dialog.file is not None)
    return dialog


def program(folder: Path, name: str = "O1234.nc") -> Path:
    path = folder / name
    path.write_text("%\nO1234\nG0 X50.\nM30\n%\n")
    return path


def shown(dialog: DossierDialog) -> dict[str, str]:
    return {row.texts[0]: row.texts[1] for row in dialog.rows.rows if row.texts[0]}


def choose(dialog: DossierDialog, section: DossierSection) -> None:
    dialog.table.selectRow([row.key[0] for row in dialog.rows.rows].index(section))


def attach(bench: Bench, dialog: DossierDialog, path: Path, section: DossierSection) -> None:
    choose(dialog, section)
    dialog.attach([path])
    bench.until(lambda: dialog.paper is not None and dialog.paper.file == path.name)


def test_a_record_without_an_order_has_no_dossier(bench: Bench) -> None:
    bench.open(LENGTH)
    bench.read(CALIPER, "35.02")
    bench.window.show_page(ARCHIVES)
    page = bench.window.archives
    bench.until(lambda: bool(page.operations.rows))
    assert not page.dossier.isEnabled() and page.dossier.toolTip() == words.NO_ORDER_TIP


def test_what_is_missing_is_said_in_words(bench: Bench) -> None:
    dialog = opened(bench)
    assert not dialog.isModal() and ORDER in dialog.windowTitle()
    rows = shown(dialog)
    assert rows["3. Gamme"] == words.MISSING and rows["9. Photographies"] == words.EMPTY
    assert rows["7. Relevés de contrôle"] == "✓ Relevé de contrôle P1-2026-0001"
    assert "Gamme" in dialog.complete.text() and "Relevés" not in dialog.complete.text()
    dialog.set_up_xlsx.click()
    bench.until(lambda: "Suivi des réglages écrit" in dialog.said.text())
    assert (bench.shop.workspace.exports / f"reglages-{ORDER}.xlsx").exists() and dialog.preview.isHidden()
    dialog.close()


def test_a_program_is_attached_to_the_section_chosen(bench: Bench, tmp_path: Path) -> None:
    dialog = opened(bench)
    attach(bench, dialog, program(tmp_path), DossierSection.PROGRAMS)
    assert shown(dialog)["6. Programmes"] == "✓ O1234.nc" and "O1234.nc est classé" in dialog.said.text()
    dialog.attach([program(tmp_path)])
    bench.until(lambda: "déjà dans cette rubrique" in dialog.said.text())
    (paper,) = dossier.contents(bench.shop.workspace, ORDER).file.papers
    assert (paper.section, paper.by) == (DossierSection.PROGRAMS, "Camille Martin")
    dialog.close()


def test_files_dropped_on_it_are_attached(bench: Bench, tmp_path: Path) -> None:
    dialog = opened(bench)
    choose(dialog, DossierSection.PROGRAMS)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(program(tmp_path, name))) for name in ("a.nc", "b.nc")])
    (tmp_path / "b.nc").write_text("M30\n")
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog.dropEvent(drop)
    bench.until(lambda: [row.texts[1] for row in dialog.rows.rows if row.key[1]] == ["✓ a.nc", "✓ b.nc"])
    dialog.close()


def test_a_paper_is_opened_only_when_asked_and_never_what_a_system_could_run(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def note(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    dialog = opened(bench)
    attach(bench, dialog, program(tmp_path), DossierSection.PROGRAMS)
    assert not asked
    dialog.view.click()
    bench.until(lambda: bool(asked))
    assert asked[0].suffix == ".txt" and asked[0].read_text().startswith("%")
    (tmp_path / "réglage.exe").write_bytes(b"MZ\x90\x00")
    attach(bench, dialog, tmp_path / "réglage.exe", DossierSection.OTHER)
    assert not dialog.view.isEnabled()
    dialog.table.activated.emit(dialog.table.currentIndex())
    bench.until(lambda: "enregistrez-en une copie" in dialog.said.text())
    assert len(asked) == 1
    dialog.save_copy(tmp_path / "copie.exe")
    bench.until(lambda: (tmp_path / "copie.exe").is_file())
    dialog.close()


def test_a_paper_is_withdrawn_with_a_reason_and_said_in_the_archive(bench: Bench, tmp_path: Path) -> None:
    dialog = opened(bench)
    attach(bench, dialog, program(tmp_path), DossierSection.PROGRAMS)
    dialog.withdraw.click()
    question = dialog.question
    assert question is not None and "reste" not in shown(dialog)
    assert any("L'archive le garde" in found.text() for found in question.findChildren(QLabel))
    question.confirm.click()
    bench.until(lambda: "motif" in question.said.text())
    question.reason.setText("ancien indice")
    question.confirm.click()
    bench.until(lambda: shown(dialog)["6. Programmes"] == words.MISSING)
    file = dossier.contents(bench.shop.workspace, ORDER).file
    assert [act.reason for _, act in file.withdrawn] == ["ancien indice"]
    dialog.close()


@pytest.mark.parametrize(("role", "adds"), [(Role.OPERATOR, True), (Role.JURY, False)])
def test_who_may_not_is_told_who_may(bench: Bench, tmp_path: Path, role: Role, adds: bool) -> None:
    dialog = opened(bench)
    attach(bench, dialog, program(tmp_path), DossierSection.PROGRAMS)
    dialog.close()
    come_as(bench, role)
    page = bench.window.archives
    bench.window.show_page(ARCHIVES)
    bench.until_quiet()
    page.dossier.click()
    dialog = page.findChildren(DossierDialog)[-1]
    bench.until(lambda: dialog.file is not None)
    choose(dialog, DossierSection.PROGRAMS)
    assert dialog.add.isEnabled() is adds and not dialog.withdraw.isEnabled()
    assert label(Role.TRAINER) in dialog.withdraw.toolTip()
    assert dialog.bind.isEnabled() and dialog.view.isEnabled()
    dialog.close()


def test_the_dossier_is_bound_and_says_what_is_beside(bench: Bench, tmp_path: Path) -> None:
    dialog = opened(bench)
    attach(bench, dialog, program(tmp_path), DossierSection.PROGRAMS)
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(encrypted_pdf())
    attach(bench, dialog, secret, DossierSection.CERTIFICATES)
    dialog.bind.click()
    assert dialog.cancel.isVisible() and not dialog.bind.isEnabled()
    bench.until(lambda: dialog.folder.isVisible())
    assert "1 document(s) joint(s) à part" in dialog.said.text() and not dialog.progress.isVisible()
    written = PdfReader(bench.shop.workspace.exports / f"dossier-{ORDER}.pdf")
    text = "".join(page.extract_text() for page in written.pages)
    assert "G0 X50." in text and "protégé par un mot de passe" in text
    dialog.close()


def test_binding_is_given_up_and_leaves_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = opened(bench)

    def endless(_workspace: Any, _number: str, _out: Path, progress: dossier_binding.Progress) -> None:
        while progress(0, 2):
            time.sleep(0.02)
        raise Refusal("dossier.given_up")

    monkeypatch.setattr(dossier_binding, "export", endless)
    dialog.bind.click()
    bench.until(lambda: "document 1 sur 2" in dialog.said.text())
    dialog.cancel.click()
    bench.until(lambda: "abandonnée" in dialog.said.text())
    assert dialog.bind.isEnabled() and not dialog.cancel.isVisible()
    assert not list(bench.shop.workspace.exports.glob("dossier-*"))
    dialog.close()
