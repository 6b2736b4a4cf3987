"""Files of parts on the page: mapped, imported, dropped, exported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from metroapp.gui.pages.parts import PartsPage
from metroapp.services.reference import standards
from metroapp.services.sheets.part_sheet import read_part
from tests.gui.bench_window import PARTS, Bench
from tests.gui.part_page import PART, save, type_cell

# -- files ----------------------------------------------------------------------------------------------------------

UNKNOWN = "N° item;Cote client;Contrôlé avec;Remarque\n1;Ø20 h7;micromètre;x\n2;Ø8 zz8;pied à coulisse;\n"


def test_a_sheet_with_unknown_columns_is_mapped_and_its_errors_marked(
    page: PartsPage, bench: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "client.csv"
    path.write_text(UNKNOWN, encoding="utf-8")
    page.files.import_file(str(path))
    bench.until(lambda: page.files.dialog is not None)
    dialog = page.files.dialog
    assert dialog is not None and not dialog.confirm.isEnabled()
    for index, field in ((0, "balloon"), (1, "callout"), (2, "means")):
        dialog.choices[index].setCurrentIndex(dialog.choices[index].findData(field))
    dialog.choices[3].setCurrentIndex(dialog.choices[3].findData("means"))
    assert not dialog.confirm.isEnabled()  # chosen twice
    dialog.choices[3].setCurrentIndex(0)
    assert dialog.title_line is not None and dialog.title_line.currentData() == 0  # no title is known: it is asked
    dialog.confirm.click()
    bench.until(lambda: page.document.model.rowCount() == 2)
    assert page.document.revision is None
    assert page.document.model.line(0).wrong == {}  # type: ignore[union-attr]
    assert page.document.model.texts[0].callout == "Ø20 h7"
    assert set(page.document.model.line(1).wrong) == {"callout"}  # type: ignore[union-attr]


def test_a_contradiction_between_columns_is_marked_until_the_user_confirms(
    page: PartsPage, bench: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "deux.csv"
    path.write_text("Repère;Cote;Mini;Moyen;Nature\n1;35 ±0,1;34,8;pied à coulisse;extérieur\n", encoding="utf-8")
    page.files.import_file(str(path))
    bench.until(lambda: page.document.revision is None)
    assert "34,8" in page.document.model.line(0).wrong["callout"]  # type: ignore[union-attr]
    type_cell(page, 0, "callout", "35 ±0,1")
    assert page.document.wrong_count == 0


def test_a_file_dropped_on_the_page_is_imported_and_exported_again(
    page: PartsPage, bench: Bench, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(PARTS / "arbre-etage.xlsx"))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, buttons, keys))
    bench.until(lambda: page.document.fields.reference == "DEMO-TN-01")
    page.files.export(page.document.part(), tmp_path / "copie.xlsx")
    bench.until(lambda: "copie.xlsx" in page.said.text())
    assert read_part(tmp_path / "copie.xlsx", standards()) == read_part(PARTS / "arbre-etage.xlsx", standards())


def test_the_file_of_a_draft_is_that_draft_corrected(page: PartsPage, bench: Bench, tmp_path: Path) -> None:
    corrected = replace(PART, material="42CrMo4")
    page.files.export(corrected, tmp_path / "corrigee.csv")
    bench.until(lambda: "corrigee.csv" in page.said.text())
    page.files.import_file(str(tmp_path / "corrigee.csv"))
    bench.until(lambda: page.document.fields.material == "42CrMo4")
    assert page.document.revision is not None and page.document.is_modified
    save(page, bench)
    assert [found.part.material for found in bench.shop.workshop.parts().result()] == ["42CrMo4"]


def test_a_template_is_written_and_read_again(page: PartsPage, bench: Bench, tmp_path: Path) -> None:
    page.files.write_template(tmp_path / "modele.xlsx")
    bench.until(lambda: "modele.xlsx" in page.said.text())
    page.files.import_file(str(tmp_path / "modele.xlsx"))
    bench.until(lambda: page.document.revision is None and page.document.model.rowCount() == 3)


def test_a_file_that_cannot_be_read_is_said_in_a_sentence(page: PartsPage, bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "abime.xlsx").write_text("rien")
    page.files.import_file(str(tmp_path / "abime.xlsx"))
    bench.until(lambda: page.said.property("role") == "bad")
    assert "abime.xlsx" in page.said.text()
