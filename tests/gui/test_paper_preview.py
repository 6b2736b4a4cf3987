"""Papers looked at, printed and saved; many records exported; packages of others: the archives of the window."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.gui import printing
from metroapp.gui.dialogs.export_records import ExportRecordsDialog
from metroapp.gui.dialogs.paper_preview import PaperPreview
from metroapp.gui.dialogs.received_package import ReceivedPackageDialog
from metroapp.gui.window import ARCHIVES, SETTINGS
from metroapp.services import documents, file_names, received_packages
from metroapp.services.formats import Format
from metroapp.wording import exports as words
from tests.gui.bench_window import Bench
from tests.workbench import CALIPER, SIGNED_BY_CAMILLE, characteristic, part

T = TypeVar("T", bound=QDialog)
LENGTH = part(characteristic("1", "35 ±0,1", Means.CALIPER))


def closed(bench: Bench, records: int = 1) -> None:
    for _ in range(records):
        bench.open(LENGTH)
        bench.read(CALIPER, "35.02")
        bench.shop.workshop.close_record(SIGNED_BY_CAMILLE).result()
    bench.window.show_page(ARCHIVES)
    bench.until(lambda: bool(bench.window.archives.operations.rows))


def shown(bench: Bench, kind: type[T]) -> T:
    (dialog,) = (one for one in bench.window.findChildren(kind) if one.isVisible())
    return dialog


def test_a_paper_is_looked_at_printed_and_saved_as_it_is(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed(bench)
    bench.window.archives.papers.preview.click()
    preview = shown(bench, PaperPreview)
    assert not preview.isModal() and not preview.save.isEnabled() and "P1-2026-0001" in preview.windowTitle()
    bench.until(lambda: preview.is_drawn)
    assert preview.sheet is not None and preview.path is not None
    pages, content = preview.sheet.pages, preview.path.read_bytes()
    assert pages > 1 and not preview.previous.isEnabled() and preview.place.text() == f"Page 1 sur {pages}"
    preview.next.click()
    bench.until(lambda: preview.is_drawn)
    assert preview.page == 1 and preview.view.zoom * preview.view.page_rect.width() <= preview.view.width()
    preview.width_button.click()
    assert preview.view.zoom * preview.view.page_rect.height() <= preview.view.height()
    # Without a printer, the way out is said.
    monkeypatch.setattr(printing.QPrinterInfo, "availablePrinterNames", staticmethod(list))
    preview.print.click()
    assert preview.said.text().startswith("Aucune imprimante") and "enregistrez le PDF" in preview.said.text()
    # On a printer that is a file: two pages of the same size, with what is on them.
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(1, 2)
    preview.print_on(printer)
    bench.until(lambda: preview.said.text().startswith("2 pages envoyées"))
    printed, original = PdfReader(tmp_path / "printed.pdf"), PdfReader(preview.path)
    assert len(printed.pages) == 2
    for one, other in zip(printed.pages, original.pages, strict=False):
        assert abs(one.mediabox.width - other.mediabox.width) < 1 and one.images[0].image is not None
    with pytest.raises(Refusal, match=r"print\.given_up"):
        sizes = preview.sheet.sizes
        printing.print_pages(printer, preview.path, sizes, range(pages), lambda done, _total: done < 1)
    preview.save_as(tmp_path / "saved.pdf")
    bench.until(lambda: str(tmp_path / "saved.pdf") in preview.said.text())
    assert (tmp_path / "saved.pdf").read_bytes() == content
    made = preview.path
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    bench.until(lambda: not made.exists())


def test_every_paper_of_a_record_is_offered_and_one_that_cannot_be_made_says_why(bench: Bench) -> None:
    closed(bench)
    papers = bench.window.archives.papers
    offered = [action.text() for action in papers.menu().actions()]
    assert offered[: len(words.PAPERS)] == [*list(words.PAPERS.values())[1:], words.LABELS]
    assert set(words.PAPERS) == {one.value for one in documents.OF_RECORD}
    papers.show_labels()
    labels = shown(bench, PaperPreview)
    bench.until(lambda: labels.is_drawn)
    assert labels.sheet is not None and labels.sheet.file == "etiquettes-P1-2026-0001.pdf"
    labels.close()
    papers.choose((EntryId("P9", 1), "P9-2026-0001"))
    papers.show_paper("suivi")
    preview = shown(bench, PaperPreview)
    bench.until(lambda: "P9-1" in preview.view.said)
    assert preview.view.said.endswith(".") and not preview.save.isEnabled() and not preview.print.isEnabled()
    preview.close()


def test_the_records_found_are_exported_and_their_package_is_proven(bench: Bench, tmp_path: Path) -> None:
    closed(bench, 2)
    page = bench.window.archives
    page.list.table.selectAll()
    page.exports.export.click()
    dialog = shown(bench, ExportRecordsDialog)
    bench.until(lambda: dialog.all_found.text() == "Tous ceux de la recherche (2)")
    assert dialog.chosen.isChecked() and dialog.chosen.text() == "Les 2 relevés sélectionnés"
    dialog.out.line.setText("relatif")
    dialog.write()
    assert "chemin complet" in dialog.said.text()
    dialog.out.line.setText(str(tmp_path / "out"))
    dialog.formats[Format.PDF].setChecked(False)
    dialog.write()
    bench.until(lambda: "au moins un format" in dialog.said.text())
    dialog.formats[Format.CSV].setChecked(True)
    dialog.package.setChecked(True)
    dialog.table.setChecked(True)
    dialog.export.click()
    layout = dialog.layout()
    assert layout is not None and dialog.height() >= layout.totalHeightForWidth(dialog.width()), "lines overlap"
    bench.until(lambda: dialog.folder.isVisible())
    assert dialog.said.text().startswith("2 relevés exportés (2 fichiers) dans") and not dialog.progress.isVisible()
    assert "résultat(s) de 2 relevé(s)" in dialog.said.text()
    assert sorted(one.suffix for one in (tmp_path / "out").iterdir()) == [".csv", ".csv", ".xlsx", ".zip"]
    dialog.close()
    (package,) = (tmp_path / "out").glob("*.zip")
    page.exports.show_package(package)
    received = shown(bench, ReceivedPackageDialog)
    bench.until(lambda: received.receive.isEnabled())
    assert len(received.rows.rows) == 2 and "intacts" in received.said.text()
    assert received.said.text() == words.proven(2, "Atelier d'essai", 0)
    assert "Non signés : 1 ; d'un relevé non signé, rien ne prouve" in words.proven(2, "Atelier d'essai", 1)
    received.receive.click()
    bench.until(lambda: "reçu : 2 relevés" in received.said.text())
    assert len(received_packages.received(bench.shop.workspace)) == 1 and not received.receive.isEnabled()
    received.close()
    (tmp_path / "no.zip").write_bytes(b"no package")
    page.exports.show_package(tmp_path / "no.zip")
    refused = shown(bench, ReceivedPackageDialog)
    bench.until(lambda: "no.zip n'est pas un paquet" in refused.said.text())
    assert not refused.receive.isEnabled()


def test_the_settings_name_the_files_and_watch_a_folder(bench: Bench, tmp_path: Path) -> None:
    bench.window.show_page(SETTINGS)
    bench.until_quiet()
    section = bench.window.settings.exports
    section.pattern.setText("{lot}-{cote}")
    assert "« {cote} » n'est pas connu" in section.example.text()
    section.save_names.click()
    assert "« {cote} » n'est pas connu" in section.said_of_names.text()
    section.pattern.setText("{lot}-{numero}")
    assert section.example.text().endswith("L42-P1-2026-0012.pdf")
    section.save_names.click()
    bench.until_quiet()
    assert file_names.pattern_of(bench.shop.workspace).text == "{lot}-{numero}"
    share = tmp_path / "partage"
    section.folder.line.setText(str(share))
    section.save_folder.click()
    bench.until(lambda: "absent" in section.said_of_folder.text())
    share.mkdir()
    section.formats[Format.PDF].setChecked(False)
    section.formats[Format.CSV].setChecked(True)
    section.save_folder.click()
    bench.until(lambda: section.said_of_folder.text() == words.WATCHED_SAVED)
    share.rmdir()
    closed(bench)
    banner = bench.window.banner
    bench.until(lambda: banner.isVisible() and "1 relevé attend" in banner.sentence.text())
    assert section.retry.isVisibleTo(section) and "1 relevé attend" in section.state.text()
    share.mkdir()
    section.retry.click()
    bench.until(lambda: not banner.isVisible())
    assert [one.name for one in share.iterdir()] == ["--P1-2026-0001.csv"]
    assert section.state.text() == words.WATCHED_DONE
